"""A month: weeks under each other, a few bookings in each day, the others counted. Pure: no Qt, no clock."""

from dataclasses import dataclass
from datetime import date, timedelta

from exodesk.core.calendar import last_of_month
from exodesk.queries.agenda import Booking
from exodesk.ui.calendar.geometry import Tile
from exodesk.ui.calendar.layout import Shown
from exodesk.ui.timeline.geometry import Box

HEAD, NAME, LINE = 28.0, 24.0, 18.0
WEEK = 7


@dataclass(frozen=True, slots=True)
class Cell:
    """One day. `tiles` are those that find room; `more` counts the others."""

    day: date
    box: Box
    tiles: tuple[Tile, ...]
    more: int
    closed: str
    in_month: bool
    is_today: bool


@dataclass(frozen=True, slots=True)
class MonthLayout:
    width: float
    height: float
    cells: tuple[Cell, ...]

    def tile_of(self, key: str | None) -> Tile | None:
        return next((tile for cell in self.cells for tile in cell.tiles if tile.key == key), None)

    def cell_of(self, day: date) -> Cell | None:
        return next((cell for cell in self.cells if cell.day == day), None)

    def cell_at(self, x: float, y: float) -> Cell | None:
        return next((cell for cell in self.cells if cell.box.contains(x, y)), None)

    def at(self, x: float, y: float) -> Tile | None:
        tiles = (tile for cell in self.cells for tile in cell.tiles)
        return next((tile for tile in tiles if tile.box.contains(x, y)), None)


def days_of_month(day: date) -> tuple[date, ...]:
    """Whole weeks, from the Monday before the first of the month to the Sunday behind its last."""
    first, last = day.replace(day=1), last_of_month(day.year, day.month)
    start = first - timedelta(days=first.weekday())
    end = last + timedelta(days=WEEK - 1 - last.weekday())
    return tuple(start + timedelta(days=number) for number in range((end - start).days + 1))


def lies_in(day: date, month: date) -> bool:
    return (day.year, day.month) == (month.year, month.month)


def lay_out_month(shown: Shown, month: date, width: float, height: float, current: str | None = None) -> MonthLayout:
    """The days of `shown` in rows of a week. A day that has no room for all of it shows the `current` booking."""
    weeks = max(1, len(shown.days) // WEEK)
    across, down = width / WEEK, (height - HEAD) / weeks
    by_day: dict[date, list[Booking]] = {}
    for booking in shown.bookings:
        by_day.setdefault(booking.appointment.starts_at.day, []).append(booking)
    cells = []
    for number, day in enumerate(shown.days):
        box = Box(number % WEEK * across, HEAD + number // WEEK * down, across, down)
        of_day = by_day.get(day, [])
        room = max(0, int((down - NAME - 4) // LINE))
        fitting = of_day if len(of_day) <= room else _around(of_day, current, max(0, room - 1))
        cells.append(
            Cell(
                day=day,
                box=box,
                tiles=tuple(
                    Tile(booking, Box(box.left + 4, box.top + NAME + line * LINE, across - 8, LINE - 2))
                    for line, booking in enumerate(fitting)
                ),
                more=len(of_day) - len(fitting),
                closed=shown.openings.why_closed(day),
                in_month=lies_in(day, month),
                is_today=day == shown.now.day,
            )
        )
    return MonthLayout(width, height, tuple(cells))


def _around(bookings: list[Booking], current: str | None, room: int) -> list[Booking]:
    """The first ones, or those up to the current one where it is not among them."""
    place = next((number for number, each in enumerate(bookings) if each.appointment.id == current), 0)
    first = max(0, place + 1 - room)
    return bookings[first : first + room]
