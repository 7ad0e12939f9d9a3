"""The calendar as a page: day, week or month, painted or as a table; it books, moves and marks through services."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from exodesk.core.changes import Change
from exodesk.core.dates import WallTime
from exodesk.core.records.appointment import AppointmentStatus
from exodesk.core.schedule import wall_of
from exodesk.queries import agenda
from exodesk.queries.agenda import Booking
from exodesk.ui import parts
from exodesk.ui.calendar import words
from exodesk.ui.calendar.grid import PaintedGrid
from exodesk.ui.calendar.layout import HEAD, Shown
from exodesk.ui.calendar.month_widget import NOON, MonthGrid
from exodesk.ui.calendar.stretch import is_movable
from exodesk.ui.calendar.table import CalendarTable
from exodesk.ui.calendar.widget import DayGrid
from exodesk.ui.forms.tab_order import in_reading_order
from exodesk.ui.keyboard.keys import Key, bind
from exodesk.ui.look.tokens import Tone
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages import Page
from exodesk.ui.pages.booking.export import export_dialog
from exodesk.ui.pages.booking.lists import print_list
from exodesk.ui.pages.calendar.acts import CalendarActs
from exodesk.ui.pages.calendar.head import CalendarHead
from exodesk.ui.pages.calendar.taken import Taken
from exodesk.ui.pages.calendar.views import View, beyond, days_of, list_name, title_of, turned, with_work

KINDS = ("appointment", "appointment_type", "clinic_hours", "closure", "patient", "contact", "visit", "signature")
CLOCK_MS = 20_000
FOOT = 34
"""Room for what was refused, said in place of the keys: no day moves under the pointer."""


class CalendarPage(Page):
    chart_opened = Signal(str)
    visit_opened = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._view = View.WEEK
        self._day = session.today()
        self._zone = session.record.zone.key
        self._taken = Taken()
        self._shows_cancelled = False
        self._shown: Shown | None = None
        self.acts = CalendarActs(session, self)
        self.grid, self.month, self.table = DayGrid(), MonthGrid(), CalendarTable()
        self._area = parts.scrolling(self.grid)
        first = parts.secondary_button("Book one", glyph="calendar-plus")
        first.clicked.connect(self.book_here)
        self._empty = parts.EmptyState("Nothing is booked in these days.", first)
        self._bodies = QStackedWidget()
        for body in (self._area, self.month, self.table, self._empty):
            self._bodies.addWidget(body)
        self.head = CalendarHead(self._view)
        self._foot = parts.hint("")
        self._foot_row = QWidget()
        self.message = parts.MessageOver(self._foot_row, self)
        self._clock = QTimer(self)
        self._clock.setInterval(CLOCK_MS)
        self._clock.timeout.connect(self._move_clock)
        self._lay_out()
        self._connect()
        self._bind()
        self._read()

    # Arranging

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.head)
        card = parts.Card(padding=(10, 4, 6))
        card.add(self._bodies, 1)
        column.addWidget(card, 1)
        foot = parts.row(self._foot, 1)
        foot.setContentsMargins(0, 0, 0, 0)
        self._foot_row.setLayout(foot)
        self._foot_row.setFixedHeight(FOOT)
        column.addWidget(self._foot_row)
        in_reading_order(self)

    def _connect(self) -> None:
        self.head.back.clicked.connect(partial(self.turn, -1))
        self.head.today.clicked.connect(self.go_to_today)
        self.head.on.clicked.connect(partial(self.turn, 1))
        self.head.views.chosen.connect(self._choose_view)
        self.head.as_table.toggled.connect(self._read_again)
        menu = self.head.menu
        menu.block.triggered.connect(self.block_time)
        menu.close_days.triggered.connect(self.close_days)
        menu.confirm.triggered.connect(self.acts.confirm_next_day)
        menu.as_list.triggered.connect(self.print_list)
        menu.as_calendar.triggered.connect(self.export)
        menu.cancelled.toggled.connect(self._show_cancelled)
        self.head.book.clicked.connect(self.book_here)
        for body in (self.grid, self.table, self.month):
            body.opened.connect(self.acts.open_booking)
        for painted in (self.grid, self.month):
            painted.moved.connect(self.acts.move_booking)
        self.month.stood.connect(self._take_day)
        self.acts.chart_opened.connect(self.chart_opened)
        self.acts.visit_opened.connect(self.visit_opened)
        self.acts.refused.connect(self._say)
        self.grid.asked.connect(self.acts.book_at)
        self.grid.beyond.connect(self._go_beyond)
        self.grid.stood.connect(self._bring_in_sight)
        self.month.beyond.connect(self.go_to)
        self.month.day_opened.connect(self._open_day)

    def _bind(self) -> None:
        bind(Key.NEW, self, self.book_here)
        bind(Key.PRINT, self, self.print_list)
        bind(Key.TABLE, self, self.head.as_table.toggle)
        for key, view in zip((Key.TAB_1, Key.TAB_2, Key.TAB_3), View, strict=True):
            bind(key, self, partial(self.show_view, view))
        acts: tuple[tuple[Key, Callable[[], object]], ...] = (
            (Key.TODAY, self.go_to_today),
            (Key.MOVE, self.begin_move),
            (Key.ARRIVED, partial(self.mark, AppointmentStatus.ARRIVED)),
            (Key.CONFIRMED, partial(self.mark, AppointmentStatus.CONFIRMED)),
            (Key.NO_SHOW, partial(self.mark, AppointmentStatus.NO_SHOW)),
            (Key.CANCEL, partial(self.mark, AppointmentStatus.CANCELLED)),
            (Key.CUT, self.cut),
            (Key.PASTE, self.paste),
        )
        for painted in (self.grid, self.month):
            bind(Key.EARLIER, painted, partial(self.turn, -1), Qt.ShortcutContext.WidgetShortcut)
            bind(Key.LATER, painted, partial(self.turn, 1), Qt.ShortcutContext.WidgetShortcut)
        for key, act in acts:
            bind(key, self._bodies, act, Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # What is shown

    def refresh(self, change: Change | None = None) -> None:
        if change is None or change.touches(*KINDS):
            self._read()

    def begin(self) -> None:
        self._body.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        self._clock.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()

    def show_view(self, view: View) -> None:
        """Other days around the one that one stands on; a booking that one stands on stays current."""
        standing, at = self.current, self.grid.cursor_at
        self._view = view
        self.head.views.choose(view)
        self._read(WallTime(self._day, at.at) if at else None)
        if standing:
            self._painted.stand_on(standing.appointment.id)
        self.begin()

    def go_to(self, day: date) -> None:
        """Show the days around a day, and stand on it."""
        self._day = day
        at = self.grid.cursor_at
        self._read(WallTime(day, at.at) if at else None)

    def go_to_today(self) -> None:
        today = self._session.today()
        self._day = today
        self._read(WallTime(today, self._now.at))
        self.begin()

    def turn(self, by: int) -> None:
        """Earlier or later by what is shown."""
        self.go_to(turned(self._view, self._day, by))

    @property
    def _body(self) -> QWidget:
        if self.head.as_table.isChecked():
            return self.table if self._shown and self._shown.bookings else self._empty
        return self._painted

    @property
    def _painted(self) -> PaintedGrid:
        return self.month if self._view is View.MONTH else self.grid

    @property
    def _now(self) -> WallTime:
        return wall_of(self._session.record.now(), self._zone)

    @property
    def current(self) -> Booking | None:
        """The booking that keys act on."""
        if self.head.as_table.isChecked():
            return self.table.current
        return self._painted.current

    def _read(self, cursor: WallTime | None = None) -> None:
        record = self._session.record
        self._zone = record.zone.key
        days = days_of(self._view, self._day)
        openings = agenda.openings(record, days[0])
        found = [each for each in agenda.between(record, days[0], days[-1]) if self._is_shown(each)]
        if self._view is View.WEEK:
            days = with_work(days, openings, found)
        self._shown = Shown(days, tuple(found), openings, self._now)
        key = self.current.appointment.id if self.current else None
        if self._view is View.MONTH:
            self.month.show_month(self._shown, self._day, stays=cursor is None)
        else:
            self.grid.show_days(self._shown, cursor)
        self.table.show_bookings(self._shown.bookings, key)
        self._bodies.setCurrentWidget(self._area if self._body is self.grid else self._body)
        self._tell()

    def _is_shown(self, booking: Booking) -> bool:
        return self._shows_cancelled or booking.appointment.status is not AppointmentStatus.CANCELLED

    def _tell(self) -> None:
        self.head.tell(*title_of(self._view, self._day, self._shown.days if self._shown else (self._day,)))
        self._foot.setText(self._taken.told(by_days=self._painted.goes_by_days))

    def _read_again(self) -> None:
        self._read()
        self.begin()

    def _choose_view(self, view: str) -> None:
        self.show_view(View(view))

    def _show_cancelled(self, shown: bool) -> None:
        self._shows_cancelled = shown
        self._read()

    def _open_day(self, day: date) -> None:
        self._day = day
        self.show_view(View.DAY)

    def _go_beyond(self, by: int) -> None:
        at = self.grid.cursor_at
        shown = self._shown.days if self._shown else (self._day,)
        self._day = day = beyond(self._view, shown, by)
        self._read(WallTime(day, at.at) if at else None)
        self.grid.carry_to(day)

    def _take_day(self) -> None:
        self._day = self.month.day

    def _bring_in_sight(self) -> None:
        self._day = self.grid.cursor_at.day if self.grid.cursor_at else self._day
        at = self.grid.cursor_at
        box = self.grid.layout_now.box_of(at, 30) if at else None
        if box:
            self._area.ensureVisible(int(box.left), int(box.top - HEAD), 0, 0)
            self._area.ensureVisible(int(box.left), int(box.bottom), 0, 0)

    def _move_clock(self) -> None:
        """The line of now; at midnight the page is read again by the window."""
        if self._shown and self._shown.now != self._now:
            self._shown = Shown(self._shown.days, self._shown.bookings, self._shown.openings, self._now)
            if self._view is not View.MONTH:
                self.grid.show_days(self._shown)

    # What is done

    def book_here(self) -> None:
        """At the time one stands on, where that is free; in the month from the day on; else wherever there is room."""
        at = self.grid.cursor_at
        if self._body is self.grid and at and self.grid.current is None:
            self.acts.book_at(at, 0)
        else:
            self.acts.book_from(self.month.day if self._body is self.month else None)

    def block_time(self) -> None:
        self.acts.block_time(self._painted.cursor_at or WallTime(self._day, NOON))

    def close_days(self) -> None:
        self.acts.close_days(self._day)

    def print_list(self) -> None:
        """The day sheet or the week sheet, as it stands on the page."""
        if self._shown:
            print_list(self._session, self._list_name, self._shown.bookings, self)

    def export(self) -> None:
        """The days that are shown, unless others are asked for, as a file for another calendar."""
        days = self._shown.days if self._shown else (self._day,)
        export_dialog(self._session, (days[0], days[-1]), self.message.say, self).open()

    @property
    def _list_name(self) -> str:
        return list_name(self._view, self._day, self._shown.days if self._shown else (self._day,))

    def mark(self, status: AppointmentStatus) -> None:
        """Set the status of the booking one stands on."""
        if booking := self.current:
            self.acts.mark(booking.appointment.id, status)

    def cut(self) -> None:
        """Take the booking along, to be put elsewhere; a second time, leave it."""
        if self._stays():
            return
        self._taken.take(self.current)
        self._show_cut()
        parts.announce(self, self._foot.text())

    def paste(self) -> None:
        """Put what was taken along at the time one stands on; in the month, at its own time of that day."""
        if (appointment := self._taken.put()) is None:
            return
        self._show_cut()
        if at := self._painted.cursor_at:
            at = WallTime(at.day, appointment.starts_at.at) if self._painted.goes_by_days else at
            self.acts.move_booking(appointment.id, at, appointment.minutes)

    def begin_move(self) -> None:
        """Let the arrows carry the booking that one stands on."""
        if not self._stays():
            self._painted.begin_move()

    def _stays(self) -> bool:
        """Whether the current booking is past moving; said at once, and not when it is put down."""
        booking = self.current
        if booking is None or is_movable(booking):
            return False
        self._say(words.stays(booking))
        return True

    def _show_cut(self) -> None:
        for painted in (self.grid, self.month):
            painted.show_cut(self._taken.key)
        self._tell()

    def _say(self, refused: str) -> None:
        self._painted.update()
        self.message.say(refused, Tone.WARNING, seconds=10)
