"""Days of the calendar in tests: what is booked in them, and where it stands on the page."""

from datetime import date, time
from typing import Any

from PySide6.QtCore import QPoint, QPointF

from exodesk.core.dates import WallTime
from exodesk.core.records.appointment import Appointment
from exodesk.services import booking
from exodesk.storage import appointments
from exodesk.ui.calendar.widget import DayGrid
from exodesk.ui.pages.calendar.page import CalendarPage
from tests.ui.pages.person import Person

MONDAY = date(2026, 3, 2)
"""Today, nine in the morning."""


def at(hour: int, minute: int = 0, day: date = MONDAY) -> WallTime:
    return WallTime(day, time(hour, minute))


def booked(person: Person, patient_id: str | None, starts_at: WallTime, **more: Any) -> str:
    record = person.session.record
    usual: dict[str, Any] = {"minutes": 30, "zone": record.zone.key, "type_id": "review", "type": "Review"}
    made = Appointment(id=record.new_id(), patient_id=patient_id, starts_at=starts_at, **usual | more)
    booking.book(record, made)
    return made.id


def stored(person: Person, key: str) -> Appointment:
    return appointments.get(person.session.record, key)


def read(person: Person, page: CalendarPage) -> DayGrid:
    page.refresh()
    person.settled_window()
    return page.days.grid


def place_of(grid: DayGrid, key: str, *, edge: bool = False) -> QPoint:
    tile = grid.layout_now.tile_of(key)
    assert tile
    y = tile.box.bottom - 2 if edge else tile.box.top + tile.box.height / 2
    return QPointF(tile.box.left + 30, y).toPoint()


def spot(grid: DayGrid, starts_at: WallTime) -> QPoint:
    """A point inside the step that begins then."""
    box = grid.layout_now.box_of(starts_at, 15)
    assert box
    return QPointF(box.left + 60, box.top + 4).toPoint()
