"""`check` finds what is wrong, names the row, and changes nothing."""

from collections.abc import Callable
from contextlib import closing

import pytest

from exodesk.storage import opening
from exodesk.storage.check import MOST_PLACES, check
from exodesk.storage.driver import Connection
from exodesk.storage.finding import Finding
from exodesk.storage.recordfile import RecordFile
from tests.storage.practice import Practice, raw


def codes(record: RecordFile) -> set[str]:
    return {finding.code for finding in check(record)}


def test_a_sound_record_has_no_finding_and_is_not_touched(practice: Practice) -> None:
    practice.signed_visit()
    practice.record.checkpoint_all()
    before = practice.record.path.read_bytes()
    assert check(practice.record, canonical=lambda _record, _visit: b"version 1") == []
    assert practice.record.path.read_bytes() == before


def _forge_signature(connection: Connection) -> None:
    connection.execute("DROP TRIGGER before_update_signature")
    connection.execute("UPDATE signature SET content = x'00'")


def _lose_reference(connection: Connection) -> None:
    connection.execute("INSERT INTO name_word VALUES ('word', 'nobody')")


def _write_past_the_door(connection: Connection) -> None:
    connection.execute("UPDATE patient SET title = 'Dr'")


def _drop_a_guard(connection: Connection) -> None:
    connection.execute("DROP TRIGGER before_update_visit")


def _leave_an_amendment(connection: Connection) -> None:
    connection.execute(
        "INSERT INTO amendment (id, visit_id, version, kind, text, reason, amended_at, amended_on, amended_by)"
        " SELECT 'a', visit_id, 2, 'addendum', 'x', 'y', signed_at, signed_on, signed_by FROM signature"
    )


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (_forge_signature, "signature_hash"),
        (_lose_reference, "reference"),
        (_write_past_the_door, "audit_stray"),
        (_drop_a_guard, "schema"),
        (_leave_an_amendment, "reference"),
    ],
)
def test_a_fault_is_found(practice: Practice, fault: Callable[[Connection], None], code: str) -> None:
    practice.signed_visit()
    with raw(practice.record) as connection:
        fault(connection)
    assert code in codes(practice.record)


def test_an_amendment_that_was_never_signed_is_named(practice: Practice) -> None:
    practice.signed_visit()
    with raw(practice.record) as connection:
        _leave_an_amendment(connection)
    found = [finding for finding in check(practice.record) if finding.code == "reference"]
    assert [(finding.table, finding.id) for finding in found] == [("amendment", "a")]


def test_rows_that_are_not_what_was_signed_are_named(practice: Practice) -> None:
    signed = practice.signed_visit()
    found = check(practice.record, canonical=lambda _record, _visit: b"something else")
    assert [(finding.code, finding.table, finding.id) for finding in found] == [
        ("signed_rows", "visit", signed.visit.entry_id)
    ]


def test_only_the_newest_version_is_compared_with_the_rows(practice: Practice) -> None:
    signed = practice.signed_visit()
    with practice.record.write("correct") as rows:
        practice.correct(rows, signed.visit, signed.injection)
    assert check(practice.record, canonical=lambda _record, _visit: b"version 2") == []


def test_checks_of_other_rooms_are_asked_too(practice: Practice) -> None:
    finding = Finding("forecast", "another than computed", "forecast", practice.plan.id)
    assert check(practice.record, others=[lambda _record: [finding]]) == [finding]


def test_a_damaged_page_is_a_finding_and_no_traceback(practice: Practice) -> None:
    for number in range(200):
        practice.add(practice.a_visit(exam=f"{number}" * 500))
    practice.record.checkpoint_all()
    path = practice.record.path
    content = bytearray(path.read_bytes())
    content[-2 * 4096 + 100] ^= 1
    path.write_bytes(content)
    with raw(practice.record) as _:
        found = codes(practice.record)
    assert found & {"page", "damaged"}


def test_a_damaged_tree_is_told_by_its_first_places_and_how_many_more(practice: Practice) -> None:
    """SQLite lists each page below the damage, in one row of many lines."""
    practice.add(*[practice.a_visit(exam=f"{number}" * 300) for number in range(1_000)])
    practice.record.checkpoint_all()
    root = practice.record.read("SELECT rootpage FROM sqlite_master WHERE name = 'visit'")[0][0]
    path = practice.record.path
    content = bytearray(path.read_bytes())
    content[(root - 1) * 4096 + 100] ^= 1
    path.write_bytes(content)
    with closing(opening.open_record(path, practice.record.key, exclusive=False, read_only=True)) as damaged:
        told = [finding.text for finding in check(damaged) if finding.code == "integrity"]
    assert told
    assert len(told) <= MOST_PLACES + 1
    assert all(len(text) < 200 and "***" not in text for text in told)
