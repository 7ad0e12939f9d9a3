"""Nothing typed is lost: a pause keeps it, so does typing on, a lock, a page change, and a kill costs two seconds."""

import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from exodesk.services.clinic import save_clinic
from exodesk.storage import clinic, drafts, opening
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.forms.drafts import LONGEST_MS, PAUSE_MS
from exodesk.ui.look.theme import Scheme
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.settings import SettingsPage
from tests.factories import PASSPHRASE, Clock, new_record
from tests.ui.program import press

CHECKOUT = Path(__file__).resolve().parents[3]


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> SettingsPage:
    return shown(qtbot, session)


def shown(qtbot: QtBot, session: Session) -> SettingsPage:
    page = SettingsPage(session, Scheme.LIGHT)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.practice.form.control("letterhead").setFocus()
    return page


def kept(record: RecordFile) -> str | None:
    draft = drafts.find(record, "clinic", "clinic")
    return draft.typed["letterhead"] if draft else None


def test_a_draft_is_kept_when_typing_pauses(qtbot: QtBot, session: Session, page: SettingsPage) -> None:
    with qtbot.waitSignal(session.draft_kept, timeout=PAUSE_MS + 2000):
        qtbot.keyClicks(page.practice.form.control("letterhead"), "Joints")
    assert kept(session.record) == "Joints"


def test_a_draft_is_kept_while_typing_goes_on(qtbot: QtBot, session: Session, page: SettingsPage) -> None:
    began = time.monotonic()
    with qtbot.waitSignal(session.draft_kept, timeout=LONGEST_MS + 2000, raising=False) as told:
        while not told.signal_triggered and time.monotonic() - began < (LONGEST_MS + 2000) / 1000:
            qtbot.keyClicks(page.practice.form.control("letterhead"), "x", delay=20)
    assert told.signal_triggered
    assert kept(session.record)


def test_a_draft_is_kept_when_a_field_is_left(qtbot: QtBot, session: Session, page: SettingsPage) -> None:
    qtbot.keyClicks(page.practice.form.control("letterhead"), "Joints")
    page.practice.form.control("phone").setFocus()
    assert kept(session.record) == "Joints"


@pytest.mark.parametrize("moment", ["leave", "lock"])
def test_a_draft_is_kept_at_once_when_the_page_goes(
    qtbot: QtBot, session: Session, page: SettingsPage, moment: str
) -> None:
    qtbot.keyClicks(page.practice.form.control("letterhead"), "Joints")
    assert kept(session.record) is None
    page.leave() if moment == "leave" else session.keep_drafts()
    assert kept(session.record) == "Joints"


def test_looking_makes_no_draft(qtbot: QtBot, session: Session, page: SettingsPage) -> None:
    page.practice.form.control("phone").setFocus()
    page.leave()
    assert kept(session.record) is None


def test_unreadable_text_comes_back_too(qtbot: QtBot, session: Session, page: SettingsPage) -> None:
    page.practice.form.editor("zone").put_raw("Nowhere/at all")
    qtbot.keyClicks(page.practice.form.control("letterhead"), "Joints")
    page.leave()
    again = shown(qtbot, session)
    assert again.practice.form.raw_texts()["zone"] == "Nowhere/at all"
    assert again.practice.form.raw_texts()["letterhead"] == "Joints"


def test_saving_lets_the_draft_go(qtbot: QtBot, session: Session, page: SettingsPage) -> None:
    qtbot.keyClicks(page.practice.form.control("letterhead"), "Joints")
    page.leave()
    page.practice.save.click()
    assert kept(session.record) is None
    assert clinic.get(session.record).letterhead == "Joints"
    assert not page.practice.form.is_edited


def test_where_the_entry_changed_meanwhile_both_are_shown(qtbot: QtBot, session: Session, page: SettingsPage) -> None:
    qtbot.keyClicks(page.practice.form.control("letterhead"), "Mine")
    page.leave()
    save_clinic(session.record, replace(clinic.get(session.record), letterhead="Theirs"))
    again = shown(qtbot, session)
    assert again.practice.form.raw_texts()["letterhead"] == "Mine"
    assert "Theirs" in texts(again)
    assert clinic.get(session.record).letterhead == "Theirs"


def test_what_was_saved_meanwhile_is_told_no_more_once_the_draft_is_discarded(
    qtbot: QtBot, session: Session, page: SettingsPage
) -> None:
    qtbot.keyClicks(page.practice.form.control("letterhead"), "Mine")
    page.leave()
    save_clinic(session.record, replace(clinic.get(session.record), letterhead="Theirs"))
    again = shown(qtbot, session)
    assert "Saved since: Theirs" in texts(again)
    press(again, "Discard the draft")
    assert again.practice.form.raw_texts()["letterhead"] == "Theirs"
    assert "Saved since" not in texts(again)


def test_a_draft_of_another_day_says_its_day(qtbot: QtBot, session: Session, page: SettingsPage, clock: Clock) -> None:
    qtbot.keyClicks(page.practice.form.control("letterhead"), "Mine")
    page.leave()
    assert "Draft from 09:00 restored." in texts(shown(qtbot, session))
    clock.pass_by(days=3)
    assert "Draft from 02-Mar-2026 09:00 restored." in texts(shown(qtbot, session))


def texts(page: SettingsPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel))


def test_a_kill_while_typing_costs_two_seconds_at_most(tmp_path: Path) -> None:
    record = new_record(tmp_path, Clock())
    path = record.path
    record.close()
    typed = type_until_killed(path, seconds=5)
    after = opening.open_record(path, opening.unlock(path, PASSPHRASE).key)
    found = kept(after)
    after.close()
    assert found
    killed_at = typed[-1][1]
    first_lost = next((at for count, at in typed if count > len(found)), killed_at)
    assert killed_at - first_lost <= 2.1, f"{typed[-1][0] - len(found)} keys lost"


def type_until_killed(path: Path, seconds: float) -> list[tuple[int, float]]:
    """How many letters stood in the field, and when, up to the kill."""
    typed: list[tuple[int, float]] = []
    command = [sys.executable, "-m", "tests.ui.forms.typing_person", str(path)]
    with subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True) as typing:
        assert typing.stdout is not None
        for line in typing.stdout:
            count, at = line.split()
            typed.append((int(count), float(at)))
            if typed[-1][1] - typed[0][1] >= seconds:
                typing.send_signal(signal.SIGKILL)
    return typed
