"""What is to be done at the desk, as stored: tasks, phone notes that wait, safety questions, calls."""

from collections.abc import Sequence
from datetime import date

from exodesk.core.codes import Side
from exodesk.core.records.contact import CallAttempt, PhoneNote, SafetyAnswer
from exodesk.core.records.task import Task
from exodesk.core.sites import Site
from exodesk.storage.reading import Reader, by_id, listed, records

MOST = 100
"""Of each kind of question that waits: more are not asked in a week, and the oldest come first."""


def get(record: Reader, task_id: str) -> Task:
    return by_id(record, Task, task_id)


def open_until(record: Reader, day: date) -> list[Task]:
    """To be done by a day or before it, the longest due first."""
    sql = "SELECT * FROM task WHERE done_on IS NULL AND withdrawn_on IS NULL AND due_on <= ? ORDER BY due_on, id"
    return records(record, Task, sql, day.isoformat())


def waiting_notes(record: Reader) -> list[PhoneNote]:
    """Phone notes after which somebody is still to be seen or called back, the oldest first."""
    sql = "SELECT * FROM phone_note WHERE waits = 1 AND withdrawn_on IS NULL ORDER BY called_at, id"
    return records(record, PhoneNote, sql)


def unasked(record: Reader, point: str, first: date, last: date) -> list[tuple[str, date, Site, Side]]:
    """Chart, day, site and side of what was injected on these days and not asked about on that chart.

    The oldest first, and no more than can be asked in days.
    """
    rows = record.read(
        """SELECT patient_id, given_on, site, side FROM injection_now AS injection
        WHERE given_on BETWEEN ?1 AND ?2 AND status <> 'not_done' AND site IS NOT NULL AND side IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM safety_answer AS answer WHERE answer.patient_id = injection.patient_id
            AND answer.injected_on = injection.given_on AND answer.point = ?3 AND answer.withdrawn_on IS NULL)
        ORDER BY given_on, patient_id LIMIT ?4""",
        [first.isoformat(), last.isoformat(), point, MOST],
    )
    return [(chart, date.fromisoformat(day), Site(site), Side(side)) for chart, day, site, side in rows]


def safety_answers(record: Reader, patient_ids: Sequence[str], since: date = date.min) -> list[SafetyAnswer]:
    """About injections from a day on, those not taken back, in the order of answering."""
    sql = """SELECT * FROM safety_answer WHERE patient_id IN (SELECT value FROM json_each(?1)) AND injected_on >= ?2
        AND withdrawn_on IS NULL ORDER BY answered_at, id"""
    return records(record, SafetyAnswer, sql, listed(patient_ids), since.isoformat())


def calls_of(record: Reader, patient_ids: Sequence[str]) -> list[CallAttempt]:
    """Calls and letters to these charts that were not taken back, the oldest first."""
    sql = """SELECT * FROM call_attempt WHERE patient_id IN (SELECT value FROM json_each(?)) AND withdrawn_on IS NULL
        ORDER BY called_at, id"""
    return records(record, CallAttempt, sql, listed(patient_ids))
