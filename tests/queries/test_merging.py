"""What merging comes to is told before it is done, merging rewrites nothing, and undoing brings everything back."""

from dataclasses import replace
from typing import Any

import pytest

from exodesk.core.dates import PartialDate
from exodesk.core.leaving import Leaving, Why
from exodesk.core.records.patient import Allergy, AllergyState, Sex
from exodesk.core.records.visit import VisitKind
from exodesk.queries import patients as queries
from exodesk.queries.chart import read_chart
from exodesk.queries.merging import preview_merge
from exodesk.queries.soundness import findings
from exodesk.services.background import add_allergy, state_allergies
from exodesk.services.leaving import leave
from exodesk.services.patients import edit_patient, merge_patients
from exodesk.storage import patients
from exodesk.storage.recordfile import RecordFile
from tests.factories import a_consent, a_lot, a_patient, a_plan, a_visit, give, score


@pytest.fixture
def pair(record: RecordFile) -> tuple[str, str]:
    """One person with two charts, treated in both."""
    kept = a_patient(record, sex=Sex.FEMALE, mobile="555 0100")
    other = a_patient(record, given_name="Alexandra", birth_date=PartialDate(1961, 5, 18), occupation="Nurse")
    lot = a_lot(record)
    for patient_id in (kept, other):
        plan = a_plan(record, patient_id)
        a_consent(record, patient_id)
        give(record, plan, lot, sign=True)
        score(record, plan, 6)
    a_visit(record, other, VisitKind.REVIEW)
    return kept, other


def everything(record: RecordFile) -> dict[str, list[tuple[Any, ...]]]:
    """Every row that a person wrote, as it stands."""
    tables = ("patient", "visit", "injection", "plan", "score", "consent", "contact", "condition", "signature")
    return {table: [tuple(row) for row in record.read(f"SELECT * FROM {table} ORDER BY id")] for table in tables}


def test_what_counts_together_and_which_number_remains(record: RecordFile, pair: tuple[str, str]) -> None:
    preview = preview_merge(record, *pair)
    assert (preview.kept.chart_no, preview.other.chart_no) == (1, 2)
    counted = {each.what: (each.kept, each.other) for each in preview.counted}
    assert counted == {
        "visits": (1, 2),
        "injections": (1, 1),
        "plans": (1, 1),
        "scores": (1, 1),
        "conditions": (1, 1),
        "consents": (1, 1),
        "contacts": (1, 0),
    }
    assert preview.hindrance == ""
    assert {(each.label, each.kept, each.other) for each in preview.differences} == {
        ("Given name", "Alex", "Alexandra"),
        ("Birth date", "17-May-1961", "18-May-1961"),
        ("Occupation", "", "Nurse"),
    }


def test_what_may_mean_two_people_is_said_in_words(record: RecordFile, pair: tuple[str, str]) -> None:
    kept, other = pair
    allergy = Allergy(id="a", patient_id=other, substance="Latex", updated_on=record.today())
    add_allergy(record, allergy)
    state_allergies(record, kept, AllergyState.NONE_KNOWN)
    leave(record, other, Leaving(why=Why.DO_NOT_CONTACT))
    edit_patient(record, replace(patients.get(record, other), sex=Sex.MALE))
    assert preview_merge(record, kept, other).conflicts == (
        "The names differ: SAMPLE, Alex and SAMPLE, Alexandra.",
        "The birth dates differ: 17-May-1961 and 18-May-1961.",
        "The sex differs: female and male.",
        "Only EX-00002 is marked as wanting no contact: EX-00001 will count, so mark it there too.",
        "One chart says no known allergies, the other lists Latex: the list will count.",
        "Both have a visit on 02-Mar-2026.",
        "Both have an open plan: Right knee. They stay two plans.",
    )


def test_two_charts_that_agree_have_no_conflict(record: RecordFile) -> None:
    one, other = a_patient(record), a_patient(record, birth_date=None)
    assert preview_merge(record, one, other).conflicts == ()


def test_what_stands_in_the_way_is_said_before(record: RecordFile) -> None:
    one, two, three = (a_patient(record) for _ in range(3))
    merge_patients(record, two, three, "One person")
    assert "EX-00003 is merged into EX-00002" in preview_merge(record, one, two).hindrance
    assert preview_merge(record, two, one).hindrance == ""
    assert "one chart already" in preview_merge(record, two, three).hindrance


def test_merging_rewrites_nothing_and_is_undone(record: RecordFile, pair: tuple[str, str]) -> None:
    kept, other = pair
    before, charts = everything(record), (read_chart(record, kept), read_chart(record, other))
    change = merge_patients(record, kept, other, "Entered twice")
    merged = everything(record)
    assert {table for table in before if before[table] != merged[table]} == {"patient"}
    whole = read_chart(record, other)
    assert whole.patient.id == kept
    assert (len(whole.visits), len(whole.injections), len(whole.plans)) == (3, 2, 2)
    assert [each.id for each in queries.find(record, "alexandra")] == [kept]
    assert findings(record) == []
    assert change.undo
    change.undo(record)
    assert everything(record) == before
    assert (read_chart(record, kept), read_chart(record, other)) == charts
    assert findings(record) == []


def test_the_number_to_call_is_that_of_either_chart(record: RecordFile) -> None:
    kept, other = a_patient(record), a_patient(record, mobile="555 0177")
    merge_patients(record, kept, other, "One person")
    (row,) = queries.rows(record, queries.find(record, "0177"))
    assert (row.patient.id, row.phone) == (kept, "555 0177")


def test_who_looks_like_the_same_person_is_offered_first(record: RecordFile) -> None:
    one = a_patient(record, mobile="(760) 555-0142")
    by_name = a_patient(record, birth_date=PartialDate(1961, 5, 18))
    by_phone = a_patient(record, family_name="Other", given_name="Name", birth_date=None, mobile="555-0142")
    a_patient(record, family_name="Nobody", given_name="Else", birth_date=None)
    found = queries.doubles_of(record, patients.get(record, one))
    assert [(each.patient.id, each.why) for each in found] == [
        (by_phone, "same phone"),
        (by_name, "same name, birth date nearly the same"),
    ]
