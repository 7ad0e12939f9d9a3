"""Plans: made, changed, closed. What moves their forecast is in plan_acts.py; the door renews it."""

from dataclasses import replace
from datetime import date
from functools import partial

from exodesk.core.changes import Change
from exodesk.core.planning import plan_problems
from exodesk.core.records.plan import Plan
from exodesk.core.sites import sided
from exodesk.services.checks import check, same_person
from exodesk.storage import patients, plans
from exodesk.storage.recordfile import RecordFile

KINDS = frozenset({"plan", "forecast"})


def add_plan(record: RecordFile, plan: Plan) -> Change:
    """Write down what is intended for one condition, site and side."""
    check(record, plan, *plan_problems(plan))
    same_person(record, plan.patient_id, patients.condition(record, plan.condition_id).patient_id)
    with record.write("add plan") as rows:
        rows.insert(plan)
    return Change(KINDS, plan.patient_id, plan.id, f"Plan added: {sided(plan.site, plan.side)}.")


def edit_plan(record: RecordFile, plan: Plan) -> Change:
    """Replace a plan's terms; its doses are judged anew by them."""
    return _save(record, plans.get(record, plan.id), plan, "edit plan", f"Plan saved: {sided(plan.site, plan.side)}.")


def close_plan(record: RecordFile, plan_id: str, closed_on: date, reason: str) -> Change:
    before = plans.get(record, plan_id)
    after = replace(before, closed_on=closed_on, closed_reason=reason)
    return _save(record, before, after, "close plan", f"Plan closed: {sided(before.site, before.side)}.")


def reopen_plan(record: RecordFile, plan_id: str) -> Change:
    before = plans.get(record, plan_id)
    after = replace(before, closed_on=None, closed_reason=None)
    return _save(record, before, after, "reopen plan", f"Plan open again: {sided(before.site, before.side)}.")


def _save(record: RecordFile, before: Plan, after: Plan, operation: str, said: str) -> Change:
    check(record, after, *plan_problems(after))
    same_person(record, before.patient_id, after.patient_id, patients.condition(record, after.condition_id).patient_id)
    with record.write(operation) as rows:
        rows.update(after)
    return Change(KINDS, after.patient_id, after.id, said, partial(edit_plan, plan=before))
