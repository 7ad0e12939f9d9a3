"""A patient died, moved away or wants no contact: one act that ends what has to end, and one that takes it back."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from exodesk.core.changes import Change
from exodesk.core.errors import Problem
from exodesk.core.leaving import Leaving, Why, leaving_problems, open_plans, still_booked
from exodesk.core.records.appointment import Appointment, AppointmentStatus
from exodesk.core.records.patient import Patient, show_name
from exodesk.core.records.plan import Plan
from exodesk.core.sentences import counted
from exodesk.core.sites import sided
from exodesk.services.checks import check, refuse
from exodesk.storage import appointments, patients, plans, visits
from exodesk.storage.recordfile import RecordFile

KINDS = frozenset({"patient", "plan", "appointment", "forecast"})


def leave(record: RecordFile, patient_id: str, leaving: Leaving) -> Change:
    """Close the plans, cancel what is booked, and stop letters and calls; wanting no contact does only the last."""
    charts = patients.person(record, patient_id)
    ids, before = [chart.id for chart in charts], charts[0]
    seen = max((visit.visited_on for visit in visits.of_patients(record, ids)), default=None)
    check(record, leaving, *leaving_problems(leaving, before, seen))
    closing: list[Plan] = []
    booked: list[Appointment] = []
    if leaving.ends_treatment:
        closing = open_plans(plans.of_patients(record, ids))
        booked = still_booked(appointments.of_patients(record, ids), record.today())
    with record.write(f"patient: {leaving.why.label.lower()}", leaving.sentence) as rows:
        rows.update(_marked(before, leaving))
        for plan in closing:
            rows.update(replace(plan, closed_on=record.today(), closed_reason=leaving.sentence))
        for appointment in booked:
            rows.update(replace(appointment, status=AppointmentStatus.CANCELLED))
    undo = partial(_put_back, patient=before, closed=closing, cancelled=booked)
    return Change(KINDS, before.id, before.id, _said(before, leaving, closing, booked), undo)


def take_back(record: RecordFile, patient_id: str, why: Why) -> Change:
    """It was a mistake, or they came back. Plans stay closed and bookings cancelled: each is opened by itself."""
    before = patients.person(record, patient_id)[0]
    after = _unmarked(before, why)
    with record.write(f"take back: {why.label.lower()}") as rows:
        rows.update(after)
    undo = partial(_put_back, patient=before, closed=[], cancelled=[])
    said = f"{show_name(after)}: “{why.label.lower()}” taken back."
    return Change(KINDS, after.id, after.id, said, undo)


def _marked(patient: Patient, leaving: Leaving) -> Patient:
    match leaving.why:
        case Why.DIED:
            return replace(patient, died_on=leaving.on)
        case Why.MOVED:
            return replace(patient, moved_on=leaving.on)
        case Why.DO_NOT_CONTACT:
            return replace(patient, do_not_contact=True)


def _unmarked(patient: Patient, why: Why) -> Patient:
    match why:
        case Why.DIED:
            return replace(patient, died_on=None)
        case Why.MOVED:
            return replace(patient, moved_on=None)
        case Why.DO_NOT_CONTACT:
            return replace(patient, do_not_contact=False)


def _put_back(record: RecordFile, patient: Patient, closed: Sequence[Plan], cancelled: Sequence[Appointment]) -> Change:
    """Everything as it was before the act; whoever is gone again is neither booked nor planned for by then."""
    refuse(_standing(record, patient))
    with record.write("undo: patient left") as rows:
        for each in (patient, *closed, *cancelled):
            rows.update(each)
    return Change(KINDS, patient.id, patient.id, f"{show_name(patient)}: put back as it was.")


def _standing(record: RecordFile, patient: Patient) -> Iterator[Problem]:
    """What was opened since they came back, and would stand beside their leaving."""
    now = patients.get(record, patient.id)
    is_gone_again = (patient.died_on and not now.died_on) or (patient.moved_on and not now.moved_on)
    if not is_gone_again:
        return
    ids = [chart.id for chart in patients.person(record, patient.id)]
    for booked in still_booked(appointments.of_patients(record, ids), record.today()):
        yield Problem("", f"{show_name(patient)} is booked for {booked.starts_at.show()}. Cancel that first.")
    for plan in open_plans(plans.of_patients(record, ids)):
        yield Problem("", f"The plan for {sided(plan.site, plan.side).lower()} is open. Close it first.")


def _said(patient: Patient, leaving: Leaving, closed: Sequence[Plan], cancelled: Sequence[Appointment]) -> str:
    ended = [_count(len(closed), "plan", "closed"), _count(len(cancelled), "booking", "cancelled")]
    told = ", ".join(part for part in (*ended, "no letters or calls") if part)
    return f"{show_name(patient)}: {leaving.sentence} {told[0].upper()}{told[1:]}."


def _count(number: int, what: str, done: str) -> str:
    return f"{counted(number, what)} {done}" if number else ""
