"""How a row of a list is painted: its words, the pale ground of the chosen one, a hairline, the ring of the keys.

By hand, and not by the style: Qt asks a style a dozen things about every cell, and a key in the search field waits.
"""

from functools import cache, lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QPainter, QStaticText
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from exodesk.ui.look import theme

SIDE = 9
GLYPH, GAP = 16, 6
RING = 2


class RowPainter(QStyledItemDelegate):
    """Paints the cells of one table, whose rows are chosen as a whole."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tokens, box = theme.tokens(), option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(tokens.accent_tint))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, QColor(tokens.hairline))
        if self._table.hasFocus() and index.row() == self._table.currentIndex().row():
            self._ring(painter, box, index.column(), QColor(tokens.accent))
        inner = box.adjusted(SIDE, 0, -SIDE, 0)
        icon = None if index.column() else index.data(Qt.ItemDataRole.DecorationRole)  # before the first words only
        if isinstance(icon, QIcon):
            icon.paint(painter, inner.left(), inner.top(), GLYPH, inner.height())
            inner.setLeft(inner.left() + GLYPH + GAP)
        painter.setPen(QColor(tokens.text))
        words = _words(str(index.data() or ""), inner.width())
        painter.drawStaticText(inner.left(), inner.top() + (inner.height() - _height()) // 2, words)

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


# Every table has the same font


@lru_cache(maxsize=4096)
def _words(text: str, width: int) -> QStaticText:
    """Cut to a width, with an ellipsis, and shaped once for all the times that the row is painted.

    Where every digit is equally wide, so is the typed hyphen; one that is only painted keeps its dates together.
    """
    font = theme.font(figures=True)
    shown = text.replace("-", "\N{HYPHEN}")
    made = QStaticText(QFontMetrics(font).elidedText(shown, Qt.TextElideMode.ElideRight, width))
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.prepare(font=font)
    return made


@cache
def _height() -> int:
    return QFontMetrics(theme.font(figures=True)).height()
