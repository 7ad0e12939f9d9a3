"""A patient's records as they stood at the end of a day: put together from the trail, in memory, for reading only.

What comes out answers the same queries as an open record, so the chart of a past day is the chart and no copy of it.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from exodesk.core.dates import utc_text
from exodesk.storage import driver, forecasts
from exodesk.storage.driver import Connection, Row
from exodesk.storage.reading import Snapshot, listed
from exodesk.storage.rows import Rows, Value
from exodesk.storage.schema import in_force
from exodesk.storage.schema.tables import Table, tables

Key = tuple[str, str]
"""Table and key of a row."""
Columns = dict[str, Any]

_NOT_OF_A_CHART = frozenset({"counter", "record_info"})


class Past:
    """A day gone by, as the queries see an open record."""

    def __init__(self, connection: Connection, day: date, zone: ZoneInfo) -> None:
        self._connection = connection
        self._day = day
        self.zone = zone

    def read(self, sql: str, parameters: Sequence[Value] = ()) -> list[Row]:
        return self._connection.execute(sql, parameters).fetchall()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Nobody writes to a day gone by."""
        yield

    def today(self) -> date:
        return self._day

    def close(self) -> None:
        self._connection.close()


def as_of(record: Snapshot, patient_id: str, day: date) -> Past:
    """What the trail had said of a patient, and of all that is no patient's, when that day ended in the clinic."""
    connection = driver.connect(":memory:", busy_seconds=0)
    connection.row_factory = driver.Row
    try:
        with record.reading():
            _make_tables(record, connection)
            known = tables(connection)
            last_seq = last_seq_of(record, day)
            rows = _rows(record, _charts(record, patient_id), last_seq, known)
            for table in known.values():
                _fill(record, connection, table, [row for (name, _), row in rows.items() if name == table.name])
            past = Past(connection, day, record.zone)
            _derive(record, past, connection)
    except BaseException:
        connection.close()
        raise
    return past


def last_seq_of(record: Snapshot, day: date) -> int:
    """How far the trail had come when a day ended in the clinic; 0 before its beginning."""
    ends = datetime.combine(day + timedelta(days=1), time(), tzinfo=record.zone).astimezone(UTC)
    found = record.read("SELECT last_seq FROM audit_unit WHERE at < ? ORDER BY unit DESC LIMIT 1", [utc_text(ends)])
    return int(found[0]["last_seq"]) if found else 0


def days_of(record: Snapshot, patient_id: str) -> list[date]:
    """The clinic's days on which anything about a patient was written, oldest first."""
    rows = record.read(
        """SELECT DISTINCT at FROM audit JOIN audit_unit
        ON unit = (SELECT unit FROM audit_unit WHERE last_seq >= audit.seq ORDER BY last_seq LIMIT 1)
        WHERE patient_id IN (SELECT value FROM json_each(?))""",
        [listed(_charts(record, patient_id))],
    )
    return sorted({datetime.fromisoformat(row["at"]).astimezone(record.zone).date() for row in rows})


def _charts(record: Snapshot, patient_id: str) -> list[str]:
    """Every chart that is, or ever was, of one person with this one."""
    rows = record.read(
        """SELECT row_id, json_extract(new, '$.merged_into') FROM audit
        WHERE tbl = 'patient' AND json_extract(new, '$.merged_into') IS NOT NULL"""
    )
    merges = [(str(row[0]), str(row[1])) for row in rows]
    roots = {patient_id, *(kept for merged, kept in merges if merged == patient_id)}
    return sorted(roots | {merged for merged, kept in merges if kept in roots})


def _rows(record: Snapshot, patient_ids: Iterable[str], last_seq: int, known: dict[str, Table]) -> dict[Key, Columns]:
    """The last values of each row up to there, in the order in which the rows were first written."""
    shared = [name for name, table in known.items() if table.audited and name not in _NOT_OF_A_CHART]
    entries = record.read(
        """SELECT seq, tbl, row_id, op, new FROM audit
        WHERE patient_id IN (SELECT value FROM json_each(?1)) AND seq <= ?2
        UNION ALL SELECT seq, tbl, row_id, op, new FROM audit
        WHERE tbl IN (SELECT value FROM json_each(?3)) AND patient_id IS NULL AND seq <= ?2 ORDER BY seq""",
        [listed(patient_ids), last_seq, listed(shared)],
    )
    found: dict[Key, Columns] = {}
    for entry in entries:
        key = (entry["tbl"], entry["row_id"])
        if entry["op"] == "delete":
            found.pop(key, None)
        else:
            found[key] = json.loads(entry["new"])
    return found


def _make_tables(record: Snapshot, connection: Connection) -> None:
    """Tables and views of the open record; no trigger, no index, and no reference is looked after."""
    for row in record.read("SELECT sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"):
        connection.execute(row["sql"])
    for statement in in_force.statements(tables(connection)):
        connection.execute(statement)


def _fill(record: Snapshot, connection: Connection, table: Table, rows: list[Columns]) -> None:
    """Columns that have come since are as they are now, where a row cannot be without."""
    if not rows:
        return
    later = [name for name in _needed(connection, table) if any(name not in row for row in rows)]
    now = _now(record, table, rows, [*table.blobs, *later])
    for row in rows:
        key = tuple(row[column] for column in table.key)
        whole = {name: value for name, value in row.items() if name in table} | {
            name: value for name, value in now.get(key, {}).items() if name not in row
        }
        names, places = ", ".join(f'"{name}"' for name in whole), ", ".join("?" * len(whole))
        connection.execute(f'INSERT INTO "{table.name}" ({names}) VALUES ({places})', list(whole.values()))  # noqa: S608  # the schema's own names


def _needed(connection: Connection, table: Table) -> list[str]:
    """Columns that may not be empty and have no value to begin with."""
    sql = 'SELECT name FROM pragma_table_info(?) WHERE "notnull" AND dflt_value IS NULL'
    return [row[0] for row in connection.execute(sql, [table.name])]


def _now(record: Snapshot, table: Table, rows: list[Columns], columns: Sequence[str]) -> dict[tuple[Any, ...], Columns]:
    """What stands in some columns of these rows today: bytes, which never change, and columns that are new."""
    if not columns:
        return {}
    wanted = ", ".join(f'"{name}"' for name in (*table.key, *columns))
    sql = f'SELECT {wanted} FROM "{table.name}" WHERE "{table.key[0]}" IN (SELECT value FROM json_each(?))'  # noqa: S608  # the schema's own names
    found = record.read(sql, [listed(str(row[table.key[0]]) for row in rows)])
    return {tuple(row)[: len(table.key)]: {name: row[name] for name in columns} for row in found}


def _derive(record: Snapshot, past: Past, connection: Connection) -> None:
    """What no trail holds because it follows from the rest: forecasts of that day, and which visits were unsigned."""
    connection.execute(
        """INSERT INTO unsigned_visit (visit_id) SELECT id FROM visit
        WHERE id = entry_id AND NOT EXISTS (SELECT 1 FROM signature WHERE signature.visit_id = visit.entry_id)"""
    )
    plan_ids = [row["id"] for row in past.read("SELECT id FROM plan ORDER BY id")]
    computable = {plan_id for plan_id, row in forecasts.stored(record, plan_ids).items() if not row.cannot_compute}
    forecasts.renew_together(past, Rows(connection), [each for each in plan_ids if each in computable])
    connection.execute(
        """INSERT INTO forecast (plan_id, patient_id, stale, cannot_compute) SELECT id, patient_id, 0, 1 FROM plan
        WHERE id NOT IN (SELECT plan_id FROM forecast)"""
    )
