"""Restore, move and salvage in real processes that are killed at any moment, not only between their steps."""

import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from exodesk.services.moving import move_record
from exodesk.storage import backup, copying, opening, restoring
from exodesk.storage.check import check
from exodesk.storage.keys import DatabaseKey
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.salvage import salvage
from tests import way_in
from tests.faults.rounds import rounds
from tests.storage.practice import PASSPHRASE, Practice, make

BEGINS = """
import sys
from pathlib import Path
from exodesk.services.moving import move_record
from exodesk.storage import backup, opening, restoring
from exodesk.storage.salvage import salvage
path, to, passphrase = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
key = opening.unlock(path, passphrase).key
print("ready", flush=True)
"""
OVER = "[made] = backup.found_in(backup.folder_beside(path)); restoring.restore_over(made.path, key, path)"
ANEW = "[made] = backup.found_in(backup.folder_beside(path)); restoring.restore(made.path, key, to)"
MOVE = "move_record(opening.open_record(path, key), to.parent)"
SAVE = "salvage(path, key, to)"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed record that has one patient more than its backup."""
    (tmp_path / "here").mkdir()
    record = make(tmp_path / "here" / "practice.exodesk")
    practice = Practice(record)
    for number in range(40):
        practice.add(practice.a_visit(exam=f"{number} " * 600))
    backup.back_up(record, backup.folder_beside(record.path))
    practice.add_patient(family_name="Later")
    record.close()
    return record.path


@pytest.fixture
def key(path: Path) -> DatabaseKey:
    return opening.unlock(path, PASSPHRASE).key


@pytest.fixture
def to(tmp_path: Path) -> Path:
    folder = tmp_path / "there"
    folder.mkdir()
    return folder / "practice.exodesk"


def begun(act: str, path: Path, to: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", BEGINS + act, str(path), str(to), PASSPHRASE]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def killed_at_any_moment(act: str, path: Path, to: Path, look: Callable[[], None]) -> None:
    """From the same state each time; the last round is not killed, and tells how long the whole takes."""
    before = path.parent.parent / "before"
    shutil.copytree(path.parent, before)
    chance, longest_s = random.Random(11), 1.0
    for number in range(rounds(3, 40)):
        for folder in (path.parent, to.parent):
            shutil.rmtree(folder)
        shutil.copytree(before, path.parent)
        to.parent.mkdir()
        with begun(act, path, to) as process:
            start = time.monotonic()
            if number:
                time.sleep(chance.uniform(0, longest_s))
                process.send_signal(signal.SIGKILL)
            process.wait()
            if not number:
                assert process.returncode == 0
                longest_s = time.monotonic() - start
        look()


def patients(record: RecordFile) -> int:
    return len(record.read("SELECT id FROM patient"))


def test_a_backup_over_a_record_leaves_one_of_the_two_whole_and_the_other_kept(
    path: Path, to: Path, key: DatabaseKey
) -> None:
    def look() -> None:
        with closing(way_in.open_with_passphrase(path, PASSPHRASE)) as record:
            assert check(record) == []
            found = patients(record)
        if found == 1:
            (aside,) = path.parent.glob("practice set aside *.exodesk")
            with closing(opening.open_record(aside, key)) as former:
                assert patients(former) == 2
        else:
            restoring.restore_over(backup.found_in(backup.folder_beside(path))[0].path, key, path)
        assert not list(path.parent.glob(".*.partial*"))

    killed_at_any_moment(OVER, path, to, look)


def test_a_backup_made_into_a_record_is_there_whole_or_not_at_all(path: Path, to: Path, key: DatabaseKey) -> None:
    def look() -> None:
        if not to.exists():
            copying.sweep(to.with_name(f".{to.name}.restored.partial"))
            to.with_name(f"{to.name}.keys").unlink(missing_ok=True)
            restoring.restore(backup.found_in(backup.folder_beside(path))[0].path, key, to)
        with closing(way_in.open_with_passphrase(to, PASSPHRASE)) as record:
            assert (patients(record), check(record)) == (1, [])

    killed_at_any_moment(ANEW, path, to, look)


def test_a_record_that_moves_counts_in_one_place_and_is_whole_there(path: Path, to: Path, key: DatabaseKey) -> None:
    """Never retired without a whole copy; and where it was killed between the two, moving it again ends it."""

    def look() -> None:
        with closing(opening.open_record(path, key)) as here:
            if not here.read_only:
                assert patients(here) == 2
                move_record(here, to.parent)
        with closing(opening.open_record(path, key)) as here:
            assert here.read_only
            assert check(here) == []
        with closing(way_in.open_with_passphrase(to, PASSPHRASE)) as there:
            assert not there.read_only
            assert (patients(there), check(there)) == (2, [])

    killed_at_any_moment(MOVE, path, to, look)


def test_a_salvage_leaves_a_whole_new_record_or_none_and_never_touches_the_old_one(
    path: Path, to: Path, key: DatabaseKey
) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)

    def look() -> None:
        if not to.exists():
            to.with_name(f"{to.name}.keys").unlink(missing_ok=True)
            salvage(path, key, to)
        assert path.read_bytes() == content
        with closing(way_in.open_with_passphrase(to, PASSPHRASE)) as record:
            assert patients(record) == 2

    killed_at_any_moment(SAVE, path, to, look)
