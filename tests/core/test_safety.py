"""What is checked before "Given", as pure rules: the bounds on both sides, and reasons field by field."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exodesk.core.booster import DoseFact, HoldFact, PlanFacts, PlanTerms
from exodesk.core.chart import DrawnSource
from exodesk.core.codes import Basis, Route, Side
from exodesk.core.quantities import BILLION
from exodesk.core.records.injection import (
    Aspirate,
    InjectionSource,
    PauseAnswer,
    PauseAnswerCode,
    PauseItem,
)
from exodesk.core.records.patient import Consent
from exodesk.core.records.plan import BoosterRule, Plan, PlanKind
from exodesk.core.records.stock import Lot
from exodesk.core.safety import (
    Attempt,
    concerns,
    consent_in_force,
    outside_plan,
    problems_before_given,
    stops,
    unusable_because,
    unusual,
)
from exodesk.core.sites import Site
from tests.core.made_up import DAY
from tests.core.made_up import INJECTION as A_DOSE

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
INJECTION = replace(
    A_DOSE,
    patient_id="p",
    given_at=NOON,
    route=Route.INTRA_ARTICULAR,
)
WHO = PauseAnswer(id="a", injection_id="i", item=PauseItem.IDENTITY, answer=PauseAnswerCode.YES, answered_at=NOON)
CONSENT = Consent(id="c", patient_id="p", template_version="1", signed_on=DAY)
LOT = Lot(id="l", product_id="x", code="A1", expires_on=DAY, basis=Basis.UNKNOWN, received_on=DAY)
SOURCE = InjectionSource(id="s", injection_id="i", lot_id="l", drawn_ul=1000, basis=Basis.UNKNOWN)
ATTEMPT = Attempt(
    injection=INJECTION,
    drawn=(DrawnSource(source=SOURCE, lot=LOT, product=None),),
    pause=(WHO,),
    consent=CONSENT,
)


def fields_of(attempt: Attempt) -> list[str]:
    return [problem.field for problem in problems_before_given(attempt)]


def test_nothing_stands_in_the_way_of_what_is_in_order() -> None:
    assert fields_of(ATTEMPT) == []
    assert concerns(ATTEMPT) == []


@pytest.mark.parametrize("answer", [PauseAnswerCode.NO, PauseAnswerCode.REASON])
def test_only_yes_says_who_is_here(answer: PauseAnswerCode) -> None:
    """Identity has no override: a reason is no confirmation."""
    answers = [replace(WHO, answer=answer, reason="Known for years")]
    assert [problem.field for problem in stops(INJECTION, answers)] == ["identity"]


@pytest.mark.parametrize(("site", "side"), [(Site.KNEE_JOINT, Side.MIDLINE), (Site.DISC, Side.LEFT)])
def test_a_site_has_only_its_own_sides(site: Site, side: Side) -> None:
    assert [problem.field for problem in stops(replace(INJECTION, site=site, side=side), [WHO])] == ["side"]


@given(
    drawn=st.integers(1, 10_000),
    diluent=st.integers(0, 10_000),
    volume=st.integers(1, 10_000),
    discarded=st.integers(0, 10_000),
)
def test_drawn_and_diluent_are_given_and_discarded_to_the_microlitre(
    drawn: int, diluent: int, volume: int, discarded: int
) -> None:
    injection = replace(INJECTION, volume_ul=volume, diluent_ul=diluent, discarded_ul=discarded)
    source = replace(ATTEMPT.drawn[0], source=replace(SOURCE, drawn_ul=drawn))
    made, used = drawn + diluent, volume + discarded
    asked = "volume_ul" if volume > made else "discarded_ul"
    assert fields_of(replace(ATTEMPT, injection=injection, drawn=(source,))) == ([] if made == used else [asked])


def test_something_is_drawn_from_each_lot() -> None:
    (drawn,) = ATTEMPT.drawn
    nothing = replace(drawn, source=replace(SOURCE, drawn_ul=0))
    assert fields_of(replace(ATTEMPT, drawn=(drawn, nothing))) == ["drawn_ul"]


@pytest.mark.parametrize(("diluent", "is_unusual"), [(0, False), (2000, True)])
def test_no_dose_of_more_than_was_drawn_and_mixed_is_unusual(diluent: int, is_unusual: bool) -> None:
    """While the diluent is not typed yet, the particles of the volume given would be those of nobody's syringe."""
    injection = replace(INJECTION, volume_ul=3000, diluent_ul=diluent)
    source = replace(SOURCE, basis=Basis.LABEL_CONCENTRATION, particles=30 * BILLION)
    attempt = replace(
        ATTEMPT,
        injection=injection,
        drawn=(replace(ATTEMPT.drawn[0], source=source),),
        plan=Plan(
            id="n", patient_id="p", condition_id="c", site=Site.KNEE_JOINT, side=Side.RIGHT, kind=PlanKind.SINGLE,
            planned_on=DAY, intended_particles=10 * BILLION,
        ),
    )  # fmt: skip
    assert bool(unusual(attempt)) is is_unusual


@pytest.mark.parametrize(
    ("volume", "route", "is_refused"),
    [
        (50_000, Route.INTRAMUSCULAR, False),
        (50_001, Route.INTRAMUSCULAR, True),
        (50_001, Route.INTRAVENOUS, False),
    ],
)
def test_more_goes_into_a_vein_only(volume: int, route: Route, is_refused: bool) -> None:
    injection = replace(INJECTION, volume_ul=volume, route=route)
    drawn = (replace(ATTEMPT.drawn[0], source=replace(SOURCE, drawn_ul=volume)),)
    into_vein = replace(ATTEMPT.pause[0], item=PauseItem.ROUTE)
    attempt = replace(ATTEMPT, injection=injection, drawn=drawn, pause=(*ATTEMPT.pause, into_vein))
    assert fields_of(attempt) == (["volume_ul"] if is_refused else [])


@pytest.mark.parametrize("route", Route)
def test_into_spine_or_vein_is_confirmed_a_second_time(route: Route) -> None:
    asked = fields_of(replace(ATTEMPT, injection=replace(INJECTION, route=route))) == ["route_again"]
    assert asked == (route in {Route.INTRATHECAL, Route.INTRADISCAL, Route.EPIDURAL, Route.INTRAVENOUS})


@pytest.mark.parametrize("look", Aspirate)
def test_a_turbid_aspirate_takes_a_reason(look: Aspirate) -> None:
    injection = replace(INJECTION, aspirate_look=look)
    asked = fields_of(replace(ATTEMPT, injection=injection)) == ["aspirate_reason"]
    assert asked == (look in {Aspirate.TURBID, Aspirate.PURULENT})
    assert fields_of(replace(ATTEMPT, injection=replace(injection, aspirate_reason="Culture sent"))) == []


def test_a_lot_is_good_through_its_last_day() -> None:
    assert unusable_because(LOT, DAY) == ""
    assert unusable_because(LOT, DAY + timedelta(days=1)) == "Lot A1 expired on 02-Mar-2026."
    recalled = replace(LOT, recalled_on=DAY)
    assert unusable_because(recalled, DAY - timedelta(days=1)) == ""
    assert unusable_because(recalled, DAY) == "Lot A1 was recalled on 02-Mar-2026."


def test_a_consent_is_in_force_from_its_day_until_it_is_withdrawn() -> None:
    assert consent_in_force([CONSENT], DAY - timedelta(days=1)) is None
    assert consent_in_force([CONSENT], DAY) == CONSENT
    withdrawn = replace(CONSENT, withdrawn_on=DAY + timedelta(days=2))
    assert consent_in_force([withdrawn], DAY + timedelta(days=1)) == withdrawn
    assert consent_in_force([withdrawn], DAY + timedelta(days=2)) is None
    later = replace(CONSENT, id="d", signed_on=DAY + timedelta(days=1))
    assert consent_in_force([later, withdrawn], DAY + timedelta(days=1)) == later


def test_every_reason_stands_at_its_own_field() -> None:
    old, unknown = replace(LOT, expires_on=DAY - timedelta(days=1)), replace(SOURCE, lot_id=None)
    drawn = (
        DrawnSource(source=SOURCE, lot=old, product=None),
        DrawnSource(source=unknown, lot=None, product=None),
    )
    volumes = replace(INJECTION, volume_ul=2000)
    attempt = replace(ATTEMPT, injection=volumes, drawn=drawn, consent=None)
    assert fields_of(attempt) == ["no_consent_reason", "no_lot_reason", "dose_reason"]
    told = replace(volumes, no_consent_reason="Emergency", dose_reason="Nothing else at hand")
    reasoned = (drawn[0], replace(drawn[1], source=replace(unknown, no_lot_reason="Label lost")))
    answered = replace(attempt, injection=told, drawn=reasoned)
    assert fields_of(answered) == []
    assert len(concerns(answered)) == 3, "a reason silences no concern: it is listed and printed"


SINGLE = PlanFacts(plan=PlanTerms(kind=PlanKind.SINGLE, planned_on=DAY))
FIXED = PlanFacts(
    plan=PlanTerms(kind=PlanKind.SINGLE, planned_on=DAY, booster=BoosterRule.FIXED, booster_months=6),
    doses=(DoseFact(given_on=DAY),),
)


def with_doses(*days: date) -> PlanFacts:
    return replace(FIXED, doses=(*FIXED.doses, *(DoseFact(given_on=day) for day in days)))


@pytest.mark.parametrize(
    ("facts", "day", "told"),
    [
        (SINGLE, DAY, []),
        (SINGLE, DAY - timedelta(days=1), []),  # a first dose is never early
        (replace(SINGLE, doses=(DoseFact(given_on=DAY),)), DAY + timedelta(days=9), ["The plan has no further dose."]),
        (FIXED, date(2026, 7, 2), []),
        (FIXED, date(2026, 6, 28), []),
        (FIXED, date(2026, 6, 27), ["It is 1 day too early for the plan."]),
        (with_doses(date(2026, 7, 2)), date(2026, 6, 27), ["It is 1 day too early for the plan."]),  # entered late
        (with_doses(date(2026, 6, 27)), date(2026, 6, 27), ["It is 1 day too early for the plan."]),  # one dose a day
        (replace(FIXED, holds=(HoldFact(reason="infection", begins=DAY),)), date(2026, 7, 2), ["The plan is on hold."]),
        (replace(FIXED, contraindicated_from=DAY), date(2026, 7, 2), ["A contraindication is recorded."]),
    ],
)
def test_a_dose_outside_its_plan_is_told(facts: PlanFacts, day: date, told: list[str]) -> None:
    assert outside_plan(facts, day) == told


def test_an_expired_plan_is_renewed_first() -> None:
    facts = replace(SINGLE, plan=replace(SINGLE.plan, valid_until=DAY))
    assert outside_plan(facts, DAY) == []
    assert outside_plan(facts, DAY + timedelta(days=1)) == ["The plan has expired: renew the plan first."]
