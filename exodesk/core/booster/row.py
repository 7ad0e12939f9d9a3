"""The row stored of a plan's forecast: every date as it is shown, and all that a later day's state follows from.

So nothing goes stale overnight. It holds no state: `state.state_at` makes that.
"""

from dataclasses import dataclass
from datetime import date

from exodesk.core.booster.windows import DoseKind, Place
from exodesk.core.codes import Coded

RULES_VERSION = 2
"""Raised with every change of these rules, or of what is stored beside the row; all stored forecasts are stale then."""

NON_RESPONSE = "non_response"
"""The reason of the hold that a non-response makes by itself, beside those of records.plan.HoldReason."""


class FloorCause(Coded):
    """What a floor is: the day before which nothing may be given."""

    HOLD = "hold", "the end of a hold"
    WASHOUT = "washout", "the end of a washout"
    REPEAT = "repeat", "the day that was decided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What is stored of a plan. Dates of the next dose are None wherever they are not shown.

    The last block is only for the reason in words.
    """

    next_kind: DoseKind | None = None
    next_number: int | None = None
    earliest: date | None = None
    recommended: date | None = None
    past_due: date | None = None
    lost_after: date | None = None
    valid_until: date | None = None
    lockout_ends: date | None = None
    closed_on: date | None = None
    complete: bool = False
    contraindicated_from: date | None = None
    question_from: date | None = None
    open_hold_from: date | None = None
    review_on: date | None = None
    trigger_on: date | None = None
    hand_set_on: date | None = None
    asked_on: date | None = None
    relapse_on: date | None = None
    no_sign_until: date | None = None

    open_hold_reason: str | None = None
    reference_on: date | None = None
    interval_weeks: int | None = None
    interval_months: int | None = None
    floor_on: date | None = None
    floor_cause: FloorCause | None = None

    @property
    def next(self) -> Place | None:
        """The place of the next dose; None when nothing more is planned or the plan is closed."""
        if self.next_kind is None or self.next_number is None:
            return None
        return Place(self.next_kind, self.next_number)
