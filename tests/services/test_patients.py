"""Patients, what is told about them, and two charts of one person."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from exodesk.core.codes import Side
from exodesk.core.dates import PartialDate, WallTime
from exodesk.core.errors import InvalidRecord, NotFound
from exodesk.core.records.appointment import Serves
from exodesk.core.records.patient import Allergy, AllergyState, Condition, Consent, Patient
from exodesk.core.records.plan import Hold, HoldReason
from exodesk.core.sites import Site
from exodesk.queries.patients import find
from exodesk.services import background
from exodesk.services.booking import book
from exodesk.services.patients import add_patient, edit_patient, merge_patients, unmerge_patient
from exodesk.services.plan_acts import hold
from exodesk.storage import consents, patients
from exodesk.storage.recordfile import RecordFile
from tests.factories import a_condition, a_consent, a_lot, a_patient, a_plan, a_visit, an_appointment, give


def fields_of(error: pytest.ExceptionInfo[InvalidRecord]) -> list[str]:
    return [problem.field for problem in error.value.problems]


def test_chart_numbers_count_and_are_never_used_twice(record: RecordFile) -> None:
    numbers = [patients.get(record, a_patient(record)).chart_no for _ in range(3)]
    nameless = Patient(id="x", chart_no=0, family_name="", given_name="A", entered_on=record.today())
    with pytest.raises(InvalidRecord) as error:
        add_patient(record, nameless)
    assert fields_of(error) == ["family_name"]
    numbers.append(patients.get(record, a_patient(record)).chart_no)
    assert numbers == [1, 2, 3, 4]


def test_editing_keeps_the_number_and_is_undone(record: RecordFile) -> None:
    before = patients.get(record, a_patient(record))
    change = edit_patient(record, replace(before, chart_no=99, family_name="Other", merged_into="x"))
    after = patients.get(record, before.id)
    assert (after.chart_no, after.family_name, after.merged_into) == (1, "Other", None)
    assert change.undo
    change.undo(record)
    assert patients.get(record, before.id) == before


def test_what_has_an_act_of_its_own_is_not_edited(record: RecordFile) -> None:
    before = patients.get(record, a_patient(record))
    today = record.today()
    edit_patient(record, replace(before, died_on=today, moved_on=today, do_not_contact=True, title="Dr"))
    assert patients.get(record, before.id) == replace(before, title="Dr")


def test_a_figure_has_its_day_and_a_day_its_figure(record: RecordFile) -> None:
    patient = patients.get(record, a_patient(record, birth_date=PartialDate(1960)))
    today, early = record.today(), date(1959, 12, 31)
    for wrong, field in (
        (replace(patient, weight_g=72_500), "weighed_on"),
        (replace(patient, weighed_on=today), "weight_g"),
        (replace(patient, height_cm=180), "measured_on"),
        (replace(patient, measured_on=today), "height_cm"),
        (replace(patient, weight_g=72_500, weighed_on=early), "weighed_on"),
        (replace(patient, height_cm=18, measured_on=today), "height_cm"),
    ):
        with pytest.raises(InvalidRecord) as error:
            edit_patient(record, wrong)
        assert fields_of(error) == [field]
    edit_patient(record, replace(patient, weight_g=72_500, weighed_on=today, height_cm=180, measured_on=today))


def test_the_four_states_of_an_allergy_list(record: RecordFile) -> None:
    patient_id = a_patient(record)
    assert patients.allergy_statement(record, patient_id) is None
    with pytest.raises(InvalidRecord, match="Add the substance"):
        background.state_allergies(record, patient_id, AllergyState.KNOWN)
    background.state_allergies(record, patient_id, AllergyState.NONE_KNOWN)
    allergy = Allergy(id="a", patient_id=patient_id, substance="Latex", updated_on=record.today())
    background.add_allergy(record, allergy)
    statement = patients.allergy_statement(record, patient_id)
    assert statement is not None
    assert statement.state == AllergyState.KNOWN
    with pytest.raises(InvalidRecord, match="Rule out first what is listed: Latex"):
        background.state_allergies(record, patient_id, AllergyState.NONE_KNOWN)
    ended = replace(allergy, ended_on=record.today())
    with pytest.raises(InvalidRecord) as error:
        background.edit_allergy(record, ended)
    assert fields_of(error) == ["ended_reason"]
    background.edit_allergy(record, replace(ended, ended_reason="Patch test"))
    change = background.state_allergies(record, patient_id, AllergyState.NONE_KNOWN)
    assert change.undo is not None


def test_once_the_last_allergy_is_ruled_out_none_is_known_before_somebody_says_so(record: RecordFile) -> None:
    patient_id, today = a_patient(record), record.today()
    latex = Allergy(id="a", patient_id=patient_id, substance="Latex", updated_on=today)
    background.add_allergy(record, latex)
    ended = replace(latex, ended_on=today, ended_reason="Patch test")
    assert "No allergy is listed now" in background.edit_allergy(record, ended).said
    assert patients.allergy_state(record, [patient_id]) is AllergyState.NOT_RECORDED
    change = background.state_allergies(record, patient_id, AllergyState.NONE_KNOWN)
    assert patients.allergy_state(record, [patient_id]) is AllergyState.NONE_KNOWN
    assert change.undo
    change.undo(record)
    assert patients.allergy_state(record, [patient_id]) is AllergyState.NOT_RECORDED
    background.edit_allergy(record, latex)
    assert patients.allergy_state(record, [patient_id]) is AllergyState.KNOWN


def test_a_condition_has_a_side_that_its_site_has(record: RecordFile) -> None:
    patient_id = a_patient(record)
    with pytest.raises(InvalidRecord) as error:
        a_condition(record, patient_id, site=Site.KNEE_JOINT, side=Side.MIDLINE)
    assert fields_of(error) == ["side"]
    condition = patients.condition(record, a_condition(record, patient_id))
    background.edit_condition(record, replace(condition, text="Meniscus tear"))
    assert [each.text for each in patients.conditions(record, [patient_id])] == ["Meniscus tear"]


def test_a_withdrawn_consent_is_kept(record: RecordFile) -> None:
    consent = a_consent(record, a_patient(record))
    with pytest.raises(InvalidRecord) as error:
        background.edit_consent(record, replace(consent, withdrawn_on=consent.signed_on - timedelta(days=1)))
    assert fields_of(error) == ["withdrawn_on"]
    change = background.edit_consent(record, replace(consent, withdrawn_on=record.today()))
    assert consents.get(record, consent.id).withdrawn_on == record.today()
    assert change.undo
    change.undo(record)
    assert consents.get(record, consent.id) == consent


EDITS: list[Callable[[RecordFile, str], object]] = [
    lambda record, other: background.edit_consent(
        record, replace(consents.get(record, _first(record, Consent)), patient_id=other)
    ),
    lambda record, other: background.edit_condition(
        record, replace(patients.condition(record, _first(record, Condition)), patient_id=other)
    ),
]


def _first(record: RecordFile, kind: type) -> str:
    return str(record.read(f"SELECT id FROM {kind.__name__.lower()}")[0]["id"])


@pytest.mark.parametrize("edit", EDITS)
def test_no_record_moves_to_another_patient(record: RecordFile, edit: Callable[[RecordFile, str], object]) -> None:
    patient_id = a_patient(record)
    a_consent(record, patient_id)
    a_condition(record, patient_id)
    with pytest.raises(ValueError, match="two different patients"):
        edit(record, a_patient(record))


def test_charts_are_merged_one_deep_with_a_reason(record: RecordFile) -> None:
    one, two, three = (a_patient(record) for _ in range(3))
    for kept, other, reason in ((one, two, " "), (one, one, "Twice")):
        with pytest.raises(InvalidRecord):
            merge_patients(record, kept, other, reason)
    merge_patients(record, one, two, "One person")
    for kept, other in ((two, three), (three, two), (three, one)):
        with pytest.raises(InvalidRecord, match="Undo that first"):
            merge_patients(record, kept, other, "One person")
    merge_patients(record, one, three, "One person")
    assert len(patients.person(record, three)) == 3
    with pytest.raises(NotFound):
        merge_patients(record, one, "nobody", "One person")


def test_merged_charts_part_only_while_nothing_joins_them(record: RecordFile) -> None:
    one, two = a_patient(record), a_patient(record)
    plan = a_plan(record, two)
    merge_patients(record, one, two, "One person")
    unmerge_patient(record, two)
    with pytest.raises(InvalidRecord, match="is not merged"):
        unmerge_patient(record, two)
    merge_patients(record, one, two, "One person")
    give(record, plan, a_lot(record), visit=a_visit(record, two))
    with pytest.raises(InvalidRecord, match="can no longer be parted"):
        unmerge_patient(record, two)


def test_a_booking_or_hold_for_a_plan_of_the_other_chart_joins_them(record: RecordFile) -> None:
    """It could not be edited once they were parted, and one would count as booked by the other's appointment."""
    one, two, three = (a_patient(record) for _ in range(3))
    plan = a_plan(record, two)
    for other in (two, three):
        merge_patients(record, one, other, "One person")
    starts_at = WallTime(record.today(), time(10))
    book(record, an_appointment(record, two, starts_at, plan_id=plan.id, serves=Serves.DOSE))
    hold(
        record,
        Hold(id="h", patient_id=three, plan_id=plan.id, from_on=record.today(), reason=HoldReason.INFECTION),
    )
    with pytest.raises(InvalidRecord, match=r"joins both charts \(appointment, hold\)"):
        unmerge_patient(record, two)
    with pytest.raises(InvalidRecord, match=r"joins both charts \(hold\)"):
        unmerge_patient(record, three)


def test_what_joins_two_charts_keeps_no_third_one(record: RecordFile) -> None:
    one, two, three = (a_patient(record) for _ in range(3))
    plan = a_plan(record, two)
    for other in (two, three):
        merge_patients(record, one, other, "One person")
    book(record, an_appointment(record, two, WallTime(record.today(), time(10)), plan_id=plan.id))
    unmerge_patient(record, three)
    assert len(patients.person(record, two)) == 2


def test_the_first_patient_of_a_record_may_have_one_phone(record: RecordFile) -> None:
    patient_id = a_patient(record, mobile="555 0100")
    assert [found.id for found in find(record, "0100")] == [patient_id]


def test_a_patient_may_be_found_by_a_single_word(record: RecordFile) -> None:
    patient_id = a_patient(record, family_name="Solo", given_name="Solo")
    assert [found.id for found in find(record, "solo")] == [patient_id]
