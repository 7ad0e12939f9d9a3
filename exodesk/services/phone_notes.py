"""Calls from patients: written down with what came of them, settled, taken back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from exodesk.core.changes import Change
from exodesk.core.phone import phone_note_problems, waits
from exodesk.core.records.contact import PhoneNote, SafetyAnswer
from exodesk.core.records.plan import Hold
from exodesk.services.checks import check, problems_of_instant, same_person
from exodesk.storage import appointments, injections
from exodesk.storage.recordfile import RecordFile

Noted = PhoneNote | Hold | SafetyAnswer


def add_phone_note(
    record: RecordFile, note: PhoneNote, *, hold: Hold | None = None, answer: SafetyAnswer | None = None
) -> Change:
    """Write down a call from a patient, with the hold that a red flag asked for and the question it answers.

    All of it is undone as one. A red flag, a call back or somebody to be seen waits on Today until it is settled.
    """
    dated = replace(note, called_on=note.called_at.astimezone(record.zone).date(), waits=waits(note))
    ahead = problems_of_instant(record, "called_at", "The time of the call", note.called_at)
    check(record, dated, *ahead, *phone_note_problems(dated, record.today()))
    answered = replace(answer, phone_note_id=dated.id) if answer else None
    made = [entry for entry in (dated, hold, answered) if entry]
    same_person(record, *(entry.patient_id for entry in made))
    if dated.injection_id:
        same_person(record, dated.patient_id, injections.in_force(record, dated.injection_id).patient_id)
    with record.write("add phone note") as rows:
        rows.insert(*made)
    said = f"Phone note added{', plan on hold' if hold else ''}."
    return _noted(made, said, withdrawn_on=record.today())


def settle_phone_note(record: RecordFile, note_id: str) -> Change:
    """The patient was seen or called back: nothing waits any more."""
    return _set_waiting(record, note_id, waiting=False)


def _set_waiting(record: RecordFile, note_id: str, *, waiting: bool) -> Change:
    note = replace(appointments.phone_note(record, note_id), waits=waiting)
    with record.write("phone note waits" if waiting else "phone note settled") as rows:
        rows.update(note)
    undo = partial(_set_waiting, note_id=note_id, waiting=not waiting)
    said = "The call waits again." if waiting else "The call is settled."
    return Change(frozenset({"phone_note"}), note.patient_id, note_id, said, undo)


def _noted(made: Sequence[Noted], said: str, *, withdrawn_on: date | None) -> Change:
    """A note with what came with it. Its undo marks all of it as taken back on a day or, with None, puts it back."""
    undo = partial(_mark, made=made, withdrawn_on=withdrawn_on)
    kinds = frozenset({"phone_note", "hold", "safety_answer", "forecast"})
    return Change(kinds, made[0].patient_id, made[0].id, said, undo)


def _mark(record: RecordFile, made: Sequence[Noted], withdrawn_on: date | None) -> Change:
    with record.write("withdraw phone note" if withdrawn_on else "restore phone note") as rows:
        for entry in made:
            rows.update(replace(entry, withdrawn_on=withdrawn_on))
    said = f"Phone note {'taken' if withdrawn_on else 'put'} back."
    return _noted(made, said, withdrawn_on=None if withdrawn_on else record.today())
