"""The chart as it stood when a day ended, to read and never to change. Made anew for each day."""

from bisect import bisect_left, bisect_right
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from exodesk.core.chart import Chart, PlanView
from exodesk.core.dates import read_date, show_date, show_weekday
from exodesk.core.errors import NotFound
from exodesk.core.records.patient import identity_line
from exodesk.core.timeline import timeline_of
from exodesk.queries.past import chart_as_of, days_of, visit_as_of
from exodesk.storage import patients
from exodesk.ui import parts
from exodesk.ui.banner.banner import Banner
from exodesk.ui.forms.controls import Line
from exodesk.ui.forms.tab_order import in_reading_order
from exodesk.ui.look.tokens import Tone
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages import Page
from exodesk.ui.pages.chart.plan_acts import Noted
from exodesk.ui.pages.chart.plan_card import TONES, words_of
from exodesk.ui.pages.chart.visits import VisitsTab
from exodesk.ui.pages.told import groups_of
from exodesk.ui.pages.visit.reading import reading_of
from exodesk.ui.parts.lines import LineRow
from exodesk.ui.parts.read_dialog import ReadDialog
from exodesk.ui.timeline.view import TimelineView

_TABS = ("Timeline", "Visits", "Plans", "Told of the patient")


class PastPage(Page):
    """Today's chart of a patient is one act away; every other day by its date, or by the change before or after."""

    chart_asked = Signal(str)  # a patient's id

    def __init__(self, session: Session, patient_id: str) -> None:
        super().__init__()
        self._session = session
        self._patient_id = patient_id
        self._days = days_of(session.record, patient_id)
        self._day = session.today()
        self.banner = Banner()
        self.says = parts.MessageBar()
        self.day = Line()
        self.day.setAccessibleName("As it stood on")
        self.day.setFixedWidth(150)
        self.day.returnPressed.connect(self._read_day)
        self._problem = parts.words("", tone="danger")
        self._problem.hide()
        self.before = parts.secondary_button("Change before", glyph="chevron-left")
        self.after = parts.secondary_button("Change after", glyph="chevron-right")
        self.before.clicked.connect(self._step_back)
        self.after.clicked.connect(self._step_on)
        now = parts.primary_button("Chart of today")
        now.clicked.connect(self._leave)
        self.tabs = parts.SectionTabs("Parts of the chart")
        for title in _TABS:
            self.tabs.add(title)
        self._pages = QStackedWidget()
        self.tabs.currentChanged.connect(self._pages.setCurrentIndex)
        label = parts.FieldLabel("As it stood on")
        label.setBuddy(self.day)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.banner)
        column.addWidget(self.says)
        column.addLayout(parts.row(label, self.day, self.before, self.after, self._problem, 1, now))
        column.addWidget(self.tabs)
        column.addWidget(self._pages, 1)
        self.go_to(self._days[-1] if self._days else self._day)

    @property
    def patient_id(self) -> str:
        return self._patient_id

    def begin(self) -> None:
        self.day.setFocus()
        self.day.selectAll()

    def go_to(self, day: date) -> None:
        """Show the chart as it stood when this day ended."""
        self._say_problem("")
        try:
            chart = chart_as_of(self._session.record, self._patient_id, day)
        except NotFound:
            self._say_problem(f"On {show_date(day)} nothing was recorded of this patient yet.")
            return
        self._day = day
        self.day.setText(show_date(day))
        self.says.say(
            f"As it stood when {show_weekday(day)} ended. From the audit trail: nothing is changed here.", Tone.WARNING
        )
        self.says.dismiss.hide()
        self.before.setEnabled(bisect_left(self._days, day) > 0)
        self.after.setEnabled(bisect_right(self._days, day) < len(self._days))
        self.banner.show_chart(chart, made_up=self._session.record.is_made_up)
        self._show(chart)

    def _show(self, chart: Chart) -> None:
        tab = max(0, self._pages.currentIndex())
        while self._pages.count():
            if page := self._pages.widget(0):
                self._pages.removeWidget(page)
                page.deleteLater()
        timeline = TimelineView(offers_acts=False)
        timeline.show_chart(chart)
        timeline.opened.connect(partial(self._open_mark, chart))
        visits = VisitsTab()
        visits.show_chart(chart)
        visits.opened.connect(self.open_visit)
        for page in (timeline, visits, _plans(chart), _told(chart)):
            self._pages.addWidget(page)
        self.tabs.set_count(1, len(chart.visits))
        self.tabs.set_count(2, len(chart.plans))
        self._pages.setCurrentIndex(tab)
        in_reading_order(self)

    def open_visit(self, entry_id: str) -> None:
        """A visit of that day's chart, in a window of its own."""
        read = visit_as_of(self._session.record, self._patient_id, entry_id, self._day)
        about = f"{identity_line(read.chart.patient)} · as it stood on {show_date(self._day)}"
        title = f"{read.view.visit.kind.label} of {show_date(read.view.visit.visited_on)}"
        ReadDialog(title, about, reading_of(read, self._session.clock), self).open()

    def _open_mark(self, chart: Chart, kind: str, record_id: str) -> None:
        visits = {given.injection.entry_id: given.injection.visit_id for given in chart.injections}
        visits |= {score.entry_id: score.visit_id for score in chart.scores}
        if kind == "plan":
            self.tabs.setCurrentIndex(2)
        elif entry_id := record_id if kind == "visit" else visits.get(record_id):
            self.open_visit(entry_id)

    def _read_day(self) -> None:
        try:
            self.go_to(read_date(self.day.text(), self._session.today()))
        except ValueError as error:
            self._say_problem(str(error))

    def _step_back(self) -> None:
        self._step(bisect_left(self._days, self._day) - 1)

    def _step_on(self) -> None:
        self._step(bisect_right(self._days, self._day))

    def _step(self, place: int) -> None:
        if 0 <= place < len(self._days):
            self.go_to(self._days[place])

    def _say_problem(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    def _leave(self) -> None:
        self.chart_asked.emit(patients.person(self._session.record, self._patient_id)[0].id)


def _sheet(cards: list[parts.Card], nothing: str) -> QWidget:
    sheet = QWidget()
    column = QVBoxLayout(sheet)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    if not cards:
        card = parts.Card()
        card.add(parts.EmptyState(nothing))
        cards = [card]
    for card in cards:
        column.addWidget(card)
    column.addStretch()
    return parts.scrolling(sheet)


def _plans(chart: Chart) -> QWidget:
    headings = {heading.id: heading for heading in timeline_of(chart).plans}
    named = [(view, headings[view.plan.id]) for view in chart.plans]
    return _sheet([_plan(view, heading.title, heading.terms) for view, heading in named], "No plan yet.")


def _plan(view: PlanView, title: str, terms: str) -> parts.Card:
    card = parts.Card(title)
    state = view.standing.state
    chips = [parts.Chip(state.label, TONES.get(state, Tone.NEUTRAL)), parts.Chip(terms, Tone.NEUTRAL)]
    card.body.addLayout(parts.row(*chips, 1))
    card.add(parts.words(view.why, wrap=True))
    if view.why_needed:
        card.add(parts.muted(f"Need: {view.why_needed}", wrap=True))
    for name, day in (("Recommended", view.standing.recommended), ("Past due after", view.standing.past_due)):
        if day:
            card.add(parts.muted(f"{name}: {show_date(day)}"))
    every: list[Noted] = [*view.holds, *view.washouts, *view.acts, *view.baselines]
    for noted in every:
        card.add_row(_line(*words_of(noted, view)))
    return card


def _told(chart: Chart) -> QWidget:
    cards = []
    for group in groups_of(chart):
        card = parts.Card(group.title, note=group.summary)
        for line in group.lines:
            card.add_row(_line(line.title, line.note, line.tail, line.tone, quiet=not line.stands))
        cards.append(card)
    return _sheet(cards, "Nothing was told yet.")


def _line(title: str, note: str, tail: str, tone: Tone = Tone.NEUTRAL, *, quiet: bool = False) -> LineRow:
    """Read, not pressed."""
    row = LineRow(title, note, tail, tone, quiet=quiet)
    row.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return row
