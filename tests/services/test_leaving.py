"""Died, moved away, wants no contact: one act, with all that ends by it, and back again."""

from datetime import date, time, timedelta

import pytest

from exodesk.core.dates import PartialDate, WallTime
from exodesk.core.errors import InvalidRecord
from exodesk.core.leaving import Leaving, Why
from exodesk.core.reaching import no_contact_because
from exodesk.core.records.appointment import Appointment, AppointmentStatus
from exodesk.core.sites import Site
from exodesk.queries.soundness import findings
from exodesk.services.booking import book
from exodesk.services.leaving import leave, take_back
from exodesk.services.patients import merge_patients
from exodesk.services.plans import close_plan
from exodesk.storage import appointments, patients, plans
from exodesk.storage.recordfile import RecordFile
from tests.factories import a_patient, a_plan, a_visit


def booked(record: RecordFile, patient_id: str, day: date, status: AppointmentStatus | None = None) -> str:
    at = WallTime(day, time(9))
    appointment = Appointment(
        id=record.new_id(),
        patient_id=patient_id,
        starts_at=at,
        zone="America/Los_Angeles",
        minutes=30,
        status=status or AppointmentStatus.BOOKED,
        overlap_reason="Asked for by the test",
    )
    book(record, appointment)
    return appointment.id


def status_of(record: RecordFile, appointment_id: str) -> AppointmentStatus:
    return appointments.get(record, appointment_id).status


@pytest.mark.parametrize("why", [Why.DIED, Why.MOVED])
def test_plans_close_bookings_are_cancelled_and_undo_restores_everything(record: RecordFile, why: Why) -> None:
    today = record.today()
    patient_id = a_patient(record)
    other = a_patient(record)
    knee, closed = a_plan(record, patient_id), a_plan(record, patient_id, site=Site.HIP_JOINT)
    shoulder = a_plan(record, other, site=Site.SHOULDER_JOINT)
    close_plan(record, closed.id, today - timedelta(days=9), "Done")
    merge_patients(record, patient_id, other, "One person")
    past = booked(record, patient_id, today - timedelta(days=1))
    now = booked(record, other, today)
    ahead = booked(record, patient_id, today + timedelta(days=9), AppointmentStatus.CONFIRMED)
    missed = booked(record, patient_id, today, AppointmentStatus.NO_SHOW)
    before = {each.id: each for each in plans.of_patients(record, [patient_id, other])}
    units = record.head().unit

    change = leave(record, other, Leaving(why=why, on=today - timedelta(days=3)))

    assert record.head().unit == units + 1
    for plan in (knee, shoulder):
        stored = plans.get(record, plan.id)
        assert stored.closed_on == today
        assert stored.closed_reason == f"{why.label} on 27-Feb-2026."
    assert plans.get(record, closed.id) == before[closed.id]
    assert [status_of(record, each) for each in (past, now, ahead, missed)] == [
        AppointmentStatus.BOOKED,
        AppointmentStatus.CANCELLED,
        AppointmentStatus.CANCELLED,
        AppointmentStatus.NO_SHOW,
    ]
    assert no_contact_because(patients.get(record, patient_id), today)
    assert "2 plans closed, 2 bookings cancelled, no letters or calls" in change.said
    assert findings(record) == []

    assert change.undo
    change.undo(record)
    assert {each.id: each for each in plans.of_patients(record, [patient_id, other])} == before
    assert status_of(record, ahead) == AppointmentStatus.CONFIRMED
    assert status_of(record, now) == AppointmentStatus.BOOKED
    assert no_contact_because(patients.get(record, patient_id), today) == ""
    assert findings(record) == []


def test_wanting_no_contact_ends_nothing_else(record: RecordFile) -> None:
    patient_id = a_patient(record)
    plan = a_plan(record, patient_id)
    appointment = booked(record, patient_id, record.today())
    change = leave(record, patient_id, Leaving(why=Why.DO_NOT_CONTACT))
    assert patients.get(record, patient_id).do_not_contact
    assert plans.get(record, plan.id).closed_on is None
    assert status_of(record, appointment) == AppointmentStatus.BOOKED
    assert change.said == "SAMPLE, Alex: Wants no contact. No letters or calls."


@pytest.mark.parametrize("why", list(Why))
def test_it_is_taken_back_weeks_later(record: RecordFile, why: Why) -> None:
    patient_id = a_patient(record)
    before = patients.get(record, patient_id)
    plan = a_plan(record, patient_id)
    leave(record, patient_id, Leaving(why=why, on=record.today()))
    change = take_back(record, patient_id, why)
    assert patients.get(record, patient_id) == before
    assert (plans.get(record, plan.id).closed_on is not None) == (why is not Why.DO_NOT_CONTACT)
    assert change.undo
    change.undo(record)
    assert patients.get(record, patient_id) != before


def test_what_cannot_be(record: RecordFile) -> None:
    patient_id = a_patient(record, birth_date=PartialDate(1960))
    a_visit(record, patient_id)
    today = record.today()
    for leaving, said in (
        (Leaving(why=Why.DIED), "Type the day"),
        (Leaving(why=Why.DIED, on=today + timedelta(days=1)), "after today"),
        (Leaving(why=Why.MOVED, on=date(1959, 12, 31)), "before the birth date"),
        (Leaving(why=Why.DIED, on=today - timedelta(days=1)), "There is a visit on 02-Mar-2026"),
    ):
        with pytest.raises(InvalidRecord, match=said):
            leave(record, patient_id, leaving)
    leave(record, patient_id, Leaving(why=Why.MOVED, on=today - timedelta(days=1)))
