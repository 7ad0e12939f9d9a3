"""Where one stands in a month: on a day, and on one of its bookings; and to which day one is carried. Pure: no Qt."""

from datetime import date, timedelta

from exodesk.core.dates import show_long_date
from exodesk.core.records.appointment import Appointment
from exodesk.queries.agenda import Booking
from exodesk.ui.calendar import words
from exodesk.ui.calendar.layout import Shown
from exodesk.ui.calendar.month import lies_in
from exodesk.ui.calendar.stretch import is_movable


class MonthStanding:
    def __init__(self) -> None:
        self.shown: Shown | None = None
        self.month = self.day = date.min
        self.key: str | None = None
        """The current booking; None while one stands on the day as a whole."""
        self.carried: Appointment | None = None
        self.over: date | None = None
        """The day over which a booking is carried or dragged."""

    def show_month(self, shown: Shown, day: date, *, stays: bool) -> None:
        """Stand on a day of a month; with `stays` on the booking one stood on, on whichever day it is now."""
        self.shown, self.month, self.day = shown, day.replace(day=1), day
        known = {each.appointment.id: each for each in shown.bookings}
        self.key = self.key if self.key in known else None
        if self.key and stays and lies_in(moved := known[self.key].appointment.starts_at.day, self.month):
            self.day = moved
        elif self.key and known[self.key].appointment.starts_at.day != day:
            self.key = None
        if self.carried:
            self.over = day

    @property
    def of_day(self) -> list[Booking]:
        return [
            each for each in (self.shown.bookings if self.shown else ()) if each.appointment.starts_at.day == self.day
        ]

    @property
    def booking(self) -> Booking | None:
        return next((each for each in self.of_day if each.appointment.id == self.key), None)

    def stand_on(self, key: str) -> None:
        """Make a booking current, and its day."""
        for each in self.shown.bookings if self.shown else ():
            if each.appointment.id == key:
                self.day, self.key = each.appointment.starts_at.day, key

    def go_by(self, days: int) -> date | None:
        """To another day, carrying along what is carried. Returns the day when it lies beyond the month."""
        day = (self.over if self.carried and self.over else self.day) + timedelta(days=days)
        if not lies_in(day, self.month):
            return day
        if self.carried:
            self.over = day
        else:
            self.day, self.key = day, None
        return None

    def step(self, by: int) -> None:
        """To the next booking of the day, or the one before; behind the last one stands on the day again."""
        places = [None, *(each.appointment.id for each in self.of_day)]
        here = places.index(self.key) if self.key in places else 0
        self.key = places[(here + by) % len(places)]

    def go_to_end(self, *, last: bool) -> None:
        if found := self.of_day:
            self.key = found[-1 if last else 0].appointment.id

    def begin_move(self) -> bool:
        """Whether the current booking is carried from now on."""
        booking = self.booking
        if booking is None or not is_movable(booking):
            return False
        self.carried, self.over = booking.appointment, self.day
        return True

    def let_go(self) -> None:
        self.carried = self.over = None

    @property
    def described(self) -> str:
        """For a screen reader."""
        if self.over:
            return show_long_date(self.over)
        if booking := self.booking:
            return words.spoken(booking)
        count = len(self.of_day)
        closed = self.shown.openings.why_closed(self.day) if self.shown else ""
        told = "1 booking" if count == 1 else f"{count} bookings"
        return ", ".join(part for part in (show_long_date(self.day), told, closed) if part)
