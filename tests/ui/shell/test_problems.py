"""Bugs are told by kind and place; a patient's words never reach the log, the dialog or the clipboard."""

import logging
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from exodesk.core.errors import StorageError
from exodesk.ui.shell import problems
from exodesk.ui.shell.problems import CrashDialog, Problems, report

SECRET = "Rivera, who sleeps badly"


@pytest.fixture
def kept() -> list[str]:
    return []


@pytest.fixture
def hooks(qtbot: QtBot, kept: list[str]) -> Problems:
    return Problems(lambda: kept.append("drafts"))


def bug() -> ValueError:
    patients: dict[str, str] = {}
    try:
        try:
            patients[SECRET]
        except KeyError as error:
            raise ValueError(SECRET) from error
    except ValueError as error:
        return error
    raise AssertionError


def test_a_report_tells_kinds_and_places_and_no_values() -> None:
    text = report(bug())
    assert "ValueError" in text
    assert "KeyError" in text
    assert "test_problems.py" in text
    assert "Rivera" not in text
    assert "/home" not in text


def test_a_bug_keeps_drafts_and_is_logged_without_names(
    qtbot: QtBot, hooks: Problems, kept: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    error = bug()
    with qtbot.waitSignal(hooks.crashed) as told, caplog.at_level(logging.INFO):
        hooks._hook(type(error), error, None)
    assert kept == ["drafts"]
    assert "Rivera" not in caplog.text + told.args[0]
    assert "ValueError" in caplog.text


def test_a_fall_of_the_interpreter_leaves_its_place(tmp_path: Path) -> None:
    code = (
        "import sys, faulthandler\nfrom pathlib import Path\nfrom exodesk.ui.shell.problems import watch_for_faults\n"
        "watch_for_faults(Path(sys.argv[1]))\nsecret = 'Rivera'\nfaulthandler._sigsegv()"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, check=False)
    assert done.returncode != 0
    told = (tmp_path / "faults.log").read_text()
    assert "Segmentation fault" in told
    assert "Rivera" not in told


def test_a_known_error_that_no_page_caught_is_told_in_its_words(qtbot: QtBot, hooks: Problems, kept: list[str]) -> None:
    error = StorageError("The record is busy, nothing is lost.")
    with qtbot.waitSignal(hooks.told) as told:
        hooks._hook(type(error), error, None)
    assert told.args == ["The record is busy, nothing is lost."]
    assert not kept


def test_a_bug_in_another_thread_is_told_in_the_windows(
    qtbot: QtBot, hooks: Problems, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threading, "excepthook", hooks._thread_hook)
    came_to: list[int] = []
    hooks.crashed.connect(lambda _: came_to.append(threading.get_ident()))

    def work() -> None:
        raise bug()

    thread = threading.Thread(target=work)
    with qtbot.waitSignal(hooks.crashed):
        thread.start()
    thread.join()
    assert came_to == [threading.get_ident()]


def test_the_dialogs_words_can_be_copied(qtbot: QtBot) -> None:
    dialog = CrashDialog(report(bug()), None)
    qtbot.addWidget(dialog)
    dialog._copy()
    assert "ValueError" in QGuiApplication.clipboard().text()


def test_the_folders_of_this_computer_are_left_out() -> None:
    assert problems._from_package("/home/ana/care/exodesk/ui/form.py") == "exodesk/ui/form.py"
    assert problems._from_package("C:\\Users\\ana\\python\\lib\\json\\decoder.py") == "decoder.py"
