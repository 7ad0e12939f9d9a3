"""What a record holds, row by row, and the pages of its file on which a table lies."""

from pathlib import Path

from exodesk.storage.keys import DatabaseKey
from exodesk.storage.pages import pages_of
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.salvage.found import look_through
from exodesk.storage.schema.tables import UNAUDITED

Table = dict[str, tuple[object, ...]]


def all_of(record: RecordFile) -> dict[str, Table]:
    """Every row of every table, by its key."""
    names = [row[0] for row in record.read("SELECT name FROM sqlite_master WHERE type = 'table'")]
    own = [name for name in names if not name.startswith("sqlite") and name not in UNAUDITED - {"audit"}]
    return {name: {str(row[0]): tuple(row) for row in record.read(f'SELECT * FROM "{name}"')} for name in own}


def leaves_of(path: Path, key: DatabaseKey, table: str) -> list[int]:
    with pages_of(path, key) as pages:
        return look_through(pages, lambda *_: None).tables[table]
