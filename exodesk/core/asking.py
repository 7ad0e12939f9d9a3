"""When safety questions after an injection, and scores after the primary doses, are to be asked for. Days only."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from exodesk.core.calendar import days_from
from exodesk.core.follow_up import FollowUpPoint, response_points, safety_questions, unscored_points
from exodesk.core.records.contact import SafetyPoint
from exodesk.core.records.plan import Measure, Plan
from exodesk.core.records.rules import ClinicRules

LISTED_BEFORE = timedelta(days=2)
"""Before its target day: day 1–3 from the day after, week 6 not a month ahead."""

LISTED_AFTER = timedelta(days=7)
"""After its window: a late answer is better than none, and then nobody asks any more."""


@dataclass(frozen=True, slots=True)
class Question:
    point: SafetyPoint
    window: FollowUpPoint

    def is_late(self, today: date) -> bool:
        return today > self.window.closes


def questions_on(injected_on: date, today: date) -> Iterator[Question]:
    """The questions about the injections of one day that stand on the list today."""
    for point, window in zip(SafetyPoint, safety_questions(injected_on), strict=True):
        if max(window.opens, window.target - LISTED_BEFORE) <= today <= window.closes + LISTED_AFTER:
            yield Question(point, window)


def days_asked_about(today: date) -> list[tuple[SafetyPoint, date, date]]:
    """For each question the stretch of days on which whoever was injected may stand on the list today."""
    found = []
    for point, window in zip(SafetyPoint, safety_questions(today), strict=True):
        # as many days after today as the day asked about lies before it
        latest = today - (max(window.opens, window.target - LISTED_BEFORE) - today)
        found.append((point, today - (window.closes + LISTED_AFTER - today), latest))
    return found


def points_to_score(
    plan: Plan, primary_done: date | None, scored: Iterable[date], rules: ClinicRules
) -> tuple[FollowUpPoint, ...]:
    """The points of a plan's first year without a score; none of a plan that is closed or measures nothing.

    `primary_done`: the day of the dose that completed the primary ones. Each is asked for from its target day on until
    its window closes.
    """
    if primary_done is None or plan.closed_on or plan.deciding_measure is Measure.NONE:
        return ()
    return unscored_points(primary_done, scored, rules)


def earliest_target(today: date, rules: ClinicRules) -> date:
    """No point whose target day lies before it is still asked for today."""
    longest = max(days_from(point.target, point.closes) for point in response_points(today, rules))
    return today - timedelta(days=longest)
