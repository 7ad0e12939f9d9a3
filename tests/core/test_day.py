"""The one next act of an appointment, and who is seen next."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exodesk.core.dates import WallTime
from exodesk.core.day import Begun, NextAct, comes_next, is_past, next_act
from exodesk.core.records.appointment import Appointment, AppointmentStatus

STATUS = AppointmentStatus
DAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 20, tzinfo=UTC)  # at the made-up practice


def booked(at: time = time(9), status: STATUS = STATUS.BOOKED, **more: object) -> Appointment:
    usual: dict[str, object] = {"patient_id": "p", "zone": "America/Los_Angeles", "minutes": 30}
    return Appointment(
        id=f"{at}",
        starts_at=WallTime(DAY, at),
        status=status,
        **usual | more,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("status", "begun", "act"),
    [
        (STATUS.BOOKED, Begun(), NextAct.ARRIVE),
        (STATUS.CONFIRMED, Begun(), NextAct.ARRIVE),
        (STATUS.BOOKED, Begun(by_phone=True), NextAct.START),
        (STATUS.ARRIVED, Begun(), NextAct.START),
        (STATUS.WITH_YOU, Begun(has_visit=True, is_open=True), NextAct.CONTINUE),
        (STATUS.WITH_YOU, Begun(has_visit=True), NextAct.SIGN),
        (STATUS.DONE, Begun(has_visit=True, is_signed=True), NextAct.PRINT),
        (STATUS.DONE, Begun(), None),
        (STATUS.NO_SHOW, Begun(), NextAct.BOOK_AGAIN),
        (STATUS.CANCELLED, Begun(), None),
    ],
)
def test_from_booked_to_printed_there_is_one_act(status: STATUS, begun: Begun, act: NextAct | None) -> None:
    assert next_act(booked(status=status), begun) is act
    assert next_act(booked(status=status, patient_id=None), begun) is None


def test_who_waits_is_seen_in_the_order_of_arrival_and_before_who_is_still_to_come() -> None:
    early, late, booked_at_8 = (
        booked(time(11), STATUS.ARRIVED, arrived_at=NOON - timedelta(minutes=20)),
        booked(time(10), STATUS.ARRIVED, arrived_at=NOON),
        booked(time(8)),
    )
    day = [(booked_at_8, NextAct.ARRIVE), (late, NextAct.START), (early, NextAct.START)]
    assert comes_next(day, NOON) is early
    assert comes_next(day[:1], NOON) is booked_at_8
    assert comes_next([(early, NextAct.PRINT)], NOON) is None


@given(st.sampled_from(STATUS), st.integers(0, 23), st.booleans())
def test_only_who_was_still_to_come_and_whose_time_is_over_asks_whether_they_came(
    status: STATUS, hour: int, is_block: bool
) -> None:
    appointment = replace(booked(time(hour), status), patient_id=None if is_block else "p")
    still_to_come = status in (STATUS.BOOKED, STATUS.CONFIRMED) and not is_block
    assert is_past(appointment, NOON) == (still_to_come and hour < 12)


def test_an_appointment_is_over_at_the_minute_of_its_end() -> None:
    assert is_past(booked(time(11, 30)), NOON)
    assert not is_past(booked(time(11, 31)), NOON)
