"""A new key for a record: all of it comes over, the old code opens only what is old, and no kill leaves it unopened."""

from contextlib import closing
from pathlib import Path

import pytest

from exodesk.core.errors import StorageError
from exodesk.storage import copying, opening, rotation
from exodesk.storage.check import check
from exodesk.storage.driver import RecordBusy
from exodesk.storage.keys import DatabaseKey, KeyFile, WrongRecoveryCode, keys_path
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.steps import HowFar
from tests import way_in
from tests.storage.killed import was_killed
from tests.storage.practice import CHEAP, DAY, PASSPHRASE, Practice, make, raw

NEW = DatabaseKey(bytes(range(32)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed record with a signed visit in it, and its second key file."""
    record = make(tmp_path / "practice.exodesk", copies=tmp_path / "config")
    Practice(record).signed_visit()
    record.close()
    return record.path


@pytest.fixture
def key(path: Path) -> DatabaseKey:
    return opening.unlock(path, PASSPHRASE).key


def change(path: Path, key: DatabaseKey, step: HowFar = lambda *_: None) -> Path:
    copies = path.parent / "config"
    return rotation.change_key(path, key, NEW, PASSPHRASE, today=DAY, copies=copies, step=step, cost=CHEAP)


def names(path: Path) -> set[str]:
    return {left.name for left in path.parent.iterdir()}


def rows(record: RecordFile) -> list[list[object]]:
    return [list(row) for row in record.read("SELECT * FROM audit ORDER BY seq")]


def test_all_of_it_comes_over_and_opens_by_passphrase_and_new_code(path: Path, key: DatabaseKey) -> None:
    with closing(opening.open_record(path, key)) as record:
        before = rows(record)
    told: list[tuple[int, int, str]] = []
    change(path, key, lambda *step: told.append(step))
    with closing(way_in.open_with_passphrase(path, PASSPHRASE)) as record:
        assert record.key == NEW
        assert rows(record) == before
        assert check(record) == []
        assert record.findings == ()
    way_in.open_with_recovery_code(path, NEW.recovery_code).close()
    with pytest.raises(WrongRecoveryCode):
        opening.unlock_with_recovery_code(path, key.recovery_code)
    assert told[-1] == (0, 0, "Reading the copy")
    assert told[-2][0] == told[-2][1] > 0


def test_the_record_as_it_was_is_kept_and_opens_by_its_old_code(path: Path, key: DatabaseKey) -> None:
    kept = change(path, key)
    assert kept.name == "practice until 02-Mar-2026.exodesk"
    way_in.open_with_recovery_code(kept, key.recovery_code, read_only=True).close()
    assert opening.unlock(kept, PASSPHRASE).key == key
    again = change(path, NEW)
    assert again.name == "practice until 02-Mar-2026 2.exodesk"
    assert not [name for name in names(path) if "partial" in name]


def test_both_key_files_hold_the_new_key_alone(path: Path, key: DatabaseKey) -> None:
    change(path, key)
    for place in (keys_path(path), *(path.parent / "config").iterdir()):
        read = KeyFile.read(place)
        assert read is not None
        assert [found for _, found in read.opened_by(PASSPHRASE)] == [NEW]
        assert place.stat().st_mode & 0o077 == 0


def test_who_stops_it_has_changed_nothing(path: Path, key: DatabaseKey) -> None:
    class StoppedError(Exception):
        pass

    def stop(*_: object) -> None:
        raise StoppedError

    before, content = names(path), path.read_bytes()
    with pytest.raises(StoppedError):
        change(path, key, stop)
    assert names(path) <= before
    assert path.read_bytes() == content


def test_a_record_that_somebody_writes_to_is_left_alone(path: Path, key: DatabaseKey) -> None:
    with closing(opening.open_record(path, key)) as record, raw(record) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordBusy):
            change(path, key)
        other.execute("ROLLBACK")
    assert opening.unlock(path, PASSPHRASE).key == key


def test_without_room_it_says_so_and_all_is_as_before(
    path: Path, key: DatabaseKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(copying, "sync_file", full)
    with pytest.raises(StorageError, match="No space left"):
        change(path, key)
    assert opening.unlock(path, PASSPHRASE).key == key
    assert not [name for name in names(path) if "partial" in name or "until" in name]


KILLED_AT = """
from exodesk.storage import files, keys, opening, rotation
from tests.storage.practice import CHEAP, DAY, PASSPHRASE
path = Path(sys.argv[1])
key = opening.unlock(path, PASSPHRASE).key
Path.replace = counted(Path.replace)
os.link = counted(os.link)
for module in (rotation, files):
    module.sync_folder = counted(module.sync_folder)
new = keys.DatabaseKey(bytes(range(32)))
rotation.change_key(path, key, new, PASSPHRASE, today=DAY, copies=path.parent / "config", cost=CHEAP)
"""


@pytest.mark.parametrize("number", range(1, 13))
def test_a_kill_at_any_step_leaves_a_record_that_opens(path: Path, key: DatabaseKey, number: int) -> None:
    was_killed(KILLED_AT, path, number)
    unlocked = opening.unlock(path, PASSPHRASE, path.parent / "config")
    assert unlocked.key in (key, NEW)
    with closing(opening.open_record(path, unlocked.key)) as record:
        assert check(record) == []
    read = KeyFile.read(keys_path(path))
    assert read is not None
    assert [found for _, found in read.opened_by(PASSPHRASE)] == [unlocked.key]
    change(path, unlocked.key)
    opening.unlock_with_recovery_code(path, NEW.recovery_code)
