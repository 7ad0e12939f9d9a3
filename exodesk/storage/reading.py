"""What a query needs of an open record, and lists as one parameter. Rows in, records out, no transactions."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date
from functools import lru_cache
from typing import Any, Protocol, TypeVar
from zoneinfo import ZoneInfo

from exodesk.core.errors import NotFound
from exodesk.storage.driver import Read, Row
from exodesk.storage.rows import Value, from_row, from_rows, selection, table_of

R = TypeVar("R")

PAGE = 500
LEAST, MOST = -(2**63), 2**63 - 1
"""Of SQLite's whole numbers."""


class Reader(Protocol):
    """An open record, as the queries see it."""

    def read(self, sql: str, parameters: Sequence[Value] = ()) -> list[Row]: ...

    def today(self) -> date: ...


class Snapshot(Reader, Protocol):
    """The same, where a page of several queries is of one moment: an open record, or a day gone by."""

    @property
    def zone(self) -> ZoneInfo: ...

    def reading(self) -> AbstractContextManager[None]: ...


def records(record: Reader, kind: type[R], sql: str, *parameters: Value) -> list[R]:
    """The records that a query finds, in its order."""
    return from_rows(kind, record.read(sql, parameters))


def by_id(record: Reader, kind: type[R], key: str) -> R:
    """The record with this id."""
    named: type = kind
    return one(record, kind, key, selection(table_of(named)), key)


def one(record: Reader, kind: type[R], key: str, sql: str, *parameters: Value) -> R:
    """The one record that a query finds; NotFound names the key that the person gave."""
    found = record.read(sql, parameters)
    if not found:
        raise NotFound(kind.__name__.lower(), key)
    return from_row(kind, found[0])


def in_pages(read: Read, sql: str, *parameters: Value, first: int = LEAST) -> Iterator[Any]:
    """Every row of a long list, some hundreds at a time, in the order of its first column, a number.

    `sql` asks for that number from a first one on, its last parameter, and is in that order. Hundreds of thousands of
    rows in one list would take the memory, and whoever lets them go stops every other thread for as long.
    """
    sql = f"{sql} LIMIT {PAGE}"  # as a parameter, it would have the statement prepared afresh every time
    while first <= MOST:
        rows = list(read(sql, [*parameters, first]))
        yield from rows
        if len(rows) < PAGE:
            return
        first = rows[-1][0] + 1


def listed(values: Iterable[str | int]) -> str:
    """Many values as one parameter, for `IN (SELECT value FROM json_each(?))`."""
    return _as_json(tuple(values))


@lru_cache(maxsize=64)
def _as_json(values: tuple[str | int, ...]) -> str:
    """A chart asks thirty statements about the same few ids."""
    return json.dumps(values)
