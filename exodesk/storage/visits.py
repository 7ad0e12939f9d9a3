"""Visits as stored, with their signatures and amendments. No rules, no transactions.

Where one kind of amendment is asked for, both kinds that take a row out are named first, as the index has it.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from exodesk.core.dates import utc_text
from exodesk.core.records.visit import Amendment, Signature, Visit, Vitals
from exodesk.storage.reading import Reader, in_pages, listed, one, records

_SIGNED_TABLES = frozenset({"visit", "injection", "injection_source", "pause_answer", "score", "vitals", "amendment"})


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
            WHERE target_table = 'visit' AND target_id = visit.id
            AND kind IN ('correction', 'entered_in_error') AND kind = 'correction'
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


def latest_of(record: Reader, patient_ids: Sequence[str], limit: int) -> list[Visit]:
    """The last visits in force of these charts, the latest first."""
    return records(
        record,
        Visit,
        """SELECT * FROM visit_now WHERE patient_id IN (SELECT value FROM json_each(?))
        ORDER BY visited_on DESC, started_at DESC, id LIMIT ?""",
        listed(patient_ids),
        limit,
    )


def on_day(record: Reader, day: date, limit: int) -> list[Visit]:
    """Visits of a day, in the order of their beginning."""
    sql = "SELECT * FROM visit_now WHERE visited_on = ? ORDER BY started_at, id LIMIT ?"
    return records(record, Visit, sql, day.isoformat(), limit)


def with_ids(record: Reader, version_ids: Sequence[str]) -> list[Visit]:
    """Versions by their own ids, in force or not."""
    sql = "SELECT * FROM visit WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
    return records(record, Visit, sql, listed(version_ids))


def in_error(record: Reader, patient_ids: Sequence[str]) -> list[Visit]:
    """Visits entered in error, oldest first: they count no more, and stay readable."""
    return records(
        record,
        Visit,
        """SELECT * FROM visit WHERE patient_id IN (SELECT value FROM json_each(?)) AND EXISTS (
            SELECT 1 FROM amendment
            WHERE target_table = 'visit' AND target_id = visit.id
            AND kind IN ('correction', 'entered_in_error') AND kind = 'entered_in_error'
        ) ORDER BY visited_on, started_at, id""",
        listed(patient_ids),
    )


def last_unsigned_of(record: Reader, day: date, now: datetime) -> Visit | None:
    """Of a day's unsigned visits the one begun last; one begun ahead of `now`, before the clock was set back, first."""
    found = records(
        record,
        Visit,
        """SELECT visit.* FROM unsigned_visit CROSS JOIN visit ON visit.id = unsigned_visit.visit_id
        WHERE visited_on = ?1 ORDER BY started_at > ?2, started_at DESC, id DESC LIMIT 1""",
        day.isoformat(),
        utc_text(now),
    )
    return found[0] if found else None


def has_observation(record: Reader, since: datetime) -> bool:
    """Whether, in a visit not signed, somebody was given something since then, and how it was borne is not answered."""
    found = record.read(
        """SELECT 1 FROM unsigned_visit CROSS JOIN injection_now ON injection_now.visit_id = unsigned_visit.visit_id
        WHERE given_at >= ? AND reaction IS NULL AND status <> 'not_done' LIMIT 1""",
        [utc_text(since)],
    )
    return bool(found)


def unsigned(record: Reader) -> list[Visit]:
    """Visits without a signature, oldest first; such a one has one version only, and no amendment."""
    return records(
        record,
        Visit,
        """SELECT visit.* FROM unsigned_visit CROSS JOIN visit ON visit.id = unsigned_visit.visit_id
        ORDER BY visited_on, started_at, id""",
    )


def signed_between(record: Reader, first: date, last: date) -> list[str]:
    """Entries of the signed visits of some days, oldest first."""
    rows = record.read(
        """SELECT entry_id FROM visit_now WHERE visited_on BETWEEN ? AND ?
        AND EXISTS (SELECT 1 FROM signature WHERE signature.visit_id = visit_now.entry_id)
        ORDER BY visited_on, started_at, id""",
        [first.isoformat(), last.isoformat()],
    )
    return [row["entry_id"] for row in rows]


def is_signed(record: Reader, entry_id: str) -> bool:
    return bool(record.read("SELECT 1 FROM signature WHERE visit_id = ? LIMIT 1", [entry_id]))


def signatures(record: Reader, entry_ids: Sequence[str]) -> list[Signature]:
    sql = "SELECT * FROM signature WHERE visit_id IN (SELECT value FROM json_each(?)) ORDER BY visit_id, version"
    return records(record, Signature, sql, listed(entry_ids))


def amendments(record: Reader, entry_ids: Sequence[str]) -> list[Amendment]:
    sql = "SELECT * FROM amendment WHERE visit_id IN (SELECT value FROM json_each(?)) ORDER BY visit_id, version, id"
    return records(record, Amendment, sql, listed(entry_ids))


def vitals(record: Reader, version_ids: Sequence[str]) -> list[Vitals]:
    """What was measured in these versions of visits, before and then after."""
    sql = """SELECT * FROM vitals WHERE visit_id IN (SELECT value FROM json_each(?))
        ORDER BY visit_id, measured = 'after'"""
    return records(record, Vitals, sql, listed(version_ids))


def newest_contents(record: Reader) -> Iterator[tuple[str, bytes]]:
    """Entry and signed content of every signed visit, in its newest version."""
    sql = """SELECT rowid, visit_id, content FROM signature WHERE NOT EXISTS (SELECT 1 FROM signature AS newer
        WHERE newer.visit_id = signature.visit_id AND newer.version > signature.version)
        AND rowid >= ? ORDER BY rowid"""
    for _, entry_id, content in in_pages(record.read, sql):
        yield entry_id, content


def in_force_of(record: Reader, entry_id: str) -> list[tuple[str, str]]:
    """Table and id of every row in force that a signature of the visit has to hold."""
    rows = record.read(
        """WITH given AS (SELECT id FROM injection_now WHERE visit_id = ?1)
        SELECT 'visit', id FROM visit_now WHERE entry_id = ?1
        UNION ALL SELECT 'injection', id FROM given
        UNION ALL SELECT 'injection_source', id FROM injection_source WHERE injection_id IN (SELECT id FROM given)
        UNION ALL SELECT 'pause_answer', id FROM pause_answer WHERE injection_id IN (SELECT id FROM given)
        UNION ALL SELECT 'score', id FROM score_now WHERE visit_id = ?1
        UNION ALL SELECT 'vitals', id FROM vitals WHERE visit_id IN (SELECT id FROM visit_now WHERE entry_id = ?1)
        UNION ALL SELECT 'amendment', id FROM amendment WHERE visit_id = ?1""",
        [entry_id],
    )
    return [(table, row_id) for table, row_id in rows]


def row_of(record: Reader, table: str, row_id: str) -> dict[str, object] | None:
    """A row of a table that is signed with visits, as stored."""
    if table not in _SIGNED_TABLES:
        raise ValueError(table)
    rows = record.read(f"SELECT * FROM {table} WHERE id = ?", [row_id])  # noqa: S608  # one of our own names
    return dict(rows[0]) if rows else None


def of_appointments(record: Reader, appointment_ids: Sequence[str]) -> dict[str, tuple[str, bool]]:
    """By appointment: the entry of the visit that began from it, and whether that is signed."""
    rows = record.read(
        """SELECT appointment_id, entry_id, EXISTS (SELECT 1 FROM signature WHERE visit_id = visit.entry_id)
        FROM visit_now AS visit WHERE appointment_id IN (SELECT value FROM json_each(?)) ORDER BY started_at, id""",
        [listed(appointment_ids)],
    )
    return {row[0]: (row[1], bool(row[2])) for row in rows}
