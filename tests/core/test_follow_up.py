"""The days on which somebody is asked, and the months that are shaded."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from exodesk.core.follow_up import (
    FollowUpPoint,
    nearest_day,
    response_points,
    review_windows,
    safety_questions,
)

DAY0 = date(2026, 1, 12)
days = st.dates(date(2000, 1, 1), date(2100, 12, 31))


def offsets(points: tuple[FollowUpPoint, ...], since: date = DAY0) -> list[tuple[int, int, int]]:
    return [((p.target - since).days, (p.opens - since).days, (p.closes - since).days) for p in points]


def test_two_safety_questions_after_every_injection() -> None:
    assert offsets(safety_questions(DAY0)) == [(3, 1, 3), (42, 28, 56)]


def test_five_points_in_the_first_year() -> None:
    assert offsets(response_points(DAY0)) == [
        (42, 28, 56),
        (112, 91, 140),
        (182, 154, 210),
        (273, 240, 304),
        (365, 335, 395),
    ]


@given(days)
def test_no_score_counts_for_two_points(day: date) -> None:
    points = response_points(day)
    assert all(one.closes < other.opens for one, other in pairwise(points))


def test_the_nearest_day_counts_and_of_two_the_later() -> None:
    month_4 = response_points(DAY0)[1]

    def chosen(*numbers: int) -> int | None:
        found = nearest_day(month_4, [DAY0 + timedelta(days=number) for number in numbers])
        return None if found is None else (found - DAY0).days

    assert chosen(90, 141) is None
    assert chosen(90, 91, 140) == 91
    assert chosen(140, 141) == 140
    assert chosen(115, 109) == 115
    assert chosen(116, 109) == 109


def test_review_months_are_months_of_the_calendar() -> None:
    early, late = review_windows(date(2026, 10, 31))
    assert (early.first, early.last) == (date(2027, 1, 31), date(2027, 3, 1))
    assert (late.first, late.last) == (date(2027, 7, 31), date(2027, 8, 31))
    assert (early.label, late.label) == ("3–4 month review", "9 month review")
