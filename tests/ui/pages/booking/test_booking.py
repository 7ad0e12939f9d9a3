"""Booking from anywhere: a known patient in eight keys, somebody new in one dialog, a series, a booster."""

from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import Qt

from exodesk.core.dates import WallTime
from exodesk.core.records.appointment import Appointment, AppointmentStatus, Serves
from exodesk.core.records.plan import BoosterRule, PlanKind
from exodesk.queries import agenda, patients
from exodesk.queries.drafts import waiting
from exodesk.queries.due import due_list
from exodesk.services import booking
from exodesk.storage import appointments
from exodesk.ui.pages.booking.dialog import BookingDialog
from tests.factories import Clock, a_lot, a_patient, a_plan, give
from tests.ui.pages.person import CTRL, SHIFT, Person, under_the_pointer

TODAY = date(2026, 3, 2)
KEY = Qt.Key


def open_booking(person: Person) -> BookingDialog:
    person.key(KEY.Key_B, CTRL)
    dialog = person.dialog
    assert isinstance(dialog, BookingDialog)
    return dialog


def name_newcomer(person: Person, dialog: BookingDialog, family: str, given: str = "", mobile: str = "") -> None:
    dialog.who.name_newcomer()
    for label, text in (("Family name", family), ("Given name", given), ("Mobile", mobile)):
        if text:
            person.fill(label, text)


def all_booked(person: Person) -> list[Appointment]:
    return [each.appointment for each in agenda.between(person.session.record, TODAY, TODAY + timedelta(days=400))]


def test_a_known_patient_is_booked_in_at_most_eight_keys(person: Person) -> None:
    alex = a_patient(person.session.record)
    a_patient(person.session.record, family_name="Roe", given_name="Richard")
    open_booking(person)  # one key
    for letter in "samp":  # four
        person.type(letter)
    person.key(KEY.Key_Return)
    person.key(KEY.Key_Return)  # seven in all
    [made] = all_booked(person)
    assert (made.patient_id, made.starts_at) == (alex, WallTime(TODAY, time(9)))
    assert person.says() == "Booked: SAMPLE, Alex, born 17-May-1961, Mon 02-Mar-2026 09:00."


def test_enter_held_down_takes_who_is_found_and_books_nothing(person: Person) -> None:
    a_patient(person.session.record)
    dialog = open_booking(person)
    person.type("samp")
    person.key(KEY.Key_Return)
    person.hold_enter()
    assert dialog.who.patient
    assert not all_booked(person)
    person.key(KEY.Key_Return)
    person.hold_enter()
    assert len(all_booked(person)) == 1


def test_one_click_takes_who_is_found_and_a_second_one_nothing(person: Person) -> None:
    alex = a_patient(person.session.record)
    dialog = open_booking(person)
    person.type("samp")
    found, slots = dialog.who.finder.offered, dialog.when.slots
    person.bot.mouseClick(
        found.viewport(), Qt.MouseButton.LeftButton, pos=found.visualRect(found.currentIndex()).center()
    )
    assert dialog.childAt(dialog.rect().center()) is None  # not yet: it may be the second of a double click
    assert dialog.who.patient
    assert dialog.who.patient.id == alex
    person.bot.waitUntil(lambda: under_the_pointer(dialog, slots.viewport()) is slots.viewport())
    dialog.reject()


def test_a_name_typed_over_the_patient_of_the_page_books_that_name(person: Person) -> None:
    alex = a_patient(person.session.record)
    other = a_patient(person.session.record, family_name="Roe", given_name="Richard")
    person.open_chart(alex)
    dialog = open_booking(person)
    for letter in "roe":
        person.type(letter)
    assert dialog.who.patient is None
    person.key(KEY.Key_Return)
    person.key(KEY.Key_Return)
    assert [made.patient_id for made in all_booked(person)] == [other]


def test_who_was_missing_is_missing_no_more_once_chosen(person: Person) -> None:
    a_patient(person.session.record)
    dialog = open_booking(person)
    person.key(KEY.Key_S, CTRL)
    assert dialog.message.isVisible()
    assert dialog.message.text.text() == "Choose who is booked."
    person.type("samp")
    person.key(KEY.Key_Return)
    assert dialog.who.patient
    assert not dialog.message.isVisible()


def test_somebody_new_is_booked_in_the_same_dialog(person: Person) -> None:
    dialog = open_booking(person)
    person.type("roe richard")
    person.key(KEY.Key_Return)
    assert (person.text("Family name"), person.text("Given name")) == ("Roe", "Richard")
    person.fill("Birth date", "2 1 60")
    person.fill("Mobile", "555 0142")
    assert dialog.summary.text() == "ROE, Richard, born 02-Jan-1960: Mon 02-Mar-2026 09:00, 45 minutes"
    person.fill("Reason", "Knee pain")
    person.key(KEY.Key_S, CTRL)
    [made] = all_booked(person)
    [roe] = patients.find(person.session.record, "roe")
    assert (made.patient_id, made.type, made.reason) == (roe.id, "Consult", "Knee pain")


def test_the_reason_of_somebody_new_is_in_sight(person: Person) -> None:
    dialog = open_booking(person)
    person.type("okafor ada 30-10-1980 555 0142")
    person.key(KEY.Key_Return)
    person.settled_window()
    reason = dialog.form.control("reason")
    assert reason.visibleRegion().boundingRect() == reason.rect()


def test_a_birth_date_that_is_none_is_said_at_its_field_and_kept(person: Person) -> None:
    dialog = open_booking(person)
    person.type("roe richard 31-02-1980 555 0142")
    person.key(KEY.Key_Return)
    assert (person.text("Family name"), person.text("Given name")) == ("Roe", "Richard")
    assert (person.text("Birth date"), person.text("Mobile")) == ("31-02-1980", "555 0142")
    assert "“31-02-1980” is not a date" in person.problem("Birth date")
    person.key(KEY.Key_S, CTRL)
    assert all_booked(person) == []
    dialog.done(0)


def test_what_somebody_is_booked_for_is_said_before_a_time_is_chosen(person: Person) -> None:
    record = person.session.record
    alex = a_patient(record)
    plan = a_plan(record, alex, booster=BoosterRule.NONE)
    for hour, plan_id in ((11, None), (15, plan.id)):
        made = Appointment(
            id=record.new_id(),
            patient_id=alex,
            plan_id=plan_id,
            serves=Serves.DOSE if plan_id else None,
            starts_at=WallTime(TODAY if hour == 11 else TODAY + timedelta(days=9), time(hour)),
            zone=record.zone.key,
            minutes=30,
            type="Review",
        )
        booking.book(record, made)
    dialog = BookingDialog(person.session, person.desk, patient_id=alex, plan_id=plan.id)
    dialog.open()
    assert person.reads("Booked already: Mon 02-Mar-2026 11:00 Review; Wed 11-Mar-2026 15:00 Review.")
    assert person.reads("For this plan Wed 11-Mar-2026 is booked already.")
    assert dialog.when.slots.lines[0] == ("Mon 02-Mar-2026 09:00", "today · booked at 11:00 already")
    assert person.reads("The same patient is booked that day at 11:00 already.")
    dialog.done(0)


def test_who_may_be_entered_already_is_shown_and_taken_instead(person: Person) -> None:
    alex = a_patient(person.session.record, mobile="555 0142")
    dialog = open_booking(person)
    name_newcomer(person, dialog, "Sampel", "Al", "555 0142")
    assert dialog.who.doubles.rows == ["born 17-May-1961 · EX-00001 · 555 0142 · same phone"]
    person.press("SAMPLE, Alex, born 17-May-1961 · EX-00001 · 555 0142 · same phone, Book this patient")
    assert dialog.who.patient
    assert dialog.who.patient.id == alex
    person.key(KEY.Key_S, CTRL)
    assert [each.patient_id for each in all_booked(person)] == [alex]


def test_enter_goes_to_who_is_alike_first_and_another_key_books_somebody_new(person: Person) -> None:
    alex = a_patient(person.session.record, mobile="555 0142")
    dialog = open_booking(person)
    name_newcomer(person, dialog, "Sampel", "Al", "555 0142")
    dialog.when.begin()
    person.key(KEY.Key_Return)
    assert all_booked(person) == []
    assert person.reads("Nothing is saved yet. SAMPLE, Alex may be the same person. Enter: book this patient.")
    person.key(KEY.Key_Return)
    assert dialog.who.patient
    assert dialog.who.patient.id == alex
    dialog.who.find_again()
    name_newcomer(person, dialog, "Sampel", "Al", "555 0142")
    person.key(KEY.Key_Return, CTRL | SHIFT)
    (booked,) = all_booked(person)
    assert booked.patient_id != alex


def test_a_name_that_was_brought_along_is_not_typed_twice_and_tab_goes_down_by_who_is_there(person: Person) -> None:
    a_patient(person.session.record, mobile="555 0142")
    dialog = open_booking(person)
    person.type("Sampel")
    dialog.who.name_newcomer()
    person.type("Al")
    person.fill("Mobile", "555 0142")  # and Tab
    assert (person.text("Family name"), person.text("Given name")) == ("Sampel", "Al")
    person.key(KEY.Key_Return)
    assert dialog.who.patient
    dialog.done(0)


def test_what_is_typed_of_somebody_new_survives_a_lock(person: Person) -> None:
    dialog = open_booking(person)
    name_newcomer(person, dialog, "Roe")
    person.session.keep_drafts()
    dialog.done(0)
    again = open_booking(person)
    again.who.name_newcomer()
    assert person.text("Family name") == "Roe"
    again.done(0)


def test_what_is_typed_of_a_known_patient_survives_a_lock_and_is_nobody_elses(person: Person) -> None:
    record = person.session.record
    alex, blair = a_patient(record), a_patient(record, given_name="Blair")
    dialog = BookingDialog(person.session, person.desk, patient_id=alex)
    dialog.open()
    person.fill("Time", "10:30")
    person.fill("Reason", "Knee again")
    person.session.keep_drafts()
    dialog.done(0)
    other = BookingDialog(person.session, person.desk, patient_id=blair)
    other.open()
    assert person.text("Reason") == ""
    other.done(0)
    again = BookingDialog(person.session, person.desk, patient_id=alex)
    again.open()
    assert person.text("Reason") == "Knee again"
    assert again.summary.text().endswith("Mon 02-Mar-2026 10:30, 20 minutes")
    person.key(KEY.Key_S, CTRL)
    [made] = all_booked(person)
    assert (made.patient_id, made.reason, made.starts_at.at) == (alex, "Knee again", time(10, 30))
    assert waiting(record) == []


def test_a_time_and_a_length_by_hand_stay_whoever_is_chosen_then(person: Person) -> None:
    a_patient(person.session.record)
    dialog = open_booking(person)
    person.fill("Time", "14:45")
    person.fill("Length", "50")
    dialog.who.finder.begin()
    person.type("samp")
    person.key(KEY.Key_Return)
    assert dialog.when.offered[0] == WallTime(TODAY, time(14, 45))
    person.key(KEY.Key_S, CTRL)
    [made] = all_booked(person)
    assert (made.starts_at.at, made.minutes) == (time(14, 45), 50)


@pytest.mark.parametrize("typed", ["9" * 24, "-1", "0", "1,5", "½", "1e9", "soon"])
def test_a_length_that_none_can_have_is_told_at_its_field_and_books_nothing(person: Person, typed: str) -> None:
    a_patient(person.session.record, family_name="Alvarez", given_name="Marisol")
    dialog = open_booking(person)
    person.type("alvarez")
    person.key(Qt.Key.Key_Return)
    dialog.form.control("minutes").setFocus()
    person.key(Qt.Key.Key_A, CTRL)
    person.type(typed)
    person.key(Qt.Key.Key_S, CTRL)
    assert person.problem("Length")
    assert person.text("Length") == typed
    assert all_booked(person) == []
    dialog.close_unsaved()


def test_somebody_new_who_was_kept_is_told_and_makes_way_for_another(person: Person) -> None:
    dialog = open_booking(person)
    name_newcomer(person, dialog, "Roe")
    person.session.keep_drafts()
    dialog.done(0)
    again = open_booking(person)
    person.type("doe jane")
    person.key(KEY.Key_Return)
    assert person.text("Family name") == "Roe"
    assert "restored." in again.message.text.text()
    person.press("Start over")
    assert (person.text("Family name"), person.text("Given name")) == ("Doe", "Jane")
    again.done(0)


def test_somebody_new_who_is_not_wanted_does_not_come_back(person: Person) -> None:
    dialog = open_booking(person)
    name_newcomer(person, dialog, "Roe")
    person.session.keep_drafts()
    person.key(KEY.Key_Escape)
    person.press("Close without saving")
    assert not dialog.isVisible()
    again = open_booking(person)
    again.who.name_newcomer()
    assert person.text("Family name") == ""
    again.done(0)


def test_nobody_is_booked_by_chance(person: Person) -> None:
    dialog = open_booking(person)
    person.key(KEY.Key_S, CTRL)
    assert person.reads("Choose who is booked.")
    assert all_booked(person) == []
    dialog.done(0)


def test_on_a_chart_its_patient_is_proposed(person: Person) -> None:
    a_patient(person.session.record, family_name="Roe")
    alex = a_patient(person.session.record)
    person.open_chart(alex)
    open_booking(person)
    assert person.reads("SAMPLE, Alex · 17-May-1961 · EX-00002")
    person.key(KEY.Key_Return)
    assert [each.patient_id for each in all_booked(person)] == [alex]


def test_behind_the_curtain_nobody_is_named(person: Person) -> None:
    a_patient(person.session.record)
    person.desk.draw_curtain()
    person.key(KEY.Key_B, CTRL)
    assert person.window is person.desk


def test_all_doses_of_a_series_are_booked_in_one_act(person: Person) -> None:
    record = person.session.record
    alex = a_patient(record)
    plan = a_plan(record, alex, kind=PlanKind.SERIES, doses=3, interval_weeks=4, booster=BoosterRule.NONE)
    dialog = BookingDialog(person.session, person.desk, patient_id=alex, plan_id=plan.id)
    dialog.open()
    assert person.reads("All 3 doses that are left, every 4 weeks")
    dialog.what.series.click()
    assert person.reads("Then Mon 30-Mar-2026 09:00; Mon 27-Apr-2026 09:00")
    person.key(KEY.Key_S, CTRL)
    made = all_booked(person)
    assert [each.starts_at.day for each in made] == [TODAY, date(2026, 3, 30), date(2026, 4, 27)]
    assert {(each.plan_id, each.serves, each.type) for each in made} == {(plan.id, Serves.DOSE, "Injection")}
    person.session.undo()
    assert {each.status for each in all_booked(person)} == {AppointmentStatus.CANCELLED}


def test_from_a_booster_the_plan_is_set_and_shows_as_booked(person: Person, clock: Clock) -> None:
    record = person.session.record
    alex = a_patient(record)
    plan = a_plan(record, alex, booster=BoosterRule.FIXED, booster_months=6)
    give(record, plan, a_lot(record), sign=True)
    clock.go_to(date(2026, 8, 31))
    dialog = BookingDialog(person.session, person.desk, patient_id=alex, plan_id=plan.id, serves=Serves.BOOSTER)
    dialog.open()
    assert person.text("Day") == "02-Sep-2026"
    person.key(KEY.Key_S, CTRL)
    [made] = agenda.between(record, date(2026, 9, 1), date(2026, 9, 30))
    assert (made.appointment.plan_id, made.appointment.serves) == (plan.id, Serves.BOOSTER)
    assert [row.standing.booked for row in due_list(record, everything=True)] == [True]


def test_for_a_follow_up_its_point_is_kept_and_then_shows_as_booked(person: Person, clock: Clock) -> None:
    record = person.session.record
    alex = a_patient(record)
    plan = a_plan(record, alex, booster=BoosterRule.NONE)
    give(record, plan, a_lot(record), sign=True)
    clock.go_to(date(2026, 4, 1))
    dialog = BookingDialog(person.session, person.desk, patient_id=alex, serves=Serves.FOLLOW_UP)
    dialog.open()
    assert person.reads("Right knee: follow-up, week 6, about 13-Apr-2026")
    person.key(KEY.Key_S, CTRL)
    [made] = [each for each in all_booked(person) if each.serves]
    assert (made.plan_id, made.point, made.type) == (plan.id, "week 6", "Review")
    again = BookingDialog(person.session, person.desk, patient_id=alex, serves=Serves.FOLLOW_UP)
    again.open()
    assert person.reads("Right knee: follow-up, week 6, about 13-Apr-2026, booked")
    again.reject()


def test_a_wish_is_kept_to(person: Person) -> None:
    a_patient(person.session.record)
    dialog = open_booking(person)
    person.type("samp")
    person.key(KEY.Key_Return)
    person.pick("On", "Thursdays")
    dialog.when.wish.editor("part").put_raw("afternoon")
    dialog.when.wished.emit()
    assert dialog.when.offered[0] == WallTime(date(2026, 3, 5), time(12))
    dialog.done(0)


def test_a_time_by_hand_says_what_speaks_against_it(person: Person) -> None:
    record = person.session.record
    alex = a_patient(record)
    booking.book(
        record,
        Appointment(
            id=record.new_id(),
            patient_id=alex,
            starts_at=WallTime(TODAY, time(10)),
            zone=record.zone.key,
            minutes=30,
        ),
    )
    blair = a_patient(record, given_name="Blair")
    dialog = BookingDialog(person.session, person.desk, patient_id=blair)
    dialog.open()
    person.fill("Time", "7:30")
    assert person.reads("It lies outside the opening hours. It lies in the past.")
    person.fill("Time", "10:15")
    assert person.reads("It overlaps 10:00 SAMPLE, Alex.")
    person.key(KEY.Key_S, CTRL)
    assert "It overlaps 10:00 SAMPLE, Alex" in person.problem("Why it overlaps")
    person.fill("Why it overlaps", "Only a dressing")
    person.key(KEY.Key_S, CTRL)
    assert [each.overlap_reason for each in all_booked(person)] == [None, "Only a dressing"]


@pytest.mark.parametrize("count", [1, 2])
def test_how_often_somebody_did_not_come_stands_where_one_books(person: Person, clock: Clock, count: int) -> None:
    record = person.session.record
    alex = a_patient(record)
    for number in range(count):
        made = Appointment(
            id=record.new_id(),
            patient_id=alex,
            starts_at=WallTime(TODAY, time(8, 30 * number)),
            zone=record.zone.key,
            minutes=30,
        )
        booking.book(record, made)
        booking.set_status(record, made.id, AppointmentStatus.NO_SHOW)
    dialog = BookingDialog(person.session, person.desk, patient_id=alex)
    dialog.open()
    assert person.reads(f"Did not come {'once' if count == 1 else '2 times'} so far.")
    dialog.reject()
    assert appointments.no_shows(record, [alex]) == {alex: count}
