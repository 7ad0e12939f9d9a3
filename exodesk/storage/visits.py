"""Visits as stored, with their signatures and amendments. No rules, no transactions."""

from collections.abc import Sequence

from exodesk.core.records.visit import Amendment, Signature, Visit
from exodesk.storage.reading import Reader, listed, one, records


def in_force(record: Reader, entry_id: str) -> Visit:
    return one(record, Visit, entry_id, "SELECT * FROM visit_now WHERE entry_id = ?", entry_id)


def last_version(record: Reader, entry_id: str) -> Visit:
    """The version in force or, of a visit entered in error, the one that was."""
    return one(
        record,
        Visit,
        entry_id,
        """SELECT * FROM visit WHERE entry_id = ? AND NOT EXISTS (
            SELECT 1 FROM amendment
            WHERE target_table = 'visit' AND target_id = visit.id AND kind = 'correction'
        )""",
        entry_id,
    )


def of_patients(record: Reader, patient_ids: Sequence[str]) -> list[Visit]:
    """Visits in force, oldest first."""
    return records(
        record,
        Visit,
        """SELECT * FROM visit_now WHERE patient_id IN (SELECT value FROM json_each(?))
        ORDER BY visited_on, started_at, id""",
        listed(patient_ids),
    )


def is_signed(record: Reader, entry_id: str) -> bool:
    return bool(record.read("SELECT 1 FROM signature WHERE visit_id = ? LIMIT 1", [entry_id]))


def signatures(record: Reader, entry_ids: Sequence[str]) -> list[Signature]:
    sql = "SELECT * FROM signature WHERE visit_id IN (SELECT value FROM json_each(?)) ORDER BY visit_id, version"
    return records(record, Signature, sql, listed(entry_ids))


def amendments(record: Reader, entry_ids: Sequence[str]) -> list[Amendment]:
    sql = "SELECT * FROM amendment WHERE visit_id IN (SELECT value FROM json_each(?)) ORDER BY visit_id, version, id"
    return records(record, Amendment, sql, listed(entry_ids))
