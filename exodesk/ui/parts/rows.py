"""How a row of a list is painted: its words, the pale ground of the chosen one, a hairline, the ring of the keys.

By hand, and not by the style: Qt asks a style a dozen things about every cell, and a key in the search field waits.
"""

from functools import cache, lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPainter, QStaticText
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from exodesk.ui.look import theme

SIDE = 9
GLYPH, GAP = 16, 6
RING = 2
_SAYS, _ICON = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.DecorationRole
_CHOSEN = QStyle.StateFlag.State_Selected.value


class RowPainter(QStyledItemDelegate):
    """Paints the cells of one table, whose rows are chosen as a whole."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tokens, box = theme.tokens(), option.rect
        left, top, width, height = box.left(), box.top(), box.width(), box.height()
        model, column = index.model(), index.column()  # by `index.data` each answer would go through Qt and back
        if option.state.value & _CHOSEN:
            painter.fillRect(box, _colour(tokens.accent_tint))
        painter.fillRect(left, top + height - 1, width, 1, _colour(tokens.hairline))
        if self._table.hasFocus() and index.row() == self._table.currentIndex().row():
            self._ring(painter, box, column, _colour(tokens.accent))
        left, width = left + SIDE, width - 2 * SIDE
        icon = None if column else model.data(index, _ICON)  # before the first words only
        if isinstance(icon, QIcon):
            icon.paint(painter, left, top, GLYPH, height)
            left, width = left + GLYPH + GAP, width - GLYPH - GAP
        painter.setPen(_colour(tokens.text))
        words = _words(str(model.data(index, _SAYS) or ""), width)
        painter.drawStaticText(left, top + (height - _metrics().height()) // 2, words)

    def _ring(self, painter: QPainter, box: QRect, column: int, accent: QColor) -> None:
        """Around the whole row, of which this is one cell."""
        painter.fillRect(box.left(), box.top(), box.width(), RING, accent)
        painter.fillRect(box.left(), box.bottom() - RING + 1, box.width(), RING, accent)
        columns = self._table.horizontalHeader()
        place = columns.visualIndex(column)
        if place == 0:
            painter.fillRect(box.left(), box.top(), RING, box.height(), accent)
        if place == columns.count() - 1:
            painter.fillRect(box.right() - RING + 1, box.top(), RING, box.height(), accent)


@cache
def _colour(name: str) -> QColor:
    return QColor(name)


# Every table has the same font


@lru_cache(maxsize=4096)
def _words(text: str, width: int) -> QStaticText:
    """Shaped once for all the times that the row is painted; cut to a width, with an ellipsis, where it is too long.

    Where every digit is equally wide, so is the typed hyphen; one that is only painted keeps its dates together.
    Whether it is too long is asked of what was shaped: to ask before would shape all words twice.
    """
    shown = text.replace("-", "\N{HYPHEN}")
    made = _shaped(shown)
    if made.size().width() <= width:
        return made
    return _shaped(_metrics().elidedText(shown, Qt.TextElideMode.ElideRight, width))


def _shaped(text: str) -> QStaticText:
    made = QStaticText(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.prepare(font=_font())
    return made


@cache
def _font() -> QFont:
    return theme.font(figures=True)


@cache
def _metrics() -> QFontMetrics:
    return QFontMetrics(_font())
