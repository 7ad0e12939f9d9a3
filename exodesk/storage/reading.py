"""What a query needs of an open record, and lists as one parameter. Rows in, records out, no transactions."""

import json
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from exodesk.core.errors import NotFound
from exodesk.storage.driver import Row
from exodesk.storage.rows import Value, from_row, from_rows

R = TypeVar("R")


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


def one(record: Reader, kind: type[R], key: str, sql: str, *parameters: Value) -> R:
    """The one record that a query finds; NotFound names the key that the person gave."""
    found = record.read(sql, parameters)
    if not found:
        raise NotFound(kind.__name__.lower(), key)
    return from_row(kind, found[0])


def listed(values: Iterable[str | int]) -> str:
    """Many values as one parameter, for `IN (SELECT value FROM json_each(?))`."""
    return json.dumps(list(values))
