"""Dates as people write them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exodesk.core.dates import (
    PartialDate,
    WallTime,
    age_on,
    read_date,
    read_partial_date,
    refuse_two_ways,
    show_date,
    show_long_date,
    show_weekday,
    utc_from_text,
    utc_text,
)

TODAY = date(2026, 11, 23)
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("t", "2026-11-23"),
        ("+9m", "2027-08-23"),
        ("t+9m", "2027-08-23"),
        ("t -3d", "2026-11-20"),
        ("-2w", "2026-11-09"),
        ("+1y", "2027-11-23"),
        ("23nov", "2026-11-23"),
        ("2 jan", "2027-01-02"),
        ("23 11 26", "2026-11-23"),
        ("14/03/62", "1962-03-14"),
        ("04-Dec-2026", "2026-12-04"),
        ("2026-11-23", "2026-11-23"),
        ("231126", "2026-11-23"),
        ("23112026", "2026-11-23"),
        ("20261123", "2026-11-23"),
        ("July 14, 1952", "1952-07-14"),
        ("june 4 26", "2026-06-04"),
        ("nov 23", "2026-11-23"),
        ("3 sept 2026", "2026-09-03"),
        ("1 2 46", "2046-02-01"),  # twenty years ahead at the most
        ("1 2 47", "1947-02-01"),
    ],
)
def test_usual_ways_to_type_a_day(typed: str, meant: str) -> None:
    assert read_date(typed, TODAY).isoformat() == meant


@pytest.mark.parametrize(
    "typed",
    ["31 feb 2026", "3 marx 1962", "x", "99", "13 13 2026", "+9q", "2026", "nov", "0000-01-01", "+9999y", "-900y"],
)
def test_what_is_no_day_is_said_to_be_none(typed: str) -> None:
    with pytest.raises(ValueError, match=r"not a date|has no day"):
        read_date(typed, TODAY)


@pytest.mark.parametrize(("typed", "stored"), [("2019", "2019"), ("May-2019", "2019-05"), ("05 2019", "2019-05")])
def test_a_month_or_a_year_is_enough_where_no_more_is_known(typed: str, stored: str) -> None:
    assert str(read_partial_date(typed, TODAY)) == stored


def test_a_date_with_slashes_that_can_be_read_in_two_ways_is_not_guessed() -> None:
    with pytest.raises(ValueError, match=r"03-Feb-1958 or 02-Mar-1958\. Type the month in letters"):
        refuse_two_ways("3/2/1958", TODAY)


@pytest.mark.parametrize(
    "typed", ["14/3/1962", "3/14/1962", "4/4/1962", "04/4/62", "3 2 1958", "3-2-1958", "12/2027", "x"]
)
def test_what_can_be_read_in_one_way_only_passes(typed: str) -> None:
    refuse_two_ways(typed, TODAY)


def test_a_day_that_does_not_exist_moves_to_the_first_of_the_next_month() -> None:
    assert read_date("+6m", date(2026, 8, 31)) == date(2027, 3, 1)
    assert read_date("+1m", date(2026, 11, 30)) == date(2026, 12, 30)
    assert read_date("+1y", date(2028, 2, 29)) == date(2029, 3, 1)


@given(days)
def test_every_shown_day_reads_back(day: date) -> None:
    assert read_date(show_date(day), TODAY) == day
    assert read_date(day.isoformat(), TODAY) == day
    assert PartialDate.parse(str(PartialDate.of(day))).exact == day


def test_days_are_shown_alike_everywhere() -> None:
    day = date(2026, 9, 3)
    assert (show_date(day), show_long_date(day), show_weekday(day)) == (
        "03-Sep-2026",
        "3 September 2026",
        "Thu 03-Sep-2026",
    )


def test_an_age_turns_on_the_birthday() -> None:
    born = PartialDate(1962, 3, 14)
    assert (age_on(born, date(2026, 3, 13)), age_on(born, date(2026, 3, 14))) == (63, 64)


@given(st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(2200, 1, 1)), st.integers(-12, 14))  # noqa: DTZ001 naive until the zone is drawn
def test_an_instant_is_stored_in_utc_at_fixed_width(naive: datetime, hours: int) -> None:
    moment = naive.replace(tzinfo=timezone(timedelta(hours=hours)))
    text = utc_text(moment)
    assert len(text) == len("2026-11-23T04:36:53.123Z")
    assert abs(utc_from_text(text) - moment.astimezone(UTC)) < timedelta(milliseconds=1)


def test_wall_time_survives_its_text() -> None:
    assert str(WallTime.parse("2026-12-04T10:30")) == "2026-12-04T10:30"
    assert WallTime.parse("2026-12-04T10:30").show() == "04-Dec-2026 10:30"
