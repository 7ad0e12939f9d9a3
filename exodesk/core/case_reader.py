"""Reads decoded JSON strictly: every value with its type and limits, every mistake with its place. Knows no rules."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Self, TypeVar

from exodesk.core.errors import ExodeskError

YEARS = range(1880, 2201)

_T = TypeVar("_T")
_E = TypeVar("_E", bound=StrEnum)
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class BadCase(ExodeskError):
    """A case that cannot be read; says where and what is wrong."""

    def __init__(self, place: str, what: str) -> None:
        super().__init__(f"{place}: {what}" if place else what)


class Reader:
    """One JSON object. It remembers what was asked of it, so that whatever is left over can be refused.

    A key that is missing and a key that is null mean the same.
    """

    def __init__(self, values: Mapping[str, object], place: str) -> None:
        self._values = values
        self._read: set[str] = set()
        self.place = place

    @classmethod
    def of(cls, value: object, place: str) -> Self:
        if not isinstance(value, dict):
            raise BadCase(place, "must be an object")
        return cls(value, place)

    def nothing_else(self, allowed: tuple[str, ...] = ()) -> None:
        for key in self._values:
            if key not in self._read and key not in allowed:
                raise BadCase(self._at(key), "is not known here")

    def one(self, key: str, read: Callable[["Reader"], _T]) -> _T:
        """An object inside this one."""
        return _read_whole(self._needed(key), self._at(key), read)

    def optional(self, key: str, read: Callable[["Reader"], _T]) -> _T | None:
        return None if self._get(key) is None else self.one(key, read)

    def each(self, key: str, read: Callable[["Reader"], _T]) -> tuple[_T, ...]:
        items = enumerate(self._list(key), start=1)
        return tuple(_read_whole(item, f"{self._at(key)} {number}", read) for number, item in items)

    def days(self, key: str, *, required: bool = False) -> tuple[date, ...]:
        if required:
            self._needed(key)
        return tuple(_day(item, f"{self._at(key)} {number}") for number, item in enumerate(self._list(key), start=1))

    def day(self, key: str) -> date:
        return _day(self._needed(key), self._at(key))

    def day_or_none(self, key: str) -> date | None:
        return None if self._get(key) is None else self.day(key)

    def whole(self, key: str, least: int, most: int) -> int:
        value = self._needed(key)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise BadCase(self._at(key), f"must be a whole number from {least} to {most}")
        return value

    def whole_or_none(self, key: str, least: int, most: int) -> int | None:
        return None if self._get(key) is None else self.whole(key, least, most)

    def choice(self, key: str, codes: type[_E]) -> _E:
        value = self._needed(key)
        for code in codes:
            if code == value:
                return code
        raise BadCase(self._at(key), f"must be one of {', '.join(codes)}")

    def choice_or_none(self, key: str, codes: type[_E]) -> _E | None:
        return None if self._get(key) is None else self.choice(key, codes)

    def text(self, key: str) -> str:
        """Empty when it is not given."""
        value = self._get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise BadCase(self._at(key), "must be text")
        return value

    def yes(self, key: str) -> bool:
        """False when it is not given."""
        value = self._get(key)
        if value is not None and not isinstance(value, bool):
            raise BadCase(self._at(key), "must be true or false")
        return bool(value)

    def _get(self, key: str) -> object:
        self._read.add(key)
        return self._values.get(key)

    def _needed(self, key: str) -> object:
        value = self._get(key)
        if value is None:
            raise BadCase(self._at(key), "is missing")
        return value

    def _list(self, key: str) -> list[object]:
        value = self._get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise BadCase(self._at(key), "must be a list")
        return value

    def _at(self, key: str) -> str:
        return f"{self.place}, {key}" if self.place else key


def _read_whole(value: object, place: str, read: Callable[[Reader], _T]) -> _T:
    """Read one object, and refuse what is left over in it."""
    reader = Reader.of(value, place)
    result = read(reader)
    reader.nothing_else()
    return result


def _day(value: object, place: str) -> date:
    if isinstance(value, str) and _ISO_DATE.fullmatch(value):
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise BadCase(place, f"there is no day {value}") from None
        if day.year in YEARS:
            return day
    raise BadCase(place, f"must be a date such as 2026-12-04, from {YEARS.start} to {YEARS.stop - 1}")
