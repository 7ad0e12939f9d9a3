"""In which group of the list a plan stands, and when the practice stops calling."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exodesk.core.booster import Forecast, State, state_at
from exodesk.core.booster.windows import DoseKind
from exodesk.core.codes import Side
from exodesk.core.records.contact import CallResult
from exodesk.core.records.list_rules import USUAL_LIST_RULES, AfterAttempts
from exodesk.core.records.patient import Patient
from exodesk.core.sites import Site
from exodesk.core.to_book import Group, Listed, Tries, consent_lapsed, due_in_words, group_of, leading, wants_letter

TODAY = date(2026, 11, 23)
DATED = Forecast(
    next_kind=DoseKind.BOOSTER,
    next_number=1,
    earliest=TODAY - timedelta(days=60),
    recommended=TODAY - timedelta(days=10),
    past_due=TODAY + timedelta(days=20),
    lost_after=TODAY + timedelta(days=110),
)
days = st.integers(-400, 400).map(lambda count: TODAY + timedelta(days=count))


def listed(forecast: Forecast = DATED, patient: str = "p", **more: object) -> Listed:
    usual = {"plan_id": "plan", "site": Site.KNEE_JOINT, "side": Side.RIGHT, "consent_on": TODAY}
    person = Patient(id=patient, chart_no=1, family_name="Sample", given_name="Alex", entered_on=TODAY)
    standing = state_at(forecast, (), (), TODAY)
    return Listed(patient=person, forecast=forecast, standing=standing, **usual | more)  # type: ignore[arg-type]


def moved(recommended: date, **more: object) -> Forecast:
    span = timedelta(days=30)
    dates = {"earliest": recommended, "recommended": recommended, "past_due": recommended + span}
    return replace(DATED, **dates | {"lost_after": recommended + 3 * span} | more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("forecast", "group"),
    [
        (DATED, Group.DUE),
        (moved(TODAY - timedelta(days=31)), Group.OVERDUE),
        (moved(TODAY - timedelta(days=91)), Group.LOST),
        (moved(TODAY + timedelta(days=42)), Group.SOON),
        (moved(TODAY + timedelta(days=43)), None),
        (replace(DATED, closed_on=TODAY), None),
        (replace(DATED, contraindicated_from=TODAY), None),
        (replace(DATED, open_hold_from=TODAY, review_on=TODAY), Group.SUSPENDED),
        (replace(DATED, question_from=TODAY, review_on=TODAY), Group.SUSPENDED),
        (replace(DATED, valid_until=TODAY - timedelta(days=1)), Group.RENEW),
        (moved(TODAY + timedelta(days=200), relapse_on=TODAY), Group.RELAPSE),
        (Forecast(complete=True, relapse_on=TODAY), Group.RELAPSE),
        (Forecast(complete=True), None),
        (replace(DATED, relapse_on=TODAY), Group.DUE),
    ],
)
def test_a_plan_stands_in_the_first_group_that_fits(forecast: Forecast, group: Group | None) -> None:
    assert group_of(listed(forecast), USUAL_LIST_RULES) == group


def test_a_relapse_that_was_reviewed_asks_no_more() -> None:
    relapsed = Forecast(complete=True, relapse_on=TODAY)
    assert group_of(listed(relapsed, reviewed_on=TODAY), USUAL_LIST_RULES) is None
    assert group_of(listed(relapsed, reviewed_on=TODAY - timedelta(days=1)), USUAL_LIST_RULES) == Group.RELAPSE


@pytest.mark.parametrize("signed_on", [None, date(2025, 12, 1)])
def test_who_is_due_soon_and_lacks_a_consent_renews_it_first(signed_on: date | None) -> None:
    soon = moved(TODAY + timedelta(days=30))
    assert group_of(listed(soon, consent_on=signed_on), USUAL_LIST_RULES) == Group.RENEW
    assert group_of(listed(DATED, consent_on=signed_on), USUAL_LIST_RULES) == Group.DUE


def test_a_consent_lasts_a_year_to_the_day() -> None:
    assert not consent_lapsed(date(2025, 11, 23), TODAY)
    assert consent_lapsed(date(2025, 11, 22), TODAY)
    assert not consent_lapsed(None, None)


@given(days, st.integers(1, 120))
def test_who_is_overdue_due_or_soon_follows_the_state_alone(recommended: date, soon_days: int) -> None:
    found = listed(moved(recommended))
    group = group_of(found, replace(USUAL_LIST_RULES, soon_days=soon_days))
    by_state = {State.OVERDUE: Group.OVERDUE, State.DUE: Group.DUE, State.LOST: Group.LOST}
    near = TODAY < recommended <= TODAY + timedelta(days=soon_days)
    assert group == by_state.get(found.standing.state, Group.SOON if near else None)


@pytest.mark.parametrize("count", range(6))
def test_after_enough_calls_the_practice_writes_or_lets_go(count: int) -> None:
    tries = Tries(count=count, last=CallResult.NO_ANSWER if count else None)
    enough = count >= USUAL_LIST_RULES.most_attempts
    assert wants_letter(tries, USUAL_LIST_RULES) == enough
    assert not wants_letter(replace(tries, last=CallResult.LETTER), USUAL_LIST_RULES)
    letting_go = replace(USUAL_LIST_RULES, after_attempts=AfterAttempts.LOST)
    assert not wants_letter(tries, letting_go)
    assert group_of(listed(tries=tries), letting_go) == (Group.LOST if enough else Group.DUE)
    assert group_of(listed(tries=tries), USUAL_LIST_RULES) == Group.DUE


@given(st.lists(st.tuples(st.sampled_from(list(Group)), st.sampled_from("abc"), days), max_size=12))
def test_one_row_a_patient_in_the_order_of_the_groups(drawn: list[tuple[Group, str, date]]) -> None:
    found = [(group, listed(moved(day), patient)) for group, patient, day in drawn]
    rows = leading(found)
    order = list(Group)
    assert [order.index(group) for group, _, _ in rows] == sorted(order.index(group) for group, _, _ in rows)
    assert sorted(first.patient.id for _, first, _ in rows) == sorted({patient for _, patient, _ in drawn})
    assert sum(1 + len(others) for _, _, others in rows) == len(found)
    for group, first, _ in rows:
        theirs = [order.index(other) for other, each in found if each.patient.id == first.patient.id]
        assert order.index(group) == min(theirs)


def test_who_is_overdue_longest_comes_first_whenever_it_was_to_be_given() -> None:
    """A series is past due after days, a booster after months: the list goes by the days that it shows."""
    booster = moved(TODAY - timedelta(days=90), past_due=TODAY - timedelta(days=46))
    series = moved(TODAY - timedelta(days=64), past_due=TODAY - timedelta(days=57))
    rows = leading([(Group.OVERDUE, listed(booster, "a")), (Group.OVERDUE, listed(series, "b"))])
    assert [due_in_words(first) for _, first, _ in rows] == ["57 days overdue", "46 days overdue"]


def test_the_date_in_words() -> None:
    assert due_in_words(listed(moved(TODAY - timedelta(days=42)))) == "12 days overdue"
    assert due_in_words(listed(DATED)) == "due 13-Nov-2026"
    assert due_in_words(listed(moved(TODAY + timedelta(days=9)))) == "due 02-Dec-2026"
    assert due_in_words(listed(Forecast(complete=True))) == "no date"


def test_calls_in_words() -> None:
    assert Tries().in_words(USUAL_LIST_RULES) == ""
    tried = Tries(count=2, last=CallResult.NO_ANSWER, last_on=date(2026, 11, 14))
    assert tried.in_words(USUAL_LIST_RULES) == "2 of 3 · no answer 14-Nov-2026"
    reached = Tries(last=CallResult.REACHED, last_on=TODAY)
    assert reached.in_words(USUAL_LIST_RULES) == "reached 23-Nov-2026"
