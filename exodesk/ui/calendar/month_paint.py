"""A month drawn with a painter, day by day. What stands where, its layout says."""

from functools import partial

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QPainter

from exodesk.core.dates import MONTHS, WEEKDAYS
from exodesk.ui.calendar import words
from exodesk.ui.calendar.dressing import PALE, rect
from exodesk.ui.calendar.geometry import Tile
from exodesk.ui.calendar.lettering import draw_words
from exodesk.ui.calendar.month import WEEK, Cell
from exodesk.ui.look import icons
from exodesk.ui.look.strokes import rounded
from exodesk.ui.look.theme import Text
from exodesk.ui.look.tokens import Tokens, Tone, mixed

GLYPH = 11


class MonthPainting:
    def __init__(self, painter: QPainter, tokens: Tokens) -> None:
        self._painter, self._tokens = painter, tokens
        self._line = partial(draw_words, painter)

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
                f"{cell.more} more",
                Text.HINT,
                tokens.muted,
                (box.left() + 8, box.bottom() - 20, box.width() - 12),
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
