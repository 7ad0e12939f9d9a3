"""The timeline as a page shows it: plans to choose from, their cards and reason, the picture and its table."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from exodesk.core.booster import State
from exodesk.core.chart import Chart
from exodesk.core.dates import show_date
from exodesk.core.timeline import Card, Entry, Panel, Timeline, cards_of, timeline_of
from exodesk.ui import parts
from exodesk.ui.keys import Key, bind
from exodesk.ui.timeline.table import TimelineTable
from exodesk.ui.timeline.viewport import PRESETS, USUAL_PRESET
from exodesk.ui.timeline.widget import TimelineWidget
from exodesk.ui.tokens import Tone

TONES = {State.DUE: Tone.WARNING, State.OVERDUE: Tone.DANGER, State.LOST: Tone.DANGER, State.SUSPENDED: Tone.WARNING}
"""Beside the words, which say it too."""
WORD_JOINER = "\u2060"


class TimelineView(QWidget):
    """One plan at a time; what belongs to no plan stands with each. `bar` may be put beside the page's tabs."""

    opened = Signal(str, str)
    """The kind of record (visit, injection, score, appointment, plan) and its id."""
    start_visit = Signal()
    """Asked for where nothing is recorded yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart: Chart | None = None
        self._timeline: Timeline | None = None
        self._panel: Panel | None = None
        self._plan_id: str | None = None
        self._preset = USUAL_PRESET
        self.picture = TimelineWidget()
        self.table = TimelineTable()
        self.bar = self._make_bar()
        self.plans = QWidget()
        self._plan_row = QHBoxLayout(self.plans)
        self._plan_row.setContentsMargins(0, 0, 0, 0)
        self._cards = QHBoxLayout()
        self._cards.setSpacing(10)
        self._sheet = self._make_sheet()
        self._arrange()
        for twin in (self.picture, self.table):
            twin.opened.connect(self.opened)
        self.picture.dose_chosen.connect(self._tell_dose)
        self.table.selected.connect(self._follow)
        bind(Key.TABLE, self, self._table_button.toggle)

    def show_chart(self, chart: Chart) -> None:
        """Show a patient's chart, or the same one read again: plan, stretch of time and mark stay as they were."""
        if self._chart and self._chart.patient.id != chart.patient.id:
            self._plan_id, self._preset = None, USUAL_PRESET
            self._presets.choose(self._preset.label)
        self._chart = chart
        self._timeline = timeline_of(chart)
        ids = [view.plan.id for view in chart.plans]
        going_on = [view.plan.id for view in chart.plans if view.standing.state is not State.DISCONTINUED]
        if self._plan_id not in ids:
            self._plan_id = next(iter(going_on or ids), None)
        self._fill_plans()
        self._show()

    def show_plan(self, plan_id: str) -> None:
        self._plan_id = plan_id
        self._show()

    def show_table(self, shown: bool) -> None:
        """The table, or the picture: the same entries, standing on the same one."""
        if shown:
            self.table.go_to(self.picture.focus_entry)
        self._twins.setCurrentWidget(self.table if shown else self.picture)
        self._presets.setEnabled(not shown)
        (self.table if shown else self.picture).setFocus()

    def _make_bar(self) -> QWidget:
        self._presets = parts.ChoiceRow(
            [(preset.label, preset.label) for preset in PRESETS], USUAL_PRESET.label, name="Time in sight"
        )
        self._presets.chosen.connect(self._show_preset)
        self._table_button = parts.Button("Table", "choice")
        self._table_button.setCheckable(True)
        self._table_button.setToolTip(f"{Key.TABLE.words}  {Key.TABLE.shown}")
        self._table_button.toggled.connect(self.show_table)
        bar = QWidget()
        bar.setLayout(parts.row(self._presets, self._table_button, spacing=8))
        return bar

    def _make_sheet(self) -> parts.Card:
        self._title = parts.section_title("")
        self._terms = parts.Chip()
        self._counted_from = parts.hint("")
        self._why = parts.muted("", wrap=True)
        sheet = parts.Card(padding=(16, 12, 6))
        self._title.setWordWrap(True)
        head, reason = QHBoxLayout(), QHBoxLayout()
        for line, named, beside in ((head, self._title, self._counted_from), (reason, self._why, self._terms)):
            line.setSpacing(12)
            line.addWidget(named, 1)
            line.addWidget(beside, 0, Qt.AlignmentFlag.AlignTop)
            sheet.body.addLayout(line)
        twins = QWidget()
        self._twins = QStackedLayout(twins)
        for twin in (self.picture, self.table):
            self._twins.addWidget(twin)
        start = parts.primary_button("Start visit")
        start.clicked.connect(self.start_visit)
        self._empty = parts.EmptyState("Nothing is recorded yet. The first visit opens the timeline.", start)
        self._twins.addWidget(self._empty)
        sheet.add(twins, 1)
        return sheet

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(parts.row(self.plans, 1, self.bar))
        column.addLayout(self._cards)
        column.addWidget(self._sheet, 1)

    def _fill_plans(self) -> None:
        """The plans to choose from; one alone needs no choice."""
        _clear(self._plan_row)
        plans = self._timeline.plans if self._timeline else ()
        self.plans.setVisible(len(plans) > 1)
        if len(plans) > 1 and self._plan_id:
            choice = parts.ChoiceRow([(plan.id, plan.where) for plan in plans], self._plan_id, name="Plan")
            choice.chosen.connect(self.show_plan)
            self._plan_row.addWidget(choice)

    def _show(self) -> None:
        if self._chart is None or self._timeline is None:
            return
        self._panel = self._timeline.of_plan(self._plan_id)
        heading = self._panel.heading
        self._title.setText(heading.title if heading else "No plan yet")
        self._terms.setVisible(heading is not None)
        self._why.setVisible(heading is not None)
        if heading:
            self._terms.say(heading.terms, Tone.NEUTRAL)
            self._why.setText(heading.why)
        self.picture.show_panel(self._panel, self._preset)
        self._tell_dose(self.picture.chosen_dose)
        self.table.show_entries(self._panel.entries, self.picture.focus_entry)
        self._fill_cards(cards_of(self._chart, self._chart.plan(self._plan_id)))
        if not self._panel.entries:
            self._twins.setCurrentWidget(self._empty)
        elif self._twins.currentWidget() is self._empty:
            self._twins.setCurrentWidget(self.table if self._table_button.isChecked() else self.picture)

    def _fill_cards(self, cards: tuple[Card, ...]) -> None:
        _clear(self._cards)
        for card in cards:
            fact = parts.FactCard(card.title)
            fact.say(_unbroken(card.headline), _unbroken(card.detail), TONES.get(card.state, "") if card.state else "")
            self._cards.addWidget(fact, fact.sizeHint().width())
            for label, text in ((fact.value, card.headline), (fact.note, card.detail)):
                label.setWordWrap(True)  # in a narrow window the cards grow down, never the page across
                label.setAccessibleName(text)
            fact.body.addStretch()

    def _show_preset(self, label: str) -> None:
        self._preset = next(preset for preset in PRESETS if preset.label == label)
        self.picture.show_preset(self._preset)

    def _tell_dose(self, dose: Entry | None) -> None:
        words = f"Review months counted from the injection of {show_date(dose.on)}" if dose else ""
        self._counted_from.setText(words)

    def _follow(self, entry: Entry) -> None:
        """The row that the table stands on is the mark that the picture stands on."""
        if self._twins.currentWidget() is self.table:
            self.picture.select(entry)


def _clear(layout: QHBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


def _unbroken(text: str) -> str:
    """Lines break between words, never inside a date."""
    return text.replace("-", f"-{WORD_JOINER}")
