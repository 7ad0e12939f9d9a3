"""The month, painted: arrows go from day to day, Space from booking to booking of it; a booking is moved by days."""

from datetime import date, time

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from exodesk.core.dates import WallTime
from exodesk.core.records.appointment import Appointment
from exodesk.queries.agenda import Booking
from exodesk.ui.calendar import words
from exodesk.ui.calendar.dressing import draw_cut, rect
from exodesk.ui.calendar.geometry import Tile
from exodesk.ui.calendar.grid import DRAG_FROM, PaintedGrid
from exodesk.ui.calendar.layout import Shown
from exodesk.ui.calendar.month import WEEK, MonthLayout, lay_out_month
from exodesk.ui.calendar.month_paint import MonthPainting
from exodesk.ui.calendar.month_standing import MonthStanding
from exodesk.ui.calendar.stretch import is_movable
from exodesk.ui.look import theme
from exodesk.ui.look.strokes import rounded
from exodesk.ui.parts import announce

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -WEEK, Qt.Key.Key_Down: WEEK}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
NOON = time(12)


class MonthGrid(PaintedGrid):
    goes_by_days = True
    day_opened = Signal(object)
    """A day, to be looked at hour by hour."""
    beyond = Signal(object)
    """The arrows left the month: the day to stand on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Month", parent)
        self._standing = MonthStanding()
        self._layout: MonthLayout | None = None
        self._pressed: QPointF | None = None
        self._grip: Tile | None = None

    def show_month(self, shown: Shown, day: date, *, stays: bool = False) -> None:
        """Stand on a day; with `stays` on the booking one stood on, on whichever day it is now."""
        self._standing.show_month(shown, day, stays=stays)
        self._take_stand(aloud=False)

    @property
    def day(self) -> date:
        """The day that one stands on."""
        return self._standing.day

    @property
    def cursor_at(self) -> WallTime | None:
        return WallTime(self.day, NOON)

    @property
    def current(self) -> Booking | None:
        return self._standing.booking

    def stand_on(self, key: str) -> None:
        self._standing.stand_on(key)
        self._take_stand()

    def begin_move(self) -> None:
        if (booking := self.current) and self._standing.begin_move():
            announce(self, words.moving(booking))
            self.update()

    @property
    def is_shown(self) -> bool:
        return self._standing.shown is not None

    def forget_layout(self) -> None:
        self._layout = None

    @property
    def layout_now(self) -> MonthLayout:
        standing = self._standing
        if standing.shown is None:
            raise RuntimeError("No month is shown yet.")
        if self._layout is None:
            self._layout = lay_out_month(standing.shown, standing.month, self.width(), self.height(), standing.key)
        return self._layout

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.is_shown:
            return
        layout, standing, tokens = self.layout_now, self._standing, theme.tokens()
        with QPainter(self) as painter:
            picture = MonthPainting(painter, tokens)
            for cell in layout.cells:
                picture.cell(cell)
            picture.head(self.width())
            stands = layout.cell_of(standing.over or standing.day)
            current = layout.tile_of(standing.key)
            if stands and (standing.over or (self.hasFocus() and current is None)):
                rounded(painter, rect(stands.box).adjusted(1, 1, -1, -1), edge=tokens.accent, width=2)
            if current:
                edge = tokens.accent if self.hasFocus() else tokens.field_border
                rounded(painter, rect(current.box).adjusted(-1, -1, 1, 1), edge=edge, width=2, radius=5)
            if taken := layout.tile_of(self._cut):
                draw_cut(painter, taken, tokens)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        announce(self, self.accessibleDescription())

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, standing = Qt.Key(event.key()), self._standing
        if not self.is_shown or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif step := _STEPS.get(key):
            self._go_by(step)
        elif key in _ENTER:
            if not event.isAutoRepeat():
                self._enter()
        elif key == Qt.Key.Key_Escape and standing.carried:
            standing.let_go()
            self._take_stand()
        elif key == Qt.Key.Key_Space and not standing.carried:
            standing.step(1)
            self._take_stand()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and not standing.carried:
            standing.go_to_end(last=key == Qt.Key.Key_End)
            self._take_stand()
        else:
            super().keyPressEvent(event)

    def _go_by(self, days: int) -> None:
        """To another day, carrying a booking along or not; the page brings another month in sight."""
        if beyond := self._standing.go_by(days):
            self.beyond.emit(beyond)
        self._take_stand()

    def _enter(self) -> None:
        """Drop what is carried, open the current booking, or else the day."""
        standing = self._standing
        if (carried := standing.carried) and (over := standing.over):
            standing.let_go()
            self._drop(carried, over)
        elif standing.key:
            self.opened.emit(standing.key)
        else:
            self.day_opened.emit(standing.day)

    def _drop(self, before: Appointment, day: date) -> None:
        if before.starts_at.day != day:
            self.moved.emit(before.id, WallTime(day, before.starts_at.at), before.minutes)
        self._take_stand()

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or not self.is_shown:
            return
        self._pressed = event.position()
        tile = self.tile_at(self._pressed)
        self._grip = tile if tile and is_movable(tile.booking) else None
        self.stand_at(self._pressed)

    def stand_at(self, point: QPointF) -> bool:
        standing = self._standing
        standing.let_go()
        tile, cell = self.tile_at(point), self.layout_now.cell_at(point.x(), point.y())
        if tile:
            standing.stand_on(tile.key)
        elif cell:
            standing.day, standing.key = cell.day, None
        self._take_stand()
        return bool(tile or cell)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        if self._pressed is None or self._grip is None or (point - self._pressed).manhattanLength() < DRAG_FROM:
            return
        cell = self.layout_now.cell_at(point.x(), point.y())
        self._standing.over = cell.day if cell else None
        self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        over, grip = self._standing.over, self._grip
        self._pressed = self._grip = None
        self._standing.let_go()
        self.update()
        if over and grip:
            self._drop(grip.booking.appointment, over)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self.is_shown:
            return
        point = event.position()
        if tile := self.tile_at(point):
            self.opened.emit(tile.key)
        elif cell := self.layout_now.cell_at(point.x(), point.y()):
            self.day_opened.emit(cell.day)

    def _take_stand(self, *, aloud: bool = True) -> None:
        """Show where one stands, and say it."""
        self._layout = None  # a day may have to show another of its bookings
        told = self._standing.described
        self.setAccessibleDescription(told)
        if aloud and self.hasFocus():
            announce(self, told)
        self.stood.emit()
        self.update()
