"""The intervals of a plan: which dose is next, and its earliest, recommended and past-due dates by the rules.

The table of intervals and what moves a date afterwards. Knows nothing of states, scores or lots.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from exodesk.core.booster.facts import PlanTerms
from exodesk.core.calendar import add_months
from exodesk.core.codes import Coded
from exodesk.core.records.plan import BoosterRule, PlanKind
from exodesk.core.records.rules import ClinicRules


class DoseKind(Coded):
    PRIMARY = "primary", "Dose"
    BOOSTER = "booster", "Booster"


@dataclass(frozen=True, slots=True)
class Place:
    """A dose's place in its plan: the second primary dose, the first booster."""

    kind: DoseKind
    number: int

    def __str__(self) -> str:
        return f"{self.kind.label} {self.number}"


@dataclass(frozen=True, slots=True)
class Window:
    """The dates of the next dose."""

    earliest: date
    recommended: date
    past_due: date

    @classmethod
    def at(cls, day: date) -> "Window":
        return cls(day, day, day)

    def set_by_hand(self, day: date, rules: ClinicRules) -> "Window":
        """The date set replaces the recommended one, and may lie before the earliest."""
        return Window(min(self.earliest, day), day, day + timedelta(days=rules.hand_set_past_due_days))

    def not_before(self, floor: date, rules: ClinicRules) -> "Window":
        """Moved by the end of a hold or washout; nobody is overdue the day after it."""
        earliest = max(self.earliest, floor)
        if floor <= self.recommended:
            return Window(earliest, self.recommended, self.past_due)
        return Window(earliest, floor, max(self.past_due, floor + timedelta(days=rules.after_floor_days)))


def next_place(plan: PlanTerms, primaries: int, boosters: int) -> Place | None:
    """The dose that follows so many counted ones; None when nothing more is planned."""
    if primaries < plan.doses:
        return Place(DoseKind.PRIMARY, primaries + 1)
    if plan.booster == BoosterRule.NONE or (plan.booster_max is not None and boosters >= plan.booster_max):
        return None
    return Place(DoseKind.BOOSTER, boosters + 1)


def is_as_needed_booster(plan: PlanTerms, place: Place | None) -> bool:
    return place is not None and place.kind == DoseKind.BOOSTER and plan.booster == BoosterRule.AS_NEEDED


def lockout_end(plan: PlanTerms, reference: date) -> date:
    """Before it an as-needed booster is early."""
    return add_months(reference, plan.lockout_months)


def interval_of(plan: PlanTerms, place: Place, reference: date | None) -> tuple[int | None, int | None]:
    """Weeks and months from the last dose to the recommended date; at most one of them is given."""
    if reference is None or is_as_needed_booster(plan, place):
        return None, None
    if place.kind == DoseKind.BOOSTER:
        return None, plan.booster_months
    return plan.interval_weeks if plan.kind == PlanKind.SERIES else None, None


def window_by_rule(
    plan: PlanTerms, place: Place, reference: date | None, trigger: date | None, rules: ClinicRules
) -> Window | None:
    """One row of the table of intervals. `reference` is the last dose physically given, whatever its verdict.

    None: an as-needed booster that nothing has triggered.
    """
    weeks, months = interval_of(plan, place, reference)
    if reference is None:  # first
        return Window(plan.planned_on, plan.planned_on, plan.planned_on + timedelta(days=rules.first_past_due_days))
    if weeks is not None:  # next of a series
        return Window(
            reference + timedelta(weeks=weeks - rules.series_available_weeks_before),
            reference + timedelta(weeks=weeks),
            reference + timedelta(weeks=weeks + rules.series_past_due_weeks_after, days=-1),
        )
    if months is not None:  # fixed booster
        earliest_months = max(months - rules.fixed_available_months_before, rules.fixed_earliest_months)
        return Window(
            add_months(reference, earliest_months),
            add_months(reference, months),
            add_months(reference, months + rules.fixed_past_due_months_after) - timedelta(days=1),
        )
    if place.kind == DoseKind.PRIMARY:  # single again, its dose not counted
        return Window(reference, reference, reference + timedelta(days=rules.first_past_due_days))
    if trigger is None:
        return None
    due = max(trigger, lockout_end(plan, reference))  # as-needed booster, with a trigger
    return Window(due, due, due + timedelta(days=rules.triggered_past_due_days))


def earliest_for_verdict(plan: PlanTerms, place: Place, reference: date, rules: ClinicRules) -> date:
    """The day from which a dose given is not early; for an as-needed booster the lockout alone counts."""
    window = window_by_rule(plan, place, reference, trigger=reference, rules=rules)
    assert window is not None, "a trigger always gives dates"
    return window.earliest
