"""Volumes, particles and concentrations: exact integers inside, mL and billions for people.

Stored units: microlitres, particles, particles per mL. Nothing here is ever a float.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from enum import Enum

from exodesk.core.dates import show_date as show_date
from exodesk.core.dates import show_long_date as show_long_date

BILLION = 1_000_000_000
NBSP = "\u00a0"
LABEL_RANGE = (1 * BILLION, 15 * BILLION)
"""Particles per mL that labels usually claim; outside it a form says "unusual" and accepts it."""

HOTTEST_IN_CELSIUS = 60
"""A higher number is a temperature in Fahrenheit."""

_NUMBER = re.compile(r"[+-]?(?:\d+(?:,\d{3})*(?:\.\d*)?|\.\d+)")


def read_decimal(text: str) -> Decimal:
    """A typed number with a decimal point. A comma is taken only between thousands.

    Raises ValueError with a sentence: `1e10` and `2,5` are never guessed at.
    """
    typed = text.strip()
    if not _NUMBER.fullmatch(typed):
        if re.fullmatch(r"\d+,\d{1,2}", typed):
            raise ValueError(f"Write {typed.replace(',', '.')} with a point, not a comma.")
        raise ValueError(f"“{typed}” is not a number. Type digits, with a point before decimals.")
    try:
        return Decimal(typed.replace(",", ""))
    except InvalidOperation:
        raise ValueError(f"“{typed}” is not a number.") from None


def read_scaled(text: str, scale: int, unit: str, *, names: tuple[str, ...] = ()) -> int:
    """`text` in `unit`, with or without the unit's name behind it, as a whole number of the stored unit."""
    typed = text.replace(NBSP, " ").strip()
    for name in sorted((unit, *names), key=len, reverse=True):
        if typed.lower().endswith(name.lower()):
            typed = typed[: -len(name)].strip()
            break
    exact = read_decimal(typed) * scale
    if exact != exact.to_integral_value():
        raise ValueError(f"“{typed}” {unit} has more decimals than can be measured.")
    return int(exact)


def plain(number: Decimal) -> str:
    """Digits with a leading zero, thousands marked, no trailing zero: `0.5`, `2`, `1,500`."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def significant(number: Decimal, digits: int = 3) -> Decimal:
    """`number` rounded half to even to at most `digits` significant digits."""
    if not number:
        return Decimal(0)
    return number.quantize(Decimal(1).scaleb(number.adjusted() - digits + 1), ROUND_HALF_EVEN)


def show_ml(volume_ul: int) -> str:
    """`0.5 mL`."""
    return f"{plain(Decimal(volume_ul) / 1000)}{NBSP}mL"


def show_billions(particles: int) -> str:
    """`7.5 billion`: at most three significant digits (between laboratories counts differ by a quarter and more)."""
    return f"{plain(significant(Decimal(particles) / BILLION))}{NBSP}billion"


def show_concentration(particles_per_ml: int) -> str:
    """`10 billion/mL`."""
    return f"{show_billions(particles_per_ml)}/mL"


def is_unusual(particles_per_ml: int) -> bool:
    """Outside what labels usually say. Accepted all the same: published trials have used far more."""
    return not LABEL_RANGE[0] <= particles_per_ml <= LABEL_RANGE[1]


def read_temperature(text: str) -> int:
    """Tenths of a degree Celsius. `98.6 F`, and any number too high for Celsius, is converted."""
    typed = text.replace("°", "").replace(NBSP, " ").strip()
    unit = typed[-1:].upper()
    degrees = read_decimal(typed[:-1] if unit in {"C", "F"} else typed)
    if unit == "F" or (unit != "C" and degrees > HOTTEST_IN_CELSIUS):
        degrees = (degrees - 32) * 5 / 9
    return int((degrees * 10).quantize(Decimal(1), ROUND_HALF_EVEN))


def show_celsius(tenths: int) -> str:
    """`36.8 °C`."""
    return f"{plain(Decimal(tenths) / 10)}{NBSP}°C"


def _whole(text: str) -> int:
    number = read_decimal(text)
    if number != number.to_integral_value():
        raise ValueError(f"“{text.strip()}” must be a whole number.")
    return int(number)


@dataclass(frozen=True, slots=True)
class _Scale:
    symbol: str
    read: Callable[[str], int]
    show: Callable[[int], str]
    edit: Callable[[int], str]


class Unit(Enum):
    """How a stored integer is typed and shown. `symbol` stands behind the field."""

    ML = _Scale("mL", lambda t: read_scaled(t, 1000, "mL"), show_ml, lambda v: plain(Decimal(v) / 1000))
    BILLION = _Scale(
        "billion",
        lambda t: read_scaled(t, BILLION, "billion", names=("billion particles",)),
        show_billions,
        lambda v: plain(Decimal(v) / BILLION),
    )
    BILLION_PER_ML = _Scale(
        "billion/mL",
        lambda t: read_scaled(t, BILLION, "billion/mL", names=("billion per mL", "billion")),
        show_concentration,
        lambda v: plain(Decimal(v) / BILLION),
    )
    KG = _Scale(
        "kg",
        lambda t: read_scaled(t, 1000, "kg"),
        lambda v: f"{plain(Decimal(v) / 1000)}{NBSP}kg",
        lambda v: plain(Decimal(v) / 1000),
    )
    CM = _Scale("cm", _whole, lambda v: f"{v}{NBSP}cm", str)
    MM = _Scale("mm", _whole, lambda v: f"{v}{NBSP}mm", str)
    GAUGE = _Scale("G", _whole, lambda v: f"{v}{NBSP}G", str)
    DAYS = _Scale("days", _whole, lambda v: f"{v}{NBSP}{'day' if v == 1 else 'days'}", str)
    WEEKS = _Scale("weeks", _whole, lambda v: f"{v}{NBSP}{'week' if v == 1 else 'weeks'}", str)
    MONTHS = _Scale("months", _whole, lambda v: f"{v}{NBSP}{'month' if v == 1 else 'months'}", str)
    MINUTES = _Scale("minutes", _whole, lambda v: f"{v}{NBSP}{'minute' if v == 1 else 'minutes'}", str)
    MMHG = _Scale("mmHg", _whole, lambda v: f"{v}{NBSP}mmHg", str)
    PER_MINUTE = _Scale("/min", _whole, lambda v: f"{v}/min", str)
    CELSIUS = _Scale("°C", read_temperature, show_celsius, lambda v: plain(Decimal(v) / 10))
    PERCENT = _Scale("%", _whole, lambda v: f"{v}{NBSP}%", str)
    COUNT = _Scale("", _whole, str, str)

    @property
    def symbol(self) -> str:
        return self.value.symbol

    def read(self, text: str) -> int:
        """The stored integer; raises ValueError with a sentence for the field."""
        return self.value.read(text)

    def show(self, value: int) -> str:
        """For reading, with its unit."""
        return self.value.show(value)

    def edit(self, value: int) -> str:
        """For a field that has its unit behind it."""
        return self.value.edit(value)
