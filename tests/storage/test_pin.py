"""A PIN opens again what this process had open: today, with five tries, and never anything else."""

from datetime import date, timedelta

import pytest

from exodesk.core.errors import StorageError
from exodesk.storage import pin
from exodesk.storage.keys import DatabaseKey
from exodesk.storage.pin import Pin, PinGone, WrongPin, is_pin
from tests.storage.practice import CHEAP, DAY

KEY = DatabaseKey.new()


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Pin:
    monkeypatch.setattr(pin, "_COST", CHEAP)
    return Pin.wrap(KEY, "2468", "uuid", DAY)


@pytest.mark.parametrize(
    ("text", "fits"), [("123", False), ("1234", True), ("12345678", True), ("123456789", False), ("12a4", False)]
)
def test_a_pin_has_four_to_eight_digits(text: str, fits: bool) -> None:
    assert is_pin(text) == fits


@pytest.mark.parametrize("text", ["١٢٣٤", "１２３４", " 1234", ""])
def test_digits_are_those_on_the_keys(text: str) -> None:
    with pytest.raises(StorageError, match="4 to 8 digits"):
        Pin.wrap(KEY, text, "uuid", DAY)


def test_it_opens_as_often_as_it_is_right(held: Pin) -> None:
    for _ in range(2):
        for _ in range(4):
            with pytest.raises(WrongPin):
                held.unwrap("1111", DAY)
        assert held.unwrap("2468", DAY) == KEY


def test_the_fifth_wrong_try_ends_it(held: Pin) -> None:
    said = []
    for _ in range(4):
        with pytest.raises(WrongPin) as wrong:
            held.unwrap("1111", DAY)
        said.append(str(wrong.value))
    assert "4 more tries" in said[0]
    assert "One more try" in said[3]
    for digits in ("1111", "2468"):
        with pytest.raises(PinGone):
            held.unwrap(digits, DAY)


def test_it_ends_with_its_day(held: Pin) -> None:
    with pytest.raises(PinGone):
        held.unwrap("2468", DAY + timedelta(days=1))
    assert held.unwrap("2468", date(2026, 3, 2)) == KEY
