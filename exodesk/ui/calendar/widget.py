"""Days of the calendar, painted: what mouse and keys do on them. It reads no record and writes none."""

from datetime import date

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from exodesk.core.dates import WallTime
from exodesk.queries.agenda import Booking
from exodesk.ui.calendar.geometry import Layout
from exodesk.ui.calendar.grid import DRAG_FROM, PaintedGrid
from exodesk.ui.calendar.layout import HEAD, Shown, lay_out, least_height
from exodesk.ui.calendar.paint import Chosen, draw_over
from exodesk.ui.calendar.picture import Picture
from exodesk.ui.calendar.standing import Standing
from exodesk.ui.calendar.stretch import Grip, is_at_edge, is_movable
from exodesk.ui.look import theme
from exodesk.ui.parts import announce


class DayGrid(PaintedGrid):
    """Arrows go through times and bookings, Enter opens or books, Shift and an arrow changes a length.

    In move mode the arrows carry a booking and Enter drops it; Esc leaves everything as it was.
    """

    asked = Signal(object, int)
    """A time that is to be booked, and the length that was drawn; 0 for the usual one."""
    beyond = Signal(int)
    """The arrows left the days that are shown: -1 before them, 1 behind."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Calendar", parent)
        self._layout: Layout | None = None
        self._picture = Picture()
        self._grip: Grip | None = None
        self._standing = Standing(self._lay_out, self)
        self._pass_on()
        self.setMouseTracking(True)

    def _pass_on(self) -> None:
        standing = self._standing
        standing.opened.connect(self.opened)
        standing.asked.connect(self.asked)
        standing.moved.connect(self.moved)
        standing.beyond.connect(self.beyond)
        standing.stood.connect(self._tell)
        standing.spoke.connect(self._speak)
        standing.changed.connect(self.update)

    # What is shown

    def show_days(self, shown: Shown, cursor: WallTime | None = None) -> None:
        """Show days, standing where one stood before or on `cursor`."""
        self._layout = None
        self.setMinimumHeight(int(least_height(shown)))
        self._standing.show_days(shown, cursor)
        self._describe()
        self.update()

    @property
    def is_shown(self) -> bool:
        return self._standing.shown is not None

    @property
    def layout_now(self) -> Layout:
        return self._lay_out()

    def forget_layout(self) -> None:
        self._layout = None

    @property
    def cursor_at(self) -> WallTime | None:
        return self._standing.cursor

    def stand_on(self, key: str) -> None:
        self._standing.stand_on(key)

    @property
    def current(self) -> Booking | None:
        return self._standing.booking

    def begin_move(self) -> None:
        self._standing.begin_move()

    def carry_to(self, day: date) -> None:
        """Other days came in sight while a booking is carried: it goes along."""
        self._standing.carry_to(day)

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        standing = self._standing
        if standing.shown is None:
            return
        layout, ghost = self.layout_now, standing.drawn or standing.carried
        cursor = None
        if standing.key is None and standing.cursor:
            cursor = layout.box_of(standing.cursor, standing.step)
        chosen = Chosen(
            current=standing.key,
            cursor=cursor,
            ghost=layout.box_of(ghost.starts_at, ghost.minutes) if ghost else None,
            ghost_words=ghost.words if ghost else "",
            cut=self._cut,
            has_focus=self.hasFocus(),
            scrolled=self._scrolled,
        )
        tokens = theme.tokens()
        with QPainter(self) as painter:
            ratio = painter.device().devicePixelRatioF()
            painter.drawPixmap(0, 0, self._picture.of(layout, tokens, ratio))
            draw_over(painter, layout, tokens, chosen)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._picture.forget()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tell()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._standing.shown is None or event.modifiers() & (
            Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
        ):
            super().keyPressEvent(event)
            return
        standing, longer = self._standing, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                by = 1 if event.key() == Qt.Key.Key_Down else -1
                standing.lengthen(by) if longer else standing.go_down(by)
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                standing.go_aside(1 if event.key() == Qt.Key.Key_Right else -1)
            case Qt.Key.Key_Home | Qt.Key.Key_End:
                standing.go_to_end(last=event.key() == Qt.Key.Key_End)
            case Qt.Key.Key_Space:
                standing.next_beside()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if not event.isAutoRepeat():
                    standing.enter()
            case Qt.Key.Key_Escape if standing.carried or standing.drawn:
                self._grip = None
                standing.let_go()
            case _:
                super().keyPressEvent(event)

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self._standing.shown is None:
            return
        point = event.position()
        if point.y() - self._scrolled >= HEAD:
            self._grip = Grip.at(self.layout_now, point.x(), point.y())
            self.stand_at(point)

    def stand_at(self, point: QPointF) -> bool:
        if point.y() - self._scrolled < HEAD:
            return False
        if tile := self.tile_at(point):
            self._standing.stand_on(tile.key)
        elif moment := self.layout_now.moment(point.x(), point.y(), self._standing.step):
            self._standing.stand(moment)
        else:
            return False
        return True

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._standing.shown is None:
            return
        point, standing = event.position(), self._standing
        if (grip := self._grip) is None:
            self._show_cursor(point)
            return
        if standing.drawn is None and (point - QPointF(grip.x, grip.y)).manhattanLength() < DRAG_FROM:
            return
        standing.draw(grip.drawn_to(self.layout_now, point.x(), point.y(), standing.step) or standing.drawn)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drawn, grip = self._standing.drawn, self._grip
        self._grip = None
        if event.button() is not Qt.MouseButton.LeftButton or drawn is None or grip is None:
            return
        self._standing.draw(None)
        if grip.tile is None:
            self.asked.emit(drawn.starts_at, drawn.minutes)
            return
        before = grip.tile.booking.appointment
        if (drawn.starts_at, drawn.minutes) != (before.starts_at, before.minutes):
            self.moved.emit(before.id, drawn.starts_at, drawn.minutes)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._standing.shown is None:
            return
        point = event.position()
        if tile := self.tile_at(point):
            self.opened.emit(tile.key)
        elif moment := self.layout_now.moment(point.x(), point.y(), self._standing.step):
            self.asked.emit(moment, 0)

    def _show_cursor(self, point: QPointF) -> None:
        tile = self.tile_at(point)
        shape = Qt.CursorShape.ArrowCursor
        if tile and is_movable(tile.booking):
            edge = is_at_edge(tile, point.y())
            shape = Qt.CursorShape.SizeVerCursor if edge else Qt.CursorShape.PointingHandCursor
        self.setCursor(shape)

    # Where one stands

    def _lay_out(self) -> Layout:
        """The days as they lie now, laid out anew in another size or font."""
        if self._standing.shown is None:
            raise RuntimeError("No days are shown yet.")
        if self._layout is None:
            self._layout = lay_out(self._standing.shown, self.width(), self.height())
        return self._layout

    def _describe(self) -> str:
        told = self._standing.described
        self.setAccessibleDescription(told)
        return told

    def _tell(self) -> None:
        """Say where one stands, and let the page bring it in sight."""
        told = self._describe()
        if self.hasFocus():
            self._speak(told)
        self.stood.emit()
        self.update()

    def _speak(self, told: str) -> None:
        announce(self, told)

    @property
    def _scrolled(self) -> float:
        """How far the picture is scrolled up in its area."""
        return float(max(0, -self.y()))
