"""Who is booked when, and when there is room: for the calendar, Today, booking and the lists to call."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from exodesk.core.dates import WallTime, show_time
from exodesk.core.day import UNSIGNED
from exodesk.core.hours import Openings
from exodesk.core.reaching import phone_of
from exodesk.core.records.appointment import (
    STILL_TO_COME,
    Appointment,
    AppointmentType,
    ClinicHours,
    Closure,
)
from exodesk.core.records.contact import CallAbout, CallAttempt
from exodesk.core.records.patient import Patient, show_name
from exodesk.core.schedule import ANY_TIME, Wish, free_slots, instant_of, is_inside, overlapping, stretch_of
from exodesk.queries.open_visit import open_visit
from exodesk.storage import appointments, background, patients, tasks, visits
from exodesk.storage.fact_rows import grouped
from exodesk.storage.recordfile import RecordFile

LOOKED_AT_ONCE = timedelta(days=6)
"""Behind the first day that free time is looked for on: a week mostly has some."""
LOOKED_AHEAD = timedelta(days=366)
CONFIRMED_WITHIN = timedelta(days=7)
"""A call about an appointment is no longer ago."""
_ONE_DAY = timedelta(days=1)
_NAMED_CLASHES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """An appointment as a list shows it. `patient` is the chart that counts; a block of time has none.

    `visit_id`: the entry of the visit that began from it; `is_open`: it is the one that one is in.
    """

    appointment: Appointment
    patient: Patient | None = None
    type: AppointmentType | None = None
    phone: str = ""
    no_shows: int = 0
    visit_id: str | None = None
    is_signed: bool = False
    is_open: bool = False

    @property
    def is_left_unsigned(self) -> bool:
        """Its visit is over, and only the signature is missing."""
        return self.visit_id is not None and not self.is_signed and not self.is_open

    @property
    def status(self) -> str:
        """How far it has come: `Confirmed`. A visit that is over and not signed says so, wherever it is told."""
        if self.is_left_unsigned:
            return UNSIGNED
        return "Blocked" if self.appointment.is_block else self.appointment.status.label


def day_of(record: RecordFile, day: date) -> list[Booking]:
    """All of a day in order of time, cancelled ones and blocks too."""
    return between(record, day, day)


def between(record: RecordFile, first: date, last: date) -> list[Booking]:
    """All that begin on these days, in order of time."""
    with record.reading():
        return told(record, appointments.between(record, first, last))


def told(record: RecordFile, found: Sequence[Appointment]) -> list[Booking]:
    """Appointments with what is told beside them, in the same order."""
    charts = list({each.patient_id for each in found if each.patient_id})
    person = patients.people(record, charts)
    named = patients.with_ids(record, list(set(person.values())))
    numbers = grouped((person[each.patient_id], each) for each in background.phones(record, list(person)))
    missed: dict[str, int] = {}
    for chart, count in appointments.no_shows(record, list(person)).items():
        missed[person[chart]] = missed.get(person[chart], 0) + count
    types = {each.id: each for each in appointments.types(record)}
    begun = visits.of_appointments(record, [each.id for each in found])
    opened = open_visit(record) if any(not is_signed for _, is_signed in begun.values()) else None
    rows = []
    for each in found:
        counts = person[each.patient_id] if each.patient_id else ""
        phone = phone_of(numbers.get(counts, ()))
        visit_id, is_signed = begun.get(each.id, (None, False))
        rows.append(
            Booking(
                appointment=each,
                patient=named.get(counts),
                type=types.get(each.type_id or ""),
                phone=phone.value if phone else "",
                no_shows=missed.get(counts, 0),
                visit_id=visit_id,
                is_signed=is_signed,
                is_open=opened is not None and opened.entry_id == visit_id,
            )
        )
    return rows


def get(record: RecordFile, appointment_id: str) -> Booking:
    """One appointment with what is told beside it."""
    return told(record, [appointments.get(record, appointment_id)])[0]


def types_offered(record: RecordFile) -> list[AppointmentType]:
    return [each for each in appointments.types(record) if each.removed_on is None]


def hours_of(record: RecordFile) -> ClinicHours:
    return appointments.hours(record)


def closures_ahead(record: RecordFile) -> list[Closure]:
    """Closed days that are not over, the first one first."""
    return appointments.closures(record, record.today())


def openings(record: RecordFile, since: date | None = None) -> Openings:
    """Hours and closed days of the practice, from a day on; today's unless said otherwise."""
    closures = tuple(appointments.closures(record, since or record.today()))
    return Openings(appointments.hours(record), closures, record.zone.key)


def no_shows_of(record: RecordFile, patient_id: str) -> int:
    """How often a person was waited for in vain, on all charts of theirs."""
    charts = [chart.id for chart in patients.person(record, patient_id)]
    return sum(appointments.no_shows(record, charts).values())


def ahead_of(record: RecordFile, patient_id: str) -> list[Appointment]:
    """What a person is booked for from today on, on all charts of theirs, in order of time."""
    charts = [chart.id for chart in patients.person(record, patient_id)]
    found = appointments.of_patients(record, charts)
    return [each for each in found if each.starts_at.day >= record.today() and each.is_ahead]


def clashes(record: RecordFile, appointment: Appointment) -> list[Booking]:
    """What takes some of the same time."""
    day = appointment.starts_at.day
    near = appointments.between(record, day - _ONE_DAY, day + _ONE_DAY)
    return told(record, overlapping(appointment, near))


def warnings_about(
    record: RecordFile, draft: Appointment, clashing: Sequence[Booking], ahead: Sequence[Appointment]
) -> list[str]:
    """What speaks against an appointment that is about to be booked, in sentences. None of it forbids the booking.

    `clashing`: what takes some of the same time; `ahead`: what the same person is booked for already.
    """
    starts, clash_ids = draft.starts_at, {each.appointment.id for each in clashing}
    warnings = []
    for each in clashing[:_NAMED_CLASHES]:
        whose = show_name(each.patient) if each.patient else each.appointment.reason or "blocked time"
        warnings.append(f"It overlaps {show_time(each.appointment.starts_at.at)} {whose}.")
    warnings += [
        f"The same patient is booked that day at {show_time(other.starts_at.at)} already."
        for other in ahead
        if other.starts_at.day == starts.day and other.id not in clash_ids
    ]
    open_ = openings(record, min(starts.day, record.today()))
    if closed := open_.why_closed(starts.day):
        warnings.append(f"{closed}.")
    elif not is_inside(stretch_of(draft), starts.day, open_):
        warnings.append("It lies outside the opening hours.")
    if instant_of(starts, draft.zone) < record.now():
        warnings.append("It lies in the past.")
    return warnings


def free(
    record: RecordFile, minutes: int, first: date, *, wish: Wish = ANY_TIME, but_not: str = ""
) -> Iterator[WallTime]:
    """Free times of a length from a day on, in order, up to a year ahead; never in the past.

    `but_not`: an appointment that is to be moved, whose own time counts as free.
    """
    since = max(first, record.today())
    end = since + LOOKED_AHEAD
    open_ = openings(record, since)
    while since <= end:
        until = min(since + LOOKED_AT_ONCE, end)
        near = appointments.between(record, since - _ONE_DAY, until + _ONE_DAY)
        busy = [each for each in near if each.id != but_not]
        yield from free_slots(open_, busy, minutes, first=since, last=until, not_before=record.now(), wish=wish)
        since = until + _ONE_DAY


def first_free(
    record: RecordFile, minutes: int, first: date, *, wish: Wish = ANY_TIME, count: int = 1
) -> list[WallTime]:
    """The first free times; fewer than `count`, or none, where there is no room for a year."""
    return list(islice(free(record, minutes, first, wish=wish), count))


def free_on(record: RecordFile, minutes: int, day: date) -> list[WallTime]:
    """The free times of a length on one day."""
    near = appointments.between(record, day - _ONE_DAY, day + _ONE_DAY)
    open_ = openings(record, min(day, record.today()))
    return list(free_slots(open_, near, minutes, first=day, last=day, not_before=record.now()))


def confirming_calls(record: RecordFile, bookings: Sequence[Booking]) -> dict[str, CallAttempt]:
    """By patient: the last call of these days to confirm an appointment, whatever came of it."""
    since = record.today() - CONFIRMED_WITHIN
    found = tasks.calls_of(record, [each.patient.id for each in bookings if each.patient])
    return {call.patient_id: call for call in found if call.about is CallAbout.CONFIRMATION and call.called_on >= since}


def to_confirm(record: RecordFile, day: date) -> list[Booking]:
    """Who is booked on a day and still to come, for the calls of the day before."""
    return [each for each in day_of(record, day) if each.patient and each.appointment.status in STILL_TO_COME]
