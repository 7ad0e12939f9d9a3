"""The acts of the trail as a list reads them: who did what, when, to whom; and what one of them changed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from exodesk.core.dates import utc_from_text, utc_text
from exodesk.storage.driver import Row
from exodesk.storage.reading import Reader, listed

MOST = 200
MOST_PATIENTS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """`rows`: how many it wrote. `patient_ids`: the first few whom it was about. `clock_was_back`: flagged then."""

    unit: int
    at: datetime
    actor: str
    operation: str
    reason: str | None
    rows: int
    patient_ids: tuple[str, ...]
    clock_was_back: bool


def newest(
    record: Reader,
    *,
    before: int | None = None,
    begins: datetime | None = None,
    ends: datetime | None = None,
    patient_ids: Sequence[str] | None = None,
    words: str = "",
    most: int = MOST,
) -> list[UnitLine]:
    """The latest first: older than the unit `before`, within two instants, about some patients, with these words."""
    conditions, values = ["1"], list[str | int]()
    if before is not None:
        conditions.append("unit < ?")
        values.append(before)
    if begins is not None:
        conditions.append("at >= ?")
        values.append(utc_text(begins))
    if ends is not None:
        conditions.append("at < ?")
        values.append(utc_text(ends))
    if words:
        conditions.append("(operation LIKE ? ESCAPE '\\' OR reason LIKE ? ESCAPE '\\')")
        values += [f"%{_literal(words)}%"] * 2
    if patient_ids is not None:
        conditions.append("unit IN (SELECT value FROM json_each(?))")
        values.append(listed(_about(record, patient_ids)))
    found = record.read(
        f"SELECT * FROM audit_unit WHERE {' AND '.join(conditions)} ORDER BY unit DESC LIMIT {most:d}",  # noqa: S608  # our own words
        values,
    )
    return [_line(record, row) for row in found]


def with_hash(record: Reader, digits: str) -> UnitLine | None:
    """The act whose hash begins with these hexadecimal digits, such as a printed page bears."""
    found = record.read("SELECT * FROM audit_unit WHERE hex(sha256) LIKE ? || '%' LIMIT 1", [digits.upper()])
    return _line(record, found[0]) if found else None


def _literal(words: str) -> str:
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _about(record: Reader, patient_ids: Sequence[str]) -> list[int]:
    rows = record.read(
        """SELECT DISTINCT (SELECT unit FROM audit_unit WHERE last_seq >= audit.seq ORDER BY last_seq LIMIT 1)
        FROM audit WHERE patient_id IN (SELECT value FROM json_each(?))""",
        [json.dumps(list(patient_ids))],
    )
    return [row[0] for row in rows]


SQL_PEOPLE = """SELECT DISTINCT patient_id FROM audit NOT INDEXED
WHERE seq BETWEEN ? AND ? AND patient_id IS NOT NULL LIMIT ?"""
"""Along the rows of a unit; by the index of patients it would be through the whole trail."""


def _line(record: Reader, row: Row) -> UnitLine:
    people = record.read(SQL_PEOPLE, [row["first_seq"], row["last_seq"], MOST_PATIENTS])
    return UnitLine(
        unit=row["unit"],
        at=utc_from_text(row["at"]),
        actor=row["actor"],
        operation=row["operation"],
        reason=row["reason"],
        rows=row["last_seq"] - row["first_seq"] + 1,
        patient_ids=tuple(each[0] for each in people),
        clock_was_back=bool(row["clock_flag"]),
    )
