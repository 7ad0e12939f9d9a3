"""When appointments really are: beginnings and ends across clock changes, overlaps, free slots. Knows no clock."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from exodesk.core.calendar import ONE_DAY
from exodesk.core.dates import WallTime
from exodesk.core.errors import Problem
from exodesk.core.hours import Openings, Span, minute_of, time_at
from exodesk.core.records.appointment import Appointment, AppointmentStatus

EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Real time from one instant up to another, in UTC."""

    starts: datetime
    ends: datetime

    def overlaps(self, other: "Stretch") -> bool:
        """What only touches does not overlap."""
        return self.starts < other.ends and other.starts < self.ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """When somebody can come: weekdays (0 is Monday), not before and not after a time of day."""

    weekdays: frozenset[int] = EVERY_DAY
    earliest: time = time.min
    latest: time = time.max


ANY_TIME = Wish()
MORNING, AFTERNOON = Wish(latest=time(12)), Wish(earliest=time(12))


def instant_of(wall: WallTime, zone: str) -> datetime:
    """The instant of a wall time. One that the clocks skip is the hour after; of one they repeat, the first pass."""
    return datetime.combine(wall.day, wall.at, ZoneInfo(zone)).astimezone(UTC)


def wall_of(moment: datetime, zone: str) -> WallTime:
    """What the clock of the clinic shows at an instant, to the minute."""
    there = moment.astimezone(ZoneInfo(zone))
    return WallTime(there.date(), there.time().replace(second=0, microsecond=0))


def exists(wall: WallTime, zone: str) -> bool:
    """Whether the clocks of a zone ever show this time: in spring they skip an hour."""
    return wall_of(instant_of(wall, zone), zone) == wall


def stretch(starts_at: WallTime, zone: str, minutes: int) -> Stretch:
    """The real time of so many minutes from a wall time on."""
    starts = instant_of(starts_at, zone)
    return Stretch(starts, starts + timedelta(minutes=minutes))


def stretch_of(appointment: Appointment) -> Stretch:
    return stretch(appointment.starts_at, appointment.zone, appointment.minutes)


def ends_at(appointment: Appointment) -> WallTime:
    """The wall time of its end."""
    return wall_of(stretch_of(appointment).ends, appointment.zone)


def overlapping(appointment: Appointment, others: Iterable[Appointment]) -> list[Appointment]:
    """Those that take some of the same time, in order. What was cancelled or missed takes none."""
    if not appointment.takes_time:
        return []
    own = stretch_of(appointment)
    found = [
        other for other in others if other.id != appointment.id and other.takes_time and stretch_of(other).overlaps(own)
    ]
    return sorted(found, key=lambda other: (other.starts_at, other.id))


def is_inside(taken: Stretch, day: date, openings: Openings) -> bool:
    """Whether it lies within one stretch of a day's opening hours."""
    return any(_holds(_real(day, span, openings.zone), taken) for span in openings.spans(day))


def free_slots(
    openings: Openings,
    busy: Iterable[Appointment],
    minutes: int,
    *,
    first: date,
    last: date,
    not_before: datetime,
    wish: Wish = ANY_TIME,
) -> Iterator[WallTime]:
    """Where so many minutes fit into the opening hours of these days, on the clinic's steps and in order of time.

    `not_before`: the instant from which on it may begin, such as now.
    """
    taken = [stretch_of(each) for each in busy if each.takes_time]
    day = first
    while day <= last:
        for span in openings.spans(day) if day.weekday() in wish.weekdays else ():
            open_time = _real(day, span, openings.zone)
            near = [each for each in taken if each.overlaps(open_time)]
            for wall in _fitting(day, span, openings, wish):
                slot = stretch(wall, openings.zone, minutes)
                if slot.starts >= not_before and _holds(open_time, slot) and not any(map(slot.overlaps, near)):
                    yield wall
        day += ONE_DAY


def _fitting(day: date, span: Span, openings: Openings, wish: Wish) -> Iterator[WallTime]:
    """The clinic's steps of a stretch that the clocks show and the wish allows."""
    for minute in range(minute_of(span.opens), minute_of(span.closes), openings.hours.step_minutes):
        wall = WallTime(day, time_at(minute))
        if wish.earliest <= wall.at <= wish.latest and exists(wall, openings.zone):
            yield wall


def _real(day: date, span: Span, zone: str) -> Stretch:
    return Stretch(instant_of(WallTime(day, span.opens), zone), instant_of(WallTime(day, span.closes), zone))


def _holds(whole: Stretch, part: Stretch) -> bool:
    return whole.starts <= part.starts and part.ends <= whole.ends


def appointment_problems(appointment: Appointment) -> list[Problem]:
    """What rules over several fields say is wrong."""
    found = []
    if appointment.is_block and (appointment.plan_id or appointment.serves):
        found.append(Problem("patient_id", "A block of time belongs to no plan."))
    if appointment.is_block and not (appointment.reason or "").strip():
        found.append(Problem("reason", "Type what the time is blocked for."))
    if appointment.starts_at and not exists(appointment.starts_at, appointment.zone):
        shown = appointment.starts_at.show()
        found.append(Problem("starts_at", f"The clocks skip {shown}. Choose a time before or after."))
    return found


def status_problems(appointment: Appointment, status: AppointmentStatus, now: datetime) -> list[Problem]:
    """Nobody arrives on another day, and nobody has failed to come before the time. A block of time does neither."""
    if appointment.is_block and status not in (AppointmentStatus.BOOKED, AppointmentStatus.CANCELLED):
        return [Problem("", "It is blocked time: nobody comes. Cancel it, or leave it as it is.")]
    today = wall_of(now, appointment.zone).day
    day = appointment.starts_at.day
    here = {AppointmentStatus.ARRIVED, AppointmentStatus.WITH_YOU}
    if status in here and day != today:
        return [Problem("", f"It is booked for {appointment.starts_at.show()}, not for today. Move it first.")]
    if status is AppointmentStatus.DONE and day > today:
        return [Problem("", f"It is still to come: it is booked for {appointment.starts_at.show()}.")]
    if status is AppointmentStatus.NO_SHOW and stretch_of(appointment).starts > now:
        return [Problem("", f"It has not begun: it is booked for {appointment.starts_at.show()}.")]
    return []
