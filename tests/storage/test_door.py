"""The one door: all or nothing, sealed, and shut for everybody else."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from exodesk.core.errors import StorageError
from exodesk.storage.driver import DatabaseError, Error, IntegrityError, OperationalError, RecordBusy
from exodesk.storage.reading import Reader
from exodesk.storage.recordfile import FileGone, RecordFile
from exodesk.storage.rows import Rows
from tests.storage.practice import Practice, raw


def count(record: RecordFile, table: str) -> int:
    return int(record.read(f"SELECT count(*) FROM {table}")[0][0])


def test_what_is_written_is_there_for_everybody(practice: Practice) -> None:
    with raw(practice.record) as other:
        assert other.execute("SELECT family_name FROM patient").fetchall() == [("Sample",)]


def test_an_exception_inside_leaves_the_record_as_it_was(practice: Practice) -> None:
    head = practice.record.head()
    with pytest.raises(ZeroDivisionError), practice.record.write("half") as rows:
        rows.insert(practice.a_visit())
        raise ZeroDivisionError
    assert count(practice.record, "visit") == 0
    assert practice.record.head() == head
    practice.add(practice.a_visit())
    assert count(practice.record, "visit") == 1


def test_an_integrity_error_in_the_middle_saves_no_half(practice: Practice) -> None:
    visit = practice.a_visit()
    with pytest.raises(IntegrityError), practice.record.write("twice") as rows:
        rows.insert(visit, visit)
    assert count(practice.record, "visit") == 0


def test_an_insert_is_not_lost_through_a_savepoint_left_open(practice: Practice) -> None:
    """As sqlite-utils' own `query()` leaves one behind when a statement fails under another driver."""
    with practice.record.write("leak") as rows:
        rows._database.conn.execute("SAVEPOINT left_open")
        rows.insert(practice.a_visit())
    practice.add(practice.a_visit())
    with raw(practice.record) as other:
        assert other.execute("SELECT count(*) FROM visit").fetchone() == (2,)


def test_returning_through_sqlite_utils_loses_no_later_insert(practice: Practice) -> None:
    """Fails where sqlite-utils was imported over another SQLite than ours."""
    sql = "INSERT INTO name_word (word, patient_id) VALUES (?, ?) RETURNING word"
    with practice.record.write("return") as rows:
        assert list(rows._database.query(sql, ["sample", practice.patient.id])) == [{"word": "sample"}]
    with pytest.raises(IntegrityError), practice.record.write("fail") as rows:
        list(rows._database.query(sql, ["sample", practice.patient.id]))
    practice.add(practice.a_visit())
    with raw(practice.record) as other:
        assert other.execute("SELECT count(*) FROM visit").fetchone() == (1,)


def test_nothing_is_written_outside_the_door(practice: Practice) -> None:
    with practice.record.write("keep the rows") as rows:
        rows.insert(practice.a_visit())
    with pytest.raises(Error):
        rows.insert(practice.a_visit())
    with pytest.raises(Error):
        practice.record.read("INSERT INTO record_info VALUES ('a', 'b')")
    assert count(practice.record, "visit") == 1


def test_a_statement_kept_from_inside_is_refused_outside(practice: Practice) -> None:
    """The driver keeps prepared statements, and the authorizer is not asked again: `query_only` has to stop them."""
    sql = "INSERT INTO draft VALUES ('visit', ?, NULL, 0, '2026-03-02T17:00:00.000Z', '{}')"
    connection = practice.record._connection
    with practice.record.write("prepare it"):
        connection.execute(sql, ["inside"])
    with pytest.raises(OperationalError, match="readonly"):
        connection.execute(sql, ["outside"])


@pytest.mark.parametrize("sql", ["COMMIT", "ROLLBACK", "BEGIN", "BEGIN IMMEDIATE", "END", "PRAGMA query_only=OFF"])
@pytest.mark.parametrize("comment", ["", " -- 1", " -- 2"])
def test_only_the_door_begins_and_ends(practice: Practice, sql: str, comment: str) -> None:
    connection = practice.record._connection
    with pytest.raises(DatabaseError, match="not authorized"):
        connection.execute(sql + comment)
    with pytest.raises(DatabaseError, match="not authorized"), practice.record.write("try inside"):
        connection.execute(sql + comment)
    assert not connection.in_transaction


def test_a_write_inside_a_write_or_a_snapshot_is_a_bug(practice: Practice) -> None:
    with pytest.raises(RuntimeError, match="inside"), practice.record.write("outer"):
        practice.record.log("inner")
    with pytest.raises(RuntimeError, match="inside"), practice.record.reading():
        practice.record.log("inner")
    practice.record.log("and all is well")


def test_a_body_that_loses_its_transaction_is_told(practice: Practice) -> None:
    with pytest.raises(RuntimeError, match="lost its transaction"), practice.record.write("lose it") as rows:
        rows.insert(practice.a_visit())
        practice.record._way._issue("ROLLBACK")
    assert count(practice.record, "visit") == 0


def test_a_snapshot_does_not_see_what_comes_later(practice: Practice) -> None:
    with practice.record.reading():
        before = count(practice.record, "name_word")
        with raw(practice.record) as other:
            other.execute("INSERT INTO name_word VALUES ('later', ?)", [practice.patient.id])
        assert count(practice.record, "name_word") == before
    assert count(practice.record, "name_word") == before + 1


def test_a_write_that_leaves_no_audit_row_makes_no_unit(practice: Practice) -> None:
    head = practice.record.head()
    with practice.record.write("draft") as rows:
        rows.table("name_word").insert({"word": "sample", "patient_id": practice.patient.id})
    practice.change(practice.patient)
    assert practice.record.head() == head


def test_an_act_without_rows_makes_a_unit(practice: Practice) -> None:
    practice.record.log("print summary", "visit 1")
    unit = practice.record.read("SELECT * FROM audit_unit ORDER BY unit DESC LIMIT 1")[0]
    assert (unit["operation"], unit["reason"], unit["actor"]) == ("print summary", "visit 1", "practitioner")
    assert unit["last_seq"] == unit["first_seq"] - 1


def test_whoever_waits_for_a_write_is_told(practice: Practice) -> None:
    told: list[str] = []
    practice.record.on_written = lambda: told.append("written")
    practice.add(practice.a_visit())
    with pytest.raises(ZeroDivisionError), practice.record.write("fail"):
        raise ZeroDivisionError
    assert told == ["written"]


def test_a_busy_record_says_so_and_works_a_moment_later(practice: Practice) -> None:
    visit = practice.a_visit()
    with raw(practice.record) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordBusy, match="busy, nothing is lost"):
            practice.add(visit)
        other.execute("ROLLBACK")
    practice.add(visit)


@pytest.mark.parametrize("happens", [Path.unlink, lambda path: path.with_name("new").replace(path)])
def test_a_file_deleted_or_replaced_under_us_is_noticed_before_a_save(
    practice: Practice, happens: Callable[[Path], object]
) -> None:
    path = practice.record.path
    path.with_name("new").write_bytes(path.read_bytes())
    happens(path)
    with pytest.raises(StorageError, match="moved, deleted or replaced"):
        practice.add(practice.a_visit())
    with pytest.raises(FileGone):
        practice.record.for_worker()


def test_window_and_worker_write_at_once_and_none_is_refused(practice: Practice) -> None:
    """The worker waits while the window wants to write; without the gate the window is refused again and again."""
    record = practice.record
    many = 60
    failed: list[BaseException] = []

    def work() -> None:
        worker = record.for_worker()
        try:
            for _ in range(many):
                with worker.write("work") as rows:
                    rows.insert(practice.a_visit())
        except BaseException as error:  # noqa: BLE001  # told to the test's own thread
            failed.append(error)
        finally:
            worker.close()

    thread = threading.Thread(target=work)
    thread.start()
    for _ in range(many):
        practice.add(practice.a_visit())
    thread.join()
    assert not failed
    assert count(record, "visit") == 2 * many


def test_the_worker_waits_until_the_window_has_written(practice: Practice) -> None:
    is_open, has_written = threading.Event(), threading.Event()

    def work() -> None:
        worker = practice.record.for_worker()
        is_open.set()
        worker.log("worker")
        has_written.set()
        worker.close()

    thread = threading.Thread(target=work)
    with practice.record._gate.window():
        thread.start()
        is_open.wait()
        assert not has_written.wait(0.2)  # a write takes two milliseconds
    thread.join()
    assert has_written.is_set()


def test_a_forecast_that_raises_never_stops_what_was_given(practice: Practice) -> None:
    other = practice.add_plan(practice.patient)

    def renew(_record: Reader, rows: Rows, plan_id: str) -> None:
        rows.table("forecast").update(plan_id, {"rules_version": 7})
        if plan_id == practice.plan.id:
            raise ZeroDivisionError

    practice.record.renew = renew
    visit = practice.a_visit()
    practice.add(visit, practice.an_injection(visit))
    found = {row["plan_id"]: row for row in practice.record.read("SELECT * FROM forecast")}
    assert [found[other.id][name] for name in ("stale", "cannot_compute", "rules_version")] == [0, 0, 7]
    assert [found[practice.plan.id][name] for name in ("stale", "cannot_compute", "rules_version")] == [0, 1, None]
    assert count(practice.record, "injection") == 1


def test_more_stale_forecasts_than_one_write_renews_are_left_to_the_worker(practice: Practice) -> None:
    for _ in range(101):
        practice.add_plan(practice.patient)
    renewed: list[str] = []
    practice.record.renew = lambda _record, _rows, plan_id: renewed.append(plan_id)
    practice.change(replace(practice.patient, occupation="teacher"))
    assert not renewed
    while practice.record.renew_forecasts(40):
        pass
    assert len(set(renewed)) == 102
    assert not practice.record.read("SELECT 1 FROM forecast WHERE stale = 1")
