"""Files beside a record that somebody else wrote: nothing in them stops a start, hangs it or is believed."""

import json
import os
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from exodesk.core.errors import StorageError
from exodesk.storage import backup, opening
from exodesk.storage.drill import Looked
from exodesk.storage.keys import KeyFile, WrongPassphrase, keys_path
from exodesk.storage.lock import RecordInUse, RecordLock
from exodesk.storage.manifest import Manifest
from exodesk.storage.mark import Mark
from exodesk.storage.swap import finish
from exodesk.storage.tries import Tries
from exodesk.ui.process.preferences import Preferences
from tests.storage.practice import PASSPHRASE, Practice, make

DEEP = b"[" * 200_000
READERS: list[Callable[[Path], object]] = [
    KeyFile.read,
    Manifest.read,
    Tries.read,
    Preferences.read,
    lambda path: Mark.read(_renamed(path, "record.mark").with_name("record")),
    lambda path: Looked.read(_renamed(path, "proof.json").parent),
    lambda path: finish(_renamed(path, "record.restoring").with_name("record")),
]


def _renamed(path: Path, name: str) -> Path:
    return path.rename(path.with_name(name))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with closing(make(tmp_path / "practice.exodesk", copies=tmp_path / "config")) as record:
        Practice(record).signed_visit()
    return tmp_path / "practice.exodesk"


@pytest.mark.parametrize("read", READERS)
def test_brackets_without_end_are_no_answer(read: Callable[[Path], object], tmp_path: Path) -> None:
    """Python gives up on them with an error of its own."""
    odd = tmp_path / "odd"
    odd.write_bytes(DEEP)
    read(odd)


@pytest.mark.parametrize("read", READERS)
def test_a_file_without_end_is_not_read(read: Callable[[Path], object], tmp_path: Path) -> None:
    odd = tmp_path / "odd"
    with odd.open("wb") as file:
        file.truncate(1 << 40)  # takes no room on the disk, and all memory in a computer
    read(odd)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
@pytest.mark.parametrize("read", READERS)
def test_a_pipe_is_not_waited_for(read: Callable[[Path], object], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "odd")
    read(tmp_path / "odd")


def edited(**changes: object) -> Callable[[dict[str, Any]], None]:
    return lambda data: data["slots"][0].update(changes)


def many_slots(data: dict[str, Any]) -> None:
    data["slots"] = data["slots"] * 5000


def many_salts(data: dict[str, Any]) -> None:
    data["file_salts"] = [f"{number:022}==" for number in range(100_000)]


@pytest.mark.parametrize(
    "change",
    [
        edited(salt=""),
        edited(salt="AAAA"),
        edited(nonce=""),
        edited(nonce="AAAA"),
        edited(wrapped=""),
        edited(wrapped="A" * 4000),
        edited(salt="A" * 4000),
        many_slots,
        many_salts,
    ],
)
def test_an_edited_key_file_costs_no_more_than_its_copy(
    path: Path, tmp_path: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    """Whatever stands in it, the second copy opens; and a wrong passphrase is a wrong passphrase, in time."""
    data = json.loads(keys_path(path).read_bytes())
    change(data)
    keys_path(path).write_text(json.dumps(data))
    with pytest.raises(WrongPassphrase):
        opening.unlock(path, "not the passphrase", tmp_path / "config")
    assert opening.unlock(path, PASSPHRASE, tmp_path / "config").key


@pytest.mark.skipif(sys.platform == "win32", reason="links take a right there")
@pytest.mark.parametrize("end", ["-wal", "-shm", "-journal"])
def test_a_log_that_leads_elsewhere_is_not_written_to(path: Path, tmp_path: Path, end: str) -> None:
    key = opening.unlock(path, PASSPHRASE).key
    precious = tmp_path / "precious"
    precious.write_bytes(b"of somebody else" * 5000)
    log = path.with_name(path.name + end)
    log.unlink(missing_ok=True)
    log.symlink_to(precious)
    with pytest.raises(StorageError, match="is a link"):
        opening.open_record(path, key)
    assert precious.read_bytes() == b"of somebody else" * 5000


def test_a_lock_that_the_disk_does_not_know_is_not_another_window(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: int) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("exodesk.storage.lock._take", refuse)
    with pytest.raises(StorageError) as refused:
        RecordLock(path)
    assert not isinstance(refused.value, RecordInUse)
    assert "does not know locks" in str(refused.value)


@pytest.mark.skipif(sys.platform == "win32", reason="folders of other systems")
@pytest.mark.parametrize(
    "name",
    [
        "a b%20#?.exodesk",
        "практика ☃.exodesk",
        "[x]*.exodesk",
        "-n.exodesk",
        "q'\"`$(x);.exodesk",
        "two\nlines.exodesk",
        os.fsdecode(b"latin \xe9.exodesk"),
    ],
)
def test_a_file_name_is_only_a_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with closing(make(path, copies=tmp_path / "config")) as record:
        Practice(record).signed_visit()
        made = backup.back_up(record, backup.folder_beside(path))
        assert record.findings == ()
    assert opening.unlock(path, PASSPHRASE, tmp_path / "config").findings == ()
    assert [each.path for each in backup.found_in(backup.folder_beside(path))] == [made.path]
    keys_path(path).unlink()
    assert opening.unlock(path, PASSPHRASE, tmp_path / "config").findings[0].code == "keys_mended"
    Preferences(record=path, second_place=tmp_path / name).write(tmp_path / "preferences.json")
    assert Preferences.read(tmp_path / "preferences.json").record == path
