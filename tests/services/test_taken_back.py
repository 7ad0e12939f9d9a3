"""Acts of the desk and of a visit that are taken back, and that back again: each time it is as it was, and says so."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal

import pytest

from exodesk.core.changes import Change
from exodesk.core.dates import WallTime
from exodesk.core.errors import InvalidRecord
from exodesk.core.leaving import Leaving, Why
from exodesk.core.records.appointment import AppointmentStatus, Closure, ClosureKind
from exodesk.core.records.contact import CallAbout, CallAttempt, CallResult
from exodesk.core.records.injection import Reaction
from exodesk.core.records.visit import Instrument
from exodesk.queries import agenda
from exodesk.services import booking, contact, practice_times, scores
from exodesk.services.injections import answer_observation
from exodesk.services.leaving import leave
from exodesk.services.patients import merge_patients
from exodesk.storage import appointments, injections
from exodesk.storage import scores as stored
from exodesk.storage.reading import by_id
from exodesk.storage.recordfile import RecordFile
from tests.factories import a_lot, a_patient, a_plan, an_appointment, give

TODAY = date(2026, 3, 2)
VACATION = date(2026, 3, 9)


@dataclass(frozen=True, slots=True)
class Act:
    """An act that was done, and what of the record it touched, as it stands now."""

    change: Change
    now: Callable[[], object]


def a_call(record: RecordFile) -> Act:
    change = contact.log_call_now(record, a_patient(record), CallAbout.BOOSTER, CallResult.REACHED)
    return Act(change, lambda: by_id(record, CallAttempt, str(change.record_id)).withdrawn_on)


def closed_days_opened(record: RecordFile) -> Act:
    closed = Closure(id=record.new_id(), kind=ClosureKind.VACATION, from_on=VACATION, until_on=VACATION)
    practice_times.close_days(record, closed)
    change = practice_times.open_days(record, closed.id)
    return Act(change, lambda: agenda.openings(record).why_closed(VACATION))


def closed_days_moved(record: RecordFile) -> Act:
    closed = Closure(id=record.new_id(), kind=ClosureKind.VACATION, from_on=VACATION, until_on=VACATION)
    practice_times.close_days(record, closed)
    change = practice_times.edit_closure(record, replace(closed, note="Made up"))
    return Act(change, lambda: agenda.openings(record).why_closed(VACATION))


@pytest.mark.parametrize(
    ("act", "done", "undone"),
    [
        (a_call, None, TODAY),
        (closed_days_opened, "", "Vacation"),
        (closed_days_moved, "Vacation: Made up", "Vacation"),
    ],
)
def test_what_is_taken_back_and_put_back_is_as_it_was(
    record: RecordFile, act: Callable[[RecordFile], Act], done: object, undone: object
) -> None:
    made = act(record)
    assert made.now() == done
    assert made.change.undo
    taken = made.change.undo(record)
    assert made.now() == undone
    assert taken.said
    assert taken.undo
    taken.undo(record)
    assert made.now() == done


def test_an_observation_that_is_taken_back_is_asked_again(record: RecordFile) -> None:
    dose = give(record, a_plan(record, a_patient(record)), a_lot(record))
    change = answer_observation(record, dose.entry_id, Reaction.NONE)
    answered = injections.in_force(record, dose.entry_id)
    assert (answered.reaction, answered.observed_to) == (Reaction.NONE, record.now())
    assert change.undo
    change.undo(record)
    assert injections.in_force(record, dose.entry_id) == dose


def test_a_cancelled_appointment_comes_back_only_where_its_time_is_free(record: RecordFile) -> None:
    ten = WallTime(TODAY, time(10))
    made = an_appointment(record, a_patient(record), ten)
    booking.book(record, made)
    booking.cancel(record, made.id, "By telephone")
    booking.book(record, an_appointment(record, a_patient(record, given_name="Blair"), ten))
    with pytest.raises(InvalidRecord, match="It overlaps 10:00 SAMPLE, Blair"):
        booking.set_status(record, made.id, AppointmentStatus.BOOKED)
    assert appointments.get(record, made.id).status is AppointmentStatus.CANCELLED


def test_a_block_of_time_begins_no_visit(record: RecordFile) -> None:
    lunch = an_appointment(record, None, WallTime(TODAY, time(12)), type_id=None, type=None, reason="Lunch")
    booking.book(record, lunch)
    with pytest.raises(InvalidRecord, match="A block of time has no visit"):
        booking.start_booked(record, lunch.id)


def gone_after_a_cancelling(record: RecordFile) -> tuple[Change, str]:
    """Cancelled by telephone, and the next day they move away; the booking was for later. Two charts, one person."""
    kept, other = a_patient(record), a_patient(record)
    made = an_appointment(record, other, WallTime(VACATION, time(10)))
    booking.book(record, made)
    merge_patients(record, kept, other, "One person")
    change = booking.cancel(record, made.id)
    leave(record, kept, Leaving(why=Why.MOVED, on=TODAY))
    return change, made.id


def test_nobody_is_booked_again_who_is_gone_by_then(record: RecordFile) -> None:
    cancelled, appointment_id = gone_after_a_cancelling(record)
    with pytest.raises(InvalidRecord, match=r"Alex moved away on 02-Mar-2026\. Nothing can be booked"):
        booking.set_status(record, appointment_id, AppointmentStatus.BOOKED)
    assert cancelled.undo
    with pytest.raises(InvalidRecord, match="Nothing can be booked"):
        cancelled.undo(record)
    assert appointments.get(record, appointment_id).status is AppointmentStatus.CANCELLED


def test_a_visit_is_not_over_before_its_day(record: RecordFile) -> None:
    made = an_appointment(record, a_patient(record), WallTime(VACATION, time(10)))
    booking.book(record, made)
    with pytest.raises(InvalidRecord, match="It is still to come"):
        booking.set_status(record, made.id, AppointmentStatus.DONE)


def test_a_note_is_added_to_a_booking_over_which_another_was_booked_with_a_reason(record: RecordFile) -> None:
    ten = WallTime(TODAY, time(10))
    first = an_appointment(record, a_patient(record), ten)
    second = an_appointment(record, a_patient(record, given_name="Blair"), ten, overlap_reason="Brothers")
    booking.book(record, first)
    booking.book(record, second)
    booking.edit_appointment(record, replace(first, room_note="By the window"))
    assert appointments.get(record, first.id).room_note == "By the window"
    for asks in (replace(first, minutes=45), replace(second, overlap_reason=None)):
        with pytest.raises(InvalidRecord, match="It overlaps 10:00"):
            booking.edit_appointment(record, asks)


@pytest.mark.parametrize("status", set(AppointmentStatus) - {AppointmentStatus.BOOKED, AppointmentStatus.CANCELLED})
def test_nobody_comes_to_a_block_of_time_or_stays_away(record: RecordFile, status: AppointmentStatus) -> None:
    """As missed it would take no time, and the next patient could be booked over it without a word."""
    lunch = an_appointment(record, None, WallTime(TODAY, time(8)), type_id=None, type=None, reason="Lunch")
    booking.book(record, lunch)
    with pytest.raises(InvalidRecord, match="It is blocked time"):
        booking.set_status(record, lunch.id, status)
    assert appointments.get(record, lunch.id) == lunch


def test_a_score_that_was_told_is_corrected_with_a_reason_only(record: RecordFile) -> None:
    patient_id = a_patient(record)
    scores.score_by_phone(record, patient_id, {Instrument.PAIN_AVERAGE: Decimal(4)}, plan_id=None)
    (told,) = stored.of_patients(record, [patient_id])
    with pytest.raises(InvalidRecord, match="Type why it is corrected"):
        scores.correct_told_score(record, replace(told, score=Decimal(5)), " ")
    scores.correct_told_score(record, replace(told, score=Decimal(5)), "Misheard")
    assert [each.score for each in stored.of_patients(record, [patient_id])] == [5]
