"""When the safety questions after an injection stand on the list. Days only; who was asked is elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from exodesk.core.follow_up import FollowUpPoint, safety_questions
from exodesk.core.records.contact import SafetyPoint

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
