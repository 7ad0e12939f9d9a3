"""How a row of the palette is painted: icon, title and what tells two apart under it, the shortcut at the right."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from exodesk.ui.look import icons, theme
from exodesk.ui.look.strokes import rounded
from exodesk.ui.look.theme import Text
from exodesk.ui.palette.rows import PaletteRows, Row

HEIGHT = 44
SIDE, GLYPH, GAP = 12, 18, 12
_TOP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_BELOW = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PalettePainter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(option.rect.width(), HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: Row = index.data(PaletteRows.ROW)
        tokens, box = theme.tokens(), option.rect
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_current:
            rounded(painter, QRectF(box).adjusted(4, 1, -4, -1), fill=tokens.accent_tint, radius=6)
        inner = box.adjusted(SIDE, 4, -SIDE, -4)
        ink = tokens.accent if is_current else tokens.muted
        icons.draw(painter, row.sort.glyph, ink, QRectF(inner.left(), inner.top(), GLYPH, inner.height()), GLYPH)
        inner.setLeft(inner.left() + GLYPH + GAP)
        inner.setRight(inner.right() - _paint_tail(painter, inner, row.tail))
        below = row.note or row.mark
        _write(painter, (Text.STRONG, tokens.text), inner, row.title, _TOP if below else _MIDDLE)
        if row.mark:
            width = _write(painter, (Text.HINT_STRONG, tokens.warning), inner, row.mark)
            inner.setLeft(inner.left() + width + 8)
        _write(painter, (Text.HINT, tokens.muted), inner, row.note)


def _paint_tail(painter: QPainter, box: QRect, tail: str) -> int:
    """What stands at the right; returns the room it takes."""
    return _write(painter, (Text.HINT_STRONG, theme.tokens().faint), box, tail, _RIGHT) + GAP if tail else 0


def _write(painter: QPainter, pen: tuple[Text, str], box: QRect, text: str, place: Qt.AlignmentFlag = _BELOW) -> int:
    """Write text, cut to its box; returns its width."""
    kind, ink = pen
    font = theme.font(kind)
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.setFont(font)
    painter.setPen(QColor(ink))
    painter.drawText(box, place, shown)
    return metrics.horizontalAdvance(shown)
