"""Blocks of a document broken over sheets of paper, and a sheet painted. Knows no files.

A whole block moves to the next sheet rather than be cut; any other is cut between two lines, never leaving one alone.
Nor do a few lines stand alone on the last sheet: letters a little smaller spare it, or what stands before goes along.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPageSize, QPainter

from exodesk.core.records.clinic import Paper
from exodesk.documents.html import HEAD, LEADS, fixed, paragraph
from exodesk.documents.page import Block, Document
from exodesk.printing.barcode import paint_barcode
from exodesk.printing.fonts import page_font
from exodesk.printing.printable import DPI
from exodesk.printing.text import BODY_POINTS, LaidOut, Span

MM = DPI / 25.4
MARGIN = round(15 * MM)
GAP = round(3 * MM)
"""Between header, body and footer."""
LEAST_LINES = 2
"""Of a block that is cut, on either side."""
CLOSER_POINTS, CLOSER_SPARES = 10.0, 1.1
"""Letters half a point smaller, and how many sheets' worth of the usual ones it is tried with to fit on one."""
LOW_SHEET, HALF_A_SHEET = 0.15, 0.5
"""Of the room of a sheet: the least that the last one holds, and the most that goes there for company."""
LOW_ROW = 30 * MM
"""Rows of tables up to here are never cut."""
MARK_POINTS = 56
MARK_TINT = "#e9edf0"
"""Pale enough to read through."""

_SIZES = {Paper.A4: QPageSize.PageSizeId.A4, Paper.LETTER: QPageSize.PageSizeId.Letter}


class Piece(NamedTuple):
    """A block as it was laid out."""

    span: Span
    block: Block


class Top(NamedTuple):
    """What a sheet tells again above its stretch: which section goes on there, the head of a table that was cut."""

    section: LaidOut | None = None
    head: Span | None = None

    @property
    def height(self) -> float:
        return (self.section.span.height if self.section else 0) + (self.head.height if self.head else 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """A document on paper of a size, in units of 1/600 inch.

    `spans`: which stretch of the body each sheet shows; `tops`: what is told again above it; `foot`: of a single one.
    """

    document: Document
    size: QSizeF
    header: LaidOut
    body: LaidOut
    foot: LaidOut
    spans: tuple[Span, ...]
    tops: tuple[Top, ...]

    def __len__(self) -> int:
        return len(self.spans)

    @property
    def name(self) -> str:
        return self.document.name

    def place_of(self, words: str) -> tuple[int, float] | None:
        """The sheet, the first is 1, on which words first stand, and how far down it, of 1."""
        if (found := self.body.place_of(words)) is None:
            return None
        page = next(page for page, span in enumerate(self.spans, start=1) if found.top < span.bottom)
        above = self._top_of_body + self.tops[page - 1].height
        return page, (above + found.top - self.spans[page - 1].top) / self.size.height()

    @property
    def _top_of_body(self) -> float:
        return MARGIN + self.header.span.height + GAP

    def paint(self, painter: QPainter, page: int) -> None:
        """Paint a sheet, the first is 1, on a painter whose unit is 1/600 inch."""
        foot = _footer(self.document, self.size, page, len(self)) if len(self) > 1 else self.foot
        paint_marks(painter, self.size, self.document.marks)
        _paint(painter, self.header, self.header.span, MARGIN)
        told, top = self.tops[page - 1], self._top_of_body
        if told.section:
            _paint(painter, told.section, told.section.span, top)
            top += told.section.span.height
        if told.head:
            _paint(painter, self.body, told.head, top)
            top += told.head.height
        _paint(painter, self.body, self.spans[page - 1], top)
        _paint(painter, foot, foot.span, self.size.height() - MARGIN - foot.span.height)
        paint_barcode(
            painter, self.document.footer.code, self.size.width() - MARGIN, self.size.height() - MARGIN + GAP / 2
        )


def page_size(paper: Paper) -> QPageSize:
    return QPageSize(_SIZES[paper])


def lay_out(document: Document, paper: Paper) -> Sheets:
    """The document's sheets; every device shows the same lines on the same sheet."""
    size = QSizeF(page_size(paper).sizePixels(DPI))
    header, foot = LaidOut(document.header, _width(size)), _footer(document, size, 1, 1)
    room = size.height() - 2 * MARGIN - header.span.height - foot.span.height - 2 * GAP

    def broken(body: LaidOut) -> Sheets:
        pieces = [Piece(span, block) for span, block in zip(body.tables, document.blocks, strict=True)]
        spans, tops = zip(*_spread(body, pieces, room, document.footer.words.sheet.continued), strict=True)
        return Sheets(document=document, size=size, header=header, body=body, foot=foot, spans=spans, tops=tops)

    body = LaidOut(document.body, _width(size))
    if not room < body.span.height <= room * CLOSER_SPARES:
        return broken(body)
    body.set_points(CLOSER_POINTS)
    if body.span.height > room:
        body.set_points(BODY_POINTS)
    return broken(body)


def _width(size: QSizeF) -> float:
    return size.width() - 2 * MARGIN


def _footer(document: Document, size: QSizeF, page: int, pages: int) -> LaidOut:
    return LaidOut(document.footer.on(page, pages), _width(size))


def _spread(body: LaidOut, pieces: Sequence[Piece], room: float, continued: str) -> Iterator[tuple[Span, Top]]:
    """What each sheet shows of the body, and below what, with `room` for both on every sheet."""
    start, top = 0.0, Top()
    for at, (span, block) in enumerate(pieces):
        while span.bottom - start > (left := room - top.height):
            rest = Span(max(start, span.top), span.bottom)
            cut = None if block.whole and rest.height <= left else _cut(body, rest, start + left)
            first = at
            if cut is None and span.top > start:
                first = _in_company(pieces, at, start, room)
                cut = pieces[first].span.top
            elif cut is None:
                cut = start + left
            yield Span(start, cut), top
            start, top = cut, _told_again(body, pieces[first], cut, continued)
    yield Span(start, body.span.bottom), top


def _in_company(pieces: Sequence[Piece], at: int, start: float, room: float) -> int:
    """Which piece begins the last sheet, where only a few lines would stand on it from `at` on.

    The whole section before goes along, or, where that is long, the end of it. Any other sheet begins as it is.
    """

    def height(first: int) -> float:
        return pieces[-1].span.bottom - pieces[first].span.top

    found = at
    for before in range(at - 1, -1, -1):
        if height(at) >= LOW_SHEET * room or height(before) > HALF_A_SHEET * room or pieces[before].span.top <= start:
            break
        if height(found) < LOW_SHEET * room:
            found = before
        if height(before) >= LOW_SHEET * room and not pieces[before].block.continues:
            return before
    return found


def _told_again(body: LaidOut, piece: Piece, cut: float, continued: str) -> Top:
    """What a sheet that begins at a cut through a piece, or with it, tells of what went before."""
    block = piece.block
    goes_on = block.heading and (block.continues or cut > piece.span.top)
    again = continued.format(heading=block.heading) if goes_on else ""
    section = LaidOut(paragraph(fixed(again), kind="continued"), body.textWidth()) if again else None
    return Top(section, _head_of(body, piece.span, cut))


def _head_of(body: LaidOut, block: Span, cut: float) -> Span | None:
    """The head of the table in a block that was cut below it: its cells together."""
    above = [head for head in body.named(HEAD, block) if block.top <= head.top and head.bottom <= cut < block.bottom]
    last = [head for head in above if head.bottom > above[-1].top]
    return Span(min(head.top for head in last), max(head.bottom for head in last)) if last else None


def _cut(body: LaidOut, block: Span, limit: float) -> float | None:
    """The lowest place between two lines of a block, above `limit`, that leaves enough lines on either side.

    A line is not cut, nor a row of a table that is no higher than a few lines, nor one apart from what leads it.
    """
    inside = [line for line in body.lines(block) if block.top - 1 <= line.top < block.bottom]
    rows = [row for row in body.rows(block) if row.height <= LOW_ROW and block.top - 1 <= row.top < block.bottom]
    rows += [Span(line.top, line.bottom + line.height) for line in body.named(LEADS, block)]
    for place in sorted({line.bottom for line in inside if line.bottom <= limit}, reverse=True):
        cuts_through = any(each.top < place - 1 and each.bottom > place + 1 for each in (*inside, *rows))
        above = {round(line.bottom) for line in inside if line.bottom <= place + 1}
        below = {round(line.bottom) for line in inside if line.bottom > place + 1}
        if not cuts_through and min(len(above), len(below)) >= LEAST_LINES:
            return place
    return None


def _paint(painter: QPainter, text: LaidOut, span: Span, y: float) -> None:
    painter.save()
    painter.translate(MARGIN, y - span.top)
    text.paint(painter, span)
    painter.restore()


def paint_marks(painter: QPainter, size: QSizeF, marks: Sequence[str]) -> None:
    """Across the sheet, behind the text."""
    if not marks:
        return
    painter.save()
    painter.setPen(QColor(MARK_TINT))
    painter.translate(size.width() / 2, size.height() / 2)
    painter.rotate(-52)
    font = page_font(MARK_POINTS)
    font.setPixelSize(round(MARK_POINTS * DPI / 72))  # in the painter's unit, whatever the device
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    for number, mark in enumerate(marks):
        middle = (number - (len(marks) - 1) / 2) * 1.5 * font.pixelSize()
        box = QRectF(-size.height(), middle - font.pixelSize(), 2 * size.height(), 2 * font.pixelSize())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, mark)
    painter.restore()
