"""A visit is signed from Today in its last step, and then the next appointment is proposed: two keys book it."""

from datetime import date, time, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from exodesk.core.dates import WallTime
from exodesk.core.records.appointment import Appointment, AppointmentStatus, ClinicHours, Serves
from exodesk.core.records.injection import Reaction
from exodesk.core.records.plan import BoosterRule, Plan, PlanKind
from exodesk.core.records.visit import VisitKind
from exodesk.queries import agenda
from exodesk.queries.to_book import next_after
from exodesk.queries.visit import read_visit
from exodesk.services.injections import answer_observation
from exodesk.services.practice_times import save_hours
from exodesk.services.signing import sign_visit
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.pages.booking.dialog import BookingDialog
from exodesk.ui.pages.today.page import TodayPage
from exodesk.ui.pages.visit.page import VisitPage
from tests.factories import Clock, a_lot, a_patient, a_plan, a_visit, give
from tests.ui.pages.person import CTRL, SHIFT, Person

TODAY = date(2026, 3, 2)
KEY = Qt.Key


def given(record: RecordFile, **terms: object) -> tuple[Plan, str]:
    """A dose that only has to be signed: its plan, and the visit's entry."""
    plan = a_plan(record, a_patient(record), **terms)
    injection = give(record, plan, a_lot(record))
    answer_observation(record, injection.entry_id, Reaction.NONE)
    assert injection.visit_id
    return plan, injection.visit_id


def sign(person: Person, entry_id: str) -> None:
    person.open_visit(entry_id)
    person.review()
    person.key(KEY.Key_S, CTRL | SHIFT)


def all_booked(record: RecordFile) -> list[Appointment]:
    return [each.appointment for each in agenda.between(record, TODAY, TODAY + timedelta(days=700))]


def test_from_today_to_sign_leads_to_the_last_step_and_on_to_the_next_dose(person: Person) -> None:
    record = person.session.record
    plan, _ = given(record, kind=PlanKind.SERIES, doses=3, interval_weeks=4, booster=BoosterRule.NONE)
    person.desk.open_page("today")
    person.settle()
    (row,) = person.at(TodayPage).to_do.rows
    row.row.setFocus()
    person.key(KEY.Key_Return)
    visit = person.at(VisitPage)
    assert visit.tabs.tabText(visit.tabs.currentIndex()) == "Review and sign"
    person.key(KEY.Key_Return)  # on Sign
    dialog = person.dialog
    assert isinstance(dialog, BookingDialog)
    assert person.reads("Next appointment")
    assert person.reads("SAMPLE, Alex · 17-May-1961 · EX-00001")
    person.key(KEY.Key_Return)  # on the first free time
    [made] = all_booked(record)
    assert (made.starts_at, made.plan_id, made.serves) == (
        WallTime(date(2026, 3, 30), time(8)),
        plan.id,
        Serves.DOSE,
    )
    assert person.says() == "Booked: SAMPLE, Alex, born 17-May-1961, Mon 30-Mar-2026 08:00."


def test_whoever_was_here_today_is_proposed_tomorrow_at_the_soonest(person: Person, clock: Clock) -> None:
    """Six months after the dose a follow-up is open already, on this very day."""
    record = person.session.record
    plan, entry_id = given(record, booster=BoosterRule.AS_NEEDED)
    sign_visit(record, entry_id)
    clock.pass_by(days=182)
    review = a_visit(record, plan.patient_id, VisitKind.REVIEW)
    sign(person, review.entry_id)
    dialog = person.dialog
    assert isinstance(dialog, BookingDialog)
    assert dialog.when.offered[0].day == person.session.today() + timedelta(days=1)
    dialog.reject()


def test_escape_leaves_it_and_nothing_is_booked(person: Person) -> None:
    _, entry_id = given(person.session.record, booster=BoosterRule.FIXED, booster_months=6)
    sign(person, entry_id)
    assert isinstance(person.dialog, BookingDialog)
    person.key(KEY.Key_Escape)
    assert person.at(VisitPage)
    assert person.window is person.desk
    assert all_booked(person.session.record) == []


def test_behind_the_curtain_nothing_is_proposed(person: Person) -> None:
    _, entry_id = given(person.session.record, booster=BoosterRule.FIXED, booster_months=6)
    person.open_visit(entry_id)
    person.review()
    person.desk.draw_curtain()
    person.key(KEY.Key_S, CTRL | SHIFT)
    assert read_visit(person.session.record, entry_id).view.is_signed
    assert person.window is person.desk


def test_what_is_booked_or_asks_for_nothing_is_not_proposed(person: Person) -> None:
    record = person.session.record
    plan, entry_id = given(record, kind=PlanKind.SERIES, doses=2, interval_weeks=4, booster=BoosterRule.NONE)
    dialog = BookingDialog(person.session, person.desk, patient_id=plan.patient_id, plan_id=plan.id)
    dialog.open()
    person.key(KEY.Key_Return)
    sign(person, entry_id)
    assert person.window is person.desk
    consult = a_visit(record, a_patient(record), VisitKind.OTHER)
    sign(person, consult.entry_id)
    assert person.window is person.desk


def test_the_appointment_of_the_visit_itself_is_not_the_next_one(record: RecordFile) -> None:
    plan, entry_id = given(record, kind=PlanKind.SERIES, doses=2, interval_weeks=4, booster=BoosterRule.NONE)
    done = Appointment(
        id=record.new_id(),
        patient_id=plan.patient_id,
        plan_id=plan.id,
        serves=Serves.DOSE,
        starts_at=WallTime(TODAY, time(9)),
        zone=record.zone.key,
        minutes=30,
        status=AppointmentStatus.DONE,
    )
    with record.write("book") as rows:
        rows.insert(done)
    aim = next_after(record, entry_id)
    assert aim
    assert (aim.on, aim.is_booked) == (date(2026, 3, 30), False)


def test_without_opening_hours_its_day_is_proposed_and_a_time_is_typed(person: Person) -> None:
    record = person.session.record
    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    save_hours(record, ClinicHours(**dict.fromkeys(days)))  # type: ignore[arg-type]  # by name
    _, entry_id = given(record, kind=PlanKind.SERIES, doses=2, interval_weeks=4, booster=BoosterRule.NONE)
    sign(person, entry_id)
    assert person.text("Day") == "30-Mar-2026"
    assert isinstance(person.focus, QLineEdit)
    person.type("9:30")
    person.key(KEY.Key_S, CTRL)
    [made] = all_booked(record)
    assert made.starts_at == WallTime(date(2026, 3, 30), time(9, 30))
