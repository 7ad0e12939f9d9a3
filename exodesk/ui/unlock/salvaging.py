"""What can be read of a damaged record: asked for, carried out by the worker, reported; then the new one opens."""

from functools import partial
from itertools import count
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from exodesk.core.errors import ExodeskError
from exodesk.services.safekeeping import good_for
from exodesk.storage import salvage
from exodesk.storage.backup import Backup
from exodesk.storage.keys import DatabaseKey, reads_as_code
from exodesk.storage.salvage import Salvaged
from exodesk.storage.tries import Attempts
from exodesk.ui.unlock.frame import SUFFIX, Sheet
from exodesk.ui.unlock.salvage_pages import ReportPage, SalvagePage
from exodesk.ui.unlock.way_back import Means, WayBack
from exodesk.ui.unlock.working import WorkingPage
from exodesk.ui.work.jobs import Progress


class Salvaging(WayBack):
    restore = Signal()

    def __init__(self, means: Means, parent: QObject) -> None:
        super().__init__(means, parent)
        self._damaged: Path | None = None
        self._made: tuple[Path, DatabaseKey] | None = None
        self.ask, self.report = SalvagePage(), ReportPage()
        self.looking = WorkingPage(
            "Looking for the newest backup", "Each is read whole before it is offered; the damaged file is not touched."
        )
        self.looking.cancelled.connect(self._cancel)
        self.working = WorkingPage("Saving what can be read", "Page by page; the damaged file is only read.")
        self.ask.back.connect(self.left)
        self.ask.restore.connect(self.restore)
        self.ask.done.connect(self._carry_out)
        self.working.cancelled.connect(self._cancel)
        self.report.done.connect(self._end)

    @property
    def pages(self) -> tuple[Sheet, ...]:
        return self.looking, self.ask, self.working, self.report

    def begin(self, damaged: Path) -> None:
        """The record is closed, and this window holds its lock."""
        self._damaged = damaged
        second = self._second_place()

        def look(progress: Progress) -> Backup | None:
            return next(good_for(damaged, second, partial(progress, 0, 0)), None)

        self._carry_on(look, self.looking, self._ask).cancelled.connect(self.left)

    def _ask(self, newest: Backup | None) -> None:
        if self._damaged:
            self.ask.show_record(self._damaged, newest, free_beside(self._damaged), self._zone)
            self.shown.emit(self.ask)

    def _carry_out(self, typed: str, to: Path) -> None:
        damaged = self._damaged
        if damaged is None:
            return
        copies, second, world = self._folders.key_copies, self._second_place(), self._surroundings
        attempts = Attempts(self._folders.tries, damaged)

        def work(progress: Progress) -> tuple[Path, DatabaseKey, Salvaged]:
            with attempts.one():
                key = salvage.key_for(damaged, typed, copies)
            told = salvage.salvage(
                damaged,
                key,
                to,
                backups=good_for(damaged, second),
                copies=copies,
                passphrase=None if reads_as_code(typed) else typed,
                surroundings=world,
                step=progress,
            )
            return to, key, told

        job = self._carry_on(work, self.working, self._tell)
        job.failed.connect(self._fail)
        job.cancelled.connect(partial(self.shown.emit, self.ask))

    def _tell(self, done: tuple[Path, DatabaseKey, Salvaged]) -> None:
        to, key, told = done
        self._made = to, key
        self.ask.forget()
        self.report.show_report([*told.lines(), f"The new record: {to}"], is_all_there=told.is_all_there)
        self.shown.emit(self.report)

    def _end(self) -> None:
        made, self._made = self._made, None
        if made:
            said = "What could be read is saved in this new record; the damaged file stays where it was."
            self.ended.emit(*made, said)

    def _fail(self, error: ExodeskError) -> None:
        self.shown.emit(self.ask)
        self.ask.say(str(error))


def free_beside(damaged: Path) -> Path:
    """A name beside the record that nothing has."""
    names = (f"{damaged.stem} saved{f' {number}' if number > 1 else ''}{SUFFIX}" for number in count(1))
    return next(path for name in names if not (path := damaged.with_name(name)).exists())
