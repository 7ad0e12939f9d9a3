"""The open record and the one signal that says what changed. It decides nothing and shows nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property

from PySide6.QtCore import QObject, Signal

from exodesk.core.changes import Change
from exodesk.core.dates import show_date, show_time
from exodesk.core.errors import StorageError
from exodesk.core.safekeeping import Said
from exodesk.queries.patients import told_of
from exodesk.services.undoing import Undoing
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.open_record.aside import Aside
from exodesk.ui.process.preferences import PrintChoice


class Session(QObject):
    """Pages listen to `changed`, compare kinds and patient, and read again.

    Every act of a person goes through `run`; what the act raises, its page shows.
    """

    changed = Signal(object)  # a Change
    keeping = Signal()  # every form with unsaved text keeps its draft now: before a lock, a quit, a crash dialog
    draft_kept = Signal(object)  # when, as an aware datetime in the clinic's zone
    draft_gone = Signal()  # what was kept of a form is saved, or not wanted
    safety_told = Signal(object)  # a core.safekeeping.Said: how safe the record is now
    back_up_asked = Signal()
    print_chosen = Signal(object)  # a PrintChoice, for this computer to remember
    file_gone = Signal()  # the record's file was deleted, moved or replaced; the open connection still holds it

    def __init__(self, record: RecordFile, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.record = record
        self.safety: Said | None = None
        self.printing = PrintChoice()
        self._undoing = Undoing(record)

    @cached_property
    def aside(self) -> Aside:
        """Where pages read what would hold the window up."""
        return Aside(self.record)

    def today(self) -> date:
        """The clinic's day."""
        return self.record.today()

    def clock(self, moment: datetime) -> datetime:
        """An instant in the clinic's zone, as people read it."""
        return moment.astimezone(self.record.zone)

    def moment(self, at: datetime) -> str:
        """An instant in the clinic's zone, in words: `14:05` today, `02-Mar-2026 14:05` on another day."""
        there = self.clock(at)
        return show_time(there) if there.date() == self.today() else f"{show_date(there.date())} {show_time(there)}"

    def tell_safety(self, said: Said) -> None:
        """How safe the record is, for every page that shows it."""
        self.safety = said
        self.safety_told.emit(said)

    def choose_printing(self, choice: PrintChoice) -> None:
        """Where the next page is proposed to go, and on which paper."""
        self.printing = choice
        self.print_chosen.emit(choice)

    def keep_drafts(self) -> None:
        self.keeping.emit()

    def run(self, operation: Callable[..., Change], *args: object, **named: object) -> Change:
        """Do it, and tell every page once."""
        before = self.record.head()
        change = self._with_name(operation(self.record, *args, **named))
        self._undoing.note(change, before)
        self.changed.emit(change)
        return change

    def undo(self, told: Change | None = None) -> Change | None:
        """Take back an act that `run` told of, else the last that can be; None when it is gone, or there is none.

        Refused where something since stands in the way: what, the CannotUndo says.
        """
        undone = self._undoing.take_back(told)
        if undone is None:
            return None
        act, undoing = undone
        change = replace(self._with_name(undoing), undo=None)
        if change.said == act.said:  # the act itself the other way round, in its own words
            change = replace(change, said=f"Taken back: {change.said}")
        self.changed.emit(change)
        return change

    def _with_name(self, change: Change) -> Change:
        """What is said of a patient names them: it is still read on a page that does not."""
        if not change.said or change.patient_id is None:
            return change
        try:
            return replace(change, said=told_of(self.record, change.patient_id, change.said))
        except StorageError:  # it is written: that a name cannot be read now must not look like a refusal
            return change
