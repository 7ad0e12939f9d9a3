"""Amounts: what is asked again, what is worked out, and what "Same as last time" may touch."""

from dataclasses import fields, replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exodesk.core.amounts import Measure, above_usual, balanced, measures, unusual_amount, volume_for_dose
from exodesk.core.chart import DrawnSource, GivenInjection
from exodesk.core.codes import Basis
from exodesk.core.dose import volumes_balance
from exodesk.core.drawing import dose_drawn
from exodesk.core.quantities import BILLION
from exodesk.core.records.injection import Injection, InjectionSource
from exodesk.core.same_again import COPIED
from exodesk.core.sites import Site
from tests.core.made_up import INJECTION, PLAN

volumes = st.integers(10, 50_000)
rates = st.integers(BILLION // 1000, 100 * BILLION)


def source(drawn_ul: int, per_ml: int | None) -> InjectionSource:
    return InjectionSource(
        id="s", injection_id="i", drawn_ul=drawn_ul, basis=Basis.LABEL_CONCENTRATION, particles_per_ml=per_ml
    )


@given(volumes, volumes)
def test_over_twice_and_under_half_are_asked_again_and_nothing_else(given_ul: int, usual_ul: int) -> None:
    asked = bool(unusual_amount(given_ul, None, [Measure(of="of the plan", volume_ul=usual_ul)]))
    assert asked == (not Fraction(1, 2) <= Fraction(given_ul, usual_ul) <= 2)


def test_the_dose_is_compared_as_the_volume_is() -> None:
    against = [Measure(of="of last time", volume_ul=1000, particles=5 * BILLION)]
    assert unusual_amount(1000, 10 * BILLION, against) == ""
    text = unusual_amount(1000, 10 * BILLION + 1, against)
    assert text == "10\u00a0billion is over twice the 5\u00a0billion of last time."
    assert unusual_amount(1000, None, against) == ""
    assert unusual_amount(None, None, against) == ""


@pytest.mark.parametrize(
    ("site", "volume", "told"),
    [(Site.KNEE_JOINT, 10_000, False), (Site.KNEE_JOINT, 10_001, True), (Site.OTHER, 50_000, False)],
)
def test_above_the_usual_of_a_joint_it_warns(site: Site, volume: int, told: bool) -> None:
    assert bool(above_usual(site, volume)) == told


@given(st.lists(volumes, min_size=1, max_size=4), st.integers(0, 20_000), st.data())
def test_what_is_not_typed_makes_the_volumes_balance(drawn: list[int], diluent: int, data: st.DataObject) -> None:
    total = sum(drawn) + diluent
    given_ul = data.draw(st.integers(1, total))
    syringe = balanced(drawn, diluent=diluent, given=given_ul, discarded=None)
    assert volumes_balance(sum(syringe.drawn), diluent, syringe.given, syringe.discarded)
    open_one: list[int | None] = [None, *drawn[1:]]
    again = balanced(open_one, diluent=diluent, given=given_ul, discarded=total - given_ul)
    assert again.drawn == tuple(drawn)


@given(st.lists(st.tuples(volumes, rates), min_size=1, max_size=3), st.integers(0, 20_000), st.data())
def test_a_wanted_dose_and_its_volume_agree(parts: list[tuple[int, int]], diluent: int, data: st.DataObject) -> None:
    """The volume found holds the dose to the nearest microlitre, by the same arithmetic that stores it."""
    sources = [source(drawn, rate) for drawn, rate in parts]
    mixed = sum(drawn for drawn, _ in parts) + diluent
    whole = dose_drawn(sources, given_ul=mixed, diluent_ul=diluent).particles
    assert whole
    wanted = data.draw(st.integers(1, whole))
    volume = volume_for_dose(wanted, sources, [drawn for drawn, _ in parts], diluent=diluent)
    assert volume is not None
    found = dose_drawn(sources, given_ul=volume, diluent_ul=diluent).particles
    assert found is not None
    assert abs(found - wanted) <= Fraction(whole, mixed) / 2 + len(sources)


@given(volumes, rates, st.integers(0, 20_000))
def test_one_lot_undrawn_is_drawn_for_the_dose(given_ul: int, rate: int, diluent: int) -> None:
    wanted = dose_drawn([source(given_ul, rate)], given_ul=given_ul + diluent, diluent_ul=diluent).particles
    assert wanted
    volume = volume_for_dose(wanted, [source(0, rate)], [None], diluent=diluent)
    assert volume == given_ul + diluent


def test_no_volume_is_told_where_a_lot_has_no_figure() -> None:
    assert volume_for_dose(BILLION, [source(0, None)], [None], diluent=0) is None
    assert volume_for_dose(BILLION, [], [], diluent=0) is None


def test_no_volume_is_told_while_two_lots_are_open_or_the_others_hold_more_already() -> None:
    two = [source(0, BILLION), source(0, BILLION)]
    assert volume_for_dose(BILLION, two, [None, None], diluent=0) is None
    assert volume_for_dose(3 * BILLION, two, [2000, None], diluent=0) == 3000
    assert volume_for_dose(2 * BILLION, two, [2000, None], diluent=0) == 2000
    assert volume_for_dose(BILLION, two, [2000, None], diluent=0) is None


def test_an_amount_is_compared_with_the_plan_and_with_the_last_dose() -> None:
    plan = replace(PLAN, intended_volume_ul=2000, intended_particles=20 * BILLION)
    drawn = replace(source(1000, 10 * BILLION), particles=10 * BILLION)
    last = GivenInjection(injection=INJECTION, sources=(DrawnSource(source=drawn, lot=None, product=None),))
    assert measures(None, None) == []
    assert measures(plan, last) == [
        Measure(of="of the plan", volume_ul=2000, particles=20 * BILLION),
        Measure(of="of last time", volume_ul=1000, particles=10 * BILLION),
    ]


def test_same_as_last_time_never_touches_what_is_asked_each_time() -> None:
    names = {field.name for field in fields(Injection)}
    assert set(COPIED) <= names
    never = {
        name
        for name in names
        if name.startswith(("anaesthetic", "aspirate", "consent", "sheet", "observed", "given", "reaction", "lot"))
    }
    assert never
    assert not never & set(COPIED)
    assert not {"epinephrine", "sedation", "dose_reason", "no_consent_reason", "note", "status"} & set(COPIED)
