"""A plain page of a visit, for when its usual page cannot be made: nothing laid out, nothing left out that matters.

It asks as little as possible of what it tells, so that whatever went wrong there does not go wrong here.
"""

from collections.abc import Iterator
from datetime import datetime, tzinfo

from exodesk.core.chart import Chart, VisitView
from exodesk.core.instruments import show_score
from exodesk.core.reading import lines_of
from exodesk.core.records.clinic import Clinic
from exodesk.core.records.patient import identity_line
from exodesk.documents.html import Markup, cell, fixed, free, paragraph, row, table
from exodesk.documents.page import Block, Document, Footer
from exodesk.documents.wording import ENGLISH, Wording, language_of, wording_in


def plain_page(
    chart: Chart,
    visit: VisitView,
    clinic: Clinic,
    *,
    printed_at: datetime,
    audit_head: str,
    synthetic: bool,
    for_patient: bool,
) -> Document:
    """Who, what is recorded of the visit and its injections, and for a patient when to call and whom."""
    words = wording_in(language_of(chart.patient.language)) if for_patient else ENGLISH
    draft = () if visit.is_signed else (words.sheet.draft,)
    marks = (*draft, words.sheet.synthetic) if synthetic else draft
    lines = [
        *_call(clinic, words, for_patient=for_patient),
        *(_labelled(label, text) for label, text in _facts(visit, printed_at.tzinfo)),
        fixed(f"{words.product.long_term} {words.product.exosomes_not_approved}"),
        *(fixed(mark) for mark in marks),
    ]
    identity = paragraph(free(clinic.name)) + paragraph(free(identity_line(chart.patient)))
    return Document(
        title=words.sheet.title if for_patient else "Visit",
        name="Visit summary" if for_patient else "Visit record",
        header=table(row(cell(identity)), kind="header"),
        blocks=tuple(Block(table(row(cell(paragraph(line))), kind="more")) for line in lines),
        footer=Footer(
            printed_at=printed_at,
            visit_hash=visit.signatures[-1].sha256 if visit.is_signed else "",
            audit_head=audit_head,
            words=words,
        ),
        marks=marks,
    )


def _call(clinic: Clinic, words: Wording, *, for_patient: bool) -> Iterator[Markup]:
    if for_patient:
        flags = "; ".join(words.call.red_flags)
        yield fixed(f"{words.call.same_day}: {flags}.")
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


def _labelled(label: str, text: str) -> Markup:
    return fixed(f"{label}: ") + free(text)
