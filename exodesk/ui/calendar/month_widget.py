"""The month, painted: arrows go from day to day, Enter opens the day; a booking is dragged to another day."""

from datetime import date, timedelta

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from exodesk.core.dates import MONTHS, WEEKDAYS, WallTime, show_long_date
from exodesk.ui import icons, theme
from exodesk.ui.calendar import words
from exodesk.ui.calendar.dressing import PALE, rect
from exodesk.ui.calendar.geometry import Tile
from exodesk.ui.calendar.grid import DRAG_FROM, PaintedGrid
from exodesk.ui.calendar.layout import Shown
from exodesk.ui.calendar.lettering import set_words
from exodesk.ui.calendar.month import WEEK, Cell, MonthLayout, lay_out_month
from exodesk.ui.calendar.stretch import is_movable
from exodesk.ui.parts import announce
from exodesk.ui.strokes import rounded
from exodesk.ui.theme import Text
from exodesk.ui.tokens import Tokens, Tone, mixed

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -WEEK, Qt.Key.Key_Down: WEEK}
GLYPH = 11


class MonthGrid(PaintedGrid):
    day_opened = Signal(object)
    beyond = Signal(object)
    """The arrows left the month: the day to stand on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Month", parent)
        self._shown: Shown | None = None
        self._layout: MonthLayout | None = None
        self._month = date.min
        self._day = date.min
        self._pressed: QPointF | None = None
        self._grip: Tile | None = None
        self._over: date | None = None

    def show_month(self, shown: Shown, day: date) -> None:
        self._shown, self._layout = shown, None
        self._month, self._day = day.replace(day=1), day
        self._describe()
        self.update()

    @property
    def day(self) -> date:
        """The day that one stands on."""
        return self._day

    @property
    def is_shown(self) -> bool:
        return self._shown is not None

    def forget_layout(self) -> None:
        self._layout = None

    @property
    def layout_now(self) -> MonthLayout:
        if self._shown is None:
            raise RuntimeError("No month is shown yet.")
        if self._layout is None:
            self._layout = lay_out_month(self._shown, self._month, self.width(), self.height())
        return self._layout

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._shown is None:
            return
        with QPainter(self) as painter:
            picture = _Picture(painter, theme.tokens())
            for cell in self.layout_now.cells:
                picture.cell(cell)
            picture.head(self.width())
            stands = self.layout_now.cell_of(self._over or self._day)
            if stands and (self.hasFocus() or self._over):
                rounded(painter, rect(stands.box).adjusted(1, 1, -1, -1), edge=theme.tokens().accent, width=2)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        announce(self, self.accessibleDescription())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if self._shown is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif step:
            self._go_to(self._day + timedelta(days=step))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.day_opened.emit(self._day)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self._shown is None:
            return
        point = event.position()
        self._pressed = point
        tile = self.tile_at(point)
        self._grip = tile if tile and is_movable(tile.booking) else None
        if cell := self.layout_now.cell_at(point.x(), point.y()):
            self._day = cell.day
            self._describe()
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        if self._pressed is None or self._grip is None or (point - self._pressed).manhattanLength() < DRAG_FROM:
            return
        cell = self.layout_now.cell_at(point.x(), point.y())
        self._over = cell.day if cell else None
        self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        over, grip = self._over, self._grip
        self._pressed = self._grip = self._over = None
        self.update()
        if over and grip and over != grip.booking.appointment.starts_at.day:
            before = grip.booking.appointment
            self.moved.emit(before.id, WallTime(over, before.starts_at.at), before.minutes)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._shown is None:
            return
        point = event.position()
        if tile := self.tile_at(point):
            self.opened.emit(tile.key)
        elif cell := self.layout_now.cell_at(point.x(), point.y()):
            self.day_opened.emit(cell.day)

    def _go_to(self, day: date) -> None:
        cell = self.layout_now.cell_of(day)
        if cell is None or not cell.in_month:
            self.beyond.emit(day)
            return
        self._day = day
        self._describe()
        announce(self, self.accessibleDescription())
        self.update()

    def _describe(self) -> None:
        bookings = self._shown.bookings if self._shown else ()
        count = sum(booking.appointment.starts_at.day == self._day for booking in bookings)
        closed = self._shown.openings.why_closed(self._day) if self._shown else ""
        told = "1 booking" if count == 1 else f"{count} bookings"
        self.setAccessibleDescription(", ".join(part for part in (show_long_date(self._day), told, closed) if part))
        self.stood.emit()


class _Picture:
    def __init__(self, painter: QPainter, tokens: Tokens) -> None:
        self._painter, self._tokens = painter, tokens

    def head(self, width: float) -> None:
        across = width / WEEK
        for number, name in enumerate(WEEKDAYS):
            self._line(name, Text.HINT_STRONG, self._tokens.muted, (number * across + 8, 6, across - 12))

    def cell(self, cell: Cell) -> None:
        tokens, box = self._tokens, rect(cell.box)
        shut = mixed(tokens.bg, tokens.hairline, 0.55)
        self._painter.fillRect(box, QColor(shut if cell.closed or not cell.in_month else tokens.base))
        self._painter.setPen(QColor(tokens.hairline))
        self._painter.drawLines(
            [
                QLineF(box.left(), box.top(), box.right(), box.top()),
                QLineF(box.right(), box.top(), box.right(), box.bottom()),
            ]
        )
        name = str(cell.day.day) if cell.day.day > 1 else f"{cell.day.day} {MONTHS[cell.day.month - 1]}"
        ink = tokens.accent if cell.is_today else tokens.text if cell.in_month else tokens.faint
        told = f"{name}  today" if cell.is_today else name
        self._line(told, Text.STRONG, ink, (box.left() + 8, box.top() + 4, 80))
        if cell.closed and cell.in_month and not cell.closed.startswith("Closed on"):
            self._line(cell.closed, Text.HINT, tokens.muted, (box.left() + 40, box.top() + 5, box.width() - 46))
        for tile in cell.tiles:
            self._tile(tile)
        if cell.more:
            self._line(
                f"{cell.more} more", Text.HINT, tokens.muted, (box.left() + 8, box.bottom() - 20, box.width() - 12)
            )

    def _tile(self, tile: Tile) -> None:
        tokens, box = self._tokens, rect(tile.box)
        tone = Tone.NEUTRAL if tile.booking.appointment.is_block else words.tone_of(tile.booking)
        is_pale = tile.booking.appointment.status in PALE
        rounded(self._painter, box, fill=tokens.base if is_pale else tokens.tint(tone), radius=4)
        slot = QRectF(box.left() + 3, box.top(), GLYPH, box.height())
        icons.draw(self._painter, words.glyph_of(tile.booking), tokens.ink(tone), slot, GLYPH)
        ink = tokens.muted if is_pale else tokens.text
        self._line(words.title(tile.booking), Text.HINT, ink, (box.left() + 18, box.top(), box.width() - 21))

    def _line(self, text: str, kind: Text, ink: str, at: tuple[float, float, float]) -> None:
        left, top, width = at
        self._painter.setFont(theme.font(kind, figures=True))
        self._painter.setPen(QColor(ink))
        self._painter.drawStaticText(QPointF(round(left), round(top)), set_words(text, kind, int(width)))
