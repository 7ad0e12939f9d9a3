"""What is signed stays as it was signed, whoever asks the database, and is amended in one way only."""

from dataclasses import replace
from typing import Any

import pytest

from exodesk.core.records.visit import AmendmentKind
from exodesk.storage import appointments, visits
from exodesk.storage.driver import IntegrityError
from exodesk.storage.recordfile import RecordFile
from tests.storage.practice import Practice, ids, raw

FROZEN = ("visit", "injection", "injection_source", "pause_answer", "score")


@pytest.mark.parametrize("table", FROZEN)
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE {table} SET {column} = {column} WHERE id = '{id}'",
        "DELETE FROM {table} WHERE id = '{id}'",
        "UPDATE {table} SET id = 'another' WHERE id = '{id}'",
        "REPLACE INTO {table} SELECT * FROM {table} WHERE id = '{id}'",
        "UPDATE OR REPLACE {table} SET {column} = {column} WHERE id = '{id}'",
    ],
)
def test_a_signed_row_cannot_be_edited_by_raw_sql(practice: Practice, table: str, sql: str) -> None:
    signed = practice.signed_visit()
    rows = (signed.visit, signed.injection, signed.source, signed.answer, signed.score)
    row = rows[FROZEN.index(table)]
    column = {"visit": "exam", "injection": "note", "injection_source": "drawn_ul", "pause_answer": "answer"}
    with raw(practice.record) as connection, pytest.raises(IntegrityError, match=r"signed|never"):
        connection.execute(sql.format(table=table, id=row.id, column=column.get(table, "score")))
    assert practice.record.read(f"SELECT id FROM {table} WHERE id = ?", [row.id])


@pytest.mark.parametrize("table", FROZEN)
def test_an_unsigned_row_is_edited_in_place(practice: Practice, table: str) -> None:
    """The control: without its signature the same edit passes."""
    visit = practice.a_visit()
    injection = practice.an_injection(visit)
    practice.add(visit, injection, practice.a_source(injection), practice.an_answer(injection), practice.a_score(visit))
    with raw(practice.record) as connection:
        connection.execute(f"UPDATE {table} SET rowid = rowid")


def test_nothing_is_added_to_a_signed_visit_without_an_amendment(practice: Practice) -> None:
    signed = practice.signed_visit()
    late = practice.an_injection(signed.visit)
    for row in (late, practice.a_source(signed.injection), practice.a_score(signed.visit)):
        with pytest.raises(IntegrityError, match="is signed: amend it"):
            practice.add(row)


def test_a_row_cannot_be_moved_into_or_out_of_a_signed_visit(practice: Practice) -> None:
    signed = practice.signed_visit()
    other = practice.a_visit()
    loose = practice.a_score(other)
    practice.add(other, loose)
    with pytest.raises(IntegrityError, match="signed"):
        practice.change(replace(loose, visit_id=signed.visit.entry_id))
    with pytest.raises(IntegrityError, match="signed"):
        practice.change(replace(signed.score, visit_id=None))


def test_a_correction_replaces_the_row_in_force(practice: Practice) -> None:
    signed = practice.signed_visit()
    with practice.record.write("correct") as rows:
        newer = practice.correct(rows, signed.visit, signed.injection, volume_ul=1500)
    assert ids(practice.record, "SELECT id FROM injection_now") == {newer.id}
    assert ids(practice.record, "SELECT id FROM injection") == {signed.injection.id, newer.id}


def test_a_correction_of_a_correction_leaves_the_newest_in_force(practice: Practice) -> None:
    signed = practice.signed_visit()
    with practice.record.write("correct") as rows:
        second = practice.correct(rows, signed.visit, signed.injection, volume_ul=1500)
    with practice.record.write("correct again") as rows:
        third = practice.correct(rows, signed.visit, second, version=3, volume_ul=1700)
    assert ids(practice.record, "SELECT id FROM injection_now") == {third.id}
    assert ids(practice.record, "SELECT DISTINCT entry_id FROM injection") == {signed.injection.entry_id}


def test_a_closed_amendment_lets_nothing_more_in(practice: Practice) -> None:
    signed = practice.signed_visit()
    with practice.record.write("correct") as rows:
        newer = practice.correct(rows, signed.visit, signed.injection)
    for row in (practice.a_source(newer), practice.an_answer(newer)):
        with pytest.raises(IntegrityError, match="is signed: amend it"):
            practice.add(row)


@pytest.mark.parametrize(
    ("table", "column"),
    [("injection", "visit_id"), ("score", "visit_id"), ("injection_source", "injection_id")],
)
def test_a_signed_row_is_not_carried_off_to_an_open_visit(practice: Practice, table: str, column: str) -> None:
    """REPLACE under the same key, which takes the signed row away silently where recursive_triggers is off."""
    practice.signed_visit()
    visit = practice.a_visit()
    injection = practice.an_injection(visit)
    practice.add(visit, injection)
    there = {"visit_id": visit.id, "injection_id": injection.id}[column]
    with raw(practice.record) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM pragma_table_info(?)", [table])]
        values = ", ".join(f"'{there}'" if name == column else name for name in names)
        with pytest.raises(IntegrityError, match=f"a signed {table} is never replaced"):
            connection.execute(f"REPLACE INTO {table} SELECT {values} FROM {table} WHERE {column} <> '{there}'")


def test_a_row_is_corrected_once(practice: Practice) -> None:
    signed = practice.signed_visit()
    with practice.record.write("correct") as rows:
        practice.correct(rows, signed.visit, signed.injection)
    with pytest.raises(IntegrityError, match="newest version"), practice.record.write("correct the old one") as rows:
        practice.correct(rows, signed.visit, signed.injection, version=3)


def test_a_visit_is_corrected_as_a_new_version_of_its_entry(practice: Practice) -> None:
    signed = practice.signed_visit()
    newer = replace(signed.visit, id=practice.record.new_id(), exam="no effusion")
    amendment = practice.an_amendment(
        signed.visit,
        AmendmentKind.CORRECTION,
        target_table="visit",
        target_id=signed.visit.id,
        replacement_id=newer.id,
    )
    practice.add(amendment, newer, practice.a_signature(signed.visit, 2))
    assert ids(practice.record, "SELECT id FROM visit_now") == {newer.id}
    assert ids(practice.record, "SELECT id FROM injection_now") == {signed.injection.id}


def test_an_amendment_without_its_signature_is_not_committed(practice: Practice) -> None:
    signed = practice.signed_visit()
    addendum = practice.an_amendment(signed.visit, AmendmentKind.ADDENDUM, text="rang in the evening")
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        practice.add(addendum)
    assert not practice.record.read("SELECT 1 FROM amendment")
    practice.add(addendum, practice.a_signature(signed.visit, 2))


def test_a_signature_needs_its_amendment_and_its_turn(practice: Practice) -> None:
    signed = practice.signed_visit()
    with pytest.raises(IntegrityError, match="needs its amendment"):
        practice.add(practice.a_signature(signed.visit, 2))
    with pytest.raises(IntegrityError, match="one after the other"):
        practice.add(practice.a_signature(signed.visit, 3))
    with pytest.raises(IntegrityError, match="one after the other"):
        practice.add(practice.a_signature(practice.a_visit(), 2))


def test_a_signature_needs_the_replacement_that_the_amendment_names(practice: Practice) -> None:
    signed = practice.signed_visit()
    amendment = practice.an_amendment(
        signed.visit,
        AmendmentKind.CORRECTION,
        target_table="injection",
        target_id=signed.injection.id,
        replacement_id="nowhere",
    )
    with pytest.raises(IntegrityError, match="missing"):
        practice.add(amendment, practice.a_signature(signed.visit, 2))


def test_a_replacement_keeps_the_entry_of_its_target(practice: Practice) -> None:
    signed = practice.signed_visit()
    with pytest.raises(IntegrityError, match="keeps the entry"), practice.record.write("correct") as rows:
        practice.correct(rows, signed.visit, signed.injection, entry_id=practice.record.new_id())


def test_a_replacement_is_a_new_row(practice: Practice) -> None:
    signed, other = practice.signed_visit(), practice.signed_visit()
    amendment = practice.an_amendment(
        signed.visit,
        AmendmentKind.CORRECTION,
        target_table="injection",
        target_id=signed.injection.id,
        replacement_id=other.injection.id,
    )
    with pytest.raises(IntegrityError, match="new row"):
        practice.add(amendment, practice.a_signature(signed.visit, 2))


def test_an_amendment_stays_within_its_visit_and_its_version(practice: Practice) -> None:
    signed, other = practice.signed_visit(), practice.signed_visit()
    error = AmendmentKind.ENTERED_IN_ERROR
    with pytest.raises(IntegrityError, match="within its visit"):
        practice.add(practice.an_amendment(signed.visit, error, target_table="injection", target_id=other.injection.id))
    with pytest.raises(IntegrityError, match="next version"):
        practice.add(
            practice.an_amendment(signed.visit, error, version=3, target_table="score", target_id=signed.score.id)
        )
    unsigned = practice.a_visit()
    practice.add(unsigned)
    with pytest.raises(IntegrityError, match="next version"):
        practice.add(practice.an_amendment(unsigned, AmendmentKind.ADDENDUM, version=1, text="too early"))


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (AmendmentKind.ADDENDUM, {}),
        (AmendmentKind.ADDENDUM, {"text": "x", "target_table": "visit", "target_id": "visit"}),
        (AmendmentKind.CORRECTION, {"target_table": "injection", "target_id": "injection"}),
        (AmendmentKind.ENTERED_IN_ERROR, {}),
        (AmendmentKind.ENTERED_IN_ERROR, {"target_table": "score", "target_id": "score", "replacement_id": "new"}),
        (AmendmentKind.LATE_ENTRY, {"replacement_id": "new"}),
        (AmendmentKind.LATE_ENTRY, {"target_table": "visit", "replacement_id": "new"}),
    ],
)
def test_an_amendment_has_the_shape_of_its_kind(
    practice: Practice, kind: AmendmentKind, values: dict[str, Any]
) -> None:
    signed = practice.signed_visit()
    known = {"visit": signed.visit.id, "injection": signed.injection.id, "score": signed.score.id}
    if "target_id" in values:
        values = values | {"target_id": known[values["target_id"]]}
    with pytest.raises(IntegrityError, match="CHECK"):
        practice.add(practice.an_amendment(signed.visit, kind, **values))


def test_a_visit_entered_in_error_takes_its_injections_and_scores_with_it(practice: Practice) -> None:
    signed = practice.signed_visit()
    amendment = practice.an_amendment(
        signed.visit, AmendmentKind.ENTERED_IN_ERROR, target_table="visit", target_id=signed.visit.id
    )
    practice.add(amendment, practice.a_signature(signed.visit, 2))
    for view in ("visit_now", "injection_now", "score_now"):
        assert not practice.record.read(f"SELECT 1 FROM {view}")


def test_a_dose_on_the_wrong_visit_is_two_amendments(practice: Practice) -> None:
    wrong, right = practice.signed_visit(), practice.signed_visit()
    moved = practice.an_injection(right.visit)
    with practice.record.write("move the dose") as rows:
        rows.insert(
            practice.an_amendment(
                wrong.visit,
                AmendmentKind.ENTERED_IN_ERROR,
                target_table="injection",
                target_id=wrong.injection.id,
            ),
            practice.an_amendment(
                right.visit, AmendmentKind.LATE_ENTRY, target_table="injection", replacement_id=moved.id
            ),
            moved,
            practice.a_source(moved),
            practice.a_signature(wrong.visit, 2),
            practice.a_signature(right.visit, 2),
        )
    assert ids(practice.record, "SELECT id FROM injection_now") == {right.injection.id, moved.id}


def test_a_first_version_is_its_own_entry(practice: Practice) -> None:
    visit = practice.a_visit()
    practice.add(visit)
    with pytest.raises(IntegrityError, match="keeps the entry"):
        practice.add(practice.a_visit(entry_id=visit.id))
    with pytest.raises(IntegrityError, match="entry of a visit never changes"):
        practice.change(replace(visit, entry_id="another"))


@pytest.mark.parametrize("table", ["signature", "amendment", "audit", "audit_unit"])
@pytest.mark.parametrize(
    "sql", ["UPDATE {t} SET rowid = rowid", "DELETE FROM {t}", "REPLACE INTO {t} SELECT * FROM {t}"]
)
def test_signatures_amendments_and_trail_are_insert_only(practice: Practice, table: str, sql: str) -> None:
    signed = practice.signed_visit()
    practice.add(
        practice.an_amendment(signed.visit, AmendmentKind.ADDENDUM, text="rang"), practice.a_signature(signed.visit, 2)
    )
    with (
        raw(practice.record) as connection,
        pytest.raises(IntegrityError, match=r"insert-only|never|next version|one after"),
    ):
        connection.execute(sql.format(t=table))


def test_a_signature_is_not_replaced_under_another_id(practice: Practice) -> None:
    """REPLACE on (visit_id, version) would take the signature away silently where recursive_triggers is off."""
    signed = practice.signed_visit()
    with raw(practice.record) as connection, pytest.raises(IntegrityError, match="one after the other"):
        connection.execute(
            "REPLACE INTO signature SELECT 'x', visit_id, version, signed_at, signed_on, signed_by, content, sha256"
            " FROM signature"
        )
    assert ids(practice.record, "SELECT visit_id FROM signature") == {signed.visit.id}


def test_a_week_reads_of_each_appointment_no_more_than_indexes(record: RecordFile) -> None:
    """The rows themselves lie on pages of their own, and the more of them the larger the record is."""
    asked: list[str] = []
    record._connection.set_trace_callback(asked.append)
    visits.of_appointments(record, ["x"])
    appointments.no_shows(record, ["x"])
    record._connection.set_trace_callback(None)
    for sql in asked:
        steps = [row["detail"] for row in record.read(f"EXPLAIN QUERY PLAN {sql}")]
        for step in steps:
            if step.startswith("SEARCH") and "amendment" not in step:
                assert "USING COVERING INDEX" in step, (step, sql)


def test_the_views_in_force_look_amendments_up_by_index(record: RecordFile) -> None:
    for sql in ("SELECT * FROM injection_now WHERE patient_id = 'x'", "SELECT * FROM score_now WHERE plan_id = 'x'"):
        steps = [row["detail"] for row in record.read(f"EXPLAIN QUERY PLAN {sql}")]
        assert not [step for step in steps if step.startswith("SCAN")], steps
