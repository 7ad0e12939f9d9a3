"""A row stays with its patient, its key and its visit's entry; merged charts are one person."""

from dataclasses import replace

import pytest

from exodesk.core.records.patient import Patient
from exodesk.core.records.plan import PlanAct, PlanActKind
from exodesk.storage.driver import IntegrityError
from tests.storage.practice import DAY, Practice, raw


def merge(practice: Practice, patient: Patient, into: str | None) -> Patient:
    merged = replace(patient, merged_into=into)
    practice.change(merged)
    return merged


def test_an_injection_belongs_to_the_patient_of_its_visit_and_plan(practice: Practice) -> None:
    other = practice.add_patient()
    visit = practice.a_visit()
    practice.add(visit)
    with pytest.raises(IntegrityError, match="visit of this injection is another patient"):
        practice.add(practice.an_injection(visit, patient_id=other.id, plan_id=None))
    with pytest.raises(IntegrityError, match="plan of this injection is another patient"):
        practice.add(practice.an_injection(visit, plan_id=practice.add_plan(other).id))
    injection = practice.an_injection(visit)
    practice.add(injection)
    with pytest.raises(IntegrityError, match="another patient"):
        practice.change(replace(injection, plan_id=practice.add_plan(other).id))


def test_a_score_a_plan_act_and_a_plan_belong_to_their_patient(practice: Practice) -> None:
    other = practice.add_patient()
    act = PlanAct(
        id=practice.record.new_id(),
        plan_id=practice.plan.id,
        patient_id=other.id,
        kind=PlanActKind.REQUEST,
        acted_on=DAY,
        entered_at=practice.record.now(),
    )
    for row in (practice.a_score(None, plan_id=practice.add_plan(other).id), act):
        with pytest.raises(IntegrityError, match="another patient"):
            practice.add(row)
    with pytest.raises(IntegrityError, match="condition of this plan is another patient"):
        practice.change(replace(practice.plan, patient_id=other.id))


def test_a_merged_chart_is_the_same_person(practice: Practice) -> None:
    duplicate = practice.add_patient()
    merge(practice, duplicate, practice.patient.id)
    visit = practice.a_visit(patient_id=duplicate.id)
    practice.add(visit, practice.an_injection(visit))


def test_a_chart_is_merged_once_and_into_one_that_stands_by_itself(practice: Practice) -> None:
    second, third = practice.add_patient(), practice.add_patient()
    merge(practice, second, practice.patient.id)
    with pytest.raises(IntegrityError, match="stands by itself"):
        merge(practice, third, second.id)
    with pytest.raises(IntegrityError, match="stands by itself"):
        merge(practice, practice.patient, third.id)
    with pytest.raises(IntegrityError, match="stands by itself"):
        merge(practice, third, third.id)
    merge(practice, second, None)
    merge(practice, third, second.id)


def test_other_tables_refer_to_the_entry_and_not_to_a_version(practice: Practice) -> None:
    signed = practice.signed_visit()
    with practice.record.write("correct") as rows:
        newer = practice.correct(rows, signed.visit, signed.injection)
    act = PlanAct(
        id=practice.record.new_id(),
        plan_id=practice.plan.id,
        patient_id=practice.patient.id,
        kind=PlanActKind.LOT_ANSWER,
        acted_on=DAY,
        injection_id=newer.id,
        entered_at=practice.record.now(),
    )
    with pytest.raises(IntegrityError, match="refers to the entry"):
        practice.add(act)
    practice.add(replace(act, injection_id=newer.entry_id))


def test_keys_never_change_and_clinical_rows_never_go(practice: Practice) -> None:
    with raw(practice.record) as connection:
        with pytest.raises(IntegrityError, match="never changes"):
            connection.execute("UPDATE patient SET id = 'another'")
        for table in ("patient", "plan", "condition", "counter", "record_info", "product", "lot"):
            with pytest.raises(IntegrityError, match="never deleted"):
                connection.execute(f"DELETE FROM {table}")


def test_the_rows_of_a_visit_are_taken_back_while_it_is_open_and_nothing_else_is(practice: Practice) -> None:
    visit = practice.a_visit()
    injection = practice.an_injection(visit)
    practice.add(visit, injection, practice.a_source(injection))
    with practice.record.write("another lot") as rows:
        rows.delete("injection_source", "injection_id = ?", [injection.id])
        with pytest.raises(ValueError, match="never deleted"):
            rows.delete("injection", "id = ?", [injection.id])
