"""The open session and its end: what locks it, what is left behind the cover, and where somebody comes back to."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from exodesk.core.errors import StorageError
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.open_record.session import Session
from exodesk.ui.process.clipboard import Clipboard
from exodesk.ui.process.desktop import ASLEEP, Desktop
from exodesk.ui.process.idle import Idle
from exodesk.ui.shell.whereabouts import Stay
from exodesk.ui.shell.window import Window
from exodesk.ui.shell.workspace import Workspace
from exodesk.ui.work.jobs import Jobs

COVERED_MS = 60_000
"""How long work of the worker goes on behind the cover before it is asked to stop."""
AGAIN_MS = 60_000
"""Until it is asked again whether a record may be let go that could not be saved: its file has gone."""
LONGEST_HELD_S = 2 * 3600
"""No pause and no observation keeps an unused desk open for longer."""


class Lock(QObject):
    leaving = Signal(object)  # the Session that is locked: its record stays open behind the cover until no work runs

    def __init__(self, window: Window, jobs: Jobs, minutes: int, load_desktop: Callable[[], type[Desktop]]) -> None:
        """`load_desktop` imports what the desktop tells through: not before a record is open."""
        super().__init__(window)
        self._window, self._jobs = window, jobs
        self._load_desktop = load_desktop
        self.session: Session | None = None
        self.idle = Idle(minutes, self)
        self.idle.due.connect(self._lock_unused)
        self.clipboard = Clipboard(self)
        self.idle.slept.connect(partial(self.lock, ASLEEP))
        self.desktop: Desktop | None = None
        self._stay: tuple[str, Stay | None] | None = None
        self.leaving_records: list[RecordFile] = []
        self._held: list[RecordFile] = []
        self.may_let_go: Callable[[RecordFile], bool] = lambda _: True
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self.let_go_of_held)

    def guard(self, session: Session) -> None:
        """A record is open from now on."""
        self.session = session
        self.idle.use()
        if self.desktop is None:
            desktop = self._load_desktop()(self)
            if handle := self._window.windowHandle():
                desktop.watch(handle)
            desktop.covered.connect(self._lock_covered)
            desktop.left.connect(self.lock)
            self.desktop = desktop

    def resume(self, workspace: Workspace, first: str) -> None:
        """Where somebody was when this record was locked, or the first page."""
        kept, self._stay = self._stay, None
        if kept and kept[0] == workspace.session.record.db_uuid and kept[1]:
            workspace.resume(kept[1])
        else:
            workspace.open_page(first)

    def lock(self, why: str) -> None:
        """Drafts first, then every widget that shows a patient, then, when no work runs, the record and its key."""
        session, desk = self.session, self._window.workspace
        if session is None:
            return
        if session.record.needs_rescue:
            session.record.is_adrift = True  # the last drafts go in: it is saved before it is let go
        if desk:
            desk.leave()
            self._stay = session.record.db_uuid, desk.stay()
        with suppress(StorageError):  # a disk that refuses: nothing typed is lost, and nobody should read on
            self.log("lock", why)
        self.session = None
        self._window.show_entrance()
        self.clipboard.clear()
        session.record.on_written = None
        self.leaving.emit(session)
        session.deleteLater()
        self.leaving_records.append(session.record)
        self.when_quiet(partial(self._let_go, session.record))

    def when_quiet(self, act: Callable[[], object]) -> None:
        """Do it once the work of this moment is over, which is asked to stop after a minute."""
        self._jobs.when_over(act, COVERED_MS)

    def end(self) -> None:
        """Lock, stop the work, and close everything now."""
        self.lock("Exodesk was closed")
        self._jobs.close(COVERED_MS / 1000)
        for record in list(self.leaving_records):
            self._let_go(record)

    def log(self, operation: str, reason: str | None = None) -> None:
        """Put an act of the program itself into the trail, where a record can be written."""
        if self.session and not self.session.record.read_only:
            self.session.record.log(operation, reason)

    def _lock_unused(self, idle_s: float) -> None:
        desk = self._window.workspace
        if desk and (idle_s >= LONGEST_HELD_S or not desk.must_stay_open):
            self.lock("not used")

    def _lock_covered(self) -> None:
        """The screen is locked, which hides this window too: what runs goes on."""
        desk = self._window.workspace
        if desk and not desk.must_stay_open:
            self.lock("the screen was locked")

    def let_go_of_held(self) -> None:
        """Ask again for the records that might not be let go."""
        held, self._held = self._held, []
        for record in held:
            self._let_go(record)

    def _let_go(self, record: RecordFile) -> None:
        if record not in self.leaving_records:  # the end does not wait for what the worker still has to tell
            return
        if self.may_let_go(record):
            self.leaving_records.remove(record)
            record.close()
        else:
            self._held.append(record)
            self._again.start()
