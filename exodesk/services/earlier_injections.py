"""Injections from earlier records: given before this record was kept, or elsewhere. They count and are never signed."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from exodesk.core.changes import Change
from exodesk.core.drawing import with_figures_of, with_particles
from exodesk.core.errors import InvalidRecord, Problem
from exodesk.core.fields import problems_in
from exodesk.core.quantities import show_date
from exodesk.core.records.injection import Injection, InjectionKind, InjectionSource, InjectionStatus
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
    before = _from_earlier(record, injection.entry_id)
    same_person(record, before.patient_id, injection.patient_id)
    entered, drawn = _checked(record, replace(injection, id=before.id), sources)
    with record.write("edit earlier injection") as rows:
        rows.update(entered)
        rows.delete("injection_source", "injection_id = ?", [before.id])
        rows.insert(*drawn)
    return Change(KINDS, entered.patient_id, entered.entry_id, f"Saved: {_what(entered)}.")


def take_out_earlier_injection(record: RecordFile, entry_id: str, reason: str) -> Change:
    """Say that an injection from earlier records was entered in error. It stays readable and counts no more."""
    before = _from_earlier(record, entry_id)
    if not reason.strip():
        raise InvalidRecord([Problem("why", "Type why it was entered in error.")])
    after = replace(before, status=InjectionStatus.NOT_DONE, not_done_cause=None, not_done_reason=reason.strip())
    return _put(record, after, "entered in error", reason, partial(_put_back, injection=before))


def _put_back(record: RecordFile, injection: Injection) -> Change:
    """Undo taking one out."""
    _from_earlier(record, injection.entry_id)
    return _put(record, injection, "put earlier injection back", None, None)


def _put(
    record: RecordFile, injection: Injection, operation: str, reason: str | None, undo: partial[Change] | None
) -> Change:
    with record.write(operation, reason) as rows:
        rows.update(injection)
    said = f"Entered in error: {_what(injection)}." if undo else f"Put back: {_what(injection)}."
    return Change(KINDS, injection.patient_id, injection.entry_id, said, undo)


def _from_earlier(record: RecordFile, entry_id: str) -> Injection:
    found = injections.in_force(record, entry_id)
    if not found.from_earlier_records:
        raise InvalidRecord([Problem("", "This injection belongs to a visit. Mend it there.")])
    return found


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
