"""Today at the window: each appointment from arrival to print, what is to be done, and the close of the day."""

from datetime import date, time, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QScrollArea, QWidget

from exodesk.core.dates import WallTime
from exodesk.core.records.appointment import Appointment, AppointmentStatus
from exodesk.core.records.contact import PhoneAct, PhoneNote, RedFlag
from exodesk.core.records.patient import identity_line
from exodesk.core.records.plan import BoosterRule
from exodesk.core.records.task import Task
from exodesk.core.records.visit import VisitKind
from exodesk.core.safekeeping import Care, Said
from exodesk.queries.to_do import to_do
from exodesk.services import booking, phone_notes, tasks
from exodesk.services.signing import sign_visit
from exodesk.storage import appointments, patients
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.pages.phone.dialog import PhoneDialog
from exodesk.ui.pages.task_dialog import TaskDialog
from exodesk.ui.pages.today.appointments import AT_ONCE
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
    return opened(person)


def opened(person: Person) -> TodayPage:
    person.desk.open_page("today")
    person.settle()
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


@pytest.mark.parametrize(
    ("name", "kind"), [("Phone note: a patient calls", PhoneDialog), ("Write down a task", TaskDialog)]
)
def test_a_call_and_a_task_are_written_down_by_the_mouse(
    person: Person, page: TodayPage, name: str, kind: type[QDialog]
) -> None:
    person.press(name)
    assert isinstance(person.dialog, kind)
    person.dialog.reject()


def test_the_chip_of_the_marked_row_stands_out(two: list[Appointment], page: TodayPage) -> None:
    marked, other = (row.chip for row in page.appointments.in_sight())
    assert marked.text() == other.text()
    assert marked.grab().toImage() != other.grab().toImage()


def test_from_arrival_to_print_by_enter_alone(
    person: Person, two: list[Appointment], page: TodayPage, tmp_path: Path
) -> None:
    assert page.heading.title.text() == "Mon 02-Mar-2026"
    assert page.heading.note.text() == "2 appointments · first 09:00, last 10:30"
    assert state(page) == [("Booked", "Arrive"), ("Booked", "Arrive")]
    person.key(Key.Key_Space)
    person.settle()
    assert state(page)[0] == ("Arrived 09:00", "Start visit")
    person.key(Key.Key_Space)
    visit = person.at(VisitPage)
    assert status(person, two[0]) is AppointmentStatus.WITH_YOU
    opened(person)
    assert state(page)[0] == ("With you", "Continue")
    page.appointments.rows[0].act.click()
    assert person.at(VisitPage).patient_id == visit.patient_id
    opened(person)
    assert page.today
    entry_id = page.today.coming[0].booking.visit_id
    assert entry_id
    person.session.run(sign_visit, entry_id)
    person.settle()
    assert state(page)[0] == ("Signed", "Print")
    look_at(person, page.appointments.rows[0].act)
    person.key(Key.Key_Return)
    (dialog,) = [each for each in page.findChildren(PrintDialog) if each.isVisible()]
    assert "ABEL, Alex" in " ".join(seen(dialog))
    file = tmp_path / "summary.pdf"
    dialog.file.line.setText(str(file))
    person.key(Key.Key_Return)
    assert file.exists()


def test_enter_held_down_lets_somebody_arrive_and_begins_no_visit(
    person: Person, two: list[Appointment], page: TodayPage
) -> None:
    look_at(person, page.appointments.rows[0].act)
    person.key(Key.Key_Return)
    person.settle()
    assert state(page)[0] == ("Arrived 09:00", "Start visit")
    person.hold_enter()
    assert status(person, two[0]) is AppointmentStatus.ARRIVED


def test_a_double_click_lets_somebody_arrive_and_begins_no_visit(
    person: Person, two: list[Appointment], page: TodayPage
) -> None:
    act = page.appointments.rows[0].act
    left = Qt.MouseButton.LeftButton
    person.bot.mouseClick(act, left)
    person.settle()
    person.bot.mouseDClick(act, left)
    person.bot.mouseRelease(act, left)
    assert status(person, two[0]) is AppointmentStatus.ARRIVED
    assert QApplication.activeModalWidget() is None


def test_the_day_sheet_prints_from_today(
    person: Person, two: list[Appointment], page: TodayPage, tmp_path: Path
) -> None:
    person.key(Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = [each for each in page.findChildren(PrintDialog) if each.isVisible()]
    file = tmp_path / "day.pdf"
    dialog.file.line.setText(str(file))
    person.key(Key.Key_Return)
    text = " ".join(PdfReader(file).pages[0].extract_text().split())
    assert "ABEL" in text
    assert "BROOK" in text
    assert "Day sheet 02-Mar-2026" in text


def test_the_next_patient_stands_beside_with_what_has_to_be_known(
    person: Person, two: list[Appointment], page: TodayPage
) -> None:
    texts = seen(page.next)
    assert "ABEL, Alex" in texts
    assert any(text.startswith("Next 09:00") for text in texts)
    assert "Allergies not recorded" in texts
    assert "No consent recorded" in texts
    person.session.run(booking.set_status, two[1].id, AppointmentStatus.ARRIVED)
    person.settle()
    assert "BROOK, Alex" in seen(page.next)  # who waits comes before who is still to come


def test_one_key_says_that_somebody_did_not_come(
    person: Person, two: list[Appointment], page: TodayPage, clock: Clock
) -> None:
    clock.pass_by(hours=2)
    person.key(Key.Key_Down)
    person.key(Key.Key_N)
    person.settle()
    assert status(person, two[1]) is AppointmentStatus.NO_SHOW
    assert state(page)[1] == ("Did not come", "Book again")
    person.key(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    person.settle()
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
    person.settle()
    assert [row.line.title for row in page.to_do.rows] == ["See today: CASEY, Alex", "Order needles"]
    assert page.to_do.rows[0].line.note.startswith("17-May-1961 · ")
    assert "fever" in page.to_do.rows[0].line.note
    person.press("Record an adverse event: See today: CASEY, Alex")
    assert any("CASEY, Alex" in text for text in seen(person.dialog))
    person.dialog.reject()
    person.press("Done: See today: CASEY, Alex")
    person.settle()
    assert [row.line.title for row in page.to_do.rows] == ["Order needles"]
    person.press("Done: Order needles")
    person.settle()
    assert page.to_do.rows == []


def test_the_safety_question_is_answered_by_one_key(person: Person, clock: Clock, page: TodayPage) -> None:
    record = person.session.record
    give(record, a_plan(record, a_patient(record)), a_lot(record), sign=True)
    clock.pass_by(days=1)
    page.refresh()
    person.settle()
    (row,) = page.to_do.rows
    assert row.line.title == "Ask SAMPLE, Alex"
    look_at(person, row.row)
    person.key(Key.Key_W)
    person.settle()
    assert page.to_do.rows == []
    assert to_do(record).questions == ()


def test_not_well_leads_to_a_phone_note_that_answers(person: Person, clock: Clock, page: TodayPage) -> None:
    record = person.session.record
    give(record, a_plan(record, a_patient(record)), a_lot(record), sign=True)
    clock.pass_by(days=1)
    page.refresh()
    person.settle()
    look_at(person, page.to_do.rows[0].row)
    person.key(Key.Key_X)
    dialog = person.dialog
    assert isinstance(dialog, PhoneDialog)
    assert any("SAMPLE, Alex" in text for text in seen(dialog))
    person.press("None of the others")
    person.press("Reassured")
    person.key(Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    person.settle()
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
    person.settle()
    person.bot.waitUntil(lambda: "SAMPLE, Alex" in seen(page.boosters))
    assert "Boosters 1" in seen(person.desk.rail)


def test_a_visit_of_any_day_that_is_not_signed_is_listed(person: Person, page: TodayPage) -> None:
    record = person.session.record
    visit = a_visit(record, a_patient(record), VisitKind.REVIEW, visited_on=record.today() - timedelta(days=3))
    page.refresh()
    person.settle()
    (row,) = page.to_do.rows
    assert (row.line.title, row.line.tail) == ("Sign SAMPLE, Alex", "3 d late")
    row.row.click()
    assert person.at(VisitPage)
    opened(person)
    person.session.run(sign_visit, visit.entry_id)
    person.settle()
    assert page.to_do.rows == []


def test_the_window_itself_reads_nothing_for_today(person: Person, two: list[Appointment], page: TodayPage) -> None:
    assert person.asked_by_the_window(page.refresh) == []
    assert len(state(page)) == 2


def test_a_long_day_comes_a_few_rows_a_turn_and_then_the_focus_goes_to_who_is_next(
    person: Person, record: RecordFile
) -> None:
    patient_id = a_patient(record)
    made = [
        booked(record, patient_id, time(7 + number // 3, 20 * (number % 3)), minutes=20)
        for number in range(3 * AT_ONCE - 8)
    ]
    for each in made[:-1]:
        booking.set_status(record, each.id, AppointmentStatus.DONE)
    person.desk.open_page("today")
    page, counts = person.at(TodayPage), list[int]()
    page._reading.told.connect(lambda _: counts.append(len(page.appointments.rows)))
    person.settle()
    assert counts[0] == AT_ONCE
    assert len(page.appointments.rows) == len(made)
    assert page.appointments.rows[-1].act.hasFocus()


def test_the_focus_stays_where_somebody_put_it_while_today_was_read(person: Person, two: list[Appointment]) -> None:
    person.desk.open_page("today")
    page = person.at(TodayPage)
    page.close_day.setFocus()
    person.settle()
    assert page.close_day.hasFocus()


def test_what_was_not_read_before_another_page_came_is_read_when_today_is_seen_again(
    person: Person, two: list[Appointment], page: TodayPage
) -> None:
    person.session.run(booking.set_status, two[0].id, AppointmentStatus.ARRIVED)
    person.desk.open_page("patients")
    opened(person)
    assert state(page)[0] == ("Arrived 09:00", "Start visit")


def test_what_was_done_behind_the_curtain_is_read_when_it_is_drawn_back(
    person: Person, two: list[Appointment], page: TodayPage
) -> None:
    person.desk.draw_curtain()
    person.session.run(booking.set_status, two[0].id, AppointmentStatus.ARRIVED)
    person.desk.draw_curtain()
    person.settle()
    assert state(page)[0] == ("Arrived 09:00", "Start visit")


def test_the_keys_stay_on_whom_they_were_on_while_somebody_is_booked_before(
    person: Person, two: list[Appointment], page: TodayPage
) -> None:
    look_at(person, page.appointments.rows[1].act)
    new = booked(person.session.record, a_patient(person.session.record, family_name="Crane"), time(9, 30))
    page.refresh()
    person.settle()
    assert [row.coming.booking.appointment.id for row in page.appointments.in_sight() if row.coming] == [
        two[0].id,
        new.id,
        two[1].id,
    ]
    assert person.focus is page.appointments.rows[2].act


def test_back_on_today_the_keys_are_on_whoever_comes_next_by_now(person: Person, record: RecordFile) -> None:
    """On an empty day nobody does; then somebody is booked on another page, and somebody else before them."""
    page = opened(person)
    assert page.book.hasFocus()
    for name, at in (("Brook", time(10, 30)), ("Abel", time(9))):
        person.desk.open_page("patients")
        booked(record, a_patient(record, family_name=name), at)
        opened(person)
        assert person.focus is page.appointments.rows[0].act
        assert name.upper() in page.appointments.rows[0].act.accessibleName()


def test_at_midnight_the_day_turns(person: Person, two: list[Appointment], page: TodayPage, clock: Clock) -> None:
    assert len(state(page)) == 2
    clock.pass_by(days=1)
    person.desk._turn.look()
    person.settle()
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
    person.settle()
    (dialog,) = [each for each in person.desk.findChildren(QDialog) if each.isVisible()]
    assert isinstance(dialog, ClosingDialog)
    assert dialog.heading.note.text() == "4 left."
    assert person.focus.accessibleName() == f"Did not come: {_identity(record, two[0])}"
    person.press(f"Did not come: {_identity(record, two[0])}")
    person.settle()
    person.press(f"Came: {_identity(record, two[1])}")
    assert status(person, two[0]) is AppointmentStatus.NO_SHOW
    assert status(person, two[1]) is AppointmentStatus.DONE
    person.session.run(sign_visit, unsigned.entry_id)
    person.settle()
    assert dialog.heading.note.text() == "1 left."
    dialog.tomorrow.click()
    person.settle()
    assert dialog.heading.note.text() == "Everything is signed, answered and done."
    clock.pass_by(days=1)
    assert [each.task.text for each in to_do(record).tasks] == ["Order needles"]


def test_a_usual_close_of_day_is_seen_whole_on_a_low_screen(
    person: Person, two: list[Appointment], page: TodayPage, clock: Clock
) -> None:
    record = person.session.record
    today = record.today()
    for name in ("Carter", "Dale"):
        a_visit(record, a_patient(record, family_name=name), VisitKind.REVIEW)
    for text in ("Order needles", "Send the report", "Ask for the scan"):
        person.session.run(tasks.add_task, Task(id=record.new_id(), text=text, due_on=today, entered_on=today))
    clock.pass_by(hours=9)
    page.close_day.click()
    person.settle()
    (dialog,) = [each for each in person.desk.findChildren(QDialog) if each.isVisible()]
    line = "Backed up 09:15, proven by restoring today, 179 visits matched"
    person.session.safety_told.emit(Said(Care.NONE, line))
    dialog.resize(dialog.width(), 768 - 60)  # what a panel and a title leave
    person.settled_window()
    [area] = [each for each in dialog.findChildren(QScrollArea) if each.isVisible()]
    assert not area.verticalScrollBar().maximum()
    assert isinstance(dialog, ClosingDialog)
    assert [each.isVisible() for each in (dialog.came, dialog.unsigned, dialog.left, dialog.safety.act)] == [True] * 4


def _identity(record: RecordFile, appointment: Appointment) -> str:
    return identity_line(patients.get(record, str(appointment.patient_id)))
