"""From the first window back to the record: what a person sees before anything is changed, and that nothing is lost."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from exodesk.app import Exodesk
from exodesk.core.records.visit import VisitKind
from exodesk.services.visits import start_visit
from exodesk.storage import keys
from exodesk.storage.backup import back_up, folder_beside, found_in
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.restoring import Losses
from exodesk.ui.process.options import Options
from exodesk.ui.unlock.restore_pages import lost_in_words
from tests.factories import PASSPHRASE, a_patient
from tests.ui.program import entrance, press, running, unlock, workspace


def words_on(page: QWidget) -> str:
    return " | ".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def look_into_newest(qtbot: QtBot, program: Exodesk, secret: str = PASSPHRASE) -> str:
    """From the page that asks which backup to what it holds."""
    way = entrance(program).flows.restoration
    assert entrance(program).currentWidget() is way.choose
    qtbot.keyClicks(way.choose.secret.line, secret)
    press(way.choose, "Look into it")
    qtbot.waitUntil(lambda: entrance(program).currentWidget() is way.confirm, timeout=20_000)
    return words_on(way.confirm)


def wait_for_desk(qtbot: QtBot, program: Exodesk) -> None:
    qtbot.waitUntil(lambda: program.window.workspace is not None, timeout=30_000)


@pytest.fixture
def backed_up(record: RecordFile) -> Path:
    """A record with one patient, backed up, then with one more visit; closed."""
    patient_id = a_patient(record)
    back_up(record, folder_beside(record.path))
    start_visit(record, patient_id, VisitKind.CONSULT)
    record.close()
    return record.path


def test_a_dead_disk_costs_a_choice_a_passphrase_and_a_yes(qtbot: QtBot, backed_up: Path, tmp_path: Path) -> None:
    """A new computer: nothing but the backup on a stick."""
    stick = tmp_path / "stick"
    shutil.copytree(folder_beside(backed_up), stick)
    copy = found_in(stick)[0].path
    with running(tmp_path / "new") as program:
        program.start()
        press(entrance(program).welcome, "Restore a backup…")
        entrance(program).flows.restoration.choose.take(copy)
        held = look_into_newest(qtbot, program)
        assert "Patients | 1" in held
        assert "Visits | 0" in held
        press(entrance(program).flows.restoration.confirm, "Restore it")
        wait_for_desk(qtbot, program)
        record = workspace(program).session.record
        assert record.path == tmp_path / "new" / "data" / "practice.exodesk"
        assert len(record.read("SELECT id FROM patient")) == 1
    with running(tmp_path / "new") as program:
        program.start()
        unlock(qtbot, program)
        wait_for_desk(qtbot, program)


def test_a_damaged_record_is_replaced_and_kept(qtbot: QtBot, backed_up: Path, tmp_path: Path) -> None:
    content = bytearray(backed_up.read_bytes())
    content[:4096] = bytes(4096)
    backed_up.write_bytes(content)
    with running(tmp_path, Options(record=backed_up)) as program:
        program.start()
        press(entrance(program).unlock, "Restore a backup…")
        held = look_into_newest(qtbot, program)
        assert "The present file cannot be read. It had come 1 entry further than the backup." in held
        press(entrance(program).flows.restoration.confirm, "Restore, and lose these")
        wait_for_desk(qtbot, program)
        assert "set aside" in workspace(program).messages.text.text()
    (aside,) = backed_up.parent.glob("practice set aside *.exodesk")
    assert aside.read_bytes() == content


def test_what_would_be_lost_is_said_first(qtbot: QtBot, backed_up: Path, tmp_path: Path) -> None:
    with running(tmp_path, Options(record=backed_up)) as program:
        program.start()
        press(entrance(program).unlock, "Restore a backup…")
        held = look_into_newest(qtbot, program)
        assert "Lost would be" in held
        assert "1 visit" in held
        assert "EX-00001 on 02-Mar-2026" in held
        press(entrance(program).flows.restoration.confirm, "Back")
        press(entrance(program).flows.restoration.choose, "Back")
        unlock(qtbot, program)
        wait_for_desk(qtbot, program)
        assert len(workspace(program).session.record.read("SELECT id FROM visit")) == 1


def test_from_settings_nothing_is_lost(qtbot: QtBot, backed_up: Path, tmp_path: Path) -> None:
    """What was written since the last backup is backed up at the lock, before anybody chooses."""
    with running(tmp_path, Options(record=backed_up)) as program:
        program.start()
        unlock(qtbot, program)
        wait_for_desk(qtbot, program)
        workspace(program).open_page("settings")
        page = workspace(program).page
        assert page
        page.reach("Safety")
        press(page, "Restore a backup…")
        way = entrance(program).flows.restoration
        qtbot.waitUntil(lambda: entrance(program).currentWidget() is way.choose, timeout=30_000)
        assert way.choose.found.count() == 2
        held = look_into_newest(qtbot, program)
        assert "Visits | 1" in held


def test_a_wrong_passphrase_changes_nothing(qtbot: QtBot, backed_up: Path, tmp_path: Path) -> None:
    with running(tmp_path, Options(record=backed_up)) as program:
        program.start()
        press(entrance(program).unlock, "Restore a backup…")
        way = entrance(program).flows.restoration
        qtbot.keyClicks(way.choose.secret.line, "not the passphrase")
        press(way.choose, "Look into it")
        qtbot.waitUntil(lambda: bool(way.choose.message.text()), timeout=20_000)
        assert way.choose.message.text().startswith("This is not the passphrase.")
        assert way.choose.look.isEnabled()


def test_the_recovery_code_opens_a_backup_without_its_keys(
    qtbot: QtBot, record: RecordFile, backed_up: Path, tmp_path: Path
) -> None:
    copy = found_in(folder_beside(backed_up))[0].path
    bare = tmp_path / "bare.exodesk"
    shutil.copy(copy, bare)
    assert not keys.keys_path(bare).exists()
    with running(tmp_path / "new") as program:
        program.start()
        press(entrance(program).welcome, "Restore a backup…")
        entrance(program).flows.restoration.choose.take(bare)
        look_into_newest(qtbot, program, record.recovery_code)
        press(entrance(program).flows.restoration.confirm, "Restore it")
        wait_for_desk(qtbot, program)


@pytest.mark.parametrize(
    ("losses", "words"),
    [
        (Losses(units=0, readable=True), "Nothing would be lost"),
        (Losses(units=None, readable=False), "is not known"),
        (Losses(units=12, readable=False), "It had come 12 entries further"),
        (Losses(units=3, readable=True, visits=2, patients=1), "3 entries made since, among them 1 patient and 2 "),
    ],
)  # fmt: skip
def test_losses_in_words(losses: Losses, words: str) -> None:
    assert words in lost_in_words(losses)
