"""Booking over a real record: what is written, what is refused, what undo brings back, what the history keeps."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from exodesk.core.changes import Change
from exodesk.core.dates import PartialDate, WallTime
from exodesk.core.errors import InvalidRecord
from exodesk.core.leaving import Leaving, Why
from exodesk.core.records.appointment import (
    Appointment,
    AppointmentStatus,
    AppointmentType,
    ClinicHours,
    Closure,
    ClosureKind,
    Serves,
)
from exodesk.core.records.contact import Contact, ContactKind
from exodesk.core.records.patient import Patient
from exodesk.core.records.plan import PlanKind
from exodesk.core.records.visit import VisitKind
from exodesk.queries import agenda, patients
from exodesk.queries.due import due_list
from exodesk.queries.soundness import findings
from exodesk.services import booking, practice_times
from exodesk.services.leaving import leave
from exodesk.services.patients import merge_patients
from exodesk.services.signing import sign_visit
from exodesk.storage import appointments, visits
from exodesk.storage.recordfile import RecordFile
from tests.factories import Clock, a_patient, a_plan, an_appointment

TODAY = date(2026, 3, 2)  # a Monday, nine in the morning
NINE, TEN = WallTime(TODAY, time(9)), WallTime(TODAY, time(10))
TOMORROW = WallTime(date(2026, 3, 3), time(9))
STATUS = AppointmentStatus


@pytest.fixture
def alex(record: RecordFile) -> str:
    return a_patient(record)


def booked(record: RecordFile, patient_id: str | None, starts_at: WallTime = TEN, **more: Any) -> Appointment:
    made = an_appointment(record, patient_id, starts_at, **more)
    booking.book(record, made)
    return made


def stored(record: RecordFile, appointment: Appointment) -> Appointment:
    return appointments.get(record, appointment.id)


def test_the_confirmation_repeats_name_birth_date_day_and_time(record: RecordFile, alex: str) -> None:
    change = booking.book(record, an_appointment(record, alex, TEN))
    assert change.said == "Booked: SAMPLE, Alex, born 17-May-1961, Mon 02-Mar-2026 10:00."


def test_what_overlaps_is_refused_until_a_reason_is_typed(record: RecordFile, alex: str) -> None:
    booked(record, alex)
    other = an_appointment(record, a_patient(record, given_name="Blair"), WallTime(TODAY, time(10, 15)))
    with pytest.raises(InvalidRecord) as refused:
        booking.book(record, other)
    assert [(each.field, each.text) for each in refused.value.problems] == [
        ("overlap_reason", "It overlaps 10:00 SAMPLE, Alex. Type why, or choose another time.")
    ]
    booking.book(record, replace(other, overlap_reason="Only a dressing"))
    assert [each.appointment.id for each in agenda.clashes(record, other)] != []


@pytest.mark.parametrize(
    "act",
    [
        lambda record, key: booking.move(record, key, TOMORROW),
        lambda record, key: booking.move(record, key, TEN, minutes=45),
        lambda record, key: booking.cancel(record, key, "Has a cold"),
        lambda record, key: booking.set_status(record, key, STATUS.CONFIRMED),
        lambda record, key: booking.set_status(record, key, STATUS.ARRIVED),
        lambda record, key: booking.edit_appointment(
            record, replace(appointments.get(record, key), reason="Other", room_note="Stairs", minutes=60)
        ),
    ],
)
def test_undo_brings_every_field_back_and_can_be_undone(
    record: RecordFile, alex: str, act: Callable[[RecordFile, str], Change]
) -> None:
    before = booked(record, alex, reason="Knee", room_note="Wheelchair", status=STATUS.BOOKED)
    change = act(record, before.id)
    after = stored(record, before)
    assert after != before
    assert change.undo
    back = change.undo(record)
    assert stored(record, before) == before
    assert back.undo
    back.undo(record)
    assert stored(record, before) == after


def test_undo_of_a_booking_cancels_it_and_keeps_its_history(record: RecordFile, alex: str) -> None:
    change = booking.book(record, made := an_appointment(record, alex, TEN))
    assert change.undo
    change.undo(record)
    assert stored(record, made).status is STATUS.CANCELLED
    changes = record.read("SELECT op, new FROM audit WHERE tbl = 'appointment' AND row_id = ? ORDER BY seq", [made.id])
    assert [row["op"] for row in changes] == ["insert", "update"]


def test_every_place_and_status_an_appointment_had_stays_in_the_trail(record: RecordFile, alex: str) -> None:
    made = booked(record, alex)
    booking.set_status(record, made.id, STATUS.CONFIRMED)
    booking.move(record, made.id, TOMORROW)
    booking.cancel(record, made.id, "Has a cold")
    units = record.read(
        """SELECT audit_unit.operation, audit_unit.reason, json_extract(audit.old, '$.starts_at') FROM audit
        JOIN audit_unit ON audit.seq BETWEEN first_seq AND last_seq
        WHERE tbl = 'appointment' AND row_id = ? ORDER BY seq""",
        [made.id],
    )
    assert [tuple(unit) for unit in units] == [
        ("book", None, None),
        ("appointment: confirmed", None, "2026-03-02T10:00"),
        ("move appointment", None, "2026-03-02T10:00"),
        ("appointment: cancelled", "Has a cold", "2026-03-03T09:00"),
    ]
    assert findings(record) == []


def test_a_moved_appointment_is_to_be_confirmed_again(record: RecordFile, alex: str) -> None:
    made = booked(record, alex, status=STATUS.CONFIRMED)
    change = booking.move(record, made.id, TOMORROW)
    assert stored(record, made).status is STATUS.BOOKED
    assert change.said == "Moved: SAMPLE, Alex, born 17-May-1961, Tue 03-Mar-2026 09:00, 30 minutes."
    booking.set_status(record, made.id, STATUS.CONFIRMED)
    booking.move(record, made.id, TOMORROW, minutes=60)
    assert stored(record, made).status is STATUS.CONFIRMED
    booking.edit_appointment(record, replace(stored(record, made), starts_at=TEN))
    assert stored(record, made).status is STATUS.BOOKED


def test_what_is_over_is_not_moved(record: RecordFile, alex: str) -> None:
    made = booked(record, alex, NINE)
    booking.set_status(record, made.id, STATUS.NO_SHOW)
    with pytest.raises(InvalidRecord, match="did not come"):
        booking.move(record, made.id, TOMORROW)
    with pytest.raises(InvalidRecord, match="did not come"):
        booking.edit_appointment(record, replace(stored(record, made), starts_at=TOMORROW))
    booking.edit_appointment(record, replace(stored(record, made), room_note="Rang an hour later"))
    assert stored(record, made).status is STATUS.NO_SHOW


def test_who_did_not_come_is_to_be_booked_again_and_counted(record: RecordFile, clock: Clock, alex: str) -> None:
    plan = a_plan(record, alex)
    made = booked(record, alex, WallTime(TODAY, time(9)), plan_id=plan.id)
    assert due_list(record, everything=True)[0].standing.booked
    clock.pass_by(hours=1)
    booking.set_status(record, made.id, STATUS.NO_SHOW)
    assert not due_list(record, everything=True)[0].standing.booked
    assert agenda.no_shows_of(record, alex) == 1
    assert agenda.get(record, made.id).no_shows == 1


def test_a_follow_up_does_not_pass_for_the_dose_that_is_due(record: RecordFile, alex: str) -> None:
    plan = a_plan(record, alex)
    booked(record, alex, TOMORROW, plan_id=plan.id, serves=Serves.FOLLOW_UP, point="week 6")
    assert not due_list(record, everything=True)[0].standing.booked
    booked(record, alex, TEN, plan_id=plan.id, serves=Serves.DOSE)
    assert due_list(record, everything=True)[0].standing.booked


def test_an_appointment_never_changes_its_patient(record: RecordFile, alex: str) -> None:
    made = booked(record, alex)
    other = a_patient(record, given_name="Blair")
    with pytest.raises(ValueError, match="stays with its patient"):
        booking.edit_appointment(record, replace(made, patient_id=other))
    plan = a_plan(record, other)
    with pytest.raises(ValueError, match="two different patients"):
        booking.book(record, an_appointment(record, alex, TOMORROW, plan_id=plan.id))


def test_nobody_is_booked_who_died_or_moved_away(record: RecordFile, alex: str) -> None:
    leave(record, alex, Leaving(why=Why.DIED, on=TODAY))
    with pytest.raises(InvalidRecord, match="SAMPLE, Alex died on 02-Mar-2026"):
        booking.book(record, an_appointment(record, alex, TOMORROW))


def test_who_was_merged_is_booked_on_the_chart_that_counts(record: RecordFile, alex: str) -> None:
    twin = a_patient(record)
    merge_patients(record, alex, twin, "One person, entered twice")
    made = booked(record, twin)
    assert stored(record, made).patient_id == alex


def test_all_doses_of_a_series_are_booked_or_none(record: RecordFile, alex: str) -> None:
    plan = a_plan(record, alex, kind=PlanKind.SERIES, doses=3, interval_weeks=4)
    starts = [WallTime(TODAY + timedelta(weeks=4 * number), time(10)) for number in range(3)]
    series = [an_appointment(record, alex, each, plan_id=plan.id) for each in starts]
    taken = booked(record, None, starts[2], reason="Inspection")
    with pytest.raises(InvalidRecord, match="overlaps 10:00 Inspection"):
        booking.book_series(record, series)
    assert [each.appointment.id for each in agenda.between(record, TODAY, starts[2].day)] == [taken.id]
    booking.cancel(record, taken.id)
    change = booking.book_series(record, series)
    assert change.said.endswith("Mon 02-Mar-2026 10:00; Mon 30-Mar-2026 10:00; Mon 27-Apr-2026 10:00.")
    assert change.undo
    change.undo(record)
    assert {stored(record, each).status for each in series} == {STATUS.CANCELLED}


def test_two_doses_of_a_series_cannot_take_one_time(record: RecordFile, alex: str) -> None:
    with pytest.raises(InvalidRecord, match="It overlaps 10:00"):
        booking.book_series(record, [an_appointment(record, alex, TEN), an_appointment(record, alex, TEN)])


def test_somebody_new_is_added_and_booked_in_one_act(record: RecordFile) -> None:
    patient = Patient(
        id=record.new_id(),
        chart_no=0,
        family_name="Roe",
        given_name="Richard",
        birth_date=PartialDate(1960, 1, 2),
        entered_on=TODAY,
    )
    phone = Contact(id=record.new_id(), patient_id=patient.id, kind=ContactKind.MOBILE, value="555 0142")
    units = record.head().unit
    made = an_appointment(record, patient.id, TEN)
    change = booking.book_newcomer(record, patient, [phone], [made])
    assert record.head().unit == units + 1
    assert change.said == "Booked: ROE, Richard, born 02-Jan-1960, Mon 02-Mar-2026 10:00."
    assert [each.id for each in patients.find(record, "roe")] == [patient.id]
    found = agenda.get(record, made.id)
    assert (found.patient and found.patient.chart_no, found.phone) == (1, "555 0142")


def test_somebody_new_is_not_added_when_the_time_is_taken(record: RecordFile, alex: str) -> None:
    booked(record, alex)
    patient = Patient(id=record.new_id(), chart_no=0, family_name="Roe", given_name="R", entered_on=TODAY)
    with pytest.raises(InvalidRecord):
        booking.book_newcomer(record, patient, [], [an_appointment(record, patient.id, TEN)])
    assert patients.find(record, "roe") == []


def test_the_visit_follows_the_appointment_and_the_appointment_the_visit(
    record: RecordFile, clock: Clock, alex: str
) -> None:
    made = booked(record, alex, type_id="review", type="Review", reason="Six weeks")
    booking.set_status(record, made.id, STATUS.ARRIVED)
    assert stored(record, made).arrived_at == record.now()
    begun = booking.start_booked(record, made.id)
    visit = visits.in_force(record, str(begun.record_id))
    assert (visit.kind, visit.reason, visit.appointment_id) == (VisitKind.REVIEW, "Six weeks", made.id)
    assert stored(record, made).status is STATUS.WITH_YOU
    assert booking.start_booked(record, made.id).record_id == begun.record_id
    clock.pass_by(minutes=20)
    sign_visit(record, visit.entry_id)
    assert stored(record, made).status is STATUS.DONE
    told = agenda.get(record, made.id)
    assert (told.visit_id, told.is_signed) == (visit.entry_id, True)


@pytest.mark.parametrize(
    ("status", "kind", "goes_with_it"),
    [
        (STATUS.ARRIVED, VisitKind.INJECTION, True),
        (STATUS.BOOKED, VisitKind.REVIEW, True),
        (STATUS.BOOKED, VisitKind.PHONE, False),
        (STATUS.CANCELLED, VisitKind.REVIEW, False),
    ],
)
def test_a_visit_begun_from_the_chart_takes_the_appointment_that_waits_for_it(
    record: RecordFile, alex: str, status: STATUS, kind: VisitKind, goes_with_it: bool
) -> None:
    made = booked(record, alex, type_id="review", type="Review", reason="Six weeks")
    booked(record, alex, TOMORROW, type_id="review", type="Review")
    booking.set_status(record, made.id, status)
    visit = visits.in_force(record, str(booking.start_today(record, alex, kind).record_id))
    assert (visit.kind, visit.appointment_id) == (kind, made.id if goes_with_it else None)
    assert stored(record, made).status is (STATUS.WITH_YOU if goes_with_it else status)
    again = visits.in_force(record, str(booking.start_today(record, alex, kind).record_id))
    assert again.appointment_id is None


def test_what_was_called_off_is_no_longer_ahead(record: RecordFile, alex: str) -> None:
    stays, goes = booked(record, alex, TOMORROW), booked(record, alex)
    booking.cancel(record, goes.id)
    assert [each.id for each in agenda.ahead_of(record, alex)] == [stays.id]


def test_who_has_arrived_is_seen_for_that_though_booked_for_something_earlier(record: RecordFile, alex: str) -> None:
    booked(record, alex, NINE, type_id="review", type="Review")
    arrived = booked(record, alex, type_id="review", type="Review")
    booking.set_status(record, arrived.id, STATUS.ARRIVED)
    visit = visits.in_force(record, str(booking.start_today(record, alex, VisitKind.REVIEW).record_id))
    assert visit.appointment_id == arrived.id


def test_whoever_has_a_visit_came(record: RecordFile, clock: Clock, alex: str) -> None:
    made = booked(record, alex, reason="Six weeks")
    begun = booking.start_booked(record, made.id)
    clock.pass_by(minutes=20)
    for status in (STATUS.NO_SHOW, STATUS.CANCELLED, STATUS.CONFIRMED):
        with pytest.raises(InvalidRecord, match="It has a visit and stays as it is: with you"):
            booking.set_status(record, made.id, status)
    sign_visit(record, str(begun.record_id))
    with pytest.raises(InvalidRecord, match="It has a visit and stays as it is: done"):
        booking.set_status(record, made.id, STATUS.ARRIVED)
    assert stored(record, made).status is STATUS.DONE


def test_arrival_belongs_to_its_day(record: RecordFile, alex: str) -> None:
    made = booked(record, alex, TOMORROW)
    with pytest.raises(InvalidRecord, match=r"booked for 03-Mar-2026 09:00, not for today"):
        booking.set_status(record, made.id, STATUS.ARRIVED)


def test_a_visit_does_not_begin_before_the_day_it_is_booked_for(record: RecordFile, clock: Clock, alex: str) -> None:
    made = booked(record, alex, TOMORROW)
    with pytest.raises(InvalidRecord, match=r"booked for 03-Mar-2026 09:00, not for today\. Move it first\."):
        booking.start_booked(record, made.id)
    assert stored(record, made).status is STATUS.BOOKED
    clock.pass_by(days=2)
    begun = booking.start_booked(record, made.id)  # late, but it was that appointment
    assert visits.in_force(record, str(begun.record_id)).appointment_id == made.id


# Room


def test_the_first_free_slot_goes_round_what_is_booked_and_closed(record: RecordFile, alex: str) -> None:
    practice_times.save_hours(record, ClinicHours(monday="8-10", tuesday="13:00-14:00", step_minutes=30))
    assert agenda.first_free(record, 30, TODAY) == [WallTime(TODAY, time(9))]
    booked(record, alex, WallTime(TODAY, time(9)), minutes=45)
    assert agenda.first_free(record, 30, TODAY)[0].day == TOMORROW.day
    closure = Closure(id=record.new_id(), kind=ClosureKind.HOLIDAY, from_on=TOMORROW.day, until_on=TOMORROW.day)
    closed = practice_times.close_days(record, closure)
    assert agenda.first_free(record, 60, TODAY)[0] == WallTime(date(2026, 3, 4), time(8))
    assert closed.undo
    closed.undo(record)
    assert agenda.first_free(record, 60, TODAY)[0] == WallTime(TOMORROW.day, time(13))


def test_a_practice_that_is_never_open_has_no_free_slot(record: RecordFile) -> None:
    shut = ClinicHours(monday=None, tuesday=None, wednesday=None, thursday=None, friday=None)
    practice_times.save_hours(record, shut)
    assert agenda.first_free(record, 30, TODAY) == []


def test_who_is_to_be_confirmed(record: RecordFile, alex: str) -> None:
    booked(record, alex, TOMORROW)
    booked(record, None, WallTime(TOMORROW.day, time(11)), reason="Lunch")
    gone = booked(record, alex, WallTime(TOMORROW.day, time(13)))
    booking.cancel(record, gone.id)
    assert [each.appointment.starts_at for each in agenda.to_confirm(record, TOMORROW.day)] == [TOMORROW]


# What the practice sets


def test_types_are_added_renamed_and_removed_and_what_was_booked_keeps_its_words(record: RecordFile, alex: str) -> None:
    assert [each.name for each in agenda.types_offered(record)] == ["Consult", "Injection", "Review", "Phone"]
    made = booked(record, alex)
    injection = appointments.type_(record, "injection")
    practice_times.edit_type(record, replace(injection, name="Joint injection"))
    assert agenda.get(record, made.id).appointment.type == "Injection"
    removed = practice_times.remove_type(record, "injection")
    assert "Joint injection" not in [each.name for each in agenda.types_offered(record)]
    found = agenda.get(record, made.id)
    assert found.type
    assert found.type.colour == injection.colour
    assert removed.undo
    removed.undo(record)
    twice = AppointmentType(id=record.new_id(), name="joint injection", kind=VisitKind.OTHER, minutes=20)
    with pytest.raises(InvalidRecord, match="another type"):
        practice_times.add_type(record, twice)


def test_hours_that_cannot_be_read_are_not_saved(record: RecordFile) -> None:
    with pytest.raises(InvalidRecord, match="ends before it begins"):
        practice_times.save_hours(record, ClinicHours(monday="12-8"))
    change = practice_times.save_hours(record, ClinicHours(monday="8-12"))
    assert appointments.hours(record).monday == "08:00-12:00"
    assert change.undo
    change.undo(record)
    assert appointments.hours(record) == ClinicHours()
