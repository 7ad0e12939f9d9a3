"""Injections from earlier records: given before this record was kept, or elsewhere. They count and are never signed."""

from collections.abc import Sequence
from dataclasses import replace

from exodesk.core.changes import Change
from exodesk.core.drawing import with_figures_of, with_particles
from exodesk.core.errors import InvalidRecord, Problem
from exodesk.core.fields import problems_in
from exodesk.core.quantities import show_date
from exodesk.core.records.injection import Injection, InjectionKind, InjectionSource
from exodesk.core.sites import sided, takes_side
from exodesk.services.checks import refuse, same_person
from exodesk.services.injections import KINDS
from exodesk.storage import injections, plans, stock
from exodesk.storage.recordfile import RecordFile


def add_earlier_injection(record: RecordFile, injection: Injection, sources: Sequence[InjectionSource]) -> Change:
    """Write an injection from earlier records: a day or a month, a lot or why it is not known."""
    entered, drawn = _checked(record, injection, sources)
    with record.write("add earlier injection") as rows:
        rows.insert(entered, *drawn)
    return Change(KINDS, entered.patient_id, entered.entry_id, f"Entered: {_what(entered)}.")


def edit_earlier_injection(record: RecordFile, injection: Injection, sources: Sequence[InjectionSource]) -> Change:
    """Mend an injection from earlier records."""
    before = injections.in_force(record, injection.entry_id)
    if not before.from_earlier_records:
        raise InvalidRecord([Problem("", "This injection belongs to a visit. Mend it there.")])
    same_person(record, before.patient_id, injection.patient_id)
    entered, drawn = _checked(record, replace(injection, id=before.id), sources)
    with record.write("edit earlier injection") as rows:
        rows.update(entered)
        rows.delete("injection_source", "injection_id = ?", [before.id])
        rows.insert(*drawn)
    return Change(KINDS, entered.patient_id, entered.entry_id, f"Saved: {_what(entered)}.")


def _checked(
    record: RecordFile, injection: Injection, sources: Sequence[InjectionSource]
) -> tuple[Injection, list[InjectionSource]]:
    entered = replace(injection, visit_id=None, from_earlier_records=True, given_at=None)
    problems = problems_in(entered, record.today())
    if entered.site and entered.side and not takes_side(entered.site, entered.side):
        problems.append(Problem("side", f"{entered.site.label} has no side “{entered.side.label.lower()}”."))
    plan = plans.get(record, entered.plan_id) if entered.plan_id else None
    if plan:
        same_person(record, entered.patient_id, plan.patient_id)
        if (plan.site, plan.side) != (entered.site, entered.side):
            problems.append(Problem("side", f"The plan is for: {sided(plan.site, plan.side)}."))
    if not sources and entered.kind == InjectionKind.EXOSOME:
        problems.append(Problem("lot_id", "Pick the lot, or say that it is not known."))
    for source in sources:
        problems += problems_in(source, record.today())
        if source.lot_id is None and not source.no_lot_reason:
            problems.append(Problem("no_lot_reason", "Say why the lot is not known."))
    refuse(problems)
    lots = stock.lots_with_ids(record, [source.lot_id for source in sources if source.lot_id])
    figured = [with_figures_of(lots[source.lot_id], source) if source.lot_id else source for source in sources]
    return entered, with_particles(entered, figured)


def _what(injection: Injection) -> str:
    where = sided(injection.site, injection.side).lower()
    return f"{injection.kind.label.lower()}, {where}, {show_date(injection.given_on)}"
