"""Being in touch: appointments, calls, phone notes. Their pages come later; the forecast counts them from the start."""

from dataclasses import replace
from functools import partial
from typing import TypeVar

from exodesk.core.changes import Change
from exodesk.core.errors import Problem
from exodesk.core.records.contact import Appointment, AppointmentStatus, CallAttempt, PhoneNote
from exodesk.services.checks import check, problems_of_instant, same_person
from exodesk.storage import appointments, plans
from exodesk.storage.recordfile import RecordFile

Called = TypeVar("Called", CallAttempt, PhoneNote)


def book(record: RecordFile, appointment: Appointment) -> Change:
    """Write an appointment, or a block of time without a patient."""
    _check_appointment(record, appointment)
    with record.write("book") as rows:
        rows.insert(appointment)
    undo = partial(set_status, appointment_id=appointment.id, status=AppointmentStatus.CANCELLED)
    return _booked(appointment, f"Booked: {appointment.starts_at.show()}.", undo)


def edit_appointment(record: RecordFile, appointment: Appointment) -> Change:
    before = appointments.get(record, appointment.id)
    _check_appointment(record, appointment)
    with record.write("edit appointment") as rows:
        rows.update(appointment)
    undo = partial(edit_appointment, appointment=before)
    return _booked(appointment, f"Saved: {appointment.starts_at.show()}.", undo)


def set_status(record: RecordFile, appointment_id: str, status: AppointmentStatus) -> Change:
    """Arrived, done, cancelled ... Every change stays in the audit trail."""
    before = appointments.get(record, appointment_id)
    after = replace(before, status=status)
    with record.write("appointment status") as rows:
        rows.update(after)
    undo = partial(set_status, appointment_id=appointment_id, status=before.status)
    return _booked(after, f"{status.label}: {after.starts_at.show()}.", undo)


def log_call(record: RecordFile, call: CallAttempt) -> Change:
    """Write down a call to a patient and what came of it."""
    return _add_call(record, call, "log call", f"Call: {call.result.label.lower() if call.result else ''}.")


def add_phone_note(record: RecordFile, note: PhoneNote) -> Change:
    """Write down a call from a patient."""
    return _add_call(record, note, "add phone note", "Phone note added.")


def withdraw_call(record: RecordFile, call: Called) -> Change:
    """Take back what was entered by mistake; the row stays."""
    with record.write("withdraw call") as rows:
        rows.update(replace(call, withdrawn_on=record.today()))
    undo = partial(restore_call, call=call)
    return Change(frozenset({_kind(call), "forecast"}), call.patient_id, call.id, "Taken back.", undo)


def restore_call(record: RecordFile, call: Called) -> Change:
    with record.write("restore call") as rows:
        rows.update(call)
    undo = partial(withdraw_call, call=call)
    return Change(frozenset({_kind(call), "forecast"}), call.patient_id, call.id, "Put back.", undo)


def _add_call(record: RecordFile, call: Called, operation: str, said: str) -> Change:
    dated = replace(call, called_on=call.called_at.astimezone(record.zone).date())
    check(record, dated, *problems_of_instant(record, "called_at", "The time of the call", call.called_at))
    with record.write(operation) as rows:
        rows.insert(dated)
    undo = partial(withdraw_call, call=dated)
    return Change(frozenset({_kind(call), "forecast"}), call.patient_id, call.id, said, undo)


def _check_appointment(record: RecordFile, appointment: Appointment) -> None:
    problems = []
    if appointment.plan_id and not appointment.patient_id:
        problems.append(Problem("patient_id", "A block of time belongs to no plan."))
    check(record, appointment, *problems)
    if appointment.plan_id and appointment.patient_id:
        same_person(record, appointment.patient_id, plans.get(record, appointment.plan_id).patient_id)


def _booked(appointment: Appointment, said: str, undo: partial[Change]) -> Change:
    return Change(frozenset({"appointment"}), appointment.patient_id, appointment.id, said, undo)


def _kind(call: CallAttempt | PhoneNote) -> str:
    return "call_attempt" if isinstance(call, CallAttempt) else "phone_note"
