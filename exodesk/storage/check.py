"""Everything about a record that can be found wrong. Changes nothing."""

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256

from exodesk.core.errors import StorageError
from exodesk.core.sentences import counted
from exodesk.storage import audit, replay
from exodesk.storage.finding import Finding
from exodesk.storage.reading import in_pages
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.schema import VERSION
from exodesk.storage.schema.inventory import differences, inventory
from exodesk.storage.schema.runner import expected

Canonical = Callable[[RecordFile, str], bytes]
"""The content to sign of a visit, by its entry, from its rows as they stand now."""

OF_THE_DESK = frozenset({"clock_back", "failed_unlocks", "second_name"})
"""Told at opening, and nothing that is wrong with the record."""

MOST_PLACES = 5
"""Of what SQLite lists of a damaged tree, a line for each of its pages."""

Check = Callable[[RecordFile], Iterable[Finding]]


def check(record: RecordFile, *, canonical: Canonical | None = None, others: Iterable[Check] = ()) -> list[Finding]:
    """All findings; [] is a sound record. `others`: checks of what this module does not know, such as forecasts."""
    parts: list[Check] = [_file, _schema, _trail, lambda r: _signatures(r, canonical), *others]
    found = [finding for finding in record.findings if finding.code not in OF_THE_DESK]
    for part in parts:
        try:
            found += part(record)
        except StorageError as error:
            found.append(Finding("damaged", str(error)))
            break
    return found


def _file(record: RecordFile) -> Iterator[Finding]:
    for row in record.read("PRAGMA cipher_integrity_check"):
        yield Finding("page", f"The file is damaged: {row[0]}.")
    places = [line for row in record.read("PRAGMA integrity_check") for line in _lines(row[0])]
    for place in places[:MOST_PLACES]:
        yield Finding("integrity", f"The file is damaged: {place}.")
    if (more := len(places) - MOST_PLACES) > 0:
        yield Finding("integrity", f"The file is damaged in {counted(more, 'more place')}.")
    for table, rowid, parent, _ in record.read("PRAGMA foreign_key_check"):
        yield Finding("reference", f"A row of {table} refers to a missing {parent}.", table, _key(record, table, rowid))


def _lines(told: str) -> list[str]:
    """SQLite puts a whole database into one row, under a heading between stars."""
    return [line for line in told.splitlines() if line != "ok" and not line.startswith("***")]


def _key(record: RecordFile, table: str, rowid: int | None) -> str | None:
    """The key of a row by its rowid, which SQLite's own checks speak of."""
    if rowid is None:
        return None
    key = record.read("SELECT name FROM pragma_table_info(?) WHERE pk = 1", [table])[0]["name"]
    found = record.read(f'SELECT "{key}" FROM "{table}" WHERE rowid = ?', [rowid])  # noqa: S608  # the schema's own names
    return str(found[0][0]) if found else None


def _schema(record: RecordFile) -> Iterator[Finding]:
    for line in differences(inventory(record.read), expected(VERSION)):
        yield Finding("schema", f"A part of the record’s structure is not ours: {line}.")


def _trail(record: RecordFile) -> Iterator[Finding]:
    yield from audit.findings(record.read)
    yield from replay.findings(record)


def _signatures(record: RecordFile, canonical: Canonical | None) -> Iterator[Finding]:
    """What was signed is stored as it was signed; the newest version is also compared with the rows."""
    sql = "SELECT rowid, id, sha256, content FROM signature WHERE rowid >= ? ORDER BY rowid"
    for row in in_pages(record.read, sql):
        if sha256(row["content"]).hexdigest() != row["sha256"]:
            yield Finding("signature_hash", "A signed content is not as it was signed.", "signature", row["id"])
    if canonical is None:
        return
    for row in record.read("SELECT visit_id, content, max(version) FROM signature GROUP BY visit_id"):
        if canonical(record, row["visit_id"]) != row["content"]:
            text = "The rows of a signed visit are not what was signed."
            yield Finding("signed_rows", text, "visit", row["visit_id"])
