"""Visits before they are signed: started and written. A signed one is amended instead."""

from dataclasses import replace
from datetime import date
from functools import partial

from exodesk.core.changes import Change
from exodesk.core.errors import InvalidRecord, Problem
from exodesk.core.quantities import show_date
from exodesk.core.records.visit import Visit, VisitKind
from exodesk.services.checks import check, same_person
from exodesk.storage import patients, visits
from exodesk.storage.recordfile import RecordFile


def start_visit(
    record: RecordFile,
    patient_id: str,
    kind: VisitKind,
    *,
    visited_on: date | None = None,
    appointment_id: str | None = None,
    reason: str | None = None,
) -> Change:
    """Begin a visit, today unless it is entered late. It is a draft until signed."""
    today, visit_id = record.today(), record.new_id()
    visit = Visit(
        id=visit_id,
        entry_id=visit_id,
        patient_id=patients.person(record, patient_id)[0].id,
        kind=kind,
        visited_on=visited_on or today,
        started_at=record.now(),
        entered_late=visited_on is not None and visited_on < today,
        appointment_id=appointment_id,
        reason=reason,
    )
    check(record, visit)
    with record.write("start visit") as rows:
        rows.insert(visit)
    said = f"{kind.label} of {show_date(visit.visited_on)} begun."
    return Change(frozenset({"visit", "forecast"}), visit.patient_id, visit_id, said)


def save_visit(record: RecordFile, visit: Visit) -> Change:
    """Write what was typed into an unsigned visit."""
    before = visits.in_force(record, visit.entry_id)
    unsigned(record, visit.entry_id)
    after = replace(visit, id=before.id, entry_id=before.entry_id, started_at=before.started_at)
    check(record, after)
    same_person(record, before.patient_id, after.patient_id)
    with record.write("save visit") as rows:
        rows.update(after)
    undo = partial(save_visit, visit=before)
    return Change(frozenset({"visit", "forecast"}), after.patient_id, after.entry_id, "Visit saved.", undo)


def unsigned(record: RecordFile, visit_id: str) -> None:
    """Refuse to edit what is signed; the database would too."""
    if visits.is_signed(record, visit_id):
        raise InvalidRecord([Problem("", "This visit is signed. Add an addendum or a correction.")])
