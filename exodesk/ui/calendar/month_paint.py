"""A month drawn with a painter, day by day. What stands where, its layout says."""

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from exodesk.core.dates import MONTHS, WEEKDAYS
from exodesk.ui.calendar import words
from exodesk.ui.calendar.dressing import PALE, rect
from exodesk.ui.calendar.geometry import Tile
from exodesk.ui.calendar.lettering import set_words
from exodesk.ui.calendar.month import WEEK, Cell
from exodesk.ui.look import icons, theme
from exodesk.ui.look.strokes import rounded
from exodesk.ui.look.theme import Text
from exodesk.ui.look.tokens import Tokens, Tone, mixed

GLYPH = 11


class MonthPainting:
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

    def cut(self, tile: Tile) -> None:
        """What is taken along has a dashed edge."""
        self._painter.setPen(QPen(QColor(self._tokens.accent), 1, Qt.PenStyle.DashLine))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRect(rect(tile.box).adjusted(1, 1, -1, -1))

    def _line(self, text: str, kind: Text, ink: str, at: tuple[float, float, float]) -> None:
        left, top, width = at
        self._painter.setFont(theme.font(kind))
        self._painter.setPen(QColor(ink))
        self._painter.drawStaticText(QPointF(round(left), round(top)), set_words(text, kind, int(width)))
