"""A record is made by one act only, and whatever else lies in its place is told apart in plain words."""

import os
import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from exodesk.core.errors import NewerRecordFile, StorageError
from exodesk.storage import backup, creating, keys, opening, restoring
from exodesk.storage.check import check
from exodesk.storage.connection import KeyDoesNotFit, ask
from exodesk.storage.driver import RecordDamaged
from exodesk.storage.files import may_write
from exodesk.storage.keys import DatabaseKey, WrongPassphrase, WrongRecoveryCode
from exodesk.storage.lock import RecordInUse, RecordLock
from exodesk.storage.mark import Mark, mark_path
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.surroundings import Surroundings
from tests import way_in
from tests.somebody import folder_for_all, without_rights
from tests.storage.practice import CHEAP, PASSPHRASE, Clock, Practice, make, raw


@pytest.fixture
def path(record: RecordFile) -> Path:
    """A closed record with something in it."""
    Practice(record)
    record.close()
    return record.path


@pytest.fixture
def key(record: RecordFile) -> DatabaseKey:
    return record.key


def test_a_new_record_is_private_whole_and_sound(tmp_path: Path) -> None:
    path = tmp_path / "new.exodesk"
    record = make(path, copies=tmp_path / "config")
    assert check(record) == []
    record.close()
    assert {left.name for left in tmp_path.iterdir()} == {
        "new.exodesk", "new.exodesk.keys", "new.exodesk.lock", "new.exodesk.mark", "config",
    }  # fmt: skip
    for private in (path, keys.keys_path(path), mark_path(path)):
        assert private.stat().st_mode & 0o077 == 0
    assert not path.read_bytes().startswith(b"SQLite format 3")


@pytest.mark.parametrize("end", ["", ".keys", "-wal", "-journal"])
def test_a_record_is_never_made_over_what_is_there(tmp_path: Path, end: str) -> None:
    there = tmp_path / f"new.exodesk{end}"
    there.write_bytes(b"something")
    with pytest.raises(StorageError, match="never overwritten"):
        make(tmp_path / "new.exodesk")
    assert there.read_bytes() == b"something"
    assert list(tmp_path.iterdir()) == [there]


def test_a_record_is_not_made_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="no folder"):
        make(tmp_path / "nowhere" / "new.exodesk")


def test_a_making_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(creating, "sync_file", fail)
    with pytest.raises(StorageError, match="No space left"):
        make(tmp_path / "new.exodesk")
    assert not list(tmp_path.iterdir())


def test_a_record_opens_with_its_passphrase_and_with_its_recovery_code(path: Path, key: DatabaseKey) -> None:
    with_passphrase = way_in.open_with_passphrase(path, PASSPHRASE)
    assert with_passphrase.read("SELECT family_name FROM patient")[0][0] == "Sample"
    with_passphrase.close()
    with_code = way_in.open_with_recovery_code(path, key.recovery_code)
    assert with_code.recovery_code == key.recovery_code
    with_code.close()


def test_the_bare_file_opens_with_the_recovery_code(path: Path, key: DatabaseKey, tmp_path: Path) -> None:
    bare = tmp_path / "elsewhere"
    bare.mkdir()
    shutil.copy(path, bare)
    record = way_in.open_with_recovery_code(bare / path.name, key.recovery_code)
    assert check(record) == []
    record.close()


def test_a_wrong_passphrase_is_told_from_a_damaged_file(path: Path) -> None:
    with pytest.raises(WrongPassphrase, match="not the passphrase"):
        opening.unlock(path, "another passphrase")
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)
    with pytest.raises(KeyDoesNotFit, match="damaged"):
        opening.unlock(path, PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        opening.unlock(path, "another passphrase")


def test_a_recovery_code_of_another_record_is_refused(path: Path) -> None:
    with pytest.raises(WrongRecoveryCode, match="another record"):
        opening.unlock_with_recovery_code(path, DatabaseKey.new().recovery_code)


def _zero_length(path: Path) -> None:
    path.write_bytes(b"")


def _text(path: Path) -> None:
    path.write_text("Dear colleague, " * 400)


def _stub(path: Path) -> None:
    path.write_bytes(os.urandom(100))


def _cut(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2 + 100)


def _plain(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + bytes(4080))


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _link(path: Path) -> None:
    path.rename(path.with_name("real"))
    path.symlink_to(path.with_name("real"))


@pytest.mark.parametrize(
    ("becomes", "said"),
    [
        (Path.unlink, "There is no record at"),
        (_zero_length, "it is empty"),
        (_text, "no record at all"),
        (_stub, "no record at all"),
        (_cut, "a part of it is missing"),
        (_plain, "not encrypted"),
        (_folder, "a link or a folder"),
        (_link, "a link or a folder"),
    ],
)
def test_what_is_no_record_is_refused_in_plain_words(path: Path, becomes: Callable[[Path], None], said: str) -> None:
    becomes(path)
    before = sorted(left.name for left in path.parent.iterdir())
    with pytest.raises(StorageError, match=said):
        opening.unlock(path, PASSPHRASE)
    assert sorted(left.name for left in path.parent.iterdir()) == before


def test_another_programs_encrypted_file_is_refused(path: Path, key: DatabaseKey, record: RecordFile) -> None:
    with raw(record) as connection:
        connection.execute("PRAGMA application_id=7")
    with pytest.raises(StorageError, match="no record of Exodesk"):
        opening.open_record(path, key)


def test_an_older_record_is_not_read_as_if_it_were_of_today(path: Path, key: DatabaseKey, record: RecordFile) -> None:
    with raw(record) as connection:
        connection.execute("PRAGMA user_version=0")
    with pytest.raises(StorageError, match="older format"):
        opening.open_record(path, key, read_only=True)


def test_a_newer_record_is_refused_and_untouched(path: Path, key: DatabaseKey, record: RecordFile) -> None:
    with raw(record) as connection:
        connection.execute("PRAGMA user_version=99")
    with pytest.raises(NewerRecordFile, match="format 99"):
        opening.open_record(path, key)


def test_a_lost_or_damaged_key_file_is_put_back_from_its_copy(tmp_path: Path) -> None:
    path, copies = tmp_path / "new.exodesk", tmp_path / "config"
    make(path, copies=copies).close()
    beside = keys.keys_path(path)
    whole = beside.read_bytes()
    for damage in (beside.unlink, lambda: beside.write_bytes(whole[:50])):
        damage()
        record = way_in.open_with_passphrase(path, PASSPHRASE, copies=copies)
        assert [finding.code for finding in record.findings] == ["keys_mended"]
        assert record.read("SELECT 1 FROM audit_unit WHERE operation LIKE '%keys_mended'")
        assert beside.read_bytes() == whole
        record.close()


def test_without_any_key_file_the_recovery_code_is_asked_for(path: Path) -> None:
    keys.keys_path(path).unlink()
    with pytest.raises(StorageError, match="recovery code"):
        opening.unlock(path, PASSPHRASE)


def test_the_key_file_of_another_record_does_not_open_this_one(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.exodesk"
    make(other).close()
    shutil.copy(keys.keys_path(other), keys.keys_path(path))
    with pytest.raises(StorageError, match="belongs to another record, though the passphrase opens it"):
        opening.unlock(path, PASSPHRASE)


def test_damage_is_told_whatever_of_the_first_page_it_hit_and_whatever_was_typed(path: Path, key: DatabaseKey) -> None:
    """Its salt is of the first page too: without that no page proves itself."""
    whole = path.read_bytes()
    for at in (3, 60, 1000, 4090):
        content = bytearray(whole)
        content[at] ^= 1
        path.write_bytes(content)
        with pytest.raises(RecordDamaged, match="the key is right"):
            opening.unlock(path, PASSPHRASE)
        with pytest.raises(RecordDamaged, match="the key is right"):
            opening.unlock_with_recovery_code(path, key.recovery_code)


def test_a_key_file_that_names_another_record_is_refused_even_if_its_key_fits(path: Path, key: DatabaseKey) -> None:
    keys.new_key_file(key, PASSPHRASE, "another record", CHEAP).write(keys.keys_path(path))
    with pytest.raises(StorageError, match="belongs to another record"):
        opening.unlock(path, PASSPHRASE)


ANOTHER = "another invented passphrase"


def test_a_changed_passphrase_replaces_the_old_one_and_touches_no_data(path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    opening.change_passphrase(path, PASSPHRASE, ANOTHER, copies=tmp_path / "config", cost=CHEAP)
    assert path.read_bytes() == before
    way_in.open_with_passphrase(path, ANOTHER).close()
    with pytest.raises(WrongPassphrase):
        opening.unlock(path, PASSPHRASE, tmp_path / "config")


def test_a_passphrase_is_changed_only_by_who_knows_it(path: Path) -> None:
    with pytest.raises(WrongPassphrase):
        opening.change_passphrase(path, "not the passphrase", ANOTHER, cost=CHEAP)
    with pytest.raises(StorageError, match="12 characters"):
        opening.change_passphrase(path, PASSPHRASE, "short", cost=CHEAP)
    opening.unlock(path, PASSPHRASE)


def test_a_change_broken_off_between_its_two_files_ends_at_the_next_unlock(path: Path, tmp_path: Path) -> None:
    """The second copy is written first: then either passphrase opens, and the one that did is the only one."""
    copies = tmp_path / "config"
    opening.unlock(path, PASSPHRASE, copies)
    old = keys.keys_path(path).read_bytes()
    opening.change_passphrase(path, PASSPHRASE, ANOTHER, copies=copies, cost=CHEAP)
    keys.keys_path(path).write_bytes(old)
    assert [finding.code for finding in opening.unlock(path, ANOTHER, copies).findings] == ["keys_mended"]
    with pytest.raises(WrongPassphrase):
        opening.unlock(path, PASSPHRASE, copies)


def test_a_record_brought_from_elsewhere_gets_its_second_copy(path: Path, tmp_path: Path) -> None:
    copies = tmp_path / "config"
    assert opening.unlock(path, PASSPHRASE, copies).findings == ()
    keys.keys_path(path).unlink()
    assert [finding.code for finding in opening.unlock(path, PASSPHRASE, copies).findings] == ["keys_mended"]


def test_keys_of_another_record_beside_it_are_said_and_left_alone(path: Path, tmp_path: Path) -> None:
    copies, other = tmp_path / "config", tmp_path / "other.exodesk"
    opening.unlock(path, PASSPHRASE, copies)
    make(other).close()
    shutil.copy(keys.keys_path(other), keys.keys_path(path))
    assert [finding.code for finding in opening.unlock(path, PASSPHRASE, copies).findings] == ["keys_of_another"]
    assert keys.keys_path(path).read_bytes() == keys.keys_path(other).read_bytes()


def test_one_window_at_a_time_and_verbs_beside_it(path: Path, key: DatabaseKey) -> None:
    window = opening.open_record(path, key)
    with pytest.raises(RecordInUse, match="another window"):
        opening.open_record(path, key)
    beside = opening.open_record(path, key, exclusive=False)
    beside.log("print summary")
    beside.close()
    window.log("still open")
    window.close()
    opening.open_record(path, key).close()


def test_a_lock_file_that_nobody_holds_is_stale_whatever_it_says(path: Path, key: DatabaseKey) -> None:
    path.with_name(path.name + ".lock").write_text("12345 on another computer")
    opening.open_record(path, key).close()


def test_a_failed_opening_lets_go_of_the_lock(path: Path) -> None:
    with pytest.raises(KeyDoesNotFit):
        opening.open_record(path, DatabaseKey.new())
    RecordLock(path).release()


def test_a_read_only_record_is_read_and_never_written(path: Path, key: DatabaseKey) -> None:
    before = path.read_bytes()
    record = opening.open_record(path, key, read_only=True)
    assert record.read("SELECT 1 FROM patient")
    record.log("print")  # which leaves no trace, for it cannot
    with pytest.raises(StorageError, match="read-only"), record.write("nothing"):
        pass
    record.close()
    assert path.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="rights of another system")
def test_a_record_in_a_folder_that_cannot_be_written_is_still_read(path: Path, key: DatabaseKey) -> None:
    with folder_for_all() as folder:
        copied = Path(shutil.copy(path, folder))
        copied.chmod(0o444)
        folder.chmod(0o555)
        with without_rights():
            assert not may_write(copied)
            with closing(opening.open_record(copied, key, read_only=True)) as record:
                assert record.read("SELECT 1 FROM patient")
            with pytest.raises(StorageError, match="cannot be written"):
                opening.open_record(copied, key)
        assert [each.name for each in folder.iterdir()] == [copied.name]


@pytest.mark.skipif(sys.platform == "win32", reason="rights of another system")
def test_a_log_that_waits_where_nothing_can_be_written_is_told_and_not_passed_over(
    path: Path, key: DatabaseKey
) -> None:
    """A record copied with its log onto a disk that is read only: without it, its newest entries would be missing."""
    with folder_for_all() as folder:
        with closing(opening.open_record(path, key)) as record:
            record.log("print summary")
            copied = [Path(shutil.copy(path.with_name(path.name + end), folder)) for end in ("", "-wal")]
        for each in copied:
            each.chmod(0o444)
        folder.chmod(0o555)
        with without_rights(), pytest.raises(StorageError, match="Copy both, with the keys"):
            opening.open_record(copied[0], key, read_only=True)


def test_the_settings_that_keep_what_was_said_to_be_saved(record: RecordFile) -> None:
    connection = record._connection
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1, "trusted_schema": 0}
    assert {pragma: ask(connection, pragma) for pragma in wanted} == wanted


def test_a_record_put_back_from_an_older_day_is_noticed(path: Path, key: DatabaseKey, tmp_path: Path) -> None:
    """It passes every check inside the file: only the mark beside it knows."""
    older = path.read_bytes()
    record = opening.open_record(path, key)
    record.log("print summary")
    record.close()
    path.write_bytes(older)
    back = opening.open_record(path, key)
    assert [finding.code for finding in back.findings] == ["behind_mark"]
    assert [finding.code for finding in check(back)] == ["behind_mark"]
    back.close()
    again = opening.open_record(path, key)
    assert again.read("SELECT 1 FROM audit_unit WHERE operation = 'found on opening: behind_mark'")
    again.close()


def test_a_trail_that_was_computed_anew_is_noticed(path: Path, key: DatabaseKey) -> None:
    mark = Mark.read(path)
    assert mark is not None
    Mark(mark.db_uuid, mark.unit, "0" * 64).write(path)
    record = opening.open_record(path, key)
    assert [finding.code for finding in record.findings] == ["other_history"]
    record.close()


def test_rows_written_past_exodesk_while_it_was_closed_are_told(
    path: Path, key: DatabaseKey, record: RecordFile
) -> None:
    with raw(record) as connection:
        connection.execute("UPDATE patient SET title = 'Dr'")
    record = opening.open_record(path, key)
    [finding] = record.findings
    assert finding.code == "audit_stray"
    assert finding.text.startswith("A row was written past Exodesk")
    record.close()
    again = opening.open_record(path, key)
    assert again.findings == ()
    assert "audit_stray" in {finding.code for finding in check(again)}
    again.close()


def test_a_tail_that_was_cut_is_told_even_without_its_mark(path: Path, key: DatabaseKey, record: RecordFile) -> None:
    with raw(record) as connection:
        for table in ("audit", "audit_unit"):
            connection.execute(f"DROP TRIGGER before_delete_{table}")
        connection.execute("DELETE FROM audit WHERE seq > (SELECT last_seq FROM audit_unit WHERE unit = 3)")
        connection.execute("DELETE FROM audit_unit WHERE unit > 3")
    mark_path(path).unlink()
    record = opening.open_record(path, key)
    assert [finding.code for finding in record.findings] == ["audit_cut"]
    record.close()


def test_a_copy_without_its_log_is_told_to_be_behind(path: Path, key: DatabaseKey, tmp_path: Path) -> None:
    """A write-ahead log left behind: the file alone passes every check."""
    record = opening.open_record(path, key)
    for number in range(20):
        record.log(f"print {number}")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(path, elsewhere)
    record.write_mark()
    shutil.copy(mark_path(path), elsewhere)
    record.close()
    copied = opening.open_record(elsewhere / path.name, key)
    assert [finding.code for finding in copied.findings] == ["behind_mark"]
    assert "is missing" in copied.findings[0].text
    copied.close()


def test_a_record_put_back_with_its_mark_is_told_by_its_backups(path: Path, key: DatabaseKey) -> None:
    """Everything beside the record may be of yesterday: what was backed up today knows more."""
    older, mark = path.read_bytes(), mark_path(path).read_bytes()
    with closing(opening.open_record(path, key)) as record:
        record.log("print")
        backup.back_up(record.for_worker(), backup.folder_beside(path))
    path.write_bytes(older)
    mark_path(path).write_bytes(mark)
    with closing(opening.open_record(path, key)) as back:
        assert [finding.code for finding in back.findings] == ["behind_backup"]
        assert "is missing" in back.findings[0].text


def test_a_backup_restored_on_purpose_is_not_told_again(path: Path, key: DatabaseKey) -> None:
    folder = backup.folder_beside(path)
    with closing(opening.open_record(path, key)) as record:
        older = backup.back_up(record.for_worker(), folder)
        record.log("print")
        backup.back_up(record.for_worker(), folder)
    restoring.restore_over(older.path, key, path)
    with closing(way_in.open_with_passphrase(path, PASSPHRASE)) as restored:
        assert restored.findings == ()


def test_a_made_up_practice_has_no_clock_to_be_behind(tmp_path: Path, clock: Clock) -> None:
    made = make(tmp_path / "made-up.exodesk", clock, made_up=True)
    made.close()
    clock.pass_by(hours=-5)
    with closing(opening.open_record(made.path, made.key, surroundings=Surroundings(clock=clock))) as record:
        assert record.findings == ()


def test_a_clock_that_stands_before_the_last_entry_is_told(path: Path, key: DatabaseKey, clock: Clock) -> None:
    clock.pass_by(days=-400)
    record = opening.open_record(path, key, surroundings=Surroundings(clock=clock))
    assert [finding.code for finding in record.findings] == ["clock_back"]
    assert "Set the clock right" in record.findings[0].text
    record.log("print")
    order = [tuple(row) for row in record.read("SELECT at, clock_flag FROM audit_unit ORDER BY unit")]
    assert order == sorted(order, key=lambda row: row[0])
    assert order[-1][1] == 1
    record.close()


@pytest.mark.parametrize("content", [b"", b"{}", b'{"db_uuid": "another", "unit": 9, "sha256": ""}'])
def test_a_mark_that_says_nothing_of_this_record_is_passed_over(path: Path, key: DatabaseKey, content: bytes) -> None:
    mark_path(path).write_bytes(content)
    record = opening.open_record(path, key)
    assert record.findings == ()
    record.close()


def test_closing_leaves_one_file_with_everything_in_it(path: Path) -> None:
    assert not path.with_name(path.name + "-wal").exists()


def test_a_damaged_page_is_said_to_be_damage(path: Path, key: DatabaseKey) -> None:
    content = bytearray(path.read_bytes())
    for page in range(3, len(content) // 4096):
        content[page * 4096 + 50] ^= 1
    path.write_bytes(content)
    with pytest.raises(RecordDamaged, match="Restore a backup"):
        opening.open_record(path, key).read("SELECT * FROM patient")
