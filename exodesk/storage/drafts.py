"""Text that was typed and not yet saved, as it was typed. Passing rows: not audited, taken away once saved."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from exodesk.core.dates import utc_from_text, utc_text
from exodesk.storage.driver import Row
from exodesk.storage.reading import Reader
from exodesk.storage.rows import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The text of each field of one form. `target_id`: the record it edits, or what a new one is made for.

    `base_unit` is the last unit of the trail when the form was filled, so that a later change of its target shows.
    """

    form: str
    target_id: str
    patient_id: str | None
    base_unit: int
    at: datetime
    typed: Mapping[str, str]


def find(record: Reader, form: str, target_id: str) -> Draft | None:
    rows = record.read("SELECT * FROM draft WHERE form = ? AND target_id = ?", [form, target_id])
    return _from_row(rows[0]) if rows else None


def all_of(record: Reader) -> list[Draft]:
    """What was typed anywhere and not saved, the latest first."""
    return [_from_row(row) for row in record.read("SELECT * FROM draft ORDER BY at DESC, form, target_id")]


def of_visit(record: Reader, entry_id: str) -> list[Draft]:
    """What was typed into the steps of a visit and not saved."""
    sql = "SELECT * FROM draft WHERE target_id = ? AND form LIKE 'visit.%' ORDER BY form"
    return [_from_row(row) for row in record.read(sql, [entry_id])]


def _from_row(row: Row) -> Draft:
    return Draft(
        form=row["form"],
        target_id=row["target_id"],
        patient_id=row["patient_id"],
        base_unit=row["base_unit"],
        at=utc_from_text(row["at"]),
        typed=json.loads(row["typed"]),
    )


def keep(rows: Rows, draft: Draft) -> None:
    rows.table("draft").upsert(
        {
            "form": draft.form,
            "target_id": draft.target_id,
            "patient_id": draft.patient_id,
            "base_unit": draft.base_unit,
            "at": utc_text(draft.at),
            "typed": json.dumps(dict(draft.typed), ensure_ascii=False),
        },
        pk=("form", "target_id"),
    )


def discard(rows: Rows, form: str, target_id: str) -> None:
    rows.delete("draft", "form = ? AND target_id = ?", [form, target_id])


def changed_since(record: Reader, table: str, row_id: str, unit: int) -> bool:
    """Whether a row was written to after a unit of the trail."""
    sql = """SELECT EXISTS (
        SELECT 1 FROM audit WHERE tbl = ? AND row_id = ?
        AND seq > coalesce((SELECT max(last_seq) FROM audit_unit WHERE unit <= ?), 0)
    )"""
    return bool(record.read(sql, [table, row_id, unit])[0][0])
