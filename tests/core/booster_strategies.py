"""Made-up facts of a plan, for the laws of the forecast."""

from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from hypothesis import strategies as st

from exodesk.core.booster import (
    Baseline,
    Closed,
    DoseFact,
    Forecast,
    HandSet,
    HoldFact,
    LotAnswer,
    LotFact,
    PlanFacts,
    PlanTerms,
    ScoreFact,
    Standing,
    State,
    WashoutFact,
    evaluate,
    state_at,
)
from exodesk.core.records.plan import BoosterRule, LotAnswerWhat, PlanKind

START = date(2024, 1, 20)
MONTH = 30

T = TypeVar("T")

pain = st.integers(0, 10)
global_change = st.none() | st.integers(1, 7)
days = st.integers(-150, 900).map(lambda day: START + timedelta(days=day))
lot_answers = st.builds(LotAnswer, on=days, what=st.sampled_from(LotAnswerWhat))


def few(
    facts: st.SearchStrategy[T], most: int = 2, *, apart_by: Callable[[T], Hashable] | None = None
) -> st.SearchStrategy[tuple[T, ...]]:
    """None to `most` of them; with `apart_by`, no two that agree in it."""
    return st.lists(facts, max_size=most, unique_by=apart_by).map(tuple)


def seldom(fact: st.SearchStrategy[T], once_in: int = 6) -> st.SearchStrategy[T | None]:
    return st.integers(1, once_in).flatmap(lambda die: fact if die == once_in else st.none())


def ahead(least: int, most: int) -> st.SearchStrategy[timedelta]:
    return st.integers(least, most).map(lambda count: timedelta(days=count))


def plan_of(kind: PlanKind, booster: BoosterRule) -> st.SearchStrategy[PlanTerms]:
    return st.builds(
        PlanTerms,
        kind=st.just(kind),
        doses=st.just(1) if kind == PlanKind.SINGLE else st.integers(1, 3),
        interval_weeks=st.integers(1, 6) if kind == PlanKind.SERIES else st.none(),
        planned_on=ahead(0, 20).map(lambda later: START + later),
        booster=st.just(booster),
        booster_months=st.integers(2, 8) if booster == BoosterRule.FIXED else st.none(),
        lockout_months=st.integers(0, 6),
        booster_max=seldom(st.integers(1, 2), 3),
        valid_until=seldom(days),
    )


plan_terms = st.one_of(*(plan_of(kind, booster) for kind in PlanKind for booster in BoosterRule))
doses = st.builds(DoseFact, given_on=days, entered_in_error=st.booleans())
bad_lots = seldom(
    st.tuples(ahead(-2, 1), st.none() | days, few(lot_answers, apart_by=lambda answer: answer.on)), once_in=8
)
gaps, first_gaps = ahead(-20, 40), ahead(-5, 40)
in_error = st.integers(1, 12).map(lambda die: die == 12)
scores_before = few(st.tuples(ahead(-95, 0), st.integers(2, 10)))
scores_after = few(st.tuples(st.booleans(), ahead(-35, 220), pain, global_change), most=6)
holds = st.builds(
    lambda begins, length, reason: HoldFact(reason=reason, begins=begins, until=length and begins + length),
    days,
    st.none() | ahead(0, 120),
    st.sampled_from(["adverse_event", "infection"]),
)
washouts = st.builds(lambda begins, length: WashoutFact(begins=begins, until=begins + length), days, ahead(0, 90))
plans_without_doses = st.builds(
    PlanFacts,
    plan=plan_terms,
    baseline=seldom(st.builds(Baseline, on=days, nrs=pain)),
    holds=few(holds, 1),
    washouts=few(washouts, 1),
    reviews=few(days, 1),
    requests=few(days),
    contacts=few(days, 1),
    appointments=few(days, 1),
    hand_sets=few(st.builds(HandSet, on=days, date=days), 1),
    closed=seldom(st.builds(Closed, on=days), 20),
    contraindicated_from=seldom(days, 20),
)
since_last_dose = ahead(-30, 400)


@st.composite
def courses(draw: st.DrawFn, plan: PlanTerms) -> tuple[DoseFact, ...]:
    """Doses about as far apart as the plan wants them, some of them bad or entered in error."""
    given_on = plan.planned_on + draw(first_gaps)
    course: list[DoseFact] = []
    for place in range(1, draw(st.integers(0, plan.doses + 2)) + 1):
        lots: tuple[LotFact, ...] = ()
        if bad := draw(bad_lots):
            expiry, recalled_on, answers = bad
            lots = (LotFact(expiry=given_on + expiry, recalled_on=recalled_on, answers=answers),)
        course.append(DoseFact(given_on=given_on, lots=lots, entered_in_error=draw(in_error)))
        months = plan.booster_months or plan.lockout_months
        usual = 7 * (plan.interval_weeks or 4) if place < plan.doses else MONTH * months
        given_on += max(timedelta(days=1), timedelta(days=usual) + draw(gaps))
    return tuple(course)


@st.composite
def scores_around(draw: st.DrawFn, first: date, last: date) -> tuple[ScoreFact, ...]:
    """Scores where baselines, decisions and relapses are looked for; bad ones before the first dose."""
    by_day = {first + back: ScoreFact(on=first + back, nrs=nrs) for back, nrs in draw(scores_before)}
    for after_last, later, nrs, pgic in draw(scores_after):
        on = (last if after_last else first) + later
        by_day[on] = ScoreFact(on=on, nrs=nrs, pgic=pgic)
    return tuple(by_day.values())


@st.composite
def plan_facts(draw: st.DrawFn) -> PlanFacts:
    """Facts of every kind; no two scores, doses or dates set by hand on one day."""
    facts = draw(plans_without_doses)
    course = draw(courses(facts.plan))
    first, last = (course[0].given_on, course[-1].given_on) if course else (START, START)
    return replace(facts, doses=course, scores=draw(scores_around(first, last)))


facts_of_plans = plan_facts()


@st.composite
def situations(draw: st.DrawFn) -> tuple[PlanFacts, date]:
    """Facts and a day to ask for, mostly when the last dose is some months ago."""
    facts = draw(facts_of_plans)
    last = max((dose.given_on for dose in facts.doses), default=START)
    return facts, last + draw(since_last_dose)


@st.composite
def quiet_spans(draw: st.DrawFn) -> tuple[PlanFacts, date, date]:
    """Facts, and two days with no fact dated after the first and up to the second."""
    facts, first = draw(situations())
    following = min((day for day in dated_days(facts) if day > first), default=first + timedelta(days=400))
    return facts, first, first + timedelta(days=draw(st.integers(0, (following - first).days - 1)))


def dated_days(facts: PlanFacts) -> set[date]:
    """Every day on which a fact is dated. What may lie ahead is no fact of its day."""
    found = {dose.given_on for dose in facts.doses}
    found |= {lot.recalled_on for dose in facts.doses for lot in dose.lots if lot.recalled_on}
    found |= {answer.on for dose in facts.doses for lot in dose.lots for answer in lot.answers}
    found |= {score.on for score in facts.scores}
    found |= {hold.begins for hold in facts.holds} | {washout.begins for washout in facts.washouts}
    found |= {*facts.reviews, *facts.requests, *facts.contacts}
    found |= {hand_set.on for hand_set in facts.hand_sets}
    found |= {facts.baseline.on} if facts.baseline else set()
    found |= {facts.closed.on} if facts.closed else set()
    found |= {facts.contraindicated_from} if facts.contraindicated_from else set()
    return found


def forecast(facts: PlanFacts, today: date) -> Forecast:
    """The row that is stored of a plan, from the facts known at `today`."""
    return evaluate(facts, today).forecast


def standing_of(facts: PlanFacts, today: date) -> Standing:
    """Everything afresh, from the facts."""
    evaluation = evaluate(facts, today)
    return state_at(evaluation.forecast, evaluation.known.dated_holds, evaluation.known.appointments, today)


def stilled(standing: Standing) -> Standing:
    """A standing without what may change from one day to the next by itself."""
    return replace(standing, on=START, state=State.MONITORING, days_overdue=None, need=None, booked=False, hold=None)
