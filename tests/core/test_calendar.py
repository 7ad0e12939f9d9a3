"""Months that keep their day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exodesk.core.calendar import add_months, days_from, last_of_month

days = st.dates(date(1900, 1, 1), date(2200, 12, 31))
months = st.integers(0, 240)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        ("2026-08-31", 6, "2027-03-01"),
        ("2026-08-30", 6, "2027-03-01"),
        ("2026-08-28", 6, "2027-02-28"),
        ("2024-02-29", 12, "2025-03-01"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2023-08-29", 6, "2024-02-29"),
        ("2026-10-31", 1, "2026-12-01"),
        ("2026-12-31", 1, "2027-01-31"),
        ("2026-12-31", 2, "2027-03-01"),
        ("2026-11-15", 2, "2027-01-15"),
    ],
)
def test_known_months(day: str, count: int, expected: str) -> None:
    assert add_months(date.fromisoformat(day), count) == date.fromisoformat(expected)


@given(days, months)
def test_the_day_stays_or_becomes_the_first_of_the_month_after(day: date, count: int) -> None:
    found = add_months(day, count)
    passed = (found.year - day.year) * 12 + found.month - day.month
    assert (found.day, passed) in {(day.day, count), (1, count + 1)}


@given(days, months)
def test_only_a_day_that_does_not_exist_moves(day: date, count: int) -> None:
    if day.day <= 28:
        assert add_months(day, count).day == day.day


@given(days, days, months)
def test_a_later_day_never_overtakes(day: date, other: date, count: int) -> None:
    first, second = sorted((day, other))
    assert add_months(first, count) <= add_months(second, count)


@given(days, months, months)
def test_more_months_are_never_earlier(day: date, count: int, more: int) -> None:
    assert add_months(day, count) <= add_months(day, count + more)


@given(days)
def test_no_months_change_nothing(day: date) -> None:
    assert add_months(day, 0) == day


@given(days)
def test_the_last_of_a_month_is_followed_by_the_first_of_the_next(day: date) -> None:
    last = last_of_month(day.year, day.month)
    assert (last.year, last.month) == (day.year, day.month)
    assert (last + timedelta(days=1)).day == 1


@given(days, st.integers(-1000, 1000))
def test_days_from_counts_forward(day: date, count: int) -> None:
    assert days_from(day, day + timedelta(days=count)) == count
