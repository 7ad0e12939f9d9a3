"""A visit: who it is about, its steps, and the way on. It reads once after every change and hands it to the steps."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from exodesk.core.changes import Change
from exodesk.core.dates import show_weekday
from exodesk.core.records.printed import PrintedKind
from exodesk.core.reminders import BIRTH_DATE, NO_PLAN
from exodesk.core.signing import INJECTIONS, OF_INJECTION
from exodesk.queries.drafts import waits_in_visit
from exodesk.queries.visit import VisitPage as Read
from exodesk.queries.visit import read_visit
from exodesk.ui import parts
from exodesk.ui.banner.banner import Banner
from exodesk.ui.forms.tab_order import in_reading_order
from exodesk.ui.keyboard.keys import TAB_KEYS, Key, bind
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages import REVIEW, Page
from exodesk.ui.pages.patient_dialog import birth_date_dialog
from exodesk.ui.pages.visit.done import done_in
from exodesk.ui.pages.visit.notes import NotesStep
from exodesk.ui.pages.visit.review import ReviewStep
from exodesk.ui.pages.visit.steps import Step, steps_of
from exodesk.ui.pages.visit.treatment import TreatmentStep
from exodesk.ui.printing.acts import print_visit

SAID_SECONDS = 10
UNREAD = "What is framed in red cannot be saved as it stands. It is kept as a draft."


class VisitPage(Page):
    """Made for one visit. A signed one has one step: what was signed, read only."""

    chart_opened = Signal(str)  # a patient's id
    signed = Signal(str)  # its own entry
    plan_asked = Signal(object, object)  # the chart that a new plan is for, and the visit that it comes from

    def __init__(self, session: Session, entry_id: str) -> None:
        super().__init__()
        self._session = session
        self._entry_id = entry_id
        self._read = read_visit(session.record, entry_id)
        self._makers: list[Callable[[], Step]] = []
        self._made: dict[int, Step] = {}  # by its place among the tabs
        self.banner = Banner()
        self._title = parts.section_title("")
        chart = parts.secondary_button("Chart", glyph="arrow-left")
        chart.clicked.connect(self._open_chart)
        self.banner.add_act(chart)
        self.banner.offer_birth_date(self._add_birth_date)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._column.addWidget(self.banner)
        self.tabs = parts.StepTabs("Steps of the visit")
        self._stack = QStackedWidget()
        self._back = parts.secondary_button("Back")
        self._back.clicked.connect(self._step_back)
        self._close = parts.secondary_button("Save and close")
        self._close.clicked.connect(self._open_chart)
        self._next = parts.primary_button("Next", keys=Key.NEXT_STEP.shown)
        self._next.clicked.connect(self._step_on)
        self._column.addLayout(parts.row(self.tabs, 1, self._title))
        self._column.addWidget(self._stack, 1)
        self._column.addWidget(foot := QWidget())
        acts = QWidget()
        for holder, row in ((acts, parts.row(self._close, self._next)), (foot, parts.row(self._back, 1, acts))):
            row.setContentsMargins(0, 0, 0, 0)
            holder.setLayout(row)
        self.message = parts.MessageOver(foot, self, self._back, last=acts)
        self.tabs.currentChanged.connect(self._show_step)
        bind(Key.NEXT_STEP, self, self._step_on)
        bind(Key.SAVE, self, self._save_now)
        bind(Key.PRINT, self, partial(self.print_page, PrintedKind.SUMMARY))
        bind(Key.PREVIEW, self, partial(self.print_page, PrintedKind.SUMMARY, look_first=True))
        for index, key in enumerate(TAB_KEYS):
            bind(key, self, partial(self._go_to_step, index))
        self._build()
        self._show()

    @property
    def patient_id(self) -> str:
        return self._read.chart.patient.id

    def refresh(self, change: Change | None = None) -> None:
        if change is None or change.patient_id in (None, self._read.view.visit.patient_id, self._read.chart.patient.id):
            was_signed = self._read.view.is_signed
            self._read = read_visit(self._session.record, self._entry_id)
            is_turned = self._read.view.is_signed != was_signed
            if is_turned:
                self._build()
            self._show()
            if is_turned:
                self._show_first()
                if self.isVisible():
                    self.begin()  # what held the keys is gone

    def leave(self) -> None:
        """Save the step in sight; what cannot be saved waits as a draft."""
        self._save()

    @property
    def holds_open(self) -> bool:
        """The pause before the needle runs."""
        return isinstance(self.in_sight, TreatmentStep) and self.in_sight.pauses

    def begin(self) -> None:
        """At the step in sight; at the first one, where none was seen yet."""
        if not self._made:
            self._show_first()
        if step := self.in_sight:
            step.begin()

    def reach(self, part: str) -> None:
        """The review, where it is signed, without the steps before it."""
        if part == REVIEW:
            self._go_to_step(self.tabs.count() - 1)
            self._bring_back_drafts()
        if not self._made:
            self.begin()

    # Steps, each made when it is first seen: a visit opens on one of them

    def steps(self) -> Iterator[Step]:
        """All of them, in order; what nobody has seen yet is made as it is reached."""
        return (self._step(index) for index in range(len(self._makers)))

    @property
    def in_sight(self) -> Step | None:
        """The step that one is at."""
        step = self._stack.currentWidget()
        return step if isinstance(step, NotesStep | TreatmentStep | ReviewStep) else None

    def _step(self, index: int) -> Step:
        if step := self._made.get(index):
            return step
        step = self._made[index] = self._makers[index]()
        self._stack.addWidget(step)
        self._connect(step)
        step.show_visit(self._read)
        in_reading_order(self)
        return step

    def _bring_back_drafts(self) -> None:
        """What was typed and not saved is told of as the visit opens, in whichever step it waits."""
        if waits_in_visit(self._session.record, self._entry_id):
            list(self.steps())

    def _build(self) -> None:
        for step in self._made.values():
            self._stack.removeWidget(step)
            step.deleteLater()
        self._made.clear()
        self._makers = []  # while tabs go, no step is made for them
        while self.tabs.count():
            self.tabs.take(0)
        wanted = steps_of(self._read, self._session)
        for title, _ in wanted:
            self.tabs.add(title)
        self._makers = [make for _, make in wanted]
        is_signed = self._read.view.is_signed
        self.tabs.setVisible(not is_signed)
        for button in (self._back, self._next, self._close):
            button.setVisible(not is_signed)

    def _connect(self, step: Step) -> None:
        step.told.connect(self.message.say)
        match step:
            case NotesStep():
                step.plan_asked.connect(self.ask_plan)
            case TreatmentStep():
                step.written.connect(self.message.close_message)
                step.plan_asked.connect(self.ask_plan)
            case ReviewStep():
                step.asked.connect(self._go_to_field)
                step.print_asked.connect(self.print_page)
                step.signed.connect(self._tell_signed)

    def ask_plan(self) -> None:
        """Of this patient, without leaving the visit. What is typed in it is saved first: the plan leans on it."""
        self._save()
        self.plan_asked.emit(self._read.chart, self._read.view.visit)

    def _tell_signed(self) -> None:
        self.signed.emit(self._entry_id)

    def print_page(self, kind: PrintedKind, *, look_first: bool = False) -> None:
        """One of the visit's pages, with what is typed by now."""
        self._save()
        print_visit(self._session, self._entry_id, kind, self, look_first=look_first)

    def _show(self) -> None:
        read, chart = self._read, self._read.chart
        self.banner.show_chart(chart, made_up=self._session.record.is_made_up)
        late = ", entered late" if read.view.visit.entered_late else ""
        self._title.setText(f"{read.view.visit.kind.label} · {show_weekday(read.view.visit.visited_on)}{late}")
        for step in self._made.values():
            step.show_visit(read)
        self._tell_done(read)
        if self._made:
            in_reading_order(self)

    def _show_first(self) -> None:
        if self._read.view.is_signed:
            self._step(0)
        else:
            self._show_step(0)
            self._bring_back_drafts()

    def _tell_done(self, read: Read) -> None:
        done = done_in(read)
        for index in range(self.tabs.count()):
            self.tabs.set_done(index, done.get(self.tabs.tabText(index), False))

    def _save(self) -> bool:
        """Save the step in sight; False while something stands in the way."""
        if self._read.view.is_signed:
            return True
        return self.in_sight is not None and self.in_sight.save()

    def _save_now(self) -> None:
        """Somebody asks whether it is saved: say so, and what is still open at its field."""
        step = self.in_sight
        if self._read.view.is_signed or step is None:
            return
        self.message.say(step.tell_open() if self._save() else UNREAD, seconds=SAID_SECONDS)

    def _show_step(self, index: int) -> None:
        """Another step: save the one that is left. It never holds anybody back: problems wait at their fields."""
        if index < 0 or index >= len(self._makers):
            return
        self._save()
        is_last = index == len(self._makers) - 1
        if is_last:
            self._look_for_unsaved()
        self._stack.setCurrentWidget(self._step(index))
        self._back.setEnabled(index > 0)
        self._next.setVisible(not is_last)
        if not is_last:
            self._next.setText(f"Next: {self.tabs.tabText(index + 1).lower()}")
        self.begin()

    def _look_for_unsaved(self) -> None:
        """That something typed is kept or let go is told to no page: it is asked for where it stands in the way."""
        told = any(each.is_unsaved for each in self._read.missing)
        if waits_in_visit(self._session.record, self._entry_id) or told:
            self.refresh()

    def _go_to_step(self, index: int) -> None:
        if index < self.tabs.count():
            self.tabs.setCurrentIndex(index)

    def _step_on(self) -> None:
        self._go_to_step(self.tabs.currentIndex() + 1)

    def _step_back(self) -> None:
        self._go_to_step(max(0, self.tabs.currentIndex() - 1))

    def _go_to_field(self, field: str, injection_id: str) -> None:
        """A blocker was chosen on the review page: the step that has its field comes up, with the focus on it."""
        if act := {NO_PLAN: self.ask_plan, BIRTH_DATE: self._add_birth_date}.get(field):
            act()
            return
        for index, step in enumerate(self.steps()):
            if isinstance(step, TreatmentStep if injection_id or field in (INJECTIONS, OF_INJECTION) else NotesStep):
                self._go_to_step(index)
                if step.go_to(field, injection_id):
                    return

    def _add_birth_date(self) -> None:
        birth_date_dialog(self._session, self._read.chart.patient, self).open()

    def _open_chart(self) -> None:
        if self._save():
            self.chart_opened.emit(self._read.chart.patient.id)
