"""The trail of single records, as the history reads it. The chain that keeps it whole is in audit.py."""

import json
from collections.abc import Iterable, Sequence

from exodesk.core.history import Entry
from exodesk.storage.driver import Row
from exodesk.storage.reading import Reader, listed
from exodesk.storage.rows import table_of

Key = tuple[str, str]
"""Table and id of a row."""

_ENTRIES = """SELECT seq, tbl, row_id, op, old, new, unit, at, actor, operation, reason FROM json_each(?) AS wanted
JOIN audit ON tbl = json_extract(wanted.value, '$[0]') AND row_id = json_extract(wanted.value, '$[1]')
JOIN audit_unit ON unit = (SELECT unit FROM audit_unit WHERE last_seq >= audit.seq ORDER BY last_seq LIMIT 1)"""


def keys(record: Reader, kind: type, column: str, values: Iterable[str]) -> list[Key]:
    """The rows of a record class, in force or not, in which a column of it has one of these values."""
    if column not in kind.__annotations__:
        raise ValueError(column)
    table = table_of(kind)
    sql = f"SELECT id FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))"  # noqa: S608  # our own names
    return [(table, row["id"]) for row in record.read(sql, [listed(values)])]


def of_keys(record: Reader, wanted: Sequence[Key]) -> list[Entry]:
    """All that was ever written to these rows, and to the children that were taken back with them, oldest first."""
    known: set[Key] = set()
    found: dict[int, Entry] = {}
    ahead = set(wanted)
    while ahead:
        rows = _of_rows(record, ahead)
        found |= {row["seq"]: _entry(row) for row in rows}
        known |= ahead
        ahead = set(_taken_back(record, {row["unit"] for row in rows})) - known
    return [found[seq] for seq in sorted(found)]


def of_rows(record: Reader, wanted: Iterable[Key]) -> list[Entry]:
    """All that was ever sealed of these rows themselves, oldest first."""
    return [_entry(row) for row in sorted(_of_rows(record, wanted), key=lambda row: int(row["seq"]))]


def not_yet_sealed(record: Reader) -> list[Entry]:
    """What the write that is open has written so far, oldest first; it has no unit yet, nor anybody's name."""
    rows = record.read(
        """SELECT tbl, row_id, op, old, new, 0 AS unit, '' AS at, '' AS actor, '' AS operation, NULL AS reason
        FROM audit WHERE seq > (SELECT last_seq FROM audit_unit ORDER BY unit DESC LIMIT 1) ORDER BY seq"""
    )
    return [_entry(row) for row in rows]


def of_unit(record: Reader, unit: int) -> list[Entry]:
    """What one act wrote."""
    rows = record.read(
        """SELECT seq, tbl, row_id, op, old, new, unit, at, actor, operation, reason FROM audit_unit
        JOIN audit ON seq BETWEEN first_seq AND last_seq WHERE unit = ? ORDER BY seq""",
        [unit],
    )
    return [_entry(row) for row in rows]


def _of_rows(record: Reader, wanted: Iterable[Key]) -> list[Row]:
    pairs = json.dumps([list(key) for key in wanted])
    return record.read(_ENTRIES, [pairs])


def _taken_back(record: Reader, units: Iterable[int]) -> list[Key]:
    rows = record.read(
        """SELECT tbl, row_id FROM json_each(?) AS wanted
        JOIN audit_unit ON unit = wanted.value
        JOIN audit ON seq BETWEEN first_seq AND last_seq
        WHERE op = 'delete'""",
        [listed(units)],
    )
    return [(row["tbl"], row["row_id"]) for row in rows]


def _entry(row: Row) -> Entry:
    return Entry(
        unit=row["unit"],
        at=row["at"],
        actor=row["actor"],
        operation=row["operation"],
        reason=row["reason"],
        table=row["tbl"],
        row_id=row["row_id"],
        op=row["op"],
        old=json.loads(row["old"] or "{}"),
        new=json.loads(row["new"] or "{}"),
    )
