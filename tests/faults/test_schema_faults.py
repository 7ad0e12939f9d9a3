"""The database library under us: what it would do wrong without our care, and that the care is taken."""

import subprocess
import sys
from pathlib import Path

import pytest

from exodesk.storage.driver import IntegrityError, utils
from exodesk.storage.recordfile import RecordFile
from tests.storage.practice import Practice, make, raw

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture
def record(tmp_path: Path) -> RecordFile:
    return make(tmp_path / "practice.exodesk")


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=False)


def test_a_library_loaded_before_its_driver_is_refused() -> None:
    done = run("import sqlite_utils\nfrom exodesk.storage import driver\ndriver.load_utils()")
    assert done.returncode == 1
    assert "uses another SQLite" in done.stderr


def test_an_insert_with_returning_loses_no_later_one(record: RecordFile) -> None:
    with record.write("with returning"):
        list(
            utils(record._connection).query(
                "INSERT INTO phrase (id, shortcut, text) VALUES ('a', ';a', 'a') RETURNING id"
            )
        )
    with record.write("later") as rows:
        rows.table("phrase").insert({"id": "b", "shortcut": ";b", "text": "b"})
    with raw(record) as other:
        assert other.execute("SELECT id FROM phrase ORDER BY id").fetchall() == [("a",), ("b",)]


def test_a_form_that_breaks_in_the_middle_saves_nothing(record: RecordFile) -> None:
    practice = Practice(record)
    visit = practice.a_visit()
    with pytest.raises(IntegrityError), record.write("half") as rows:
        rows.insert(visit, practice.an_injection(visit, plan_id="nobody"))
    assert record.read("SELECT 1 FROM visit") == []
    assert not record._way.in_transaction()
    practice.add(visit)


def test_the_control_a_broken_write_outside_the_door_would_save_its_half(record: RecordFile) -> None:
    """Two rows without a transaction around them: the first stays."""
    with raw(record) as connection, pytest.raises(IntegrityError):
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("INSERT INTO phrase (id, shortcut, text) VALUES ('a', ';a', 'a')")
        connection.execute("INSERT INTO name_word VALUES ('word', 'nobody')")
    assert len(record.read("SELECT 1 FROM phrase")) == 1
