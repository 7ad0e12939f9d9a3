"""The whole program in a test: its window, its worker and a record of its own, without taking hold of the process."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from exodesk.app import Exodesk
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.process.options import Options
from exodesk.ui.process.preferences import Folders
from exodesk.ui.shell.workspace import Workspace
from exodesk.ui.unlock.entrance import Entrance
from tests import way_in
from tests.factories import PASSPHRASE as OF_RECORD
from tests.factories import Clock, a_patient, new_record

Card = TypeVar("Card", bound=QWidget)

PASSPHRASE = "an invented passphrase"
TODAY = date(2026, 11, 23)
PRACTICE = {
    "name": "Made-up Practice",
    "address": "1 Example Street",
    "phone": "555 0100",
    "out_of_hours_phone": "555 0199",
    "giver_name": "Robin Example",
    "giver_title": "MD",
}


def folders_in(home: Path) -> Folders:
    return Folders(config=home / "config", records=home / "data", logs=home / "logs", cache=home / "cache")


@contextmanager
def running(home: Path, options: Options | None = None) -> Iterator[Exodesk]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    program = Exodesk(app, folders_in(home), options or Options(today=TODAY))
    try:
        yield program
    finally:
        program.window.close()
        program.window.deleteLater()
        program.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def entrance(program: Exodesk) -> Entrance:
    return program.window.entrance


def workspace(program: Exodesk) -> Workspace:
    assert program.window.workspace is not None
    return program.window.workspace


def in_sight(program: Exodesk) -> bool:
    """Whether the record is open and its first page shown."""
    return program.window.workspace is not None and program.window.workspace.isVisible()


def press(page: QWidget, words: str) -> None:
    """Press the button that a person would read."""
    [button] = [b for b in page.findChildren(QPushButton) if b.text().replace("&", "") == words]
    assert button.isEnabled()
    button.click()


def make_record(qtbot: QtBot, program: Exodesk) -> str:
    """From the first page to an open record, as a person goes; returns the recovery code."""
    way = entrance(program)
    press(way.welcome, "New record")
    for name, text in PRACTICE.items():
        way.flows.creation.practice.form.control(name).setFocus()
        qtbot.keyClicks(way.flows.creation.practice.form.control(name), text)
    way.flows.creation.practice.form.editor("zone").put_raw("America/Los_Angeles")
    press(way.flows.creation.practice, "Next: passphrase")
    qtbot.keyClicks(way.flows.creation.passphrase.first.line, PASSPHRASE)
    qtbot.keyClicks(way.flows.creation.passphrase.again.line, PASSPHRASE)
    press(way.flows.creation.passphrase, "Make the record")
    qtbot.waitUntil(lambda: way.currentWidget() is way.flows.creation.recovery, timeout=20_000)
    code = shown_code(program)
    groups = code.split("-")
    for line, number in zip(way.flows.creation.recovery.lines, way.flows.creation.recovery.asked, strict=True):
        qtbot.keyClicks(line, groups[number - 1])
    press(way.flows.creation.recovery, "Open my record")
    qtbot.waitUntil(lambda: in_sight(program))
    return code


def shown_code(program: Exodesk) -> str:
    """The code as it stands on the page."""
    cells = [cell.accessibleName().split() for cell in entrance(program).flows.creation.recovery.findChildren(QWidget)]
    groups = {int(words[1]): words[2] for words in cells if len(words) == 3 and words[0] == "Group"}
    return "-".join(groups[number] for number in sorted(groups))


def unlock(qtbot: QtBot, program: Exodesk, passphrase: str = PASSPHRASE) -> None:
    way = entrance(program)
    qtbot.keyClicks(way.unlock.passphrase.line, passphrase)
    qtbot.keyClick(way.unlock.passphrase.line, Qt.Key.Key_Return)


def closed_record(folder: Path) -> Path:
    """A record with one patient, closed."""
    record = new_record(folder, Clock())
    a_patient(record, family_name="Rivera", given_name="Ana")
    record.close()
    return record.path


@contextmanager
def open_program(qtbot: QtBot, path: Path, home: Path | None = None) -> Iterator[Exodesk]:
    with running(home or path.parent, Options(record=path, today=TODAY, passphrase=OF_RECORD)) as program:
        with qtbot.waitActive(program.window):
            program.start()
            program.window.activateWindow()
        qtbot.waitUntil(lambda: in_sight(program), timeout=20_000)
        yield program


def record_of(program: Exodesk) -> RecordFile:
    return workspace(program).session.record


def safety_card(program: Exodesk, kind: type[Card]) -> Card:
    """A card of the settings of safety, which are opened."""
    workspace(program).open_page("settings")
    page = workspace(program).page
    assert page is not None
    page.reach("Safety")
    [card] = page.findChildren(kind)
    return card


def is_locked(program: Exodesk) -> bool:
    return not in_sight(program)


def reasons(path: Path, operation: str) -> list[str]:
    record = way_in.open_with_passphrase(path, OF_RECORD)
    try:
        rows = record.read("SELECT reason FROM audit_unit WHERE operation = ? ORDER BY unit", [operation])
        return [row["reason"] for row in rows]
    finally:
        record.close()
