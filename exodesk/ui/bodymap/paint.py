"""Paints the figure, its spots and the letters that name its sides. It decides nothing."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QTransform

from exodesk.core.codes import Side
from exodesk.ui.bodymap.layout import FIGURE_HEIGHT, FOOT, FOOT_WORDS, LETTERS, OUTLINE, RADIUS, Layout, Limb
from exodesk.ui.bodymap.regions import Spot, Surface
from exodesk.ui.look import theme
from exodesk.ui.look.strokes import smooth
from exodesk.ui.look.theme import Text
from exodesk.ui.look.tokens import Tokens, mixed

CHOSEN_RADIUS = 7.5


def figure(painter: QPainter, layout: Layout, tokens: Tokens, *, not_planned: Side | None) -> None:
    """The outline as one shape, the side that is not planned hatched, and a letter over each side."""
    body = _body(layout)
    with smooth(painter):
        painter.setPen(QPen(QColor(tokens.field_border), 1))
        painter.setBrush(QColor(mixed(tokens.base, tokens.text, 0.05)))
        painter.drawPath(body)
        if not_planned in (Side.LEFT, Side.RIGHT):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(QColor(tokens.hairline), Qt.BrushStyle.BDiagPattern))
            painter.drawPath(body.intersected(_half(layout, not_planned)))
    painter.setFont(theme.font(Text.HINT_STRONG))
    painter.setPen(QColor(tokens.muted))
    for letter, middle in layout.letters:
        painter.drawText(QRectF(middle - 12, 0, 24, LETTERS), Qt.AlignmentFlag.AlignCenter, letter)


def spots(painter: QPainter, layout: Layout, tokens: Tokens, *, chosen: Spot | None, under: Spot | None) -> None:
    with smooth(painter):
        for place in layout.places:
            is_chosen = place.spot == chosen
            radius = CHOSEN_RADIUS if is_chosen else RADIUS + (2 if place.spot == under else 0)
            painter.setPen(QPen(QColor(tokens.accent if is_chosen or place.spot == under else tokens.field_border), 1))
            painter.setBrush(QColor(tokens.accent if is_chosen else tokens.base))
            painter.drawEllipse(QPointF(place.x, place.y), radius, radius)


def foot(painter: QPainter, layout: Layout, tokens: Tokens) -> None:
    """Words over the spots that have no place on the figure."""
    painter.setFont(theme.font(Text.HINT))
    painter.setPen(QColor(tokens.faint))
    top = layout.top + FIGURE_HEIGHT * layout.scale + FOOT / 2 + RADIUS + 2
    for text, at in FOOT_WORDS:
        box = QRectF(layout.left + at * layout.scale - 40, top, 80, 16)
        painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, text)


def _body(layout: Layout) -> QPainterPath:
    body = QPainterPath()
    for limb in OUTLINE:
        body = body.united(_part(limb))
    return QTransform().translate(layout.left, layout.top).scale(layout.scale, layout.scale).map(body)


def _part(limb: Limb) -> QPainterPath:
    path, corner = QPainterPath(), min(limb.width, limb.height) / 2
    path.addRoundedRect(QRectF(0, 0, limb.width, limb.height), corner, corner)
    middle = limb.width / 2
    turned = QTransform().translate(limb.x + middle, limb.y).rotate(limb.tilt).translate(-middle, 0)
    return turned.map(path)


def _half(layout: Layout, side: Side) -> QPainterPath:
    middle, width = layout.left + 50 * layout.scale, 60 * layout.scale
    at_right = (side is Side.LEFT) == (layout.surface is Surface.FRONT)
    path = QPainterPath()
    path.addRect(QRectF(middle if at_right else middle - width, layout.top, width, FIGURE_HEIGHT * layout.scale))
    return path
