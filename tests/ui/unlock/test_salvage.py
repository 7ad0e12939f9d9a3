"""From a damaged record to what can be saved of it: the newest backup first, the file untouched, a report in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from exodesk.app import Exodesk
from exodesk.storage.backup import back_up, folder_beside, found_in
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.process.options import Options
from tests.factories import PASSPHRASE, a_patient
from tests.ui.program import entrance, press, running, unlock, workspace


def words_on(page: QWidget) -> str:
    return " | ".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def damage(path: Path) -> bytes:
    """The first page, so that nothing opens any more."""
    content = bytearray(path.read_bytes())
    content[1000] ^= 1
    path.write_bytes(content)
    return bytes(content)


def to_the_report(qtbot: QtBot, program: Exodesk, secret: str) -> str:
    way = entrance(program).flows.salvaging
    qtbot.waitUntil(lambda: entrance(program).currentWidget() is way.ask, timeout=20_000)
    qtbot.keyClicks(way.ask.secret.line, secret)
    press(way.ask, "Save what can be read")
    qtbot.waitUntil(lambda: entrance(program).currentWidget() is way.report, timeout=30_000)
    return way.report.report.toPlainText()


def test_a_damaged_record_leads_to_its_backup_first_and_then_to_what_can_be_read(
    qtbot: QtBot, record: RecordFile, tmp_path: Path
) -> None:
    back_up(record, folder_beside(record.path))
    a_patient(record, family_name="Late")
    record.close()
    content = damage(record.path)
    with running(tmp_path, Options(record=record.path)) as program:
        program.start()
        unlock(qtbot, program)
        page = entrance(program).unlock
        qtbot.waitUntil(lambda: "is damaged" in page.message.text(), timeout=20_000)
        press(page, "Save what can be read…")
        way = entrance(program).flows.salvaging
        qtbot.waitUntil(lambda: entrance(program).currentWidget() is way.ask, timeout=20_000)
        assert "First look at the newest good backup, of 02-Mar-2026" in words_on(way.ask)
        report = to_the_report(qtbot, program, PASSPHRASE)
        assert "1 page of" in report
        assert "Nothing is missing that the audit trail knows of." in report
        press(way.report, "Open the new record")
        qtbot.waitUntil(lambda: program.window.workspace is not None, timeout=30_000)
        opened = workspace(program).session.record
        assert opened.path == record.path.with_name("practice saved.exodesk")
        assert [row[0] for row in opened.read("SELECT family_name FROM patient")] == ["Late"]
    assert record.path.read_bytes() == content


def test_a_wrong_passphrase_is_said_and_what_was_chosen_stays(qtbot: QtBot, record: RecordFile, tmp_path: Path) -> None:
    record.close()
    damage(record.path)
    with running(tmp_path, Options(record=record.path)) as program:
        program.start()
        press(entrance(program).unlock, "Restore a backup…")
        press(entrance(program).flows.restoration.choose, f"Save what can be read of {record.path.stem} instead…")
        way = entrance(program).flows.salvaging
        qtbot.waitUntil(lambda: entrance(program).currentWidget() is way.ask, timeout=20_000)
        assert "No good backup" in words_on(way.ask)
        qtbot.keyClicks(way.ask.secret.line, "not the passphrase")
        press(way.ask, "Save what can be read")
        qtbot.waitUntil(lambda: bool(way.ask.message.text()), timeout=20_000)
        assert way.ask.message.text().startswith("This is not the passphrase.")
        assert found_in(tmp_path) == []
        assert way.ask.file.text()
        way.ask.secret.clear()
        assert "1 page of" in to_the_report(qtbot, program, record.recovery_code)


def test_the_search_for_a_backup_says_what_it_reads_and_can_be_left(
    qtbot: QtBot, record: RecordFile, tmp_path: Path
) -> None:
    made = back_up(record, folder_beside(record.path))
    record.close()
    damage(record.path)
    with running(tmp_path, Options(record=record.path)) as program:
        program.start()
        way = entrance(program).flows.salvaging
        steps: list[str] = []
        with held_up(program) as go_on:
            entrance(program)._salvage()
            assert entrance(program).currentWidget() is way.looking
            assert way._job
            way._job.progressed.connect(lambda step: steps.append(step.words))
            press(way.looking, "Cancel")
            go_on.set()
            qtbot.waitUntil(lambda: entrance(program).currentWidget() is entrance(program).unlock, timeout=20_000)
        entrance(program)._salvage()
        way._job.progressed.connect(lambda step: steps.append(step.words))
        qtbot.waitUntil(lambda: entrance(program).currentWidget() is way.ask, timeout=20_000)
        assert steps == [f"Reading {made.path.name}"]


@contextmanager
def held_up(program: Exodesk) -> Iterator[Event]:
    """The worker is busy with something else until it may go on."""
    go_on = Event()
    program._jobs_of_entrance.run(lambda _: go_on.wait(20))
    yield go_on
    go_on.set()


def test_a_sound_record_offers_no_salvage_at_its_passphrase(qtbot: QtBot, record: RecordFile, tmp_path: Path) -> None:
    record.close()
    with running(tmp_path, Options(record=record.path)) as program:
        program.start()
        unlock(qtbot, program, "not the passphrase")
        page = entrance(program).unlock
        qtbot.waitUntil(lambda: "not the passphrase" in page.message.text(), timeout=20_000)
        assert not page._ways_out.isVisibleTo(page)
