"""A bind mount gives the file of a record a second path: a window that comes by it is told where it is open."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from exodesk import cli
from exodesk.storage import opening
from exodesk.storage.check import check
from exodesk.storage.keys import keys_path
from exodesk.storage.own_file import has_second_name
from exodesk.ui.process.options import Options
from tests.factories import PASSPHRASE as OF_RECORD
from tests.ui.program import (
    TODAY,
    closed_record,
    entrance,
    folders_in,
    in_sight,
    open_program,
    record_of,
    running,
    unlock,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return closed_record(tmp_path)


@pytest.fixture
def other(path: Path) -> Iterator[Path]:
    """The same file under another path, with keys of its own."""
    made = path.parent / "elsewhere" / path.name
    made.parent.mkdir()
    made.touch()
    shutil.copy(keys_path(path), keys_path(made))
    mount = shutil.which("mount")
    if not mount or subprocess.run([mount, "--bind", path, made], capture_output=True, check=False).returncode:
        pytest.skip("nothing can be mounted here")
    yield made
    subprocess.run(["umount", made], check=True)


def test_a_second_window_by_another_path_is_told_and_opens_once_the_first_is_closed(
    qtbot: QtBot, path: Path, other: Path
) -> None:
    assert path.samefile(other)
    assert not has_second_name(other), "nothing else tells it"
    with running(path.parent, Options(record=other, today=TODAY)) as second:
        with open_program(qtbot, path) as first:
            assert second.start(), "it has a lock file of its own"
            unlock(qtbot, second, OF_RECORD)
            message = entrance(second).unlock.message
            qtbot.waitUntil(lambda: bool(message.text()), timeout=20_000)
            assert f"is open in another window of Exodesk under another path, {path}." in message.text()
            assert not in_sight(second)
            record_of(first).log("still at work")
        unlock(qtbot, second, OF_RECORD)
        qtbot.waitUntil(lambda: in_sight(second), timeout=20_000)
    with closing(opening.open_record(path, opening.unlock(path, OF_RECORD).key, read_only=True)) as record:
        assert check(record) == []


def test_a_verb_that_writes_is_told_too(
    qtbot: QtBot, path: Path, other: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("exodesk.cli.opening._config", lambda: folders_in(path.parent).config)
    typed = path.with_name("passphrase")
    typed.write_text(OF_RECORD)
    days = ("--format", "ics", "--from", "2026-03-01", "--to", "2026-03-02", "--passphrase-file", str(typed))
    with open_program(qtbot, path):
        assert cli.main(["export", str(other), str(path.with_name("a.ics")), *days]) == cli.FAILED
        assert f"under another path, {path}." in capsys.readouterr().err
        assert cli.main(["export", str(path), str(path.with_name("b.ics")), *days]) == cli.DONE
