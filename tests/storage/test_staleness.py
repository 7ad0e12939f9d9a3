"""Whatever may move a forecast marks it, for the old and for the new row, and nothing else does."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from exodesk.core.records.contact import CallAbout, CallAttempt, CallResult, PhoneNote
from exodesk.core.records.injection import InjectionStatus
from exodesk.core.records.patient import Allergy, Consent
from exodesk.core.records.plan import BaselineByHand, Hold, HoldReason, PlanAct, PlanActKind, Washout
from exodesk.core.records.rules import USUAL_RULES
from exodesk.core.records.visit import AmendmentKind
from exodesk.core.sites import Site
from exodesk.storage.schema import staleness
from tests.storage.practice import DAY, Practice, ids


def stale(practice: Practice) -> set[str]:
    return ids(practice.record, "SELECT plan_id FROM forecast WHERE stale = 1")


def renew(practice: Practice) -> None:
    with practice.record.write("renew") as rows:
        rows._database.execute("UPDATE forecast SET stale = 0")


def _plan_act(p: Practice) -> object:
    new = p.record.new_id()
    return PlanAct(
        id=new, plan_id=p.plan.id, patient_id=p.patient.id, kind=PlanActKind.REQUEST, acted_on=DAY,
        entered_at=p.record.now(),
    )  # fmt: skip


def _baseline(p: Practice) -> object:
    return BaselineByHand(
        id=p.record.new_id(), plan_id=p.plan.id, patient_id=p.patient.id, nrs=7, baseline_on=DAY, source="letter",
        entered_at=p.record.now(),
    )  # fmt: skip


def _hold(p: Practice) -> object:
    return Hold(id=p.record.new_id(), patient_id=p.patient.id, reason=HoldReason.INFECTION, from_on=DAY)


def _washout(p: Practice) -> object:
    place = {"site": Site.KNEE_JOINT, "side": p.plan.side}
    return Washout(id=p.record.new_id(), patient_id=p.patient.id, from_on=DAY, until_on=DAY, **place)  # type: ignore[arg-type]


def _phone_note(p: Practice) -> object:
    return PhoneNote(id=p.record.new_id(), patient_id=p.patient.id, called_at=p.record.now(), called_on=DAY)


def _call(p: Practice) -> object:
    return CallAttempt(
        id=p.record.new_id(), patient_id=p.patient.id, called_at=p.record.now(), called_on=DAY,
        about=CallAbout.BOOSTER, result=CallResult.REACHED,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("make", "change"),
    [
        (lambda p: p.a_score(None), {"score": Decimal(3)}),
        (lambda p: p.a_visit(), {"visited_on": date(2026, 3, 3)}),
        (_plan_act, {"withdrawn_on": DAY}),
        (_baseline, {"withdrawn_on": DAY}),
        (_hold, {"until_on": DAY}),
        (_washout, {"withdrawn_on": DAY}),
        (_phone_note, {"withdrawn_on": DAY}),
        (_call, {"withdrawn_on": DAY}),
    ],
)
def test_a_fact_marks_its_plan_when_it_comes_and_when_it_changes(
    practice: Practice, make: Callable[[Practice], object], change: dict[str, object]
) -> None:
    other = practice.add_plan(practice.add_patient())
    renew(practice)
    fact = make(practice)
    practice.add(fact)
    assert stale(practice) == {practice.plan.id}
    renew(practice)
    practice.change(replace(fact, **change))  # type: ignore[type-var]  # every record is a dataclass
    assert stale(practice) == {practice.plan.id}
    assert other.id not in stale(practice)


def test_an_injection_and_its_source_mark_its_plan(practice: Practice) -> None:
    other = practice.add_plan(practice.patient)
    visit = practice.a_visit()
    practice.add(visit)
    renew(practice)
    injection = practice.an_injection(visit)
    practice.add(injection)
    assert stale(practice) == {practice.plan.id}
    renew(practice)
    source = practice.a_source(injection)
    practice.add(source)
    assert stale(practice) == {practice.plan.id}
    renew(practice)
    practice.change(replace(injection, plan_id=other.id))
    assert stale(practice) == {practice.plan.id, other.id}
    renew(practice)
    with practice.record.write("take back") as rows:
        rows.delete("injection_source", "id = ?", [source.id])
    assert stale(practice) == {other.id}


def test_a_score_that_moves_to_another_plan_marks_both(practice: Practice) -> None:
    other = practice.add_plan(practice.patient)
    score = practice.a_score(None)
    practice.add(score)
    renew(practice)
    practice.change(replace(score, plan_id=other.id))
    assert stale(practice) == {practice.plan.id, other.id}


def test_a_recalled_lot_marks_the_plans_that_received_it(practice: Practice) -> None:
    visit = practice.a_visit()
    injection = practice.an_injection(visit)
    practice.add(visit, injection, practice.a_source(injection))
    practice.add_plan(practice.patient)
    renew(practice)
    practice.change(replace(practice.lot, recalled_on=DAY))
    assert stale(practice) == {practice.plan.id}


def test_an_amendment_marks_the_plans_of_the_visits_patient(practice: Practice) -> None:
    signed = practice.signed_visit()
    renew(practice)
    practice.add(
        practice.an_amendment(
            signed.visit, AmendmentKind.ENTERED_IN_ERROR, target_table="injection", target_id=signed.injection.id
        ),
        practice.a_signature(signed.visit, 2),
    )
    assert stale(practice) == {practice.plan.id}


def test_a_plan_marks_itself_from_its_first_moment(practice: Practice) -> None:
    renew(practice)
    new = practice.add_plan(practice.patient)
    assert stale(practice) == {new.id}
    renew(practice)
    practice.change(replace(new, doses=1, closed_on=DAY))
    assert stale(practice) == {new.id}


def test_what_concerns_a_person_marks_every_plan_of_their_merged_charts(practice: Practice) -> None:
    duplicate, stranger = practice.add_patient(), practice.add_patient()
    theirs, strangers = practice.add_plan(duplicate), practice.add_plan(stranger)
    renew(practice)
    merged = replace(duplicate, merged_into=practice.patient.id)
    practice.change(merged)
    assert stale(practice) == {practice.plan.id, theirs.id}
    renew(practice)
    for fact in (_hold(practice), replace(_call(practice), patient_id=duplicate.id)):  # type: ignore[type-var]
        practice.add(fact)
        assert stale(practice) == {practice.plan.id, theirs.id}
        renew(practice)
    practice.change(duplicate)
    assert stale(practice) == {practice.plan.id, theirs.id}
    assert strangers.id not in stale(practice)


def test_words_that_no_forecast_reads_mark_nothing(practice: Practice) -> None:
    visit = practice.a_visit()
    injection = practice.an_injection(visit)
    practice.add(visit, injection)
    renew(practice)
    practice.change(replace(visit, reason="knee pain", plan_text="rest for a day"))
    practice.change(replace(injection, volume_ul=1500, note="slow"))
    practice.change(replace(practice.patient, notes="likes mornings"))
    assert stale(practice) == set()
    practice.change(replace(injection, status=InjectionStatus.NOT_DONE))
    assert stale(practice) == {practice.plan.id}


def test_the_figures_mark_every_plan(practice: Practice) -> None:
    everybody = ids(practice.record, "SELECT plan_id FROM forecast")
    renew(practice)
    practice.add(USUAL_RULES)
    assert stale(practice) == everybody
    renew(practice)
    practice.change(replace(USUAL_RULES, grace_days=5))
    assert stale(practice) == everybody


def test_what_moves_no_forecast_marks_none(practice: Practice) -> None:
    renew(practice)
    new, patient_id = practice.record.new_id(), practice.patient.id
    practice.add(
        Allergy(id=new, patient_id=patient_id, substance="latex", updated_on=DAY),
        Consent(id=new, patient_id=patient_id, template_version="1", signed_on=DAY),
    )
    assert stale(practice) == set()


def test_every_table_that_the_forecast_reads_is_tested_here() -> None:
    assert set(staleness.TOUCHES) == {
        "amendment", "baseline_by_hand", "call_attempt", "clinic_rules", "hold", "injection", "injection_source", "lot",
        "patient", "phone_note", "plan", "plan_act", "score", "visit", "washout",
    }  # fmt: skip


def test_marks_are_found_by_index(practice: Practice) -> None:
    """A mark costs the same in a practice of a hundred and of a hundred thousand patients; figures mark them all."""
    for table in staleness.TOUCHES.keys() - {"clinic_rules"}:
        where = staleness.TOUCHES[table]
        condition = re.sub(r"\brow\.\w+", "'x'", where("row"))
        plan = practice.record.read(f"EXPLAIN QUERY PLAN SELECT 1 FROM forecast WHERE {condition}")
        assert not [row["detail"] for row in plan if row["detail"].startswith("SCAN")], table
