"""When somebody is asked how they are: safety questions after each injection, response points after the primary doses.

Days and windows only; who was asked and what they said is elsewhere. The review months drawn on the timeline are months
of the calendar; the windows in days decide which score counts, and are not drawn.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from exodesk.core.calendar import add_months, days_from
from exodesk.core.records.rules import USUAL_RULES, ClinicRules


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpPoint:
    """A question with the day it is meant for and the days on which an answer counts for it."""

    label: str
    target: date
    opens: date
    closes: date

    def takes(self, day: date) -> bool:
        return self.opens <= day <= self.closes


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewWindow:
    """Months that the timeline shades after a dose."""

    label: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class _Schedule:
    label: str
    target: int
    first: int
    last: int

    def after(self, day: date) -> FollowUpPoint:
        return FollowUpPoint(
            label=self.label,
            target=day + timedelta(days=self.target),
            opens=day + timedelta(days=self.first),
            closes=day + timedelta(days=self.last),
        )


SAFETY_QUESTIONS = (_Schedule("day 1–3", 3, 1, 3), _Schedule("week 6", 42, 28, 56))
RESPONSE_POINTS_BEFORE_DECISION = (_Schedule("week 6", 42, 28, 56),)
RESPONSE_POINTS_AFTER_DECISION = (
    _Schedule("month 6", 182, 154, 210),
    _Schedule("month 9", 273, 240, 304),
    _Schedule("month 12", 365, 335, 395),
)


def safety_questions(injected_on: date) -> tuple[FollowUpPoint, ...]:
    """After every injection, boosters and each dose of a series included."""
    return tuple(schedule.after(injected_on) for schedule in SAFETY_QUESTIONS)


def response_points(last_primary_dose: date, rules: ClinicRules = USUAL_RULES) -> tuple[FollowUpPoint, ...]:
    """The points of the first year; a booster does not move them. Month 4 is the one that response.py decides on."""
    decision = _Schedule("month 4", rules.decision_target_day, rules.decision_first_day, rules.decision_last_day)
    schedules = (*RESPONSE_POINTS_BEFORE_DECISION, decision, *RESPONSE_POINTS_AFTER_DECISION)
    return tuple(schedule.after(last_primary_dose) for schedule in schedules)


def nearest_day(point: FollowUpPoint, days: Iterable[date]) -> date | None:
    """The day whose answer counts for a point: inside its window, nearest its target, of two as near the later."""
    inside = sorted((day for day in days if point.takes(day)), reverse=True)
    return min(inside, key=lambda day: abs(days_from(point.target, day)), default=None)


def unscored_points(
    last_primary_dose: date, scored: Iterable[date], rules: ClinicRules = USUAL_RULES
) -> tuple[FollowUpPoint, ...]:
    """The points of the first year for which no score counts, those to come included."""
    days = tuple(scored)
    return tuple(point for point in response_points(last_primary_dose, rules) if nearest_day(point, days) is None)


def review_windows(dose_on: date) -> tuple[ReviewWindow, ReviewWindow]:
    """The months after a dose that the timeline shades, by their plain names."""
    return (
        ReviewWindow(label="3–4 month review", first=add_months(dose_on, 3), last=add_months(dose_on, 4)),
        ReviewWindow(label="9 month review", first=add_months(dose_on, 9), last=add_months(dose_on, 10)),
    )
