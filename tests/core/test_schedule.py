"""Overlaps, opening hours and free slots: laws over all times, both clock changes among them."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exodesk.core.dates import WallTime
from exodesk.core.hours import DAYS, Openings, Span, closure_problems, hours_problems, read_hours, settled, show_hours
from exodesk.core.records.appointment import (
    Appointment,
    AppointmentStatus,
    ClinicHours,
    Closure,
    ClosureKind,
)
from exodesk.core.schedule import (
    AFTERNOON,
    MORNING,
    Wish,
    appointment_problems,
    ends_at,
    exists,
    free_slots,
    instant_of,
    is_inside,
    overlapping,
    status_problems,
    stretch,
    stretch_of,
    wall_of,
)

LA = "America/Los_Angeles"
SPRING, AUTUMN = date(2026, 3, 8), date(2026, 11, 1)
"""The clocks skip 02:00 to 03:00, and repeat 01:00 to 02:00."""
LONG_AGO = datetime(1990, 1, 1, tzinfo=UTC)

days = st.one_of(st.dates(date(2026, 3, 6), date(2026, 3, 10)), st.dates(date(2026, 10, 30), date(2026, 11, 3)))
times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 5, 10, 15, 30, 45, 55]))
walls = st.builds(WallTime, days, times)
statuses = st.sampled_from(AppointmentStatus)


def an_appointment(starts_at: WallTime, minutes: int = 30, key: str = "a", **more: object) -> Appointment:
    return replace(
        Appointment(id=key, patient_id="p", starts_at=starts_at, zone=LA, minutes=minutes),
        **more,  # type: ignore[arg-type]
    )


appointments = st.builds(
    an_appointment, walls, st.integers(5, 720), st.uuids().map(str), status=statuses, zone=st.sampled_from([LA, "UTC"])
)
hour_texts = st.sampled_from([None, "08:00-17:00", "00:30-04:00", "08:00-12:30, 13:30-17:00", "22:00-23:59"])
hours = st.builds(ClinicHours, **dict.fromkeys(DAYS, hour_texts), step_minutes=st.sampled_from([5, 15, 20, 60]))
closures = st.builds(
    lambda day, length: Closure(id="c", kind=ClosureKind.VACATION, from_on=day, until_on=day + timedelta(days=length)),
    days,
    st.integers(0, 3),
)
practices = st.builds(Openings, hours, st.lists(closures, max_size=1).map(tuple), st.sampled_from([LA, "UTC"]))


@given(appointments, appointments)
def test_two_overlap_each_other_or_neither(one: Appointment, other: Appointment) -> None:
    assert bool(overlapping(one, [other])) == bool(overlapping(other, [one]))


@given(appointments, appointments)
def test_they_overlap_when_an_instant_belongs_to_both(one: Appointment, other: Appointment) -> None:
    a, b = stretch_of(one), stretch_of(other)
    shared = max(a.starts, b.starts) < min(a.ends, b.ends)
    assert bool(overlapping(one, [other])) == (shared and one.takes_time and other.takes_time)


@given(appointments)
def test_nothing_overlaps_itself(one: Appointment) -> None:
    assert overlapping(one, [one]) == []


@given(appointments)
def test_an_appointment_really_lasts_as_long_as_it_says(one: Appointment) -> None:
    taken = stretch_of(one)
    assert taken.ends - taken.starts == timedelta(minutes=one.minutes)
    assert wall_of(taken.ends, one.zone) == ends_at(one)


@given(walls)
def test_a_wall_time_that_the_clocks_show_comes_back(wall: WallTime) -> None:
    there = wall_of(instant_of(wall, LA), LA)
    assert (there == wall) == exists(wall, LA)
    assert exists(wall, LA) or (wall.day == SPRING and wall.at.hour == 2)


def test_over_the_spring_change_an_hour_of_wall_time_is_missing() -> None:
    night = an_appointment(WallTime(SPRING, time(1, 30)), 60)
    assert ends_at(night) == WallTime(SPRING, time(3, 30))
    assert overlapping(night, [an_appointment(WallTime(SPRING, time(3, 15)), key="b")])
    assert not overlapping(night, [an_appointment(WallTime(SPRING, time(3, 30)), key="b")])


def test_over_the_autumn_change_an_hour_of_wall_time_comes_twice() -> None:
    night = an_appointment(WallTime(AUTUMN, time(0, 30)), 120)
    assert ends_at(night) == WallTime(AUTUMN, time(1, 30))
    assert overlapping(night, [an_appointment(WallTime(AUTUMN, time(1, 45)), key="b")])


def test_what_only_touches_does_not_overlap() -> None:
    first = an_appointment(WallTime(SPRING, time(9)), 30)
    assert overlapping(first, [an_appointment(WallTime(SPRING, time(9, 30)), key="b")]) == []


@pytest.mark.parametrize("status", [AppointmentStatus.CANCELLED, AppointmentStatus.NO_SHOW])
def test_who_does_not_come_takes_no_time(status: AppointmentStatus) -> None:
    first = an_appointment(WallTime(SPRING, time(9)))
    assert overlapping(first, [replace(first, id="b", status=status)]) == []


# Free slots


@given(practices, st.lists(appointments, max_size=8), st.sampled_from([5, 30, 45, 200]), days, st.integers(0, 4))
def test_a_free_slot_is_open_free_and_shown_by_the_clock(
    openings: Openings, busy: list[Appointment], minutes: int, first: date, length: int
) -> None:
    last = first + timedelta(days=length)
    found = list(free_slots(openings, busy, minutes, first=first, last=last, not_before=LONG_AGO))
    assert found == sorted(set(found))
    for wall in found:
        slot = an_appointment(wall, minutes, "new", zone=openings.zone)
        assert first <= wall.day <= last
        assert exists(wall, openings.zone)
        assert openings.why_closed(wall.day) == ""
        assert is_inside(stretch_of(slot), wall.day, openings)
        assert overlapping(slot, busy) == []


@given(practices, st.lists(appointments, max_size=5), st.sampled_from([15, 60]), days)
def test_every_step_that_fits_is_offered(openings: Openings, busy: list[Appointment], minutes: int, day: date) -> None:
    found = set(free_slots(openings, busy, minutes, first=day, last=day, not_before=LONG_AGO))
    for span in openings.spans(day):
        at = span.opens.hour * 60 + span.opens.minute
        while at < span.closes.hour * 60 + span.closes.minute:
            wall = WallTime(day, time(at // 60, at % 60))
            slot = an_appointment(wall, minutes, "new", zone=openings.zone)
            fits = is_inside(stretch_of(slot), day, openings) and not overlapping(slot, busy)
            assert (wall in found) == (fits and exists(wall, openings.zone))
            at += openings.hours.step_minutes


@given(practices, st.lists(appointments, max_size=5), days, walls)
def test_nothing_is_offered_that_has_begun(
    openings: Openings, busy: list[Appointment], day: date, now: WallTime
) -> None:
    moment = instant_of(now, openings.zone)
    found = free_slots(openings, busy, 15, first=day, last=day + timedelta(days=2), not_before=moment)
    assert all(instant_of(wall, openings.zone) >= moment for wall in found)


def test_a_wish_is_kept() -> None:
    openings = Openings(ClinicHours(), (), LA)
    monday = date(2026, 11, 23)

    def offered(wish: Wish) -> list[WallTime]:
        until = monday + timedelta(days=6)
        return list(free_slots(openings, [], 30, first=monday, last=until, not_before=LONG_AGO, wish=wish))

    assert {wall.day.weekday() for wall in offered(Wish(weekdays=frozenset({1, 3})))} == {1, 3}
    assert max(wall.at for wall in offered(MORNING)) == time(12)
    assert min(wall.at for wall in offered(AFTERNOON)) == time(12)


def test_a_practice_without_hours_has_no_room() -> None:
    shut = Openings(ClinicHours(**dict.fromkeys(DAYS)), (), LA)  # type: ignore[arg-type]
    assert list(free_slots(shut, [], 5, first=SPRING, last=AUTUMN, not_before=LONG_AGO)) == []
    assert shut.why_closed(SPRING) == "Closed on Sun"


def test_the_hour_that_the_clocks_skip_is_not_offered() -> None:
    openings = Openings(ClinicHours(sunday="01:00-04:00", step_minutes=30), (), LA)
    found = list(free_slots(openings, [], 30, first=SPRING, last=SPRING, not_before=LONG_AGO))
    assert [wall.at for wall in found] == [time(1), time(1, 30), time(3), time(3, 30)]


def test_the_zone_of_the_workstation_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    openings, found = Openings(ClinicHours(), (), LA), []
    for zone in ("UTC", "Asia/Tokyo", "Pacific/Kiritimati"):
        monkeypatch.setenv("TZ", zone)
        taken = stretch(WallTime(SPRING, time(9)), LA, 30)
        assert taken.starts == datetime(2026, 3, 8, 9, tzinfo=ZoneInfo(LA))
        slots = free_slots(openings, [], 30, first=AUTUMN, last=AUTUMN + timedelta(days=1), not_before=LONG_AGO)
        found.append(list(slots))
    assert found[0] == found[1] == found[2]


# Hours


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("8-12", "08:00-12:00"),
        ("8:00 - 12.30, 1330-17", "08:00-12:30, 13:30-17:00"),
        ("9 to 17", "09:00-17:00"),
        ("8-12, 12-17", "08:00-12:00, 12:00-17:00"),
        ("", ""),
        (None, ""),
    ],
)
def test_hours_are_read_as_people_type_them(typed: str | None, kept: str) -> None:
    assert show_hours(read_hours(typed)) == kept


@pytest.mark.parametrize("typed", ["8", "12-8", "8-25", "8-12, 11-17", "mornings", "8-8"])
def test_hours_that_say_nothing_are_told_at_their_day(typed: str) -> None:
    problems = hours_problems(ClinicHours(tuesday=typed))
    assert [problem.field for problem in problems] == ["tuesday"]
    assert problems[0].text.endswith(".")


@given(hours)
def test_kept_hours_are_read_back_as_they_were(whole: ClinicHours) -> None:
    assert settled(settled(whole)) == settled(whole)
    assert hours_problems(settled(whole)) == []


def test_a_closed_day_says_why() -> None:
    vacation = Closure(
        id="c", kind=ClosureKind.VACATION, from_on=date(2026, 12, 21), until_on=date(2026, 12, 31), note="Skiing"
    )
    openings = Openings(ClinicHours(), (vacation,), LA)
    assert openings.spans(date(2026, 12, 18)) == (Span(time(8), time(17)),)
    assert openings.spans(date(2026, 12, 21)) == openings.spans(date(2026, 12, 31)) == ()
    assert openings.why_closed(date(2026, 12, 31)) == "Vacation: Skiing"
    assert closure_problems(replace(vacation, until_on=date(2026, 12, 20)))


# What may not be written


def test_a_time_that_the_clocks_skip_is_no_time() -> None:
    problems = appointment_problems(an_appointment(WallTime(SPRING, time(2, 30))))
    assert [problem.field for problem in problems] == ["starts_at"]


def test_a_block_says_for_what_and_belongs_to_no_plan() -> None:
    block = an_appointment(WallTime(SPRING, time(9)), patient_id=None, plan_id="plan")
    assert {problem.field for problem in appointment_problems(block)} == {"patient_id", "reason"}
    assert appointment_problems(replace(block, plan_id=None, reason="Lunch")) == []


def test_nobody_arrives_on_another_day_or_is_missed_before_the_time() -> None:
    booked = an_appointment(WallTime(SPRING, time(9)))
    day_before, early = instant_of(WallTime(date(2026, 3, 7), time(9)), LA), instant_of(WallTime(SPRING, time(8)), LA)
    late = early + timedelta(hours=2)
    assert status_problems(booked, AppointmentStatus.ARRIVED, day_before)
    assert not status_problems(booked, AppointmentStatus.ARRIVED, early)
    assert status_problems(booked, AppointmentStatus.NO_SHOW, early)
    assert not status_problems(booked, AppointmentStatus.NO_SHOW, late)
    assert not status_problems(booked, AppointmentStatus.CONFIRMED, day_before)
