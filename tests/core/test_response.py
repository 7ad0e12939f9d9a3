"""Both sides of every bound in what scores say: baseline, classes, decisions, relapse."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exodesk.core.booster import Baseline, DoseFact, LotAnswer, LotFact, PlanFacts, PlanTerms, ScoreFact, evaluate
from exodesk.core.records.plan import BoosterRule, LotAnswerWhat, PlanKind
from exodesk.core.records.rules import USUAL_RULES
from exodesk.core.response import (
    Flag,
    Response,
    ResponseClass,
    ResponseVerdict,
    classify,
    decide,
    improvement,
    relapse,
)

DAY0 = date(2026, 1, 12)
LATER = DAY0 + timedelta(days=1000)

RESPONDER, DISCORDANT, NON_RESPONSE = ResponseVerdict


def day(number: int) -> date:
    return DAY0 + timedelta(days=number)


def scored(*entries: tuple[int, int] | tuple[int, int, int]) -> tuple[ScoreFact, ...]:
    return tuple(ScoreFact(on=day(on), nrs=nrs, pgic=pgic[0] if pgic else None) for on, nrs, *pgic in entries)


def response(
    *entries: tuple[int, int] | tuple[int, int, int],
    doses: tuple[int, ...] = (0,),
    booster: BoosterRule = BoosterRule.AS_NEEDED,
    baseline: Baseline | None = None,
    reviews: tuple[int, ...] = (),
    today: date = LATER,
) -> Response:
    months = 6 if booster == BoosterRule.FIXED else None
    facts = PlanFacts(
        plan=PlanTerms(kind=PlanKind.SINGLE, planned_on=DAY0, booster=booster, booster_months=months),
        doses=tuple(DoseFact(given_on=day(each)) for each in doses),
        scores=scored(*entries),
        baseline=baseline,
        reviews=tuple(day(each) for each in reviews),
    )
    return evaluate(facts, today).response


def test_before_the_first_dose_nothing_is_said() -> None:
    assert response((0, 8), doses=(5,), today=day(4)) == Response()


@pytest.mark.parametrize(
    ("taken", "baseline", "flags"),
    [
        (-91, None, (Flag.NO_BASELINE,)),
        (-90, 8, (Flag.BASELINE_OLD,)),
        (-31, 8, (Flag.BASELINE_OLD,)),
        (-30, 8, ()),
        (0, 8, ()),
        (1, None, (Flag.NO_BASELINE,)),
    ],
)
def test_the_baseline_lies_in_the_90_days_up_to_the_first_dose(
    taken: int, baseline: int | None, flags: tuple[Flag, ...]
) -> None:
    found = response((taken, 8))
    assert (found.baseline, found.flags) == (baseline, flags)


@pytest.mark.parametrize(("taken", "flags"), [(-31, (Flag.BASELINE_OLD,)), (-30, ()), (-400, (Flag.BASELINE_OLD,))])
def test_a_baseline_by_hand_wins_at_any_age(taken: int, flags: tuple[Flag, ...]) -> None:
    found = response((0, 8), baseline=Baseline(on=day(taken), nrs=6))
    assert (found.baseline, found.flags) == (6, flags)


def test_a_baseline_by_hand_is_known_from_its_day() -> None:
    by_hand = Baseline(on=day(5), nrs=6)
    assert response((0, 8), baseline=by_hand, today=day(4)).baseline == 8
    assert response((0, 8), baseline=by_hand, today=day(5)).baseline == 6


def test_the_last_score_before_the_dose_is_the_baseline_and_of_one_day_the_later_entry() -> None:
    assert response((-20, 9), (-3, 7), (-3, 6)).baseline == 6


@pytest.mark.parametrize(
    ("nrs", "flags"), [(0, (Flag.NOT_COMPUTABLE,)), (1, (Flag.LOW_BASELINE,)), (3, (Flag.LOW_BASELINE,)), (4, ())]
)
def test_a_low_baseline_is_flagged_and_zero_switches_the_rules_off(nrs: int, flags: tuple[Flag, ...]) -> None:
    assert response((0, nrs)).flags == flags


def test_an_old_baseline_of_zero_has_no_other_flag_and_nothing_is_computed() -> None:
    found = response((-60, 0), (112, 0, 1), (200, 9))
    assert found == Response(baseline=0, flags=(Flag.NOT_COMPUTABLE,))


def test_flags_stand_in_their_order() -> None:
    found = response((-40, 3), (112, 1), doses=(0,))
    assert found.flags == (Flag.BASELINE_OLD, Flag.LOW_BASELINE, Flag.PROVISIONAL)


@pytest.mark.parametrize(
    ("percent", "expected"),
    [
        (Fraction(50), "substantial"),
        (Fraction(499, 10), "moderate"),
        (Fraction(30), "moderate"),
        (Fraction(299, 10), "minimal"),
        (Fraction(10), "minimal"),
        (Fraction(99, 10), "none"),
        (Fraction(-99, 10), "none"),
        (Fraction(-10), "worse"),
    ],
)
def test_classes(percent: Fraction, expected: str) -> None:
    assert classify(percent, USUAL_RULES) == expected


@given(st.integers(1, 10), st.integers(0, 10))
def test_classes_agree_with_whole_numbers(start: int, now: int) -> None:
    gain = 100 * (start - now)
    expected = (
        ResponseClass.SUBSTANTIAL
        if gain >= 50 * start
        else ResponseClass.MODERATE
        if gain >= 30 * start
        else ResponseClass.MINIMAL
        if gain >= 10 * start
        else ResponseClass.NONE
        if gain > -10 * start
        else ResponseClass.WORSE
    )
    assert classify(improvement(start, now), USUAL_RULES) == expected


@pytest.mark.parametrize(
    ("start", "now", "shown"), [(3, 2, 33.3), (3, 1, 66.7), (7, 2, 71.4), (8, 7, 12.5), (6, 7, -16.7), (8, 8, 0.0)]
)
def test_per_cent_are_shown_with_one_decimal(start: int, now: int, shown: float) -> None:
    decision = decide(scored((112, now)), DAY0, start, USUAL_RULES)
    assert decision is not None
    assert str(decision.improvement_pct) == str(shown)


@pytest.mark.parametrize(("taken", "decided"), [(90, False), (91, True), (140, True), (141, False)])
def test_the_decision_looks_at_day_91_to_140(taken: int, decided: bool) -> None:
    assert (response((0, 8), (taken, 4)).m4 is not None) == decided


@pytest.mark.parametrize(
    ("days", "nearest"), [((109, 115), 115), ((109, 116), 109), ((108, 115), 115), ((91, 132), 132), ((112, 112), 112)]
)
def test_the_score_nearest_day_112_decides_and_of_two_the_later(days: tuple[int, int], nearest: int) -> None:
    m4 = response((0, 8), *((each, 4) for each in days)).m4
    assert m4 is not None
    assert m4.on == day(nearest)


@pytest.mark.parametrize(
    ("now", "pgic", "verdict", "provisional"),
    [
        (7, 3, RESPONDER, False),
        (7, 4, DISCORDANT, False),
        (7, None, RESPONDER, True),
        (8, 3, DISCORDANT, False),
        (8, 4, NON_RESPONSE, False),
        (8, None, NON_RESPONSE, False),
        (8, 1, DISCORDANT, False),
        (7, 7, DISCORDANT, False),
    ],
)
def test_numbers_and_words_decide_together(
    now: int, pgic: int | None, verdict: ResponseVerdict, provisional: bool
) -> None:
    decision = decide((ScoreFact(on=day(112), nrs=now, pgic=pgic),), DAY0, 10, USUAL_RULES)
    assert decision is not None
    assert (decision.verdict, decision.provisional) == (verdict, provisional)


def test_the_decision_is_counted_from_the_dose_that_completed_the_primary_doses() -> None:
    plan = PlanTerms(kind=PlanKind.SERIES, doses=2, interval_weeks=4, planned_on=DAY0)
    scores = scored((0, 8), (112, 8), (140, 4))
    lot = LotFact(recalled_on=day(30), answers=(LotAnswer(on=day(300), what=LotAnswerWhat.REPEAT),))
    doses = (DoseFact(given_on=DAY0), DoseFact(given_on=day(28), lots=(lot,)))
    facts = PlanFacts(plan=plan, doses=doses, scores=scores)
    m4 = evaluate(facts, day(299)).response.m4
    assert m4 is not None
    assert m4.on == day(140)
    assert evaluate(facts, day(300)).response.m4 is None


@pytest.mark.parametrize(("review", "held"), [(111, True), (112, False), (150, False)])
def test_a_non_response_holds_until_a_review_on_or_after_its_day(review: int, held: bool) -> None:
    assert (response((0, 8), (112, 8), reviews=(review,)).held_from == day(112)) == held


@pytest.mark.parametrize(("dose", "held"), [(111, True), (112, False), (150, False)])
def test_a_non_response_holds_until_a_dose_on_or_after_its_day(dose: int, held: bool) -> None:
    found = response((0, 8), (112, 8), doses=(0, dose), booster=BoosterRule.FIXED)
    assert (found.held_from == day(112)) == held


def test_without_a_booster_rule_a_non_response_is_said_and_holds_nothing() -> None:
    found = response((0, 8), (112, 8), (300, 1), booster=BoosterRule.NONE)
    assert found.m4 is not None
    assert found.m4.verdict == NON_RESPONSE
    assert found.held_from is None
    assert Flag.RELEASE_PROPOSED not in found.flags


@pytest.mark.parametrize(("later", "proposed"), [(7, True), (8, False)])
def test_a_later_score_that_is_30_per_cent_better_proposes_the_release(later: int, proposed: bool) -> None:
    found = response((0, 10), (112, 10), (200, later))
    assert (Flag.RELEASE_PROPOSED in found.flags) == proposed
    assert Flag.RELEASE_PROPOSED not in response((0, 10), (112, 10), (200, later), reviews=(201,)).flags


@pytest.mark.parametrize(("before", "judged"), [(31, False), (30, True), (0, True)])
def test_an_as_needed_booster_is_judged_by_the_last_score_of_the_30_days_up_to_it(before: int, judged: bool) -> None:
    found = response((0, 8), (300 - before, 6), (412, 4, 2), doses=(0, 300))
    assert (found.booster is not None) == judged
    if found.booster:
        assert (found.booster.start, found.booster.response_class) == (6, ResponseClass.MODERATE)


def test_a_booster_is_not_judged_from_zero_nor_when_it_is_fixed_nor_once_another_dose_is_given() -> None:
    assert response((0, 8), (300, 0), (412, 4), doses=(0, 300)).booster is None
    assert response((0, 8), (300, 6), (412, 4), doses=(0, 300), booster=BoosterRule.FIXED).booster is None
    assert response((0, 8), (300, 6), (412, 4), doses=(0, 300, 413)).booster is None
    assert response((0, 8), (300, 6), (412, 4), doses=(0, 300)).booster is not None


def test_a_booster_that_failed_holds_like_month_4_and_its_release_is_measured_from_its_own_start() -> None:
    failed = response((0, 10), (112, 2, 1), (300, 5), (412, 5, 4), (450, 4), doses=(0, 300))
    better = response((0, 10), (112, 2, 1), (300, 5), (412, 5, 4), (450, 3), doses=(0, 300))
    assert failed.held_from == day(412)
    assert Flag.RELEASE_PROPOSED not in failed.flags
    assert Flag.RELEASE_PROPOSED in better.flags


def test_of_two_non_responses_the_earlier_began_the_hold() -> None:
    """A booster given in the first weeks, and both scores came later."""
    found = response((0, 8), (30, 8), (112, 8), (150, 8), doses=(0, 30))
    assert found.booster is not None
    assert (found.booster.on, found.held_from) == (day(150), day(112))


@pytest.mark.parametrize(
    ("scores", "since"),
    [
        ([(29, 2), (60, 8)], 60),
        ([(28, 2), (60, 8)], None),
        ([(40, 5), (60, 8)], 60),
        ([(40, 6), (60, 8)], None),
        ([(40, 2), (60, 5)], 60),
        ([(40, 2), (60, 4)], None),
        ([(40, 0), (60, 4)], 60),
        ([(40, 0), (60, 3)], None),
        ([(40, 5), (60, 6)], None),
        ([(40, 2), (60, 8), (80, 8)], 60),
        ([(40, 2), (60, 8), (80, 4)], None),
        ([(40, 2), (60, 8), (80, 4), (90, 8)], 90),
        ([(60, 8), (70, 2)], None),
    ],
)
def test_relapse_from_a_baseline_of_8(scores: list[tuple[int, int]], since: int | None) -> None:
    expected = None if since is None else day(since)
    assert relapse(scored(*scores), 8, DAY0, USUAL_RULES) == expected


@pytest.mark.parametrize(
    ("baseline", "best", "now", "relapsed"),
    [
        (5, 1, 3, False),  # two above the best and half of the gain lost, but under 4
        (5, 2, 4, True),  # two above the best, one below the baseline
        (4, 2, 4, True),  # at the baseline, exactly 4
        (6, 4, 5, False),  # one below the baseline, but only one above the best
        (6, 4, 6, True),
        (10, 2, 6, True),  # exactly half of the gain lost
        (10, 2, 5, False),
        (10, 7, 9, True),  # a best exactly 30 % better
        (10, 8, 10, False),  # a best not 30 % better
    ],
)
def test_bounds_of_a_relapse(baseline: int, best: int, now: int, relapsed: bool) -> None:
    assert (relapse(scored((40, best), (60, now)), baseline, DAY0, USUAL_RULES) is not None) == relapsed


def test_a_relapse_before_the_primary_doses_are_complete_is_none() -> None:
    plan = PlanTerms(kind=PlanKind.SERIES, doses=2, interval_weeks=12, planned_on=DAY0)
    facts = PlanFacts(plan=plan, doses=(DoseFact(given_on=DAY0),), scores=scored((0, 8), (40, 2), (60, 8)))
    assert evaluate(facts, day(70)).response.relapse_on is None


def test_a_new_dose_starts_the_search_for_a_relapse_afresh() -> None:
    found = response((0, 8), (40, 2), (60, 8), doses=(0, 61))
    assert found.relapse_on is None
