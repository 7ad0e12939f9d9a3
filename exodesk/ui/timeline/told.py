"""The words around a timeline on paper: of whom, where the plan stands, which reviews are shaded, when."""

from datetime import datetime

from exodesk.core.chart import Chart
from exodesk.core.dates import show_date, show_time
from exodesk.core.records.clinic import Clinic
from exodesk.core.records.printed import CODE_DIGITS
from exodesk.core.timeline import Card, PlanHeading
from exodesk.documents import page
from exodesk.documents.html import Markup, bold, cell, fixed, free, joined, paragraph, row, table
from exodesk.documents.wording import CLINICAL
from exodesk.ui.timeline.drawn import Drawn
from exodesk.ui.timeline.shot import Shot

FIGURES = "Particles as the makers state them."


def drawn_of(
    chart: Chart, shot: Shot, clinic: Clinic, *, printed_at: datetime, audit_head: str, synthetic: bool
) -> Drawn:
    """What is in sight of a chart, ready for paper. `printed_at` is in the clinic's zone."""
    marks = (CLINICAL.sheet.synthetic,) if synthetic else ()
    return Drawn(
        header=page.header(clinic, chart.patient, marks, CLINICAL),
        words=_heading(shot.panel.heading),
        cards=_cards(shot.cards),
        footer=_footer(shot, printed_at, audit_head),
        marks=marks,
        panel=shot.panel,
        viewport=shot.viewport,
        dose=shot.dose,
        audit_head=audit_head,
    )


def _heading(heading: PlanHeading | None) -> Markup:
    """What it is of, and where the plan stands."""
    title = free(heading.title) if heading else fixed("All sites")
    lines = [paragraph(fixed("Timeline \u00b7 ") + title, kind="title")]
    if heading:
        lines.append(paragraph(fixed(f"{heading.terms}. {heading.why}")))
    return joined(lines)


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


def _footer(shot: Shot, printed_at: datetime, audit_head: str) -> Markup:
    """Which reviews are shaded, what the figures rest on, and when it was printed."""
    printed = CLINICAL.sheet.printed.format(day=CLINICAL.long_date(printed_at.date()), time=show_time(printed_at))
    head = CLINICAL.sheet.head.format(head=audit_head[:CODE_DIGITS])
    left = paragraph(fixed(f"{_reviews(shot)} {FIGURES} {CLINICAL.product.long_term}".strip()))
    left += paragraph(fixed(f"{printed} \u00b7 {head}"))
    number = paragraph(fixed(CLINICAL.sheet.page.format(page=1, pages=1)), kind="end")
    return table(row(cell(left, width=88), cell(number, width=12)), kind="footer")


def _reviews(shot: Shot) -> str:
    """`3\u20134 month review after 14-Jan-2026: 14-Apr-2026 to 14-May-2026.`, one sentence each."""
    dose = shot.dose
    return " ".join(
        f"{window.label} after {dose.when}: {show_date(window.first)} to {show_date(window.last)}."
        for window in shot.panel.reviews_after(dose)
        if dose
    )
