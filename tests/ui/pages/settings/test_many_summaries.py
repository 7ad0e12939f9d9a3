"""Many summaries into one folder: how far it has come, stopped half way, and each file whole and noted."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from exodesk.core.sentences import counted
from exodesk.storage import printed
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.settings.many import ManySummariesCard
from exodesk.ui.work.jobs import Jobs
from tests.factories import Clock, a_consent, a_lot, a_patient, a_plan, give

VISITS = 6
PATIENCE_MS = 60_000


@pytest.fixture
def patient_id(record: RecordFile, clock: Clock) -> str:
    """Somebody with six signed visits, a day apart."""
    patient_id = a_patient(record)
    a_consent(record, patient_id)
    plan, lot = a_plan(record, patient_id), a_lot(record)
    for number in range(VISITS):
        clock.go_to(record.today() + timedelta(days=min(number, 1)))
        give(record, plan, lot, sign=True)
    return patient_id


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "summaries"
    made.mkdir()
    return made


@pytest.fixture
def card(
    qtbot: QtBot, session: Session, patient_id: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ManySummariesCard]:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    jobs = Jobs()
    page = QWidget()
    column = QVBoxLayout(page)
    made = ManySummariesCard(session, jobs)
    column.addWidget(made)
    page.show()
    yield made
    jobs.close()
    page.close()


def say_days(card: ManySummariesCard, first: str, last: str) -> None:
    card.form.editor("first").put_raw(first)
    card.form.editor("last").put_raw(last)


def test_each_signed_visit_of_these_days_is_saved_and_noted(
    qtbot: QtBot, card: ManySummariesCard, folder: Path, record: RecordFile, patient_id: str
) -> None:
    say_days(card, "03-Mar-2026", "05-Mar-2026")
    card.save.click()
    assert card.bar.isVisible()
    assert card.count.text() == "0 of 3 summaries"
    assert not card.save.isEnabled()
    qtbot.waitUntil(card.save.isEnabled, timeout=PATIENCE_MS)
    assert sorted(path.name for path in folder.iterdir()) == [
        "Visit summary EX-00001 2026-03-03.pdf",
        "Visit summary EX-00001 2026-03-04.pdf",
        "Visit summary EX-00001 2026-03-05.pdf",
    ]
    assert card.message.text.text() == f"3 summaries saved in {folder}."
    assert len(printed.pages_of_patients(record, [patient_id])) == 3


def test_stopped_half_way_every_file_is_whole_and_noted(
    qtbot: QtBot, card: ManySummariesCard, folder: Path, record: RecordFile, patient_id: str
) -> None:
    say_days(card, "01-Mar-2026", "t")
    card.save.click()
    qtbot.waitUntil(lambda: card.bar.value() >= 1, timeout=PATIENCE_MS)
    card.stop.click()
    qtbot.waitUntil(card.save.isEnabled, timeout=PATIENCE_MS)
    files = sorted(folder.iterdir())
    assert all(path.suffix == ".pdf" and len(PdfReader(path).pages) == 1 for path in files)
    assert len(printed.pages_of_patients(record, [patient_id])) == len(files)
    if len(files) < VISITS:  # else it was done before it could be stopped
        assert card.message.text.text().startswith(f"Stopped. {counted(len(files), 'summary', 'summaries')} saved in")
        assert card.message.act.text() == f"Save the other {VISITS - len(files)}"
        card.message.act.click()
        assert card.count.isVisible()
        qtbot.waitUntil(card.save.isEnabled, timeout=PATIENCE_MS)
    assert sorted(path.stem[-10:] for path in folder.iterdir()) == [f"2026-03-{day:02}" for day in range(2, 2 + VISITS)]
    assert len(printed.pages_of_patients(record, [patient_id])) == VISITS


def test_the_keys_stay_with_the_card(qtbot: QtBot, card: ManySummariesCard) -> None:
    """A button that rests loses them, to wherever the window finds the next one."""
    say_days(card, "01-Mar-2026", "t")
    card.window().activateWindow()
    card.save.setFocus()
    qtbot.waitUntil(card.save.hasFocus)
    card.save.click()
    assert card.stop.hasFocus()
    qtbot.waitUntil(card.save.isEnabled, timeout=PATIENCE_MS)
    assert card.save.hasFocus()


def test_the_keys_stay_with_the_card_behind_the_dialog_that_chooses_the_folder(
    qtbot: QtBot, card: ManySummariesCard
) -> None:
    """Its window is not the active one yet when the work begins."""
    say_days(card, "01-Mar-2026", "t")
    card.window().activateWindow()
    card.save.setFocus()
    qtbot.waitUntil(card.save.hasFocus)
    chooser = QDialog(card.window())
    chooser.show()
    chooser.activateWindow()
    qtbot.waitUntil(chooser.isActiveWindow)
    card.save.click()
    assert card.window().focusWidget() is card.stop
    qtbot.waitUntil(card.save.isEnabled, timeout=PATIENCE_MS)
    assert card.window().focusWidget() is card.save
    chooser.close()


def test_a_folder_that_is_gone_is_said(qtbot: QtBot, card: ManySummariesCard, folder: Path) -> None:
    folder.rmdir()
    say_days(card, "01-Mar-2026", "t")
    card.save.click()
    qtbot.waitUntil(card.save.isEnabled, timeout=PATIENCE_MS)
    assert card.message.text.text() == f"0 summaries saved. There is no folder {folder}. Choose another place."


def test_days_without_a_signed_visit_ask_for_no_folder(card: ManySummariesCard, folder: Path) -> None:
    say_days(card, "01-Jan-2026", "02-Jan-2026")
    card.save.click()
    assert card.form.problem_at("last") == "No signed visit lies between these days."
    assert list(folder.iterdir()) == []
