"""Days that are to be closed: who is booked on them, whose dose falls due only then, and the number to call."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from exodesk.core.dates import WallTime
from exodesk.core.records.plan import Plan
from exodesk.queries.away import DueInside, reached_on, under
from exodesk.services import booking
from exodesk.services.patients import merge_patients
from exodesk.services.reach import add_contact
from exodesk.storage import forecasts
from exodesk.storage.recordfile import RecordFile
from tests.factories import a_contact, a_patient, a_plan, an_appointment

TODAY = date(2026, 3, 2)


@pytest.fixture
def plan(record: RecordFile) -> Plan:
    """A first dose that is due some weeks from now."""
    return a_plan(record, a_patient(record), planned_on=TODAY + timedelta(days=60))


def window(record: RecordFile, plan: Plan) -> tuple[date, date]:
    """From the recommended day to the last one before it is past due."""
    forecast = forecasts.stored(record, [plan.id])[plan.id].forecast
    assert forecast.recommended
    assert forecast.past_due
    return forecast.recommended, forecast.past_due


def due_in(record: RecordFile, first: date, last: date) -> list[DueInside]:
    return list(under(record, first, last).plans)


def test_a_plan_is_named_when_its_whole_window_lies_in_the_days_and_not_when_a_day_is_left(
    record: RecordFile, plan: Plan
) -> None:
    first, last = window(record, plan)
    (row,) = due_in(record, first, last)
    assert (row.plan.id, row.first, row.last, row.where) == (plan.id, first, last, "Right knee")
    assert due_in(record, first + timedelta(days=1), last) == []
    assert due_in(record, first, last - timedelta(days=1)) == []


def test_who_is_booked_from_then_on_is_not_named_again(record: RecordFile, plan: Plan) -> None:
    first, last = window(record, plan)
    made = an_appointment(record, plan.patient_id, WallTime(first, time(9)), plan_id=plan.id)
    booking.book(record, made)
    found = under(record, first, last)
    assert [each.appointment.id for each in found.bookings] == [made.id]
    assert found.plans == ()
    booking.cancel(record, made.id, "By telephone")
    found = under(record, first, last)
    assert found.bookings == ()
    assert [row.plan.id for row in found.plans] == [plan.id]


def test_a_block_of_time_is_nobody_to_call(record: RecordFile) -> None:
    lunch = an_appointment(record, None, WallTime(TODAY, time(12)), type_id=None, type=None, reason="Lunch")
    booking.book(record, lunch)
    assert under(record, TODAY, TODAY).bookings == ()


def test_the_number_is_of_the_chart_that_counts(record: RecordFile, plan: Plan) -> None:
    kept = a_patient(record)
    add_contact(record, a_contact(record, kept, value="555 0123"))
    merge_patients(record, kept, plan.patient_id, "One person, entered twice")
    (row,) = due_in(record, *window(record, plan))
    assert (row.patient.id, row.phone) == (kept, "555 0123")


def test_who_wants_no_contact_is_not_called(record: RecordFile, plan: Plan) -> None:
    add_contact(record, a_contact(record, plan.patient_id, value="555 0123"))
    booking.book(record, an_appointment(record, plan.patient_id, WallTime(TODAY, time(10))))
    (booked,) = under(record, TODAY, TODAY).bookings
    assert reached_on(booked, TODAY) == "555 0123"
    assert booked.patient
    silent = replace(booked, patient=replace(booked.patient, do_not_contact=True))
    assert reached_on(silent, TODAY) == "Asked not to be contacted."
