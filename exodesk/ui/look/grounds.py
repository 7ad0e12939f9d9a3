"""The rounded grounds that widgets stand on, drawn once and then copied: a page paints fifty of them.

What is kept hangs on nothing but its key: size, colours, radius and the screen's scale. Nothing in it is ever old, and
what is asked for least goes first. Only for screens: on paper a picture would blur.
"""

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from exodesk.ui.look.strokes import RADIUS, rounded

MOST_PIXELS = 8192
"""Of a ground that is kept whole: buttons and chips. Of a larger one the corners are, and the rest is filled."""


class _Ground(NamedTuple):
    fill: str | None
    edge: str | None
    width: int
    radius: float


def ground(
    painter: QPainter,
    box: QRect,
    *,
    fill: str | None = None,
    edge: str | None = None,
    width: int = 1,
    radius: float = RADIUS,
) -> None:
    """What `strokes.rounded` draws in the same box; nothing in an empty one, as before a layout."""
    if box.isEmpty():
        return
    ratio = painter.device().devicePixelRatioF()
    kept = _Ground(fill, edge, width, radius)
    if not ratio.is_integer():  # as many pixels as the place gives it: one more here than there
        _draw(painter, QRectF(box), kept)
    elif box.width() * box.height() <= MOST_PIXELS:
        painter.drawPixmap(box.topLeft(), _picture(box.width(), box.height(), kept, ratio))
    elif fill is None or min(box.width(), box.height()) < 2 * _side(kept):  # nothing straight is left between corners
        _draw(painter, QRectF(box), kept)
    else:
        _draw_large(painter, box, kept, fill, ratio)


def _draw(painter: QPainter, box: QRectF, kept: _Ground) -> None:
    rounded(painter, box, fill=kept.fill, edge=kept.edge, width=kept.width, radius=kept.radius)


def _side(kept: _Ground) -> int:
    return int(kept.radius) + 1


def _draw_large(painter: QPainter, box: QRect, kept: _Ground, fill: str, ratio: float) -> None:
    """Four corners copied, and between them what is straight."""
    side = _side(kept)
    pixels = round(side * ratio)
    corners = _picture(2 * side, 2 * side, kept, ratio)
    left, top, right, bottom = box.left(), box.top(), box.right() + 1 - side, box.bottom() + 1 - side
    across, down = box.width() - 2 * side, box.height() - 2 * side
    for x, from_x in ((left, 0), (right, pixels)):
        for y, from_y in ((top, 0), (bottom, pixels)):
            painter.drawPixmap(QPoint(x, y), corners, QRect(from_x, from_y, pixels, pixels))
    ink = QColor(fill)
    painter.fillRect(left, top + side, box.width(), down, ink)
    painter.fillRect(left + side, top, across, side, ink)
    painter.fillRect(left + side, bottom, across, side, ink)
    if kept.edge is None:
        return
    ink = QColor(kept.edge)
    for y in (top, bottom + side - kept.width):
        painter.fillRect(left + side, y, across, kept.width, ink)
    for x in (left, right + side - kept.width):
        painter.fillRect(x, top + side, kept.width, down, ink)


@lru_cache(maxsize=256)
def _picture(wide: int, tall: int, kept: _Ground, ratio: float) -> QPixmap:
    picture = QPixmap(round(wide * ratio), round(tall * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        _draw(painter, QRectF(0, 0, wide, tall), kept)
    return picture
