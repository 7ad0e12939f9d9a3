"""Line icons in the colour of the words beside them, sharp at every scale. Never a text: each icon stands by one.

QtSvg does not know `currentColor`, so it is replaced before rendering. Painters and the style use `draw`, which takes
the colour of the moment; a QIcon keeps the colour it was made in, so pages make theirs anew when the palette changes.
"""

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from exodesk import resources

SCALES = (1.0, 1.25, 1.5, 1.75, 2.0, 3.0)


@cache
def source(name: str) -> str:
    """The drawing as text, still in `currentColor`."""
    return resources.path(f"icons/{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=1024)
def pixmap(name: str, colour: str, size: int = 16, ratio: float = 1.0) -> QPixmap:
    """A square of `size` logical pixels for a screen of `ratio` device pixels each."""
    side = round(size * ratio)
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    drawing = QSvgRenderer(QByteArray(source(name).replace("currentColor", colour).encode()))
    with QPainter(picture) as painter:
        drawing.render(painter, QRectF(0, 0, side, side))
    picture.setDevicePixelRatio(ratio)
    return picture


def draw(painter: QPainter, name: str, colour: str, box: QRectF, size: int = 16) -> None:
    """Draw an icon in the middle of `box`."""
    ratio = painter.device().devicePixelRatioF()
    left = round((box.center().x() - size / 2) * ratio) / ratio
    top = round((box.center().y() - size / 2) * ratio) / ratio
    painter.drawPixmap(QPointF(left, top), pixmap(name, colour, size, ratio))


def icon(name: str, colour: str, size: int = 16) -> QIcon:
    """For what only takes a QIcon: menus, actions, window titles."""
    made = QIcon()
    for ratio in SCALES:
        made.addPixmap(pixmap(name, colour, size, ratio))
    return made


def application_icon() -> QIcon:
    """The program's icon in its own colours, for window titles and the task bar."""
    drawing = QSvgRenderer(str(resources.path("desktop/exodesk.svg")))
    made = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        picture = QPixmap(QSize(side, side))
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            drawing.render(painter)
        made.addPixmap(picture)
    return made
