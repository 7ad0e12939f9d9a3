"""The audit trail as somebody reads it: found by day, patient and words; opened act by act; checked with progress."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from exodesk.services.clinic import save_clinic
from exodesk.services.patients import edit_patient
from exodesk.storage import clinic, patients
from exodesk.storage.pages import SIZE
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.trail import TrailPage
from exodesk.ui.parts.record_history import HistoryDialog
from exodesk.ui.work.jobs import Jobs
from tests.factories import Clock, a_patient
from tests.storage.contents import leaves_of
from tests.storage.practice import raw
from tests.ui.seen import texts_in, unnamed


@pytest.fixture
def session(record: RecordFile, clock: Clock) -> Session:
    """Two patients on the second of March, one renamed on the fifth, the practice renamed on the sixth."""
    ana = a_patient(record, family_name="Rivera", given_name="Ana")
    a_patient(record, family_name="Sample", given_name="Alex")
    clock.go_to(date(2026, 3, 5))
    edit_patient(record, replace(patients.get(record, ana), given_name="Anna"))
    clock.go_to(date(2026, 3, 6))
    save_clinic(record, replace(clinic.get(record), name="Bay Practice"))
    record.log("print summary", "100% of it")
    return Session(record)


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    jobs.close()


@pytest.fixture
def page(qtbot: QtBot, session: Session, jobs: Jobs) -> TrailPage:
    page = TrailPage(session, jobs)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    return page


def acts(page: TrailPage) -> list[str]:
    return [str(page.rows.index(row, 1).data()) for row in range(page.rows.rowCount())]


def narrow(qtbot: QtBot, page: TrailPage, **typed: str) -> list[str]:
    for name, text in typed.items():
        line = getattr(page, name)
        line.clear()
        qtbot.keyClicks(line, text)
        qtbot.keyClick(line, Qt.Key.Key_Return)
    return acts(page)


def test_the_latest_act_stands_first_with_whom_it_was_about(page: TrailPage) -> None:
    assert acts(page)[:3] == ["Print summary", "Save clinic", "Edit patient"]
    assert str(page.rows.index(2, 2).data()).startswith("RIVERA, Anna")
    assert page.rows.index(0, 4).data() == "100% of it"
    assert page.rows.index(0, 3).data() == ""


def test_it_is_narrowed_to_a_day_a_patient_and_words(qtbot: QtBot, page: TrailPage) -> None:
    assert narrow(qtbot, page, day="5 mar 2026") == ["Edit patient"]
    assert narrow(qtbot, page, day="", patient="rivera") == ["Edit patient", "Add patient"]
    assert page.patient.text().startswith("RIVERA, Anna")
    assert narrow(qtbot, page, words="edit") == ["Edit patient"]
    assert narrow(qtbot, page, patient="", words="100%") == ["Print summary"]
    assert narrow(qtbot, page, words="1_0") == []


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [("day", "soon", "soon"), ("patient", "nobody", "No patient is found"), ("patient", "a", "2 patients fit")],
)
def test_what_cannot_be_asked_is_said_and_the_list_stays(
    qtbot: QtBot, page: TrailPage, field: str, typed: str, says: str
) -> None:
    before = acts(page)
    assert narrow(qtbot, page, **{field: typed}) == before
    assert says in texts_in(page)


def test_an_act_opens_with_its_changes_and_leads_to_the_record_s_history(qtbot: QtBot, page: TrailPage) -> None:
    page.table.selectRow(2)
    page.table.activated.emit(page.table.currentIndex())
    [dialog] = page.findChildren(HistoryDialog)
    shown = texts_in(dialog)
    assert "RIVERA, Anna" in shown
    assert "Given name" in shown
    [on] = [each for each in dialog.findChildren(QPushButton) if each.text() == "History of this patient…"]
    on.click()
    whole = next(each for each in page.findChildren(HistoryDialog) if each is not dialog)
    assert "Add patient" in texts_in(whole)


def test_any_record_has_a_history_the_clinic_page_too(qtbot: QtBot, page: TrailPage) -> None:
    page.table.activated.emit(page.rows.index(1, 0))
    [dialog] = page.findChildren(HistoryDialog)
    assert "About no patient" in texts_in(dialog)
    assert "Bay Practice" in texts_in(dialog)


def check(qtbot: QtBot, page: TrailPage) -> str:
    page.check.begin.click()
    assert not page.check.begin.isEnabled()
    qtbot.waitUntil(lambda: not page.check.says.isHidden(), timeout=20_000)
    qtbot.waitUntil(page.check.begin.isEnabled)
    return page.check.says.text.text()


def test_a_whole_trail_is_said_to_be_whole_and_the_check_is_in_it(qtbot: QtBot, page: TrailPage) -> None:
    head = page._session.record.head()
    assert check(qtbot, page).startswith(f"Whole: {head.unit} acts")
    [row] = page._session.record.read("SELECT operation, reason FROM audit_unit ORDER BY unit DESC LIMIT 1")
    assert tuple(row) == ("check the audit trail", "whole")


def test_a_trail_that_was_written_past_is_said_in_words(qtbot: QtBot, page: TrailPage) -> None:
    with raw(page._session.record) as connection:
        connection.execute("DROP TRIGGER after_update_patient")
        connection.execute("UPDATE patient SET given_name = 'Mallory'")
    assert "A row of patient is not what the audit trail says." in check(qtbot, page)


def test_a_damaged_page_leads_to_the_backups_and_to_what_can_be_read(qtbot: QtBot, page: TrailPage) -> None:
    record = page._session.record
    record.checkpoint_all()
    (leaf,) = leaves_of(record.path, record.key, "audit_unit")[-1:]
    with record.path.open("r+b") as file:
        file.seek((leaf - 1) * SIZE + 2000)
        byte = file.read(1)
        file.seek(-1, 1)
        file.write(bytes([byte[0] ^ 1]))
    said = check(qtbot, page)
    assert "is damaged" in said
    assert "Lock it with Ctrl+L" in said


def test_a_check_can_be_stopped(qtbot: QtBot, page: TrailPage) -> None:
    page.check.begin.click()
    page.check.stop.click()
    qtbot.waitUntil(page.check.begin.isEnabled, timeout=20_000)


def test_a_printed_page_is_found_in_the_trail_or_not(qtbot: QtBot, page: TrailPage) -> None:
    record = page._session.record
    page.check.digits.setText(record.head().sha256.hex()[:12].upper())
    page.check.compare()
    assert f"after act {record.head().unit}, 06-Mar-2026" in page.check.says.text.text()
    page.check.digits.setText("0" * 12)
    page.check.compare()
    assert page.check.says.text.text().startswith("No act of this trail has that hash")
    page.check.digits.setText("pain%")
    page.check.compare()
    assert page.check.says.text.text().startswith("Type the digits of the record’s hash")


def test_older_acts_are_added_below(qtbot: QtBot, session: Session, jobs: Jobs) -> None:
    for number in range(220):
        session.record.log(f"print {number}")
    page = TrailPage(session, jobs)
    qtbot.addWidget(page)
    assert page.rows.rowCount() == 200
    page.older.click()
    assert page.rows.rowCount() > 220
    assert acts(page)[-1].startswith("Bring the record from format 0")
    assert not page.older.isEnabled()


def test_every_control_has_a_name(page: TrailPage) -> None:
    assert [each for each in unnamed(page) if each.isVisible()] == []
