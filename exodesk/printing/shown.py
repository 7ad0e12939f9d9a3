"""A page as a preview shows it: the very file, drawn by QtPdf, where that is to be had.

Elsewhere it is painted by the function that the file and the printer are painted with.
"""

from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, QSizeF
from PySide6.QtGui import QImage, QPainter

from exodesk.printing.pdf import pdf_of
from exodesk.printing.printable import Printable


@cache
def qtpdf() -> ModuleType | None:
    """There is no wheel of it for the PySide6 of Python 3.11, and it needs one more library of the system."""
    try:
        return import_module("PySide6.QtPdf")
    except ImportError:
        return None


class Shown(Protocol):
    """Sheets of one size, each painted into a box of white paper."""

    @property
    def size(self) -> QSizeF: ...

    def __len__(self) -> int: ...

    def paint(self, painter: QPainter, page: int, box: QRectF, /) -> None: ...


class PaintedSheets:
    def __init__(self, printable: Printable) -> None:
        self._printable = printable
        self.size = printable.size

    def __len__(self) -> int:
        return len(self._printable)

    def paint(self, painter: QPainter, page: int, box: QRectF) -> None:
        painter.save()
        painter.setClipRect(box)
        painter.translate(box.topLeft())
        scale = box.width() / self.size.width()
        painter.scale(scale, scale)
        self._printable.paint(painter, page)
        painter.restore()


class FileSheets:
    """The file as it would be saved now. Each sheet is drawn once for each size."""

    def __init__(self, printable: Printable, qtpdf: ModuleType) -> None:
        self.size = printable.size
        self._document = qtpdf.QPdfDocument()
        buffer = QBuffer(self._document)  # read for as long as the document lives
        buffer.setData(QByteArray(pdf_of(printable)))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(buffer)
        self._drawn: dict[int, QImage] = {}

    def __len__(self) -> int:
        return int(self._document.pageCount())

    def paint(self, painter: QPainter, page: int, box: QRectF) -> None:
        size = (box.size() * painter.device().devicePixelRatioF()).toSize()
        painter.drawImage(box, self._picture(page, size))

    def _picture(self, page: int, size: QSize) -> QImage:
        drawn = self._drawn.get(page)
        if drawn is None or drawn.size() != size:
            drawn = self._document.render(page - 1, size)
            self._drawn[page] = drawn
        return drawn


def shown(printable: Printable) -> Shown:
    found = qtpdf()
    return FileSheets(printable, found) if found else PaintedSheets(printable)
