"""What was typed to find somebody goes into the fields of somebody new: nothing is lost, and no date is a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exodesk.core.newcomer import newcomer_in


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Sample-Roe, Mary Ann", {"family_name": "Sample-Roe", "given_name": "Mary Ann"}),
        ("o'roe mary", {"family_name": "O'Roe", "given_name": "Mary"}),
        ("van der Roe, Jan", {"family_name": "van der Roe", "given_name": "Jan"}),
        ("McRoe Jo 555 0142", {"family_name": "McRoe", "given_name": "Jo", "mobile": "555 0142"}),
        ("02-01-1960", {"birth_date": "02-01-1960"}),
        ("roe 31-02-1980 ri", {"family_name": "Roe", "given_name": "Ri", "birth_date": "31-02-1980"}),
        ("roe, richard, 2 jan 60", {"family_name": "Roe", "given_name": "Richard", "birth_date": "2 jan 60"}),
        ("roe 31-Feb-1980", {"family_name": "Roe", "birth_date": "31-Feb-1980"}),
        ("Roe July 14, 1952 Ri", {"family_name": "Roe", "given_name": "Ri", "birth_date": "July 14, 1952"}),
        ("roe ada 31 february 1960", {"family_name": "Roe", "given_name": "Ada", "birth_date": "31 february 1960"}),
        ("Roe May", {"family_name": "Roe", "given_name": "May"}),
        ("roe 2 1 60", {"family_name": "Roe", "birth_date": "2 1 60"}),
        ("Roe 1960-01-02 +1 555 0142", {"family_name": "Roe", "birth_date": "1960-01-02", "mobile": "+1 555 0142"}),
        ("EX-00012", {}),
        ("Roe 55501", {"family_name": "Roe"}),  # too short for a phone number
        ("Roe 555012", {"family_name": "Roe", "mobile": "555012"}),
        ("", {}),
    ],
)
def test_it_goes_where_it_belongs(typed: str, found: dict[str, str]) -> None:
    assert newcomer_in(typed) == found


@given(st.integers(1, 99), st.integers(1, 99), st.integers(0, 9999), st.sampled_from("-./"))
def test_what_looks_like_a_date_is_never_a_name(day: int, month: int, year: int, between: str) -> None:
    typed = f"{day:02}{between}{month:02}{between}{year:04}"
    assert newcomer_in(f"Roe, Richard {typed}") == {
        "family_name": "Roe",
        "given_name": "Richard",
        "birth_date": typed,
    }
