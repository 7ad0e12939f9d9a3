"""A calendar's layout drawn with a painter. What stands where, the layout says; what is chosen comes in."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from exodesk.core.dates import MONTHS, WEEKDAYS
from exodesk.ui.calendar.dressing import RADIUS, Dressed, draw_cut, draw_tiles, rect
from exodesk.ui.calendar.geometry import Column, Layout, gaps
from exodesk.ui.calendar.layout import GUTTER, HEAD, LEAST_TILE, TOP
from exodesk.ui.calendar.lettering import draw_words, metrics, set_words
from exodesk.ui.look.strokes import rounded
from exodesk.ui.look.theme import Text
from exodesk.ui.look.tokens import Tokens, mixed
from exodesk.ui.timeline.geometry import Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What is acted on: the booking or the empty time one stands on, what is being moved or drawn, what was cut."""

    current: str | None = None
    cursor: Box | None = None
    ghost: Box | None = None
    ghost_words: str = ""
    cut: str | None = None
    has_focus: bool = False
    scrolled: float = 0.0


def draw_still(painter: QPainter, layout: Layout, tokens: Tokens, tiles: Sequence[Dressed]) -> None:
    """The ground and on it the tiles, which are those of the layout: it covers every pixel."""
    Painting(painter, layout, tokens).ground()
    draw_tiles(painter, tiles, tokens)


def draw_over(painter: QPainter, layout: Layout, tokens: Tokens, chosen: Chosen) -> None:
    """What changes while the layout stays, in its order; the names of the days stay in sight."""
    Painting(painter, layout, tokens).over(chosen)


class Painting:
    def __init__(self, painter: QPainter, layout: Layout, tokens: Tokens) -> None:
        self.painter, self.layout, self.tokens = painter, layout, tokens
        self._line = partial(draw_words, painter)

    def over(self, chosen: Chosen) -> None:
        if (cut := self.layout.tile_of(chosen.cut)) is not None:
            draw_cut(self.painter, cut, self.tokens)
        self._now()
        if chosen.cursor and chosen.has_focus:
            rounded(self.painter, rect(chosen.cursor), edge=self.tokens.accent, width=2, radius=RADIUS)
        if (current := self.layout.tile_of(chosen.current)) is not None:
            edge = self.tokens.accent if chosen.has_focus else self.tokens.field_border
            rounded(self.painter, rect(current.box).adjusted(-1, -1, 1, 1), edge=edge, width=2, radius=RADIUS + 1)
        if chosen.ghost:
            self._ghost(chosen.ghost, chosen.ghost_words)
        self._head(chosen.scrolled)

    def ground(self) -> None:
        """Closed time is tinted, open time is white; lines at the hours and between the days."""
        layout, painter, tokens = self.layout, self.painter, self.tokens
        painter.fillRect(QRectF(0, 0, GUTTER, layout.height), QColor(tokens.base))
        days = QRectF(GUTTER, 0, layout.width - GUTTER, layout.height)
        painter.fillRect(days, QColor(mixed(tokens.bg, tokens.hairline, 0.55)))
        for column in layout.columns:
            for box in column.open:
                painter.fillRect(rect(box), QColor(tokens.base))
        painter.setPen(QColor(tokens.hairline))
        lines = [QLineF(GUTTER - 6, round(hour.y) + 0.5, layout.width, round(hour.y) + 0.5) for hour in layout.hours]
        lines += [QLineF(round(c.left) + 0.5, 0, round(c.left) + 0.5, layout.height) for c in layout.columns]
        painter.drawLines(lines)
        for hour in layout.hours:
            self._line(hour.text, Text.HINT, tokens.muted, (4, hour.y - 8, GUTTER - 6))
        for column in layout.columns:
            self._closed(column)

    def _closed(self, column: Column) -> None:
        if column.closed:
            self._line(column.closed, Text.HINT, self.tokens.muted, (column.left + 10, TOP + 2, column.width - 16))

    def _ghost(self, box: Box, told: str) -> None:
        tokens = self.tokens
        box = box._replace(height=max(box.height, LEAST_TILE))  # its time is read, however short it is
        self.painter.setOpacity(0.9)
        rounded(self.painter, rect(box), fill=tokens.accent_tint, edge=tokens.accent, width=2, radius=RADIUS)
        self.painter.setOpacity(1.0)
        above = min(2.0, (box.height - metrics(Text.HINT_STRONG).height()) / 2)
        self._line(told, Text.HINT_STRONG, tokens.accent, (box.left + 7, box.top + above, box.width - 11))

    def _now(self) -> None:
        layout, painter = self.layout, self.painter
        today = next((column for column in layout.columns if column.is_today), None)
        if layout.now is None or today is None:
            return
        y, danger = round(layout.now), QColor(self.tokens.danger)
        beside = [tile.box for tile in layout.tiles if tile.box.top <= y <= tile.box.bottom]
        for left, right in gaps((today.left, today.right), beside):  # across words it would strike them out
            painter.fillRect(QRectF(left, y - 0.75, right - left, 1.5), danger)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(danger)
        painter.drawEllipse(QPointF(today.left, y), 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _head(self, scrolled: float) -> None:
        """The names of the days, at the top of what is in sight."""
        layout, painter, tokens = self.layout, self.painter, self.tokens
        painter.fillRect(QRectF(0, scrolled, layout.width, HEAD), QColor(tokens.base))
        painter.fillRect(QRectF(0, scrolled + HEAD - 1, layout.width, 1), QColor(tokens.hairline))
        for column in layout.columns:
            day = column.day
            name = f"{WEEKDAYS[day.weekday()]} {day.day:02}-{MONTHS[day.month - 1]}"
            ink = tokens.accent if column.is_today else tokens.text
            self._line(name, Text.STRONG, ink, (column.left + 10, scrolled + 10, column.width - 14))
            if column.is_today:  # said by a line too, not by colour alone
                width = set_words(name, Text.STRONG, int(column.width - 14)).size().width()
                painter.fillRect(QRectF(column.left + 10, scrolled + HEAD - 4, width, 3), QColor(tokens.accent))
