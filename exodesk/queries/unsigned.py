"""Visits that nobody has signed yet: they stay on this list until somebody does."""

from dataclasses import dataclass

from exodesk.core.records.patient import Patient
from exodesk.core.records.visit import Visit
from exodesk.storage import patients, visits
from exodesk.storage.recordfile import RecordFile


@dataclass(frozen=True, slots=True)
class UnsignedVisit:
    """`patient`: of a merged chart, the one that it counts as."""

    visit: Visit
    patient: Patient


def unsigned_visits(record: RecordFile) -> list[UnsignedVisit]:
    """The oldest first."""
    with record.reading():
        found = visits.unsigned(record)
        people = patients.people(record, list({visit.patient_id for visit in found}))
        named = patients.with_ids(record, list(set(people.values())))
    return [UnsignedVisit(visit, named[people[visit.patient_id]]) for visit in found]
