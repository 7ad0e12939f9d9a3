"""The figures of the forecast and of the response: settings of the clinic, with the defaults a new clinic starts from.

They are never shown as a guideline. What they mean is in booster/, response.py and follow_up.py; here are only numbers.
A change of them makes every stored forecast stale.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicRules:
    """Days unless the name says otherwise; per cent are whole numbers, pain is on 0-10."""

    # Dates of the next dose
    grace_days: int = 4
    first_past_due_days: int = 41
    series_available_weeks_before: int = 1
    series_past_due_weeks_after: int = 2
    fixed_available_months_before: int = 2
    fixed_earliest_months: int = 2
    fixed_past_due_months_after: int = 1
    triggered_past_due_days: int = 30
    hand_set_past_due_days: int = 30
    after_floor_days: int = 13
    review_after_days: int = 30
    lost_after_days: int = 90

    # The start value
    baseline_window_days: int = 90
    baseline_old_after_days: int = 30
    booster_start_window_days: int = 30
    low_baseline_under: int = 4

    # Classes of improvement; better means moderate or more
    substantial_percent: int = 50
    better_percent: int = 30
    minimal_percent: int = 10
    better_in_words_pgic: int = 3

    # The decision after the primary doses, and after an as-needed booster
    decision_target_day: int = 112
    decision_first_day: int = 91
    decision_last_day: int = 140

    # Relapse
    relapse_after_days: int = 28
    relapse_least_pain: int = 4
    relapse_rise: int = 2
    relapse_below_baseline: int = 1

    # Need
    recent_score_days: int = 60

    # Usual ends of holds and washouts, in days
    infection_hold_days: int = 14
    declined_hold_days: int = 90
    steroid_washout_days: int = 42


USUAL_RULES = ClinicRules()
