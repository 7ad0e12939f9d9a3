"""Finding a patient while typing: by the start of any name in any order, by birth date, by chart number."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exodesk.core.dates import PartialDate
from exodesk.core.errors import NotFound
from exodesk.core.folding import fold, words_of
from exodesk.core.records.patient import Patient
from exodesk.queries import patients
from exodesk.services.patients import edit_patient, merge_patients
from exodesk.storage import patients as stored
from exodesk.storage.recordfile import RecordFile
from tests.factories import a_patient


@pytest.fixture
def practice(record: RecordFile) -> RecordFile:
    for family, given_name, born, more in (
        ("Müller-Lüdenscheidt", "Ána María", PartialDate(1958, 5, 17), {}),
        ("O’Brien", "Nuala", PartialDate(1958, 5), {"preferred_name": "Fifi"}),
        ("Smith O'Brien", "John", PartialDate(1958), {"middle_name": "Otto"}),
        ("Sørensen", "Łukasz", None, {}),
        ("May", "June", PartialDate(1970, 5, 1), {}),
        ("Ångström", "Zoë", None, {}),
        ("Anders", "Ann", PartialDate(1990, 12, 31), {}),
    ):
        a_patient(record, family_name=family, given_name=given_name, birth_date=born, **more)
    return record


def found(record: RecordFile, typed: str) -> list[str]:
    return [patient.given_name for patient in patients.find(record, typed)]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("mul", ["Ána María"]),
        ("MÜLLER", ["Ána María"]),
        ("mar mul", ["Ána María"]),
        ("lud ana", ["Ána María"]),
        ("müller-lüd", ["Ána María"]),
        ("mullerlud", ["Ána María"]),
        ("obrien", ["Nuala", "John"]),
        ("o'brien", ["Nuala", "John"]),
        ("o brien", ["Nuala", "John"]),
        ("brien", ["Nuala", "John"]),
        ("smith obr", ["John"]),
        ("fif", ["Nuala"]),
        ("ott", ["John"]),
        ("sor", ["Łukasz"]),
        ("luk", ["Łukasz"]),
        ("an", ["Ann", "Zoë", "Ána María"]),
        ("an an", ["Ann", "Zoë", "Ána María"]),
        ("z", ["Zoë"]),
        ("an ang", ["Zoë"]),
        ("xyz", []),
        ("an xyz", []),
        ("", []),
        ("   ", []),
        ("'", []),
        ("%", []),
    ],
)
def test_by_the_start_of_any_name(practice: RecordFile, typed: str, names: list[str]) -> None:
    assert found(practice, typed) == names


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("17-May-1958", ["Ána María"]),
        ("17 may 58", ["Ána María"]),
        ("17.05.1958", ["Ána María"]),
        ("1958-05-17", ["Ána María"]),
        ("170558", ["Ána María"]),
        ("may 1958", ["Ána María", "Nuala"]),
        ("1958", ["Ána María", "Nuala", "John"]),
        ("mul 1958", ["Ána María"]),
        ("1958 obr", ["Nuala", "John"]),
        ("may 1970", ["June"]),
        ("may 01-05-1970", ["June"]),
        ("mul 1959", []),
    ],
)
def test_by_birth_date_in_the_usual_forms(practice: RecordFile, typed: str, names: list[str]) -> None:
    assert found(practice, typed) == names


@pytest.mark.parametrize("typed", ["2", "00002", "EX-00002", "ex2", "ex-2"])
def test_by_chart_number(practice: RecordFile, typed: str) -> None:
    assert found(practice, typed) == ["Nuala"]
    assert patients.by_id_or_chart_no(practice, typed).given_name == "Nuala"


def test_a_chart_number_and_an_id_that_nobody_has(practice: RecordFile) -> None:
    for typed in ("EX-99999", "00000000-0000-7000-8000-000000000000"):
        with pytest.raises(NotFound):
            patients.by_id_or_chart_no(practice, typed)


def test_a_changed_name_is_found_and_the_old_one_is_not(practice: RecordFile) -> None:
    (patient,) = patients.find(practice, "anders")
    edit_patient(practice, replace(patient, family_name="Zeller"))
    assert found(practice, "zel ann") == ["Ann"]
    assert found(practice, "anders") == []


def test_a_merged_chart_is_found_as_the_one_it_counts_as(practice: RecordFile) -> None:
    kept, other = patients.find(practice, "may jun")[0], patients.find(practice, "anders")[0]
    change = merge_patients(practice, kept.id, other.id, "One person, entered twice")
    assert found(practice, "ann") == ["June"]
    assert found(practice, "EX-00007") == ["June"]
    assert found(practice, "31-12-1990") == ["June"]
    assert change.undo
    change.undo(practice)
    assert found(practice, "anders") == ["Ann"]


def test_no_more_than_asked_for(record: RecordFile) -> None:
    for number in range(60):
        a_patient(record, family_name=f"Sample{number:02}")
    assert len(patients.find(record, "sam")) == 50
    assert len(patients.find(record, "sam al", limit=7)) == 7


def test_recent_are_those_whose_record_was_written_to_last(practice: RecordFile) -> None:
    (patient,) = patients.find(practice, "sor")
    edit_patient(practice, replace(patient, title="Dr"))
    assert [each.given_name for each in patients.recent(practice, 3)] == ["Łukasz", "Ann", "Zoë"]


NAMES = st.text(st.characters(categories=("L", "M", "Zs", "Pd"), include_characters="'’."), min_size=1, max_size=30)


@given(NAMES)
def test_every_word_of_a_name_finds_it_however_it_is_written(name: str) -> None:
    """The law behind the words: what is typed of a name, folded, begins one of its words."""
    patient = Patient(id="p", chart_no=1, family_name=name, given_name="", entered_on=PartialDate(2026, 1, 1).earliest)
    words = words_of(patient)
    for typed in name.split():
        for form in ("NFC", "NFD"):
            folded = fold(unicodedata.normalize(form, typed).upper())
            assert folded == "" or any(word.startswith(folded) for word in words)


def test_storage_answers_for_the_whole_person(practice: RecordFile) -> None:
    kept, other = patients.find(practice, "may jun")[0], patients.find(practice, "anders")[0]
    merge_patients(practice, kept.id, other.id, "One person, entered twice")
    for patient_id in (kept.id, other.id):
        assert [chart.id for chart in stored.person(practice, patient_id)] == [kept.id, other.id]
    assert stored.people(practice, [other.id]) == {kept.id: kept.id, other.id: kept.id}
