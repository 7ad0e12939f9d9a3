"""Being in touch: calls and phone notes. Their pages come later; the forecast counts them from the start."""

from dataclasses import replace
from functools import partial
from typing import TypeVar

from exodesk.core.changes import Change
from exodesk.core.records.contact import CallAttempt, PhoneNote
from exodesk.services.checks import check, problems_of_instant
from exodesk.storage.recordfile import RecordFile

Called = TypeVar("Called", CallAttempt, PhoneNote)


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


def _kind(call: CallAttempt | PhoneNote) -> str:
    return "call_attempt" if isinstance(call, CallAttempt) else "phone_note"
