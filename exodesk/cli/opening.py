"""How a verb comes to its record: the passphrase, the clock, and a connection beside the window's."""

import getpass
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from pathlib import Path

import click
import platformdirs

from exodesk.core.errors import StorageError
from exodesk.storage.connection import look_at
from exodesk.storage.first_line import first_line
from exodesk.storage.keys import WrongRecoveryCode
from exodesk.storage.opening import Unlocked, open_record, unlock, unlock_with_recovery_code
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.surroundings import Surroundings, system_clock


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
        """The record, beside whatever window has it open: verbs take no lock, and most of them only read."""
        unlocked = self.unlocked()
        clock = Clock(self.today)
        record = open_record(
            self.path,
            unlocked.key,
            surroundings=Surroundings(clock=clock),
            exclusive=False,
            read_only=read_only,
            findings=unlocked.findings,
        )
        with closing(record):
            clock.zone = record.zone
            yield record

    def unlocked(self) -> Unlocked:
        """The key, by the passphrase or by the recovery code, whichever was given."""
        look_at(self.path)
        given = self.given()
        try:
            return unlock_with_recovery_code(self.path, given)
        except WrongRecoveryCode:
            return unlock(self.path, given, key_copies())

    def given(self) -> str:
        """The passphrase or the recovery code, as it was typed or sent."""
        return passphrase_in(self.passphrase_file) if self.passphrase_file else _asked_for(self.path)


def key_copies() -> Path:
    """Where the window keeps the second copy of each key file."""
    return platformdirs.user_config_path("exodesk", appauthor=False) / "keys"


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
