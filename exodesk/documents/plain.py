"""Plain pages, for when the usual one cannot be made: nothing laid out, nothing left out that matters.

It asks as little as possible of what it tells, so that whatever went wrong there does not go wrong here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo

from exodesk.core.chart import Chart, VisitView
from exodesk.core.instruments import show_score
from exodesk.core.reading import lines_of
from exodesk.core.records.clinic import Clinic
from exodesk.core.records.patient import Patient, identity_line
from exodesk.core.records.printed import PrintedKind
from exodesk.documents.html import Markup, bold, cell, fixed, free, paragraph, row, table
from exodesk.documents.page import Block, Document, Footer
from exodesk.documents.wording import CLINICAL, Wording, language_of, wording_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """What stands on every page, whatever it tells. `printed_at` is in the clinic's zone."""

    clinic: Clinic
    printed_at: datetime
    audit_head: str
    synthetic: bool = False


def plain_page(
    title: str,
    name: str,
    patient: Patient | None,
    lines: Iterable[Markup],
    printing: Printing,
    *,
    words: Wording = CLINICAL,
    visit_hash: str | None = None,
    draft: bool = False,
) -> Document:
    """Whose it is, and its lines one below the other; `name` is that of the usual page."""
    stands = {words.sheet.draft: draft, words.sheet.synthetic: printing.synthetic}
    marks = tuple(mark for mark, is_so in stands.items() if is_so)
    who = paragraph(free(identity_line(patient))) if patient else Markup()
    identity = paragraph(free(printing.clinic.name)) + paragraph(free(printing.clinic.phone)) + who
    told = (bold(fixed(title)), *lines, *(fixed(mark) for mark in marks))
    return Document(
        title=title,
        name=name,
        header=table(row(cell(identity)), kind="header"),
        blocks=tuple(Block(table(row(cell(paragraph(line))), kind="more")) for line in told),
        footer=Footer(
            printed_at=printing.printed_at, visit_hash=visit_hash, audit_head=printing.audit_head, words=words
        ),
        marks=marks,
    )


NAMES = {
    PrintedKind.SUMMARY: "Visit summary",
    PrintedKind.LETTER: "Letter",
    PrintedKind.VISIT_RECORD: "Visit record",
}
"""Of the usual pages of a visit."""


def plain_visit(chart: Chart, visit: VisitView, printing: Printing, kind: PrintedKind) -> Document:
    """Who, what is recorded of the visit and its injections, and for a patient when to call and whom."""
    for_patient = kind is PrintedKind.SUMMARY
    words = wording_in(language_of(chart.patient.language)) if for_patient else CLINICAL
    lines = [
        *(heed(printing.clinic, words) if for_patient else ()),
        *(labelled(label, text) for label, text in _facts(visit, printing.printed_at.tzinfo)),
        fixed(f"{words.product.long_term} {words.product.exosomes_not_approved}"),
    ]
    return plain_page(
        words.sheet.title if for_patient else kind.label,
        NAMES[kind],
        chart.patient,
        lines,
        printing,
        words=words,
        visit_hash=visit.signed_hash,
        draft=not visit.is_signed,
    )


def heed(clinic: Clinic, words: Wording) -> Iterator[Markup]:
    """When to call, and whom."""
    yield fixed(f"{words.call.same_day}: {words.call.flags_in_line}.")
    yield fixed(f"{words.call.phone} ") + free(clinic.phone)
    yield fixed(f"{words.sheet.out_of_hours} ") + free(clinic.out_of_hours_phone)


def _facts(visit: VisitView, zone: tzinfo | None) -> Iterator[tuple[str, str]]:
    def clock(moment: datetime) -> datetime:
        return moment.astimezone(zone)

    yield from lines_of(visit.visit, clock)
    for given in visit.injections:
        yield "Injection", given.where
        if given.injection.volume_ul is not None or given.sources:
            yield "Amount", given.amount
        for drawn in given.sources:
            if drawn.product and drawn.lot:
                yield "Product and lot", f"{drawn.product.name}, {drawn.lot.code}"
        yield from lines_of(given.injection, clock)
    for score in visit.scores:
        yield score.instrument.label, show_score(score)


def labelled(label: str, text: str) -> Markup:
    return fixed(f"{label}: ") + free(text)
