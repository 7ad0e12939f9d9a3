"""Where one stands in the days that are shown, and the time that a pointer draws in them. Pure: no Qt, no record."""

from dataclasses import dataclass

from exodesk.core.dates import WallTime, show_time
from exodesk.core.hours import minute_of, time_at
from exodesk.core.records.appointment import STILL_TO_COME, AppointmentStatus
from exodesk.queries.agenda import Booking
from exodesk.ui.calendar.geometry import Layout, Tile
from exodesk.ui.calendar.layout import Shown, hours_shown

EDGE = 6
"""The lower edge of a booking, by which it is made longer."""
_MOVABLE = STILL_TO_COME | {AppointmentStatus.ARRIVED}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Time that is being drawn: of a booking that moves or grows, or of a new one."""

    starts_at: WallTime
    minutes: int
    key: str | None = None

    @property
    def words(self) -> str:
        begins = minute_of(self.starts_at.at)
        return f"{show_time(self.starts_at.at)} to {show_time(time_at(begins + self.minutes))}"


@dataclass(frozen=True, slots=True)
class Grip:
    """Where the pointer was pressed; on a booking that may be moved, or made longer by its lower edge."""

    x: float
    y: float
    tile: Tile | None = None
    grows: bool = False

    @classmethod
    def at(cls, layout: Layout, x: float, y: float) -> "Grip":
        tile = layout.at(x, y)
        if tile is None or not is_movable(tile.booking):
            return cls(x, y)
        return cls(x, y, tile, is_at_edge(tile, y))

    def drawn_to(self, layout: Layout, x: float, y: float, step: int) -> Stretch | None:
        """What the pointer has drawn so far: a booking elsewhere, a longer one, or a new time; None beside the days."""
        if self.tile is None:
            return self._new_to(layout, y, step)
        before = self.tile.booking.appointment
        if self.grows:
            end = layout.moment(self.x, y, step)
            begins = minute_of(before.starts_at.at)
            minutes = max(step, minute_of(end.at) + step - begins) if end else before.minutes
            return Stretch(before.starts_at, minutes, before.id)
        top = y - (self.y - self.tile.box.top) + step * layout.scale.per_minute / 2
        moment = layout.moment(x, max(top, layout.scale.top), step)
        return Stretch(moment, before.minutes, before.id) if moment else None

    def _new_to(self, layout: Layout, y: float, step: int) -> Stretch | None:
        start, end = layout.moment(self.x, self.y, step), layout.moment(self.x, y, step)
        if start is None or end is None:
            return None
        first, last = sorted((minute_of(start.at), minute_of(end.at)))
        return Stretch(WallTime(start.day, time_at(first)), last - first + step)


def is_movable(booking: Booking) -> bool:
    return booking.appointment.status in _MOVABLE


def is_at_edge(tile: Tile, y: float) -> bool:
    return y > tile.box.bottom - min(EDGE, tile.box.height / 3)


def start_of(shown: Shown, before: WallTime | None) -> WallTime:
    """Where one stands in days that are new: at now, else at the hour one stood at."""
    if shown.now.day in shown.days:
        return within(shown, shown.now)
    first, _ = hours_shown(shown)
    return WallTime(shown.days[0], before.at if before else time_at(first))


def within(shown: Shown, at: WallTime) -> WallTime:
    """The step that a time lies in; of a time before or behind the hours that are shown, the first or last one."""
    first, last = hours_shown(shown)
    step = shown.openings.hours.step_minutes
    minute = max(first, min(minute_of(at.at), last - step))
    return WallTime(at.day, time_at(minute // step * step))


def under(layout: Layout, at: WallTime, step: int) -> list[Tile]:
    """The bookings that take some of the step of time that one stands on."""
    minute, found = minute_of(at.at), []
    for tile in layout.tiles:
        appointment = tile.booking.appointment
        begins = minute_of(appointment.starts_at.at)
        if appointment.starts_at.day == at.day and begins < minute + step and minute < begins + appointment.minutes:
            found.append(tile)
    return found
