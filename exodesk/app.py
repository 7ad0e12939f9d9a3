"""The composition of the window: folders, log, look, entrance, session, pages. What meets whom, and nothing else."""

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from exodesk import __version__
from exodesk.core.errors import StorageError
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.surroundings import Surroundings, system_clock
from exodesk.ui.look import theme
from exodesk.ui.look.tokens import Tone
from exodesk.ui.open_record.safety_note import WAYS_OUT
from exodesk.ui.open_record.session import Session
from exodesk.ui.open_record.upkeep import Upkeep
from exodesk.ui.pages import SETTINGS, TODAY, TRAIL, Desk, Page, Place
from exodesk.ui.pages.places import places_of_patients
from exodesk.ui.pages.ways import OF_SETTINGS
from exodesk.ui.process import heap
from exodesk.ui.process.day_clock import DayClock
from exodesk.ui.process.instance import Claim
from exodesk.ui.process.log import log_to
from exodesk.ui.process.options import Options, read_options
from exodesk.ui.process.passing_files import keep_passing_files_in
from exodesk.ui.process.preferences import Folders, KeptPreferences, PrintChoice
from exodesk.ui.process.terminated import Terminated
from exodesk.ui.process.undumpable import hide_memory
from exodesk.ui.shell.lock import Lock
from exodesk.ui.shell.needed_soon import load_desktop, needed_soon
from exodesk.ui.shell.problems import Problems, watch_for_faults
from exodesk.ui.shell.rescue import Rescue
from exodesk.ui.shell.warming import Warming
from exodesk.ui.shell.window import Window
from exodesk.ui.shell.workspace import Workspace
from exodesk.ui.unlock.entrance import Entrance
from exodesk.ui.work.jobs import Jobs, Progress

if TYPE_CHECKING:
    from exodesk.ui.open_record.safekeeper import Safekeeper
    from exodesk.ui.shell.settings_maker import SettingsMaker

KEPT_SAFE_MS = 300
"""After a record is open: its first page comes first."""

ASKED_AGAIN_MS = 1000
"""To close, by whoever ended the program, such as a desktop that shuts down."""


def main(argv: Sequence[str]) -> int:
    """Open the window; returns when it is closed."""
    try:
        return run(read_options(argv))
    except StorageError as error:
        sys.stderr.write(f"exodesk: {error}\n")
        return 1


def run(options: Options) -> int:
    os.umask(0o077)
    hide_memory()
    folders = folders_of_user()
    log_to(folders.logs)
    watch_for_faults(folders.logs)
    keep_passing_files_in(folders.cache)
    app = QApplication.instance() or QApplication(["exodesk"])
    if not isinstance(app, QApplication):
        raise TypeError(app)
    app.setApplicationName("exodesk")
    app.setApplicationDisplayName("Exodesk")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("exodesk")
    whole = Exodesk(app, folders, options)
    whole.take_hold_of_process()
    return app.exec() if whole.start() else 0


class Exodesk(QObject):
    """The running program: one window, one worker, at most one open record."""

    def __init__(self, app: QApplication, folders: Folders, options: Options) -> None:
        super().__init__(app)
        self._app, self._folders, self._options = app, folders, options
        self._preferences = KeptPreferences(folders.preferences)
        theme.apply(app, self._preferences.now.scheme)
        self._clock = DayClock(options.today)
        self._opened: RecordFile | None = None
        self._jobs, self._jobs_of_entrance = Jobs(self), Jobs(self)
        self._claim = Claim(folders.open_files, self)
        self._entrance = Entrance(
            self._jobs_of_entrance,
            self._claim,
            folders,
            surroundings=Surroundings(clock=self._clock),
            make_demo=partial(make_demo, today=options.today),
            second_place=self._second_place,
        )
        sizes = QSettings(str(folders.window), QSettings.Format.IniFormat, self)
        self.window = Window(self._entrance, sizes)
        Warming(self.window, [*needed_soon(), heap.settle], self._is_page_awaited)
        self._problems = Problems(self._keep_drafts, self)
        self.lock = Lock(self.window, self._jobs, self._preferences.now.idle_minutes, load_desktop)
        self._safekeeper: Safekeeper | None = None
        self._rescue = Rescue(
            self.lock,
            self._entrance,
            self._jobs_of_entrance,
            folders,
            second_place=self._second_place,
            window=self.window,
        )
        self._connect()
        self.window.may_close = self._rescue.may_close

    def _connect(self) -> None:
        self._problems.told.connect(self.window.tell)
        self._problems.crashed.connect(self.window.show_crash)
        self._entrance.opened.connect(self._open_soon)
        self._entrance.made.connect(self._remember)
        self._entrance.told.connect(self._tell)
        self._rescue.moved.connect(self._remember)
        self._rescue.told.connect(self.window.tell)
        self._claim.asked_to_raise.connect(self.window.come_to_front)
        self.window.closing.connect(self._close)
        self.lock.leaving.connect(self._leave)
        self._app.commitDataRequest.connect(self._keep_drafts)

    def take_hold_of_process(self) -> None:
        """Let bugs, SIGTERM and Qt's own words come here."""
        self._problems.install()
        self._terminated = Terminated(self)
        self._terminated.asked.connect(self.end)

    def start(self) -> bool:
        """Show the window; False when another one has the record, which then comes to the front."""
        path = self._options.record or self._preferences.now.record
        if path is None:
            self._entrance.begin()
        elif not self._entrance.show_record(path.absolute()):
            return False
        self.window.show()
        if self._options.passphrase is not None and self._options.record:
            self._entrance.unlock_with(self._options.passphrase)
        return True

    def _open_soon(self, record: RecordFile) -> None:
        """At the next turn of the event loop: opening, making the first page and painting it are a turn each."""
        self._opened = record
        QTimer.singleShot(0, self, self._open_next)

    def _open_next(self) -> None:
        record, self._opened = self._opened, None
        heap.settle()
        if record:
            self._open(record)

    def _open(self, record: RecordFile) -> None:
        if not record.is_made_up:
            self._remember(record.path)
        self._clock.settle(record.zone)
        session = Session(record, self)
        session.printing = self._preferences.now.printing
        session.print_chosen.connect(self._remember_printing)
        Upkeep(session, self._jobs)
        session.file_gone.connect(self._rescue.carry_out)
        places = places_of_patients()
        settings = Place(
            key=SETTINGS, text="Settings", glyph="settings", at_foot=True, make=self._make_settings, ways=OF_SETTINGS
        )
        trail = Place(key=TRAIL, under=SETTINGS, make=self._make_trail)
        workspace = Workspace(session, [*places, trail, settings])
        workspace.lock_asked.connect(partial(self.lock.lock, "by hand"))
        QTimer.singleShot(0, workspace, partial(self._resume, workspace))
        self.window.show_workspace(workspace)
        QTimer.singleShot(KEPT_SAFE_MS, session, partial(self._keep_safe_if_open, session))
        self.lock.guard(session)

    def _is_page_awaited(self) -> bool:
        """Whether a record is being opened, or a page of it filled."""
        desk = self.window.workspace
        return bool(self._opened or (desk and not (desk.page and desk.page.is_whole)))

    def _remember_printing(self, choice: PrintChoice) -> None:
        self._preferences.prefer(replace(self._preferences.now, printing=choice))

    def _resume(self, workspace: Workspace) -> None:
        record = workspace.session.record
        self.lock.resume(workspace, TODAY)
        if record.findings:
            ways = [WAYS_OUT] if any(finding.code == "damaged" for finding in record.findings) else []
            workspace.messages.say(" ".join([*(finding.text for finding in record.findings), *ways]), Tone.WARNING)

    def _keep_safe(self, session: Session) -> "Safekeeper":
        """What keeps this record safe; made a moment after it is open, or by whoever asks before."""
        from exodesk.ui.open_record.safekeeper import Safekeeper  # noqa: PLC0415 - the first page waits for no backup

        if self._safekeeper is None:
            self._safekeeper = Safekeeper(session, self._jobs, self._second_place)
        return self._safekeeper

    def _keep_safe_if_open(self, session: Session) -> None:
        """It may have been locked meanwhile."""
        if self.lock.session is session:
            self._keep_safe(session)

    def _second_place(self) -> Path | None:
        return self._preferences.now.second_place

    def _leave(self, session: Session) -> None:
        self._keep_safe(session).leave()
        self._safekeeper = None

    def _make_settings(self, session: Session, desk: Desk, _target: str | None) -> Page:
        return self._settings.make(session, desk, self._keep_safe(session))

    @cached_property
    def _settings(self) -> "SettingsMaker":
        from exodesk.ui.shell.settings_maker import SettingsMaker  # noqa: PLC0415 - not before it is asked for

        made = SettingsMaker(self._preferences, self._folders, self._jobs, self._entrance, self.lock, parent=self)
        made.scheme_chosen.connect(partial(theme.apply, self._app))
        made.not_kept.connect(self._say)
        return made

    def _make_trail(self, session: Session, _desk: Desk, target: str | None) -> Page:
        page: Page = import_module("exodesk.ui.pages.trail").TrailPage(session, self._jobs, target)
        return page

    def _tell(self, text: str) -> None:
        """After the pages are there, which is a turn of the event loop later."""
        QTimer.singleShot(0, self, partial(self._say, text))

    def _say(self, text: str) -> None:
        if self.window.workspace:
            self.window.workspace.messages.say(text, Tone.ACCENT)

    def _remember(self, path: Path) -> None:
        """Ask for this record at the next start."""
        self._preferences.prefer(replace(self._preferences.now, record=path))

    def _keep_drafts(self, *_: object) -> None:
        if self.lock.session:
            self.lock.session.keep_drafts()

    def end(self) -> None:
        """Close as by hand, and end even while another window of ours, such as a menu, is still open.

        While the window alone holds a record whose file has gone, it stays, and is asked again.
        """
        if self.window.close():
            self._app.quit()
        else:
            QTimer.singleShot(ASKED_AGAIN_MS, self, self.end)

    def _close(self) -> None:
        if self._opened:
            self._opened.close()
            self._opened = None
        self.lock.end()
        self._jobs_of_entrance.close()
        self._claim.let_go()


def make_demo(path: Path, progress: Progress, *, today: date | None) -> str:
    """The made-up practice of this day, made once a day. Returns its passphrase."""
    practice = import_module("exodesk.demo.practice")
    if not path.exists():
        practice.make_practice(path, today=today or practice.day_at(system_clock()), progress=progress)
    passphrase: str = practice.PASSPHRASE
    return passphrase


def folders_of_user() -> Folders:
    return Folders(
        config=platformdirs.user_config_path("exodesk", appauthor=False),
        records=platformdirs.user_data_path("exodesk", appauthor=False),
        logs=platformdirs.user_log_path("exodesk", appauthor=False),
        cache=platformdirs.user_cache_path("exodesk", appauthor=False),
    )
