"""The way into a record: pages before it is open, and the work behind them. It ends in `opened` with an open record.

Keys are derived and records made in the worker, behind a live window; the window's thread only opens with a key.
"""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QStackedWidget

from exodesk.core.errors import ExodeskError, StorageError
from exodesk.storage.driver import RecordDamaged
from exodesk.storage.files import may_write
from exodesk.storage.finding import Finding
from exodesk.storage.keys import DatabaseKey
from exodesk.storage.opening import Unlocked
from exodesk.storage.pin import PinGone
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.surroundings import Surroundings
from exodesk.storage.swap import finish
from exodesk.ui.process.instance import Claim
from exodesk.ui.process.preferences import Folders
from exodesk.ui.unlock.doorkeeper import Doorkeeper
from exodesk.ui.unlock.flows import Flows
from exodesk.ui.unlock.frame import SUFFIX, Sheet
from exodesk.ui.unlock.passphrase import UnlockPage, Way
from exodesk.ui.unlock.welcome import Welcome
from exodesk.ui.work.jobs import Jobs, Step

if TYPE_CHECKING:
    from exodesk.ui.unlock.key_change import KeyChange
    from exodesk.ui.unlock.look_around import MakeDemo


class Entrance(QStackedWidget):
    opened = Signal(object)  # an open RecordFile of this thread
    told = Signal(str)  # how something ended that the record was closed for
    made = Signal(object)  # the path of a new record, known from now on even if the way in is broken off

    def __init__(
        self,
        jobs: Jobs,
        claim: Claim,
        folders: Folders,
        *,
        surroundings: Surroundings,
        make_demo: "MakeDemo",
        second_place: Callable[[], Path | None],
    ) -> None:
        """`second_place` answers with the folder of further backups, if there is one.

        `keeper`: who is let in by what; it holds the PIN of the day.
        """
        super().__init__()
        self._jobs, self._claim, self._folders = jobs, claim, folders
        self.keeper = Doorkeeper(folders, surroundings)
        self._path: Path | None = None
        self._missing: Path | None = None
        self.flows = Flows(self, jobs, folders, surroundings, make_demo=make_demo, second_place=second_place)
        self._connect()

    def _connect(self) -> None:
        flows = self.flows
        flows.shown.connect(self._show)
        flows.left.connect(self.begin)
        flows.failed.connect(self._say_welcome)
        flows.made.connect(self.made)
        flows.created.connect(self._enter_made)
        flows.renewed.connect(self._enter_again)
        flows.recovered.connect(self.go_on_with)
        flows.looked_around.connect(self._enter_demo)
        flows.restore_asked.connect(self.restore)
        flows.salvage_asked.connect(self._salvage)
        self.opened.connect(flows.over)

    # Pages, each made when it is first seen: a start shows one of them

    @cached_property
    def welcome(self) -> Welcome:
        page = Welcome()
        page.new.connect(self._create)
        page.open.connect(self._choose)
        page.look_around.connect(self._look_around)
        page.restore.connect(self.restore)
        self.addWidget(page)
        return page

    @cached_property
    def unlock(self) -> UnlockPage:
        page = UnlockPage()
        page.tried.connect(self._try)
        page.open_other.connect(self._choose)
        page.new.connect(self._create)
        page.restore.connect(self.restore)
        page.salvage.connect(self._salvage)
        self.addWidget(page)
        return page

    # Where it starts

    def begin(self) -> None:
        """The page of a start without a record, or the unlock page of the one that is known."""
        if self._path:
            self.unlock.use(Way.PIN if self.keeper.has_pin else Way.PASSPHRASE)
        self._show(self.unlock if self._path else self.welcome)

    def show_record(self, path: Path) -> bool:
        """Ask for a record's passphrase. False when another window has it; that one comes to the front."""
        if not path.is_file():
            self._missing = path
            self._say_welcome(f"There is no record at {path}. It was moved or renamed, or its disk is away.")
            return True
        try:
            is_ours = self._claim.take(path)
        except StorageError as error:
            self._say_welcome(str(error))
            return True
        if not is_ours:
            text = f"{path.name} is open in another window of Exodesk, which has come to the front."
            self.say(text) if self.count() else self._say_welcome(text)
            return False
        if may_write(path):
            finish(path)
        self._ask_for(path)
        self._show(self.unlock)
        return True

    def _ask_for(self, path: Path) -> None:
        self._path = path
        self.keeper.attend(path)
        self.unlock.show_record(path)
        self.unlock.wait(self.keeper.wait_s())

    def say(self, text: str) -> None:
        """Tell an error on the page in sight."""
        self._page().say(text)

    def _say_welcome(self, text: str) -> None:
        self._show(self.welcome)
        self.welcome.say(text)

    def unlock_with(self, passphrase: str) -> None:
        """As if the passphrase of the shown record had been typed; nothing where none is shown."""
        if self._path is None:
            return
        self.unlock.set_busy(busy=True)
        self._try(passphrase, Way.PASSPHRASE)

    def _choose(self) -> None:
        start = str(self._path.parent if self._path else self._folders.records)
        chosen, _ = QFileDialog.getOpenFileName(self, "Open a record", start, f"Exodesk records (*{SUFFIX})")
        if chosen:
            self.show_record(Path(chosen))

    # Unlock

    def _try(self, text: str, way: Way) -> None:
        job = self._jobs.run(self.keeper.way_in(text, way))
        job.progressed.connect(self._tell_step)
        job.succeeded.connect(self._open_unlocked)
        job.failed.connect(self._refuse)

    def _tell_step(self, step: Step) -> None:
        self.unlock.tell(step.words)

    def _open_unlocked(self, unlocked: Unlocked) -> None:
        if self._path is not None:
            try:
                self._enter(self._path, unlocked.key, unlocked.findings)
            except ExodeskError as error:
                self._refuse(error)

    def _refuse(self, error: ExodeskError) -> None:
        if isinstance(error, PinGone):
            self.keeper.keep_pin(None)
            self.unlock.use(Way.PASSPHRASE)
        self.unlock.refuse(str(error), damaged=isinstance(error, RecordDamaged))
        self.unlock.wait(self.keeper.wait_s())

    def _enter(self, path: Path, key: DatabaseKey, findings: tuple[Finding, ...] = ()) -> RecordFile:
        """The claim holds the lock, over every Ctrl+L too, so the record takes none of its own."""
        self._claim.hold_file()
        record = self.keeper.let_in(path, key, findings)
        for page in self.findChildren(Sheet):
            page.forget()
        self.opened.emit(record)
        return record

    # A new record, or a new key of one

    def _create(self) -> None:
        self.flows.creation.begin()

    def _enter_made(self, path: Path, key: DatabaseKey) -> None:
        if self._claim.take(path):
            self._ask_for(path)
            self._enter(path, key)

    def change_key(self, change: "KeyChange") -> None:
        """Give the shown record, which is closed, a new key; then it opens again."""
        self.keeper.keep_pin(None)
        self.flows.renewal.begin(change)

    def _enter_again(self, path: Path, key: DatabaseKey, reason: str, said: str) -> None:
        record = self._enter(path, key)
        if reason:
            record.log("change the recovery code", reason)
        self.told.emit(said)

    # A backup

    def restore(self) -> None:
        """Ask which backup; it takes the place of the shown record, which is closed, or becomes a new one."""
        self.flows.restoration.begin(self._path, self._missing)

    def _salvage(self) -> None:
        """What can be read of the shown record, which is closed, goes into a new one."""
        if self._path:
            self.flows.salvaging.begin(self._path)

    def go_on_with(self, path: Path, key: DatabaseKey, said: str) -> None:
        """A record that was restored, salvaged or rescued is the one from now on."""
        if not self._claim.take(path):
            self._say_welcome(f"{path.name} is open in another window of Exodesk.")
            return
        self.keeper.keep_pin(None)
        self._ask_for(path)
        self._enter(path, key)
        self.told.emit(said)

    # A look around

    def _look_around(self) -> None:
        self.flows.look_around.begin()

    def _enter_demo(self, path: Path, passphrase: str) -> None:
        if self.show_record(path):
            self.unlock_with(passphrase)

    # Pages

    def _page(self) -> Sheet:
        page = self.currentWidget()
        if not isinstance(page, Sheet):
            raise TypeError(page)
        return page

    def _show(self, page: Sheet) -> None:
        if self.indexOf(page) < 0:
            self.addWidget(page)
        page.say("")
        self.setCurrentWidget(page)
        page.begin()
