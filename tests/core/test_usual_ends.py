"""Holds end where it is usual for their reason, and stay open where nobody can say."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from exodesk.core.planning import ENDS_WHEN_RESOLVED, hold_problems, usual_end
from exodesk.core.records.plan import Hold, HoldReason
from exodesk.core.records.rules import ClinicRules

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
OPEN = [
    HoldReason.PREGNANCY,
    HoldReason.JOINT_REPLACEMENT,
    HoldReason.PRODUCT,
    HoldReason.INVESTIGATION,
    HoldReason.CONTRAINDICATION,
    HoldReason.OTHER,
]


def test_an_infection_ends_two_weeks_after_it_resolved() -> None:
    assert usual_end(HoldReason.INFECTION, date(2026, 3, 2), date(2026, 3, 10)) == date(2026, 3, 24)
    assert usual_end(HoldReason.INFECTION, date(2026, 3, 2), None) is None


def test_who_declines_is_asked_again_after_90_days() -> None:
    assert usual_end(HoldReason.DECLINED, date(2026, 3, 2), None) == date(2026, 5, 31)


@given(st.sampled_from(OPEN), DAYS, st.none() | DAYS)
def test_other_reasons_are_open(reason: HoldReason, from_on: date, resolved_on: date | None) -> None:
    assert usual_end(reason, from_on, resolved_on) is None


@given(st.sampled_from(HoldReason), DAYS, st.integers(0, 400), st.integers(0, 400))
def test_a_usual_end_can_always_be_saved(reason: HoldReason, from_on: date, after: int, figure: int) -> None:
    rules = ClinicRules(infection_hold_days=figure, declined_hold_days=figure)
    resolved_on = from_on + timedelta(days=after) if reason in ENDS_WHEN_RESOLVED else None
    until = usual_end(reason, from_on, resolved_on, rules)
    assert hold_problems(Hold(id="", patient_id="", reason=reason, from_on=from_on, until_on=until)) == []
