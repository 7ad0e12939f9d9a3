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


@st.composite
def plan_terms(draw: st.DrawFn) -> PlanTerms:
    kind = draw(st.sampled_from(PlanKind))
    booster = draw(st.sampled_from(BoosterRule))
    return PlanTerms(
        kind=kind,
        doses=1 if kind == PlanKind.SINGLE else draw(st.integers(1, 3)),
        interval_weeks=draw(st.integers(1, 6)) if kind == PlanKind.SERIES else None,
        planned_on=START + timedelta(days=draw(st.integers(0, 20))),
        booster=booster,
        booster_months=draw(st.integers(2, 8)) if booster == BoosterRule.FIXED else None,
        lockout_months=draw(st.integers(0, 6)),
        booster_max=draw(seldom(st.integers(1, 2), 3)),
        valid_until=draw(seldom(days)),
    )


@st.composite
def bad_lots(draw: st.DrawFn, given_on: date) -> LotFact:
    return LotFact(
        expiry=given_on + timedelta(days=draw(st.integers(-2, 1))),
        recalled_on=draw(st.none() | days),
        answers=draw(few(lot_answers, apart_by=lambda answer: answer.on)),
    )


@st.composite
def doses(draw: st.DrawFn) -> DoseFact:
    """A dose on any day."""
    return DoseFact(given_on=draw(days), entered_in_error=draw(st.booleans()))


@st.composite
def courses(draw: st.DrawFn, plan: PlanTerms) -> tuple[DoseFact, ...]:
    """Doses about as far apart as the plan wants them, some of them bad or entered in error."""
    given_on = plan.planned_on + timedelta(days=draw(st.integers(-5, 40)))
    course: list[DoseFact] = []
    for place in range(1, draw(st.integers(0, plan.doses + 2)) + 1):
        lots = draw(seldom(bad_lots(given_on).map(lambda lot: (lot,)), 8)) or ()
        course.append(DoseFact(given_on=given_on, lots=lots, entered_in_error=draw(st.integers(1, 12)) == 12))
        months = plan.booster_months or plan.lockout_months
        usual = 7 * (plan.interval_weeks or 4) if place < plan.doses else MONTH * months
        given_on += timedelta(days=max(1, usual + draw(st.integers(-20, 40))))
    return tuple(course)


@st.composite
def scores_around(draw: st.DrawFn, course: tuple[DoseFact, ...]) -> tuple[ScoreFact, ...]:
    """Scores where baselines, decisions and relapses are looked for; bad ones before the first dose."""
    first = min((dose.given_on for dose in course), default=START)
    last = max((dose.given_on for dose in course), default=START)
    after = st.tuples(st.sampled_from([first, last]), st.integers(-35, 220), pain, global_change)
    before = st.tuples(st.just(first), st.integers(-95, 0), st.integers(2, 10), st.none())
    drawn = [*draw(few(before)), *draw(few(after, 6))]
    by_day = {on + timedelta(days=offset): (nrs, pgic) for on, offset, nrs, pgic in drawn}
    return tuple(ScoreFact(on=on, nrs=nrs, pgic=pgic) for on, (nrs, pgic) in by_day.items())


@st.composite
def holds(draw: st.DrawFn) -> HoldFact:
    begins = draw(days)
    until = draw(st.none() | st.integers(0, 120).map(lambda length: begins + timedelta(days=length)))
    return HoldFact(reason=draw(st.sampled_from(["adverse_event", "infection"])), begins=begins, until=until)


@st.composite
def washouts(draw: st.DrawFn) -> WashoutFact:
    begins = draw(days)
    return WashoutFact(begins=begins, until=begins + timedelta(days=draw(st.integers(0, 90))))


@st.composite
def plan_facts(draw: st.DrawFn) -> PlanFacts:
    """Facts of every kind; no two scores, doses or dates set by hand on one day."""
    plan = draw(plan_terms())
    course = draw(courses(plan))
    return PlanFacts(
        plan=plan,
        doses=course,
        scores=draw(scores_around(course)),
        baseline=draw(seldom(st.builds(Baseline, on=days, nrs=pain))),
        holds=draw(few(holds())) if draw(st.booleans()) else (),
        washouts=draw(few(washouts(), 1)) if draw(st.booleans()) else (),
        reviews=draw(few(days, 1)),
        requests=draw(few(days)),
        contacts=draw(few(days, 1)),
        appointments=draw(few(days, 1)),
        hand_sets=draw(few(st.builds(HandSet, on=days, date=days), 1)) if draw(st.booleans()) else (),
        closed=draw(seldom(st.builds(Closed, on=days), 20)),
        contraindicated_from=draw(seldom(days, 20)),
    )


@st.composite
def situations(draw: st.DrawFn) -> tuple[PlanFacts, date]:
    """Facts and a day to ask for, mostly when the last dose is some months ago."""
    facts = draw(plan_facts())
    last = max((dose.given_on for dose in facts.doses), default=START)
    return facts, draw(st.integers(-30, 400).map(lambda day: last + timedelta(days=day)))


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


def standing_of(facts: PlanFacts, today: date) -> Standing:
    """Everything afresh, from the facts."""
    evaluation = evaluate(facts, today)
    return state_at(evaluation.forecast, evaluation.known.dated_holds, evaluation.known.appointments, today)


def stilled(standing: Standing) -> Standing:
    """A standing without what may change from one day to the next by itself."""
    return replace(standing, on=START, state=State.MONITORING, days_overdue=None, need=None, booked=False, hold=None)
