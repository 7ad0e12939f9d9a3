"""Wrong passphrases, codes and PINs since a record was last unlocked, kept outside it until they can be told.

They are counted in the configuration folder, so that a new start does not begin at none; for the window and the command
line alike, so that neither is a way round the other. They slow down who guesses at this desk; who carries the file away
meets Argon2 alone.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

from exodesk.core.dates import show_date, show_time, utc_from_text, utc_text
from exodesk.core.errors import NotNow
from exodesk.storage.files import read_small, write_whole
from exodesk.storage.finding import Finding
from exodesk.storage.keys import WrongPassphrase, WrongRecoveryCode
from exodesk.storage.lock import folder_held
from exodesk.storage.pin import PinGone, WrongPin
from exodesk.storage.surroundings import system_clock

FREE_TRIES = 5
LONGEST_WAIT_S = 60
LONGEST_TRY_S = 10.0
"""So long one who tries waits for another one to have tried."""


class TooSoon(NotNow):
    def __init__(self, seconds: int) -> None:
        super().__init__(f"There were too many wrong tries. Nothing was changed; wait {seconds} s, then try again.")


class AnotherTries(NotNow):
    def __init__(self) -> None:
        super().__init__("Another passphrase is being tried. Nothing was changed; try again in a moment.")


def wait_after(failures: int) -> int:
    """Seconds to wait after so many wrong tries in a row: none for five, then 2, 4, 8 up to a minute."""
    return 0 if failures < FREE_TRIES else min(2 ** (failures - FREE_TRIES + 1), LONGEST_WAIT_S)


@dataclass(frozen=True, slots=True)
class Tries:
    """`first` and `last` are instants as stored; "" when there was none."""

    count: int = 0
    first: str = ""
    last: str = ""

    @classmethod
    def read(cls, path: Path) -> Self:
        """What was counted; none where it cannot be read."""
        try:
            data = read_small(path)
            found = cls(int(data["count"]), str(data["first"]), str(data["last"]))
            utc_from_text(found.first)
            utc_from_text(found.last)
        except (OSError, ValueError, KeyError, TypeError):
            return cls()
        return found

    def and_one(self, now: datetime) -> Self:
        at = utc_text(now)
        return replace(self, count=self.count + 1, first=self.first or at, last=at)

    def wait_s(self, now: datetime) -> int:
        """Seconds still to wait; all of them when the clock was set back."""
        wait = wait_after(self.count)
        if not wait:
            return 0
        return wait if self.is_ahead_of(now) else max(0, wait - int(self._since(now).total_seconds()))

    def is_ahead_of(self, now: datetime) -> bool:
        """Whether the clock was set back since the last of them."""
        return bool(self.last) and self._since(now) < timedelta()

    def _since(self, now: datetime) -> timedelta:
        return now - utc_from_text(self.last)

    def write(self, path: Path) -> None:
        write_whole(path, json.dumps(asdict(self)).encode() + b"\n")

    def finding(self, zone: ZoneInfo) -> tuple[Finding, ...]:
        """What the next unlock says of them, in the clinic's time."""
        if not self.count:
            return ()
        tries = "One wrong try" if self.count == 1 else f"{self.count} wrong tries"
        first, last = _shown(self.first, zone), _shown(self.last, zone)
        when = f"on {first}" if first == last else f"from {first} to {last}"
        return (Finding("failed_unlocks", f"{tries} to unlock this record, {when}."),)


def _shown(at: str, zone: ZoneInfo) -> str:
    there = utc_from_text(at).astimezone(zone)
    return f"{show_date(there.date())} {show_time(there.time())}"


class Attempts:
    """Tries at one record. `folder`: where they are counted; where it cannot be written, nothing is."""

    def __init__(self, folder: Path, record_path: Path, clock: Callable[[], datetime] = system_clock) -> None:
        """The computer's clock, whatever day it is taken to be: otherwise another day would end every wait."""
        self._folder, self._path, self._clock = folder, tries_path(folder, record_path), clock

    @property
    def tries(self) -> Tries:
        """Those in vain since the record was last unlocked."""
        return Tries.read(self._path)

    def wait_s(self) -> int:
        """Seconds to wait before the next one."""
        return self.tries.wait_s(self._clock())

    @contextmanager
    def one(self) -> Iterator[None]:
        """Around one try: refused while it is to be waited, counted if the secret turns out to be wrong.

        One after another, whoever tries: many at once would be a way round the wait.
        """
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with folder_held(self._folder, AnotherTries(), patience=LONGEST_TRY_S):
            self.prove_due()
            try:
                yield
            except (WrongPassphrase, WrongRecoveryCode, WrongPin, PinGone):
                self._note(self.tries.and_one(self._clock()))
                raise

    def forget(self) -> None:
        """The record is open, and its trail tells of them: the count begins again."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def prove_due(self) -> None:
        """Raises TooSoon while it is to be waited."""
        tries, now = self.tries, self._clock()
        if tries.is_ahead_of(now):  # or the wait would last until the clock has caught up
            self._note(replace(tries, last=utc_text(now)))
        if seconds := tries.wait_s(now):
            raise TooSoon(seconds)

    def _note(self, tries: Tries) -> None:
        with suppress(OSError):
            tries.write(self._path)


def tries_folder(config: Path) -> Path:
    """Where they are counted, in the user's configuration folder."""
    return config / "tries"


def tries_path(folder: Path, record_path: Path) -> Path:
    """One file for each record, by its place."""
    return folder / f"{sha256(str(record_path.absolute()).encode()).hexdigest()[:16]}.json"
