"""G13: a visit summary as a file against the same words painted line by line, its size, and what many leave behind."""

import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from statistics import median

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPdfWriter, QTextBlock

from exodesk.core.records.clinic import Paper
from exodesk.documents.page import Document
from exodesk.documents.summary import visit_summary
from exodesk.printing.drawing import ensure_application
from exodesk.printing.flow import GAP, MARGIN, Sheets, lay_out
from exodesk.printing.pdf import pdf_of
from exodesk.printing.printable import DPI, page_layout
from exodesk.printing.text import LaidOut
from exodesk.queries.visit import VisitPage, read_visit
from tests.bench.archives import Archive
from tests.bench.goals import PAGE, PAGE_GROWTH, PAGE_SIZE, Measured
from tests.bench.measure import Times, in_turn, milliseconds, ratio

EACH = 10
GROWTH_EACH = 200
"""Pages made for each round that is asked for: a thousand at five."""


@dataclass(frozen=True, slots=True)
class Words:
    """A line as it stands on the page: nothing is left to be laid out."""

    at: QPointF
    font: QFont
    text: str


def measure(small: Archive, _large: Archive, pairs: int) -> Iterator[Measured]:
    ensure_application()
    with closing(small.open()) as record:
        [row] = record.read("SELECT visit_id FROM signature ORDER BY signed_at DESC LIMIT 1")
        page = read_visit(record, row["visit_id"])
        at, head = record.now().astimezone(record.zone), record.head().sha256.hex()
    sheets = lay_out(_document(page, at, head), Paper.LETTER)
    made, floor = in_turn(pairs, partial(_make, page, at, head), partial(_paint, sheets))
    yield Measured(PAGE, figure=median(made[-1]), floor=median(floor[-1]), ratio=ratio(made, floor))
    yield Measured(PAGE_SIZE, figure=len(pdf_of(sheets)) / 1024)
    count = GROWTH_EACH * pairs
    before = _resident_mb()
    for _ in range(count):
        pdf_of(lay_out(_document(page, at, head), Paper.LETTER))
    yield Measured(PAGE_GROWTH, figure=max(0.0, _resident_mb() - before), note=f"{count:,} pages")


def _document(page: VisitPage, at: datetime, head: str) -> Document:
    return visit_summary(page.chart, page.view, page.clinic, printed_at=at, audit_head=head, synthetic=True)


def _make(page: VisitPage, at: datetime, head: str) -> Times:
    return [milliseconds(lambda: pdf_of(lay_out(_document(page, at, head), Paper.LETTER))) for _ in range(EACH)]


def _paint(sheets: Sheets) -> Times:
    words = lines_of(sheets)
    return [milliseconds(lambda: painted(sheets, words)) for _ in range(EACH)]


def painted(sheets: Sheets, words: list[Words]) -> bytes:
    """The floor: a file with nothing but lines of which each is drawn where it is known to stand."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DPI)
    writer.setPageLayout(page_layout(sheets))
    with QPainter(writer) as painter:
        for each in words:
            painter.setFont(each.font)
            painter.drawText(each.at, each.text)
    buffer.close()
    return bytes(content.data())


def lines_of(sheets: Sheets) -> list[Words]:
    """Every line of the page, where it stands, in its font."""
    below, foot = MARGIN + sheets.header.span.height + GAP, sheets.foot
    last = sheets.size.height() - MARGIN - foot.span.height
    return [*_lines(sheets.header, MARGIN), *_lines(sheets.body, below), *_lines(foot, last)]


def _lines(text: LaidOut, top: float) -> Iterator[Words]:
    layout, block = text.documentLayout(), text.begin()
    while block.isValid():
        box, laid, font = layout.blockBoundingRect(block), block.layout(), _font(text, block)
        for number in range(laid.lineCount()):
            line = laid.lineAt(number)
            words = block.text()[line.textStart() : line.textStart() + line.textLength()]
            at = QPointF(MARGIN + box.left() + line.x(), top + box.top() + line.y() + QFontMetricsF(font).ascent())
            yield Words(at, font, words)
        block = block.next()


def _font(text: LaidOut, block: QTextBlock) -> QFont:
    """The font of the page in the size and weight that the line begins with; the format alone would lose its family."""
    font, pieces = QFont(text.defaultFont()), block.begin()
    own = pieces.fragment().charFormat().font() if not pieces.atEnd() else font
    points = own.pointSizeF() if own.pointSizeF() > 0 else font.pointSizeF()
    font.setPixelSize(round(points * DPI / 72))
    font.setWeight(own.weight())
    return font


def _resident_mb() -> float:
    """Memory that this program holds now; Linux alone tells it so."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
