"""Wrong passphrases, codes and PINs since a record was last unlocked, kept outside it until they can be told.

They are counted in the configuration folder, so that a new start does not begin at none. They slow down who guesses at
this desk; who carries the file away meets Argon2 alone.
"""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

from exodesk.core.dates import show_date, show_time, utc_from_text, utc_text
from exodesk.storage.files import read_small, write_whole
from exodesk.storage.finding import Finding

FREE_TRIES = 5
LONGEST_WAIT_S = 60


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
        passed = now - utc_from_text(self.last)
        return wait if passed < timedelta() else max(0, wait - int(passed.total_seconds()))

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


def tries_path(folder: Path, record_path: Path) -> Path:
    """One file for each record, by its place."""
    return folder / f"{sha256(str(record_path.absolute()).encode()).hexdigest()[:16]}.json"
