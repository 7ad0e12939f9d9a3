"""Giving an injection, and mending it in place until its visit is signed. A dose counts from Given."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from exodesk.core.booster import PlanFacts
from exodesk.core.changes import Change
from exodesk.core.chart import DrawnSource, GivenInjection
from exodesk.core.drawing import with_figures_of, with_particles
from exodesk.core.errors import InvalidRecord, Problem
from exodesk.core.fields import problems_in
from exodesk.core.records.injection import (
    Injection,
    InjectionKind,
    InjectionSource,
    InjectionStatus,
    NotDoneCause,
    PauseAnswer,
    Reaction,
)
from exodesk.core.records.patient import Condition
from exodesk.core.records.plan import Plan
from exodesk.core.safety import Attempt, Concern, concerns, consent_in_force, problems_before_given, unusual
from exodesk.core.sites import sided, usual_route
from exodesk.services.checks import problems_of_instant, refuse, same_person
from exodesk.services.visits import unsigned
from exodesk.storage import clinic, consents, facts, forecasts, injections, patients, plans, stock, views, visits
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.rows import Rows

KINDS = frozenset({"injection", "forecast"})


def give_injection(
    record: RecordFile, injection: Injection, sources: Sequence[InjectionSource], pause: Sequence[PauseAnswer]
) -> Change:
    """Write an injection that was given, with what was drawn and what the pause asked; the door renews the forecast."""
    refuse_signed(record, injection)
    attempt = checked_attempt(record, injection, sources, pause)
    with record.write("give injection") as rows:
        insert_version(rows, attempt)
    return Change(KINDS, injection.patient_id, injection.entry_id, f"Given: {_what(attempt.injection)}.")


def edit_injection(
    record: RecordFile,
    injection: Injection,
    sources: Sequence[InjectionSource],
    pause: Sequence[PauseAnswer] | None = None,
) -> Change:
    """Mend an injection of an unsigned visit; without new answers those of the pause stay."""
    before = injections.in_force(record, injection.entry_id)
    refuse_signed(record, before)
    if (before.patient_id, before.visit_id) != (injection.patient_id, injection.visit_id):
        raise ValueError("An injection stays with its patient and visit.")
    answers = injections.pause_answers(record, [before.id])
    attempt = checked_attempt(record, replace(injection, id=before.id), sources, answers if pause is None else pause)
    with record.write("edit injection") as rows:
        rows.update(attempt.injection)
        rows.delete("injection_source", "injection_id = ?", [before.id])
        rows.insert(*(drawn.source for drawn in attempt.drawn))
        if pause is not None:
            rows.delete("pause_answer", "injection_id = ?", [before.id])
            rows.insert(*attempt.pause)
    return Change(KINDS, injection.patient_id, injection.entry_id, f"Saved: {_what(attempt.injection)}.")


def withdraw_injection(record: RecordFile, entry_id: str, reason: str, cause: NotDoneCause | None = None) -> Change:
    """Say that an injection of an unsigned visit was not done after all. Its row stays and counts no more."""
    before = injections.in_force(record, entry_id)
    refuse_signed(record, before)
    if not reason.strip():
        raise InvalidRecord([Problem("not_done_reason", "Type why it was not done.")])
    after = replace(before, status=InjectionStatus.NOT_DONE, not_done_cause=cause, not_done_reason=reason)
    undo = partial(put_back_injection, injection=before)
    return _update(record, after, "withdraw injection", f"Not done: {_what(before)}.", undo)


def put_back_injection(record: RecordFile, injection: Injection) -> Change:
    """Undo a withdrawal."""
    refuse_signed(record, injection)
    undo = partial(withdraw_injection, entry_id=injection.entry_id, reason="Withdrawn again after an undo")
    return _update(record, injection, "put injection back", f"Given: {_what(injection)}.", undo)


def answer_observation(record: RecordFile, entry_id: str, reaction: Reaction, seen: str | None = None) -> Change:
    """Answer what was seen while the patient was observed. On the day itself, the answer ends the observation."""
    before = injections.in_force(record, entry_id)
    refuse_signed(record, before)
    if reaction != Reaction.NONE and not (seen or "").strip():
        raise InvalidRecord([Problem("reaction_text", "Type what was seen.")])
    ended = before.observed_to or (record.now() if before.observed_from and _is_today(record, before) else None)
    after = replace(before, reaction=reaction, reaction_text=seen or None, observed_to=ended)
    undo = partial(_restore_answer, before=before)
    return _update(record, after, "answer observation", f"Observation: {reaction.label.lower()}.", undo)


def concerns_of(record: RecordFile, injection: Injection, sources: Sequence[InjectionSource]) -> list[Concern]:
    """What is unusual about an injection that is being typed, for the page to show before "Given"."""
    return concerns(_attempt(record, _completed(record, injection), sources, ()))


def unusual_about(record: RecordFile, injection: Injection, sources: Sequence[InjectionSource]) -> str:
    """Why the amount that is being typed is asked for a second time; "" when it is not."""
    return unusual(_attempt(record, _completed(record, injection), sources, ()))


def problems_with(
    record: RecordFile, injection: Injection, sources: Sequence[InjectionSource], pause: Sequence[PauseAnswer]
) -> Sequence[Problem]:
    """All that "Given" would refuse now, without giving anything."""
    try:
        checked_attempt(record, injection, sources, pause)
    except InvalidRecord as refused:
        return refused.problems
    return ()


def checked_attempt(
    record: RecordFile,
    injection: Injection,
    sources: Sequence[InjectionSource],
    pause: Sequence[PauseAnswer],
    *,
    was_given: bool = False,
) -> Attempt:
    """The injection as it will be written, with all that nobody types; InvalidRecord when it may not be written.

    Of one that `was_given` nobody is asked any more who was here: what the pause was told then stands.
    """
    completed = _completed(record, injection)
    attempt = _attempt(record, completed, sources, pause)
    problems = problems_in(completed, record.today())
    for source in sources:
        problems += problems_in(source, record.today())
    problems += problems_of_instant(record, "given_at", "The time given", completed.given_at)
    if completed.plan_id is None and completed.kind == InjectionKind.EXOSOME and not completed.indication:
        problems.append(Problem("indication", "Without a plan, type the indication."))
    told = {problem.field for problem in problems} | ({"identity"} if was_given else set())
    refuse([*problems, *(each for each in problems_before_given(attempt) if each.field not in told)])
    return attempt


def insert_version(rows: Rows, attempt: Attempt) -> None:
    """Write one version of an injection with its children."""
    rows.insert(attempt.injection, *(drawn.source for drawn in attempt.drawn), *attempt.pause)


def refuse_signed(record: RecordFile, injection: Injection) -> None:
    if injection.visit_id:
        unsigned(record, injection.visit_id)


def _completed(record: RecordFile, injection: Injection) -> Injection:
    """Fill in what nobody types: day, giver, indication and severity, the route of the site, the consent, its sheet."""
    plan = plans.get(record, injection.plan_id) if injection.plan_id else None
    condition = patients.condition(record, plan.condition_id) if plan else None
    given_on = injection.given_at.astimezone(record.zone).date() if injection.given_at else injection.given_on
    home = clinic.giving(record, given_on)
    charts = [chart.id for chart in patients.person(record, injection.patient_id)]
    signed = consents.of_patients(record, charts)
    consent = next((each for each in signed if each.id == injection.consent_id), None)
    if injection.consent_id is None and not injection.no_consent_reason:
        consent = consent_in_force(signed, given_on)
    return replace(
        injection,
        given_on=given_on,
        giver_name=injection.giver_name or home.giver_name,
        giver_title=injection.giver_title or home.giver_title,
        giver_npi=injection.giver_npi or home.npi,
        office_address=injection.office_address or home.address,
        indication=injection.indication or (condition.text if condition else None),
        icd10cm=injection.icd10cm or (condition.icd10cm if condition else None),
        condition_months=_months_of(injection, condition, given_on),
        severity_grade=injection.severity_grade or (condition.severity_grade if condition else None),
        observed_from=injection.observed_from or injection.given_at,
        route=injection.route or (usual_route(injection.site) if injection.site else None),
        consent_id=consent.id if consent else None,
        sheet_edition=injection.sheet_edition or (consent.sheet_edition if consent else None),
        sheet_given_on=injection.sheet_given_on or (consent.sheet_given_on if consent else None),
    )


def _months_of(injection: Injection, condition: Condition | None, day: date) -> int | None:
    """For how long the condition stood on a day, as far as its onset is known."""
    if injection.condition_months is not None or condition is None or condition.onset is None:
        return injection.condition_months
    began = condition.onset.middle
    return max((day.year - began.year) * 12 + day.month - began.month, 0)


def _is_today(record: RecordFile, injection: Injection) -> bool:
    return injection.given_on == record.today()


def _attempt(
    record: RecordFile, injection: Injection, sources: Sequence[InjectionSource], pause: Sequence[PauseAnswer]
) -> Attempt:
    plan = _plan_of(record, injection)
    lots = stock.lots_with_ids(record, [source.lot_id for source in sources if source.lot_id])
    figured = [with_figures_of(lots[source.lot_id], source) if source.lot_id else source for source in sources]
    consent = consents.get(record, injection.consent_id) if injection.consent_id else None
    return Attempt(
        injection=injection,
        drawn=tuple(
            DrawnSource(source=source, lot=lots.get(source.lot_id or ""), product=None)
            for source in with_particles(injection, figured)
        ),
        pause=tuple(replace(answer, injection_id=injection.id) for answer in pause),
        consent=consent if consent and consent_in_force([consent], injection.given_on) else None,
        plan=plan,
        facts=_facts_without(record, plan, injection) if plan else None,
        last=_last_dose(record, plan, injection) if plan else None,
        rules=clinic.rules(record),
    )


def _last_dose(record: RecordFile, plan: Plan, injection: Injection) -> GivenInjection | None:
    found = injections.last_of_plan(record, plan.id, injection.given_on, without=injection.entry_id)
    return views.given(record, [found])[0] if found else None


def _facts_without(record: RecordFile, plan: Plan, injection: Injection) -> PlanFacts | None:
    """A plan whose forecast cannot be computed asks nothing: it never stops a dose."""
    if forecasts.stored(record, [plan.id])[plan.id].cannot_compute:
        return None
    return facts.facts_of(record, plan.id, without=injection.entry_id)


def _plan_of(record: RecordFile, injection: Injection) -> Plan | None:
    """The injection's plan; visit, plan and injection are one person's."""
    plan = plans.get(record, injection.plan_id) if injection.plan_id else None
    visit = visits.in_force(record, injection.visit_id) if injection.visit_id else None
    others = [each.patient_id for each in (plan, visit) if each]
    same_person(record, injection.patient_id, *others)
    return plan


def _update(
    record: RecordFile, injection: Injection, operation: str, said: str, undo: partial[Change] | None
) -> Change:
    with record.write(operation) as rows:
        rows.update(injection)
    return Change(KINDS, injection.patient_id, injection.entry_id, said, undo)


def _restore_answer(record: RecordFile, before: Injection) -> Change:
    refuse_signed(record, before)
    return _update(record, before, "restore observation", "Observation put back.", None)


def _what(injection: Injection) -> str:
    return f"{injection.kind.label.lower()}, {sided(injection.site, injection.side).lower()}"
