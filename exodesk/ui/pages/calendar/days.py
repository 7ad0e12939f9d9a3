"""The days in sight: a view around a day, read and painted, or as a table. It goes to other days, and writes nothing.

One stands on a day throughout, in every view: it is always in sight.
"""

from datetime import date
from functools import cached_property

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from exodesk.core.dates import WallTime
from exodesk.core.records.appointment import AppointmentStatus
from exodesk.core.schedule import wall_of
from exodesk.queries import agenda
from exodesk.queries.agenda import Booking
from exodesk.ui import parts
from exodesk.ui.calendar.grid import PaintedGrid
from exodesk.ui.calendar.layout import HEAD, Shown
from exodesk.ui.calendar.month_widget import NOON, MonthGrid
from exodesk.ui.calendar.table import CalendarTable
from exodesk.ui.calendar.widget import DayGrid
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.calendar.views import View, beyond, days_of, list_name, title_of, turned, with_work

CLOCK_MS = 20_000


class DaysInSight(QStackedWidget):
    opened = Signal(str)
    """An appointment, to be opened."""
    told = Signal()
    """Other days stand here, or the same ones were read again."""

    def __init__(self, session: Session, empty: QWidget) -> None:
        """`empty` stands where a table would have no line."""
        super().__init__()
        self._session = session
        self.view = View.WEEK
        self._day = session.today()
        self._zone = session.record.zone.key
        self._as_table = self._shows_cancelled = False
        self._shown: Shown | None = None
        self.grid, self.month = DayGrid(), MonthGrid()
        self._area = parts.scrolling(self.grid)
        self._empty = empty
        for body in (self._area, self.month, empty):
            self.addWidget(body)
        for painted in (self.grid, self.month):
            painted.opened.connect(self.opened)
        self.grid.beyond.connect(self._go_beyond)
        self.grid.stood.connect(self._bring_in_sight)
        self.month.stood.connect(self._take_day)
        self.month.beyond.connect(self.go_to)
        self.month.day_opened.connect(self._open_day)
        self._clock = QTimer(self)
        self._clock.setInterval(CLOCK_MS)
        self._clock.timeout.connect(self.move_clock)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()

    def stop(self) -> None:
        """Another page is coming: nothing is read any more."""
        self._clock.stop()

    # What is in sight

    @cached_property
    def table(self) -> CalendarTable:
        """Made when it is first asked for: few days are looked at as a table."""
        table = CalendarTable()
        table.opened.connect(self.opened)
        self.addWidget(table)
        return table

    @property
    def days(self) -> tuple[date, ...]:
        return self._shown.days if self._shown else (self._day,)

    @property
    def bookings(self) -> tuple[Booking, ...]:
        return self._shown.bookings if self._shown else ()

    @property
    def title(self) -> tuple[str, str]:
        """How the days are called, and their dates where that does not say them."""
        return title_of(self.view, self._day, self.days)

    @property
    def list_name(self) -> str:
        """How they are called on paper."""
        return list_name(self.view, self._day, self.days)

    @property
    def painted(self) -> PaintedGrid:
        return self.month if self.view is View.MONTH else self.grid

    @property
    def current(self) -> Booking | None:
        """The booking that keys act on."""
        return self.table.current if self._as_table else self.painted.current

    @property
    def day(self) -> date:
        """The day that one stands on."""
        return self._day

    @property
    def stands_at(self) -> WallTime:
        """The time that one stands on, where there is one; else noon of the day."""
        return self.painted.cursor_at or WallTime(self._day, NOON)

    @property
    def free_time(self) -> WallTime | None:
        """The time that one stands on, in days that show times, where nothing is booked."""
        is_free = self._body is self.grid and self.grid.current is None
        return self.grid.cursor_at if is_free else None

    @property
    def is_month(self) -> bool:
        """Whether days are painted, and not times."""
        return self._body is self.month

    @property
    def _body(self) -> QWidget:
        if self._as_table:
            return self.table if self.bookings else self._empty
        return self.painted

    @property
    def _now(self) -> WallTime:
        return wall_of(self._session.record.now(), self._zone)

    # Going to other days

    def begin(self) -> None:
        self._body.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_view(self, view: View) -> None:
        """Other days around the one that one stands on; a booking that one stands on stays current."""
        standing, at = self.current, self.grid.cursor_at
        self.view = view
        self.read(WallTime(self._day, at.at) if at else None)
        if standing:
            self.painted.stand_on(standing.appointment.id)
        self.begin()

    def show_table(self, shown: bool) -> None:
        """The same days the other way; a booking that one stands on stays current."""
        standing = self.current
        self._as_table = shown
        self.read()
        if standing and shown:
            self.table.show_bookings(self.bookings, standing.appointment.id)
        elif standing:
            self.painted.stand_on(standing.appointment.id)
        self.begin()

    def show_cancelled(self, shown: bool) -> None:
        self._shows_cancelled = shown
        self.read()

    def go_to(self, day: date) -> None:
        """Show the days around a day, and stand on it."""
        self._day = day
        at = self.grid.cursor_at
        self.read(WallTime(day, at.at) if at else None)

    def go_to_now(self) -> None:
        self._day = self._session.today()
        self.read(WallTime(self._day, self._now.at))
        self.begin()

    def turn(self, by: int) -> None:
        """Earlier or later by what is shown."""
        self.go_to(turned(self.view, self._day, by))

    def _open_day(self, day: date) -> None:
        self._day = day
        self.show_view(View.DAY)

    def _go_beyond(self, by: int) -> None:
        day = beyond(self.view, self.days, by)
        self.go_to(day)
        self.grid.carry_to(day)

    def _take_day(self) -> None:
        self._day = self.month.day

    def _bring_in_sight(self) -> None:
        if at := self.grid.cursor_at:
            self._day = at.day
            if box := self.grid.layout_now.box_of(at, 30):
                self._area.ensureVisible(int(box.left), int(box.top - HEAD), 0, 0)
                self._area.ensureVisible(int(box.left), int(box.bottom), 0, 0)

    # Reading

    def read(self, cursor: WallTime | None = None) -> None:
        """Read the days around the one that one stands on; `cursor` is the time to stand on, the same one without."""
        record = self._session.record
        self._zone = record.zone.key
        days = days_of(self.view, self._day)
        openings = agenda.openings(record, days[0])
        found = [each for each in agenda.between(record, days[0], days[-1]) if self._is_shown(each)]
        if self.view is View.WEEK:
            days = with_work(days, openings, found, self._day)
        self._shown = Shown(days, tuple(found), openings, self._now)
        key = self.current.appointment.id if self.current else None
        if self.view is View.MONTH:
            self.month.show_month(self._shown, self._day, stays=cursor is None)
        else:
            self.grid.show_days(self._shown, cursor)
        if self._as_table:
            self.table.show_bookings(self._shown.bookings, key)
        self.setCurrentWidget(self._area if self._body is self.grid else self._body)
        self.told.emit()

    def _is_shown(self, booking: Booking) -> bool:
        return self._shows_cancelled or booking.appointment.status is not AppointmentStatus.CANCELLED

    def move_clock(self) -> None:
        """The line of now; at midnight the page is read again by the window."""
        if self._shown and self._shown.now != self._now:
            self._shown = Shown(self._shown.days, self._shown.bookings, self._shown.openings, self._now)
            if self.view is not View.MONTH:
                self.grid.show_days(self._shown)
