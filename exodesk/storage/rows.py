"""Records to rows and back: one pair for all records, and what `record.write()` yields. No SQL of any subject.

A table is named after its record: `InjectionSource` is `injection_source`. Text is made NFC on its way in, so that the
audit hash of a row does not depend on the keyboard it came from.
"""

import json
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache, lru_cache
from operator import attrgetter
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints, overload

from exodesk.core.codes import Coded
from exodesk.core.dates import PartialDate, WallTime, show_time, utc_from_text, utc_text
from exodesk.storage import driver
from exodesk.storage.driver import Connection, Row

if TYPE_CHECKING:
    from sqlite_utils.db import Table

R = TypeVar("R")
Value = str | int | bytes | None

DELETABLE = frozenset(
    {"draft", "name_word", "phone_end", "unscored_point", "injection_source", "pause_answer", "vitals"}
)
"""Passing tables, and the children of an unsigned visit or its injections, taken back while one still edits."""


@cache
def table_of(record: type) -> str:
    """`InjectionSource` -> `injection_source`."""
    name = record.__name__
    return "".join(f"_{c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(name))


def to_row(record: object) -> dict[str, Value]:
    """A record as its columns."""
    kind: type = type(record)
    names, encoders = _encoders(kind)
    return {
        name: None if (value := getattr(record, name)) is None else encode(value)
        for name, encode in zip(names, encoders, strict=True)
    }


def from_row(record: type[R], row: Row) -> R:
    """The record in a row; columns that are not its own are passed over."""
    return from_rows(record, [row])[0]


def from_rows(record: type[R], rows: Sequence[Row]) -> list[R]:
    """`from_row` for many rows of one query."""
    if not rows:
        return []
    kind: type = record
    read: Callable[[Row], R] = _reader(kind, tuple(rows[0].keys()))
    return [read(row) for row in rows]


class Lazily(Sequence[R]):
    """`from_rows` where few of many are looked at: each record is made when it is first asked for, and kept."""

    def __init__(self, record: type[R], rows: Sequence[Row]) -> None:
        kind: type = record
        self._read: Callable[[Row], R] = _reader(kind, tuple(rows[0].keys())) if rows else _as_it_is
        self._rows = rows
        self._made: dict[int, R] = {}

    @overload
    def __getitem__(self, place: int) -> R: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[R]: ...
    def __getitem__(self, place: int | slice) -> R | Sequence[R]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self._rows)))]
        if place not in self._made:
            self._made[place] = self._read(self._rows[place])
        return self._made[place]

    def __len__(self) -> int:
        return len(self._rows)


def decoded(record: type, column: str, stored: Value) -> Any:
    """One stored value of a record's column as the record holds it, for who reads the trail."""
    if stored is None:
        return None
    hint, _ = columns_of(record)[column]
    return _codec(_DECODERS, hint)(stored)


class Rows:
    """Writes through sqlite-utils, inside the one door. Only `record.write()` makes one."""

    def __init__(self, connection: Connection) -> None:
        self._database = driver.utils(connection)
        self.updated: set[tuple[str, str]] = set()
        """Table and id of the rows that were brought up to date in this write, those too that were so already."""

    def insert(self, *records: object) -> None:
        """A statement a record, which stays prepared.

        The library's own `insert` asks for the schema, opens a savepoint and reads the row back, each time anew.
        """
        for record in records:
            row = to_row(record)
            self._database.execute(_insertion(_table_of(record), tuple(row)), list(row.values()))

    def insert_many(self, records: Sequence[object]) -> None:
        """Many records of one class, for imports and the made-up practice."""
        if records:
            self._table_for(records[0]).insert_all(map(to_row, records), pk="id")

    def insert_columns(self, table: str, found: Iterable[Mapping[str, Value]]) -> None:
        """Rows of a table that is no record, such as search words.

        The library's own insert of a single row asks for its rowid afterwards, which a table without one has not.
        """
        for columns in found:
            self._database.execute(_insertion(table, tuple(columns)), list(columns.values()))

    def update(self, record: R, *, was: R | None = None) -> None:
        """Write the columns that differ from the row with the record's id; from `was`, for who has just read it.

        A column written anew as it was has its indexes written anew too: twice the pages for a note that is saved.
        """
        kind: type = type(record)
        row, table = to_row(record), table_of(kind)
        before = to_row(was) if was else self._database.execute(selection(table), [row["id"]]).fetchone()
        if before is None:
            raise KeyError(row["id"])
        self.updated.add((table, str(row["id"])))
        if differing := {name: value for name, value in row.items() if before[name] != value}:
            self.change(table, "id", str(row["id"]), differing)

    def change(self, table: str, key: str, value: str, columns: Mapping[str, Value]) -> None:
        """Write columns of the one row whose `key` is `value`."""
        sql = _alteration(table, key, tuple(columns))
        if self._database.execute(sql, [*columns.values(), value]).rowcount != 1:
            raise KeyError(value)

    def delete(self, table: str, where: str, parameters: Sequence[Value]) -> None:
        """Take passing rows away. Nothing clinical is ever deleted."""
        if table not in DELETABLE:
            raise ValueError(f"Rows of {table} are never deleted.")
        self.table(table).delete_where(where, list(parameters))

    def outdate_forecasts(self) -> None:
        """Other rules apply: every stored forecast is computed anew."""
        self._database.execute("UPDATE forecast SET stale = 1 WHERE stale = 0")

    def next_number(self, counter: str) -> int:
        """The next number of a counter that never gives one twice, such as `chart_no`."""
        table = self.table("counter")
        number = int(table.get(counter)["value"]) + 1
        table.update(counter, {"value": number})
        return number

    def raise_number(self, counter: str, to: int) -> None:
        """Let a counter go on behind a number that is taken, where it is not that far."""
        table = self.table("counter")
        if int(next(table.rows_where("name = ?", [counter], select="value"), {"value": -1})["value"]) < to:
            table.upsert({"name": counter, "value": to}, pk="name")

    def _table_for(self, record: object) -> "Table":
        return self.table(_table_of(record))

    def table(self, name: str) -> "Table":
        """A table by name, for what is no record: drafts, search words, forecasts."""
        return self._database.table(name)


def _table_of(record: object) -> str:
    kind: type = type(record)
    return table_of(kind)


@cache
def _insertion(table: str, columns: tuple[str, ...]) -> str:
    names = ", ".join(f'"{column}"' for column in columns)
    return f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(columns))})'  # noqa: S608 - names of ours


@cache
def selection(table: str) -> str:
    """One row by its id."""
    return f'SELECT * FROM "{table}" WHERE id = ?'  # noqa: S608 - a name of ours


@cache
def _alteration(table: str, key: str, columns: tuple[str, ...]) -> str:
    changes = ", ".join(f'"{column}" = ?' for column in columns)
    return f'UPDATE "{table}" SET {changes} WHERE "{key}" = ?'  # noqa: S608 - names of ours


@cache
def columns_of(record: type) -> dict[str, tuple[type, bool]]:
    """Bare type and nullability of each field, by name, in order."""
    hints = get_type_hints(record)
    found = {}
    for field in fields(record):
        hint, optional = _without_none(hints[field.name])
        found[field.name] = (hint, optional)
    return found


def _without_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    if get_origin(hint) in (Union, UnionType):
        return next(part for part in get_args(hint) if part is not type(None)), True
    return hint, False


def _text(value: str) -> str:
    return unicodedata.normalize("NFC", value)


def _list(value: Iterable[str | int]) -> str:
    return json.dumps([_text(part) if isinstance(part, str) else part for part in value], ensure_ascii=False)


def _finite(value: Decimal) -> str:
    if not value.is_finite():
        raise ValueError(value)
    return f"{value:f}"


def _as_it_is(value: Any) -> Any:
    return value


_ENCODERS: Mapping[type, Callable[[Any], Value]] = {
    str: _text,
    int: int,
    bool: int,
    bytes: bytes,
    date: date.isoformat,
    datetime: utc_text,
    time: show_time,
    Decimal: _finite,
    PartialDate: str,
    WallTime: str,
    tuple: _list,
}
_DECODERS: Mapping[type, Callable[[Any], Any]] = {
    str: _as_it_is,
    int: _as_it_is,
    bool: bool,
    bytes: _as_it_is,
    date: date.fromisoformat,
    datetime: utc_from_text,
    time: time.fromisoformat,
    Decimal: Decimal,
    PartialDate: lru_cache(maxsize=4096)(PartialDate.parse),  # fifty birth dates for each letter of a search
    WallTime: WallTime.parse,
    tuple: lambda text: tuple(json.loads(text)) if text != "[]" else (),
}


@cache
def _encoders(record: type) -> tuple[tuple[str, ...], tuple[Callable[[Any], Value], ...]]:
    columns = columns_of(record)
    return tuple(columns), tuple(_codec(_ENCODERS, hint) for hint, _ in columns.values())


def _codec(codecs: Mapping[type, Callable[[Any], Any]], hint: Any) -> Callable[[Any], Any]:
    bare = get_origin(hint) or hint
    if issubclass(bare, Coded):
        return attrgetter("value") if codecs is _ENCODERS else {code.value: code for code in bare}.__getitem__
    return codecs[bare]


@cache
def _reader(record: type, columns: tuple[str, ...]) -> Callable[[Row], Any]:
    """How to read one record class from rows with these columns; written out as a function once for each query.

    Slots are filled as they are: the `__init__` of a frozen record looks for each by its name, twice as long in all.
    Written out, as dataclasses writes out an `__init__`, it takes a third less than a loop over the fields.
    """
    names: dict[str, Any] = {"new": object.__new__, "record": record}
    lines = ["def read(row):", " made = new(record)"]
    for place, (name, (hint, _)) in enumerate(columns_of(record).items()):
        value = f"row[{columns.index(name)}]"
        if (decode := _codec(_DECODERS, hint)) is not _as_it_is:
            names[f"decode{place}"] = decode
            value = f"None if (value := {value}) is None else decode{place}(value)"
        names[f"fill{place}"] = getattr(record, name).__set__
        lines.append(f" fill{place}(made, {value})")
    exec("\n".join([*lines, " return made"]), names)  # noqa: S102  # numbers, and no word from outside
    read: Callable[[Row], Any] = names["read"]
    return read
