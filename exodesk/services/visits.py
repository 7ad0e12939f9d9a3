"""Visits before they are signed: started and written. A signed one is amended instead."""

from dataclasses import replace
from datetime import date

from exodesk.core.changes import Change
from exodesk.core.errors import InvalidRecord, Problem
from exodesk.core.fields import described
from exodesk.core.quantities import show_date
from exodesk.core.records.appointment import AppointmentStatus
from exodesk.core.records.visit import Visit, VisitKind, Vitals
from exodesk.services.checks import check, same_person
from exodesk.storage import appointments, patients, visits
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.rows import Rows


def start_visit(
    record: RecordFile,
    patient_id: str,
    kind: VisitKind,
    *,
    visited_on: date | None = None,
    appointment_id: str | None = None,
    reason: str | None = None,
) -> Change:
    """Begin a visit, today unless it is entered late. It is a draft until signed. Who was booked is with you then."""
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
        go_on(record, rows, visit, AppointmentStatus.WITH_YOU)
    said = f"{kind.label} of {show_date(visit.visited_on)} begun."
    return Change(frozenset({"visit", "forecast", "appointment"}), visit.patient_id, visit_id, said)


def go_on(record: RecordFile, rows: Rows, visit: Visit, status: AppointmentStatus) -> None:
    """Let the appointment of a visit follow it, inside the write that is open."""
    if visit.appointment_id:
        booked = appointments.get(record, visit.appointment_id)
        if booked.takes_time:
            rows.update(replace(booked, status=status))


def save_visit(record: RecordFile, visit: Visit) -> Change:
    """Write what was typed into an unsigned visit. No undo takes words away that were left on another page."""
    before = visits.in_force(record, visit.entry_id)
    unsigned(record, visit.entry_id)
    after = replace(visit, id=before.id, entry_id=before.entry_id, started_at=before.started_at)
    check(record, after)
    same_person(record, before.patient_id, after.patient_id)
    with record.write("save visit") as rows:
        rows.update(after, was=before)
    return Change(frozenset({"visit", "forecast"}), after.patient_id, after.entry_id, "Visit saved.")


def save_vitals(record: RecordFile, visit_id: str, vitals: Vitals) -> Change:
    """Write what was measured before or after, in place of what stood there; all of it empty takes it away."""
    unsigned(record, visit_id)
    visit = visits.in_force(record, visit_id)
    held = next((v for v in visits.vitals(record, [visit.id]) if v.measured == vitals.measured), None)
    after = replace(vitals, id=held.id if held else vitals.id, visit_id=visit.id)
    check(record, after, *vitals_problems(after))
    with record.write("save vitals") as rows:
        if is_empty(after):
            rows.delete("vitals", "id = ?", [after.id])
        elif held:
            rows.update(after)
        else:
            rows.insert(after)
    return Change(frozenset({"visit"}), visit.patient_id, visit.entry_id, "Vitals saved.")


def is_empty(vitals: Vitals) -> bool:
    """Whether nothing was measured."""
    return all(getattr(vitals, name) is None for name in described(Vitals) if name != "measured")


def vitals_problems(vitals: Vitals) -> list[Problem]:
    """A blood pressure has both of its figures, the higher one first."""
    upper, lower = vitals.systolic, vitals.diastolic
    if (upper is None) != (lower is None):
        return [Problem("diastolic" if upper else "systolic", "Blood pressure has two figures: type the other one.")]
    if upper is not None and lower is not None and upper <= lower:
        return [Problem("systolic", f"{upper} over {lower}: the first figure is the higher one.")]
    return []


def unsigned(record: RecordFile, visit_id: str) -> None:
    """Refuse to edit what is signed; the database would too."""
    if visits.is_signed(record, visit_id):
        raise InvalidRecord([Problem("", "This visit is signed. Add an addendum or a correction.")])
