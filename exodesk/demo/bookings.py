"""Who is booked from the afternoon of the last day on: found and booked by the same services that a practice uses."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from random import Random

from exodesk.core.calendar import ONE_DAY
from exodesk.core.dates import WallTime
from exodesk.core.records.appointment import (
    STILL_TO_COME,
    Appointment,
    AppointmentStatus,
    Closure,
    ClosureKind,
    Serves,
)
from exodesk.core.records.patient import Patient
from exodesk.core.records.visit import VisitKind
from exodesk.queries import agenda
from exodesk.queries.to_book import Aim, aims_of
from exodesk.services import booking
from exodesk.services.practice_times import close_days
from exodesk.storage import appointments, patients
from exodesk.storage.recordfile import RecordFile

FULL_DAY, A_DAY_OF = 25, 10
"""Bookings of a full day, and how many patients a practice has for each booking of a day."""

_DAYS, _OF_WHICH_SOME_CALL = 8, 10
_STEP = _SHORT = 15
"""Minutes from one beginning to the next, and of a short appointment."""

_LEAST_AHEAD = 6
"""Bookings that today still has ahead, in a practice that is large enough."""

_REASONS = ("Pain again", "New complaint", "Wants to talk it over", "Second opinion")
_CALLED_FOR = (VisitKind.REVIEW, VisitKind.PHONE, VisitKind.CONSULT), (6, 4, 1)
_CONFIRMED, _CANCELLED = 0.4, 0.08
_VACATION_AHEAD, _VACATION = timedelta(weeks=5), timedelta(days=4)


def fill_diary(record: RecordFile, seed: int, last_day: date, count: int) -> None:
    """Book the days to come, a week and a half of them, of `count` patients; with lunch and a vacation."""
    draw = Random(f"{seed}/bookings")  # noqa: S311  # repeatable on purpose
    callers = _callers(record, draw, count)
    wanted = max(3, min(FULL_DAY, count // A_DAY_OF))
    days = list(_workdays(record.today(), _DAYS))
    for number, day in enumerate(days):
        if day > record.today():
            _block(record, WallTime(day, time(12, 15)), 45, "Lunch")
        left = _wanted(record, day, wanted - number // 5 * (wanted // 3))
        while left > 0 and callers and (room := len(agenda.free_on(record, _SHORT, day))):
            left -= _book(record, draw, callers.pop(), day, longest=max(_SHORT, _STEP * (room - left + 1)))
    _block(record, WallTime(days[1], time(16)), 60, "Delivery of stock")
    monday = last_day + _VACATION_AHEAD
    monday -= timedelta(days=monday.weekday())
    vacation = Closure(
        id=record.new_id(),
        kind=ClosureKind.VACATION,
        from_on=monday,
        until_on=monday + _VACATION,
        note="Back on Monday",
    )
    close_days(record, vacation)
    _settle_today(record)


def _wanted(record: RecordFile, day: date, in_all: int) -> int:
    """How many more a day takes, beside those who are booked for it already."""
    booked = sum(1 for each in agenda.day_of(record, day) if each.patient)
    return max(min(_LEAST_AHEAD, in_all // 2 + 1), in_all - booked) if day == record.today() else in_all - booked


def _callers(record: RecordFile, draw: Random, count: int) -> list[Patient]:
    """Some of the patients who joined last, in no order."""
    first = max(1, count - FULL_DAY * _DAYS * _OF_WHICH_SOME_CALL)
    numbers = draw.sample(range(first, count + 1), min(FULL_DAY * _DAYS * 2, count - first + 1))
    found = [patients.by_chart_no(record, number) for number in numbers]
    return [each for each in found if not (each.died_on or each.moved_on or each.merged_into)]


def _book(record: RecordFile, draw: Random, patient: Patient, day: date, *, longest: int) -> bool:
    """Whether this patient could be booked on that day, for so many minutes at most."""
    aims = aims_of(record, patient.id)
    if any(aim.is_booked for aim in aims):
        return False
    aim = next((aim for aim in aims if aim.asks and aim.on and aim.on <= day + timedelta(weeks=3)), None)
    if aim and aim.on and aim.on < day and aim.serves is not Serves.FOLLOW_UP:
        return False  # those who are due stand on the list of whom to book
    kind = _kind_of(aim) if aim else draw.choices(*_CALLED_FOR)[0]
    type_ = appointments.type_(record, kind.value)
    minutes = _SHORT if kind is VisitKind.REVIEW else type_.minutes
    slots = agenda.free_on(record, minutes, day) if minutes <= longest else []
    if not slots:
        return False
    made = Appointment(
        id=record.new_id(),
        patient_id=patient.id,
        plan_id=aim.plan.id if aim else None,
        serves=aim.serves if aim else None,
        point=aim.point if aim else None,
        starts_at=draw.choice(slots),
        zone=record.zone.key,
        minutes=minutes,
        type_id=type_.id,
        type=type_.name,
        reason=None if aim else draw.choice(_REASONS),
    )
    booking.book(record, made)
    fate = draw.random()
    if fate < _CANCELLED:
        booking.cancel(record, made.id, "Cancelled by telephone")
    elif fate < _CANCELLED + _CONFIRMED:
        booking.set_status(record, made.id, AppointmentStatus.CONFIRMED)
    return True


def _kind_of(aim: Aim) -> VisitKind:
    return VisitKind.REVIEW if aim.serves is Serves.FOLLOW_UP else VisitKind.INJECTION


def _block(record: RecordFile, starts_at: WallTime, minutes: int, reason: str) -> None:
    block = Appointment(id=record.new_id(), starts_at=starts_at, zone=record.zone.key, minutes=minutes, reason=reason)
    if not agenda.clashes(record, block):
        booking.book(record, block)


def _settle_today(record: RecordFile) -> None:
    """The first of the afternoon has come already."""
    ahead = [
        each
        for each in agenda.day_of(record, record.today())
        if each.patient and each.appointment.status in STILL_TO_COME
    ]
    if ahead:
        booking.set_status(record, ahead[0].appointment.id, AppointmentStatus.ARRIVED)


def _workdays(first: date, count: int) -> Iterator[date]:
    day = first
    while count:
        if day.weekday() < 5:
            yield day
            count -= 1
        day += ONE_DAY
