"""Days of the calendar, painted: what mouse and keys do on them. It reads no record and writes none."""

from datetime import date

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from exodesk.core.dates import WallTime, show_long_date, show_time
from exodesk.queries.agenda import Booking
from exodesk.ui import theme
from exodesk.ui.calendar import words
from exodesk.ui.calendar.dressing import Dressed, dress_tiles
from exodesk.ui.calendar.geometry import LAST_MINUTE, Layout, Tile, minute_of, time_at
from exodesk.ui.calendar.layout import HEAD, Shown, hours_shown, lay_out, least_height
from exodesk.ui.calendar.paint import Chosen, paint
from exodesk.ui.calendar.stretch import Grip, Stretch, is_at_edge, is_movable, start_of, under
from exodesk.ui.parts import announce
from exodesk.ui.tokens import Tokens

DRAG_FROM = 4


class DayGrid(QWidget):
    """Arrows go through times and bookings, Enter opens or books, Shift and an arrow changes a length.

    In move mode the arrows carry a booking and Enter drops it; Esc leaves everything as it was.
    """

    opened = Signal(str)
    """An appointment, to be opened."""
    asked = Signal(object, int)
    """A time that is to be booked, and the length that was drawn; 0 for the usual one."""
    moved = Signal(str, object, int)
    """An appointment, its new time and length."""
    beyond = Signal(int)
    """The arrows left the days that are shown: -1 before them, 1 behind."""
    stood = Signal()
    """Another booking or time is current."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Shown | None = None
        self._layout: Layout | None = None
        self._wardrobe: tuple[Layout, Tokens, float, tuple[Dressed, ...]] | None = None
        self._cursor: WallTime | None = None
        self._current: str | None = None
        self._cut: str | None = None
        self._carried: Stretch | None = None
        self._drawn: Stretch | None = None
        self._grip: Grip | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Calendar")

    # What is shown

    def show_days(self, shown: Shown, cursor: WallTime | None = None) -> None:
        """Show days, standing where one stood before or on `cursor`."""
        self._shown, self._layout = shown, None
        self.setMinimumHeight(int(least_height(shown)))
        self._drawn = None
        at = cursor or self._cursor
        if at is None or at.day not in shown.days:
            at = start_of(shown, at)
        known = {booking.appointment.id for booking in shown.bookings}
        if self._current in known and cursor is None:
            self._follow_current()
        else:
            self._current = None
            self._stand(at, quietly=True)
        self._describe()
        self.update()

    def show_cut(self, key: str | None) -> None:
        self._cut = key
        self.update()

    @property
    def layout_now(self) -> Layout:
        if self._shown is None:
            raise RuntimeError("No days are shown yet.")
        if self._layout is None:
            self._layout = lay_out(self._shown, self.width(), self.height())
        return self._layout

    @property
    def cursor_at(self) -> WallTime | None:
        return self._cursor

    @property
    def current(self) -> Booking | None:
        """The booking that one stands on."""
        return self._booking(self._current)

    @property
    def is_carrying(self) -> bool:
        return self._carried is not None

    def stand_on(self, key: str) -> None:
        """Make a booking current."""
        self._current = key
        self._follow_current()
        self._tell()

    def begin_move(self) -> None:
        """Carry the current booking by the arrows until Enter drops it."""
        booking = self.current
        if booking and is_movable(booking):
            appointment = booking.appointment
            self._carried = Stretch(appointment.starts_at, appointment.minutes, appointment.id)
            announce(self, f"Moving {words.title(booking)}. Arrows move, Enter drops, Escape leaves it.")
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(900, 600)

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._shown is None:
            return
        layout, ghost = self.layout_now, self._drawn or self._carried
        cursor = None
        if self._current is None and self._cursor:
            cursor = layout.box_of(self._cursor, self._step)
        chosen = Chosen(
            current=self._current,
            cursor=cursor,
            ghost=layout.box_of(ghost.starts_at, ghost.minutes) if ghost else None,
            ghost_words=ghost.words if ghost else "",
            cut=self._cut,
            has_focus=self.hasFocus(),
            scrolled=self._scrolled,
        )
        with QPainter(self) as painter:
            paint(painter, layout, theme.tokens(), self._dressed_now(painter), chosen)

    def _dressed_now(self, painter: QPainter) -> tuple[Dressed, ...]:
        """The tiles as they are drawn, made anew with another layout, scheme or screen."""
        layout, tokens, ratio = self.layout_now, theme.tokens(), painter.device().devicePixelRatioF()
        wardrobe = self._wardrobe
        if wardrobe is None or wardrobe[0] is not layout or wardrobe[1:3] != (tokens, ratio):
            wardrobe = self._wardrobe = (layout, tokens, ratio, dress_tiles(layout, tokens, ratio))
        return wardrobe[3]

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._layout = None

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self._layout = None
            self.update()
        super().changeEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tell()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._shown:
            tile = self.layout_now.at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), words.tip(tile.booking) if tile else "", self)
            return True
        return super().event(event)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._shown is None or event.modifiers() & (
            Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
        ):
            super().keyPressEvent(event)
            return
        longer = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                by = 1 if event.key() == Qt.Key.Key_Down else -1
                self._lengthen(by) if longer else self._go_down(by)
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                self._go_aside(1 if event.key() == Qt.Key.Key_Right else -1)
            case Qt.Key.Key_Home | Qt.Key.Key_End:
                self._go_to_end(last=event.key() == Qt.Key.Key_End)
            case Qt.Key.Key_Space:
                self._next_beside()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._enter()
            case Qt.Key.Key_Escape if self._carried or self._drawn:
                self._let_go()
            case _:
                super().keyPressEvent(event)

    def _go_down(self, by: int) -> None:
        if self._cursor is None:
            return
        if self._carried:
            self._carry(self._carried.starts_at.day, minute_of(self._carried.starts_at.at) + by * self._step)
            return
        minute = minute_of(self._cursor.at)
        if booking := self.current:
            begins = minute_of(booking.appointment.starts_at.at)
            minute = begins + booking.appointment.minutes if by > 0 else begins - 1
        else:
            minute += by * self._step
        first, last = self._hours
        if first <= minute < last:
            self._stand(WallTime(self._cursor.day, time_at(minute // self._step * self._step)), by=by)

    def _go_aside(self, by: int) -> None:
        if self._shown is None or self._cursor is None:
            return
        days, here = self._shown.days, self._carried.starts_at.day if self._carried else self._cursor.day
        place = days.index(here) + by if here in days else 0
        if not 0 <= place < len(days):
            self.beyond.emit(by)
        elif self._carried:
            self._carry(days[place], minute_of(self._carried.starts_at.at))
        else:
            self._stand(WallTime(days[place], self._cursor.at))

    def _go_to_end(self, *, last: bool) -> None:
        """To the first or last booking of the day; without any, to the first or last time."""
        if self._cursor is None:
            return
        day = self._cursor.day
        tiles = [tile for tile in self.layout_now.tiles if tile.booking.appointment.starts_at.day == day]
        if tiles:
            self.stand_on(tiles[-1 if last else 0].key)
        else:
            minute = self._hours[1] - self._step if last else self._hours[0]
            self._stand(WallTime(day, time_at(minute)))

    def _next_beside(self) -> None:
        """Of bookings that share this time, the next one."""
        keys = [tile.key for tile in self._under]
        if len(keys) > 1 and self._current in keys:
            self._current = keys[(keys.index(self._current) + 1) % len(keys)]
            self._tell()

    def _lengthen(self, by: int) -> None:
        """The current booking, or the time that is being drawn, by a step."""
        if self._carried or self._cursor is None:
            return
        if booking := self.current:
            appointment = booking.appointment
            minutes = appointment.minutes + by * self._step
            if is_movable(booking) and minutes >= self._step:
                self.moved.emit(appointment.id, appointment.starts_at, minutes)
            return
        drawn = self._drawn or Stretch(self._cursor, self._step)
        minutes = drawn.minutes + by * self._step
        self._drawn = Stretch(drawn.starts_at, minutes) if minutes >= self._step else None
        self.update()

    def _enter(self) -> None:
        if carried := self._carried:
            self._carried = None
            self.moved.emit(carried.key, carried.starts_at, carried.minutes)
        elif drawn := self._drawn:
            self._drawn = None
            self.asked.emit(drawn.starts_at, drawn.minutes)
        elif self._current:
            self.opened.emit(self._current)
        elif self._cursor:
            self.asked.emit(self._cursor, 0)
        self.update()

    def _let_go(self) -> None:
        self._carried = self._drawn = self._grip = None
        self.update()

    def carry_to(self, day: date) -> None:
        """Other days came in sight while a booking is carried: it goes along."""
        if self._carried:
            self._carry(day, minute_of(self._carried.starts_at.at))

    def _carry(self, day: date, minute: int) -> None:
        if self._carried is None:
            return
        kept = max(0, min(minute, LAST_MINUTE - self._step))
        self._carried = Stretch(WallTime(day, time_at(kept)), self._carried.minutes, self._carried.key)
        announce(self, f"{show_long_date(day)}, {self._carried.words}")
        self.update()

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self._shown is None:
            return
        point = event.position()
        if point.y() - self._scrolled < HEAD:
            return
        self._grip = Grip.at(self.layout_now, point.x(), point.y())
        if tile := self.layout_now.at(point.x(), point.y()):
            self.stand_on(tile.key)
        elif moment := self.layout_now.moment(point.x(), point.y(), self._step):
            self._stand(moment)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._shown is None:
            return
        point = event.position()
        if (grip := self._grip) is None:
            self._show_cursor(point)
            return
        if self._drawn is None and (point - QPointF(grip.x, grip.y)).manhattanLength() < DRAG_FROM:
            return
        self._drawn = grip.drawn_to(self.layout_now, point.x(), point.y(), self._step) or self._drawn
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drawn, grip = self._drawn, self._grip
        self._grip = None
        if event.button() is not Qt.MouseButton.LeftButton or drawn is None or grip is None:
            return
        self._drawn = None
        self.update()
        if grip.tile is None:
            self.asked.emit(drawn.starts_at, drawn.minutes)
            return
        before = grip.tile.booking.appointment
        if (drawn.starts_at, drawn.minutes) != (before.starts_at, before.minutes):
            self.moved.emit(before.id, drawn.starts_at, drawn.minutes)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._shown is None:
            return
        point = event.position()
        if tile := self.layout_now.at(point.x(), point.y()):
            self.opened.emit(tile.key)
        elif moment := self.layout_now.moment(point.x(), point.y(), self._step):
            self.asked.emit(moment, 0)

    def _show_cursor(self, point: QPointF) -> None:
        tile = self.layout_now.at(point.x(), point.y())
        shape = Qt.CursorShape.ArrowCursor
        if tile and is_movable(tile.booking):
            edge = is_at_edge(tile, point.y())
            shape = Qt.CursorShape.SizeVerCursor if edge else Qt.CursorShape.PointingHandCursor
        self.setCursor(shape)

    # Where one stands

    def _stand(self, at: WallTime, *, by: int = 1, quietly: bool = False) -> None:
        """Stand on a time, and on the booking that holds it."""
        self._cursor, self._drawn = at, None
        found = self._under
        self._current = found[0 if by > 0 else -1].key if found else None
        if not quietly:
            self._tell()

    def _follow_current(self) -> None:
        if booking := self.current:
            self._cursor = booking.appointment.starts_at

    def _describe(self) -> str:
        booking = self.current
        if booking:
            told = words.spoken(booking)
        elif self._cursor:
            told = f"{show_long_date(self._cursor.day)}, {show_time(self._cursor.at)}, free"
        else:
            told = ""
        self.setAccessibleDescription(told)
        return told

    def _tell(self) -> None:
        """Say where one stands, and let the page bring it in sight."""
        told = self._describe()
        if self.hasFocus():
            announce(self, told)
        self.stood.emit()
        self.update()

    def _booking(self, key: str | None) -> Booking | None:
        bookings = self._shown.bookings if self._shown else ()
        return next((each for each in bookings if each.appointment.id == key), None)

    @property
    def _under(self) -> list[Tile]:
        return under(self.layout_now, self._cursor, self._step) if self._cursor else []

    @property
    def _hours(self) -> tuple[int, int]:
        return hours_shown(self._shown) if self._shown else (0, LAST_MINUTE)

    @property
    def _step(self) -> int:
        return self._shown.openings.hours.step_minutes if self._shown else 15

    @property
    def _scrolled(self) -> float:
        """How far the picture is scrolled up in its area."""
        return float(max(0, -self.y()))
