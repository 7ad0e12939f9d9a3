"""Who may be taken for whom, and what speaks for two charts being of one person."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exodesk.core.dates import PartialDate
from exodesk.core.folding import digits_of, fold
from exodesk.core.likeness import Typed, likeness, number_end, taken_for
from exodesk.core.records.patient import Patient

BORN = PartialDate(1961, 5, 17)
ANNA = Patient(
    id="p", chart_no=1, family_name="Müller-Lüd", given_name="Anna", birth_date=BORN, entered_on=date(2026, 3, 2)
)
HERS = ("+1 (760) 555-0142",)


def why(**typed: Any) -> str:
    return likeness(Typed(**typed), ANNA, HERS)[1]


@pytest.mark.parametrize(
    ("number", "digits"),
    [
        ("(555) 010-0123", "5550100123"),
        ("555 0142 ext. 7", "5550142"),
        ("555 0142, ext 7", "5550142"),
        ("5550142x7", "5550142"),
        ("Max, 555 0142", "5550142"),
        ("ask the sister", ""),
        ("", ""),
    ],
)
def test_the_digits_of_a_number_without_its_extension(number: str, digits: str) -> None:
    assert digits_of(number) == digits


def test_fewer_than_seven_digits_are_no_end() -> None:
    assert number_end("010 012") == ""
    assert number_end("7605550142") == "5550142"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"family_name": "muller", "given_name": "an", "birth_date": BORN}, "same name and birth date"),
        ({"family_name": "lüd", "given_name": "anna", "birth_date": PartialDate(1961)}, "same name and birth date"),
        ({"family_name": "Müller", "given_name": "Anna", "phones": ("555-0142",)}, "same name and phone"),
        ({"family_name": "Meier", "given_name": "Anna", "birth_date": BORN}, "same birth date, similar name"),
        ({"phones": ("555 0142",)}, "same phone"),
        ({"phones": ("760 555 0142",)}, "same phone"),
        ({"phones": ("918 555 0142",)}, "phone ends the same"),
        (
            {"family_name": "Müller", "given_name": "Anna", "birth_date": PartialDate(1961, 5, 18)},
            "same name, birth date nearly the same",
        ),
        ({"family_name": "Müller", "given_name": "Anna"}, "same name"),
        (
            {"family_name": "Müller", "given_name": "Anna", "birth_date": PartialDate(1990, 1, 1)},
            "same name, another birth date",
        ),
        ({"family_name": "Müller"}, ""),
        ({"family_name": "M", "given_name": "A"}, ""),
        ({"family_name": "Meier", "given_name": "Beate", "birth_date": BORN}, ""),
        ({"birth_date": BORN}, ""),
        ({"phones": ("0142",)}, ""),
        ({}, ""),
    ],
)
def test_what_speaks_for_one_person(typed: dict[str, Any], said: str) -> None:
    assert why(**typed) == said


def test_day_and_month_exchanged_are_a_slip_of_the_hand() -> None:
    swapped = replace(ANNA, birth_date=PartialDate(1961, 7, 5))
    typed = Typed(family_name="Müller", given_name="Anna", birth_date=PartialDate(1961, 5, 7))
    assert likeness(typed, swapped, ())[1] == "same name, birth date nearly the same"


def test_the_likelier_comes_first() -> None:
    both = Typed(family_name="Müller", given_name="Anna", birth_date=BORN, phones=HERS)
    phone = Typed(family_name="Meier", given_name="Beate", phones=HERS)
    assert likeness(both, ANNA, HERS)[0] < likeness(phone, ANNA, HERS)[0]


days = st.dates(date(1900, 1, 1), date(2026, 1, 1))


@given(days, st.integers(-3, 3))
def test_taken_for_one_another_is_mutual_and_only_within_a_day(born: date, step: int) -> None:
    one = replace(ANNA, birth_date=PartialDate.of(born))
    other = replace(ANNA, family_name="MULLER-LUD", birth_date=PartialDate.of(born + timedelta(days=step)))
    meets = (fold(other.family_name), str(other.birth_date)) in taken_for(one)
    assert meets == ((fold(one.family_name), str(one.birth_date)) in taken_for(other)) == (abs(step) <= 1)


def test_without_a_birth_date_nobody_is_taken_for_somebody() -> None:
    assert taken_for(replace(ANNA, birth_date=None)) == set()
    assert taken_for(replace(ANNA, birth_date=PartialDate(1961))) == {("mullerlud", "1961")}
