"""The clinic page."""

from functools import partial
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from exodesk.core.changes import Change
from exodesk.core.errors import Problem
from exodesk.core.records.clinic import Clinic
from exodesk.services.checks import check
from exodesk.storage import clinic as stored
from exodesk.storage.recordfile import RecordFile


def save_clinic(record: RecordFile, clinic: Clinic) -> Change:
    """Write the clinic page: the first time with a new record, then whenever it is changed."""
    check(record, clinic, *_zone_problems(clinic))
    before = stored.find(record)
    with record.write("save clinic") as rows:
        (rows.update if before else rows.insert)(clinic)
    undo = partial(save_clinic, clinic=before) if before else None
    return Change(frozenset({"clinic"}), None, clinic.id, "Clinic saved.", undo)


def _zone_problems(clinic: Clinic) -> list[Problem]:
    try:
        ZoneInfo(clinic.zone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return [Problem("zone", f"“{clinic.zone}” is not a time zone. Type one like America/Los_Angeles.")]
    return []
