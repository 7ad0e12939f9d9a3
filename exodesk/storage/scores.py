"""Scores as stored. No scoring."""

from collections.abc import Sequence

from exodesk.core.records.visit import Score
from exodesk.storage.reading import Reader, listed, one, records


def in_force(record: Reader, entry_id: str) -> Score:
    return one(record, Score, entry_id, "SELECT * FROM score_now WHERE entry_id = ?", entry_id)


def of_patients(record: Reader, patient_ids: Sequence[str]) -> list[Score]:
    """Scores in force, oldest first; of one day, in the order of entry."""
    return records(
        record,
        Score,
        """SELECT * FROM score_now WHERE patient_id IN (SELECT value FROM json_each(?))
        ORDER BY scored_on, entered_at, id""",
        listed(patient_ids),
    )


def taken_back(record: Reader, patient_ids: Sequence[str]) -> list[Score]:
    """Scores told beside a visit and taken back since, oldest first.

    The `+` keeps SQLite from finding them by their visit: of a large practice a hundred thousand have none.
    """
    return records(
        record,
        Score,
        """SELECT * FROM score WHERE patient_id IN (SELECT value FROM json_each(?))
        AND +visit_id IS NULL AND withdrawn_on IS NOT NULL ORDER BY scored_on, entered_at, id""",
        listed(patient_ids),
    )


def of_visit(record: Reader, entry_id: str) -> list[Score]:
    return records(record, Score, "SELECT * FROM score_now WHERE visit_id = ? ORDER BY entered_at, id", entry_id)


def all_of_visit(record: Reader, entry_id: str) -> list[Score]:
    """Every version, those that were corrected or entered in error included."""
    return records(record, Score, "SELECT * FROM score WHERE visit_id = ? ORDER BY entered_at, id", entry_id)


def with_ids(record: Reader, version_ids: Sequence[str]) -> list[Score]:
    """Versions by their own ids, in force or not."""
    sql = "SELECT * FROM score WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
    return records(record, Score, sql, listed(version_ids))
