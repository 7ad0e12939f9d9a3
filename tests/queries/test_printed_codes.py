"""Codes of printed pages: which are read from what is typed, and what the record says of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exodesk.core.records.clinic import Paper
from exodesk.core.records.printed import PrintedKind, PrintedWay
from exodesk.queries.printed_codes import NotACode, codes_in, look_up
from exodesk.services.amend import add_addendum
from exodesk.services.printed import Sheet, note_printed
from exodesk.storage import visits
from exodesk.storage.recordfile import RecordFile
from tests.factories import a_consent, a_lot, a_patient, a_plan, give


@pytest.fixture
def visit_id(record: RecordFile) -> str:
    patient_id = a_patient(record)
    a_consent(record, patient_id)
    return str(give(record, a_plan(record, patient_id), a_lot(record), sign=True).visit_id)


def foot_of_a_page(record: RecordFile, visit_id: str) -> tuple[str, str]:
    """Note that a summary was printed; the two codes at its foot."""
    visit_hash, head = visits.signatures(record, [visit_id])[-1].sha256, record.head().sha256.hex()
    sheet = Sheet(
        patient_id=visits.in_force(record, visit_id).patient_id,
        visit_id=visit_id,
        kind=PrintedKind.SUMMARY,
        paper=Paper.A4,
        pages=1,
        visit_hash=visit_hash,
        audit_head=head,
        content=b"page",
    )
    note_printed(record, [sheet], PrintedWay.PRINTER)
    return visit_hash[:12], head[:12]


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("3fa9d02c61be", ["3fa9d02c61be"]),
        (" 3FA9D02C61BE\n", ["3fa9d02c61be"]),
        ("Visit hash 3fa9d02c61be · Audit head 9b1c77aa03de", ["3fa9d02c61be", "9b1c77aa03de"]),
        ("Códigos: visita 3fa9d02c61be · registro 9b1c77aa03de", ["3fa9d02c61be", "9b1c77aa03de"]),
        ("3fa9d02c61be-9b1c77aa03de", ["3fa9d02c61be", "9b1c77aa03de"]),
        ("3fa9d02c61be 3fa9d02c61be", ["3fa9d02c61be"]),
        ("3fa9", []),
        ("3fa9d02", []),
        ("3fa9d02c", ["3fa9d02c"]),
        ("EX-01482 facade", []),
        ("", []),
    ],
)
def test_codes_are_read_with_and_without_their_labels(typed: str, codes: list[str]) -> None:
    assert codes_in(typed) == codes


@given(st.text())
def test_whatever_is_typed_is_read_without_fail(typed: str) -> None:
    assert all(set(code) <= set("0123456789abcdef") for code in codes_in(typed))


def test_a_fresh_page_is_what_the_record_holds(record: RecordFile, visit_id: str) -> None:
    visit_hash, head = foot_of_a_page(record, visit_id)
    by_hash, by_head = look_up(record, f"{visit_hash} {head}")
    assert by_hash.signed
    assert by_hash.signed.is_current
    assert by_hash.signed.visit.entry_id == visit_id
    assert by_hash.stood is None
    assert by_head.signed is None
    assert by_head.stood
    assert [page.visit_id for page in by_hash.pages] == [page.visit_id for page in by_head.pages] == [visit_id]


def test_a_page_from_before_an_amendment_is_an_older_version(record: RecordFile, visit_id: str) -> None:
    visit_hash, _ = foot_of_a_page(record, visit_id)
    add_addendum(record, visit_id, "Called the next day.", "Came in after signing")
    [known] = look_up(record, visit_hash)
    assert known.signed
    assert not known.signed.is_current
    assert (known.signed.signature.version, known.signed.latest.version) == (1, 2)
    [now] = look_up(record, visits.signatures(record, [visit_id])[-1].sha256)
    assert now.signed
    assert now.signed.is_current


def test_what_the_record_never_held_is_unknown(record: RecordFile, visit_id: str) -> None:
    [known] = look_up(record, "abcdef012345")
    assert (known.signed, known.stood, known.pages) == (None, None, ())


def test_every_head_that_the_trail_ever_had_is_known(record: RecordFile, visit_id: str) -> None:
    heads = [bytes(row["sha256"]).hex()[:12] for row in record.read("SELECT sha256 FROM audit_unit")]
    assert len(heads) > 3
    assert all(known.stood for known in look_up(record, " ".join(heads)))


def test_what_holds_no_code_is_told_so(record: RecordFile) -> None:
    with pytest.raises(NotACode, match="holds no code"):
        look_up(record, "hello")
