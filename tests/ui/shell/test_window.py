"""The window: pages by rail and key, messages with Undo, a lock that leaves no name behind, drafts that survive it."""

import gc
import weakref
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from exodesk.app import Exodesk
from exodesk.core.records.patient import Patient
from exodesk.services.clinic import save_clinic
from exodesk.services.patients import add_patient
from exodesk.storage import clinic
from exodesk.ui.keyboard.keys import Key, bound_in
from exodesk.ui.look import theme
from exodesk.ui.look.theme import Scheme
from exodesk.ui.pages.patients import PatientsPage
from exodesk.ui.pages.settings import SettingsPage
from exodesk.ui.pages.settings.lock_card import LockCard
from exodesk.ui.pages.today.page import TodayPage
from exodesk.ui.process.options import Options
from exodesk.ui.shell.keys_dialog import KeysDialog
from exodesk.ui.shell.problems import CrashDialog
from tests.factories import Clock, new_record
from tests.ui.program import PASSPHRASE, TODAY, entrance, in_sight, press, running, unlock, workspace


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Exodesk]:
    """Unlocked, with one patient in the record."""
    record = new_record(tmp_path, Clock())
    add_patient(
        record,
        Patient(id=record.new_id(), chart_no=0, family_name="Rivera", given_name="Ana", entered_on=record.today()),
    )
    path = record.path
    record.close()
    with running(tmp_path, Options(record=path, today=TODAY, passphrase=PASSPHRASE)) as program:
        with qtbot.waitActive(program.window):
            program.start()
            program.window.activateWindow()
        qtbot.waitUntil(lambda: in_sight(program), timeout=20_000)
        yield program
    theme.apply(application(), Scheme.LIGHT)


def application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def settings(program: Exodesk) -> SettingsPage:
    workspace(program).open_page("settings")
    page = workspace(program).page
    assert isinstance(page, SettingsPage)
    return page


def test_today_opens_after_unlock(program: Exodesk) -> None:
    assert isinstance(workspace(program).page, TodayPage)


def test_keys_lead_to_pages_and_back(qtbot: QtBot, program: Exodesk) -> None:
    on_rail = [key for key, place in workspace(program)._places.items() if place.glyph]
    for number, key in enumerate(on_rail[:7]):
        qtbot.keyClick(program.window, Qt.Key(Qt.Key.Key_1 + number), Qt.KeyboardModifier.ControlModifier)
        assert workspace(program).pages.now == (key, None)
    settings(program)
    qtbot.keyClick(program.window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    workspace(program).open_page("patients")
    qtbot.keyClick(program.window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert isinstance(workspace(program).page, SettingsPage)
    qtbot.keyClick(program.window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert isinstance(workspace(program).page, PatientsPage)


def test_typing_into_the_search_at_the_top_goes_on_in_the_palette(qtbot: QtBot, program: Exodesk) -> None:
    settings(program)
    desk = workspace(program)
    desk.search.setFocus()
    qtbot.keyClicks(desk.search, "r")
    qtbot.keyClicks(QApplication.focusWidget(), "iv")
    assert desk.finder.line.text() == "riv"
    assert [row.title for row in desk.finder.rows] == ["RIVERA, Ana"]


def test_f1_lists_only_keys_that_work_here(program: Exodesk) -> None:
    bound = bound_in(program.window)
    assert {Key.LOCK, Key.PALETTE, Key.HELP} <= set(bound)
    assert Key.GIVEN not in bound
    program.window._show_keys()
    [dialog] = program.window.findChildren(KeysDialog)
    dialog.close()


def test_no_two_keys_are_the_same() -> None:
    assert len({key.keys for key in Key}) == len(Key)


def test_a_change_is_said_and_undone_from_the_bar(qtbot: QtBot, program: Exodesk) -> None:
    desk = workspace(program)
    record = desk.session.record
    desk.session.run(save_clinic, replace(clinic.get(record), phone="555 0123"))
    assert desk.messages.text.text() == "Clinic saved."
    press(desk.messages, "Undo")
    assert clinic.get(record).phone == "555 0100"


def test_the_title_names_nobody(program: Exodesk) -> None:
    assert program.window.windowTitle() == "Exodesk"


def test_locking_leaves_no_patient_in_any_widget(qtbot: QtBot, program: Exodesk) -> None:
    desk = workspace(program)
    gone, closed = weakref.ref(desk), desk.session.record
    dialog = QDialog(program.window)
    dialog.setWindowTitle("Rivera")
    dialog.show()
    press_lock(qtbot, program)
    assert program.window.workspace is None
    assert dialog.isHidden()
    assert entrance(program).currentWidget() is entrance(program).unlock
    assert entrance(program).unlock.passphrase.text() == ""
    del desk, dialog
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert gone() is None
    assert "Rivera" not in "".join(widget.windowTitle() for widget in QApplication.allWidgets())
    qtbot.waitUntil(
        lambda: not program.lock.leaving_records, timeout=20_000
    )  # the last backup is made behind the cover
    with pytest.raises(Exception, match="closed"):
        closed.read("SELECT 1")


def press_lock(qtbot: QtBot, program: Exodesk) -> None:
    qtbot.keyClick(program.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def test_what_is_typed_is_back_after_a_lock(qtbot: QtBot, program: Exodesk) -> None:
    page = settings(program)
    qtbot.keyClicks(page.practice.form.control("letterhead"), "Joints")
    press_lock(qtbot, program)
    unlock(qtbot, program)
    qtbot.waitUntil(lambda: in_sight(program), timeout=20_000)
    page = settings(program)
    assert page.practice.form.raw_texts()["letterhead"] == "Joints"
    assert "restored" in page.practice._restored.text.text()
    assert clinic.get(workspace(program).session.record).letterhead is None
    press(page, "Save the clinic page")
    assert clinic.get(workspace(program).session.record).letterhead == "Joints"


def test_a_discarded_draft_gives_the_saved_page_back(qtbot: QtBot, program: Exodesk) -> None:
    page = settings(program)
    qtbot.keyClicks(page.practice.form.control("phone"), "9")
    workspace(program).open_page("patients")
    page.practice._discard()
    assert page.practice.form.raw_texts()["phone"] == "555 0100"
    assert workspace(program).session.record.read("SELECT * FROM draft") == []


def test_the_look_is_chosen_and_remembered(program: Exodesk, tmp_path: Path) -> None:
    page = settings(program)
    page.reach("This computer")
    [dark] = [button for button in page.look.findChildren(type(page.practice.save)) if button.text() == "Dark"]
    dark.click()
    assert theme.tokens() is theme.DARK
    assert '"dark"' in (tmp_path / "config" / "preferences.json").read_text()


def test_the_cards_of_a_section_are_made_when_it_is_first_seen(program: Exodesk) -> None:
    page = settings(program)
    assert not page.findChildren(LockCard)
    page.reach("Safety")
    assert len(page.findChildren(LockCard)) == 1
    page.reach("Practice")
    page.reach("Safety")
    assert len(page.findChildren(LockCard)) == 1


def test_preferences_and_geometry_name_no_patient(program: Exodesk, tmp_path: Path) -> None:
    program.window.close()
    kept = b"".join(path.read_bytes() for path in (tmp_path / "config").rglob("*") if path.is_file())
    assert b"Rivera" not in kept


def test_an_error_nobody_caught_is_told_and_a_bug_is_shown_once(program: Exodesk) -> None:
    program.window.tell("The record is busy, nothing is lost.")
    assert workspace(program).messages.text.text() == "The record is busy, nothing is lost."
    for _ in range(3):
        program.window.show_crash("KeyError")
    [dialog] = program.window.findChildren(CrashDialog)
    dialog.close()


def test_after_midnight_the_day_is_another_one(program: Exodesk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = workspace(program)
    before = desk._date.text()
    program._clock._today = TODAY.replace(day=24)
    program._clock.settle(desk.session.record.zone)
    desk._turn.look()
    assert (before, desk._date.text()) == ("Mon 23-Nov-2026", "Tue 24-Nov-2026")


@pytest.mark.parametrize(
    ("typed", "arrives"),
    [
        ("dark", "Appearance"),
        ("audit", "trail"),
        ("recovery", "Safety"),
        ("letterhead", "Practice"),
        ("summaries", "Texts and forms"),
    ],
)
def test_what_stands_in_the_settings_is_found_from_everywhere(
    qtbot: QtBot, program: Exodesk, typed: str, arrives: str
) -> None:
    desk = workspace(program)
    qtbot.keyClick(program.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(desk.finder.line, typed)
    qtbot.keyClick(desk.finder.line, Qt.Key.Key_Return)
    match arrives:
        case "trail":
            assert desk.pages.now == ("trail", None)
        case "Appearance":
            qtbot.waitUntil(lambda: theme.tokens() is theme.DARK)
        case section:
            page = desk.page
            assert isinstance(page, SettingsPage)
            assert page.tabs.tabText(page.tabs.currentIndex()) == section
