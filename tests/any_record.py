"""Any record of any kind, and any that its fields allow: for laws that hold for all of them."""

import importlib
import pkgutil
from dataclasses import is_dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, get_origin
from unicodedata import normalize

from hypothesis import strategies as st

import exodesk.core.records
from exodesk.core.codes import Coded
from exodesk.core.dates import PartialDate, WallTime
from exodesk.core.fields import Described, edit_value, problem_with, read_value
from exodesk.storage.rows import columns_of


def all_records() -> list[type]:
    """Every record dataclass of core."""
    found = []
    for module in pkgutil.iter_modules(exodesk.core.records.__path__, "exodesk.core.records."):
        members = vars(importlib.import_module(module.name)).values()
        found += [member for member in members if is_dataclass(member) and member.__module__ == module.name]
    return [member for member in found if isinstance(member, type)]


days = st.dates(date(1880, 1, 1), date(2200, 1, 1))
instants = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)).map(  # noqa: DTZ001  # made aware below
    lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000, tzinfo=UTC)
)
times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
VALUES: dict[type, st.SearchStrategy[Any]] = {
    str: st.text(st.characters(exclude_categories=["Cs"])).map(lambda text: normalize("NFC", text)),
    int: st.integers(0, 2**62),
    bool: st.booleans(),
    bytes: st.binary(),
    date: days,
    datetime: instants,
    Decimal: st.decimals(-100, 100, places=1),
    PartialDate: st.one_of(
        days.map(PartialDate.of),
        days.map(lambda day: PartialDate(day.year, day.month)),
        days.map(lambda day: PartialDate(day.year)),
    ),
    time: times,
    WallTime: st.builds(WallTime, days, times),
}


def values_of(record: type, name: str, hint: Any) -> st.SearchStrategy[Any]:
    if get_origin(hint) is tuple:
        inner = st.integers(0, 10) if name == "items" else VALUES[str]
        return st.lists(inner, max_size=5).map(tuple)
    if issubclass(hint, Coded):
        return st.sampled_from(list(hint))
    return VALUES[hint]


def a_record(record: type) -> st.SearchStrategy[Any]:
    fields = {}
    for name, (hint, optional) in columns_of(record).items():
        strategy = values_of(record, name, hint)
        fields[name] = st.none() | strategy if optional else strategy
    return st.builds(record, **fields)


def a_value(about: Described, today: date) -> st.SearchStrategy[Any]:
    """What a person may enter into a field, and its rules allow; None where it may stay empty."""
    strategy = _allowed(about, today)
    return strategy if about.must_fill or about.type is bool else st.none() | strategy


def _allowed(about: Described, today: date) -> st.SearchStrategy[Any]:
    field = about.field
    if issubclass(about.type, Coded):
        return st.sampled_from(list(about.type))
    if about.type is int:
        highest = field.maximum if field.maximum is not None else 10**12
        return st.integers(field.minimum or 0, highest).filter(lambda value: _is_exact(about, value, today))
    if about.type is str:
        letters = st.characters(exclude_categories=["Cs", "Cc", "Cn", "Zl", "Zp"], exclude_characters="\u00a0")
        lines = st.text(letters, min_size=1, max_size=min(field.max_length, 30))
        words = st.lists(lines, min_size=1, max_size=3).map("\n".join) if field.multiline else lines
        return words.map(lambda text: normalize("NFC", text).strip()).filter(bool)
    strategy = VALUES[about.type]
    return strategy.filter(lambda value: not problem_with(about, value, today))


def _is_exact(about: Described, value: int, today: date) -> bool:
    """Particles are typed in billions, and shown with at most three digits: others come from arithmetic alone."""
    return read_value(about, edit_value(about, value), today) == value
