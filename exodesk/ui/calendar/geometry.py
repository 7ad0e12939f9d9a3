"""The parts of a calendar's picture, in logical pixels. Plain data: no Qt, no record."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from exodesk.core.dates import WallTime
from exodesk.core.hours import minute_of, time_at
from exodesk.queries.agenda import Booking
from exodesk.ui.timeline.geometry import Box


@dataclass(frozen=True, slots=True)
class Column:
    """One day from top to bottom. `open`: its opening hours; `closed`: why there are none."""

    day: date
    left: float
    width: float
    open: tuple[Box, ...]
    closed: str = ""
    is_today: bool = False

    @property
    def right(self) -> float:
        return self.left + self.width


@dataclass(frozen=True, slots=True)
class Tile:
    """Where a booking is drawn."""

    booking: Booking
    box: Box

    @property
    def key(self) -> str:
        return self.booking.appointment.id


@dataclass(frozen=True, slots=True)
class HourLine:
    text: str
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DayScale:
    """Where the minutes of a day stand: the `first` of them at `top`."""

    top: float
    first: int
    per_minute: float

    def y_of(self, minute: float) -> float:
        return self.top + (minute - self.first) * self.per_minute

    def minute_at(self, y: float) -> float:
        return self.first + (y - self.top) / self.per_minute


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Days side by side; tiles in order of time, day by day."""

    width: float
    height: float
    scale: DayScale
    columns: tuple[Column, ...]
    hours: tuple[HourLine, ...]
    tiles: tuple[Tile, ...]
    now: float | None

    def column_of(self, day: date) -> Column | None:
        return next((column for column in self.columns if column.day == day), None)

    def tile_of(self, key: str | None) -> Tile | None:
        return next((tile for tile in self.tiles if tile.key == key), None)

    def at(self, x: float, y: float) -> Tile | None:
        """The tile under a pointer."""
        return next((tile for tile in self.tiles if tile.box.contains(x, y)), None)

    def box_of(self, starts_at: WallTime, minutes: int) -> Box | None:
        """Where a stretch of time stands; None on a day that is not shown."""
        column = self.column_of(starts_at.day)
        if column is None:
            return None
        top = self.scale.y_of(minute_of(starts_at.at))
        return Box(column.left, top, column.width, minutes * self.scale.per_minute)

    def moment(self, x: float, y: float, step: int) -> WallTime | None:
        """The step of time that a point lies in; None beside the days."""
        column = next((column for column in self.columns if column.left <= x < column.right), None)
        if column is None or y < self.scale.top:
            return None
        return WallTime(column.day, time_at(int(self.scale.minute_at(y) // step) * step))


def gaps(across: tuple[float, float], boxes: Iterable[Box]) -> Iterator[tuple[float, float]]:
    """The stretches of a line that no box covers, from left to right."""
    start, end = across
    for box in sorted(boxes, key=attrgetter("left")):
        if start < min(box.left, end):
            yield start, min(box.left, end)
        start = max(start, box.left + box.width)
    if start < end:
        yield start, end
