"""Safety questions after an injection: answered, taken back. "Not well" is answered together with its phone note."""

from dataclasses import replace
from datetime import date
from functools import partial

from exodesk.core.changes import Change
from exodesk.core.records.contact import SafetyAnswer, SafetyAnswerCode, SafetyPoint
from exodesk.services.checks import check
from exodesk.storage.recordfile import RecordFile


def answer_well(record: RecordFile, patient_id: str, injected_on: date, point: SafetyPoint) -> Change:
    """Asked, and well."""
    answer = new_answer(record, patient_id, injected_on, point, SafetyAnswerCode.WELL)
    check(record, answer)
    with record.write("answer safety question") as rows:
        rows.insert(answer)
    return _change(answer, f"{point.label}: well.", partial(_mark, answer=answer, withdrawn_on=record.today()))


def new_answer(
    record: RecordFile, patient_id: str, injected_on: date, point: SafetyPoint, answer: SafetyAnswerCode
) -> SafetyAnswer:
    """An answer given now, not yet written."""
    return SafetyAnswer(
        id=record.new_id(),
        patient_id=patient_id,
        injected_on=injected_on,
        point=point,
        answer=answer,
        answered_at=record.now(),
        answered_on=record.today(),
    )


def _mark(record: RecordFile, answer: SafetyAnswer, withdrawn_on: date | None) -> Change:
    with record.write("withdraw safety answer" if withdrawn_on else "restore safety answer") as rows:
        rows.update(replace(answer, withdrawn_on=withdrawn_on))
    undo = partial(_mark, answer=answer, withdrawn_on=None if withdrawn_on else record.today())
    return _change(answer, f"{answer.point.label}: {'taken' if withdrawn_on else 'put'} back.", undo)


def _change(answer: SafetyAnswer, said: str, undo: partial[Change]) -> Change:
    return Change(frozenset({"safety_answer"}), answer.patient_id, answer.id, said, undo)
