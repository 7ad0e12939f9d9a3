"""Numbers as they are typed and shown: nothing is guessed, nothing gains a digit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exodesk.core.quantities import BILLION, Unit, is_unusual, plain, show_billions, show_ml


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (".5", "0.5 mL"),
        ("0.5", "0.5 mL"),
        ("2", "2 mL"),
        ("2.50", "2.5 mL"),
        ("2.0 mL", "2 mL"),
        ("1,500", "1,500 mL"),
        ("0.333", "0.333 mL"),
    ],
)
def test_a_volume_has_a_leading_and_no_trailing_zero(typed: str, shown: str) -> None:
    assert show_ml(Unit.ML.read(typed)) == shown.replace(" mL", "\u00a0mL")


@pytest.mark.parametrize(
    ("typed", "says"),
    [("1e10", "not a number"), ("2,5", "2.5 with a point"), ("two", "not a number"), ("0.0005", "more decimals")],
)
def test_what_could_be_misread_is_refused_in_words(typed: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Unit.ML.read(typed)


@pytest.mark.parametrize(
    ("particles", "shown"),
    [
        (10 * BILLION, "10"),
        (2_331_000_000, "2.33"),
        (3_333_333_333, "3.33"),
        (300 * BILLION, "300"),
        (12_345 * BILLION, "12,300"),
        (300_000_000, "0.3"),
        (0, "0"),
    ],
)
def test_particles_show_three_digits_at_most(particles: int, shown: str) -> None:
    assert show_billions(particles) == f"{shown}\u00a0billion"


def test_both_ends_of_the_usual_label_range_are_usual() -> None:
    assert [is_unusual(n) for n in (BILLION - 1, BILLION, 15 * BILLION, 15 * BILLION + 1)] == [True, False, False, True]


@given(st.sampled_from([Unit.ML, Unit.BILLION, Unit.BILLION_PER_ML, Unit.COUNT]), st.integers(0, 10**15))
def test_what_stands_in_a_field_reads_back_as_itself(unit: Unit, value: int) -> None:
    assert unit.read(unit.edit(value)) == value


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=6))
def test_plain_digits_never_end_in_a_zero_after_the_point(number: Decimal) -> None:
    shown = plain(number)
    assert "E" not in shown
    assert not ("." in shown and shown.endswith(("0", ".")))
    assert Decimal(shown.replace(",", "")) == number
