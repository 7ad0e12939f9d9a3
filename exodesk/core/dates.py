"""Dates as people write and read them. Calendar rules of the forecast are in calendar.py."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Self

from exodesk.core.calendar import add_months, last_of_month

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONG_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
EARLIEST = date(1880, 1, 1)
_NO_BREAK = "\N{NON-BREAKING HYPHEN}"
_HELD = rf"\1{_NO_BREAK}\2{_NO_BREAK}\3"
_DATES = re.compile(rf"\b(\d\d)-({'|'.join(MONTHS)})-(\d{{4}})\b")


def show_date(day: date) -> str:
    """`04-Dec-2026`, whatever the locale. Source: NHS CUI Date Display 5.0."""
    return f"{day.day:02}-{MONTHS[day.month - 1]}-{day.year:04}"


def show_month(day: date) -> str:
    """`Dec-2026`."""
    return f"{MONTHS[day.month - 1]}-{day.year}"


def show_long_date(day: date) -> str:
    """`4 December 2026`, for what patients read."""
    return f"{day.day} {LONG_MONTHS[day.month - 1]} {day.year}"


def show_weekday(day: date) -> str:
    """`Mon 23-Nov-2026`."""
    return f"{WEEKDAYS[day.weekday()]} {show_date(day)}"


def unbroken(text: str) -> str:
    """Text for a screen or a sheet, whose dates no end of a line cuts at their hyphens. Only for what is drawn.

    Its hyphens look the same and are other letters: what is kept, copied, read aloud or compared stays as written.
    """
    return _DATES.sub(_HELD, text) if "-" in text else text


def as_written(drawn: str) -> str:
    """What stands in words that were drawn, or in a part of them, with the hyphens that people type."""
    return drawn.replace(_NO_BREAK, "-")


def show_time(moment: datetime | time) -> str:
    """`09:05`, 24 hours; an instant is first turned into the clinic's zone by its caller."""
    return f"{moment.hour:02}:{moment.minute:02}"


def read_iso_date(text: str) -> date:
    """`2026-12-04` and no other spelling, for scripts, which never guess which number is the month."""
    day = date.fromisoformat(text)
    if day.isoformat() != text:  # it reads weeks, and days without hyphens, too
        raise ValueError(text)
    return day


def read_time(text: str) -> time:
    """A time as typed, 24 hours: `9:05`, `0905`, `14.30`. Raises ValueError with a sentence for the field."""
    found = re.fullmatch(r"(\d{1,2})[:.]?(\d{2})", text.strip())
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise ValueError(f"“{text.strip()}” is not a time. Type one like 14:05.")
    return time(int(found[1]), int(found[2]))


def age_on(born: "PartialDate", day: date) -> int:
    """Whole years of age; someone born in a known year only is counted from its middle."""
    start = born.middle
    return day.year - start.year - ((day.month, day.day) < (start.month, start.day))


def utc_text(moment: datetime) -> str:
    """An aware instant as stored: UTC, milliseconds, fixed width, so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def utc_from_text(text: str) -> datetime:
    return datetime.fromisoformat(text)


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A day, a month or a year, as precisely as somebody remembers it. Stored as `2019`, `2019-05` or `2019-05-17`."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        date(self.year, self.month or 1, self.day or 1)
        if self.day is not None and self.month is None:
            raise ValueError("A day needs its month.")

    @classmethod
    def parse(cls, text: str) -> Self:
        return cls(*(int(part) for part in text.split("-")))

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, day.month, day.day)

    def __str__(self) -> str:
        parts = [f"{self.year:04}"]
        if self.month is not None:
            parts.append(f"{self.month:02}")
        if self.day is not None:
            parts.append(f"{self.day:02}")
        return "-".join(parts)

    @property
    def exact(self) -> date | None:
        return None if self.month is None or self.day is None else date(self.year, self.month, self.day)

    @property
    def earliest(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day it can mean."""
        if self.exact:
            return self.exact
        return last_of_month(self.year, self.month or 12)

    @property
    def middle(self) -> date:
        return self.exact or date(self.year, self.month or 7, 1 if self.month is None else 15)

    def show(self) -> str:
        if self.exact:
            return show_date(self.exact)
        return str(self.year) if self.month is None else show_month(self.earliest)


@dataclass(frozen=True, slots=True, order=True)
class WallTime:
    """Clinic wall time, to the minute. Stored as `2026-12-04T10:30`; its zone is stored beside it."""

    day: date
    at: time

    @classmethod
    def parse(cls, text: str) -> Self:
        moment = datetime.fromisoformat(text)
        return cls(moment.date(), moment.time())

    def __str__(self) -> str:
        return f"{self.day.isoformat()}T{show_time(self.at)}"

    def show(self) -> str:
        return f"{show_date(self.day)} {show_time(self.at)}"


_NAMES = {name.lower(): number for number, name in enumerate(MONTHS, start=1)}
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{2}|\d{4})")
_AHEAD = re.compile(r"(?:t\s*)?([+-])\s*(\d{1,4})\s*([dwmy])")


def read_date(text: str, today: date) -> date:
    """A date as typed: `t`, `+9m`, `-2w`, `t-3d`, `23nov`, `23 11 26`, `23-Nov-2026`, `2026-11-23`.

    Day stands before month, as on every screen; a two-digit year lies between 79 years back and 20 ahead.
    Raises ValueError with a sentence for the field.
    """
    partial = read_partial_date(text, today)
    if partial.exact is None:
        raise ValueError(f"“{text.strip()}” has no day. Type a date like {show_date(today)}, t for today or +9m.")
    return partial.exact


def read_partial_date(text: str, today: date) -> PartialDate:
    """Like `read_date`, and a month (`05 2019`, `May-2019`) or a year (`2019`) alone."""
    typed = text.strip().lower()
    if typed in {"t", "today"}:
        return PartialDate.of(today)
    parts = re.findall(r"[a-z]+|\d+", typed)
    try:
        if ahead := _AHEAD.fullmatch(typed):
            return _checked(PartialDate.of(_shift(today, int(ahead[1] + ahead[2]), ahead[3])))
        return _from_parts(parts, today)
    except (ValueError, KeyError, IndexError):
        raise ValueError(f"“{text.strip()}” is not a date. Type one like {show_date(today)}.") from None


def refuse_two_ways(text: str, today: date) -> None:
    """`3/2/1958` is the second of March to half of the world, the third of February to the rest: it is not guessed.

    Raises ValueError with both readings. Whatever can be read in one way only passes, dates or not.
    """
    slashed = _SLASHED.fullmatch(text.strip())
    if slashed is None or slashed[1] == slashed[2]:
        return
    try:
        found = [read_date(f"{slashed[day]} {slashed[month]} {slashed[3]}", today) for day, month in ((1, 2), (2, 1))]
    except ValueError:
        return
    either = " or ".join(show_date(each) for each in found if found[0] != found[1])
    if either:
        raise ValueError(f"“{text.strip()}” can be {either}. Type the month in letters.")


def _from_parts(parts: list[str], today: date) -> PartialDate:
    if len(parts) > 1 and parts[0].isalpha() and len(parts[1]) <= 2:  # July 14, 1952
        parts = [parts[1], parts[0], *parts[2:]]
    if len(parts) == 3 and len(parts[0]) == 4:
        year, month, day = parts
    elif len(parts) == 3:
        day, month, year = parts
    elif len(parts) == 2 and (len(parts[1]) == 4 or len(parts[0]) == 4):
        month, year = parts if len(parts[1]) == 4 else reversed(parts)
        return _checked(PartialDate(int(year), _month(month)))
    elif len(parts) == 2:
        day, month = parts
        return _nearest(int(day), _month(month), today)
    elif len(parts) == 1 and len(parts[0]) == 4:
        return _checked(PartialDate(int(parts[0])))
    elif len(parts) == 1 and len(parts[0]) in {6, 8}:
        return _from_digits(parts[0], today)
    else:
        raise ValueError(parts)
    return _checked(PartialDate(_year(year, today), _month(month), int(day)))


def _from_digits(digits: str, today: date) -> PartialDate:
    """`231126`, `23112026`; eight that are no such day may be `20261123`."""
    try:
        return _from_parts([digits[:2], digits[2:4], digits[4:]], today)
    except ValueError:
        if len(digits) == 6:
            raise
        return _from_parts([digits[:4], digits[4:6], digits[6:]], today)


def _checked(found: PartialDate) -> PartialDate:
    if found.earliest < EARLIEST or found.year > 2200:
        raise ValueError(found)
    return found


def _month(text: str) -> int:
    """By its number, or by its name as far as it was typed, three letters at least."""
    if not text.isalpha():
        return int(text)
    month = _NAMES[text[:3]]
    if not LONG_MONTHS[month - 1].lower().startswith(text):
        raise ValueError(text)
    return month


def _year(text: str, today: date) -> int:
    if len(text) == 4:
        return int(text)
    if len(text) != 2:
        raise ValueError(text)
    year = today.year - today.year % 100 + int(text)
    if year > today.year + 20:
        return year - 100
    return year + 100 if year < today.year - 79 else year


def _nearest(day: int, month: int, today: date) -> PartialDate:
    """A day and month without a year: the year that puts it closest to today."""
    found: list[date] = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return PartialDate.of(min(found, key=lambda candidate: abs(candidate - today)))


def _shift(today: date, count: int, unit: str) -> date:
    if unit in "dw":
        return today + timedelta(days=count * (7 if unit == "w" else 1))
    return add_months(today, count * (12 if unit == "y" else 1))
