"""When safety questions and scores are asked for, and which days are looked through for them: the same ones."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exodesk.core.asking import days_asked_about, earliest_target, questions_on
from exodesk.core.calendar import days_from
from exodesk.core.follow_up import response_points
from exodesk.core.records.contact import SafetyPoint
from exodesk.core.records.rules import USUAL_RULES

INJECTED = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("days", "asked"),
    [
        (0, []),
        (1, [SafetyPoint.FIRST_DAYS]),
        (10, [SafetyPoint.FIRST_DAYS]),  # a week after its window
        (11, []),
        (39, []),
        (40, [SafetyPoint.WEEK_6]),
        (63, [SafetyPoint.WEEK_6]),
        (64, []),
    ],
)
def test_a_question_is_listed_from_shortly_before_its_day_to_a_week_after_its_window(
    days: int, asked: list[SafetyPoint]
) -> None:
    assert [each.point for each in questions_on(INJECTED, INJECTED + timedelta(days=days))] == asked


@given(st.integers(-5, 90))
def test_the_days_that_are_looked_through_are_those_that_are_asked_about(days: int) -> None:
    today = INJECTED + timedelta(days=days)
    looked_through = [point for point, first, last in days_asked_about(today) if first <= INJECTED <= last]
    assert looked_through == [each.point for each in questions_on(INJECTED, today)]


def test_no_point_that_is_open_lies_before_the_earliest_day_that_is_looked_at() -> None:
    """And of one it is the very day: what lies before it is not read for nothing."""
    points = response_points(INJECTED)
    looked_at = [days_from(earliest_target(point.closes, USUAL_RULES), point.target) for point in points]
    assert min(looked_at) == 0
