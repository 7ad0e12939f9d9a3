"""Rules over several fields of a plan, a hold, an act. What one field says by itself stands beside the field."""

from datetime import date, timedelta

from exodesk.core.codes import Side
from exodesk.core.errors import Problem
from exodesk.core.records.plan import BoosterRule, Hold, HoldReason, Plan, PlanAct, PlanActKind, PlanKind, Washout
from exodesk.core.records.rules import USUAL_RULES, ClinicRules
from exodesk.core.sites import Site, takes_side


def plan_problems(plan: Plan) -> list[Problem]:
    """A series needs an interval, fixed boosters their months; what the kind does not use stays empty."""
    found = side_problems(plan.site, plan.side)
    if plan.kind == PlanKind.SERIES:
        if not plan.interval_weeks:
            found.append(Problem("interval_weeks", "A series needs the weeks between its doses."))
        if plan.doses is not None and plan.doses < 2:
            found.append(Problem("doses", "A series has two doses or more."))
    elif plan.kind == PlanKind.SINGLE and plan.doses != 1:
        found.append(Problem("doses", "One dose is one dose. Choose a series for more."))
    if plan.booster == BoosterRule.FIXED and not plan.booster_months:
        found.append(Problem("booster_months", "Boosters at fixed months need the months between them."))
    if plan.closed_on and not plan.closed_reason:
        found.append(Problem("closed_reason", "Type why the plan is closed."))
    return found


def is_about(hold: Hold | Washout, plan: Plan) -> bool:
    """Whether a hold or washout of the same person is about this plan: about it, its site and side, or everything."""
    if isinstance(hold, Hold):
        if hold.plan_id:
            return hold.plan_id == plan.id
        if hold.site is None:
            return True
    return (hold.site, hold.side) == (plan.site, plan.side)


def hold_problems(hold: Hold) -> list[Problem]:
    found = []
    if hold.site and not hold.side:
        found.append(Problem("side", "Choose the side."))
    if hold.side and not hold.site:
        found.append(Problem("site", "Choose the site."))
    found += side_problems(hold.site, hold.side)
    if hold.until_on and hold.from_on and hold.until_on < hold.from_on:
        found.append(Problem("until_on", "The hold ends before it begins."))
    return found


ENDS_WHEN_RESOLVED = frozenset({HoldReason.INFECTION, HoldReason.ADVERSE_EVENT})
"""Holds whose usual end is counted from the day that their cause was over."""


def usual_end(
    reason: HoldReason, from_on: date | None, resolved_on: date | None, rules: ClinicRules = USUAL_RULES
) -> date | None:
    """The first free day that is usual for a reason; None is open, until somebody releases it.

    Proposed beside the field; what is typed stays. The figures are the clinic's: an infection and the two weeks after
    it, a refusal for a quarter of a year. Everything else has no end by itself.
    """
    match reason:
        case HoldReason.INFECTION if resolved_on:
            return resolved_on + timedelta(days=rules.infection_hold_days)
        case HoldReason.ADVERSE_EVENT:
            return resolved_on
        case HoldReason.DECLINED if from_on:
            return from_on + timedelta(days=rules.declined_hold_days)
        case _:
            return None


def usual_washout_end(from_on: date, rules: ClinicRules = USUAL_RULES) -> date:
    """After a steroid at the same site."""
    return from_on + timedelta(days=rules.steroid_washout_days)


def washout_problems(washout: Washout) -> list[Problem]:
    found = side_problems(washout.site, washout.side)
    if washout.until_on and washout.from_on and washout.until_on < washout.from_on:
        found.append(Problem("until_on", "The washout ends before it begins."))
    return found


def act_problems(act: PlanAct) -> list[Problem]:
    found = []
    if act.kind in (PlanActKind.HAND_SET, PlanActKind.SNOOZE) and not act.target_on:
        found.append(Problem("target_on", "Type the date."))
    if act.kind == PlanActKind.HAND_SET and not act.reason:
        found.append(Problem("reason", "Type why the date is set by hand."))
    if act.kind == PlanActKind.LOT_ANSWER:
        if not act.what:
            found.append(Problem("what", "Choose whether the dose counts or is repeated."))
        if not act.reason:
            found.append(Problem("reason", "Type the reason of the answer."))
        if not act.injection_id:
            found.append(Problem("injection_id", "Choose the injection that the answer is about."))
    return found


def rules_problems(rules: ClinicRules) -> list[Problem]:
    """Figures that stand in an order: windows begin before they end, classes do not overlap."""
    found = []
    if not rules.minimal_percent < rules.better_percent < rules.substantial_percent:
        found.append(Problem("better_percent", "Minimal, moderate and substantial go up, each above the one before."))
    if not rules.decision_first_day <= rules.decision_target_day <= rules.decision_last_day:
        found.append(Problem("decision_target_day", "The day lies between the first and the last day of the window."))
    if rules.baseline_old_after_days > rules.baseline_window_days:
        found.append(Problem("baseline_old_after_days", "A start value is old before its window ends."))
    return found


def side_problems(site: Site | None, side: Side | None) -> list[Problem]:
    if site and side and not takes_side(site, side):
        return [Problem("side", f"{site.label} has no side “{side.label.lower()}”.")]
    return []
