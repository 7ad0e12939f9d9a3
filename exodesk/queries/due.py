"""Which plans ask for a dose on a day: today and later from stored forecasts, an earlier day from the raw facts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from exodesk.core.booster import Forecast, Standing, State, state_at, why, why_needed
from exodesk.core.records.patient import Patient
from exodesk.core.records.plan import Plan
from exodesk.core.sites import sided
from exodesk.queries.chart import CANNOT_COMPUTE
from exodesk.storage import forecasts, patients, plans
from exodesk.storage.facts import gather, gather_beside
from exodesk.storage.recordfile import RecordFile

ASKING = frozenset({State.OVERDUE, State.DUE})


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRow:
    """A plan on a day, with the person it belongs to: of a merged chart, the one that it counts as."""

    patient: Patient
    plan: Plan
    standing: Standing
    why: str
    why_needed: str | None

    @property
    def where(self) -> str:
        return sided(self.plan.site, self.plan.side)


def due_list(record: RecordFile, as_of: date | None = None, *, everything: bool = False) -> list[DueRow]:
    """Overdue and due plans, the oldest date first; `everything`: plans in all other states too, and hidden ones."""
    with record.reading():
        day = as_of or record.today()
        judged = _from_facts(record, day) if day < record.today() else _from_rows(record, day, everything=everything)
        wanted = [found for found in judged if everything or found.standing.state in ASKING]
        snoozed = plans.snoozed_on(record, [found.plan.id for found in wanted], day)
        people = patients.people(record, list({found.plan.patient_id for found in wanted}))
        named = patients.with_ids(record, list(set(people.values())))
        rows = [_row(found, named[people[found.plan.patient_id]]) for found in wanted]
    shown = [row for row in rows if everything or not (row.plan.id in snoozed or _is_gone(row.patient, day))]
    return sorted(shown, key=lambda row: (row.standing.recommended or date.max, row.patient.chart_no, row.plan.id))


@dataclass(frozen=True, slots=True)
class _Judged:
    plan: Plan
    standing: Standing
    forecast: Forecast
    is_computed: bool = True


def _from_rows(record: RecordFile, day: date, *, everything: bool) -> Iterator[_Judged]:
    """From what is stored. A row that the worker has not come to yet is computed here."""
    stored = forecasts.all_stored(record) if everything else forecasts.asking(record, day)
    by_id = {row.plan_id: row for row in stored}
    stale = [row.plan_id for row in by_id.values() if row.is_stale]
    for plan_ids in forecasts.batches([row.plan_id for row in by_id.values() if not row.is_stale]):
        beside = gather_beside(record, plan_ids)
        for plan in beside.plans.values():
            row = by_id[plan.id]
            standing = state_at(row.forecast, beside.dated_holds_of(plan), beside.appointments_of(plan), day)
            yield _Judged(plan, standing, row.forecast, not row.cannot_compute)
    yield from _computed(record, stale, day)


def _from_facts(record: RecordFile, day: date) -> Iterator[_Judged]:
    return _computed(record, forecasts.computable(record), day)


def _computed(record: RecordFile, plan_ids: Iterable[str], day: date) -> Iterator[_Judged]:
    for batch in forecasts.batches(plan_ids):
        gathered = gather(record, batch)
        for plan in gathered.plans.values():
            evaluation = gathered.evaluated(plan.id, day)
            forecast, known = evaluation.forecast, evaluation.known
            yield _Judged(plan, state_at(forecast, known.dated_holds, known.appointments, day), forecast)


def _row(found: _Judged, patient: Patient) -> DueRow:
    return DueRow(
        patient=patient,
        plan=found.plan,
        standing=found.standing,
        why=why(found.standing, found.forecast) if found.is_computed else CANNOT_COMPUTE,
        why_needed=why_needed(found.standing, found.forecast) if found.is_computed else None,
    )


def _is_gone(patient: Patient, day: date) -> bool:
    return any(gone and gone <= day for gone in (patient.died_on, patient.moved_on))
