"""The file of an open record goes away: what the connection still holds is saved, and work goes on where it was."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from exodesk.app import Exodesk
from exodesk.core.errors import StorageError
from exodesk.services import safekeeping
from exodesk.storage.adrift import Adrift
from exodesk.storage.check import check
from exodesk.storage.recordfile import FileGone, RecordFile
from exodesk.ui.pages.visit.page import VisitPage
from exodesk.ui.process.preferences import KeptPreferences
from exodesk.ui.shell.rescue import Rescue, SavingDialog
from tests import way_in
from tests.factories import PASSPHRASE, a_patient
from tests.ui.program import closed_record, entrance, folders_in, open_program, record_of, unlock, workspace
from tests.ui.shell.begun_visit import begun_visit, typing_box

SAVES = safekeeping._rescue_into


def deleted(path: Path) -> None:
    path.unlink()


def replaced(path: Path) -> None:
    other = path.with_name("other.exodesk")
    shutil.copy(path, other)
    other.replace(path)


def gone_with_its_folder(path: Path) -> None:
    shutil.rmtree(path.parent)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return closed_record(folder)


@pytest.mark.parametrize(("happens", "to"), [(deleted, "stick"), (replaced, "stick"), (gone_with_its_folder, "data")])
def test_all_of_it_is_saved_elsewhere_with_what_was_being_typed(
    qtbot: QtBot, path: Path, tmp_path: Path, happens: Callable[[Path], None], to: str
) -> None:
    with open_program(qtbot, path, home=tmp_path) as program:
        before = record_of(program)
        a_patient(before, family_name="Late")
        box = typing_box(begun_visit(program))
        box.setFocus()
        qtbot.keyClicks(box, "Effusion, warm")
        happens(path)
        qtbot.waitUntil(lambda: has_moved(program, before), timeout=20_000)
        record = record_of(program)
        assert record.path == tmp_path / to / "practice rescued.exodesk"
        assert record.read("SELECT count(*) FROM patient WHERE family_name = 'Late'")[0][0] == 1
        qtbot.waitUntil(lambda: "Nothing is lost" in workspace(program).messages.text.text())
        qtbot.waitUntil(lambda: workspace(program).page is not None)
        again = workspace(program).page
        assert isinstance(again, VisitPage)
        assert typing_box(again).toPlainText() == "Effusion, warm"
        qtbot.waitUntil(lambda: not path.with_name(path.name + "-wal").exists(), timeout=20_000)
    if happens == replaced:  # nothing of ours is played into what has taken the place
        with closing(way_in.open_with_passphrase(path, PASSPHRASE)) as other:
            assert check(other) == []
    with closing(way_in.open_with_passphrase(record.path, PASSPHRASE)) as rescued:
        assert check(rescued) == []


def test_where_the_connection_alone_reaches_it_this_thread_saves_it(
    qtbot: QtBot, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A system that reads no file beside SQLite."""
    monkeypatch.setattr("exodesk.storage.adrift.still_held", lambda _: None)
    with open_program(qtbot, path, home=tmp_path) as program, qtbot.capture_exceptions():
        before = record_of(program)
        a_patient(before, family_name="Late")
        path.unlink()
        qtbot.waitUntil(lambda: has_moved(program, before), timeout=20_000)
        assert record_of(program).read("SELECT count(*) FROM patient WHERE family_name = 'Late'")[0][0] == 1


def test_it_is_saved_beside_the_window_while_somebody_reads_however_long(
    qtbot: QtBot, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The snapshot of a reader keeps the log from coming into the file: what stands in it comes along."""
    saved_here = list[object]()
    monkeypatch.setattr(Rescue, "_save", lambda *_: saved_here.append(_))
    with open_program(qtbot, path, home=tmp_path) as program, qtbot.capture_exceptions():
        before = record_of(program)
        with closing(before.for_worker()) as reader, reader.reading():
            reader.read("SELECT count(*) FROM patient")
            a_patient(before, family_name="Late")
            assert not before.checkpoint_all()
            path.unlink()
            qtbot.waitUntil(lambda: has_moved(program, before), timeout=20_000)
        record = record_of(program)
        assert record.read("SELECT count(*) FROM patient WHERE family_name = 'Late'")[0][0] == 1
        assert check(record) == []
    assert saved_here == []


@contextmanager
def held_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """The bytes are not read before this is set."""
    go_on, copy = Event(), Adrift._copy_bytes

    def wait_first(held: Adrift, *more: Any) -> None:
        go_on.wait(20)
        copy(held, *more)

    monkeypatch.setattr(Adrift, "_copy_bytes", wait_first)
    yield go_on
    go_on.set()


def test_the_window_lives_on_while_it_is_saved(
    qtbot: QtBot, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_program(qtbot, path, home=tmp_path) as program, held_up(monkeypatch) as go_on, qtbot.capture_exceptions():
        before = record_of(program)
        a_patient(before, family_name="Late")
        path.unlink()
        qtbot.waitUntil(lambda: bool(program.window.findChildren(SavingDialog)), timeout=20_000)
        (saving,) = program.window.findChildren(SavingDialog)
        assert saving.isVisible()
        qtbot.keyClick(saving, Qt.Key.Key_Escape)
        assert saving.isVisible()
        assert not program.window.close()
        assert "close Exodesk in a moment" in workspace(program).messages.text.text()
        go_on.set()
        qtbot.waitUntil(lambda: has_moved(program, before), timeout=20_000)
        qtbot.waitUntil(lambda: not program.window.findChildren(SavingDialog))


def test_whoever_ends_the_program_meanwhile_waits_until_it_is_saved(
    qtbot: QtBot, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_program(qtbot, path, home=tmp_path) as program, held_up(monkeypatch) as go_on, qtbot.capture_exceptions():
        a_patient(record_of(program), family_name="Late")
        path.unlink()
        qtbot.waitUntil(lambda: bool(program.window.findChildren(SavingDialog)), timeout=20_000)
        program.end()
        assert program.window.isVisible()
        go_on.set()
        qtbot.waitUntil(lambda: not program.window.isVisible(), timeout=20_000)
    with closing(way_in.open_with_passphrase(path.with_name("practice rescued.exodesk"), PASSPHRASE)) as record:
        assert record.read("SELECT count(*) FROM patient WHERE family_name = 'Late'")[0][0] == 1


def test_a_lock_meanwhile_stays_a_lock(
    qtbot: QtBot, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was saved asks for its passphrase then."""
    with open_program(qtbot, path, home=tmp_path) as program, held_up(monkeypatch) as go_on, qtbot.capture_exceptions():
        a_patient(record_of(program), family_name="Late")
        path.unlink()
        qtbot.waitUntil(lambda: bool(program.window.findChildren(SavingDialog)), timeout=20_000)
        program.lock.lock("the screen was locked")
        go_on.set()
        page = entrance(program).unlock
        qtbot.waitUntil(lambda: "Nothing is lost" in page.message.text(), timeout=20_000)
        assert program.window.workspace is None
        unlock(qtbot, program)
        qtbot.waitUntil(lambda: program.window.workspace is not None, timeout=20_000)
        record = record_of(program)
        assert record.path == path.with_name("practice rescued.exodesk")
        assert record.read("SELECT count(*) FROM patient WHERE family_name = 'Late'")[0][0] == 1


def test_a_lock_while_somebody_reads_beside_it_loses_nothing(qtbot: QtBot, path: Path, tmp_path: Path) -> None:
    """The rescue waits then; a lock, which closes the record, does not wait for the rescue."""
    with open_program(qtbot, path, home=tmp_path) as program, qtbot.capture_exceptions():
        before = record_of(program)
        page = begun_visit(program)
        with closing(before.for_worker()) as reader, reader.reading():
            reader.read("SELECT count(*) FROM patient")
            a_patient(before, family_name="Late")
            path.unlink()
            qtbot.keyClicks(typing_box(page), "Effusion, warm")
            program.lock.lock("by hand")
            assert program.window.workspace is None
        _unlock_what_was_saved(qtbot, program, path)
        assert record_of(program).read("SELECT count(*) FROM patient WHERE family_name = 'Late'")[0][0] == 1
        qtbot.waitUntil(lambda: isinstance(workspace(program).page, VisitPage))
        again = workspace(program).page
        assert isinstance(again, VisitPage)
        assert typing_box(again).toPlainText() == "Effusion, warm"
        assert [each.name for each in path.parent.glob("*.exodesk")] == ["practice rescued.exodesk"]


def test_a_lock_holds_what_could_be_saved_nowhere_until_it_is_saved(
    qtbot: QtBot, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise StorageError("There is too little room.")

    monkeypatch.setattr("exodesk.ui.shell.lock.AGAIN_MS", 100)
    with open_program(qtbot, path, home=tmp_path) as program, qtbot.capture_exceptions() as raised:
        a_patient(record_of(program), family_name="Late")
        monkeypatch.setattr(safekeeping, "_rescue_into", refuse)
        path.unlink()
        qtbot.waitUntil(lambda: any("too little room" in str(each[1]) for each in raised), timeout=20_000)
        program.lock.lock("not used")
        page = entrance(program).unlock
        qtbot.waitUntil(lambda: "Leave Exodesk open" in page.message.text(), timeout=20_000)
        assert not program.window.close()
        monkeypatch.setattr(safekeeping, "_rescue_into", SAVES)
        _unlock_what_was_saved(qtbot, program, path)
        assert record_of(program).read("SELECT count(*) FROM patient WHERE family_name = 'Late'")[0][0] == 1


def _unlock_what_was_saved(qtbot: QtBot, program: Exodesk, path: Path) -> None:
    page = entrance(program).unlock
    qtbot.waitUntil(lambda: "Nothing is lost" in page.message.text(), timeout=20_000)
    unlock(qtbot, program)
    qtbot.waitUntil(lambda: program.window.workspace is not None, timeout=20_000)
    assert record_of(program).path == path.with_name("practice rescued.exodesk")


def test_a_fault_on_the_way_leaves_no_door_into_nowhere(
    qtbot: QtBot, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    with open_program(qtbot, path, home=tmp_path) as program:
        monkeypatch.setattr(safekeeping, "_rescue_into", fail)
        with qtbot.capture_exceptions() as raised:
            path.unlink()
            qtbot.waitUntil(lambda: any(each[0] is ZeroDivisionError for each in raised), timeout=20_000)
        with pytest.raises(FileGone):
            a_patient(record_of(program), family_name="Into nothing")
        with pytest.raises(ZeroDivisionError):
            program.window.close()
        assert program.window.isVisible()
        monkeypatch.undo()
        before = record_of(program)
        workspace(program).session.file_gone.emit()
        qtbot.waitUntil(lambda: has_moved(program, before), timeout=20_000)


def test_where_nothing_can_be_saved_it_stays_open_and_says_so(
    qtbot: QtBot, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And when there is room again, the next look saves it."""

    def refuse(*_: object, **__: object) -> None:
        raise StorageError("There is too little room.")

    with open_program(qtbot, path, home=tmp_path) as program:
        before = record_of(program)
        monkeypatch.setattr(safekeeping, "_rescue_into", refuse)
        with qtbot.capture_exceptions() as raised:
            path.unlink()
            qtbot.waitUntil(lambda: any("too little room" in str(each[1]) for each in raised), timeout=20_000)
        assert any("Leave Exodesk open" in str(each[1]) for each in raised)
        with pytest.raises(FileGone, match="Nothing was saved since"):
            a_patient(before, family_name="Into nothing")
        assert not program.window.close()
        assert "Leave Exodesk open" in workspace(program).messages.text.text()
        monkeypatch.undo()
        workspace(program).session.file_gone.emit()
        qtbot.waitUntil(lambda: has_moved(program, before), timeout=20_000)


def test_closing_saves_it_too_and_the_next_start_asks_for_what_was_saved(
    qtbot: QtBot, path: Path, tmp_path: Path
) -> None:
    with open_program(qtbot, path, home=tmp_path) as program, qtbot.capture_exceptions():
        path.unlink()
        assert program.window.close()
    saved = path.with_name("practice rescued.exodesk")
    assert KeptPreferences(folders_in(tmp_path).preferences).now.record == saved
    way_in.open_with_passphrase(saved, PASSPHRASE).close()


def has_moved(program: Exodesk, before: RecordFile) -> bool:
    return program.window.workspace is not None and record_of(program) is not before
