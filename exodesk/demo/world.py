"""What the made-up practice stands in: its own page, a clock that stands still, ids in order. No chance, no machine.

Everything follows from a seed and a day, so two runs write the same rows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from exodesk.core.records.clinic import Clinic
from exodesk.demo.diary import OPENS as OPENS
from exodesk.demo.diary import Diary
from exodesk.demo.stock import Shelf
from exodesk.storage.surroundings import Surroundings

PASSPHRASE = "made-up practice"  # noqa: S105  # it is told to everybody: nothing in it is worth hiding
ZONE = ZoneInfo("America/Los_Angeles")
CLINIC = Clinic(
    name="Larkspur Lane Practice (made up)",
    address="12 Larkspur Lane\nMillbrook, ST 00000",
    phone="(555) 555-0142",
    out_of_hours_phone="(555) 555-0143",
    giver_name="Robin Example",
    giver_title="MD",
    licence="ST-000000",
    zone=ZONE.key,
    consent_version="2026-1",
    sheet_edition="3",
)
LAST_QUARTER, LAST_QUARTER_TODAY = 34, 12
"""The last quarter of an hour at which somebody is booked, and the last one that has gone by at noon."""


def day_at(moment: datetime) -> date:
    """The practice's day at an instant: what the clock beside a window that shows it will say."""
    return moment.astimezone(ZONE).date()


def instant(day: date, at: time, minutes: int = 0) -> datetime:
    """Wall time of the practice, and minutes later, as an instant."""
    return datetime.combine(day, at, ZONE).astimezone(UTC) + timedelta(minutes=minutes)


class Identities:
    """Ids whose text order is the order of making: UUIDv7 with a counter in its 12 bits. Source: RFC 9562, 6.2."""

    def __init__(self, seed: int, start: datetime) -> None:
        self._draw = Random(f"{seed}/ids")  # noqa: S311  # ids that repeat are the purpose
        self._milliseconds = int(start.timestamp() * 1000)
        self._made = 0

    def __call__(self, _now: datetime | None = None) -> str:
        later, count = divmod(self._made, 1 << 12)
        self._made += 1
        tail = 0b10 << 62 | self._draw.getrandbits(62)
        value = f"{(self._milliseconds + later) << 80 | 0x7 << 76 | count << 64 | tail:032x}"
        return f"{value[:8]}-{value[8:12]}-{value[12:16]}-{value[16:20]}-{value[20:]}"


def surroundings(seed: int, today: date) -> Surroundings:
    """Noon of `today` at the practice, for as long as it is being made up."""
    noon = instant(today, time(12))
    return Surroundings(clock=lambda: noon, make_id=Identities(seed, noon), actor="made-up practice")


@dataclass(frozen=True, slots=True)
class Setting:
    """What all made-up patients share. Visits of `last_day`, the last working day, are not signed yet."""

    clinic: Clinic
    shelf: Shelf
    new_id: Callable[[], str]
    diary: Diary
    today: date
    last_day: date
