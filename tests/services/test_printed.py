"""What was printed and what left the house, as the record tells it afterwards."""

import pytest

from exodesk.core.errors import InvalidRecord
from exodesk.core.records.clinic import Paper
from exodesk.core.records.printed import ACCOUNTED, Disclosure, PrintedKind, PrintedWay, Purpose
from exodesk.services.printed import Sent, Sheet, note_disclosure, note_printed, take_back_disclosure
from exodesk.storage import printed
from exodesk.storage.driver import Error
from exodesk.storage.recordfile import RecordFile
from tests.factories import a_patient
from tests.storage.practice import raw

TO_A_DOCTOR = Sent(recipient="Dr. Lind, 4 Pier Street", purpose=Purpose.TREATMENT, description="Letter")


def a_sheet(patient_id: str, content: bytes = b"page") -> Sheet:
    return Sheet(
        patient_id=patient_id,
        kind=PrintedKind.LETTER,
        paper=Paper.LETTER,
        pages=1,
        visit_hash="ab" * 32,
        audit_head="cd" * 32,
        content=content,
    )


def test_a_printed_page_can_be_read_again_as_it_was(record: RecordFile) -> None:
    patient_id = a_patient(record)
    note_printed(record, [a_sheet(patient_id)], PrintedWay.PRINTER)
    [page] = printed.pages_of_patients(record, [patient_id])
    assert (page.kind, page.way, page.printed_on) == (PrintedKind.LETTER, PrintedWay.PRINTER, record.today())
    assert printed.content(record, str(page.content_sha256)) == b"page"
    assert printed.disclosures_of_patients(record, [patient_id]) == []


def test_the_same_page_is_kept_once(record: RecordFile) -> None:
    patient_id = a_patient(record)
    for _ in range(2):
        note_printed(record, [a_sheet(patient_id)], PrintedWay.FILE)
    assert len(printed.pages_of_patients(record, [patient_id])) == 2
    assert len(record.read("SELECT 1 FROM printed_content")) == 1


def test_what_is_sent_stands_in_the_disclosure_log(record: RecordFile) -> None:
    patient_id = a_patient(record)
    change = note_printed(record, [a_sheet(patient_id)], PrintedWay.PRINTER, TO_A_DOCTOR)
    [told] = printed.disclosures_of_patients(record, [patient_id])
    assert (told.recipient, told.purpose, told.printed_page_id) == (
        TO_A_DOCTOR.recipient,
        Purpose.TREATMENT,
        change.record_id,
    )
    assert change.touches("disclosure")
    assert change.undo is None


def test_nothing_is_noted_when_nobody_is_named(record: RecordFile) -> None:
    patient_id = a_patient(record)
    nobody = Sent(recipient="", purpose=Purpose.TREATMENT, description="Letter")
    with pytest.raises(InvalidRecord, match="Type to whom it was sent"):
        note_printed(record, [a_sheet(patient_id)], PrintedWay.PRINTER, nobody)
    assert printed.pages_of_patients(record, [patient_id]) == []


def test_a_printed_page_is_never_changed(record: RecordFile) -> None:
    note_printed(record, [a_sheet(a_patient(record))], PrintedWay.PRINTER)
    for sql in (
        "UPDATE printed_page SET pages = 2",
        "DELETE FROM printed_page",
        "UPDATE printed_content SET content = x'00'",
    ):
        with raw(record) as connection, pytest.raises(Error, match=r"insert-only|never deleted"):
            connection.execute(sql)


def test_a_disclosure_by_another_way_is_noted_and_taken_back(record: RecordFile) -> None:
    patient_id = a_patient(record)
    told = Disclosure(
        id=record.new_id(),
        patient_id=patient_id,
        disclosed_on=record.today(),
        recipient="FDA MedWatch",
        purpose=Purpose.PUBLIC_HEALTH,
        description="Report of a reaction",
    )
    change = note_disclosure(record, told)
    assert change.undo
    change.undo(record)
    [after] = printed.disclosures_of_patients(record, [patient_id])
    assert after.withdrawn_on == record.today()
    again = take_back_disclosure(record, told.id).undo
    assert again
    again(record)
    assert printed.disclosure(record, told.id) == told


def test_what_a_patient_may_ask_an_account_of() -> None:
    assert Purpose.PUBLIC_HEALTH in ACCOUNTED
    assert {Purpose.TREATMENT, Purpose.PATIENT, Purpose.PAYMENT, Purpose.AUTHORISED}.isdisjoint(ACCOUNTED)
