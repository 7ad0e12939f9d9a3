"""The file of an open record goes away: what the connection still holds is saved, and work goes on where it was."""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from exodesk.core.errors import StorageError
from exodesk.services import safekeeping
from exodesk.storage import opening
from exodesk.storage.check import check
from exodesk.ui.pages.visit.page import VisitPage
from tests.factories import PASSPHRASE, a_patient
from tests.ui.program import closed_record, open_program, record_of, workspace
from tests.ui.test_lock import a_visit_with_a_pause, typing_box


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
        a_visit_with_a_pause(program)
        page = workspace(program).page
        assert isinstance(page, VisitPage)
        page.tabs.setCurrentIndex(1)
        box = typing_box(page)
        box.setFocus()
        qtbot.keyClicks(box, "Effusion, warm")
        happens(path)
        qtbot.waitUntil(
            lambda: program.window.workspace is not None and record_of(program) is not before, timeout=20_000
        )
        record = record_of(program)
        assert record.path == tmp_path / to / "practice rescued.exodesk"
        assert record.read("SELECT count(*) FROM patient WHERE family_name = 'Late'")[0][0] == 1
        qtbot.waitUntil(lambda: "Nothing is lost" in workspace(program).messages.text.text())
        qtbot.waitUntil(lambda: workspace(program).page is not None)
        again = workspace(program).page
        assert isinstance(again, VisitPage)
        assert typing_box(again).toPlainText() == "Effusion, warm"
    with closing(opening.open_with_passphrase(record.path, PASSPHRASE)) as rescued:
        assert check(rescued) == []


def test_where_nothing_can_be_saved_it_stays_open_and_says_so(
    qtbot: QtBot, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And when there is room again, the next look saves it."""

    def refuse(*_: object, **__: object) -> None:
        raise StorageError("There is too little room.")

    with open_program(qtbot, path, home=tmp_path) as program:
        before = record_of(program)
        monkeypatch.setattr(safekeeping, "write_copy", refuse)
        with qtbot.capture_exceptions() as raised:
            path.unlink()
            qtbot.waitUntil(lambda: bool(raised), timeout=20_000)
        assert "Leave Exodesk open" in str(raised[0][1])
        assert "There is too little room." in str(raised[0][1])
        with pytest.raises(StorageError, match="Nothing was saved since"):
            a_patient(before, family_name="Into nothing")
        monkeypatch.undo()
        workspace(program).session.file_gone.emit()
        qtbot.waitUntil(
            lambda: program.window.workspace is not None and record_of(program) is not before, timeout=20_000
        )
