"""One file with two names: without care two windows damage it; with it, each has a file of its own."""

import os
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from exodesk.storage import driver, opening
from exodesk.storage.check import check
from exodesk.storage.connection import WINDOW_PATIENCE, connect
from exodesk.storage.driver import DatabaseError
from exodesk.storage.keys import DatabaseKey, KeyFile, keys_path, salt_of
from exodesk.storage.own_file import SecondName
from tests.storage.practice import PASSPHRASE, Practice, make

SAVES = 30
LONG = "seen " * 2_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    record = make(tmp_path / "practice.exodesk")
    practice = Practice(record)
    practice.add(practice.a_visit(exam=LONG))
    record.close()
    return record.path


@pytest.fixture
def key(path: Path) -> DatabaseKey:
    return opening.unlock(path, PASSPHRASE).key


@pytest.fixture
def snapshot(path: Path, tmp_path: Path) -> Path:
    """A second name in another folder, as a program that keeps snapshots makes it."""
    other = tmp_path / "snapshots" / "monday.exodesk"
    other.parent.mkdir()
    os.link(path, other)
    shutil.copy(keys_path(path), keys_path(other))
    return other


def visits(path: Path, key: DatabaseKey) -> int:
    with closing(opening.open_record(path, key, read_only=True)) as record:
        assert check(record) == []
        return len(record.read("SELECT id FROM visit"))


def test_whoever_opens_it_writes_into_a_file_of_their_own(path: Path, key: DatabaseKey, snapshot: Path) -> None:
    frozen = snapshot.read_bytes()
    with closing(opening.open_record(path, key)) as record:
        record.renew = None
        [found] = record.findings
        practice = Practice(record)
        practice.add(practice.a_visit())
    assert found.code == "second_name"
    assert snapshot.read_bytes() == frozen
    assert path.stat().st_nlink == 1
    assert (visits(path, key), visits(snapshot, key)) == (2, 1)
    assert opening.unlock(path, PASSPHRASE).findings == ()
    [aside] = path.parent.glob("practice with two names *.exodesk")
    assert aside.name in found.text
    assert opening.unlock(aside, PASSPHRASE).key == key


def test_its_keys_know_the_file_that_it_is_now(path: Path, key: DatabaseKey, snapshot: Path) -> None:
    """Without its salt a record that has lost its beginning cannot be salvaged."""
    opening.open_record(path, key).close()
    keys = KeyFile.read(keys_path(path))
    assert keys
    assert salt_of(path) in keys.salts
    assert salt_of(path) != salt_of(snapshot)


def test_what_waits_in_the_log_comes_along(path: Path, key: DatabaseKey, tmp_path: Path) -> None:
    """Killed with a log, linked, and opened again."""
    with closing(opening.open_record(path, key)) as record:
        record.renew = None
        practice = Practice(record)
        practice.add(practice.a_visit(exam="in the log"))
        killed = tmp_path / "killed"
        killed.mkdir()
        for end in ("", "-wal", ".keys"):
            shutil.copy(path.with_name(path.name + end), killed)
    left = killed / path.name
    os.link(left, killed / "second.exodesk")
    with closing(opening.open_record(left, key)) as record:
        assert [finding.code for finding in record.findings] == ["second_name"]
        assert check(record) == []
        assert [row["exam"] for row in record.read("SELECT exam FROM visit ORDER BY id")] == [LONG, "in the log"]


def test_a_verb_that_writes_leaves_it_to_the_window(path: Path, key: DatabaseKey, snapshot: Path) -> None:
    with pytest.raises(SecondName, match="Open it once in the window"):
        opening.open_record(path, key, exclusive=False)
    assert visits(path, key) == 1


def test_a_damaged_one_stays_as_it_is(path: Path, key: DatabaseKey, snapshot: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(driver.RecordDamaged):
        opening.open_record(path, key)
    assert path.read_bytes() == content
    assert path.samefile(snapshot)


def test_the_control_two_logs_of_one_file_damage_it(path: Path, key: DatabaseKey, snapshot: Path) -> None:
    with (
        closing(connect(path, key, patience=WINDOW_PATIENCE)) as one,
        closing(connect(snapshot, key, patience=WINDOW_PATIENCE)) as two,
        pytest.raises(DatabaseError),
    ):
        for number in range(SAVES):
            for connection in (one, two):
                connection.execute(
                    "INSERT INTO record_info (name, value) VALUES (?, ?)", [f"{number} {id(connection)}", LONG]
                )
        assert one.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
