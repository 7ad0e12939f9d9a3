"""Days side by side: hours, opening times, bookings that share a time next to each other. Pure: no Qt, no clock."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from exodesk.core.dates import WallTime
from exodesk.core.hours import MINUTES_OF_DAY, Openings, minute_of
from exodesk.queries.agenda import Booking
from exodesk.ui.calendar.geometry import Column, DayScale, HourLine, Layout, Tile
from exodesk.ui.timeline.geometry import Box

GUTTER = 52.0
"""The column of the hours."""
HEAD = 40.0
"""The names of the days."""
PAD, FOOT = 9.0, 6.0
TOP = HEAD + PAD
LEAST_HOUR = 56.0
"""So that a quarter of an hour holds a line of words."""
LEAST_TILE = 14.0
GAP = 4.0
EDGE = 2.0
USUAL_FIRST, USUAL_LAST = 8 * 60, 17 * 60


@dataclass(frozen=True, slots=True)
class Shown:
    """What a picture shows: days in order, their bookings, when it is open, and the wall time of now."""

    days: tuple[date, ...]
    bookings: tuple[Booking, ...]
    openings: Openings
    now: WallTime


def lay_out(shown: Shown, width: float, height: float) -> Layout:
    """The whole picture; never lower than `least_height`."""
    first, last = hours_shown(shown)
    tall = max(height, least_height(shown))
    scale = DayScale(top=TOP, first=first, per_minute=(tall - TOP - FOOT) / (last - first))
    columns = tuple(_columns(shown, width, scale))
    now = minute_of(shown.now.at)
    return Layout(
        width=width,
        height=tall,
        scale=scale,
        columns=columns,
        hours=tuple(HourLine(f"{minute // 60:02}:00", scale.y_of(minute)) for minute in range(first, last, 60)),
        tiles=tuple(tile for column in columns for tile in _tiles(shown.bookings, column, scale)),
        now=scale.y_of(now) if first <= now <= last and shown.now.day in shown.days else None,
    )


def least_height(shown: Shown) -> float:
    first, last = hours_shown(shown)
    return TOP + FOOT + (last - first) / 60 * LEAST_HOUR


def hours_shown(shown: Shown) -> tuple[int, int]:
    """The first and last minute of a day in the picture: whole hours that hold the openings and all that is booked."""
    spans = [span for day in shown.days for span in shown.openings.spans(day)]
    starts = [minute_of(span.opens) for span in spans]
    ends = [minute_of(span.closes) for span in spans]
    for booking in shown.bookings:
        begins = minute_of(booking.appointment.starts_at.at)
        starts.append(begins)
        ends.append(min(begins + booking.appointment.minutes, MINUTES_OF_DAY))
    first, last = min(starts, default=USUAL_FIRST), max(ends, default=USUAL_LAST)
    return first // 60 * 60, min(MINUTES_OF_DAY, -(-last // 60) * 60)


def _columns(shown: Shown, width: float, scale: DayScale) -> Iterator[Column]:
    across = (width - GUTTER) / max(1, len(shown.days))
    for number, day in enumerate(shown.days):
        left = GUTTER + number * across
        opens = [(minute_of(span.opens), minute_of(span.closes)) for span in shown.openings.spans(day)]
        yield Column(
            day=day,
            left=left,
            width=across,
            open=tuple(Box(left, scale.y_of(at), across, (until - at) * scale.per_minute) for at, until in opens),
            closed=shown.openings.why_closed(day),
            is_today=day == shown.now.day,
        )


def _tiles(bookings: Iterable[Booking], column: Column, scale: DayScale) -> Iterator[Tile]:
    """Those of one day. Those that would lie on each other share its width."""
    least = LEAST_TILE / scale.per_minute
    of_day = [each for each in bookings if each.appointment.starts_at.day == column.day]
    for group in _groups(of_day, least):
        lanes = _lanes(group, least)
        width = (column.width - GAP) / (max(lanes) + 1)
        for booking, lane in zip(group, lanes, strict=True):
            begins, ends = _extent(booking, least)
            top, bottom = scale.y_of(begins), scale.y_of(min(ends, MINUTES_OF_DAY))
            left = column.left + EDGE + lane * width
            yield Tile(booking, Box(left, top + 0.5, width - EDGE, max(bottom - top - 1, LEAST_TILE - 1)))


def _groups(bookings: Iterable[Booking], least: float) -> Iterator[list[Booking]]:
    """Chains of bookings of one day in which each touches the time of one before it."""
    group: list[Booking] = []
    until = 0.0
    for booking in sorted(bookings, key=lambda each: (each.appointment.starts_at, each.appointment.id)):
        begins, ends = _extent(booking, least)
        if group and begins >= until:
            yield group
            group = []
        until = max(until, ends) if group else ends
        group.append(booking)
    if group:
        yield group


def _lanes(group: Sequence[Booking], least: float) -> list[int]:
    """For each booking the first lane that is free when it begins."""
    free_from: list[float] = []
    lanes = []
    for booking in group:
        begins, ends = _extent(booking, least)
        lane = next((lane for lane, free in enumerate(free_from) if free <= begins), len(free_from))
        if lane == len(free_from):
            free_from.append(ends)
        free_from[lane] = ends
        lanes.append(lane)
    return lanes


def _extent(booking: Booking, least: float) -> tuple[float, float]:
    """The minutes of the day that it takes in the picture."""
    begins = minute_of(booking.appointment.starts_at.at)
    return begins, begins + max(float(booking.appointment.minutes), least)
