"""A document as a PDF file. It is painted in memory and reaches the disk whole."""

import errno
from html import escape
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QPdfWriter

from exodesk.core.errors import StorageError
from exodesk.printing.compact import compact
from exodesk.printing.drawing import CannotPrint, ensure_application, painting
from exodesk.printing.printable import DPI, Printable, page_layout
from exodesk.storage.files import write_whole

_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk is full",
    errno.EFBIG: "the disk takes no file of this size",
    errno.EACCES: "the folder may not be written",
    errno.EPERM: "the folder may not be written",
    errno.EROFS: "the disk may only be read",
    errno.EISDIR: "there is a folder of that name",
    errno.ENAMETOOLONG: "the name is too long",
}

_XMP = (
    '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li>'
    '</rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
)
"""What Qt would tell of the file, without the number it draws for each. Source: ISO 16684-1."""


def save_pdf(printable: Printable, path: Path) -> None:
    """Write a PDF, readable by its owner only.

    An earlier file of that name is replaced, at once and whole; when anything fails, it stays as it was.
    """
    content = pdf_of(printable)
    if not path.parent.is_dir():
        raise StorageError(f"The page was not saved: there is no folder {path.parent}. Choose another place.")
    try:
        write_whole(path, content)
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, "the disk refused it")
        raise StorageError(f"The page was not saved to {path}: {reason}. Choose another place.") from error


def pdf_of(printable: Printable) -> bytes:
    """The file, in memory: fonts embedded, no patient in its title."""
    ensure_application()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DPI)
    writer.setPageLayout(page_layout(printable))
    writer.setTitle(printable.name)
    writer.setCreator("Exodesk")
    writer.setDocumentXmpMetadata(_XMP.format(title=escape(printable.name)).encode())
    with painting(writer) as painter:
        for page in range(1, len(printable) + 1):
            if page > 1 and not writer.newPage():
                raise CannotPrint(page)
            printable.paint(painter, page)
    buffer.close()
    return compact(bytes(content.data()))
