"""Words set in type once and kept, cut to the width they have."""

from functools import cache, lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QStaticText

from exodesk.ui.look import theme
from exodesk.ui.look.theme import Text

LEAST_WIDTH = 4.0
"""In less nothing is drawn."""


@cache
def metrics(kind: Text) -> QFontMetrics:
    return QFontMetrics(theme.font(kind))


@lru_cache(maxsize=4096)
def set_words(text: str, kind: Text, width: int) -> QStaticText:
    """One line, with an ellipsis where it is too long."""
    made = QStaticText(metrics(kind).elidedText(text, Qt.TextElideMode.ElideRight, width))
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.prepare(font=theme.font(kind))
    return made


def draw_words(painter: QPainter, text: str, kind: Text, ink: str, at: tuple[float, float, float]) -> None:
    """One line of words. `at`: its left, its top and the width it has."""
    left, top, width = at
    if width > LEAST_WIDTH:
        painter.setFont(theme.font(kind))
        painter.setPen(QColor(ink))
        painter.drawStaticText(QPointF(round(left), round(top)), set_words(text, kind, int(width)))
