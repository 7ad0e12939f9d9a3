"""The trail says who changed what and when, and shows when somebody has changed the trail."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import sha256

import pytest

from exodesk.storage import audit
from exodesk.storage.check import check
from exodesk.storage.driver import Connection, IntegrityError, Row
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.rows import Value
from exodesk.storage.trail_units import SQL_PEOPLE
from tests.storage.practice import Clock, Practice, raw


def last_unit(record: RecordFile) -> dict[str, object]:
    return dict(record.read("SELECT * FROM audit_unit ORDER BY unit DESC LIMIT 1")[0])


def codes(record: RecordFile) -> set[str]:
    return {finding.code for finding in audit.findings(record.read)}


def test_a_change_is_kept_with_its_old_and_new_values(practice: Practice) -> None:
    with practice.record.write("correct the name", reason="misspelt") as rows:
        rows.update(replace(practice.patient, given_name="Sasha"))
    row = practice.record.read("SELECT * FROM audit ORDER BY seq DESC LIMIT 1")[0]
    assert (row["tbl"], row["op"], row["row_id"]) == ("patient", "update", practice.patient.id)
    assert row["patient_id"] == practice.patient.id
    assert (json.loads(row["old"])["given_name"], json.loads(row["new"])["given_name"]) == ("Alex", "Sasha")
    unit = last_unit(practice.record)
    assert (unit["operation"], unit["reason"], unit["actor"]) == ("correct the name", "misspelt", "practitioner")
    assert unit["first_seq"] == unit["last_seq"] == row["seq"]


def test_whom_an_act_was_about_is_read_along_its_rows_however_long_the_trail_is(record: RecordFile) -> None:
    """Before the first statistics too, when SQLite would take the index of patients and read all of it."""
    (first, *_) = (row["detail"] for row in record.read(f"EXPLAIN QUERY PLAN {SQL_PEOPLE}", [1, 2, 4]))
    assert "USING INTEGER PRIMARY KEY" in first


def steps_of(record: RecordFile, act: Callable[[], object]) -> int:
    """What SQLite does for it, in tens of its own steps."""
    count = 0

    def one_more() -> int:
        nonlocal count
        count += 1
        return 0

    record._connection.set_progress_handler(one_more, 10)
    act()
    record._connection.set_progress_handler(None, 10)
    return count


def test_a_save_takes_as_long_however_long_the_trail_is(practice: Practice) -> None:
    """With the statistics of an empty record, which a trail keeps for long: SQLite then takes one end of a range."""
    practice.change(replace(practice.patient, given_name="First"))
    short = steps_of(practice.record, lambda: practice.change(replace(practice.patient, given_name="Second")))
    with practice.record.write("many rows") as rows:
        for number in range(1500):
            rows.update(replace(practice.patient, given_name=f"{number}"))
    long = steps_of(practice.record, lambda: practice.change(replace(practice.patient, given_name="Last")))
    assert long < 2 * short


def test_the_whole_trail_is_read_once_however_many_acts_it_has(practice: Practice) -> None:
    for _ in range(300):
        practice.record.log("print")
    statements = []

    def read(sql: str, parameters: Sequence[Value] = ()) -> list[Row]:
        statements.append(sql)
        return practice.record.read(sql, parameters)

    assert list(audit.findings(read)) == []
    assert len(statements) < 10


def test_a_row_taken_back_is_kept_in_the_trail(practice: Practice) -> None:
    visit = practice.a_visit()
    injection = practice.an_injection(visit)
    source = practice.a_source(injection)
    practice.add(visit, injection, source)
    with practice.record.write("another lot") as rows:
        rows.delete("injection_source", "id = ?", [source.id])
    row = practice.record.read("SELECT * FROM audit ORDER BY seq DESC LIMIT 1")[0]
    assert (row["op"], row["row_id"], row["patient_id"]) == ("delete", source.id, practice.patient.id)
    assert json.loads(row["old"])["drawn_ul"] == 2000


def test_a_change_that_changes_nothing_leaves_no_row(practice: Practice) -> None:
    before = practice.record.read("SELECT max(seq) FROM audit")[0][0]
    practice.change(practice.patient)
    assert practice.record.read("SELECT max(seq) FROM audit")[0][0] == before


def test_signed_content_stays_out_of_the_trail_and_its_hash_goes_in(practice: Practice) -> None:
    practice.signed_visit()
    row = practice.record.read("SELECT new FROM audit WHERE tbl = 'signature'")[0]
    assert "content" not in json.loads(row["new"])
    assert len(json.loads(row["new"])["sha256"]) == 64


def test_the_clock_of_the_trail_never_runs_backwards(practice: Practice, clock: Clock) -> None:
    practice.record.log("print")
    earlier = last_unit(practice.record)
    clock.pass_by(days=-400)
    practice.record.log("print")
    unit = last_unit(practice.record)
    assert unit["at"] == earlier["at"]
    assert str(unit["raw_clock"]) < str(unit["at"])
    assert unit["clock_flag"] == 1
    clock.pass_by(days=401)
    practice.record.log("print")
    assert last_unit(practice.record)["clock_flag"] == 0


def test_an_untouched_trail_has_no_finding(practice: Practice) -> None:
    practice.signed_visit()
    practice.record.log("print")
    assert check(practice.record) == []


def unguard(connection: Connection) -> None:
    """What somebody with the key and a tool can do: take the guards off, and put them back later."""
    for table in ("audit", "audit_unit"):
        for event in ("insert", "update", "delete"):
            connection.execute(f"DROP TRIGGER before_{event}_{table}")


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("UPDATE audit SET new = replace(new, 'Sample', 'Simple') WHERE tbl = 'patient'", "audit_chain"),
        ("UPDATE audit_unit SET actor = 'nobody' WHERE unit = 3", "audit_chain"),
        ("UPDATE audit_unit SET at = '2020-01-01T00:00:00.000Z' WHERE unit = 3", "audit_chain"),
        ("DELETE FROM audit WHERE seq = 6", "audit_chain"),
        ("DELETE FROM audit_unit WHERE unit = 4", "audit_gap"),
        ("UPDATE audit SET seq = 1000 + seq WHERE seq > 6", "audit_chain"),
        ("DELETE FROM audit WHERE seq > 6", "audit_chain"),
        ("DELETE FROM audit_unit WHERE unit > 3", "audit_stray"),
        ("INSERT INTO audit (tbl, row_id, op) VALUES ('patient', 'x', 'insert')", "audit_stray"),
    ],
)
def test_an_edited_trail_shows(practice: Practice, sql: str, code: str) -> None:
    practice.signed_visit()
    with raw(practice.record) as connection:
        unguard(connection)
        connection.execute(sql)
    assert code in codes(practice.record)


def test_a_tail_cut_off_with_its_units_shows(practice: Practice) -> None:
    with raw(practice.record) as connection:
        unguard(connection)
        connection.execute("DELETE FROM audit WHERE seq > (SELECT last_seq FROM audit_unit WHERE unit = 3)")
        connection.execute("DELETE FROM audit_unit WHERE unit > 3")
    assert codes(practice.record) == {"audit_cut"}


def test_a_key_in_the_trail_is_not_replaced_from_a_raw_connection(practice: Practice) -> None:
    """With recursive_triggers off, as it is by default, REPLACE deletes without asking the delete guard."""
    with raw(practice.record) as connection:
        assert connection.execute("PRAGMA recursive_triggers").fetchone() == (0,)
        for sql in (
            "REPLACE INTO audit (seq, tbl, row_id, op) VALUES (3, 'patient', 'x', 'insert')",
            """REPLACE INTO audit_unit SELECT unit, first_seq, last_seq, at, at, 0, '', 'nobody', '', '', sha256
            FROM audit_unit WHERE unit = 3""",
        ):
            with pytest.raises(IntegrityError, match="never replaced"):
                connection.execute(sql)
    assert codes(practice.record) == set()


def test_rows_written_past_the_door_are_sealed_as_a_finding_before_anything_else(practice: Practice) -> None:
    with raw(practice.record) as connection:
        connection.execute("UPDATE patient SET title = 'Dr'")
    practice.record.log("print")
    stray, after = practice.record.read("SELECT * FROM audit_unit ORDER BY unit DESC LIMIT 2")[::-1]
    assert stray["operation"] == audit.STRAYS
    assert after["operation"] == "print"
    assert codes(practice.record) == {"audit_stray"}


def test_text_is_kept_in_one_spelling(practice: Practice) -> None:
    practice.change(replace(practice.patient, given_name="Zoe\u0308"))
    with practice.record.write("add", reason="Zoe\u0308") as rows:
        rows.insert(practice.a_visit())
    assert practice.record.read("SELECT given_name FROM patient")[0][0] == "Zo\u00eb"
    assert last_unit(practice.record)["reason"] == "Zo\u00eb"


def test_the_hash_can_be_computed_by_anybody_from_what_is_stored(practice: Practice) -> None:
    """The recipe of docs/decisions/0023, written out once more."""

    def canonical(value: object) -> bytes:
        return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    previous = bytes(32)
    for row in practice.record.read("SELECT * FROM audit_unit ORDER BY unit"):
        unit = dict(row)
        found = unit.pop("sha256")
        rows = practice.record.read(
            "SELECT * FROM audit WHERE seq BETWEEN ? AND ? ORDER BY seq", [unit["first_seq"], unit["last_seq"]]
        )
        previous = sha256(previous + b"\n".join([canonical(unit), *(canonical(list(r)) for r in rows)])).digest()
        assert previous == found
