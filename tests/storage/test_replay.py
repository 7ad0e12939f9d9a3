"""Each row is what the trail says it last became, or a finding: written past the guards, or an old page put back."""

from dataclasses import replace

import pytest

from exodesk.storage import replay
from exodesk.storage.check import check
from exodesk.storage.recordfile import RecordFile
from tests.storage.practice import Practice, raw


def codes(record: RecordFile) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.table) for finding in replay.findings(record)]


def test_a_record_written_through_its_door_agrees_with_its_trail(practice: Practice) -> None:
    signed = practice.signed_visit()
    with practice.record.write("correct") as rows:
        practice.correct(rows, signed.visit, signed.injection)
    practice.change(replace(practice.patient, given_name="Sasha", title=None))
    assert codes(practice.record) == []


@pytest.mark.parametrize(
    ("table", "event", "sql", "code"),
    [
        ("patient", "after_update", "UPDATE patient SET given_name = 'Mallory'", "row_differs"),
        ("lot", "before_delete", "DELETE FROM lot", "row_gone"),
    ],
)
def test_what_was_written_past_the_guards_is_named(
    practice: Practice, table: str, event: str, sql: str, code: str
) -> None:
    with raw(practice.record) as connection:
        connection.execute(f"DROP TRIGGER {event}_{table}")
        connection.execute(sql)
    assert codes(practice.record) == [(code, table)]


def test_a_row_that_the_trail_does_not_know_is_named(practice: Practice) -> None:
    with raw(practice.record) as connection:
        connection.execute("DROP TRIGGER after_insert_phrase")
        connection.execute("INSERT INTO phrase (id, shortcut, text) VALUES ('x', ';x', 'x')")
    assert codes(practice.record) == [("row_unknown", "phrase")]


def test_an_old_page_put_back_is_found_though_every_page_is_whole(practice: Practice) -> None:
    """Same key, same file, a page of yesterday: SQLCipher takes it, and so does SQLite."""
    record = practice.record
    for number in range(60):
        practice.add_patient(given_name=f"Page {number}", title="x" * 60)
    record.checkpoint_all()
    before = pages(record)
    for row in record.read("SELECT id FROM patient"):
        with record.write("change") as rows:
            rows.change("patient", "id", row["id"], {"title": "y" * 60})
    record.checkpoint_all()
    after = pages(record)
    roots = {row[0] for row in record.read("SELECT rootpage FROM sqlite_master WHERE name <> 'patient'")}
    changed = [page for page, old in enumerate(before) if old != after[page] and page + 1 not in roots]
    assert any(is_taken_for_whole(record, after, page, before[page]) for page in changed)
    assert ("row_differs", "patient") in codes(record.for_worker())  # which has no page in its cache


def pages(record: RecordFile) -> list[bytes]:
    content = record.path.read_bytes()
    return [content[start : start + 4096] for start in range(0, len(content), 4096)]


def is_taken_for_whole(record: RecordFile, whole: list[bytes], page: int, old: bytes) -> bool:
    """Put the old page back; whether every check of the file passes and old names are read."""
    record.path.write_bytes(b"".join([*whole[:page], old, *whole[page + 1 :]]))
    with raw(record) as connection:
        if connection.execute("PRAGMA cipher_integrity_check").fetchall():
            return False
        return bool(connection.execute("SELECT count(*) FROM patient WHERE title LIKE 'x%'").fetchone()[0])


def test_the_whole_check_asks_it_too(practice: Practice) -> None:
    with raw(practice.record) as connection:
        connection.execute("DROP TRIGGER after_update_patient")
        connection.execute("UPDATE patient SET given_name = 'Mallory'")
    assert "row_differs" in {finding.code for finding in check(practice.record)}


def test_it_tells_how_far_it_has_come_and_can_be_stopped(practice: Practice) -> None:
    class StoppedError(Exception):
        pass

    def stop(done: int, of: int, words: str) -> None:
        assert 0 <= done <= of
        assert words
        raise StoppedError

    with pytest.raises(StoppedError):
        list(replay.findings(practice.record, stop))
