"""The timeline in the chart of a real record: printed, it stands on itself; its marks lead to their records."""

from datetime import time, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from exodesk.core.dates import WallTime, show_date
from exodesk.core.records.appointment import Appointment
from exodesk.core.records.plan import Plan
from exodesk.core.records.printed import PrintedKind
from exodesk.core.timeline import Kind
from exodesk.queries.chart import read_chart
from exodesk.services.booking import book
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.pages.booking.held import HeldDialog
from exodesk.ui.parts.lines import LineRow
from exodesk.ui.printing.dialog import PrintDialog
from tests.factories import CLINIC, a_lot, a_patient, a_plan, give
from tests.ui.pages.person import CTRL, SHIFT, Person


@pytest.fixture
def plan(record: RecordFile) -> Plan:
    plan = a_plan(record, a_patient(record, family_name="Alvarez", given_name="Marisol"))
    give(record, plan, a_lot(record), sign=True)
    return plan


def test_ctrl_p_saves_what_is_in_sight_and_the_page_is_an_entry_of_its_own(
    person: Person, plan: Plan, tmp_path: Path
) -> None:
    page = person.open_chart(plan.patient_id)
    person.settled_window()
    page.timeline.picture.setFocus()
    person.key(Qt.Key.Key_P, CTRL)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PrintDialog)
    assert person.reads("ALVAREZ, Marisol")
    dialog.where.put_raw("")
    dialog.file.line.setText(str(tmp_path / "timeline.pdf"))
    dialog.accept()
    assert (tmp_path / "timeline.pdf").read_bytes().startswith(b"%PDF")
    [noted] = read_chart(person.session.record, plan.patient_id).printed
    assert noted.kind is PrintedKind.TIMELINE
    [entry] = [each for each in page.timeline.table.rows.lines if each.kind is Kind.DOCUMENT]
    assert entry.text == "Timeline, saved as PDF, 1 page"


def test_a_timeline_that_was_printed_opens_as_it_was(
    person: Person, record: RecordFile, plan: Plan, tmp_path: Path
) -> None:
    def save(name: str) -> str:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PrintDialog)
        dialog.where.put_raw("")
        dialog.file.line.setText(str(tmp_path / name))
        dialog.accept()
        return PdfReader(tmp_path / name).pages[0].extract_text()

    page = person.open_chart(plan.patient_id)
    person.settled_window()
    page.timeline.picture.setFocus()
    person.key(Qt.Key.Key_P, CTRL)
    then = save("then.pdf")
    give(record, plan, a_lot(record, code="LATER"), sign=True)
    page.open_tab("Documents")
    [noted] = read_chart(record, plan.patient_id).printed
    assert person.reads(f"1 page · audit head {noted.audit_head[:12]}")
    person.press(f"{show_date(noted.printed_on)}  Timeline")
    assert save("again.pdf") == then
    pages = read_chart(record, plan.patient_id).printed
    assert len({each.content_sha256 for each in pages}) == 1
    person.key(Qt.Key.Key_V, CTRL | SHIFT)
    person.type(noted.audit_head[:12])
    person.key(Qt.Key.Key_Return)
    at = noted.printed_at.astimezone(record.zone)
    [first, *_] = [row for row in person.window.findChildren(LineRow) if row.text().endswith("Timeline")]
    assert first.text() == f"{show_date(at.date())} {at:%H:%M}  Timeline"
    first.click()
    assert save("by-code.pdf") == then


def test_an_appointment_opens_its_booking(person: Person, plan: Plan) -> None:
    record = person.session.record
    ahead = record.today() + timedelta(days=9)
    booked = Appointment(
        id=record.new_id(),
        patient_id=plan.patient_id,
        starts_at=WallTime(ahead, time(9)),
        zone=CLINIC.zone,
        minutes=30,
    )
    book(record, booked)
    page = person.open_chart(plan.patient_id)
    person.settled_window()
    picture = page.timeline.picture
    picture.setFocus()
    person.key(Qt.Key.Key_End)
    while picture.focus_entry and picture.focus_entry.kind is not Kind.APPOINTMENT:
        person.key(Qt.Key.Key_Left)
    person.key(Qt.Key.Key_Return)
    person.key(Qt.Key.Key_Return)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, HeldDialog)
    assert dialog.booking.appointment.id == booked.id
    dialog.reject()
