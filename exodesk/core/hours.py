"""When the practice is open: hours as they are typed, breaks, closed days; and the minutes of a day. Knows no clock."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time
from functools import lru_cache
from itertools import pairwise
from typing import Any

from exodesk.core.dates import WEEKDAYS, read_time, show_time
from exodesk.core.errors import Problem
from exodesk.core.records.appointment import ClinicHours, Closure

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""The fields of the hours, by weekday."""
MINUTES_OF_DAY = 24 * 60


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of wall time in one day."""

    opens: time
    closes: time

    def holds(self, at: time) -> bool:
        return self.opens <= at < self.closes


def minute_of(at: time) -> int:
    """How many minutes of the day have gone by."""
    return at.hour * 60 + at.minute


def time_at(minute: int) -> time:
    """The time of a minute of the day, kept within the day."""
    kept = max(0, min(minute, MINUTES_OF_DAY - 1))
    return time(kept // 60, kept % 60)


@lru_cache(maxsize=64)
def read_hours(text: str | None) -> tuple[Span, ...]:
    """The stretches of a day as typed: `8:00-12:30, 13.30-17:00`. Raises ValueError with a sentence for the field."""
    spans = [_read_span(part) for part in re.split(r"[,;]", text or "") if part.strip()]
    for before, after in pairwise(spans):
        if after.opens < before.closes:
            raise ValueError(f"{_show(after)} begins before {_show(before)} has ended.")
    return tuple(spans)


def _read_span(text: str) -> Span:
    ends = re.split(r"\s*(?:-|–|to)\s*", text.strip())
    if len(ends) != 2:
        raise ValueError(f"“{text.strip()}” is no stretch of time. Type one like 08:00-12:30.")
    span = Span(*(read_time(end if re.search(r"[:.]|\d{3}", end) else f"{end}:00") for end in ends))
    if span.closes <= span.opens:
        raise ValueError(f"{_show(span)} ends before it begins.")
    return span


def show_hours(spans: Iterable[Span]) -> str:
    """`08:00-12:30, 13:30-17:00`; "" for a closed day."""
    return ", ".join(_show(span) for span in spans)


def _show(span: Span) -> str:
    return f"{show_time(span.opens)}-{show_time(span.closes)}"


def settled(hours: ClinicHours) -> ClinicHours:
    """Each day's hours as they are kept. Raises ValueError where one cannot be read."""
    days: dict[str, Any] = {name: show_hours(read_hours(getattr(hours, name))) or None for name in DAYS}
    return replace(hours, **days)


def hours_problems(hours: ClinicHours) -> list[Problem]:
    found = []
    for name in DAYS:
        try:
            read_hours(getattr(hours, name))
        except ValueError as unread:
            found.append(Problem(name, str(unread)))
    return found


def closure_problems(closure: Closure) -> list[Problem]:
    if closure.from_on and closure.until_on and closure.until_on < closure.from_on:
        return [Problem("until_on", "The last day lies before the first.")]
    return []


@dataclass(frozen=True, slots=True)
class Openings:
    """Hours and closed days of the clinic in its zone."""

    hours: ClinicHours
    closures: tuple[Closure, ...]
    zone: str

    def closure_on(self, day: date) -> Closure | None:
        return next((closure for closure in self.closures if closure.covers(day)), None)

    def spans(self, day: date) -> tuple[Span, ...]:
        """When it is open on a day; () when it is closed."""
        return () if self.closure_on(day) else read_hours(getattr(self.hours, DAYS[day.weekday()]))

    def why_closed(self, day: date) -> str:
        """`Vacation: Lisbon`, `Closed on Sun`, or "" on a day with hours."""
        if closure := self.closure_on(day):
            return closure.words
        return "" if self.spans(day) else f"Closed on {WEEKDAYS[day.weekday()]}"
