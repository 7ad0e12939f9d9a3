"""What is to be done at the desk, the most pressing first: people to see or call, questions, tasks, signatures."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from exodesk.core.calendar import days_from
from exodesk.core.dates import show_date, show_time, show_weekday
from exodesk.core.phone import flags_in_words, wants_seeing
from exodesk.core.records.contact import PhoneAct
from exodesk.core.records.patient import Patient, show_birth_date, show_name
from exodesk.core.sites import sided
from exodesk.queries.to_do import OpenTask, ToAsk, ToDo, ToScore, WaitingNote
from exodesk.queries.today import Today
from exodesk.queries.unsigned import UnsignedVisit
from exodesk.services.phone_notes import settle_phone_note
from exodesk.services.safety_questions import answer_well
from exodesk.services.tasks import finish_task
from exodesk.ui import parts
from exodesk.ui.keyboard.keys import Key, bind
from exodesk.ui.look.tokens import Tone
from exodesk.ui.open_record.session import Session
from exodesk.ui.parts.lines import LineRow
from exodesk.ui.parts.row_list import RowList

MOST_SHOWN = 7
Matter = WaitingNote | ToAsk | ToScore | OpenTask | UnsignedVisit


@dataclass(frozen=True, slots=True)
class Line:
    """One matter in words. `patient`: whose chart it opens, if anybody's."""

    matter: Matter
    title: str
    note: str
    tail: str = ""
    tone: Tone = Tone.NEUTRAL
    patient: Patient | None = None

    @property
    def key(self) -> Hashable:
        """What tells the matter from all others."""
        match self.matter:
            case WaitingNote(note=note):
                return note.id
            case OpenTask(task=task):
                return task.id
            case ToAsk() as asked:
                return asked.patient.id, asked.injected_on, asked.question.point
            case ToScore() as asked:
                return asked.plan_id, asked.point.label
            case UnsignedVisit(visit=visit):
                return visit.entry_id


def lines_of(today: Today, to_do: ToDo, session: Session) -> list[Line]:
    """To be seen today, call backs, tasks, questions, scores, the unsigned; of each the longest waiting first."""
    notes = [_of_note(each, today.day, session) for each in to_do.notes]
    lines = [
        *sorted(notes, key=lambda line: line.tone is not Tone.DANGER),
        *(_of_task(each, today.day) for each in to_do.tasks),
        *(_of_question(each, today.day) for each in to_do.questions),
        *(_of_score(each, today.day) for each in to_do.scores),
        *(_of_unsigned(each, today.day) for each in today.unsigned),
    ]
    return [replace(line, note=_with_birth(line)) for line in lines]


def _with_birth(line: Line) -> str:
    """The birth date beside the name, which stands in the title or, of a task, in the note: it is acted on here."""
    if line.patient is None:
        return line.note
    born = show_birth_date(line.patient)
    told = (line.note, born) if isinstance(line.matter, OpenTask) else (born, line.note)
    return " · ".join(part for part in told if part)


def settle(session: Session, matter: Matter) -> None:
    """Seen, called back, done, or well; a visit is settled by its signature, a score by the answer."""
    match matter:
        case WaitingNote():
            session.run(settle_phone_note, matter.note.id)
        case OpenTask():
            session.run(finish_task, matter.task.id)
        case ToAsk():
            session.run(answer_well, matter.patient.id, matter.injected_on, matter.question.point)


def _of_note(waiting: WaitingNote, day: date, session: Session) -> Line:
    note, patient = waiting.note, waiting.patient
    where = sided(note.site, note.side) if note.site and note.side else ""
    about = " · ".join(part for part in (where, flags_in_words(note) or note.said or "", waiting.phone) if part)
    if wants_seeing(note):
        what = "Emergency" if note.act is PhoneAct.EMERGENCY else "See today"
        at = show_time(session.clock(note.called_at)) if note.called_on == day else show_date(note.called_on)
        return Line(waiting, f"{what}: {show_name(patient)}", about, at, Tone.DANGER, patient)
    tail, tone = _due(note.call_back_on or note.called_on, day)
    return Line(waiting, f"Call back {show_name(patient)}", about, tail, tone, patient)


def _of_question(asked: ToAsk, day: date) -> Line:
    calls = f"{len(asked.calls)} tried" if asked.calls else ""
    about = " · ".join(fact for fact in (", ".join(asked.places), asked.phone, calls) if fact)
    is_late, point = asked.question.is_late(day), asked.question.point.label.lower()
    tail, tone = (f"{point}, late", Tone.WARNING) if is_late else (point, Tone.NEUTRAL)
    return Line(asked, f"Ask {show_name(asked.patient)}", about, tail, tone, asked.patient)


def _of_task(open_task: OpenTask, day: date) -> Line:
    task, patient = open_task.task, open_task.patient
    tail, tone = _due(task.due_on, day)
    return Line(open_task, task.text, show_name(patient) if patient else "", tail, tone, patient)


def _of_score(asked: ToScore, day: date) -> Line:
    about = " · ".join(part for part in (asked.where, asked.phone) if part)
    tail, _ = _due(asked.point.target, day)
    return Line(asked, f"Score, {asked.point.label}: {show_name(asked.patient)}", about, tail, patient=asked.patient)


def _of_unsigned(unsigned: UnsignedVisit, day: date) -> Line:
    visit = unsigned.visit
    tail, tone = _due(visit.visited_on, day)
    about = f"{visit.kind.label} of {show_weekday(visit.visited_on)}"
    return Line(unsigned, f"Sign {show_name(unsigned.patient)}", about, tail, tone, unsigned.patient)


def _due(due_on: date, day: date) -> tuple[str, Tone]:
    """`today`, `3 d late`, or the day that lies ahead."""
    late = days_from(due_on, day)
    if late > 0:
        return f"{late} d late", Tone.WARNING
    return ("today", Tone.NEUTRAL) if late == 0 else (show_date(due_on), Tone.NEUTRAL)


class ToDoRow(QWidget):
    """A line that opens what it is about, with what settles it beside or, where there are two ways, below."""

    opened = Signal(object)  # a Matter
    settled = Signal(object)
    not_well = Signal(object)
    harmed = Signal(object)

    def __init__(self, line: Line) -> None:
        super().__init__()
        self.line = line
        self.row = LineRow(line.title, line.note, line.tail, line.tone)
        self.row.clicked.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if isinstance(line.matter, ToAsk):
            column.addWidget(self.row)
            column.addLayout(self._answers())
        else:
            across = parts.row(self.row, *self._acts(), spacing=0)
            across.setStretch(0, 1)
            column.addLayout(across)

    def _answers(self) -> QBoxLayout:
        """The question, answered by one key while the focus is here."""
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        well, worse = parts.Button("Well", "choice", keys=Key.WELL.shown), parts.Button("Not well", "choice")
        for button, key, act in ((well, Key.WELL, self._settle), (worse, Key.NOT_WELL, self._tell_not_well)):
            button.setAccessibleName(f"{button.text()}: {self.line.title}")
            button.clicked.connect(act)
            bind(key, self, act, here)
        answers = parts.row(well, worse, 1, spacing=6)
        answers.setContentsMargins(8, 0, 8, 6)
        return answers

    def _acts(self) -> list[QWidget]:
        """Done, unless a signature or an answer settles it; what somebody calls about may be an adverse event."""
        if isinstance(self.line.matter, UnsignedVisit | ToScore):
            return []
        done = parts.icon_button("check", f"Done: {self.line.title}")
        done.clicked.connect(self._settle)
        if not isinstance(self.line.matter, WaitingNote):
            return [done]
        harm = parts.icon_button("shield-alert", f"Record an adverse event: {self.line.title}")
        harm.clicked.connect(self._tell_harm)
        return [harm, done]

    def _open(self) -> None:
        self.opened.emit(self.line.matter)

    def _settle(self) -> None:
        self.settled.emit(self.line.matter)

    def _tell_harm(self) -> None:
        self.harmed.emit(self.line.matter)

    def _tell_not_well(self) -> None:
        self.not_well.emit(self.line.matter)


class ToDoCard(parts.Card):
    """The first few, or all of them. The focus stays in the list while one after the other is settled."""

    opened = Signal(object)  # a Matter
    settled = Signal(object)
    not_well = Signal(object)
    harmed = Signal(object)
    filled = Signal()

    def __init__(self, most: int = MOST_SHOWN, title: str = "To do", acts: Sequence[parts.Button] = ()) -> None:
        """`acts` stand beside the title."""
        self.toggle = parts.quiet_button("See all")
        super().__init__(title, *acts, self.toggle, padding=(16, 10, 8))
        self._most = most
        self._shows_all = False
        self._lines: Sequence[Line] = ()
        self._list = RowList[Line](self, self._made, attrgetter("key"))
        self._list.filled.connect(self.filled)
        self._nothing = parts.muted("Nothing waits. Ctrl+Shift+T writes a task down, F7 a call.", wrap=True)
        self.add(self._nothing)
        self._nothing.hide()  # nobody has looked yet
        self.toggle.hide()
        self.toggle.clicked.connect(self._turn)

    @property
    def is_filling(self) -> bool:
        return self._list.is_filling

    @property
    def rows(self) -> list[ToDoRow]:
        return [row for row in self._list.widgets if isinstance(row, ToDoRow)]

    def show_lines(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._nothing.setVisible(not lines)
        self.toggle.setVisible(len(lines) > self._most)
        self.toggle.setText("Show fewer" if self._shows_all else f"See all {len(lines)}")
        here = next((place for place, row in enumerate(self.rows) if _holds_focus(row)), None)
        self._list.show(lines if self._shows_all else lines[: self._most])
        rows = self.rows
        if here is not None and rows and not any(map(_holds_focus, rows)):
            rows[min(here, len(rows) - 1)].row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _made(self, line: Line) -> QWidget:
        row = ToDoRow(line)
        row.opened.connect(self.opened)
        row.settled.connect(self.settled)
        row.not_well.connect(self.not_well)
        row.harmed.connect(self.harmed)
        return row

    def _turn(self) -> None:
        self._shows_all = not self._shows_all
        self.show_lines(self._lines)


def _holds_focus(widget: QWidget) -> bool:
    focus = widget.window().focusWidget()
    return focus is not None and (focus is widget or widget.isAncestorOf(focus))
