"""Days side by side: hours, opening times, bookings that share a time next to each other. Pure: no Qt, no clock."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from exodesk.core.dates import WallTime
from exodesk.core.hours import MINUTES_OF_DAY, Openings, minute_of
from exodesk.queries.agenda import Booking
from exodesk.ui.calendar.geometry import Column, HourLine, Layout, Tile
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
    per_minute = (tall - TOP - FOOT) / (last - first)

    def y_of(minute: float) -> float:
        return TOP + (minute - first) * per_minute

    column_width = (width - GUTTER) / max(1, len(shown.days))
    columns = tuple(
        Column(
            day=day,
            left=GUTTER + number * column_width,
            width=column_width,
            open=tuple(
                Box(
                    GUTTER + number * column_width,
                    y_of(minute_of(span.opens)),
                    column_width,
                    (minute_of(span.closes) - minute_of(span.opens)) * per_minute,
                )
                for span in shown.openings.spans(day)
            ),
            closed=shown.openings.why_closed(day),
            is_today=day == shown.now.day,
        )
        for number, day in enumerate(shown.days)
    )
    tiles: list[Tile] = []
    for column in columns:
        of_day = [each for each in shown.bookings if each.appointment.starts_at.day == column.day]
        tiles += _tiles(of_day, column, first, per_minute)
    now = minute_of(shown.now.at)
    return Layout(
        width=width,
        height=tall,
        top=TOP,
        first_minute=first,
        per_minute=per_minute,
        columns=columns,
        hours=tuple(
            HourLine(f"{minute // 60:02}:00", y_of(minute)) for minute in range(-(-first // 60) * 60, last, 60)
        ),
        tiles=tuple(tiles),
        now=y_of(now) if first <= now <= last and shown.now.day in shown.days else None,
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


def _tiles(bookings: Sequence[Booking], column: Column, first: int, per_minute: float) -> Iterator[Tile]:
    """Those that would lie on each other share the width of the day."""
    least = LEAST_TILE / per_minute
    for group in _groups(bookings, least):
        lanes = _lanes(group, least)
        count = max(lanes) + 1
        width = (column.width - GAP) / count
        for booking, lane in zip(group, lanes, strict=True):
            begins, ends = _extent(booking, least)
            top = TOP + (begins - first) * per_minute
            bottom = TOP + (min(ends, MINUTES_OF_DAY) - first) * per_minute
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
