"""Words set in type once and kept: their widths for the layout, their glyphs for the painter."""

from functools import cache, lru_cache
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QStaticText, QTransform

from exodesk.ui.look import theme
from exodesk.ui.timeline.geometry import Type

_FONTS = {
    Type.HINT: theme.Text.HINT,
    Type.HINT_STRONG: theme.Text.HINT_STRONG,
    Type.LABEL: theme.Text.LABEL,
    Type.STRONG: theme.Text.STRONG,
    Type.HEADLINE: theme.Text.SECTION,
    Type.FIGURE: theme.Text.PAGE,
}


@cache
def font(type_: Type) -> QFont:
    return theme.font(_FONTS[type_])


@lru_cache(maxsize=4096)
def measure(text: str, type_: Type) -> float:
    """The width of words in the fonts of the picture."""
    return metrics(type_).horizontalAdvance(text)


def elided(text: str, type_: Type, width: float) -> str:
    """Cut to a width, with an ellipsis, where it is wider."""
    if measure(text, type_) <= width:
        return text
    return metrics(type_).elidedText(text, Qt.TextElideMode.ElideRight, width)


@cache
def metrics(type_: Type) -> QFontMetricsF:
    return QFontMetricsF(font(type_))


class Words(NamedTuple):
    """Words ready to be drawn, with the room that they take."""

    glyphs: QStaticText
    width: float
    height: float


@lru_cache(maxsize=1024)
def set_words(text: str, type_: Type, width: float = -1.0) -> Words:
    """Words ready to be drawn; within a width they break into lines."""
    made = QStaticText(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setTextWidth(width)
    made.prepare(QTransform(), font(type_))
    size = made.size()
    return Words(made, size.width(), size.height())
