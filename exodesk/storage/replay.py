"""Whether each row is what the trail says it last became.

It finds what was written past the guards, and an old page put back, which every other check takes for whole.
"""

import json
from collections.abc import Iterator
from typing import Any

from exodesk.storage.driver import Row
from exodesk.storage.finding import Finding
from exodesk.storage.reading import PAGE, Reader, in_pages
from exodesk.storage.schema.tables import UNAUDITED
from exodesk.storage.steps import HowFar, no_step

_LAST = """SELECT op, new FROM audit WHERE tbl = ? AND row_id = ? ORDER BY seq DESC LIMIT 1"""


def findings(record: Reader, step: HowFar = no_step) -> Iterator[Finding]:
    """Rows that differ from the trail, and rows of the trail that are gone."""
    for name, key in _tables(record):
        columns = _columns(record, name)
        of = record.read(f'SELECT count(*) FROM "{name}"')[0][0]  # noqa: S608  # the schema's own names
        sql = f'SELECT rowid, * FROM "{name}" WHERE rowid >= ? ORDER BY rowid'  # noqa: S608  # the schema's own names
        for number, row in enumerate(in_pages(record.read, sql)):
            if number % PAGE == 0:
                step(number, of, name.replace("_", " ").capitalize())
            last = record.read(_LAST, [name, str(row[key])])
            if not last or last[0]["op"] == "delete":
                yield Finding("row_unknown", f"A row of {name} is not in the audit trail.", name, str(row[key]))
            elif not _agrees(row, json.loads(last[0]["new"]), columns):
                yield Finding("row_differs", f"A row of {name} is not what the audit trail says.", name, str(row[key]))
        yield from _gone(record, name, key)


def _gone(record: Reader, name: str, key: str) -> Iterator[Finding]:
    missing = record.read(
        f"""SELECT row_id, max(seq), op FROM audit WHERE tbl = ? GROUP BY row_id
        HAVING op <> 'delete' AND row_id NOT IN (SELECT CAST("{key}" AS TEXT) FROM "{name}")""",  # noqa: S608  # the schema's own names
        [name],
    )
    for row in missing:
        yield Finding("row_gone", f"A row of {name} that the audit trail knows is gone.", name, str(row["row_id"]))


def _tables(record: Reader) -> list[tuple[str, str]]:
    rows = record.read(
        """SELECT m.name, t.name AS key FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS t
        WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND t.pk = 1 ORDER BY m.name"""
    )
    return [(row["name"], row["key"]) for row in rows if row["name"] not in UNAUDITED]


def _columns(record: Reader, name: str) -> dict[str, str | None]:
    """Columns that the trail holds, with what they hold where nothing was said."""
    rows = record.read("SELECT name, type, dflt_value FROM pragma_table_info(?)", [name])
    return {row["name"]: row["dflt_value"] for row in rows if row["type"] != "BLOB"}


def _agrees(row: Row, said: dict[str, Any], columns: dict[str, str | None]) -> bool:
    """A column that came after the last change of a row holds what columns begin with."""
    for name, begins_with in columns.items():
        value = row[name]
        if name in said:
            if said[name] != value:
                return False
        elif value is not None and str(value) != (begins_with or "").strip("'"):
            return False
    return True
