"""Where one stands in the days of the calendar, and what is carried or drawn from there. It paints nothing."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Signal

from exodesk.core.dates import WallTime, show_long_date, show_time
from exodesk.core.hours import MINUTES_OF_DAY, minute_of, time_at
from exodesk.queries.agenda import Booking
from exodesk.ui.calendar import words
from exodesk.ui.calendar.geometry import Layout, Tile
from exodesk.ui.calendar.layout import Shown, hours_shown
from exodesk.ui.calendar.stretch import Stretch, is_movable, start_of, under, within


class Standing(QObject):
    """On a time, and on the booking that holds it. `layout` gives the days as they lie now."""

    opened = Signal(str)
    asked = Signal(object, int)
    moved = Signal(str, object, int)
    beyond = Signal(int)
    stood = Signal()
    """Those of the widget, which passes them on."""
    spoke = Signal(str)
    """What is to be announced."""
    changed = Signal()
    """The picture is another one."""

    def __init__(self, layout: Callable[[], Layout], parent: QObject) -> None:
        super().__init__(parent)
        self._layout = layout
        self.shown: Shown | None = None
        self.cursor: WallTime | None = None
        self.key: str | None = None
        """The current booking."""
        self.carried: Stretch | None = None
        self.drawn: Stretch | None = None

    def show_days(self, shown: Shown, cursor: WallTime | None) -> None:
        """Stand in other days where one stood before, or on `cursor`. Says nothing."""
        self.shown, self.drawn = shown, None
        at = cursor or self.cursor
        if at is None or at.day not in shown.days:
            at = start_of(shown, at)
        known = {booking.appointment.id for booking in shown.bookings}
        if self.key in known and cursor is None:
            self._follow_current()
        else:
            self.key = None
            self._settle(within(shown, at))

    @property
    def booking(self) -> Booking | None:
        """The current one."""
        bookings = self.shown.bookings if self.shown else ()
        return next((each for each in bookings if each.appointment.id == self.key), None)

    @property
    def step(self) -> int:
        """Minutes."""
        return self.shown.openings.hours.step_minutes if self.shown else 15

    @property
    def described(self) -> str:
        if booking := self.booking:
            return words.spoken(booking)
        return f"{show_long_date(self.cursor.day)}, {show_time(self.cursor.at)}, free" if self.cursor else ""

    # Where one stands

    def stand(self, at: WallTime, *, by: int = 1) -> None:
        """Stand on a time, and on the first booking that holds it; on the last one, coming from behind."""
        self._settle(at, by)
        self.stood.emit()

    def stand_on(self, key: str) -> None:
        """Make a booking current."""
        self.key = key
        self._follow_current()
        self.stood.emit()

    def go_down(self, by: int) -> None:
        if self.cursor is None:
            return
        if self.carried:
            self._carry(self.carried.starts_at.day, minute_of(self.carried.starts_at.at) + by * self.step)
            return
        minute = minute_of(self.cursor.at)
        if booking := self.booking:
            begins = minute_of(booking.appointment.starts_at.at)
            minute = begins + booking.appointment.minutes if by > 0 else begins - 1
        else:
            minute += by * self.step
        first, last = self._hours
        if first <= minute < last:
            self.stand(WallTime(self.cursor.day, time_at(minute // self.step * self.step)), by=by)

    def go_aside(self, by: int) -> None:
        if self.shown is None or self.cursor is None:
            return
        days, here = self.shown.days, self.carried.starts_at.day if self.carried else self.cursor.day
        place = days.index(here) + by if here in days else 0
        if not 0 <= place < len(days):
            self.beyond.emit(by)
        elif self.carried:
            self._carry(days[place], minute_of(self.carried.starts_at.at))
        else:
            self.stand(WallTime(days[place], self.cursor.at))

    def go_to_end(self, *, last: bool) -> None:
        """To the first or last booking of the day; without any, to the first or last time."""
        if self.cursor is None:
            return
        day = self.cursor.day
        tiles = [tile for tile in self._layout().tiles if tile.booking.appointment.starts_at.day == day]
        if tiles:
            self.stand_on(tiles[-1 if last else 0].key)
        else:
            minute = self._hours[1] - self.step if last else self._hours[0]
            self.stand(WallTime(day, time_at(minute)))

    def next_beside(self) -> None:
        """Of bookings that share this time, the next one."""
        keys = [tile.key for tile in self._under]
        if len(keys) > 1 and self.key in keys:
            self.key = keys[(keys.index(self.key) + 1) % len(keys)]
            self.stood.emit()

    # What is carried and drawn

    def begin_move(self) -> None:
        """Carry the current booking by the arrows until Enter drops it."""
        booking = self.booking
        if booking and is_movable(booking):
            appointment = booking.appointment
            self.carried = Stretch(appointment.starts_at, appointment.minutes, appointment.id)
            self.spoke.emit(words.moving(booking))
            self.changed.emit()

    def carry_to(self, day: date) -> None:
        """Other days came in sight while a booking is carried: it goes along."""
        if self.carried:
            self._carry(day, minute_of(self.carried.starts_at.at))

    def draw(self, stretch: Stretch | None) -> None:
        self.drawn = stretch
        self.changed.emit()

    def lengthen(self, by: int) -> None:
        """The current booking, or the time that is being drawn, by a step."""
        if self.carried or self.cursor is None:
            return
        if booking := self.booking:
            appointment = booking.appointment
            minutes = appointment.minutes + by * self.step
            if is_movable(booking) and minutes >= self.step:
                self.moved.emit(appointment.id, appointment.starts_at, minutes)
            return
        drawn = self.drawn or Stretch(self.cursor, self.step)
        minutes = drawn.minutes + by * self.step
        self.draw(Stretch(drawn.starts_at, minutes) if minutes >= self.step else None)

    def enter(self) -> None:
        """Drop what is carried, book what is drawn, open what is current, or book the time."""
        if carried := self.carried:
            self.carried = None
            self.moved.emit(carried.key, carried.starts_at, carried.minutes)
        elif drawn := self.drawn:
            self.drawn = None
            self.asked.emit(drawn.starts_at, drawn.minutes)
        elif self.key:
            self.opened.emit(self.key)
        elif self.cursor:
            self.asked.emit(self.cursor, 0)
        self.changed.emit()

    def let_go(self) -> None:
        self.carried = None
        self.draw(None)

    def _carry(self, day: date, minute: int) -> None:
        if self.carried is None:
            return
        kept = max(0, min(minute, MINUTES_OF_DAY - self.step))
        self.carried = Stretch(WallTime(day, time_at(kept)), self.carried.minutes, self.carried.key)
        self.spoke.emit(f"{show_long_date(day)}, {self.carried.words}")
        self.changed.emit()

    def _settle(self, at: WallTime, by: int = 1) -> None:
        self.cursor, self.drawn = at, None
        found = self._under
        self.key = found[0 if by > 0 else -1].key if found else None

    def _follow_current(self) -> None:
        if booking := self.booking:
            self.cursor = booking.appointment.starts_at

    @property
    def _under(self) -> list[Tile]:
        return under(self._layout(), self.cursor, self.step) if self.cursor else []

    @property
    def _hours(self) -> tuple[int, int]:
        return hours_shown(self.shown) if self.shown else (0, MINUTES_OF_DAY)
