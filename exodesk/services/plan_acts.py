"""Acts that move a plan's forecast: requests, reviews, dates by hand, lot answers, holds, washouts, start values.

None of them is ever deleted: an undo marks it withdrawn.
"""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TypeVar

from exodesk.core.changes import Change
from exodesk.core.dates import show_date
from exodesk.core.planning import act_problems, hold_problems, washout_problems
from exodesk.core.records.plan import (
    BaselineByHand,
    Hold,
    LotAnswerWhat,
    PlanAct,
    PlanActKind,
    Washout,
)
from exodesk.services.checks import check, same_person
from exodesk.storage import injections, plans
from exodesk.storage.recordfile import RecordFile

Withdrawable = TypeVar("Withdrawable", PlanAct, Hold, Washout, BaselineByHand)


def ask_for_booster(record: RecordFile, plan_id: str, asked_on: date, reason: str | None = None) -> Change:
    """The patient asks for the booster."""
    return add_act(record, _act(record, plan_id, PlanActKind.REQUEST, asked_on, reason=reason))


def review_plan(record: RecordFile, plan_id: str, reviewed_on: date, reason: str | None = None) -> Change:
    """The plan was thought through; a hold that a non-response made ends with it."""
    return add_act(record, _act(record, plan_id, PlanActKind.REVIEW, reviewed_on, reason=reason))


def set_date(record: RecordFile, plan_id: str, target_on: date, reason: str) -> Change:
    """Set the date of the next dose by hand; it stands until a dose is given."""
    act = _act(record, plan_id, PlanActKind.HAND_SET, record.today(), target_on=target_on, reason=reason)
    return add_act(record, act)


def snooze(record: RecordFile, plan_id: str, until_on: date, reason: str | None = None) -> Change:
    """Hide the plan from the lists until a day. It moves nothing."""
    act = _act(record, plan_id, PlanActKind.SNOOZE, record.today(), target_on=until_on, reason=reason)
    return add_act(record, act)


def answer_lot(record: RecordFile, injection_id: str, what: LotAnswerWhat, answered_on: date, reason: str) -> Change:
    """Say whether a dose from a lot that had expired or was recalled counts, or is to be repeated."""
    injection = injections.in_force(record, injection_id)
    if injection.plan_id is None:
        raise ValueError("An injection without a plan is no dose and asks nothing.")
    act = _act(record, injection.plan_id, PlanActKind.LOT_ANSWER, answered_on, reason=reason)
    return add_act(record, replace(act, injection_id=injection_id, what=what))


def add_act(record: RecordFile, act: PlanAct) -> Change:
    check(record, act, *act_problems(act))
    same_person(record, act.patient_id, plans.get(record, act.plan_id).patient_id)
    before = " until" if act.kind is PlanActKind.SNOOZE else ":"
    day = f"{before} {show_date(act.target_on)}" if act.target_on else ""
    return _added(record, act, f"{act.kind.label}{day}.")


def hold(record: RecordFile, entered: Hold) -> Change:
    """Give nothing until it ends: of one plan, of a site and side, or of the whole patient."""
    check(record, entered, *hold_problems(entered))
    if entered.plan_id:
        same_person(record, entered.patient_id, plans.get(record, entered.plan_id).patient_id)
    return _added(record, entered, f"On hold: {entered.reason.label.lower()}.")


def release_hold(record: RecordFile, hold_id: str, free_on: date) -> Change:
    """End a hold; `free_on` is the first free day."""
    return edit_hold(record, replace(plans.hold(record, hold_id), until_on=free_on))


def edit_hold(record: RecordFile, entered: Hold) -> Change:
    before = plans.hold(record, entered.id)
    check(record, entered, *hold_problems(entered))
    same_person(record, before.patient_id, entered.patient_id)
    with record.write("edit hold") as rows:
        rows.update(entered)
    return Change(
        frozenset({"hold", "forecast"}),
        entered.patient_id,
        entered.id,
        "Hold saved.",
        partial(edit_hold, entered=before),
    )


def wash_out(record: RecordFile, entered: Washout) -> Change:
    """Nothing earlier than its end at this site, without a hold."""
    check(record, entered, *washout_problems(entered))
    return _added(record, entered, "Washout added.")


def set_baseline(record: RecordFile, entered: BaselineByHand) -> Change:
    """Give the start value that results are measured against; the one given last counts."""
    check(record, entered)
    same_person(record, entered.patient_id, plans.get(record, entered.plan_id).patient_id)
    return _added(record, entered, "Start value added.")


def withdraw(record: RecordFile, entered: Withdrawable) -> Change:
    """Take back what was entered; the row stays and says since when it does not count."""
    return _set_withdrawn(record, replace(entered, withdrawn_on=record.today()), "withdraw", "Taken back")


def restore(record: RecordFile, entered: Withdrawable) -> Change:
    return _set_withdrawn(record, replace(entered, withdrawn_on=None), "restore", "Put back")


def _added(record: RecordFile, entered: Withdrawable, said: str) -> Change:
    kind = _kind(entered)
    with record.write(f"add {kind.replace('_', ' ')}") as rows:
        rows.insert(entered)
    return Change(
        frozenset({kind, "forecast"}), entered.patient_id, entered.id, said, partial(withdraw, entered=entered)
    )


def _set_withdrawn(record: RecordFile, entered: Withdrawable, operation: str, said: str) -> Change:
    kind = _kind(entered)
    with record.write(f"{operation} {kind.replace('_', ' ')}") as rows:
        rows.update(entered)
    undo = partial(withdraw if entered.withdrawn_on is None else restore, entered=entered)
    what = entered.kind.label if isinstance(entered, PlanAct) else kind.replace("_", " ")
    return Change(frozenset({kind, "forecast"}), entered.patient_id, entered.id, f"{said}: {what.lower()}.", undo)


def _kind(entered: PlanAct | Hold | Washout | BaselineByHand) -> str:
    match entered:
        case PlanAct():
            return "plan_act"
        case Hold():
            return "hold"
        case Washout():
            return "washout"
        case BaselineByHand():
            return "baseline_by_hand"


def _act(
    record: RecordFile,
    plan_id: str,
    kind: PlanActKind,
    acted_on: date,
    *,
    target_on: date | None = None,
    reason: str | None = None,
) -> PlanAct:
    return PlanAct(
        id=record.new_id(),
        plan_id=plan_id,
        patient_id=plans.get(record, plan_id).patient_id,
        kind=kind,
        acted_on=acted_on,
        target_on=target_on,
        reason=reason,
        entered_at=record.now(),
    )
