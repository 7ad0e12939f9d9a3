"""Injections as stored, with their sources and pause answers. No rules, no transactions."""

from collections.abc import Sequence
from datetime import date

from exodesk.core.records.injection import Injection, InjectionSource, PauseAnswer
from exodesk.storage.reading import Reader, listed, one, records


def in_force(record: Reader, entry_id: str) -> Injection:
    return one(record, Injection, entry_id, "SELECT * FROM injection_now WHERE entry_id = ?", entry_id)


def of_entries(record: Reader, entry_ids: Sequence[str]) -> list[Injection]:
    """Those of these entries that are in force, oldest first."""
    sql = (
        "SELECT * FROM injection_now WHERE entry_id IN (SELECT value FROM json_each(?)) ORDER BY given_on, given_at, id"
    )
    return records(record, Injection, sql, listed(entry_ids))


def of_patients(record: Reader, patient_ids: Sequence[str]) -> list[Injection]:
    """Injections in force, oldest first."""
    return records(
        record,
        Injection,
        """SELECT * FROM injection_now WHERE patient_id IN (SELECT value FROM json_each(?))
        ORDER BY given_on, given_at, id""",
        listed(patient_ids),
    )


def of_visit(record: Reader, entry_id: str) -> list[Injection]:
    sql = "SELECT * FROM injection_now WHERE visit_id = ? ORDER BY given_at, id"
    return records(record, Injection, sql, entry_id)


def last_of_plan(record: Reader, plan_id: str, before: date, *, without: str) -> Injection | None:
    """The plan's last dose up to a day, other than the injection `without`."""
    found = records(
        record,
        Injection,
        """SELECT * FROM injection_now
        WHERE plan_id = ? AND kind = 'exosome' AND status <> 'not_done' AND given_on <= ? AND entry_id <> ?
        ORDER BY given_on DESC, given_at DESC, id DESC LIMIT 1""",
        plan_id,
        before.isoformat(),
        without,
    )
    return found[0] if found else None


def from_lot(record: Reader, lot_id: str, limit: int) -> list[Injection]:
    """Injections in force that were drawn from a lot, the latest first."""
    return records(
        record,
        Injection,
        """SELECT injection_now.* FROM injection_now WHERE id IN (
            SELECT injection_id FROM injection_source WHERE lot_id = ?
        ) ORDER BY given_on DESC, given_at DESC, id LIMIT ?""",
        lot_id,
        limit,
    )


def all_of_visit(record: Reader, entry_id: str) -> list[Injection]:
    """Every version, those that were corrected or entered in error included."""
    return records(record, Injection, "SELECT * FROM injection WHERE visit_id = ? ORDER BY given_at, id", entry_id)


def with_ids(record: Reader, version_ids: Sequence[str]) -> list[Injection]:
    """Versions by their own ids, in force or not."""
    sql = "SELECT * FROM injection WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
    return records(record, Injection, sql, listed(version_ids))


def sources(record: Reader, injection_ids: Sequence[str]) -> list[InjectionSource]:
    """What was drawn for these versions, in the order of entry."""
    sql = "SELECT * FROM injection_source WHERE injection_id IN (SELECT value FROM json_each(?)) ORDER BY id"
    return records(record, InjectionSource, sql, listed(injection_ids))


def pause_answers(record: Reader, injection_ids: Sequence[str]) -> list[PauseAnswer]:
    sql = "SELECT * FROM pause_answer WHERE injection_id IN (SELECT value FROM json_each(?)) ORDER BY answered_at, id"
    return records(record, PauseAnswer, sql, listed(injection_ids))
