"""The calendar as a page: day, week or month, painted or as a table; it books, moves and marks through services."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from exodesk.core.calendar import add_months
from exodesk.core.changes import Change
from exodesk.core.dates import LONG_MONTHS, WallTime, show_date, show_weekday
from exodesk.core.errors import ExodeskError, InvalidRecord
from exodesk.core.hours import Openings
from exodesk.core.records.appointment import AppointmentStatus
from exodesk.core.records.patient import identity_line
from exodesk.core.schedule import wall_of
from exodesk.queries import agenda
from exodesk.queries.agenda import Booking
from exodesk.services import booking as services
from exodesk.ui import parts
from exodesk.ui.calendar import words
from exodesk.ui.calendar.geometry import time_at
from exodesk.ui.calendar.layout import HEAD, Shown
from exodesk.ui.calendar.month import days_of_month
from exodesk.ui.calendar.month_widget import MonthGrid
from exodesk.ui.calendar.table import CalendarTable
from exodesk.ui.calendar.widget import DayGrid
from exodesk.ui.keys import Key, bind
from exodesk.ui.pages import Page
from exodesk.ui.pages.booking.blocks import block_dialog, closure_dialog
from exodesk.ui.pages.booking.call_list import confirm_dialog
from exodesk.ui.pages.booking.dialog import BookingDialog
from exodesk.ui.pages.booking.held import HeldDialog
from exodesk.ui.pages.booking.lists import ask_where, write_list
from exodesk.ui.pages.booking.overlap import overlap_dialog
from exodesk.ui.session import Session
from exodesk.ui.tab_order import in_reading_order
from exodesk.ui.tokens import Tone

KINDS = ("appointment", "appointment_type", "clinic_hours", "closure", "patient", "contact", "visit", "signature")
CLOCK_MS = 20_000
WORK_WEEK = 5
HELP = "Arrows move · Enter opens or books · Shift+arrows length · M move · Del cancel · T today"


class View(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class _Cut:
    """An appointment that is taken along, until it is put somewhere."""

    booking: Booking


class CalendarPage(Page):
    chart_opened = Signal(str)
    visit_opened = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._view = View.WEEK
        self._day = session.today()
        self._zone = session.record.zone.key
        self._cut: _Cut | None = None
        self._shows_cancelled = False
        self._shown: Shown | None = None
        self.message = parts.MessageBar()
        self.grid, self.month, self.table = DayGrid(), MonthGrid(), CalendarTable()
        self._area = parts.scrolling(self.grid)
        self._empty = parts.EmptyState("Nothing is booked in these days.")
        self._bodies = QStackedWidget()
        for body in (self._area, self.month, self.table):
            self._bodies.addWidget(body)
        self.heading = parts.page_heading("Calendar")
        self.views = parts.ChoiceRow([(each, each.capitalize()) for each in View], self._view, name="View")
        self.as_table = parts.icon_button("table", "Calendar as a table", keys=Key.TABLE.shown)
        self.as_table.setCheckable(True)
        self.more = parts.icon_button("ellipsis", "More acts on the calendar")
        self.menu = self._make_menu()
        self.book = parts.primary_button("Book", glyph="calendar-plus", keys=Key.NEW.shown)
        self._foot = parts.hint(HELP)
        self._clock = QTimer(self)
        self._clock.setInterval(CLOCK_MS)
        self._clock.timeout.connect(self._move_clock)
        self._lay_out()
        self._connect()
        self._bind()
        self._read()

    # Arranging

    def _lay_out(self) -> None:
        back = parts.icon_button("chevron-left", "Earlier")
        today = parts.secondary_button("Today", keys=Key.TODAY.shown)
        on = parts.icon_button("chevron-right", "Later")
        back.clicked.connect(partial(self.turn, -1))
        today.clicked.connect(self.go_to_today)
        on.clicked.connect(partial(self.turn, 1))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(
            parts.row(self.heading, back, today, on, self.views, self.as_table, self.more, self.book, spacing=6)
        )
        column.addWidget(self.message)
        card = parts.Card(padding=(10, 4, 6))
        card.add(self._bodies, 1)
        column.addWidget(card, 1)
        column.addWidget(self._foot)
        in_reading_order(self)

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction("Block time…").triggered.connect(self.block_time)
        menu.addAction("Close days, vacation…").triggered.connect(self.close_days)
        menu.addAction("Patients to confirm…").triggered.connect(self.confirm_next_day)
        menu.addAction(f"Save as a list (PDF)…\t{Key.PRINT.shown}").triggered.connect(self.print_list)
        menu.addSeparator()
        cancelled = menu.addAction("Show cancelled appointments")
        cancelled.setCheckable(True)
        cancelled.toggled.connect(self._show_cancelled)
        return menu

    def _connect(self) -> None:
        self.views.chosen.connect(self._choose_view)
        self.as_table.toggled.connect(self._read_again)
        self.more.clicked.connect(self._open_menu)
        self.book.clicked.connect(self.book_here)
        for body in (self.grid, self.table, self.month):
            body.opened.connect(self.open_booking)
        self.grid.asked.connect(self.book_at)
        self.grid.moved.connect(self.move_booking)
        self.grid.beyond.connect(self._go_beyond)
        self.grid.stood.connect(self._bring_in_sight)
        self.month.moved.connect(self.move_booking)
        self.month.beyond.connect(self.go_to)
        self.month.day_opened.connect(self._open_day)

    def _bind(self) -> None:
        bind(Key.NEW, self, self.book_here)
        bind(Key.PRINT, self, self.print_list)
        bind(Key.TABLE, self, self.as_table.toggle)
        for key, view in zip((Key.TAB_1, Key.TAB_2, Key.TAB_3), View, strict=True):
            bind(key, self, partial(self.show_view, view))
        acts: tuple[tuple[Key, Callable[[], object]], ...] = (
            (Key.TODAY, self.go_to_today),
            (Key.MOVE, self.grid.begin_move),
            (Key.ARRIVED, partial(self.mark, AppointmentStatus.ARRIVED)),
            (Key.CONFIRMED, partial(self.mark, AppointmentStatus.CONFIRMED)),
            (Key.NO_SHOW, partial(self.mark, AppointmentStatus.NO_SHOW)),
            (Key.CANCEL, partial(self.mark, AppointmentStatus.CANCELLED)),
            (Key.CUT, self.cut),
            (Key.PASTE, self.paste),
        )
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
        self._view = view
        self.views.choose(view)
        self._read()
        self.begin()

    def go_to(self, day: date) -> None:
        """Show the days around a day, and stand on it."""
        self._day = day
        at = self.grid.cursor_at
        self._read(WallTime(day, at.at) if at else None)

    def go_to_today(self) -> None:
        today = self._session.today()
        self._day = today
        self._read(WallTime(today, self._now.at) if self._view is not View.MONTH else None)
        self.begin()

    def turn(self, by: int) -> None:
        """Earlier or later by what is shown."""
        step = {View.DAY: timedelta(days=by), View.WEEK: timedelta(weeks=by)}.get(self._view)
        self.go_to(self._day + step if step else add_months(self._day.replace(day=1), by))

    def go_to_booking(self, appointment_id: str) -> None:
        """Show the days of an appointment, and stand on it."""
        self._day = agenda.get(self._session.record, appointment_id).appointment.starts_at.day
        self._read()
        self.grid.stand_on(appointment_id)

    @property
    def _body(self) -> QWidget:
        if self.as_table.isChecked():
            return self.table
        return self.month if self._view is View.MONTH else self.grid

    @property
    def _now(self) -> WallTime:
        return wall_of(self._session.record.now(), self._zone)

    @property
    def current(self) -> Booking | None:
        """The booking that keys act on."""
        if self.as_table.isChecked():
            return self.table.current
        return self.grid.current if self._view is not View.MONTH else None

    def _read(self, cursor: WallTime | None = None) -> None:
        record = self._session.record
        self._zone = record.zone.key
        days = _days(self._view, self._day)
        openings = agenda.openings(record, days[0])
        found = [each for each in agenda.between(record, days[0], days[-1]) if self._is_shown(each)]
        if self._view is View.WEEK:
            days = _with_work(days, openings, found)
        self._shown = Shown(days, tuple(found), openings, self._now)
        key = self.current.appointment.id if self.current else None
        if self._view is View.MONTH:
            self.month.show_month(self._shown, self._day)
        else:
            self.grid.show_days(self._shown, cursor)
        self.table.show_bookings(self._shown.bookings, key)
        self._bodies.setCurrentWidget(self._area if self._body is self.grid else self._body)
        self._tell()

    def _is_shown(self, booking: Booking) -> bool:
        return self._shows_cancelled or booking.appointment.status is not AppointmentStatus.CANCELLED

    def _tell(self) -> None:
        title, note = _title(self._view, self._day, self._shown.days if self._shown else (self._day,))
        self.heading.title.setText(title)
        self.heading.set_note(note)
        if self._cut:
            self._foot.setText(
                f"Taken along: {words.title(self._cut.booking)}. {Key.PASTE.shown} puts it at the chosen time, "
                f"{Key.CUT.shown} again leaves it where it is."
            )
        else:
            self._foot.setText(HELP)

    def _read_again(self) -> None:
        self._read()
        self.begin()

    def _choose_view(self, view: str) -> None:
        self.show_view(View(view))

    def _show_cancelled(self, shown: bool) -> None:
        self._shows_cancelled = shown
        self._read()

    def _open_menu(self) -> None:
        self.menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _open_day(self, day: date) -> None:
        self._day = day
        self.show_view(View.DAY)

    def _go_beyond(self, by: int) -> None:
        at = self.grid.cursor_at
        shown = self._shown.days if self._shown else (self._day,)
        day = (shown[-1] if by > 0 else shown[0]) + timedelta(days=by)
        if self._view is View.WEEK:
            while day.weekday() >= WORK_WEEK:
                day += timedelta(days=by)
        self._day = day
        self._read(WallTime(day, at.at) if at else None)
        self.grid.carry_to(day)

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

    def open_booking(self, appointment_id: str) -> None:
        dialog = HeldDialog(self._session, appointment_id, self)
        dialog.chart_opened.connect(self.chart_opened)
        dialog.visit_opened.connect(self.visit_opened)
        dialog.open()

    def book_here(self) -> None:
        """At the time one stands on, where that is free; else wherever there is room."""
        at = self.grid.cursor_at
        if self._body is self.grid and at and self.grid.current is None:
            self.book_at(at, 0)
        else:
            BookingDialog(self._session, self).open()

    def book_at(self, starts_at: WallTime, minutes: int) -> None:
        BookingDialog(self._session, self, starts_at=starts_at, minutes=minutes or None).open()

    def block_time(self) -> None:
        at = self.grid.cursor_at or WallTime(self._day, time_at(12 * 60))
        block_dialog(self._session, at, self).open()

    def close_days(self) -> None:
        closure_dialog(self._session, None, self, first=self._day).open()

    def confirm_next_day(self) -> None:
        confirm_dialog(self._session, self).open()

    def print_list(self) -> None:
        """The day sheet or the week sheet, as it stands on the page."""
        if path := ask_where(self, self._list_name):
            self.write_list(path)

    def write_list(self, path: Path) -> None:
        """Write what is shown, and say where it lies."""
        if self._shown:
            self.message.say(write_list(self._session, path, self._list_name, self._shown.bookings))

    @property
    def _list_name(self) -> str:
        """`Day sheet 23-Nov-2026`."""
        days = self._shown.days if self._shown else (self._day,)
        if self._view is View.MONTH:
            return f"Month sheet {LONG_MONTHS[self._day.month - 1]} {self._day.year}"
        return f"{self._view.capitalize()} sheet {show_date(days[0])}"

    def move_booking(self, appointment_id: str, starts_at: WallTime, minutes: int) -> None:
        """To a time and length; where somebody else is booked, why is asked."""
        act = partial(self._session.run, services.move, appointment_id, starts_at, minutes=minutes)
        try:
            act()
        except InvalidRecord as refused:
            self.grid.update()
            if any(problem.field == "overlap_reason" for problem in refused.problems):
                self._ask_why(appointment_id, refused.problems[0].text, lambda reason: act(overlap_reason=reason))
            else:
                self._say(refused)
        except ExodeskError as error:
            self._say(error)

    def mark(self, status: AppointmentStatus) -> None:
        """Set the status of the booking one stands on; the bar offers to undo it."""
        if booking := self.current:
            try:
                self._session.run(services.set_status, booking.appointment.id, status)
            except ExodeskError as error:
                self._say(error)

    def cut(self) -> None:
        """Take the booking along, to be put elsewhere; a second time, leave it."""
        booking = self.current
        same = booking and self._cut and booking.appointment.id == self._cut.booking.appointment.id
        self._cut = _Cut(booking) if booking and not same else None
        self.grid.show_cut(booking.appointment.id if self._cut and booking else None)
        self._tell()
        parts.announce(self, self._foot.text())

    def paste(self) -> None:
        """Put what was taken along at the time one stands on; in the month, at its own time of that day."""
        if self._cut is None:
            return
        appointment = self._cut.booking.appointment
        at = self.grid.cursor_at
        if self._view is View.MONTH:
            at = WallTime(self.month.day, appointment.starts_at.at)
        self._cut = None
        self.grid.show_cut(None)
        if at:
            self.move_booking(appointment.id, at, appointment.minutes)
        self._tell()

    def _ask_why(self, appointment_id: str, told: str, act: Callable[[str], object]) -> None:
        booking = agenda.get(self._session.record, appointment_id)
        about = identity_line(booking.patient) if booking.patient else words.whose(booking)
        overlap_dialog(self._session, about, told, act, self).open()

    def _say(self, error: ExodeskError) -> None:
        self.message.say(str(error), Tone.WARNING, seconds=10)


def _days(view: View, day: date) -> tuple[date, ...]:
    """What a view shows around a day."""
    match view:
        case View.DAY:
            return (day,)
        case View.WEEK:
            monday = day - timedelta(days=day.weekday())
            return tuple(monday + timedelta(days=number) for number in range(7))
        case View.MONTH:
            return days_of_month(day)


def _with_work(days: tuple[date, ...], openings: Openings, bookings: list[Booking]) -> tuple[date, ...]:
    """Monday to Friday, and the weekend where it is open or something is booked."""
    booked = {booking.appointment.starts_at.day for booking in bookings}
    return tuple(day for day in days if day.weekday() < WORK_WEEK or openings.spans(day) or day in booked)


def _title(view: View, day: date, days: tuple[date, ...]) -> tuple[str, str]:
    match view:
        case View.DAY:
            return show_weekday(day), ""
        case View.WEEK:
            return f"Week {day.isocalendar().week}", f"{show_date(days[0])} to {show_date(days[-1])}"
        case View.MONTH:
            return f"{LONG_MONTHS[day.month - 1]} {day.year}", ""
