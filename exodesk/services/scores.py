"""Scores: the answers of one occasion, in a visit or beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial
from typing import Any

from exodesk.core.changes import Change
from exodesk.core.errors import InvalidRecord, Problem
from exodesk.core.fields import problems_in
from exodesk.core.instruments import score_problems
from exodesk.core.records.contact import CallAbout, CallAttempt, CallResult
from exodesk.core.records.visit import Instrument, Score, ScoreMode, VisitKind
from exodesk.services.checks import refuse, same_person
from exodesk.services.visits import unsigned
from exodesk.storage import plans, scores, visits
from exodesk.storage.recordfile import RecordFile

KINDS = frozenset({"score", "forecast"})


def record_scores(
    record: RecordFile,
    patient_id: str,
    answers: Mapping[Instrument, Decimal],
    *,
    plan_id: str | None = None,
    visit_id: str | None = None,
    scored_on: date | None = None,
    mode: ScoreMode | None = None,
) -> Change:
    """Write down the answers given on one occasion. What the same unsigned visit holds of a plan is replaced.

    Without a mode, what is asked in a phone visit was told by phone, and all else in the clinic.
    """
    visit = visits.in_force(record, visit_id) if visit_id else None
    if visit:
        unsigned(record, visit.entry_id)
        same_person(record, patient_id, visit.patient_id)
    if plan_id:
        same_person(record, patient_id, plans.get(record, plan_id).patient_id)
    before = scores.of_visit(record, visit_id) if visit_id else []
    held = {score.instrument: score for score in before if score.plan_id == plan_id}
    by_phone = visit is not None and visit.kind is VisitKind.PHONE
    day = scored_on or (visit.visited_on if visit else record.today())
    occasion_id = next((score.occasion_id for score in held.values()), None) or record.new_id()
    entered = _entered(
        record,
        answers,
        occasion_id=occasion_id,
        patient_id=patient_id,
        plan_id=plan_id,
        visit_id=visit_id,
        scored_on=day,
        mode=mode or (ScoreMode.PHONE if by_phone else ScoreMode.CLINIC),
    )
    added = []
    with record.write("record scores") as rows:
        for score in entered:
            if old := held.get(score.instrument):
                rows.update(replace(score, id=old.id, entry_id=old.entry_id))
            else:
                new_id = record.new_id()
                rows.insert(replace(score, id=new_id, entry_id=new_id))
                added.append(new_id)
    undo = partial(withdraw_scores, score_ids=tuple(added)) if len(added) == len(entered) else None
    return Change(KINDS, patient_id, occasion_id, "Scores saved.", undo)


def correct_told_score(record: RecordFile, score: Score, reason: str) -> Change:
    """Correct a score that was told beside a visit, such as by phone. What it said before stands in its history."""
    before = scores.in_force(record, score.entry_id)
    if before.visit_id:
        raise ValueError("A score of a visit is corrected with its visit.")
    if not reason.strip():
        raise InvalidRecord([Problem("reason", "Type why it is corrected.")])
    after = replace(before, score=score.score, scored_on=score.scored_on, mode=score.mode)
    refuse(_problems(record, [after]))
    with record.write("correct score", reason) as rows:
        rows.update(after)
    return Change(KINDS, before.patient_id, before.entry_id, "Score corrected.")


def score_by_phone(
    record: RecordFile,
    patient_id: str,
    answers: Mapping[Instrument, Decimal],
    *,
    plan_id: str | None,
    scored_on: date | None = None,
) -> Change:
    """Write down answers given on the phone, together with the call: it reached the patient, so it is a contact."""
    if plan_id:
        same_person(record, patient_id, plans.get(record, plan_id).patient_id)
    day = scored_on or record.today()
    entered = _entered(
        record,
        answers,
        occasion_id=record.new_id(),
        patient_id=patient_id,
        plan_id=plan_id,
        scored_on=day,
        mode=ScoreMode.PHONE,
    )
    noon = datetime.combine(day, time(12), record.zone)
    call = CallAttempt(
        id=record.new_id(),
        patient_id=patient_id,
        called_at=record.now() if day == record.today() else noon,
        called_on=day,
        about=CallAbout.FOLLOW_UP,
        result=CallResult.REACHED,
    )
    made: list[Score | CallAttempt] = [call]
    for score in entered:
        key = record.new_id()
        made.append(replace(score, id=key, entry_id=key))
    with record.write("score by phone") as rows:
        rows.insert(*made)
    return _by_phone(made, "Scores saved, told by phone.", withdrawn_on=record.today())


def _by_phone(made: Sequence[Score | CallAttempt], said: str, *, withdrawn_on: date | None) -> Change:
    """Its undo marks all of it as taken back on a day or, with None, puts it back."""
    undo = partial(_mark, made=made, withdrawn_on=withdrawn_on)
    return Change(KINDS | {"call_attempt"}, made[0].patient_id, made[0].id, said, undo)


def _mark(record: RecordFile, made: Sequence[Score | CallAttempt], withdrawn_on: date | None) -> Change:
    with record.write("withdraw score by phone" if withdrawn_on else "restore score by phone") as rows:
        for entry in made:
            rows.update(replace(entry, withdrawn_on=withdrawn_on))
    said = f"Scores {'taken' if withdrawn_on else 'put'} back, and the call."
    return _by_phone(made, said, withdrawn_on=None if withdrawn_on else record.today())


def withdraw_scores(record: RecordFile, score_ids: Sequence[str], reason: str | None = None) -> Change:
    """Take back scores that are not signed with a visit; the rows stay."""
    found = [scores.in_force(record, score_id) for score_id in score_ids]
    for score in found:
        if score.visit_id:
            unsigned(record, score.visit_id)
    with record.write("withdraw scores", reason) as rows:
        for score in found:
            rows.update(replace(score, withdrawn_on=record.today()))
    return Change(
        KINDS, found[0].patient_id, None, "Scores taken back.", partial(restore_scores, restored=tuple(found))
    )


def restore_scores(record: RecordFile, restored: Sequence[Score]) -> Change:
    for score in restored:
        if score.visit_id:
            unsigned(record, score.visit_id)
    with record.write("restore scores") as rows:
        for score in restored:
            rows.update(score)
    undo = partial(withdraw_scores, score_ids=tuple(score.entry_id for score in restored))
    return Change(KINDS, restored[0].patient_id, None, "Scores put back.", undo)


def _entered(record: RecordFile, answers: Mapping[Instrument, Decimal], **told: Any) -> list[Score]:
    """A score for each answer, checked and without an id yet."""
    entered = [
        Score(id="", entry_id="", instrument=instrument, score=answer, entered_at=record.now(), **told)
        for instrument, answer in answers.items()
    ]
    refuse(_problems(record, entered))
    return entered


def _problems(record: RecordFile, entered: Sequence[Score]) -> list[Problem]:
    if not entered:
        return [Problem("", "Type at least one answer.")]
    return [problem for score in entered for problem in (*problems_in(score, record.today()), *score_problems(score))]
