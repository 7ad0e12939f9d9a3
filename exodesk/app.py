"""The composition of the window: folders, log, look, entrance, session, pages. What meets whom, and nothing else."""

import argparse
import logging
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from functools import partial
from importlib import import_module
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import ModuleType
from typing import NoReturn

import platformdirs
from PySide6 import QtWidgets
from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from exodesk import __version__
from exodesk.core.errors import StorageError
from exodesk.storage.driver import load_utils
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.surroundings import Surroundings, system_clock
from exodesk.ui import theme
from exodesk.ui.instance import Claim
from exodesk.ui.jobs import Jobs, Progress
from exodesk.ui.lock import Lock
from exodesk.ui.pages import SETTINGS, TODAY, TRAIL, Desk, Page, Place
from exodesk.ui.pages.backup_card import BackupCard
from exodesk.ui.pages.hand_over import HandOverCard
from exodesk.ui.pages.keys_card import KeysCard
from exodesk.ui.pages.lock_card import LockCard
from exodesk.ui.preferences import Folders, Preferences
from exodesk.ui.problems import Problems, watch_for_faults
from exodesk.ui.safekeeper import Safekeeper
from exodesk.ui.session import Session
from exodesk.ui.terminated import Terminated
from exodesk.ui.theme import Scheme
from exodesk.ui.tokens import Tone
from exodesk.ui.undumpable import hide_memory
from exodesk.ui.unlock.entrance import Entrance
from exodesk.ui.unlock.key_change import KeyChange
from exodesk.ui.unlock.kit import Kit
from exodesk.ui.upkeep import Upkeep
from exodesk.ui.warming import Warming
from exodesk.ui.window import Window
from exodesk.ui.workspace import Workspace

LOG_BYTES = 1_000_000
NEEDED_SOON = tuple(
    f"exodesk.ui.{name}"
    for name in ("form", "pages.today.page", "timeline.view", "pages.chart.page", "pages.visit.page", "pages.places")
)
"""What the first pages stand on, in steps that are each short."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the window was started with."""

    record: Path | None = None
    today: date | None = None
    passphrase: str | None = None


def main(argv: Sequence[str]) -> int:
    """Open the window; returns when it is closed."""
    try:
        return run(read_options(argv))
    except StorageError as error:
        print(f"exodesk: {error}", file=sys.stderr)  # noqa: T201  # no window yet
        return 1


def run(options: Options) -> int:
    os.umask(0o077)
    hide_memory()
    folders = folders_of_user()
    _log_to(folders.logs)
    watch_for_faults(folders.logs)
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
        self._preferences = Preferences.read(folders.preferences)
        theme.apply(app, self._preferences.scheme)
        self._clock = DayClock(options.today)
        self._opened: RecordFile | None = None
        self._jobs, self._jobs_of_entrance = Jobs(self), Jobs(self)
        self._claim = Claim(self)
        self._entrance = Entrance(
            self._jobs_of_entrance,
            self._claim,
            folders,
            surroundings=Surroundings(clock=self._clock),
            make_demo=partial(make_demo, today=options.today),
            second_place=self._second_place,
        )
        settings = QSettings(str(folders.window), QSettings.Format.IniFormat, self)
        self.window = Window(self._entrance, settings)
        modules = (partial(import_module, name) for name in NEEDED_SOON)
        Warming(self.window, [load_utils, *modules, load_desktop, *meetings_of_widgets()])
        self._problems = Problems(self._keep_drafts, self)
        self.lock = Lock(self.window, self._jobs, self._preferences.idle_minutes, load_desktop)
        self._safekeeper: Safekeeper | None = None
        self._connect()

    def _connect(self) -> None:
        self._problems.told.connect(self.window.tell)
        self._problems.crashed.connect(self.window.show_crash)
        self._entrance.opened.connect(self._open_soon)
        self._entrance.made.connect(self._remember)
        self._entrance.told.connect(self._tell)
        self._claim.asked_to_raise.connect(self.window.come_to_front)
        self.window.closing.connect(self._close)
        self.lock.leaving.connect(self._leave)
        self._app.commitDataRequest.connect(self._keep_drafts)

    def take_hold_of_process(self) -> None:
        """Let bugs, SIGTERM and Qt's own words come here."""
        self._problems.install()
        self._terminated = Terminated(self)
        self._terminated.asked.connect(self._end)

    def start(self) -> bool:
        """Show the window; False when another one has the record, which then comes to the front."""
        path = self._options.record or self._preferences.record
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
        if record:
            self._open(record)

    def _open(self, record: RecordFile) -> None:
        if not record.is_made_up:
            self._remember(record.path)
        self._clock.settle(record.zone)
        session = Session(record, self)
        Upkeep(session, self._jobs)
        places: list[Place] = load_pages().places_of_patients()
        settings = Place(key=SETTINGS, text="Settings", glyph="settings", at_foot=True, make=self._make_settings)
        trail = Place(key=TRAIL, under=SETTINGS, make=self._make_trail)
        workspace = Workspace(session, [*places, trail, settings])
        workspace.lock_asked.connect(partial(self.lock.lock, "by hand"))
        QTimer.singleShot(0, workspace, partial(self._resume, workspace))
        self.window.show_workspace(workspace)
        self._keep_safe(session)
        self.lock.guard(session)

    def _resume(self, workspace: Workspace) -> None:
        record = workspace.session.record
        self.lock.resume(workspace, TODAY)
        if record.findings:
            workspace.messages.say(" ".join(finding.text for finding in record.findings), Tone.WARNING)

    def _keep_safe(self, session: Session) -> None:
        self._safekeeper = Safekeeper(session, self._jobs, self._second_place)

    def _second_place(self) -> Path | None:
        return self._preferences.second_place

    def _choose_second_place(self, folder: Path | None) -> None:
        self._prefer(replace(self._preferences, second_place=folder))

    def _restore(self) -> None:
        """The record is closed for it; the last backup of it is made first, if anything was changed."""
        self.lock.lock("a backup is to be restored")
        self.lock.when_quiet(self._entrance.restore)

    def _leave(self, _: Session) -> None:
        if self._safekeeper:
            self._safekeeper.leave()
        self._safekeeper = None

    def _make_settings(self, session: Session, desk: Desk, _target: str | None) -> Page:
        from exodesk.ui.pages.settings import Section, SettingsPage  # noqa: PLC0415 - print code stays out of the start
        from exodesk.ui.pages.settings.many import ManySummariesCard  # noqa: PLC0415 - as above

        page = SettingsPage(session, self._preferences.scheme)
        page.scheme_chosen.connect(self._choose_scheme)
        page.trail_asked.connect(partial(desk.open_page, TRAIL))
        lock = LockCard(self._preferences.idle_minutes, has_pin=self._entrance.has_pin)
        lock.minutes_chosen.connect(self._choose_idle)
        lock.pin_chosen.connect(partial(self._set_pin, lock))
        lock.pin_forgotten.connect(self._entrance.forget_pin)
        page.add_card(Section.TEXTS, ManySummariesCard(session, self._jobs))
        page.add_card(Section.SAFETY, lock)
        keys = KeysCard(session, self._jobs, self._folders.key_copies)
        keys.new_code_asked.connect(self._change_key)
        page.add_card(Section.SAFETY, keys)
        if self._safekeeper:
            backup = BackupCard(session, self._safekeeper, self._jobs, self._folders.key_copies)
            backup.second_place_chosen.connect(self._choose_second_place)
            backup.restore_asked.connect(self._restore)
            backup.moved.connect(partial(self.lock.lock, "the record was moved to another computer"))
            page.add_card(Section.SAFETY, backup)
        successor = HandOverCard(session, self._jobs, self._folders.key_copies)
        successor.new_code_asked.connect(self._change_key)
        page.add_card(Section.SAFETY, successor)
        return page

    def _make_trail(self, session: Session, _desk: Desk, target: str | None) -> Page:
        page: Page = import_module("exodesk.ui.pages.trail").TrailPage(session, self._jobs, target)
        return page

    def _choose_scheme(self, scheme: str) -> None:
        self._prefer(replace(self._preferences, scheme=Scheme(scheme)))
        theme.apply(self._app, self._preferences.scheme)

    def _choose_idle(self, minutes: int) -> None:
        self._prefer(replace(self._preferences, idle_minutes=minutes))
        self.lock.idle.minutes = minutes
        self.lock.log("change settings", f"lock after {minutes} minutes without use")

    def _set_pin(self, card: LockCard, digits: str) -> None:
        if self.lock.session:
            job = self._entrance.set_pin(self.lock.session.record, digits)
            job.succeeded.connect(card.tell_pin)
            job.succeeded.connect(self._log_pin)

    def _log_pin(self, _: object) -> None:
        self.lock.log("set a PIN for the day")

    def _change_key(self, kit: Kit, passphrase: str) -> None:
        """The record is closed for it, and opens again where somebody was."""
        if self.lock.session:
            change = KeyChange.of(kit, self.lock.session.record.key, passphrase)
            self.lock.lock("a new recovery code")
            self.lock.when_quiet(partial(self._begin_key_change, change))

    def _begin_key_change(self, change: KeyChange) -> None:
        if self.lock.session is None:
            self._entrance.change_key(change)

    def _tell(self, text: str) -> None:
        """After the pages are there, which is a turn of the event loop later."""
        QTimer.singleShot(0, self, partial(self._say, text))

    def _say(self, text: str) -> None:
        if self.window.workspace:
            self.window.workspace.messages.say(text, Tone.ACCENT)

    def _remember(self, path: Path) -> None:
        """Ask for this record at the next start."""
        self._prefer(replace(self._preferences, record=path))

    def _prefer(self, preferences: Preferences) -> None:
        self._preferences = preferences
        preferences.write(self._folders.preferences)

    def _keep_drafts(self, *_: object) -> None:
        if self.lock.session:
            self.lock.session.keep_drafts()

    def _end(self) -> None:
        """Close as by hand, and end even while another window of ours, such as a menu, is still open."""
        self.window.close()
        self._app.quit()

    def _close(self) -> None:
        if self._opened:
            self._opened.close()
            self._opened = None
        self.lock.end()
        self._jobs_of_entrance.close()
        self._claim.let_go()


def load_pages() -> ModuleType:
    """The pages about patients: loaded before they are needed, so that the first page does not wait for them."""
    return import_module("exodesk.ui.pages.places")


def load_desktop() -> ModuleType:
    """D-Bus, for as long as a record is open."""
    return import_module("exodesk.ui.desktop")


def meetings_of_widgets() -> list[Callable[[], object]]:
    """Each class of Qt makes itself and its enums when it is first met; the first page would meet them all at once."""
    return [partial(getattr, QtWidgets, name) for name in dir(QtWidgets) if name.startswith("Q")]


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


def read_options(argv: Sequence[str]) -> Options:
    parser = _Parser(prog="exodesk", description="Open the window of Exodesk.")
    parser.add_argument("record", nargs="?", type=Path, help="a record, NAME.exodesk")
    parser.add_argument("--today", type=_day, metavar="DATE", help="the day it is taken to be, as 2026-11-23")
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help="its first line is the passphrase")
    found = parser.parse_args(list(argv))
    passphrase = None
    if found.passphrase_file:
        try:
            passphrase = found.passphrase_file.read_text(encoding="utf-8").splitlines()[0]
        except (OSError, UnicodeDecodeError, IndexError):
            parser.error(f"{found.passphrase_file} cannot be read or is empty")
    return Options(found.record, found.today, passphrase)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """One line, and 2."""
        self.exit(2, f"exodesk: {message}\n")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a date like 2026-11-23") from None


class DayClock:
    """The computer's clock, or one that is as many days away as the day it is taken to be."""

    def __init__(self, today: date | None) -> None:
        self._today = today
        self._away = timedelta()
        self.settle(None)

    def __call__(self) -> datetime:
        return system_clock() + self._away

    def settle(self, zone: tzinfo | None) -> None:
        """Let it be that day in the clinic's zone; before a record is open, in the computer's."""
        if self._today:
            self._away = self._today - system_clock().astimezone(zone).date()


def _log_to(folder: Path) -> None:
    """Ids and kinds only: no name, note or parameter is ever logged."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = RotatingFileHandler(folder / "exodesk.log", maxBytes=LOG_BYTES, backupCount=2, encoding="utf-8")
    except OSError as error:
        text = f"{folder} cannot be written ({error.strerror}). Exodesk needs a folder of its own in your home folder."
        raise StorageError(text) from error
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
