"""Ways to reach a patient: one preferred, numbers found by their end, nothing deleted, everything undone."""

from dataclasses import replace
from datetime import date

import pytest

from exodesk.core.errors import InvalidRecord
from exodesk.core.reaching import in_use, no_contact_because, phone_of
from exodesk.core.records.contact import Contact, ContactKind
from exodesk.queries import patients as queries
from exodesk.services.patients import add_patient, merge_patients
from exodesk.services.reach import add_contact, edit_contact
from exodesk.storage import background, patients
from exodesk.storage.recordfile import RecordFile
from tests.factories import a_contact, a_patient


@pytest.fixture
def patient_id(record: RecordFile) -> str:
    return a_patient(record)


def added(record: RecordFile, patient_id: str, **values: object) -> Contact:
    contact = a_contact(record, patient_id, **values)
    add_contact(record, contact)
    return contact


def found(record: RecordFile, typed: str) -> list[str]:
    return [patient.given_name for patient in queries.find(record, typed)]


def stored(record: RecordFile, patient_id: str) -> dict[str, bool]:
    return {each.value: each.preferred for each in background.contacts(record, [patient_id])}


def test_one_of_a_person_is_preferred(record: RecordFile, patient_id: str) -> None:
    added(record, patient_id, value="555 0100", preferred=True)
    mail = a_contact(record, patient_id, kind=ContactKind.EMAIL, value="a@example.invalid", preferred=True)
    change = add_contact(record, mail)
    assert stored(record, patient_id) == {"555 0100": False, "a@example.invalid": True}
    assert change.undo
    change.undo(record)
    assert stored(record, patient_id) == {"555 0100": True, "a@example.invalid": False}
    assert [each.value for each in in_use(background.contacts(record, [patient_id]))] == ["555 0100"]


def test_one_is_preferred_over_two_charts_of_one_person(record: RecordFile, patient_id: str) -> None:
    other = a_patient(record)
    added(record, other, value="555 0101", preferred=True)
    merge_patients(record, patient_id, other, "One person")
    added(record, patient_id, value="555 0100", preferred=True)
    assert stored(record, other) == {"555 0101": False}


def test_editing_is_undone_with_what_it_took_along(record: RecordFile, patient_id: str) -> None:
    first = added(record, patient_id, value="555 0100", preferred=True)
    second = added(record, patient_id, value="555 0101")
    change = edit_contact(record, replace(second, preferred=True))
    assert stored(record, patient_id) == {"555 0100": False, "555 0101": True}
    assert change.undo
    again = change.undo(record)
    assert background.contact(record, first.id).preferred
    assert again.undo
    again.undo(record)
    assert stored(record, patient_id) == {"555 0100": False, "555 0101": True}


def test_a_number_is_found_until_it_is_no_longer_valid(record: RecordFile, patient_id: str) -> None:
    contact = added(record, patient_id, value="(760) 555-0142")
    assert found(record, "0142") == ["Alex"]
    edit_contact(record, replace(contact, value="(760) 555-0199"))
    assert found(record, "0142") == []
    assert found(record, "555 0199") == ["Alex"]
    change = edit_contact(record, replace(contact, ended_on=record.today()))
    assert found(record, "0199") == found(record, "0142") == []
    assert change.undo
    change.undo(record)
    assert found(record, "0199") == ["Alex"]


def test_people_of_the_patient_call_too_and_addresses_do_not(record: RecordFile, patient_id: str) -> None:
    added(record, patient_id, kind=ContactKind.EMERGENCY, value="Max, 555 0123")
    added(record, patient_id, kind=ContactKind.ADDRESS, value="4567 Example Street")
    added(record, patient_id, kind=ContactKind.FAMILY_DOCTOR, value="Dr Maple, 555 0188")
    assert found(record, "0123") == ["Alex"]
    assert found(record, "4567") == found(record, "0188") == []


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"value": "ask the sister"}, "value"),
        ({"kind": ContactKind.EMAIL, "value": "nobody"}, "value"),
        ({"value": ""}, "value"),
        ({"preferred": True, "ended_on": date(2026, 3, 2)}, "preferred"),
        ({"confirmed_on": date(2027, 1, 1)}, "confirmed_on"),
    ],
)
def test_what_cannot_be_a_contact(record: RecordFile, patient_id: str, values: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidRecord) as error:
        add_contact(record, a_contact(record, patient_id, **values))
    assert [problem.field for problem in error.value.problems] == [field]


def test_no_contact_moves_to_another_patient(record: RecordFile, patient_id: str) -> None:
    contact = added(record, patient_id)
    with pytest.raises(ValueError, match="two different patients"):
        edit_contact(record, replace(contact, patient_id=a_patient(record)))


def test_somebody_new_comes_with_a_number_or_not_at_all(record: RecordFile) -> None:
    patient = replace(patients.get(record, a_patient(record)), id="new")
    with pytest.raises(InvalidRecord):
        add_patient(record, patient, [a_contact(record, "new", value="none")])
    assert record.read("SELECT 1 FROM patient WHERE id = 'new'") == []
    add_patient(record, patient, [a_contact(record, "new", value="555 0155")])
    assert [each.id for each in queries.find(record, "0155")] == ["new"]


def test_the_number_to_call() -> None:
    def contact(number: int, kind: ContactKind, **values: object) -> Contact:
        usual: dict[str, object] = {"id": str(number), "patient_id": "p", "kind": kind, "value": str(number)}
        return Contact(**usual | values)  # type: ignore[arg-type]  # the fields of a test

    home, mobile = contact(1, ContactKind.HOME), contact(2, ContactKind.MOBILE)
    work = contact(3, ContactKind.WORK, preferred=True)
    mail = contact(4, ContactKind.EMAIL, preferred=True)
    assert phone_of([home, mobile]) == mobile
    assert phone_of([home, mobile, work]) == work
    assert phone_of([mail, home]) == home
    assert phone_of([replace(home, ended_on=date(2026, 1, 1)), mail]) is None


def test_why_nobody_is_written_to(record: RecordFile) -> None:
    patient = patients.get(record, a_patient(record))
    today = record.today()
    assert no_contact_because(patient, today) == ""
    assert no_contact_because(replace(patient, no_voicemail=True), today) == ""
    assert "not to be contacted" in no_contact_because(replace(patient, do_not_contact=True), today)
    assert "Died on 02-Mar-2026" in no_contact_because(replace(patient, died_on=today), today)
    assert "Moved" in no_contact_because(replace(patient, moved_on=today, do_not_contact=True), today)
    assert no_contact_because(replace(patient, moved_on=today), date(2026, 3, 1)) == ""
