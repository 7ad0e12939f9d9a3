"""The timeline on paper: one sheet on its side, the very picture in lines and letters under its words."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPainter

from exodesk.core.records.clinic import Paper
from exodesk.core.records.patient import Patient
from exodesk.core.records.printed import CODE_DIGITS, PrintedKind
from exodesk.printing.barcode import paint_barcode
from exodesk.printing.flow import GAP, MARGIN, page_size, paint_marks
from exodesk.printing.printable import DPI
from exodesk.printing.text import LaidOut
from exodesk.services.printed import Sheet
from exodesk.ui.look.tokens import LIGHT
from exodesk.ui.timeline.drawn import Drawn, packed
from exodesk.ui.timeline.layout import lay_out, least_height
from exodesk.ui.timeline.lettering import measure
from exodesk.ui.timeline.paint import paint_on_paper

ACROSS = 1080.0
"""Logical pixels of the picture across the sheet: what fits a screen fits the paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinePage:
    """A timeline about to be shown, printed or saved. It reads no record."""

    patient: Patient
    paper: Paper
    drawn: Drawn
    warnings: tuple[str, ...] = ()
    kind: PrintedKind = PrintedKind.TIMELINE
    visit_id: str | None = None
    when: str = ""

    def on(self, paper: Paper) -> "TimelineSheet":
        return TimelineSheet(self.drawn, paper)

    def sheet(self, paper: Paper, pages: int) -> Sheet:
        """What is noted of it once it has been printed or saved."""
        return Sheet(
            patient_id=self.patient.id,
            kind=self.kind,
            paper=paper,
            pages=pages,
            audit_head=self.drawn.audit_head,
            content=packed(self.drawn),
        )


class TimelineSheet:
    """One sheet, wider than high. The picture takes what the words leave; its type follows when lanes need more."""

    name = "Timeline"

    def __init__(self, drawn: Drawn, paper: Paper) -> None:
        self._drawn = drawn
        self.size = QSizeF(page_size(paper).sizePixels(DPI)).transposed()
        width = self.size.width() - 2 * MARGIN
        self._above = [LaidOut(markup, width) for markup in (drawn.header, drawn.words, drawn.cards) if markup]
        self._footer = LaidOut(drawn.footer, width)

    def __len__(self) -> int:
        return 1

    def paint(self, painter: QPainter, _page: int) -> None:
        """Paint it on a painter whose unit is 1/600 inch."""
        paint_marks(painter, self.size, self._drawn.marks)
        top = float(MARGIN)
        for text in self._above:
            _paint_text(painter, text, top)
            top += text.span.height + GAP
        foot = self.size.height() - MARGIN - self._footer.span.height
        _paint_text(painter, self._footer, foot)
        code = self._drawn.audit_head[:CODE_DIGITS]
        paint_barcode(painter, code, self.size.width() - MARGIN, self.size.height() - MARGIN + GAP / 2)
        self._paint_picture(painter, QRectF(MARGIN, top, self.size.width() - 2 * MARGIN, foot - GAP - top))

    def _paint_picture(self, painter: QPainter, box: QRectF) -> None:
        drawn = self._drawn
        needed = least_height(drawn.panel.tracks)
        across = max(ACROSS, needed * box.width() / box.height())
        scale = box.width() / across
        height = box.height() / scale
        layout = lay_out(drawn.panel, drawn.viewport, across, height, measure=measure, chosen=drawn.dose)
        painter.save()
        painter.translate(box.topLeft())
        painter.scale(scale, scale)
        paint_on_paper(painter, layout, LIGHT)
        painter.restore()


def _paint_text(painter: QPainter, text: LaidOut, top: float) -> None:
    painter.save()
    painter.translate(MARGIN, top)
    text.paint(painter, text.span)
    painter.restore()
