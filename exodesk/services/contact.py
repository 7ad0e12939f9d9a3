"""Being in touch: calls and letters to patients, and what of them, or of a phone note, is taken back."""

from dataclasses import replace
from functools import partial
from typing import TypeVar

from exodesk.core.changes import Change
from exodesk.core.errors import Problem
from exodesk.core.reaching import no_contact_because
from exodesk.core.records.contact import CallAbout, CallAttempt, CallResult, PhoneNote
from exodesk.services.checks import check, problems_of_instant
from exodesk.storage import patients
from exodesk.storage.recordfile import RecordFile

Called = TypeVar("Called", CallAttempt, PhoneNote)


def log_call(record: RecordFile, call: CallAttempt) -> Change:
    """Write down a call or a letter to a patient and what came of it."""
    dated = replace(call, called_on=call.called_at.astimezone(record.zone).date())
    ahead = problems_of_instant(record, "called_at", "The time of the call", call.called_at)
    check(record, dated, *ahead, *_call_problems(record, dated))
    with record.write("log call") as rows:
        rows.insert(dated)
    undo = partial(withdraw_call, call=dated)
    return Change(frozenset({_kind(call), "forecast"}), call.patient_id, call.id, f"Noted: {_what(dated)}.", undo)


def log_call_now(record: RecordFile, patient_id: str, about: CallAbout, result: CallResult) -> Change:
    """A call or a letter of this moment."""
    call = CallAttempt(
        id=record.new_id(),
        patient_id=patient_id,
        called_at=record.now(),
        called_on=record.today(),
        about=about,
        result=result,
    )
    return log_call(record, call)


def withdraw_call(record: RecordFile, call: Called) -> Change:
    """Take back what was entered by mistake; the row stays."""
    with record.write("withdraw call") as rows:
        rows.update(replace(call, withdrawn_on=record.today()))
    undo = partial(restore_call, call=call)
    return Change(frozenset({_kind(call), "forecast"}), call.patient_id, call.id, f"Taken back: {_what(call)}.", undo)


def restore_call(record: RecordFile, call: Called) -> Change:
    with record.write("restore call") as rows:
        rows.update(call)
    undo = partial(withdraw_call, call=call)
    return Change(frozenset({_kind(call), "forecast"}), call.patient_id, call.id, f"Put back: {_what(call)}.", undo)


def _call_problems(record: RecordFile, call: CallAttempt) -> list[Problem]:
    """Word is left with nobody who wants no voicemail; who asked not to be contacted, or is gone, is not called."""
    patient = patients.person(record, call.patient_id)[0]
    if because := no_contact_because(patient, record.today()):
        return [Problem("result", because)]
    if call.result is CallResult.LEFT_WORD and patient.no_voicemail:
        return [Problem("result", "Wants no voicemail: leave no word.")]
    return []


def _kind(call: CallAttempt | PhoneNote) -> str:
    return "call_attempt" if isinstance(call, CallAttempt) else "phone_note"


def _what(call: CallAttempt | PhoneNote) -> str:
    """`call about the booster, no answer`."""
    if isinstance(call, PhoneNote):
        return "phone note"
    about = f"about the {call.about.label.lower()}"
    return f"letter {about}" if call.result is CallResult.LETTER else f"call {about}, {call.result.label.lower()}"
