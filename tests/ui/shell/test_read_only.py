"""A record that cannot be written is read: a banner says so, nothing is kept, and nothing falls over."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from exodesk.services.moving import move_record
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.process.options import Options
from tests.factories import a_patient
from tests.somebody import folder_for_all, without_rights
from tests.ui.program import closed_record, open_program, record_of, running, unlock, workspace


@pytest.fixture
def folder() -> Iterator[Path]:
    with folder_for_all() as made:
        yield made


@pytest.fixture
def path(record: RecordFile, folder: Path) -> Path:
    a_patient(record)
    record.close()
    for end in ("", ".keys"):
        copied = shutil.copy(record.path.with_name(record.path.name + end), folder)
        Path(copied).chmod(0o444)
    return folder / record.path.name


def look_around(qtbot: QtBot, path: Path, home: Path) -> str:
    """Unlock, type into Settings, visit the pages, lock; what the banner said."""
    with running(home, Options(record=path)) as program:
        program.start()
        unlock(qtbot, program)
        qtbot.waitUntil(lambda: program.window.workspace is not None, timeout=20_000)
        desk = workspace(program)
        assert desk.only_read.isVisibleTo(desk)
        desk.open_page("settings")
        page = desk.page
        assert page
        page.reach("Safety")
        assert not any(button.isEnabled() for button in buttons_named(page, "Back up now"))
        desk.open_page("patients")
        said = desk.only_read.text()
        program.lock.lock("by hand")
        qtbot.waitUntil(lambda: not program.lock.leaving_records, timeout=20_000)
        return said


def buttons_named(page: QWidget, words: str) -> list[QPushButton]:
    return [each for each in page.findChildren(QPushButton) if each.text().replace("&", "") == words]


@pytest.mark.parametrize("mode", [0o755, 0o555], ids=["a file", "a folder"])
def test_what_cannot_be_written_is_read(qtbot: QtBot, path: Path, folder: Path, mode: int, tmp_path: Path) -> None:
    before = path.read_bytes()
    folder.chmod(mode)
    home = Path(tempfile.mkdtemp(prefix="exodesk-home-"))
    home.chmod(0o777)
    try:
        with without_rights():
            assert "cannot be written" in look_around(qtbot, path, home)
    finally:
        shutil.rmtree(home)
    assert path.read_bytes() == before
    assert [each.name for each in folder.iterdir() if each.suffix not in {".exodesk", ".keys"} and holds(each)] == []


def test_a_record_with_two_names_is_read_where_there_is_no_room_for_its_own_file(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It must not be written, and it must not stay shut."""
    path, second = closed_record(tmp_path), tmp_path / "monday.exodesk"
    os.link(path, second)
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=0))
    before = path.read_bytes()
    said = look_around(qtbot, path, tmp_path / "home")
    assert "second name" in said
    assert "Free some space" in said
    assert second.read_bytes() == before
    monkeypatch.undo()
    with open_program(qtbot, path) as program:
        assert not record_of(program).read_only
        assert [each.code for each in record_of(program).findings] == ["second_name"]
        assert path.stat().st_nlink == 1


def holds(path: Path) -> bool:
    """Where the folder is theirs, a reader leaves an empty log and the index of it beside a file in use."""
    return not path.name.endswith("-shm") and path.stat().st_size > 0


def test_a_record_that_was_moved_is_read(qtbot: QtBot, record: RecordFile, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    move_record(record, stick)
    record.close()
    assert "moved to another computer" in look_around(qtbot, record.path, tmp_path / "home")
