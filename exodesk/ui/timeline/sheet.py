"""The timeline on paper: one sheet on its side, the very picture in lines and letters under its words.

A page is made of a chart and what was in sight of it; it reads no record.
"""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPainter

from exodesk.core.chart import Chart
from exodesk.core.dates import show_date, show_time
from exodesk.core.records.clinic import Clinic, Paper
from exodesk.core.records.patient import Patient
from exodesk.core.records.printed import PrintedKind
from exodesk.core.timeline import Card
from exodesk.documents import page
from exodesk.documents.html import Markup, bold, cell, fixed, free, joined, paragraph, row, table
from exodesk.documents.page import HASH_DIGITS
from exodesk.documents.wording import CLINICAL
from exodesk.printing.flow import GAP, MARGIN, page_size, paint_marks
from exodesk.printing.printable import DPI
from exodesk.printing.text import LaidOut
from exodesk.services.printed import Sheet
from exodesk.ui.timeline.layout import lay_out, least_height
from exodesk.ui.timeline.lettering import measure
from exodesk.ui.timeline.paint import paint_on_paper
from exodesk.ui.timeline.shot import Shot
from exodesk.ui.tokens import LIGHT

ACROSS = 1080.0
"""Logical pixels of the picture across the sheet: what fits a screen fits the paper."""
FIGURES = "Particles as the makers state them."


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinePage:
    """A timeline about to be shown, printed or saved."""

    chart: Chart
    shot: Shot
    clinic: Clinic
    printed_at: datetime
    audit_head: str
    synthetic: bool
    warnings: tuple[str, ...] = ()
    kind: PrintedKind = PrintedKind.TIMELINE
    visit_id: str | None = None
    when: str = ""

    @property
    def patient(self) -> Patient:
        return self.chart.patient

    @property
    def paper(self) -> Paper:
        return self.clinic.paper

    def on(self, paper: Paper) -> "TimelineSheet":
        return TimelineSheet(self, paper)

    def sheet(self, paper: Paper, pages: int) -> Sheet:
        """It is drawn anew each time, so that only its line is kept."""
        return Sheet(patient_id=self.patient.id, kind=self.kind, paper=paper, pages=pages, audit_head=self.audit_head)

    @property
    def marks(self) -> tuple[str, ...]:
        return (CLINICAL.sheet.synthetic,) if self.synthetic else ()

    @property
    def header(self) -> Markup:
        return page.header(self.clinic, self.patient, self.marks, CLINICAL)

    @property
    def words(self) -> Markup:
        """What it is of, and where the plan stands."""
        heading = self.shot.panel.heading
        title = free(heading.title) if heading else fixed("All sites")
        lines = [paragraph(fixed("Timeline \u00b7 ") + title, kind="heading")]
        if heading:
            lines.append(paragraph(fixed(f"{heading.terms}. {heading.why}")))
        return joined(lines)

    @property
    def cards(self) -> Markup:
        return _cards(self.shot.cards)

    @property
    def footer(self) -> Markup:
        """Which reviews are shaded, what the figures rest on, and when it was printed."""
        at = self.printed_at
        printed = CLINICAL.sheet.printed.format(day=CLINICAL.long_date(at.date()), time=show_time(at))
        left = paragraph(fixed(f"{self._reviews} {FIGURES} {CLINICAL.product.long_term}".strip()))
        left += paragraph(fixed(f"{printed} \u00b7 Audit head {self.audit_head[:HASH_DIGITS]}"))
        number = paragraph(fixed(CLINICAL.sheet.page.format(page=1, pages=1)), kind="end")
        return table(row(cell(left, width=88), cell(number, width=12)), kind="footer")

    @property
    def _reviews(self) -> str:
        """`3\u20134 month review after 14-Jan-2026: 14-Apr-2026 to 14-May-2026.`, one sentence each."""
        dose = self.shot.dose
        return " ".join(
            f"{window.label} after {dose.when}: {show_date(window.first)} to {show_date(window.last)}."
            for window in self.shot.panel.reviews_after(dose)
            if dose
        )


def _cards(cards: tuple[Card, ...]) -> Markup:
    cells = [
        cell(
            paragraph(fixed(card.title), kind="small"),
            paragraph(bold(fixed(card.headline))),
            paragraph(fixed(card.detail), kind="small"),
        )
        for card in cards
    ]
    return table(row(*cells), kind="opening") if cells else Markup()


class TimelineSheet:
    """One sheet, wider than high. The picture takes what the words leave; its type follows when lanes need more."""

    name = "Timeline"

    def __init__(self, of: TimelinePage, paper: Paper) -> None:
        self._page = of
        self.size = QSizeF(page_size(paper).sizePixels(DPI)).transposed()
        width = self.size.width() - 2 * MARGIN
        self._above = [LaidOut(markup, width) for markup in (of.header, of.words, of.cards) if markup]
        self._footer = LaidOut(of.footer, width)

    def __len__(self) -> int:
        return 1

    def paint(self, painter: QPainter, _page: int) -> None:
        """Paint it on a painter whose unit is 1/600 inch."""
        paint_marks(painter, self.size, self._page.marks)
        top = MARGIN
        for text in self._above:
            _paint_text(painter, text, top)
            top += text.span.height + GAP
        foot = self.size.height() - MARGIN - self._footer.span.height
        _paint_text(painter, self._footer, foot)
        self._paint_picture(painter, QRectF(MARGIN, top, self.size.width() - 2 * MARGIN, foot - GAP - top))

    def _paint_picture(self, painter: QPainter, box: QRectF) -> None:
        shot = self._page.shot
        needed = least_height(shot.panel.tracks)
        across = max(ACROSS, needed * box.width() / box.height())
        scale = box.width() / across
        layout = lay_out(shot.panel, shot.viewport, across, box.height() / scale, measure=measure, chosen=shot.dose)
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
