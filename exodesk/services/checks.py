"""What every service does before it writes: refuse with problems at their fields. Writes nothing itself."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from exodesk.core.errors import InvalidRecord, Problem
from exodesk.core.fields import Record, problems_in
from exodesk.storage.patients import people
from exodesk.storage.recordfile import RecordFile

CLOCKS_MAY_DIFFER = timedelta(minutes=5)


def refuse(problems: Iterable[Problem]) -> None:
    """Raise InvalidRecord when there is a problem."""
    if found := list(problems):
        raise InvalidRecord(found)


def check(record: RecordFile, entered: Record, *more: Problem) -> None:
    """Refuse what the fields say is wrong, together with what the caller found."""
    refuse([*problems_in(entered, record.today()), *more])


def problems_of_instant(record: RecordFile, field: str, label: str, moment: datetime | None) -> list[Problem]:
    """An instant that lies ahead of the clock."""
    if moment and moment > record.now() + CLOCKS_MAY_DIFFER:
        return [Problem(field, f"{label} cannot lie ahead of now.")]
    return []


def same_person(record: RecordFile, *patient_ids: str) -> None:
    """Stop what would join records of two people. A page never offers it, so it is a bug and no problem of a field."""
    if len(set(patient_ids)) == 1:
        return
    persons = people(record, list(set(patient_ids)))
    if len({persons[patient_id] for patient_id in patient_ids}) > 1:
        raise ValueError("These records belong to two different patients.")
