"""Laws of the forecast that hold for any plan and any facts."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from hypothesis import assume, given
from hypothesis import strategies as st

from exodesk.core.booster import (
    DoseFact,
    DoseKind,
    LotFact,
    Need,
    PlanFacts,
    State,
    Verdict,
    evaluate,
    state_at,
    why,
    why_needed,
)
from tests.core.booster_strategies import dated_days, doses, forecast, quiet_spans, situations, standing_of, stilled

T = TypeVar("T")

ACTIVE = (State.NOT_YET, State.AVAILABLE, State.DUE, State.OVERDUE, State.LOST)
WITH_DATES = (*ACTIVE, State.EXPIRED)


@given(quiet_spans())
def test_what_was_stored_tells_every_later_day_until_the_next_fact(span: tuple[PlanFacts, date, date]) -> None:
    facts, stored_on, today = span
    row = forecast(facts, stored_on)
    known = facts.known_at(stored_on)
    assert forecast(facts, today) == row
    assert state_at(row, known.dated_holds, known.appointments, today) == standing_of(facts, today)


@given(quiet_spans())
def test_no_date_that_is_shown_changes_by_itself(span: tuple[PlanFacts, date, date]) -> None:
    facts, first, second = span
    assert stilled(standing_of(facts, first)) == stilled(standing_of(facts, second))


@given(situations())
def test_facts_dated_later_do_not_exist(situation: tuple[PlanFacts, date]) -> None:
    facts, today = situation
    assert evaluate(facts.known_at(today), today) == evaluate(facts, today)
    assert facts.known_at(today).known_at(today) == facts.known_at(today)
    assert all(day <= today for day in dated_days(facts.known_at(today)))


@given(situations(), doses)
def test_an_entry_in_error_changes_nothing(situation: tuple[PlanFacts, date], dose: DoseFact) -> None:
    facts, today = situation
    with_error = replace(facts, doses=(*facts.doses, replace(dose, entered_in_error=True)))
    assert evaluate(with_error, today) == evaluate(facts, today)


@given(situations(), st.randoms(use_true_random=False))
def test_the_order_of_entry_does_not_matter(situation: tuple[PlanFacts, date], chance: Random) -> None:
    facts, today = situation

    def shuffled(entries: tuple[T, ...]) -> tuple[T, ...]:
        return tuple(chance.sample(entries, len(entries)))

    reordered = replace(
        facts,
        doses=shuffled(facts.doses),
        scores=shuffled(facts.scores),
        holds=shuffled(facts.holds),
        reviews=shuffled(facts.reviews),
        requests=shuffled(facts.requests),
        contacts=shuffled(facts.contacts),
        appointments=shuffled(facts.appointments),
    )
    assert forecast(reordered, today) == forecast(facts, today)
    assert standing_of(reordered, today) == standing_of(facts, today)


@given(situations())
def test_two_injections_of_one_day_are_one_dose(situation: tuple[PlanFacts, date]) -> None:
    facts, today = situation
    halves = tuple(DoseFact(given_on=dose.given_on, entered_in_error=dose.entered_in_error) for dose in facts.doses)
    assert evaluate(replace(facts, doses=(*facts.doses, *halves)), today) == evaluate(facts, today)


@given(situations())
def test_an_expiry_or_a_recall_alone_never_makes_a_dose_due(situation: tuple[PlanFacts, date]) -> None:
    """It asks, and until the answer nothing is dated; the dose keeps its place."""
    facts, today = situation
    unanswered = tuple(replace(dose, lots=tuple(replace(lot, answers=()) for lot in dose.lots)) for dose in facts.doses)
    sound = tuple(replace(dose, lots=()) for dose in facts.doses)
    asked = evaluate(replace(facts, doses=unanswered), today)
    fine = evaluate(replace(facts, doses=sound), today)
    assert [dose.place for dose in asked.doses] == [dose.place for dose in fine.doses]
    if any(dose.verdict == Verdict.SUBSTANDARD for dose in asked.doses):
        assert asked.forecast.recommended is None
        assert standing_of(replace(facts, doses=unanswered), today).state in {State.SUSPENDED, State.DISCONTINUED}


@given(situations())
def test_what_is_shown_fits_the_state(situation: tuple[PlanFacts, date]) -> None:
    facts, today = situation
    evaluation = evaluate(facts, today)
    standing = standing_of(facts, today)
    dates = (standing.earliest, standing.recommended, standing.past_due)
    assert all(dates) or not any(dates)
    if standing.state in ACTIVE:
        assert all(dates)
    elif standing.state not in WITH_DATES and standing.hold is None:
        assert not any(dates)
    if standing.earliest and standing.recommended and standing.past_due:
        assert standing.earliest <= standing.recommended <= standing.past_due
    assert (standing.days_overdue is not None) == (standing.state == State.OVERDUE)
    assert standing.days_overdue is None or standing.days_overdue >= 1
    assert (standing.next is None) == (evaluation.forecast.complete or standing.state == State.DISCONTINUED)
    booster_next = standing.next is not None and standing.next.kind == DoseKind.BOOSTER
    assert (standing.need is not None) == booster_next
    as_needed = booster_next and facts.plan.booster == "as_needed"
    assert (standing.lockout_ends is not None) == as_needed
    asks = evaluation.forecast.question_from or evaluation.forecast.open_hold_from
    assert (standing.review_on is not None) == bool(asks)


@given(situations())
def test_every_standing_has_its_reason_in_one_sentence(situation: tuple[PlanFacts, date]) -> None:
    facts, today = situation
    row = forecast(facts, today)
    standing = standing_of(facts, today)
    for sentence in (why(standing, row), why_needed(standing, row) or "None."):
        assert sentence.endswith(".")
        assert sentence.count(".") == 1
        assert "None" not in sentence.removesuffix("None.")
        assert "_" not in sentence
        assert "responder" not in sentence.lower()
        assert "you" not in sentence.lower().split()
    if standing.state == State.EXPIRED:
        assert "renew the plan first" in why(standing, row)


@given(situations())
def test_without_a_measure_nothing_is_said_of_the_response(situation: tuple[PlanFacts, date]) -> None:
    facts, today = situation
    silent = replace(facts, scores=(), baseline=None)
    response = evaluate(silent, today).response
    assert (response.baseline, response.m4, response.booster, response.relapse_on) == (None, None, None, None)
    assert standing_of(silent, today).need in {None, Need.ASKED, Need.UNKNOWN}


@given(situations(), st.integers(0, 400))
def test_time_alone_only_moves_a_plan_forward(situation: tuple[PlanFacts, date], later: int) -> None:
    facts, today = situation
    known = facts.known_at(today)
    row = forecast(known, today)
    soon = state_at(row, (), (), today).state
    late = state_at(row, (), (), today + timedelta(days=later)).state
    assume(soon in ACTIVE and late in ACTIVE)
    assert ACTIVE.index(soon) <= ACTIVE.index(late)


@given(situations())
def test_a_dose_given_when_due_is_never_early(situation: tuple[PlanFacts, date]) -> None:
    facts, today = situation
    standing = standing_of(facts, today)
    assume(standing.state in {State.DUE, State.OVERDUE, State.LOST} and standing.next is not None)
    assume(not facts.hand_sets)
    assume(all(dose.given_on != today for dose in facts.doses))
    given_today = replace(facts, doses=(*facts.doses, DoseFact(given_on=today, lots=(LotFact(),))))
    dose = next(dose for dose in evaluate(given_today, today).doses if dose.given_on == today)
    assert dose.verdict == Verdict.VALID
    assert dose.place == standing.next
