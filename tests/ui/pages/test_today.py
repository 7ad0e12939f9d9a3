"""Today at the window: each appointment from arrival to print, what is to be done, and the close of the day."""

from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from exodesk.core.dates import WallTime
from exodesk.core.records.appointment import Appointment, AppointmentStatus
from exodesk.core.records.contact import PhoneAct, PhoneNote, RedFlag
from exodesk.core.records.patient import identity_line
from exodesk.core.records.plan import BoosterRule
from exodesk.core.records.task import Task
from exodesk.core.records.visit import VisitKind
from exodesk.queries.to_do import to_do
from exodesk.services import booking, phone_notes, tasks
from exodesk.services.signing import sign_visit
from exodesk.storage import appointments, patients
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.pages.today.closing import ClosingDialog
from exodesk.ui.pages.today.page import TodayPage
from exodesk.ui.pages.visit.page import VisitPage
from exodesk.ui.printing.dialog import PrintDialog
from tests.factories import Clock, a_consent, a_lot, a_patient, a_plan, a_visit, give
from tests.ui.pages.person import Person, seen

Key = Qt.Key
MORNING = time(9)


def booked(record: RecordFile, patient_id: str, at: time = MORNING, **more: object) -> Appointment:
    usual: dict[str, object] = {"patient_id": patient_id, "zone": record.zone.key, "minutes": 30}
    made = Appointment(
        id=record.new_id(),
        starts_at=WallTime(record.today(), at),
        **usual | more,  # type: ignore[arg-type]
    )
    booking.book(record, made)
    return made


@pytest.fixture
def two(record: RecordFile) -> list[Appointment]:
    """Two patients this morning; it is 09:00."""
    names = (("Abel", time(9)), ("Brook", time(10, 30)))
    return [booked(record, a_patient(record, family_name=name), at, reason="Knee pain") for name, at in names]


@pytest.fixture
def page(person: Person) -> TodayPage:
    person.desk.open_page("today")
    return person.at(TodayPage)


def state(page: TodayPage) -> list[tuple[str, str]]:
    """Chip and act of each line in sight."""
    return [
        (row.chip.text(), row.act.text() if row.act.isVisibleTo(row) else "") for row in page.appointments.in_sight()
    ]


def look_at(person: Person, widget: QWidget) -> None:
    """Tab to it, once it is there."""
    person.bot.waitUntil(widget.isVisible)
    widget.setFocus()


def status(person: Person, appointment: Appointment) -> AppointmentStatus:
    return appointments.get(person.session.record, appointment.id).status


def test_from_arrival_to_print_by_enter_alone(person: Person, two: list[Appointment], page: TodayPage) -> None:
    assert page.heading.title.text() == "Mon 02-Mar-2026"
    assert page.heading.note.text() == "2 appointments · first 09:00, last 10:30"
    assert state(page) == [("Booked", "Arrive"), ("Booked", "Arrive")]
    person.key(Key.Key_Space)
    assert state(page)[0] == ("Arrived 09:00", "Start visit")
    person.key(Key.Key_Space)
    visit = person.at(VisitPage)
    assert status(person, two[0]) is AppointmentStatus.WITH_YOU
    person.desk.open_page("today")
    assert state(page)[0] == ("With you", "Continue")
    page.appointments.rows[0].act.click()
    assert person.at(VisitPage).patient_id == visit.patient_id
    person.desk.open_page("today")
    entry_id = page.today.coming[0].booking.visit_id
    assert entry_id
    person.session.run(sign_visit, entry_id)
    assert state(page)[0] == ("Signed", "Print")
    page.appointments.rows[0].act.click()
    (dialog,) = [each for each in page.findChildren(PrintDialog) if each.isVisible()]
    assert "ABEL, Alex" in " ".join(seen(dialog))


def test_the_next_patient_stands_beside_with_what_has_to_be_known(
    person: Person, two: list[Appointment], page: TodayPage
) -> None:
    texts = seen(page.next)
    assert "ABEL, Alex" in texts
    assert any(text.startswith("Next 09:00") for text in texts)
    assert "Allergies not recorded" in texts
    assert "No consent in force" in texts
    person.session.run(booking.set_status, two[1].id, AppointmentStatus.ARRIVED)
    assert "BROOK, Alex" in seen(page.next)  # who waits comes before who is still to come


def test_one_key_says_that_somebody_did_not_come(
    person: Person, two: list[Appointment], page: TodayPage, clock: Clock
) -> None:
    clock.pass_by(hours=2)
    person.key(Key.Key_Down)
    person.key(Key.Key_N)
    assert status(person, two[1]) is AppointmentStatus.NO_SHOW
    assert state(page)[1] == ("Did not come", "Book again")
    person.key(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert status(person, two[1]) is AppointmentStatus.BOOKED


def test_a_red_flag_stands_first_until_somebody_was_seen(person: Person, page: TodayPage) -> None:
    record = person.session.record
    patient_id = a_patient(record, family_name="Casey")
    task = Task(id=record.new_id(), text="Order needles", due_on=record.today(), entered_on=record.today())
    person.session.run(tasks.add_task, task)
    note = PhoneNote(
        id=record.new_id(),
        patient_id=patient_id,
        called_at=record.now(),
        called_on=record.today(),
        red_flags=(RedFlag.FEVER,),
        act=PhoneAct.SEE_TODAY,
    )
    person.session.run(phone_notes.add_phone_note, note)
    assert [row.line.title for row in page.to_do.rows] == ["See today: CASEY, Alex", "Order needles"]
    assert "fever" in page.to_do.rows[0].line.note
    person.press("Record an adverse event: See today: CASEY, Alex")
    assert any("CASEY, Alex" in text for text in seen(person.dialog))
    person.dialog.reject()
    person.press("Done: See today: CASEY, Alex")
    assert [row.line.title for row in page.to_do.rows] == ["Order needles"]
    person.press("Done: Order needles")
    assert page.to_do.rows == []


def test_the_safety_question_is_answered_by_one_key(person: Person, clock: Clock, page: TodayPage) -> None:
    record = person.session.record
    give(record, a_plan(record, a_patient(record)), a_lot(record), sign=True)
    clock.pass_by(days=1)
    page.refresh()
    (row,) = page.to_do.rows
    assert row.line.title == "Ask SAMPLE, Alex"
    look_at(person, row.row)
    person.key(Key.Key_W)
    assert page.to_do.rows == []
    assert to_do(record).questions == ()


def test_not_well_leads_to_a_phone_note_that_answers(person: Person, clock: Clock, page: TodayPage) -> None:
    record = person.session.record
    give(record, a_plan(record, a_patient(record)), a_lot(record), sign=True)
    clock.pass_by(days=1)
    page.refresh()
    look_at(person, page.to_do.rows[0].row)
    person.key(Key.Key_X)
    assert any("SAMPLE, Alex" in text for text in seen(person.dialog))
    person.key(Key.Key_0)
    person.press("Reassured")
    person.key(Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert page.to_do.rows == []


def test_boosters_that_are_due_stand_on_today_and_count_on_the_rail(
    person: Person, clock: Clock, page: TodayPage
) -> None:
    record = person.session.record
    patient_id = a_patient(record)
    a_consent(record, patient_id)
    give(record, a_plan(record, patient_id, booster=BoosterRule.FIXED, booster_months=6), a_lot(record), sign=True)
    clock.go_to(date(2026, 9, 10))
    page.refresh()
    person.bot.waitUntil(lambda: "SAMPLE, Alex" in seen(page.boosters))
    assert "Boosters 1" in seen(person.desk.rail)


def test_a_visit_of_any_day_that_is_not_signed_is_listed(person: Person, page: TodayPage) -> None:
    record = person.session.record
    visit = a_visit(record, a_patient(record), VisitKind.REVIEW, visited_on=record.today() - timedelta(days=3))
    page.refresh()
    (row,) = page.to_do.rows
    assert (row.line.title, row.line.tail) == ("Sign SAMPLE, Alex", "3 d late")
    row.row.click()
    assert person.at(VisitPage)
    person.desk.open_page("today")
    person.session.run(sign_visit, visit.entry_id)
    assert page.to_do.rows == []


def test_at_midnight_the_day_turns(person: Person, two: list[Appointment], page: TodayPage, clock: Clock) -> None:
    assert len(state(page)) == 2
    clock.pass_by(days=1)
    person.desk._turn.look()
    assert page.heading.title.text() == "Tue 03-Mar-2026"
    assert state(page) == []
    assert any("No appointments today." in text for text in seen(page))


def test_the_close_of_day_settles_everything_on_one_screen(
    person: Person, two: list[Appointment], page: TodayPage, clock: Clock
) -> None:
    record = person.session.record
    today = record.today()
    unsigned = a_visit(record, str(two[0].patient_id), VisitKind.REVIEW)
    task = Task(id=record.new_id(), text="Order needles", due_on=today, entered_on=today)
    person.session.run(tasks.add_task, task)
    clock.pass_by(hours=9)
    page.close_day.click()
    (dialog,) = [each for each in person.desk.findChildren(QDialog) if each.isVisible()]
    assert isinstance(dialog, ClosingDialog)
    assert dialog.said.text() == "4 left."
    person.press(f"Did not come: {_identity(record, two[0])}")
    person.press(f"Came: {_identity(record, two[1])}")
    assert status(person, two[0]) is AppointmentStatus.NO_SHOW
    assert status(person, two[1]) is AppointmentStatus.DONE
    person.session.run(sign_visit, unsigned.entry_id)
    assert dialog.said.text() == "1 left."
    dialog.tomorrow.click()
    assert dialog.said.text() == "Everything is signed, answered and done."
    clock.pass_by(days=1)
    assert [each.task.text for each in to_do(record).tasks] == ["Order needles"]


def _identity(record: RecordFile, appointment: Appointment) -> str:
    return identity_line(patients.get(record, str(appointment.patient_id)))
