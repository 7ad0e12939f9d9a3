"""What is to be done at the desk, as stored: tasks, phone notes that wait, safety questions, calls."""

from collections.abc import Sequence
from datetime import date

from exodesk.core.codes import Side
from exodesk.core.records.contact import CallAttempt, PhoneNote, SafetyAnswer
from exodesk.core.records.task import Task
from exodesk.core.sites import Site
from exodesk.storage.reading import Reader, listed, one, records


def get(record: Reader, task_id: str) -> Task:
    return one(record, Task, task_id, "SELECT * FROM task WHERE id = ?", task_id)


def open_until(record: Reader, day: date) -> list[Task]:
    """To be done by a day or before it, the longest due first."""
    sql = "SELECT * FROM task WHERE done_on IS NULL AND withdrawn_on IS NULL AND due_on <= ? ORDER BY due_on, id"
    return records(record, Task, sql, day.isoformat())


def waiting_notes(record: Reader) -> list[PhoneNote]:
    """Phone notes after which somebody is still to be seen or called back, the oldest first."""
    sql = "SELECT * FROM phone_note WHERE waits = 1 AND withdrawn_on IS NULL ORDER BY called_at, id"
    return records(record, PhoneNote, sql)


def injected_between(record: Reader, first: date, last: date) -> list[tuple[str, date, Site, Side]]:
    """Chart, day, site and side of what was injected in visits of these days, the oldest first."""
    rows = record.read(
        """SELECT injection.patient_id, injection.given_on, injection.site, injection.side
        FROM visit JOIN injection_now AS injection ON injection.visit_id = visit.id
        WHERE visit.visited_on BETWEEN ? AND ? AND visit.id = visit.entry_id
        AND injection.status <> 'not_done' AND injection.site IS NOT NULL AND injection.side IS NOT NULL
        ORDER BY visit.visited_on, injection.id""",
        [first.isoformat(), last.isoformat()],
    )
    return [(chart, date.fromisoformat(day), Site(site), Side(side)) for chart, day, site, side in rows]


def safety_answers(record: Reader, patient_ids: Sequence[str]) -> list[SafetyAnswer]:
    """Those not taken back, in the order of answering."""
    sql = """SELECT * FROM safety_answer WHERE patient_id IN (SELECT value FROM json_each(?)) AND withdrawn_on IS NULL
        ORDER BY answered_at, id"""
    return records(record, SafetyAnswer, sql, listed(patient_ids))


def calls_of(record: Reader, patient_ids: Sequence[str]) -> list[CallAttempt]:
    """Calls and letters to these charts that were not taken back, the oldest first."""
    sql = """SELECT * FROM call_attempt WHERE patient_id IN (SELECT value FROM json_each(?)) AND withdrawn_on IS NULL
        ORDER BY called_at, id"""
    return records(record, CallAttempt, sql, listed(patient_ids))


def notes_of(record: Reader, patient_ids: Sequence[str]) -> list[PhoneNote]:
    """Phone notes of these charts that were not taken back, the oldest first."""
    sql = """SELECT * FROM phone_note WHERE patient_id IN (SELECT value FROM json_each(?)) AND withdrawn_on IS NULL
        ORDER BY called_at, id"""
    return records(record, PhoneNote, sql, listed(patient_ids))
