"""A document as a PDF file or as a picture of a sheet. The page is painted in memory and reaches the disk whole."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QMarginsF
from PySide6.QtGui import QGuiApplication, QImage, QPageLayout, QPaintDevice, QPainter, QPdfWriter

from exodesk.core.errors import ExodeskError, StorageError
from exodesk.core.records.clinic import Paper
from exodesk.documents.page import Document
from exodesk.printing.flow import Sheets, lay_out, page_size
from exodesk.printing.text import DPI
from exodesk.storage.files import write_whole

_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk is full",
    errno.EFBIG: "the disk takes no file of this size",
    errno.EACCES: "the folder may not be written",
    errno.EPERM: "the folder may not be written",
    errno.EROFS: "the disk may only be read",
    errno.EISDIR: "there is a folder of that name",
}
_screenless: list[QGuiApplication] = []


class CannotPrint(ExodeskError):
    """A sheet that could not be drawn."""

    def __init__(self, page: int) -> None:
        super().__init__(f"Page {page} could not be drawn. Nothing was saved or printed.")


def ensure_application() -> QGuiApplication:
    """The running application, or one that needs no screen: fonts live in it."""
    running = QCoreApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    _screenless.append(QGuiApplication(["exodesk", "-platform", "offscreen"]))
    return _screenless[0]


def write_pdf(document: Document, path: Path, paper: Paper) -> int:
    """Write a PDF, readable by its owner only, and return how many sheets it has.

    An earlier file of that name is replaced, at once and whole; when anything fails, it stays as it was.
    """
    ensure_application()
    sheets = lay_out(document, paper)
    content = _pdf(sheets, paper)
    if not path.parent.is_dir():
        raise StorageError(f"The page was not saved: there is no folder {path.parent}. Choose another place.")
    try:
        write_whole(path, content)
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, "the disk refused it")
        raise StorageError(f"The page was not saved to {path}: {reason}. Choose another place.") from error
    return len(sheets)


def render_page(document: Document, paper: Paper, page: int, dpi: int) -> QImage:
    """A sheet, the first is 1, as a preview shows it: the very lines of the file."""
    ensure_application()
    return _render(lay_out(document, paper), page, dpi)


def page_count(document: Document, paper: Paper) -> int:
    ensure_application()
    return len(lay_out(document, paper))


def _render(sheets: Sheets, page: int, dpi: int) -> QImage:
    scale = dpi / DPI
    image = QImage((sheets.size * scale).toSize(), QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    with _painting(image) as painter:
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.scale(scale, scale)
        sheets.paint(painter, page)
    return image


def _pdf(sheets: Sheets, paper: Paper) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DPI)
    writer.setPageLayout(QPageLayout(page_size(paper), QPageLayout.Orientation.Portrait, QMarginsF()))
    writer.setTitle(sheets.document.name)
    writer.setCreator("Exodesk")
    with _painting(writer) as painter:
        for page in range(1, len(sheets) + 1):
            if page > 1 and not writer.newPage():
                raise CannotPrint(page)
            sheets.paint(painter, page)
    buffer.close()
    return bytes(content.data())


@contextmanager
def _painting(device: QPaintDevice) -> Iterator[QPainter]:
    """A painter at work. A live one that an exception leaves behind would take the program down."""
    painter = QPainter()
    if not painter.begin(device):
        raise CannotPrint(1)
    try:
        yield painter
    finally:
        painter.end()
