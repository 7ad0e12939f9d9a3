"""The figures of the forecast and of the response: settings of the clinic, with the defaults a new clinic starts from.

They are never shown as a guideline. What they mean is in booster/, response.py and follow_up.py; here are only numbers.
A change of them makes every stored forecast stale.
"""

from dataclasses import dataclass
from typing import Annotated

from exodesk.core.fields import Field
from exodesk.core.quantities import Unit
from exodesk.core.records.plan import BOOSTER_EVERY, INTENDED_DOSE, INTENDED_VOLUME


def _days(label: str, most: int = 3650, *, least: int = 0) -> Field:
    return Field(label=label, unit=Unit.DAYS, minimum=least, maximum=most)


def _weeks(label: str) -> Field:
    return Field(label=label, unit=Unit.WEEKS, minimum=0, maximum=104)


def _months(label: str, *, least: int = 0) -> Field:
    return Field(label=label, unit=Unit.MONTHS, minimum=least, maximum=120)


def _percent(label: str) -> Field:
    return Field(label=label, unit=Unit.PERCENT, minimum=1, maximum=100)


def _pain(label: str, *, help: str = "") -> Field:  # noqa: A002  # named as in Field
    return Field(label=label, minimum=0, maximum=10, help=help)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicRules:
    """One row, its id is always `clinic`. Days unless the name says otherwise; per cent are whole, pain is on 0-10."""

    id: str = "clinic"

    # Dates of the next dose
    grace_days: Annotated[int, _days("A dose may be early by", 28)] = 4
    first_past_due_days: Annotated[int, _days("First dose past due after")] = 41
    series_available_weeks_before: Annotated[int, _weeks("Series: possible before the date by")] = 1
    series_past_due_weeks_after: Annotated[int, _weeks("Series: past due after the date by")] = 2
    fixed_available_months_before: Annotated[int, _months("Fixed booster: possible before by")] = 2
    fixed_earliest_months: Annotated[int, _months("Fixed booster: never before")] = 2
    fixed_past_due_months_after: Annotated[int, _months("Fixed booster: past due after by")] = 1
    usual_lockout_months: Annotated[int, _months("As needed: not before, unless the plan says so")] = 4
    triggered_past_due_days: Annotated[int, _days("As needed: past due after")] = 30
    hand_set_past_due_days: Annotated[int, _days("A date set by hand is past due after")] = 30
    after_floor_days: Annotated[int, _days("After a hold: not past due before")] = 13
    review_after_days: Annotated[int, _days("An open hold is reviewed after")] = 30
    lost_after_days: Annotated[int, _days("Lost from view after")] = 90

    # The start value
    baseline_window_days: Annotated[int, _days("Start value: counted back")] = 90
    baseline_old_after_days: Annotated[int, _days("Start value is old after")] = 30
    booster_start_window_days: Annotated[int, _days("A booster’s own start value: counted back")] = 30
    low_baseline_under: Annotated[int, _pain("Start value is low under")] = 4

    # Classes of improvement; better means moderate or more
    substantial_percent: Annotated[int, _percent("Substantial from")] = 50
    better_percent: Annotated[int, _percent("Moderate from")] = 30
    minimal_percent: Annotated[int, _percent("Minimal from")] = 10
    better_in_words_pgic: Annotated[
        int, Field(label="Global change: better up to", minimum=1, maximum=7, help="1 very much improved, 4 no change")
    ] = 3

    # The decision after the primary doses, and after an as-needed booster
    decision_target_day: Annotated[int, _days("Decision: nearest to day")] = 112
    decision_first_day: Annotated[int, _days("Decision: from day")] = 91
    decision_last_day: Annotated[int, _days("Decision: to day")] = 140

    # Relapse
    relapse_after_days: Annotated[int, _days("Return of the pain: later than")] = 28
    relapse_least_pain: Annotated[int, _pain("Return of the pain: at least")] = 4
    relapse_rise: Annotated[int, _pain("Return of the pain: above the best by")] = 2
    relapse_below_baseline: Annotated[int, _pain("Return of the pain: up to the start value less")] = 1

    # Need
    recent_score_days: Annotated[int, _days("A score is recent for")] = 60

    # Usual ends of holds and washouts
    infection_hold_days: Annotated[int, _days("Hold after an infection resolved")] = 14
    declined_hold_days: Annotated[int, _days("Hold after a refusal")] = 90
    steroid_washout_days: Annotated[int, _days("Washout after a steroid")] = 42


USUAL_RULES = ClinicRules()


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualFigures:
    """What this practice usually plans: empty until it is first used, offered then as a hint and never put in place.

    One row, its id is always `clinic`.
    """

    id: str = "clinic"
    doses: Annotated[int | None, Field(label="Doses of a series", minimum=2, maximum=24)] = None
    interval_weeks: Annotated[
        int | None, Field(label="Interval of a series", unit=Unit.WEEKS, minimum=1, maximum=104)
    ] = None
    booster_months: Annotated[int | None, BOOSTER_EVERY] = None
    lockout_months: Annotated[
        int | None, Field(label="Booster as needed, not before", unit=Unit.MONTHS, minimum=0, maximum=120)
    ] = None
    intended_particles: Annotated[int | None, INTENDED_DOSE] = None
    intended_volume_ul: Annotated[int | None, INTENDED_VOLUME] = None
