"""Scores: the answers of one occasion, in a visit or beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

from exodesk.core.changes import Change
from exodesk.core.errors import InvalidRecord, Problem
from exodesk.core.fields import problems_in
from exodesk.core.instruments import score_problems
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
    held = (
        {score.instrument: score for score in scores.of_visit(record, visit_id) if score.plan_id == plan_id}
        if visit_id
        else {}
    )
    by_phone = visit is not None and visit.kind is VisitKind.PHONE
    day = scored_on or (visit.visited_on if visit else record.today())
    occasion_id = next((score.occasion_id for score in held.values()), None) or record.new_id()
    blank = Score(
        id="",
        entry_id="",
        occasion_id=occasion_id,
        patient_id=patient_id,
        plan_id=plan_id,
        visit_id=visit_id,
        instrument=Instrument.PAIN_AVERAGE,
        scored_on=day,
        score=Decimal(0),
        mode=mode or (ScoreMode.PHONE if by_phone else ScoreMode.CLINIC),
        entered_at=record.now(),
    )
    entered = [replace(blank, instrument=instrument, score=answer) for instrument, answer in answers.items()]
    refuse(_problems(record, entered))
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
    with record.write("restore scores") as rows:
        for score in restored:
            rows.update(score)
    undo = partial(withdraw_scores, score_ids=tuple(score.entry_id for score in restored))
    return Change(KINDS, restored[0].patient_id, None, "Scores put back.", undo)


def _problems(record: RecordFile, entered: Sequence[Score]) -> list[Problem]:
    if not entered:
        return [Problem("", "Type at least one answer.")]
    return [problem for score in entered for problem in (*problems_in(score, record.today()), *score_problems(score))]
