"""The recovery code on paper. Imported only when it is printed or saved, so that no start pays for print code."""

from datetime import date
from html import escape
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from exodesk.core.dates import show_long_date
from exodesk.core.errors import StorageError
from exodesk.core.records.clinic import Paper
from exodesk.storage.files import write_whole
from exodesk.ui.look.theme import FAMILY

_MARGINS_MM = QMarginsF(20, 20, 20, 20)
_SIZES = {Paper.A4: QPageSize.PageSizeId.A4, Paper.LETTER: QPageSize.PageSizeId.Letter}
_COLUMNS = 5


def save(path: Path, text: str, paper: Paper) -> None:
    """Write the sheet as a PDF, readable by its owner only."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(300)
    writer.setTitle("Recovery code")
    writer.setPageSize(QPageSize(_SIZES[paper]))
    writer.setPageMargins(_MARGINS_MM, QPageLayout.Unit.Millimeter)
    _document(text).print_(writer)
    try:
        write_whole(path, bytes(content.data()))
    except OSError as error:
        raise StorageError(f"The code was not saved: {path} cannot be written ({error.strerror}).") from error


def print_out(text: str, paper: Paper, parent: QWidget) -> bool:
    """Ask for a printer and print; whether it was sent."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("Recovery code")
    printer.setPageSize(QPageSize(_SIZES[paper]))
    printer.setPageMargins(_MARGINS_MM, QPageLayout.Unit.Millimeter)
    if QPrintDialog(printer, parent).exec() != QDialog.DialogCode.Accepted:
        return False
    _document(text).print_(printer)
    return True


def sheet(practice: str, record: Path, code: str, day: date) -> str:
    """The page as HTML: whose it is, which file it opens, the code in groups, and how it is used."""
    groups = code.split("-")
    cells = [f"<td>{number}</td><td><b>{group}</b></td>" for number, group in enumerate(groups, start=1)]
    rows = "".join(f"<tr>{''.join(cells[start : start + _COLUMNS])}</tr>" for start in range(0, len(cells), _COLUMNS))
    return (
        f"<h1>Recovery code</h1><p>{escape(practice)}<br/>{escape(record.name)}, made on {show_long_date(day)}</p>"
        f"<table cellpadding='6'>{rows}</table>"
        "<p>This code opens the record without its passphrase and without its key file. In Exodesk, choose "
        "<i>Use the recovery code</i> when it asks for the passphrase.</p>"
        "<p>Whoever has this page and the file can read every patient’s record. Keep it locked up, away from the "
        "computer. Nobody can make a second one for you without the record being open.</p>"
    )


def _document(text: str) -> QTextDocument:
    document = QTextDocument()
    document.setDefaultStyleSheet(
        f"body, p, td {{ font-family: {FAMILY}; font-size: 11pt; }} h1 {{ font-family: {FAMILY}; font-size: 18pt; }}"
    )
    document.setHtml(text)
    return document
