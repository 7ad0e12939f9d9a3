"""Earlier treatments, medicines, history: written down, changed, taken back, and read as one person's."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

import pytest

from exodesk.core.changes import Change
from exodesk.core.dates import PartialDate
from exodesk.core.errors import InvalidRecord
from exodesk.core.medicines import flagged, flags_of, is_taken
from exodesk.core.records.background import EarlierTreatment, HistoryItem, HistoryKind, Medication, TreatmentKind
from exodesk.core.records.patient import Allergy, AllergyState, ConditionStatus
from exodesk.queries.chart import read_chart
from exodesk.services import background as told
from exodesk.services.medical_history import (
    add_history_item,
    add_medication,
    add_treatment,
    edit_history_item,
    edit_medication,
    edit_treatment,
)
from exodesk.services.patients import merge_patients, unmerge_patient
from exodesk.storage import background, patients
from exodesk.storage.driver import IntegrityError
from exodesk.storage.recordfile import RecordFile
from tests.factories import a_condition, a_patient, a_plan


def a_medication(record: RecordFile, patient_id: str, **values: Any) -> Medication:
    return Medication(id=record.new_id(), patient_id=patient_id, **{"name": "Apixaban"} | values)


def a_treatment(record: RecordFile, patient_id: str, **values: Any) -> EarlierTreatment:
    usual = {"condition_id": "", "kind": TreatmentKind.STEROID} | values
    usual["condition_id"] = usual["condition_id"] or a_condition(record, patient_id)
    return EarlierTreatment(id=record.new_id(), patient_id=patient_id, **usual)


def an_item(record: RecordFile, patient_id: str, **values: Any) -> HistoryItem:
    usual = {"kind": HistoryKind.SURGERY, "text": "Appendectomy"}
    return HistoryItem(id=record.new_id(), patient_id=patient_id, **usual | values)


class Acts(NamedTuple):
    """How records of one kind are made, written and read, and a text of theirs to change."""

    make: Callable[..., Any]
    add: Callable[..., Change]
    edit: Callable[..., Change]
    get: Callable[..., Any]
    field: str


KINDS = [
    Acts(a_medication, add_medication, edit_medication, background.medication, "dose_text"),
    Acts(a_treatment, add_treatment, edit_treatment, background.treatment, "result"),
    Acts(an_item, add_history_item, edit_history_item, background.history_item, "text"),
]


@pytest.mark.parametrize("acts", KINDS, ids=lambda acts: acts.get.__name__)
def test_added_edited_taken_back_and_put_back(record: RecordFile, acts: Acts) -> None:
    item = acts.make(record, a_patient(record))
    change = acts.add(record, item)
    assert acts.get(record, item.id) == item
    edited = acts.edit(record, replace(item, **{acts.field: "Other"}))
    assert getattr(acts.get(record, item.id), acts.field) == "Other"
    assert edited.undo
    edited.undo(record)
    assert acts.get(record, item.id) == item
    assert change.undo
    back = change.undo(record)
    assert acts.get(record, item.id) == replace(item, withdrawn_on=record.today())
    assert back.undo
    back.undo(record)
    assert acts.get(record, item.id) == item


@pytest.mark.parametrize("acts", KINDS, ids=lambda acts: acts.get.__name__)
def test_nothing_moves_to_another_patient(record: RecordFile, acts: Acts) -> None:
    item = acts.make(record, a_patient(record))
    acts.add(record, item)
    with pytest.raises(ValueError, match="two different patients"):
        acts.edit(record, replace(item, patient_id=a_patient(record)))


def test_a_treatment_stays_with_the_condition_of_its_patient(record: RecordFile) -> None:
    """In the rules, and in the record itself."""
    one, other = a_patient(record), a_patient(record)
    strange = a_treatment(record, one, condition_id=a_condition(record, other))
    with pytest.raises(ValueError, match="two different patients"):
        add_treatment(record, strange)
    with pytest.raises(IntegrityError, match="another patient"), record.write("past the rules") as rows:
        rows.insert(strange)


def test_a_treatment_joins_merged_charts(record: RecordFile) -> None:
    one, other = a_patient(record), a_patient(record)
    merge_patients(record, one, other, "One person")
    add_treatment(record, a_treatment(record, one, condition_id=a_condition(record, other)))
    with pytest.raises(InvalidRecord, match="no longer be parted"):
        unmerge_patient(record, other)


def test_a_chart_tells_it_all_and_of_both_charts(record: RecordFile) -> None:
    one, other = a_patient(record, mobile="555 0100"), a_patient(record, mobile="555 0101")
    add_medication(record, a_medication(record, one, name="warfarin"))
    add_medication(record, a_medication(record, other, name="Aspirin"))
    add_history_item(record, an_item(record, other, dated=PartialDate(2010)))
    add_history_item(record, an_item(record, one, text="Smokes", dated=None))
    add_history_item(record, an_item(record, one, text="Hip", dated=PartialDate(2001, 5)))
    add_treatment(record, a_treatment(record, other))
    merge_patients(record, one, other, "One person")
    chart = read_chart(record, other)
    assert [each.name for each in chart.medications] == ["Aspirin", "warfarin"]
    assert [each.text for each in chart.history] == ["Hip", "Appendectomy", "Smokes"]
    assert [each.kind for each in chart.treatments] == [TreatmentKind.STEROID]
    assert {each.value for each in chart.contacts} == {"555 0100", "555 0101"}
    assert [each.id for each in chart.merged] == [other]
    assert chart.condition(chart.treatments[0].condition_id) in chart.conditions


def test_what_a_needle_has_to_know(record: RecordFile) -> None:
    patient_id, today = a_patient(record), record.today()
    taken = a_medication(record, patient_id, anticoagulant=True, beta_blocker=True)
    stopped = a_medication(record, patient_id, antiplatelet=True, until=PartialDate(2026, 2))
    this_month = a_medication(record, patient_id, steroid=True, until=PartialDate(2026, 3))
    mistaken = replace(taken, id="x", withdrawn_on=today)
    harmless = a_medication(record, patient_id, name="Lisinopril")
    assert flags_of(taken) == ("Anticoagulant", "Beta-blocker")
    assert flagged([taken, stopped, this_month, mistaken, harmless], today) == [taken, this_month]
    assert is_taken(harmless, today)


def test_a_medicine_is_taken_on_its_last_day(record: RecordFile) -> None:
    medicine = a_medication(record, "p", until=PartialDate(2026, 3, 2))
    assert is_taken(medicine, date(2026, 3, 2))
    assert not is_taken(medicine, date(2026, 3, 3))


def test_a_medicine_ends_after_it_began(record: RecordFile) -> None:
    patient_id = a_patient(record)
    with pytest.raises(InvalidRecord) as error:
        add_medication(record, a_medication(record, patient_id, since=PartialDate(2020, 5), until=PartialDate(2019)))
    assert [problem.field for problem in error.value.problems] == ["until"]
    add_medication(record, a_medication(record, patient_id, since=PartialDate(2020, 5), until=PartialDate(2020)))


def test_a_condition_with_a_plan_was_not_entered_in_error(record: RecordFile) -> None:
    patient_id = a_patient(record)
    plan = a_plan(record, patient_id)
    condition = patients.condition(record, plan.condition_id)
    with pytest.raises(InvalidRecord, match="A plan is for this condition"):
        told.edit_condition(record, replace(condition, status=ConditionStatus.ENTERED_IN_ERROR))
    other = patients.condition(record, a_condition(record, patient_id))
    told.edit_condition(record, replace(other, status=ConditionStatus.ENTERED_IN_ERROR))


def test_no_known_allergies_is_refused_while_the_other_chart_lists_one(record: RecordFile) -> None:
    one, other = a_patient(record), a_patient(record)
    allergy = Allergy(id="a", patient_id=other, substance="Latex", updated_on=record.today())
    told.add_allergy(record, allergy)
    merge_patients(record, one, other, "One person")
    with pytest.raises(InvalidRecord, match="Latex"):
        told.state_allergies(record, one, AllergyState.NONE_KNOWN)
