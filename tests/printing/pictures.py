"""A sheet as a picture, as a printer would put it on paper."""

from PySide6.QtGui import QImage, QPainter

from exodesk.printing.drawing import painting
from exodesk.printing.printable import DPI, Printable


def render(printable: Printable, page: int, dpi: int) -> QImage:
    """A sheet as a picture."""
    scale = dpi / DPI
    image = QImage((printable.size * scale).toSize(), QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    with painting(image) as painter:
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.scale(scale, scale)
        printable.paint(painter, page)
    return image
