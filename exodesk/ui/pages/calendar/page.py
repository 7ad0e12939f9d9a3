"""The calendar as a page: the days in sight, the keys on them, and what is taken along from one to another."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exodesk.core.changes import Change
from exodesk.core.dates import WallTime
from exodesk.core.records.appointment import AppointmentStatus
from exodesk.queries.agenda import Booking
from exodesk.ui import parts
from exodesk.ui.calendar import words
from exodesk.ui.calendar.stretch import is_movable
from exodesk.ui.forms.tab_order import in_reading_order
from exodesk.ui.keyboard.keys import Key, bind
from exodesk.ui.look.tokens import Tone
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages import Page
from exodesk.ui.pages.booking.export import export_dialog
from exodesk.ui.pages.booking.held import acts_on
from exodesk.ui.pages.booking.lists import print_list
from exodesk.ui.pages.calendar.acts import CalendarActs
from exodesk.ui.pages.calendar.days import DaysInSight
from exodesk.ui.pages.calendar.head import CalendarHead
from exodesk.ui.pages.calendar.here import Here, menu_of
from exodesk.ui.pages.calendar.taken import Taken
from exodesk.ui.pages.calendar.views import View

KINDS = ("appointment", "appointment_type", "clinic_hours", "closure", "patient", "contact", "visit", "signature")
FOOT = 34
"""Room for what was refused, said in place of the keys: no day moves under the pointer."""


class CalendarPage(Page):
    chart_opened = Signal(str)
    visit_opened = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._taken = Taken()
        self.acts = CalendarActs(session, self)
        first = parts.secondary_button("Book one", glyph="calendar-plus")
        first.clicked.connect(self.book_here)
        self.days = DaysInSight(session, parts.EmptyState("Nothing is booked in these days.", first))
        self.head = CalendarHead(self.days.view)
        self._foot = parts.hint("")
        self._foot_row = QWidget()
        self.message = parts.MessageOver(self._foot_row, self)
        self._lay_out()
        self._connect()
        self._bind()
        self.days.read()

    # Arranging

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.head)
        card = parts.Card(padding=(10, 4, 6))
        card.add(self.days, 1)
        column.addWidget(card, 1)
        foot = parts.row(self._foot, 1)
        foot.setContentsMargins(0, 0, 0, 0)
        self._foot_row.setLayout(foot)
        self._foot_row.setFixedHeight(FOOT)
        column.addWidget(self._foot_row)
        in_reading_order(self)

    def _connect(self) -> None:
        head, menu, days = self.head, self.head.menu, self.days
        head.back.clicked.connect(partial(self.turn, -1))
        head.today.clicked.connect(days.go_to_now)
        head.on.clicked.connect(partial(self.turn, 1))
        head.views.chosen.connect(self._choose_view)
        head.as_table.toggled.connect(days.show_table)
        menu.block.triggered.connect(self.block_time)
        menu.close_days.triggered.connect(self.close_days)
        menu.confirm.triggered.connect(self.acts.confirm_next_day)
        menu.as_list.triggered.connect(self.print_list)
        menu.as_calendar.triggered.connect(self.export)
        menu.cancelled.toggled.connect(days.show_cancelled)
        head.book.clicked.connect(self.book_here)
        days.told.connect(self._tell)
        days.opened.connect(self.acts.open_booking)
        for painted in (days.grid, days.month):
            painted.moved.connect(self.acts.move_booking)
            painted.menu_asked.connect(self._show_menu)
        days.grid.asked.connect(self.acts.book_at)
        self.acts.chart_opened.connect(self.chart_opened)
        self.acts.visit_opened.connect(self.visit_opened)
        self.acts.refused.connect(self._say)

    def _bind(self) -> None:
        bind(Key.NEW, self, self.book_here)
        bind(Key.PRINT, self, self.print_list)
        bind(Key.TABLE, self, self.head.as_table.toggle)
        for key, view in zip((Key.TAB_1, Key.TAB_2, Key.TAB_3), View, strict=True):
            bind(key, self, partial(self.show_view, view))
        acts: tuple[tuple[Key, Callable[[], object]], ...] = (
            (Key.TODAY, self.days.go_to_now),
            (Key.MOVE, self.begin_move),
            (Key.ARRIVED, partial(self.mark, AppointmentStatus.ARRIVED)),
            (Key.CONFIRMED, partial(self.mark, AppointmentStatus.CONFIRMED)),
            (Key.NO_SHOW, partial(self.mark, AppointmentStatus.NO_SHOW)),
            (Key.CANCEL, partial(self.mark, AppointmentStatus.CANCELLED)),
            (Key.CUT, self.cut),
            (Key.PASTE, self.paste),
        )
        for painted in (self.days.grid, self.days.month):
            bind(Key.EARLIER, painted, partial(self.turn, -1), Qt.ShortcutContext.WidgetShortcut)
            bind(Key.LATER, painted, partial(self.turn, 1), Qt.ShortcutContext.WidgetShortcut)
        for key, act in acts:
            bind(key, self.days, act, Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # What is shown

    def refresh(self, change: Change | None = None) -> None:
        if change is None or change.touches(*KINDS):
            self.days.read()

    def begin(self) -> None:
        self.days.begin()

    def leave(self) -> None:
        self.days.stop()

    def show_view(self, view: View) -> None:
        """Day, week or month, around the day that one stands on."""
        self.head.views.choose(view)
        self.days.show_view(view)

    def turn(self, by: int) -> None:
        """Earlier or later by what is shown."""
        self.days.turn(by)

    @property
    def current(self) -> Booking | None:
        """The booking that keys act on."""
        return self.days.current

    def _choose_view(self, view: str) -> None:
        self.show_view(View(view))

    def _tell(self) -> None:
        self.head.views.choose(self.days.view)
        self.head.tell(*self.days.title)
        self._foot.setText(self._taken.told(by_days=self.days.painted.goes_by_days))

    # What is done

    def book_here(self) -> None:
        """At the time one stands on, where that is free; in the month from the day on; else wherever there is room."""
        if at := self.days.free_time:
            self.acts.book_at(at, 0)
        else:
            self.acts.book_from(self.days.day if self.days.is_month else None)

    def _show_menu(self, at: QPoint) -> None:
        booking = self.current
        here = Here(
            booking=booking,
            marks=acts_on(booking, self._session.record.now()) if booking else (),
            taken=self._taken.booking,
            open_booking=partial(self.acts.open_booking, booking.appointment.id if booking else ""),
            mark=self.mark,
            cut=self.cut,
            paste=self.paste,
            book=self.book_here,
            block_time=self.block_time,
        )
        menu_of(here, self).popup(at)

    def block_time(self) -> None:
        self.acts.block_time(self.days.stands_at)

    def close_days(self) -> None:
        self.acts.close_days(self.days.day)

    def print_list(self) -> None:
        """The day sheet or the week sheet, as it stands on the page."""
        print_list(self._session, self.days.list_name, self.days.bookings, self, days=self.days.days)

    def export(self) -> None:
        """The days that are shown, unless others are asked for, as a file for another calendar."""
        days = self.days.days
        export_dialog(self._session, (days[0], days[-1]), self.message.say, self).open()

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
        if at := self.days.painted.cursor_at:
            at = WallTime(at.day, appointment.starts_at.at) if self.days.painted.goes_by_days else at
            self.acts.move_booking(appointment.id, at, appointment.minutes)

    def begin_move(self) -> None:
        """Let the arrows carry the booking that one stands on."""
        if not self._stays():
            self.days.painted.begin_move()

    def _stays(self) -> bool:
        """Whether the current booking is past moving; said at once, and not when it is put down."""
        booking = self.current
        if booking is None or is_movable(booking):
            return False
        self._say(words.stays(booking))
        return True

    def _show_cut(self) -> None:
        for painted in (self.days.grid, self.days.month):
            painted.show_cut(self._taken.key)
        self._tell()

    def _say(self, refused: str) -> None:
        self.days.painted.update()
        self.message.say(refused, Tone.WARNING, seconds=10)
