"""Appointments as iCalendar: RFC 5545, for the calendar of a phone. Who comes is left out unless it is asked for.

An event keeps its UID for ever, says by SEQUENCE how often it was changed, and stays in the file when it is cancelled.
Its length is a DURATION, which is the same real time across a change of the clocks.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from exodesk.core.dates import WallTime
from exodesk.core.records.appointment import STILL_TO_COME, Appointment, AppointmentStatus
from exodesk.core.records.patient import Patient, show_name
from exodesk.core.schedule import instant_of

PRODUCT = "-//Exodesk//Appointments//EN"
BEGINS = "BEGIN:VCALENDAR"
OCTETS = 75
"""The most in a line, its end not counted; a longer one goes on in the next, behind a blank. Source: RFC 5545, 3.1."""

_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_A_DAY, _A_MINUTE = timedelta(days=1), timedelta(minutes=1)
_AROUND = timedelta(days=200)
"""The zone is told this long before and after the events, so that the change before the first is among it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An appointment, how often it was changed since it was booked, and when last."""

    appointment: Appointment
    patient: Patient | None
    changes: int
    changed_at: datetime


def icalendar(events: Sequence[Event], *, zone: str, stamped_at: datetime, with_names: bool = False) -> bytes:
    """The whole file. `with_names`: the summary says who comes and what for; otherwise only that somebody does.

    `zone`: that of the practice. It is told where nobody comes, for a calendar of nothing is none (RFC 5545, 3.6).
    """
    lines = [BEGINS, "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    instants: dict[str, list[datetime]] = {} if events else {zone: [stamped_at]}
    for event in events:
        starts_at, where = event.appointment.starts_at, event.appointment.zone
        instants.setdefault(where, []).append(instant_of(starts_at, where))
    for name in sorted(instants):
        lines += _zone(name, instants[name])
    for event in events:
        lines += _event(event, stamped_at, with_names=with_names)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def _event(event: Event, stamped_at: datetime, *, with_names: bool) -> Iterator[str]:
    appointment = event.appointment
    yield "BEGIN:VEVENT"
    yield f"UID:{appointment.id}"
    yield f"DTSTAMP:{_utc(stamped_at)}"
    yield f"LAST-MODIFIED:{_utc(event.changed_at)}"
    yield f"SEQUENCE:{event.changes}"
    yield f"DTSTART;TZID={appointment.zone}:{_local(appointment.starts_at)}"
    yield f"DURATION:PT{appointment.minutes}M"
    yield f"SUMMARY:{escaped(_summary(event, with_names=with_names))}"
    yield f"STATUS:{_status(appointment)}"
    yield f"TRANSP:{'OPAQUE' if appointment.takes_time else 'TRANSPARENT'}"
    yield f"CLASS:{'CONFIDENTIAL' if with_names else 'PRIVATE'}"
    yield "END:VEVENT"


def _summary(event: Event, *, with_names: bool) -> str:
    appointment = event.appointment
    if appointment.is_block:
        return "Blocked"
    if not with_names or event.patient is None:
        return "Appointment"
    return " · ".join(part for part in (show_name(event.patient), appointment.type) if part)


def _status(appointment: Appointment) -> str:
    if not appointment.takes_time:
        return "CANCELLED"
    is_open = appointment.status in STILL_TO_COME and appointment.status is not AppointmentStatus.CONFIRMED
    return "TENTATIVE" if is_open and not appointment.is_block else "CONFIRMED"


def escaped(text: str) -> str:
    """As a TEXT, which holds no control character. Source: RFC 5545, 3.3.11."""
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return "\\n".join(_CONTROL.sub("", line) for line in text.splitlines())


def folded(line: str) -> bytes:
    """A line in lines of at most 75 octets, never broken inside a letter."""
    rows: list[bytes] = []
    row = b""
    for letter in line:
        octets = letter.encode()
        if len(row) + len(octets) > OCTETS:
            rows.append(row)
            row = b" "
        row += octets
    return b"".join(each + b"\r\n" for each in (*rows, row))


# The zone


def _zone(name: str, instants: Sequence[datetime]) -> Iterator[str]:
    """What the clocks of a zone do around these instants: an offset at first, and each change after it."""
    first, last = min(instants) - _AROUND, max(instants) + _AROUND
    zone = ZoneInfo(name)
    yield "BEGIN:VTIMEZONE"
    yield f"TZID:{name}"
    yield from _observance(zone, first, first)
    for before, after in _changes(zone, first, last):
        yield from _observance(zone, before, after)
    yield "END:VTIMEZONE"


def _observance(zone: ZoneInfo, before: datetime, after: datetime) -> Iterator[str]:
    """From the instant `after` on the clocks show another time than at `before`; its start is told in the old one."""
    old, new = before.astimezone(zone), after.astimezone(zone)
    kind = "DAYLIGHT" if new.dst() else "STANDARD"
    onset = after.astimezone(UTC) + (old.utcoffset() or timedelta())
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{onset:%Y%m%dT%H%M%S}"
    yield f"TZOFFSETFROM:{_offset(old)}"
    yield f"TZOFFSETTO:{_offset(new)}"
    yield f"TZNAME:{escaped(new.tzname() or zone.key)}"
    yield f"END:{kind}"


def _changes(zone: ZoneInfo, first: datetime, last: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The minute before and the minute of each change of the clocks."""
    for day in _days(first, last):
        if _offset(day.astimezone(zone)) != _offset((day + _A_DAY).astimezone(zone)):
            before, after = day, day + _A_DAY
            while after - before > _A_MINUTE:
                middle = before + (after - before) // 2
                middle = middle.replace(second=0, microsecond=0)
                if middle in (before, after):
                    break
                if _offset(middle.astimezone(zone)) == _offset(before.astimezone(zone)):
                    before = middle
                else:
                    after = middle
            yield before, after


def _days(first: datetime, last: datetime) -> Iterable[datetime]:
    day = first.replace(second=0, microsecond=0)
    while day < last:
        yield day
        day += _A_DAY


def _offset(moment: datetime) -> str:
    """`-0800`."""
    minutes = round((moment.utcoffset() or timedelta()).total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _local(wall: WallTime) -> str:
    return f"{wall.day:%Y%m%d}T{wall.at:%H%M%S}"
