"""What a plan, a hold, an act and the clinic's figures may not say, to the day and to the figure."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from exodesk.core.codes import Side
from exodesk.core.errors import Problem
from exodesk.core.planning import (
    act_problems,
    hold_problems,
    is_about,
    plan_problems,
    rules_problems,
    side_problems,
    usual_washout_end,
    washout_problems,
)
from exodesk.core.records.plan import (
    BoosterRule,
    Hold,
    HoldReason,
    LotAnswerWhat,
    Plan,
    PlanAct,
    PlanActKind,
    PlanKind,
    Washout,
)
from exodesk.core.records.rules import USUAL_RULES, ClinicRules
from exodesk.core.sites import Site
from tests.core.made_up import DAY, PLAN

BEFORE = date(2026, 3, 1)
SERIES = replace(PLAN, kind=PlanKind.SERIES, doses=3, interval_weeks=4)
HOLD = Hold(id="h", patient_id="a", reason=HoldReason.OTHER, from_on=DAY)
WASHOUT = Washout(id="w", patient_id="a", site=Site.KNEE_JOINT, side=Side.RIGHT, from_on=DAY, until_on=DAY)
ENTERED = datetime(2026, 3, 2, 17, tzinfo=UTC)
ASKED = PlanAct(id="x", plan_id="p", patient_id="a", kind=PlanActKind.REQUEST, acted_on=DAY, entered_at=ENTERED)
DATED = replace(ASKED, kind=PlanActKind.HAND_SET, target_on=DAY, reason="Away")
ANSWER = replace(
    ASKED, kind=PlanActKind.LOT_ANSWER, what=LotAnswerWhat.COUNTS, injection_id="i", reason="Looked into it"
)


def fields(problems: list[Problem]) -> list[str]:
    return [problem.field for problem in problems]


@pytest.mark.parametrize(
    ("plan", "wrong"),
    [
        (PLAN, []),
        (replace(PLAN, doses=2), ["doses"]),
        (SERIES, []),
        (replace(SERIES, doses=2), []),
        (replace(SERIES, doses=1, interval_weeks=None), ["interval_weeks", "doses"]),
        (replace(PLAN, booster=BoosterRule.FIXED), ["booster_months"]),
        (replace(PLAN, booster=BoosterRule.FIXED, booster_months=6), []),
        (replace(PLAN, booster=BoosterRule.AS_NEEDED), []),
        (replace(PLAN, closed_on=DAY), ["closed_reason"]),
        (replace(PLAN, closed_on=DAY, closed_reason="Moved away"), []),
        (replace(PLAN, site=Site.DISC), ["side"]),
    ],
)
def test_a_plan_has_what_its_kind_needs(plan: Plan, wrong: list[str]) -> None:
    assert fields(plan_problems(plan)) == wrong


@pytest.mark.parametrize(
    ("hold", "wrong"),
    [
        (HOLD, []),
        (replace(HOLD, until_on=DAY), []),
        (replace(HOLD, until_on=BEFORE), ["until_on"]),
        (replace(HOLD, site=Site.KNEE_JOINT), ["side"]),
        (replace(HOLD, side=Side.LEFT), ["site"]),
        (replace(HOLD, site=Site.KNEE_JOINT, side=Side.LEFT), []),
        (replace(HOLD, site=Site.KNEE_JOINT, side=Side.MIDLINE), ["side"]),
    ],
)
def test_a_hold_is_of_a_whole_place_and_ends_after_it_begins(hold: Hold, wrong: list[str]) -> None:
    assert fields(hold_problems(hold)) == wrong


def test_a_washout_ends_after_it_begins_and_after_a_steroid_as_usual() -> None:
    assert washout_problems(WASHOUT) == []
    assert fields(washout_problems(replace(WASHOUT, until_on=BEFORE, side=Side.MIDLINE))) == ["side", "until_on"]
    assert usual_washout_end(DAY, replace(USUAL_RULES, steroid_washout_days=30)) == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("act", "wrong"),
    [
        (ASKED, []),
        (DATED, []),
        (replace(DATED, target_on=None, reason=None), ["target_on", "reason"]),
        (replace(DATED, kind=PlanActKind.SNOOZE, target_on=None, reason=None), ["target_on"]),
        (ANSWER, []),
        (replace(ANSWER, what=None, injection_id=None, reason=None), ["what", "reason", "injection_id"]),
    ],
)
def test_an_act_says_what_its_kind_asks(act: PlanAct, wrong: list[str]) -> None:
    assert fields(act_problems(act)) == wrong


@pytest.mark.parametrize(
    ("rules", "wrong"),
    [
        (USUAL_RULES, []),
        (replace(USUAL_RULES, minimal_percent=USUAL_RULES.better_percent), ["better_percent"]),
        (replace(USUAL_RULES, substantial_percent=USUAL_RULES.better_percent), ["better_percent"]),
        (replace(USUAL_RULES, decision_first_day=USUAL_RULES.decision_target_day), []),
        (replace(USUAL_RULES, decision_first_day=USUAL_RULES.decision_target_day + 1), ["decision_target_day"]),
        (replace(USUAL_RULES, decision_last_day=USUAL_RULES.decision_target_day), []),
        (replace(USUAL_RULES, decision_last_day=USUAL_RULES.decision_target_day - 1), ["decision_target_day"]),
        (replace(USUAL_RULES, baseline_old_after_days=USUAL_RULES.baseline_window_days), []),
        (
            replace(USUAL_RULES, baseline_old_after_days=USUAL_RULES.baseline_window_days + 1),
            ["baseline_old_after_days"],
        ),
    ],
)
def test_figures_of_the_clinic_stand_in_their_order(rules: ClinicRules, wrong: list[str]) -> None:
    assert fields(rules_problems(rules)) == wrong


def test_a_side_that_a_site_does_not_have_is_named() -> None:
    assert side_problems(None, Side.LEFT) == side_problems(Site.KNEE_JOINT, None) == []
    (problem,) = side_problems(Site.KNEE_JOINT, Side.MIDLINE)
    assert problem.text == "Knee has no side “midline”."


@pytest.mark.parametrize(
    ("hold", "about"),
    [
        (HOLD, True),
        (replace(HOLD, plan_id="p"), True),
        (replace(HOLD, plan_id="another"), False),
        (replace(HOLD, site=Site.KNEE_JOINT, side=Side.RIGHT), True),
        (replace(HOLD, site=Site.KNEE_JOINT, side=Side.LEFT), False),
        (replace(HOLD, site=Site.HIP_JOINT, side=Side.RIGHT), False),
        (WASHOUT, True),
        (replace(WASHOUT, side=Side.LEFT), False),
    ],
)
def test_a_hold_is_about_its_plan_its_joint_or_all_a_washout_about_its_joint(hold: Hold | Washout, about: bool) -> None:
    assert is_about(hold, PLAN) is about
