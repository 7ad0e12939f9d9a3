"""How a verb comes to its record: the passphrase, the wait after wrong ones, and a connection beside the window's."""

import getpass
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from pathlib import Path
from typing import TypeVar

import click
import platformdirs

from exodesk.core.errors import StorageError
from exodesk.storage.connection import look_at
from exodesk.storage.first_line import first_line
from exodesk.storage.keys import WrongRecoveryCode
from exodesk.storage.one_file import open_files, refuse_other_path
from exodesk.storage.opening import Unlocked, open_record, unlock, unlock_with_recovery_code
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.surroundings import Surroundings, system_clock
from exodesk.storage.swap import kept_in_place
from exodesk.storage.tries import Attempts, tries_folder

Found = TypeVar("Found")


class NoPassphrase(StorageError):
    def __init__(self) -> None:
        super().__init__("No passphrase was given. Type it, send it as the first line, or use --passphrase-file.")


class Clock:
    """The computer's clock; or noon of the day that it is taken to be, where the clinic is."""

    def __init__(self, today: date | None) -> None:
        self._today = today
        self.zone: tzinfo = UTC

    def __call__(self) -> datetime:
        return datetime.combine(self._today, time(12), self.zone) if self._today else system_clock()


@dataclass(frozen=True, slots=True)
class Access:
    """A record as it was named on the command line, and what is needed to open it."""

    path: Path
    today: date | None = None
    passphrase_file: Path | None = None

    @contextmanager
    def opened(self, *, read_only: bool = True) -> Iterator[RecordFile]:
        """The record, beside whatever window has it open; most verbs only read."""
        with self.unlocked() as unlocked, self.opened_with(unlocked, read_only=read_only) as record:
            yield record

    @contextmanager
    def opened_with(self, unlocked: Unlocked, *, read_only: bool) -> Iterator[RecordFile]:
        """The same inside `unlocked`. One that is written to tells its trail of the wrong tries before."""
        clock, attempts = Clock(self.today), self._attempts
        if not read_only:
            refuse_other_path(open_files(_config()), self.path)
        record = open_record(
            self.path,
            unlocked.key,
            surroundings=Surroundings(clock=clock),
            exclusive=False,
            read_only=read_only,
            findings=unlocked.findings,
            tries=attempts.tries,
        )
        with closing(record):
            if not record.read_only:
                attempts.forget()
            clock.zone = record.zone
            yield record

    @contextmanager
    def unlocked(self) -> Iterator[Unlocked]:
        """The key, by the passphrase or by the recovery code, and no other file takes the record's place meanwhile."""
        look_at(self.path)
        with self.tried(self._unlock) as unlocked:
            yield unlocked

    @contextmanager
    def tried(self, find: Callable[[str], Found]) -> Iterator[Found]:
        """What `find` makes of the passphrase or recovery code, as it was typed or sent; a wrong one counts as a try.

        No other file takes the record's place meanwhile.
        """
        self._attempts.prove_due()  # before anybody types
        given = passphrase_in(self.passphrase_file) if self.passphrase_file else _asked_for(self.path)
        with kept_in_place(self.path):
            with self._attempts.one():
                found = find(given)
            yield found

    def _unlock(self, given: str) -> Unlocked:
        try:
            return unlock_with_recovery_code(self.path, given)
        except WrongRecoveryCode:
            return unlock(self.path, given, key_copies())

    @property
    def _attempts(self) -> Attempts:
        return Attempts(tries_folder(_config()), self.path)


def _config() -> Path:
    """The folder where the window keeps its own things too."""
    return platformdirs.user_config_path("exodesk", appauthor=False)


def key_copies() -> Path:
    """Where the window keeps the second copy of each key file."""
    return _config() / "keys"


def passphrase_in(file: Path) -> str:
    try:
        with file.open("rb") as lines:
            return _given(first_line(lines))
    except OSError as error:
        raise click.BadParameter(
            f"{file} cannot be read ({error.strerror}).", param_hint="--passphrase-file"
        ) from error


def _asked_for(path: Path) -> str:
    """Typed unseen at a terminal; from anything else, its first line."""
    if not sys.stdin.isatty():
        return _given(first_line(sys.stdin.buffer))
    try:
        typed = getpass.getpass(f"Passphrase of {path.name}: ", sys.stderr)
    except EOFError as error:
        raise NoPassphrase from error
    return _given(typed)


def _given(passphrase: str) -> str:
    if not passphrase:
        raise NoPassphrase
    return passphrase
