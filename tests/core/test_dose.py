"""The dose: every worked case, and the laws behind them."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exodesk.core.codes import Basis
from exodesk.core.dose import Source, dose_of, volumes_balance
from exodesk.core.quantities import BILLION, show_billions

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "cases" / "dose.json").read_text())
DOSES = [case for case in CASES if "volume_check" not in case]
BALANCES = [case for case in CASES if "volume_check" in case]


def _ul(ml: str) -> int:
    return int(Decimal(ml) * 1000)


def _particles(billions: str | None) -> int | None:
    return None if billions is None else int(Decimal(billions) * BILLION)


def _source(vial: dict[str, Any]) -> Source:
    return Source(
        basis=Basis(vial["basis"]),
        drawn_ul=_ul(vial.get("product_ml", vial["given_ml"])),
        particles_per_ml=_particles(vial.get("concentration_e9_per_ml")),
        total_particles=_particles(vial.get("total_e9")),
        reconstituted_ul=_ul(vial["reconstituted_ml"]) if "reconstituted_ml" in vial else None,
        label_particles_per_ml=_particles(vial.get("label_concentration_e9_per_ml")),
    )


@pytest.mark.parametrize("case", DOSES, ids=lambda case: f"case{case['id']}")
def test_worked_case(case: dict[str, Any]) -> None:
    vials = case.get("vials", [case])
    diluent_ul = _ul(case.get("diluent_ml", "0"))
    given_ul = sum(_ul(vial["given_ml"]) for vial in vials)
    dose = dose_of([_source(vial) for vial in vials], given_ul=given_ul, diluent_ul=diluent_ul)

    if "expect_particles" in case:
        assert dose.particles == case["expect_particles"]
    elif "vials" in case:
        assert list(dose.per_source) == [_particles(figure) for figure in case["expect_e9"]]
    else:
        assert dose.particles == _particles(case["expect_e9"])
    assert list(dose.flags) == case.get("expect_flags", [])
    if "expect_text" in case:
        texts = [show_billions(figure).replace("\u00a0", " ") for figure in dose.per_source if figure is not None]
        assert texts == (case["expect_text"] if "vials" in case else [case["expect_text"]])
    if "expect_label_e9" in case:
        label = dose.label_per_source[0]
        assert label == _particles(case["expect_label_e9"])
        assert dose.particles is not None
        assert label is not None
        assert Decimal(dose.particles) / label == Decimal(case["expect_ratio"])


@pytest.mark.parametrize("case", BALANCES, ids=lambda case: f"case{case['id']}")
def test_volumes_balance_to_the_microlitre(case: dict[str, Any]) -> None:
    check = case["volume_check"]
    assert (
        volumes_balance(_ul(check["drawn_ml"]), 0, _ul(check["given_ml"]), _ul(check["discarded_ml"]))
        is case["expect_ok"]
    )


concentrations = st.integers(min_value=BILLION // 1000, max_value=10_000 * BILLION)
volumes = st.integers(min_value=10, max_value=50_000)


@given(concentrations, volumes, volumes, st.data())
def test_what_is_given_and_what_is_thrown_away_make_what_was_drawn(
    concentration: int, drawn: int, diluent: int, data: st.DataObject
) -> None:
    given_ul = data.draw(st.integers(min_value=0, max_value=drawn + diluent))
    source = [Source(basis=Basis.LABEL_CONCENTRATION, drawn_ul=drawn, particles_per_ml=concentration)]
    whole, part, rest = (
        dose_of(source, given_ul=volume, diluent_ul=diluent).particles
        for volume in (drawn + diluent, given_ul, drawn + diluent - given_ul)
    )
    assert whole is not None
    assert part is not None
    assert rest is not None
    assert abs(part + rest - whole) <= 1


@given(concentrations, volumes, volumes)
def test_diluting_and_giving_all_of_it_changes_no_dose(concentration: int, drawn: int, diluent: int) -> None:
    source = [Source(basis=Basis.LABEL_CONCENTRATION, drawn_ul=drawn, particles_per_ml=concentration)]
    assert (
        dose_of(source, given_ul=drawn).particles
        == dose_of(source, given_ul=drawn + diluent, diluent_ul=diluent).particles
    )


@given(volumes)
def test_an_unknown_source_makes_the_dose_unknown_and_never_zero(volume: int) -> None:
    known = Source(basis=Basis.LABEL_CONCENTRATION, drawn_ul=volume, particles_per_ml=BILLION)
    unknown = Source(basis=Basis.UNKNOWN, drawn_ul=volume)
    dose = dose_of([known, unknown], given_ul=2 * volume)
    assert dose.per_source == (volume * BILLION // 1000, None)
    assert dose.particles is None
