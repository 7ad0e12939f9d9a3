"""The visit that one is in: begun for today, not signed yet."""

from dataclasses import dataclass
from datetime import timedelta

from exodesk.core.records.patient import Patient
from exodesk.storage import patients, visits
from exodesk.storage.recordfile import RecordFile

LONGEST_OBSERVATION = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class OpenVisit:
    entry_id: str
    patient: Patient


def open_visit(record: RecordFile) -> OpenVisit | None:
    """Of today's unsigned visits the one begun last."""
    with record.reading():
        found = visits.last_unsigned_of(record, record.today(), record.now())
        if found is None:
            return None
        return OpenVisit(found.entry_id, patients.person(record, found.patient_id)[0])


def is_observing(record: RecordFile) -> bool:
    """Whether somebody is being observed after an injection. Nobody is for longer than two hours."""
    return visits.has_observation(record, record.now() - LONGEST_OBSERVATION)
