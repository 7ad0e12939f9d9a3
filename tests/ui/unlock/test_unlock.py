"""The way into a record: made by an explicit act only, opened by passphrase or code, and nothing said but words."""

import os
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from exodesk.core.records.clinic import Paper
from exodesk.storage import clinic, driver, opening
from exodesk.storage.schema import VERSION
from exodesk.ui.process.options import Options
from exodesk.ui.unlock.create import free_path, with_suffix
from exodesk.ui.unlock.doorkeeper import RENEWING
from exodesk.ui.unlock.frame import Sheet
from exodesk.ui.unlock.passphrase import Way
from exodesk.ui.unlock.recovery_sheet import save, sheet
from exodesk.ui.work.jobs import Job, Progress, Step
from tests.factories import CLINIC
from tests.factories import PASSPHRASE as OF_RECORD
from tests.storage.earlier_formats import copy_of, version_of
from tests.ui.program import (
    PASSPHRASE,
    TODAY,
    closed_record,
    entrance,
    folders_in,
    make_record,
    press,
    running,
    unlock,
    workspace,
)
from tests.ui.seen import texts_in, unnamed


def test_a_start_makes_no_record(qtbot: QtBot, tmp_path: Path) -> None:
    with running(tmp_path) as program:
        program.start()
        assert entrance(program).currentWidget() is entrance(program).welcome
    assert not list(tmp_path.rglob("*.exodesk*"))


def test_from_the_first_page_to_an_open_record_and_back_in(qtbot: QtBot, tmp_path: Path) -> None:
    with running(tmp_path) as program:
        program.start()
        make_record(qtbot, program)
        assert clinic.get(workspace(program).session.record).name == "Made-up Practice"
        assert workspace(program).session.today() == TODAY
    with running(tmp_path) as program:  # the record of last time is asked for
        program.start()
        unlock(qtbot, program)
        qtbot.waitUntil(lambda: program.window.workspace is not None, timeout=20_000)


def test_the_practice_is_asked_for_at_its_fields(qtbot: QtBot, tmp_path: Path) -> None:
    with running(tmp_path) as program:
        program.start()
        way = entrance(program)
        press(way.welcome, "New record")
        press(way.flows.creation.practice, "Next: passphrase")
        assert way.currentWidget() is way.flows.creation.practice
        assert way.flows.creation.practice.form.problem_at("out_of_hours_phone") == "Out-of-hours phone is needed."


@pytest.mark.parametrize(
    ("first", "again", "says"),
    [("eleven char", "eleven char", "12 characters or more: here are 11"), (PASSPHRASE, "another", "Type it again")],
)
def test_a_passphrase_is_long_enough_and_typed_twice(
    qtbot: QtBot, tmp_path: Path, first: str, again: str, says: str
) -> None:
    with running(tmp_path) as program:
        page = entrance(program).flows.creation.passphrase
        qtbot.keyClicks(page.first.line, first)
        qtbot.keyClicks(page.again.line, again)
        with qtbot.assertNotEmitted(page.done):
            press(page, "Make the record")
        assert says in texts_in(page)


def test_the_recovery_code_is_typed_back_and_opens_the_bare_file(qtbot: QtBot, tmp_path: Path) -> None:
    with running(tmp_path) as program:
        program.start()
        code = make_record(qtbot, program)
        path = workspace(program).session.record.path
        assert code not in texts_in(program.window)
    path.with_name(path.name + ".keys").unlink()
    for copy in folders_in(tmp_path).key_copies.iterdir():
        copy.unlink()
    with running(tmp_path) as program:
        program.start()
        page = entrance(program).unlock
        press(page, "Use the recovery code")
        qtbot.keyClicks(page.code.line, code.lower().replace("-", " "))
        qtbot.keyClick(page.code.line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: program.window.workspace is not None, timeout=20_000)


def test_a_way_in_broken_off_at_the_code_leads_to_the_new_record_next_time(qtbot: QtBot, tmp_path: Path) -> None:
    with running(tmp_path) as program:
        program.start()
        way = entrance(program)
        way.flows.creation._take_clinic(CLINIC)
        qtbot.keyClicks(way.flows.creation.passphrase.first.line, PASSPHRASE)
        qtbot.keyClicks(way.flows.creation.passphrase.again.line, PASSPHRASE)
        press(way.flows.creation.passphrase, "Make the record")
        qtbot.waitUntil(lambda: way.currentWidget() is way.flows.creation.recovery, timeout=20_000)
    with running(tmp_path) as program:
        program.start()
        assert entrance(program).unlock.title.text() == "Unlock practice"
        assert free_path(folders_in(tmp_path).records).name == "practice 2.exodesk"


def test_a_wrong_group_is_not_let_through(qtbot: QtBot, tmp_path: Path) -> None:
    with running(tmp_path) as program:
        page = entrance(program).flows.creation.recovery
        page.show_code("-".join(f"AA{number:02}" for number in range(14)))
        for line in page.lines:
            qtbot.keyClicks(line, "ZZZZ")
        with qtbot.assertNotEmitted(page.done):
            press(page, "Open my record")
        assert "Look at your copy" in page.message.text()


def test_the_code_is_printed_with_whose_it_is(qtbot: QtBot, tmp_path: Path) -> None:
    text = sheet("Bay & Joint", Path("practice.exodesk"), "ABCD-EFGH", TODAY)
    assert "Bay &amp; Joint" in text
    assert "23 November 2026" in text
    assert "EFGH" in text
    save(tmp_path / "code.pdf", text, Paper.LETTER)
    assert (tmp_path / "code.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "code.pdf").stat().st_mode & 0o077 == 0


def test_a_wrong_passphrase_gets_its_message_and_nothing_else(
    qtbot: QtBot, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with running(tmp_path) as program:
        program.start()
        make_record(qtbot, program)
    with running(tmp_path) as program:
        program.start()
        page = entrance(program).unlock
        capfd.readouterr()
        unlock(qtbot, program, "not the passphrase")
        qtbot.waitUntil(lambda: bool(page.message.text()), timeout=20_000)
        assert page.message.text().startswith("This is not the passphrase.")
        assert page.unlock.isEnabled()
        assert program.window.workspace is None
        assert capfd.readouterr() == ("", "")


def test_a_record_that_is_away_is_told_and_not_made_again(qtbot: QtBot, tmp_path: Path) -> None:
    gone = tmp_path / "gone.exodesk"
    for passphrase in (None, PASSPHRASE):  # typed, or brought along in a file
        with running(tmp_path, Options(record=gone, passphrase=passphrase)) as program:
            assert program.start()
            assert "There is no record at" in entrance(program).welcome.message.text()
            assert not program.findChildren(Job)  # nothing is tried on a record that is not there
    assert not gone.exists()


def test_a_record_is_never_made_over_another_file(qtbot: QtBot, tmp_path: Path) -> None:
    taken = tmp_path / "practice.exodesk"
    taken.write_text("something else")
    with running(tmp_path) as program:
        program.start()
        way = entrance(program)
        way.flows.creation._take_clinic(CLINIC)
        way.flows.creation.passphrase.file.setText(str(taken))
        qtbot.keyClicks(way.flows.creation.passphrase.first.line, PASSPHRASE)
        qtbot.keyClicks(way.flows.creation.passphrase.again.line, PASSPHRASE)
        press(way.flows.creation.passphrase, "Make the record")
        qtbot.waitUntil(lambda: bool(way.flows.creation.passphrase.message.text()), timeout=20_000)
        assert "is there already" in way.flows.creation.passphrase.message.text()
    assert taken.read_text() == "something else"


def test_a_look_around_shows_progress_and_can_be_stopped(qtbot: QtBot, tmp_path: Path) -> None:
    def make(path: Path, progress: Progress) -> str:
        for number in range(1_000_000):
            progress(number, 1_000_000, "Patients")
        raise AssertionError(path)

    with running(tmp_path) as program:
        program.start()
        way = entrance(program)
        way.flows._make_demo = make
        press(way.welcome, "Look around a made-up practice")
        qtbot.waitUntil(lambda: way.flows.look_around.working.bar.maximum() == 1_000_000)
        press(way.flows.look_around.working, "Cancel")
        qtbot.waitUntil(lambda: way.currentWidget() is way.welcome)


def test_a_look_around_opens_invented_patients_and_is_not_asked_for_next_time(qtbot: QtBot, tmp_path: Path) -> None:
    with running(tmp_path) as program:
        program.start()
        press(entrance(program).welcome, "Look around a made-up practice")
        qtbot.waitUntil(lambda: program.window.workspace is not None, timeout=60_000)
        record = workspace(program).session.record
        assert record.is_made_up
        assert len(record.read("SELECT id FROM patient")) >= 60
    with running(tmp_path) as program:
        program.start()
        assert entrance(program).currentWidget() is entrance(program).welcome


@pytest.mark.parametrize("typed", ["notes", "notes.exodesk", " notes "])
def test_a_record_file_is_named_as_one(typed: str) -> None:
    assert with_suffix(typed) == Path("notes.exodesk")
    assert with_suffix("~/x.exodesk") == Path(os.path.expanduser("~/x.exodesk"))  # noqa: PTH111  # the shell's own way


def test_every_control_of_the_way_in_has_a_name(qtbot: QtBot, tmp_path: Path) -> None:
    with running(tmp_path) as program:
        for page in entrance(program).findChildren(Sheet):
            assert unnamed(page) == []


def test_a_record_of_an_older_format_comes_to_this_one_in_the_worker_and_the_page_says_so(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path, steps = copy_of(1, tmp_path), list[Step]()
    with running(tmp_path, Options(record=path)) as program:
        program.start()
        way_in = entrance(program).keeper.way_in(OF_RECORD, Way.PASSPHRASE)
        way_in(Progress(steps.append))
        assert version_of(path) == VERSION
        assert [step.words for step in steps] == [RENEWING]
        entrance(program)._tell_step(steps[0])
        assert "It stays as it was until all is done." in entrance(program).unlock.says.text()
        way_in(Progress(steps.append))
        assert len(steps) == 1, "it is of this format now"
        unlock(qtbot, program, OF_RECORD)
        qtbot.waitUntil(lambda: program.window.workspace is not None, timeout=20_000)
        program.lock.lock("by hand")
        assert entrance(program).unlock.says.text() == str(tmp_path)


def test_a_newer_record_is_told_and_another_can_be_opened(qtbot: QtBot, tmp_path: Path) -> None:
    """The page does not stay at “Unlocking…”."""
    path = closed_record(tmp_path)
    key = opening.unlock(path, OF_RECORD).key
    with closing(driver.connect(path.as_uri(), busy_seconds=1)) as connection:
        driver.set_key(connection, key.hexadecimal)
        connection.execute("PRAGMA user_version=9999")
    with running(tmp_path, Options(record=path)) as program:
        program.start()
        unlock(qtbot, program, OF_RECORD)
        page = entrance(program).unlock
        qtbot.waitUntil(lambda: "was written by a newer Exodesk" in page.message.text(), timeout=20_000)
        assert page.unlock.text() == "&Unlock"
        assert page.unlock.isEnabled()
