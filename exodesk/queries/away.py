"""What lies under days that are to be closed: who is booked on them, and whose dose falls due only then."""

from dataclasses import dataclass
from datetime import date

from exodesk.core.reaching import no_contact_because, phone_of
from exodesk.core.records.appointment import STILL_TO_COME
from exodesk.core.records.patient import Patient
from exodesk.core.records.plan import Plan
from exodesk.core.sites import sided
from exodesk.queries.agenda import Booking, between
from exodesk.storage import background, forecasts, patients
from exodesk.storage.fact_rows import grouped
from exodesk.storage.facts import gather_beside
from exodesk.storage.recordfile import RecordFile


@dataclass(frozen=True, slots=True, kw_only=True)
class DueInside:
    """A plan that is due from `first` to `last`, all of it within the days asked about, and for which nobody is booked.

    `phone` also says why nobody is called.
    """

    patient: Patient
    plan: Plan
    first: date
    last: date
    phone: str

    @property
    def where(self) -> str:
        return sided(self.plan.site, self.plan.side)


@dataclass(frozen=True, slots=True)
class Under:
    bookings: tuple[Booking, ...]
    plans: tuple[DueInside, ...]


def under(record: RecordFile, first: date, last: date) -> Under:
    """Both ends included; patients only, those still to come, and plans in the order of their dates."""
    with record.reading():
        found = between(record, first, last)
        booked = [each for each in found if each.patient and each.appointment.status in STILL_TO_COME]
        return Under(tuple(booked), tuple(_due_inside(record, first, last)))


def reached_on(booking: Booking, today: date) -> str:
    """The number to call, or why nobody calls."""
    return (no_contact_because(booking.patient, today) if booking.patient else "") or booking.phone


def _due_inside(record: RecordFile, first: date, last: date) -> list[DueInside]:
    found = {row.plan_id: row.forecast for row in forecasts.due_within(record, first, last)}
    beside = gather_beside(record, list(found))
    open_plans = [plan for plan in beside.plans.values() if not any(on >= first for on in beside.appointments_of(plan))]
    people = patients.people(record, [plan.patient_id for plan in open_plans])
    named = patients.with_ids(record, list(set(people.values())))
    numbers = grouped((people[each.patient_id], each) for each in background.phones(record, list(people)))
    rows = []
    for plan in open_plans:
        counts, forecast = people[plan.patient_id], found[plan.id]
        patient, phone = named[counts], phone_of(numbers.get(counts, ()))
        if forecast.recommended and forecast.past_due:
            because = no_contact_because(patient, record.today())
            rows.append(
                DueInside(
                    patient=patient,
                    plan=plan,
                    first=forecast.recommended,
                    last=forecast.past_due,
                    phone=because or (phone.value if phone else ""),
                )
            )
    return sorted(rows, key=lambda row: (row.first, row.patient.chart_no, row.plan.id))
