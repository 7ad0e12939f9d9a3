"""What speaks against a time that is about to be booked: said in sentences, and never a refusal."""

from datetime import date, time
from typing import Any

import pytest

from exodesk.core.dates import WallTime
from exodesk.core.records.appointment import Appointment, Closure, ClosureKind
from exodesk.queries import agenda
from exodesk.services import booking, practice_times
from exodesk.storage.recordfile import RecordFile
from tests.factories import a_patient, an_appointment

TODAY = date(2026, 3, 2)  # a Monday, nine in the morning
NINE, TEN = WallTime(TODAY, time(9)), WallTime(TODAY, time(10))
TOMORROW = WallTime(date(2026, 3, 3), time(9))


@pytest.fixture
def alex(record: RecordFile) -> str:
    return a_patient(record)


def booked(record: RecordFile, patient_id: str | None, starts_at: WallTime, **more: Any) -> None:
    booking.book(record, an_appointment(record, patient_id, starts_at, **more))


def warnings(record: RecordFile, draft: Appointment) -> list[str]:
    ahead = agenda.ahead_of(record, draft.patient_id) if draft.patient_id else []
    return agenda.warnings_about(record, draft, agenda.clashes(record, draft), ahead)


def test_nothing_speaks_against_a_free_time_in_the_hours_from_now_on(record: RecordFile, alex: str) -> None:
    assert warnings(record, an_appointment(record, alex, NINE)) == []
    early = an_appointment(record, alex, WallTime(TODAY, time(8, 45)))
    assert warnings(record, early) == ["It lies in the past."]
    assert warnings(record, an_appointment(record, alex, WallTime(TOMORROW.day, time(16, 30)))) == []
    late = an_appointment(record, alex, WallTime(TOMORROW.day, time(16, 45)))
    assert warnings(record, late) == ["It lies outside the opening hours."]


def test_a_closed_day_says_why(record: RecordFile, alex: str) -> None:
    saturday = an_appointment(record, alex, WallTime(date(2026, 3, 7), time(9)))
    assert warnings(record, saturday) == ["Closed on Sat."]
    closed = Closure(
        id=record.new_id(), kind=ClosureKind.HOLIDAY, from_on=TOMORROW.day, until_on=TOMORROW.day, note="Made up"
    )
    practice_times.close_days(record, closed)
    assert warnings(record, an_appointment(record, alex, TOMORROW)) == ["Public holiday: Made up."]


def test_two_of_those_who_have_the_time_are_named_and_the_same_patient_is_told_once(
    record: RecordFile, alex: str
) -> None:
    for number, name in enumerate(("Blair", "Casey", "Drew")):
        somebody = a_patient(record, given_name=name)
        booked(record, somebody, WallTime(TODAY, time(10, 5 * number)), overlap_reason="Made up")
    booked(record, None, WallTime(TODAY, time(12)), type_id=None, type=None, reason="Lunch")
    booked(record, alex, WallTime(TODAY, time(12, 15)), overlap_reason="Made up")
    booked(record, alex, WallTime(TOMORROW.day, time(14)))
    overlaps = ["It overlaps 10:00 SAMPLE, Blair.", "It overlaps 10:05 SAMPLE, Casey."]
    again = "The same patient is booked that day at 12:15 already."
    assert warnings(record, an_appointment(record, alex, TEN)) == [*overlaps, again]
    assert warnings(record, an_appointment(record, alex, WallTime(TODAY, time(12)))) == [
        "It overlaps 12:00 Lunch.",
        "It overlaps 12:15 SAMPLE, Alex.",
    ]
