"""Finding a patient while typing: by the start of any name in any order, by birth date, by chart number."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exodesk.core.dates import PartialDate
from exodesk.core.errors import NotFound
from exodesk.core.folding import digits_of, fold, words_of
from exodesk.core.likeness import Typed
from exodesk.core.records.patient import Patient
from exodesk.queries import patients
from exodesk.services.patients import edit_patient, merge_patients
from exodesk.services.reach import add_contact
from exodesk.storage import background, search
from exodesk.storage import patients as stored
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.rows import Lazily
from tests.factories import a_contact, a_patient


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
        ("05/17/1958", ["Ána María"]),
        ("5-17-58", ["Ána María"]),
        ("May 17, 1958", ["Ána María"]),
        ("mul 05/17/1958", ["Ána María"]),
        ("05/18/1958", []),
        ("01/05/1970", ["June"]),
        ("05/01/1970", ["June"]),
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


def test_somebody_with_one_word_for_a_name_and_one_number(record: RecordFile) -> None:
    a_patient(record, family_name="Li", given_name="Li", mobile="555 0100")
    assert found(record, "li") == found(record, "0100") == ["Li"]


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


@pytest.fixture
def phones(practice: RecordFile) -> RecordFile:
    for given_name, number in (
        ("Nuala", "(760) 555-0142"),
        ("John", "555 0142 ext. 9"),
        ("June", "+1 619 555 1958"),
        ("Ann", "555-0007"),
    ):
        (patient,) = patients.find(practice, given_name)
        add_contact(practice, a_contact(practice, patient.id, value=number))
    return practice


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("0142", ["Nuala", "John"]),
        ("555-0142", ["Nuala", "John"]),
        ("(760) 555 0142", ["Nuala"]),
        ("obr 0142", ["Nuala", "John"]),
        ("john 0142", ["John"]),
        ("0142 ann", []),
        ("142", ["Nuala", "John"]),
        ("42", []),
        ("555", []),
        ("1958", ["Ána María", "Nuala", "John", "June"]),
        ("007", ["Ann"]),
    ],
)
def test_by_the_end_of_a_phone_number(phones: RecordFile, typed: str, names: list[str]) -> None:
    """After birth dates; a chart number comes before both."""
    assert found(phones, typed) == names


@given(st.from_regex(r"[0-9]{7,11}", fullmatch=True), st.integers(3, 11))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_end_of_a_number_finds_it(record: RecordFile, number: str, length: int) -> None:
    patient_id = a_patient(record, mobile=f"{number[:3]}-{number[3:]}")
    end = number[-length:]
    found = search.matching(record, (), None, 10_000, number_end=end)
    assert patient_id in {patient.id for patient in found}
    stored = background.phones(record, [patient.id for patient in found])
    assert all(digits_of(phone.value).endswith(end) for phone in stored)


def test_two_alike_are_marked_wherever_the_other_one_stands(record: RecordFile) -> None:
    """Over the whole record, not among the rows in sight."""
    born = PartialDate(1961, 5, 17)
    a_patient(record, family_name="Müller", given_name="Anna", birth_date=born)
    a_patient(record, family_name="MULLER", given_name="Beate", birth_date=PartialDate(1961, 5, 18))
    a_patient(record, family_name="Müller", given_name="Carla", birth_date=PartialDate(1961, 5, 20))
    a_patient(record, family_name="Meier", given_name="Dora", birth_date=born)
    a_patient(record, family_name="Müller", given_name="Elin", birth_date=None)
    marked = {}
    for name in ("anna", "beate", "carla", "dora", "elin"):
        (row,) = patients.rows(record, patients.find(record, name))
        marked[name] = row.has_double
    assert marked == {"anna": True, "beate": True, "carla": False, "dora": False, "elin": False}


def test_a_merged_chart_is_nobodys_double(record: RecordFile) -> None:
    one, other = a_patient(record), a_patient(record)
    merge_patients(record, one, other, "One person, entered twice")
    (row,) = patients.rows(record, patients.find(record, "sample"))
    assert not row.has_double


def test_duplicates_while_typing(phones: RecordFile) -> None:
    def told(**typed: object) -> list[tuple[str, str]]:
        found = patients.duplicates(phones, Typed(**typed))  # type: ignore[arg-type]  # the fields of a test
        return [(each.patient.given_name, each.why) for each in found]

    assert told() == told(family_name="O", given_name="N") == told(family_name="OBrien") == []
    assert told(family_name="obrien", given_name="nu") == [("Nuala", "same name")]
    assert told(phones=("555 0142",)) == [("Nuala", "same phone"), ("John", "same phone")]
    assert told(family_name="Maria", given_name="Ana", birth_date=PartialDate(1958, 5, 17)) == [
        ("Ána María", "same name and birth date")
    ]
    assert told(family_name="Zzz", given_name="Ana", birth_date=PartialDate(1958, 5, 17)) == [
        ("Ána María", "same birth date, similar name")
    ]


def test_a_name_makes_only_those_who_are_looked_at(record: RecordFile) -> None:
    for given_name in ("Ana", "Ben", "Cleo"):
        a_patient(record, family_name="Rivera", given_name=given_name)
    found = patients.find(record, "rivera")
    assert isinstance(found, Lazily)
    assert found[1].given_name == "Ben"
    assert len(found._made) == 1
    assert [each.given_name for each in found[:2]] == ["Ana", "Ben"]
    assert found[1] is found[1]
    assert [each.given_name for each in found] == ["Ana", "Ben", "Cleo"]
