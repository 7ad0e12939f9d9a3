"""The forecast of one plan: a pure function of its facts and a day, computed afresh from what is known on that day."""

from dataclasses import dataclass
from datetime import date, timedelta

from exodesk.core.booster.facts import HandSet, PlanFacts
from exodesk.core.booster.row import NON_RESPONSE, FloorCause, Forecast
from exodesk.core.booster.verdicts import Course, JudgedDose, follow
from exodesk.core.booster.windows import Window, interval_of, is_as_needed_booster, lockout_end, window_by_rule
from exodesk.core.records.plan import BoosterRule
from exodesk.core.records.rules import USUAL_RULES, ClinicRules
from exodesk.core.response import Response, is_better, respond


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """A plan's facts as judged on one day: the row, and what is not stored.

    `primary_done`: the day of the dose that completed the primary ones.
    """

    known: PlanFacts
    forecast: Forecast
    doses: tuple[JudgedDose, ...]
    primary_done: date | None
    response: Response


@dataclass(frozen=True, slots=True)
class _Floor:
    """A day before which nothing may be given."""

    on: date
    cause: FloorCause


def evaluate(facts: PlanFacts, today: date, rules: ClinicRules = USUAL_RULES) -> Evaluation:
    """Verdicts of the doses, response and forecast, from the facts known at `today`."""
    known = facts.known_at(today)
    course = follow(known.plan, known.doses, rules)
    response = respond(
        course.days,
        known.scores,
        by_hand=known.baseline,
        reviews=known.reviews,
        holds_on_non_response=known.plan.booster != BoosterRule.NONE,
        rules=rules,
    )
    row = _row(known, course, response, rules)
    return Evaluation(
        known=known, forecast=row, doses=course.doses, primary_done=course.days.primary_done, response=response
    )


def _row(known: PlanFacts, course: Course, response: Response, rules: ClinicRules) -> Forecast:
    plan = known.plan
    reference = course.reference
    place = None if known.closed else course.next_dose
    as_needed = is_as_needed_booster(plan, place)
    asked_on = next((day for day in known.requests if reference and day > reference), None)
    trigger = _earlier(asked_on, response.relapse_on) if as_needed else None
    hand_set = _hand_set_in_force(known.hand_sets, reference)
    open_hold_from, open_hold_reason = _open_hold(known, response)
    review_from = _earlier(course.question_from, open_hold_from)
    weeks, months = interval_of(plan, place, reference) if place else (None, None)

    by_rule = window_by_rule(plan, place, reference, trigger, rules) if place else None
    intended = _by_hand(by_rule, hand_set, rules) if place else None
    if review_from or known.contraindicated_from:
        intended = None  # no dates while nobody knows when it may go on
    floor = _latest_floor(known, course)
    window = intended.not_before(floor.on, rules) if intended and floor else intended
    moved_by = floor if window != intended else None

    return Forecast(
        next_kind=place.kind if place else None,
        next_number=place.number if place else None,
        earliest=window.earliest if window else None,
        recommended=window.recommended if window else None,
        past_due=window.past_due if window else None,
        lost_after=_lost_after(window, known.contacts, rules) if window else None,
        valid_until=plan.valid_until,
        lockout_ends=lockout_end(plan, reference) if as_needed and reference else None,
        closed_on=known.closed.on if known.closed else None,
        complete=course.next_dose is None,
        contraindicated_from=known.contraindicated_from,
        question_from=course.question_from,
        open_hold_from=open_hold_from,
        review_on=review_from + timedelta(days=rules.review_after_days) if review_from else None,
        trigger_on=trigger,
        hand_set_on=hand_set.on if hand_set else None,
        asked_on=asked_on,
        relapse_on=response.relapse_on,
        no_sign_until=_no_sign_until(known, response, rules),
        open_hold_reason=open_hold_reason,
        reference_on=reference,
        interval_weeks=weeks,
        interval_months=months,
        floor_on=moved_by.on if moved_by else None,
        floor_cause=moved_by.cause if moved_by else None,
    )


def _by_hand(window: Window | None, hand_set: HandSet | None, rules: ClinicRules) -> Window | None:
    """A date set by hand gives dates even where the rule has none."""
    if hand_set is None:
        return window
    return (window or Window.at(hand_set.date)).set_by_hand(hand_set.date, rules)


def _earlier(*days: date | None) -> date | None:
    return min((day for day in days if day), default=None)


def _hand_set_in_force(hand_sets: tuple[HandSet, ...], reference: date | None) -> HandSet | None:
    """The latest date set by hand; a dose given on or after the day it was set ends it."""
    latest = hand_sets[-1] if hand_sets else None
    ended = latest is not None and reference is not None and reference >= latest.on
    return None if ended else latest


def _open_hold(known: PlanFacts, response: Response) -> tuple[date | None, str | None]:
    """The earliest hold without an end, that of a non-response included, and its reason."""
    open_holds = [(hold.begins, hold.reason) for hold in known.holds if hold.until is None]
    if response.held_from:
        open_holds.append((response.held_from, NON_RESPONSE))
    return min(open_holds, default=(None, None))


def _latest_floor(known: PlanFacts, course: Course) -> _Floor | None:
    floors = [
        *(_Floor(hold.until, FloorCause.HOLD) for hold in known.holds if hold.until),
        *(_Floor(washout.until, FloorCause.WASHOUT) for washout in known.washouts),
        *(_Floor(dose.repeat_on, FloorCause.REPEAT) for dose in course.doses if dose.repeat_on),
    ]
    return max(floors, key=lambda floor: floor.on, default=None)


def _lost_after(window: Window, contacts: tuple[date, ...], rules: ClinicRules) -> date:
    return max((window.past_due, *contacts)) + timedelta(days=rules.lost_after_days)


def _no_sign_until(known: PlanFacts, response: Response, rules: ClinicRules) -> date | None:
    """Until when the latest score, if it is at least 30 % better than the baseline, says that nothing is needed."""
    if not response.baseline or not known.scores:
        return None
    latest = known.scores[-1]
    if not is_better(response.baseline, latest.nrs, rules):
        return None
    return latest.on + timedelta(days=rules.recent_score_days)
