"""Rows of several subjects joined to what pages and signatures read: injections with their sources, visits with all.

A fixed handful of statements for however many rows. No rules, no transactions.
"""

from collections.abc import Sequence

from exodesk.core.chart import DrawnSource, GivenInjection, VisitView
from exodesk.core.records.injection import Injection
from exodesk.core.records.visit import Score, Visit
from exodesk.storage import injections, scores, stock, visits
from exodesk.storage.fact_rows import grouped
from exodesk.storage.reading import Reader


def given(record: Reader, found: Sequence[Injection]) -> list[GivenInjection]:
    """Injections with what was drawn for them and what the pause asked, in the same order."""
    if not found:
        return []
    ids = [injection.id for injection in found]
    drawn = injections.sources(record, ids)
    lots = stock.lots_with_ids(record, list({source.lot_id for source in drawn if source.lot_id}))
    products = stock.products_with_ids(record, list({lot.product_id for lot in lots.values()}))
    sources = grouped(
        (
            source.injection_id,
            DrawnSource(
                source=source,
                lot=(lot := lots.get(source.lot_id or "")),
                product=products[lot.product_id] if lot else None,
            ),
        )
        for source in drawn
    )
    pause = grouped((answer.injection_id, answer) for answer in injections.pause_answers(record, ids))
    return [
        GivenInjection(
            injection=injection,
            sources=tuple(sources.get(injection.id, ())),
            pause=tuple(pause.get(injection.id, ())),
        )
        for injection in found
    ]


def of_visits(
    record: Reader, found: Sequence[Visit], done: Sequence[GivenInjection], scored: Sequence[Score]
) -> list[VisitView]:
    """Visits with their signatures and amendments, and what of `done` and `scored` belongs to them."""
    if not found:
        return []
    entries = [visit.entry_id for visit in found]
    signed = grouped((signature.visit_id, signature) for signature in visits.signatures(record, entries))
    amended = grouped((amendment.visit_id, amendment) for amendment in visits.amendments(record, entries))
    injected = grouped((each.injection.visit_id, each) for each in done)
    answered = grouped((score.visit_id, score) for score in scored)
    measured = grouped((each.visit_id, each) for each in visits.vitals(record, [visit.id for visit in found]))
    return [
        VisitView(
            visit=visit,
            signatures=tuple(signed.get(visit.entry_id, ())),
            amendments=tuple(amended.get(visit.entry_id, ())),
            injections=tuple(injected.get(visit.entry_id, ())),
            scores=tuple(answered.get(visit.entry_id, ())),
            vitals=tuple(measured.get(visit.id, ())),
        )
        for visit in found
    ]


def of_visit(record: Reader, entry_id: str) -> VisitView:
    """One visit as it stands, one entered in error included."""
    visit = visits.last_version(record, entry_id)
    done = given(record, injections.of_visit(record, entry_id))
    return of_visits(record, [visit], done, scores.of_visit(record, entry_id))[0]
