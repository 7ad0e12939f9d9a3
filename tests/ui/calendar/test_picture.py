"""What stands still in a week is painted once a layout, and looks as if it were painted anew each time."""

from dataclasses import replace
from datetime import date, time, timedelta

from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from exodesk.core.dates import WallTime
from exodesk.core.hours import Openings
from exodesk.core.records.appointment import Appointment, AppointmentStatus, ClinicHours
from exodesk.queries.agenda import Booking
from exodesk.ui.calendar.layout import Shown
from exodesk.ui.calendar.widget import DayGrid
from exodesk.ui.look import theme

MONDAY = date(2026, 11, 23)
BOOKED = Booking(
    appointment=Appointment(
        id="a", starts_at=WallTime(MONDAY, time(9)), zone="UTC", minutes=60, reason="Committee", type="Injection"
    )
)
CANCELLED = replace(BOOKED, appointment=replace(BOOKED.appointment, status=AppointmentStatus.CANCELLED))
LATER = replace(BOOKED, appointment=replace(BOOKED.appointment, starts_at=WallTime(MONDAY, time(11))))


def shown(*bookings: Booking, now: time = time(8)) -> Shown:
    days = tuple(MONDAY + timedelta(days=number) for number in range(5))
    return Shown(days, bookings, Openings(ClinicHours(), (), "UTC"), WallTime(MONDAY, now))


def a_grid(qtbot: QtBot, what: Shown) -> DayGrid:
    grid = DayGrid()
    qtbot.addWidget(grid)
    grid.resize(900, 700)
    grid.show_days(what)
    return grid


def picture(grid: DayGrid) -> QImage:
    drawn = QImage(grid.size(), QImage.Format.Format_RGB32)
    grid.render(drawn, QPoint())
    return drawn


def test_every_change_is_seen(qtbot: QtBot, qapp: QApplication) -> None:
    grid = a_grid(qtbot, shown(BOOKED))
    seen = [picture(grid)]
    for what in (shown(CANCELLED), shown(LATER), shown(LATER, now=time(15))):
        grid.show_days(what)
        assert picture(grid) == picture(a_grid(qtbot, what))
        seen.append(picture(grid))
    theme.apply(qapp, theme.Scheme.DARK)
    try:
        seen.append(picture(grid))
        assert picture(grid) == picture(a_grid(qtbot, what))
    finally:
        theme.apply(qapp, theme.Scheme.LIGHT)
    assert all(one != other for place, one in enumerate(seen) for other in seen[:place])


def test_a_repaint_looks_as_the_first_paint(qtbot: QtBot) -> None:
    grid = a_grid(qtbot, shown(BOOKED, LATER))
    assert picture(grid) == picture(grid) == picture(a_grid(qtbot, shown(BOOKED, LATER)))
