"""Amending a signed visit: addendum, correction, entered in error, late entry. Nothing that was signed is touched.

Each is one transaction in one order: the amendment, then its replacement with what belongs to it, then the signature.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from exodesk.core.changes import Change
from exodesk.core.errors import InvalidRecord, Problem
from exodesk.core.instruments import score_problems
from exodesk.core.records.injection import Injection, InjectionSource, InjectionStatus, PauseAnswer, PauseAnswerCode
from exodesk.core.records.visit import Amendment, AmendmentKind, Score, Visit, Vitals
from exodesk.services.checks import check, refuse, same_person
from exodesk.services.injections import checked_attempt, insert_version
from exodesk.services.signing import insert_signature, seal_as_it_is, signer
from exodesk.services.visits import is_empty, unsigned, vitals_problems
from exodesk.storage import injections, plans, scores, visits
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.rows import Rows

KINDS = frozenset({"visit", "injection", "score", "signature", "amendment", "forecast"})


def add_addendum(record: RecordFile, visit_id: str, text: str, reason: str) -> Change:
    """Add words to a signed visit."""
    if not text.strip():
        raise InvalidRecord([Problem("text", "Type the addendum.")])
    return _amend(record, visit_id, AmendmentKind.ADDENDUM, reason, text=text)


def correct_visit(record: RecordFile, visit: Visit, reason: str) -> Change:
    """Put a new version in the place of a signed visit's words; its vitals go with it."""
    before = visits.in_force(record, visit.entry_id)
    after = replace(visit, id=record.new_id(), patient_id=before.patient_id, started_at=before.started_at)
    check(record, after)
    return _correct_visit(record, before, after, visits.vitals(record, [before.id]), reason)


def correct_vitals(record: RecordFile, visit_id: str, vitals: Vitals, reason: str) -> Change:
    """Put what was measured before or after in the place of what a signed visit holds; all of it empty takes it out."""
    before = visits.in_force(record, visit_id)
    check(record, vitals, *vitals_problems(vitals))
    held = {each.measured: each for each in visits.vitals(record, [before.id])}
    kept = [each for each in held.values() if each.measured != vitals.measured]
    after = replace(before, id=record.new_id())
    return _correct_visit(record, before, after, kept if is_empty(vitals) else [*kept, vitals], reason)


def _correct_visit(record: RecordFile, before: Visit, after: Visit, held: Iterable[Vitals], reason: str) -> Change:
    measured = [replace(each, id=record.new_id(), visit_id=after.id) for each in held]
    return _amend(
        record,
        before.entry_id,
        AmendmentKind.CORRECTION,
        reason,
        target=("visit", before.id),
        replacement_id=after.id,
        write=lambda rows: rows.insert(after, *measured),
    )


def correct_injection(
    record: RecordFile,
    injection: Injection,
    sources: Sequence[InjectionSource],
    reason: str,
    confirmed: Sequence[PauseAnswer] = (),
) -> Change:
    """Put a new version in the place of a signed injection; the answers of the pause go with it.

    `confirmed` is what is asked a second time of the new version: its route, an unusual amount.
    """
    before = injections.in_force(record, injection.entry_id)
    visit_id = _signed_visit(before.visit_id)
    after = replace(injection, id=record.new_id(), patient_id=before.patient_id, visit_id=visit_id)
    answers = [replace(answer, id=record.new_id()) for answer in injections.pause_answers(record, [before.id])]
    asked_anew = {answer.item for answer in confirmed}
    answers = [*(answer for answer in answers if answer.item not in asked_anew), *confirmed]
    drawn = [replace(source, id=record.new_id()) for source in sources]
    attempt = checked_attempt(record, after, drawn, answers, was_given=True)
    return _amend(
        record,
        visit_id,
        AmendmentKind.CORRECTION,
        reason,
        target=("injection", before.id),
        replacement_id=after.id,
        write=lambda rows: insert_version(rows, attempt),
    )


def correct_pause(record: RecordFile, entry_id: str, answers: Sequence[PauseAnswer], reason: str) -> Change:
    """Put other answers in the place of what the pause of a signed injection was told; the injection stays as it is.

    It refuses none: that nobody asked who was here is written down as it was.
    """
    before = injections.in_force(record, entry_id)
    visit_id = _signed_visit(before.visit_id)
    after = replace(before, id=record.new_id())
    told = [replace(answer, id=record.new_id(), injection_id=after.id) for answer in answers]
    drawn = [
        replace(source, id=record.new_id(), injection_id=after.id) for source in injections.sources(record, [before.id])
    ]
    refuse(
        [
            Problem(f"{answer.item}_reason", "Type the reason.")
            for answer in told
            if answer.answer is PauseAnswerCode.REASON and not (answer.reason or "").strip()
        ]
    )
    return _amend(
        record,
        visit_id,
        AmendmentKind.CORRECTION,
        reason,
        target=("injection", before.id),
        replacement_id=after.id,
        write=lambda rows: rows.insert(after, *drawn, *told),
    )


def correct_score(record: RecordFile, score: Score, reason: str) -> Change:
    """Put a new version in the place of a signed score; its place among the scores of the day stays."""
    before = scores.in_force(record, score.entry_id)
    visit_id = _signed_visit(before.visit_id)
    after = replace(
        score,
        id=record.new_id(),
        occasion_id=before.occasion_id,
        patient_id=before.patient_id,
        visit_id=visit_id,
        entered_at=before.entered_at,
    )
    check(record, after, *score_problems(after))
    return _amend(
        record,
        visit_id,
        AmendmentKind.CORRECTION,
        reason,
        target=("score", before.id),
        replacement_id=after.id,
        write=lambda rows: rows.insert(after),
    )


def enter_in_error(record: RecordFile, entered: Visit | Injection | Score, reason: str) -> Change:
    """Say that a signed visit, or one thing in it, was never so. It stays readable and counts no more."""
    match entered:
        case Visit():
            visit_id, target = entered.entry_id, ("visit", visits.in_force(record, entered.entry_id).id)
        case Injection():
            found = injections.in_force(record, entered.entry_id)
            visit_id, target = _signed_visit(found.visit_id), ("injection", found.id)
        case Score():
            score = scores.in_force(record, entered.entry_id)
            visit_id, target = _signed_visit(score.visit_id), ("score", score.id)
    return _amend(record, visit_id, AmendmentKind.ENTERED_IN_ERROR, reason, target=target)


def set_aside(record: RecordFile, visit_id: str, reason: str) -> Change:
    """Say of an unsigned visit that it was begun by mistake: sealed as it stands, and entered in error at once."""
    unsigned(record, visit_id)
    visit = visits.in_force(record, visit_id)
    given = [each for each in injections.of_visit(record, visit_id) if each.status is not InjectionStatus.NOT_DONE]
    if given:
        raise InvalidRecord([Problem("", "An injection was given in it. Say first that it was not done, or sign it.")])
    amendment = Amendment(
        id=record.new_id(),
        visit_id=visit_id,
        version=2,
        kind=AmendmentKind.ENTERED_IN_ERROR,
        target_table="visit",
        target_id=visit.id,
        reason=reason,
        amended_at=record.now(),
        amended_on=record.today(),
        amended_by=signer(record),
    )
    check(record, amendment)
    with record.write("visit begun by mistake", reason) as rows:
        seal_as_it_is(record, rows, visit_id, version=1)
        rows.insert(amendment)
        seal_as_it_is(record, rows, visit_id, version=2)
    return Change(KINDS, visit.patient_id, visit_id, "Begun by mistake: it counts no more and stays readable.")


def add_late_injection(
    record: RecordFile,
    injection: Injection,
    sources: Sequence[InjectionSource],
    pause: Sequence[PauseAnswer],
    reason: str,
) -> Change:
    """Add an injection that the signed visit left out."""
    visit_id = _signed_visit(injection.visit_id)
    attempt = checked_attempt(record, injection, sources, pause)
    return _amend(
        record,
        visit_id,
        AmendmentKind.LATE_ENTRY,
        reason,
        target=("injection", None),
        replacement_id=injection.id,
        write=lambda rows: insert_version(rows, attempt),
    )


def add_late_score(record: RecordFile, score: Score, reason: str) -> Change:
    """Add a score that the signed visit left out. One that it holds is corrected instead."""
    visit_id = _signed_visit(score.visit_id)
    visit = visits.in_force(record, visit_id)
    plan = [plans.get(record, score.plan_id)] if score.plan_id else []
    same_person(record, visit.patient_id, score.patient_id, *(each.patient_id for each in plan))
    held = [each for each in scores.of_visit(record, visit_id) if each.plan_id == score.plan_id]
    if any(each.instrument is score.instrument for each in held):
        raise InvalidRecord([Problem("instrument", "It is entered already: correct it where it stands.")])
    check(record, score, *score_problems(score))
    told = replace(score, occasion_id=held[0].occasion_id if held else score.occasion_id)
    return _amend(
        record,
        visit_id,
        AmendmentKind.LATE_ENTRY,
        reason,
        target=("score", None),
        replacement_id=told.id,
        write=lambda rows: rows.insert(told),
    )


def _amend(
    record: RecordFile,
    visit_id: str,
    kind: AmendmentKind,
    reason: str,
    *,
    target: tuple[str, str | None] | None = None,
    replacement_id: str | None = None,
    text: str | None = None,
    write: Callable[[Rows], None] | None = None,
) -> Change:
    visit = visits.last_version(record, visit_id)
    signed = visits.signatures(record, [visit_id])
    if not signed:
        raise InvalidRecord([Problem("", "This visit is not signed: edit it in place.")])
    target_table, target_id = target or (None, None)
    amendment = Amendment(
        id=record.new_id(),
        visit_id=visit_id,
        version=signed[-1].version + 1,
        kind=kind,
        target_table=target_table,
        target_id=target_id,
        replacement_id=replacement_id,
        text=text,
        reason=reason,
        amended_at=record.now(),
        amended_on=record.today(),
        amended_by=signer(record),
    )
    check(record, amendment)
    with record.write(f"amend: {kind.label.lower()}", reason) as rows:
        rows.insert(amendment)
        if write:
            write(rows)
        insert_signature(record, rows, visit_id, version=amendment.version)
    return Change(KINDS, visit.patient_id, visit_id, f"{kind.label} added and signed.")


def _signed_visit(visit_id: str | None) -> str:
    if visit_id is None:
        raise InvalidRecord([Problem("", "Only what was signed with a visit is amended. Edit this in place.")])
    return visit_id
