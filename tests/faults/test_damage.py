"""Damaged files: whatever happened to the bytes, it is told, in words, and never taken for a record or a passphrase."""

import os
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from sqlite3 import connect as plain_connect

import pytest

from exodesk.core.errors import StorageError
from exodesk.storage import connection as connections
from exodesk.storage import driver, opening
from exodesk.storage.check import check
from exodesk.storage.driver import RecordDamaged
from exodesk.storage.keys import DatabaseKey
from tests import way_in
from tests.storage.practice import PASSPHRASE, Practice, make, raw

PAGE = 4096


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed record of a hundred pages and more."""
    record = make(tmp_path / "practice.exodesk")
    practice = Practice(record)
    for number in range(120):
        practice.add(practice.a_visit(exam=f"{number} " * 600))
    record.close()
    return record.path


@pytest.fixture
def key(path: Path) -> DatabaseKey:
    return opening.unlock(path, PASSPHRASE).key


def found(path: Path, key: DatabaseKey) -> set[str]:
    """What opening or checking says; empty when neither says anything."""
    try:
        with closing(opening.open_record(path, key)) as record:
            return {finding.code for finding in check(record)}
    except RecordDamaged:
        return {"damaged"}


def _half_of_the_last_page(content: bytearray) -> bytearray:
    return content[: -PAGE // 2]


def _a_zeroed_page(content: bytearray) -> bytearray:
    at = len(content) // PAGE // 2 * PAGE
    content[at : at + PAGE] = bytes(PAGE)
    return content


def _two_pages_swapped(content: bytearray) -> bytearray:
    at = len(content) // PAGE // 2 * PAGE
    content[at : at + 2 * PAGE] = content[at + PAGE : at + 2 * PAGE] + content[at : at + PAGE]
    return content


def _a_flipped_byte(content: bytearray) -> bytearray:
    content[len(content) // 2] ^= 1
    return content


@pytest.mark.parametrize("change", [_half_of_the_last_page, _a_zeroed_page, _two_pages_swapped, _a_flipped_byte])
def test_a_change_of_the_bytes_is_found(path: Path, key: DatabaseKey, change: Callable[[bytearray], bytearray]) -> None:
    assert found(path, key) == set()
    path.write_bytes(change(bytearray(path.read_bytes())))
    assert found(path, key)


def test_a_record_that_is_gone_is_never_made_again(path: Path) -> None:
    path.unlink()
    with pytest.raises(StorageError, match="There is no record"):
        way_in.open_with_passphrase(path, PASSPHRASE)
    assert not path.exists()


def test_a_library_without_encryption_is_refused(path: Path, key: DatabaseKey, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would open, and write in clear."""
    real = connections.ask
    monkeypatch.setattr(connections, "ask", lambda c, pragma: None if pragma == "cipher_version" else real(c, pragma))
    with pytest.raises(RuntimeError, match="SQLCipher"):
        opening.open_record(path, key)


def test_an_older_library_is_refused(path: Path, key: DatabaseKey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "sqlite_version", lambda: (3, 45, 0))
    with pytest.raises(RuntimeError, match="SQLCipher"):
        opening.open_record(path, key)


def test_the_control_a_plain_file_takes_a_flipped_letter_for_the_truth(tmp_path: Path) -> None:
    """Without encryption no check notices it: so the cases above prove something about our files, not about SQLite."""
    path = tmp_path / "plain.db"
    with closing(plain_connect(path)) as plain:
        plain.execute("CREATE TABLE note (text)")
        plain.execute("INSERT INTO note VALUES ('left knee')")
        plain.commit()
    path.write_bytes(path.read_bytes().replace(b"left knee", b"lift knee"))
    with closing(plain_connect(path)) as plain:
        assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert plain.execute("SELECT text FROM note").fetchall() == [("lift knee",)]


# Journals, copies, and files put back


def test_a_hot_journal_is_rolled_back(path: Path, key: DatabaseKey, tmp_path: Path) -> None:
    """Left by a copy that was made in the other journal mode and killed in the middle of a write."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with closing(opening.open_record(path, key)) as record, raw(record) as connection:
        record.checkpoint_all()
    with closing(driver.connect(path.as_uri(), busy_seconds=1)) as connection:
        driver.set_key(connection, key.hexadecimal)
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("PRAGMA cache_size=1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DROP TRIGGER before_update_visit")
        connection.execute("UPDATE visit SET exam = exam || exam")
        for end in ("", "-journal"):
            shutil.copy(path.with_name(path.name + end), elsewhere)
        connection.execute("ROLLBACK")
    copied = elsewhere / path.name
    assert copied.with_name(copied.name + "-journal").stat().st_size > PAGE
    assert found(copied, key) == set()


def test_a_log_left_behind_is_played_in(path: Path, key: DatabaseKey, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with closing(opening.open_record(path, key)) as record:
        for number in range(20):
            record.log(f"print {number}")
        for end in ("", "-wal"):
            shutil.copy(path.with_name(path.name + end), elsewhere)
    with closing(opening.open_record(elsewhere / path.name, key)) as copied:
        assert copied.read("SELECT count(*) FROM audit_unit WHERE operation LIKE 'print %'")[0][0] == 20


def test_a_flipped_byte_in_the_log_is_told_as_what_is_missing(path: Path, key: DatabaseKey, tmp_path: Path) -> None:
    """The log is then played in only as far as that frame, without a word from SQLite."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with closing(opening.open_record(path, key)) as record:
        for number in range(20):
            record.log(f"print {number}")
        record.write_mark()
        for end in ("", "-wal", ".mark"):
            shutil.copy(path.with_name(path.name + end), elsewhere)
    log = elsewhere / f"{path.name}-wal"
    content = bytearray(log.read_bytes())
    content[len(content) // 2] ^= 1
    log.write_bytes(content)
    with closing(opening.open_record(elsewhere / path.name, key)) as copied:
        assert [finding.code for finding in copied.findings] == ["behind_mark"]


def test_a_file_copied_while_it_was_written_to_is_told(path: Path, key: DatabaseKey, tmp_path: Path) -> None:
    """Without its log it is damaged, or behind its mark; never both whole and short without a word."""
    copied = tmp_path / "copied.exodesk"
    with closing(opening.open_record(path, key)) as record:
        for number in range(30):
            with record.write("change") as rows:
                for row in record.read("SELECT id FROM visit LIMIT 40"):
                    rows.change("visit", "id", row["id"], {"exam": f"{number}" * 1500})
            if number == 15:
                record.checkpoint()
        for number in range(5):
            record.log(f"print {number}")
        record.write_mark()
        shutil.copy(path, copied)
        shutil.copy(path.with_name(path.name + ".mark"), copied.with_name(copied.name + ".mark"))
    assert found(copied, key)


def test_random_bytes_are_no_record(tmp_path: Path) -> None:
    path = tmp_path / "noise.exodesk"
    path.write_bytes(os.urandom(20 * PAGE))
    with pytest.raises(StorageError):
        opening.unlock_with_recovery_code(path, DatabaseKey.new().recovery_code)
