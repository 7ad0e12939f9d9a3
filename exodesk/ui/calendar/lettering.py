"""Words set in type once and kept, cut to the width they have."""

from functools import cache, lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QStaticText

from exodesk.ui.look import theme
from exodesk.ui.look.theme import Text


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
