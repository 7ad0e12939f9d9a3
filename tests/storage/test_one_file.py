"""One file by two paths: the second window is told, and so is a verb that writes; nothing is left behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from exodesk.storage.one_file import OneFile, OpenElsewhere, refuse_other_path

pytestmark = pytest.mark.skipif(os.name != "posix", reason="bind mounts are of POSIX systems")


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    return tmp_path / "config" / "open"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "practice.exodesk"
    made.touch()
    return made


@pytest.fixture
def other(path: Path) -> Path:
    """A hard link: of the same number, as a bind mount is, and any user can make one."""
    made = path.with_name("elsewhere") / "record.exodesk"
    made.parent.mkdir()
    os.link(path, made)
    return made


def test_the_second_path_is_refused_and_the_first_one_named(path: Path, other: Path, notes: Path) -> None:
    held = OneFile(notes, path)
    with pytest.raises(
        OpenElsewhere, match=rf"record\.exodesk is open in another window.*, {path}\. Nothing was changed"
    ):
        OneFile(notes, other)
    held.release()
    assert list(notes.iterdir()) == []
    OneFile(notes, other).release()


HOLDS_UNTIL_KILLED = """
import os, signal, sys
from pathlib import Path
from exodesk.storage.one_file import OneFile
held = OneFile(Path(sys.argv[1]), Path(sys.argv[2]))
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_window_that_was_killed_holds_nothing(path: Path, other: Path, notes: Path) -> None:
    done = subprocess.run([sys.executable, "-c", HOLDS_UNTIL_KILLED, str(notes), str(path)], check=False)
    assert done.returncode == -signal.SIGKILL
    [left] = notes.iterdir()
    refuse_other_path(notes, other)
    held = OneFile(notes, other)
    assert left.read_text() == str(other)
    held.release()


def test_a_verb_writes_beside_the_window_by_its_path_alone(path: Path, other: Path, notes: Path) -> None:
    refuse_other_path(notes, other)
    held = OneFile(notes, path)
    (path.parent / "by another path").symlink_to(path.parent)
    for same in (path, path.parent / "by another path" / path.name):
        refuse_other_path(notes, same)
    with pytest.raises(OpenElsewhere):
        refuse_other_path(notes, other)
    held.release()


def test_where_nothing_can_be_noted_nobody_is_held_up(path: Path, other: Path, tmp_path: Path) -> None:
    in_the_way = tmp_path / "a file"
    in_the_way.touch()
    OneFile(in_the_way, path)
    OneFile(in_the_way, other)
    refuse_other_path(in_the_way, other)
