"""One pair of functions takes every record to its row and back."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exodesk.core.records.patient import Patient
from exodesk.core.records.visit import Instrument, Score
from exodesk.storage import driver, visits
from exodesk.storage.rows import from_row, from_rows, table_of, to_row
from tests.any_record import a_record, all_records
from tests.storage.practice import DAY, Practice


@pytest.mark.parametrize("record", all_records(), ids=lambda record: record.__name__)
@given(data=st.data())
@settings(max_examples=40)
def test_every_record_survives_its_row(record: type, data: st.DataObject) -> None:
    """Through a real cursor, so that the driver's own types count."""
    value = data.draw(a_record(record))
    row = to_row(value)
    connection = driver.connect(":memory:", busy_seconds=0)
    connection.row_factory = driver.Row
    places = ", ".join(f'? AS "{name}"' for name in row)
    found = connection.execute(f"SELECT 'joined' AS other, {places}", list(row.values())).fetchone()
    connection.close()
    assert from_row(record, found) == value


def test_a_record_only_holds_its_fields() -> None:
    """Read from a row, it is filled past its `__init__`."""
    assert not [record for record in all_records() if hasattr(record, "__post_init__")]


def test_a_table_is_named_after_its_record() -> None:
    assert {table_of(record) for record in all_records()} >= {"injection_source", "patient", "baseline_by_hand"}


def test_many_rows_are_read_as_each_by_itself(practice: Practice) -> None:
    practice.add_patient(given_name="Blair")
    rows = practice.record.read("SELECT * FROM patient ORDER BY chart_no")
    assert from_rows(Patient, rows) == [from_row(Patient, row) for row in rows]
    assert from_rows(Patient, []) == []


def test_many_records_are_written_as_each_by_itself(practice: Practice) -> None:
    many = [
        Patient(id=f"p{number}", chart_no=number, family_name="Many", given_name="One", entered_on=DAY)
        for number in range(100, 400)
    ]
    with practice.record.write("import") as rows:
        rows.insert_many(many)
        rows.insert_many([])
    found = practice.record.read("SELECT * FROM patient WHERE family_name = 'Many' ORDER BY chart_no")
    assert from_rows(Patient, found) == many


def test_only_columns_that_differ_are_written(practice: Practice) -> None:
    """A column in an index that is written as it was has the index written too."""
    visit = practice.a_visit()
    practice.add(visit)
    with practice.record.write("keep") as rows:
        wrote: list[str] = []
        rows._database.conn.set_trace_callback(wrote.append)
        rows.update(visit)
        assert not [sql for sql in wrote if sql.startswith("UPDATE")]
        rows.update(replace(visit, reason="knee pain"))
        rows._database.conn.set_trace_callback(None)
    written = {sql.split(" WHERE ")[0] for sql in wrote if sql.startswith('UPDATE "visit"')}
    assert written == {'UPDATE "visit" SET "reason" = \'knee pain\''}
    assert visits.in_force(practice.record, visit.entry_id).reason == "knee pain"
    with practice.record.write("miss") as rows, pytest.raises(KeyError):
        rows.update(practice.a_visit())


def test_who_has_just_read_a_record_has_it_not_read_again(practice: Practice) -> None:
    visit = practice.a_visit()
    practice.add(visit)
    with practice.record.write("keep") as rows:
        asked: list[str] = []
        rows._database.conn.set_trace_callback(asked.append)
        rows.update(visit, was=visit)
        assert asked == []
        rows.update(replace(visit, reason="cafe\u0301"), was=replace(visit, reason="caf\u00e9"))
        assert asked == []  # the same text, from another keyboard
        rows.update(replace(visit, reason="knee pain"), was=visit)
        rows._database.conn.set_trace_callback(None)
    assert {sql.split()[0] for sql in asked} == {"UPDATE"}
    assert visits.in_force(practice.record, visit.entry_id).reason == "knee pain"


def test_a_chart_number_is_never_given_twice(practice: Practice) -> None:
    first = practice.add_patient().chart_no
    with pytest.raises(ZeroDivisionError), practice.record.write("fail") as rows:
        rows.next_number("chart_no")
        raise ZeroDivisionError
    assert practice.add_patient().chart_no == first + 1


def test_an_upsert_needs_no_change_of_the_schema(practice: Practice) -> None:
    """By itself sqlite-utils creates and drops a table to find out what this SQLite can do."""
    word = {"word": "sample", "patient_id": practice.patient.id}
    with practice.record.write("index the name") as rows:
        rows.table("name_word").upsert(word, pk=("word", "patient_id"))
        rows.table("name_word").upsert(word, pk=("word", "patient_id"))
    assert len(practice.record.read("SELECT * FROM name_word")) == 1


def test_a_decimal_that_is_no_number_is_a_bug() -> None:
    score = Score(
        id="s",
        entry_id="s",
        occasion_id="o",
        patient_id="p",
        instrument=Instrument.PAIN_NOW,
        scored_on=DAY,
        score=Decimal("NaN"),
        entered_at=datetime(2026, 3, 2, tzinfo=UTC),
    )
    with pytest.raises(ValueError, match="NaN"):
        to_row(score)
