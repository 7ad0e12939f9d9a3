"""One patient's chart: everything in force, joined and judged, in one snapshot."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from exodesk.core.booster import Evaluation, JudgedDose, evaluate, state_at, why, why_needed
from exodesk.core.chart import Chart, EventView, GivenInjection, PlanView
from exodesk.core.records.patient import Condition
from exodesk.core.records.plan import BaselineByHand, Plan
from exodesk.core.records.rules import ClinicRules
from exodesk.core.response import Response
from exodesk.storage import (
    adverse_events,
    appointments,
    background,
    clinic,
    consents,
    forecasts,
    injections,
    patients,
    plans,
    printed,
    scores,
    tasks,
    views,
    visits,
)
from exodesk.storage.fact_rows import grouped
from exodesk.storage.facts import Gathered, gather_of
from exodesk.storage.forecasts import Stored
from exodesk.storage.reading import Snapshot

CANNOT_COMPUTE = "The forecast cannot be computed. Look at the terms of the plan; the dates are those last known."


def read_chart(record: Snapshot, patient_id: str) -> Chart:
    """The chart of a person: a merged chart is read as part of the one it was merged into."""
    with record.reading():
        charts = patients.person(record, patient_id)
        ids = [chart.id for chart in charts]
        today, rules = record.today(), clinic.rules(record)
        conditions = patients.conditions(record, ids)
        given = views.given(record, injections.of_patients(record, ids))
        scored = scores.of_patients(record, ids)
        seen = visits.of_patients(record, ids)
        return Chart(
            patient=charts[0],
            today=today,
            zone=record.zone.key,
            allergy_state=patients.allergy_state(record, ids),
            allergies=tuple(patients.allergies(record, ids)),
            conditions=tuple(conditions),
            consents=tuple(consents.of_patients(record, ids)),
            plans=tuple(_plan_views(record, ids, conditions, given, rules=rules, today=today)),
            appointments=tuple(appointments.of_patients(record, ids)),
            visits=tuple(views.of_visits(record, seen, given, scored)),
            injections=tuple(given),
            scores=tuple(scored),
            scores_taken_back=tuple(scores.taken_back(record, ids)),
            rules=rules,
            in_error=tuple(views.of_visits(record, visits.in_error(record, ids), [], [])),
            contacts=tuple(background.contacts(record, ids)),
            treatments=tuple(background.treatments(record, ids)),
            medications=tuple(background.medications(record, ids)),
            history=tuple(background.history(record, ids)),
            adverse_events=tuple(_events(record, ids)),
            phone_notes=tuple(appointments.phone_notes_of(record, ids)),
            printed=tuple(printed.pages_of_patients(record, ids)),
            disclosures=tuple(printed.disclosures_of_patients(record, ids)),
            call_attempts=tuple(tasks.calls_of(record, ids)),
            safety_answers=tuple(tasks.safety_answers(record, ids)),
            merged=tuple(charts[1:]),
        )


def _events(record: Snapshot, patient_ids: Sequence[str]) -> list[EventView]:
    found = adverse_events.of_patients(record, patient_ids)
    links = adverse_events.suspects_of(record, [event.id for event in found]) if found else []
    suspects = grouped((link.adverse_event_id, link.injection_id) for link in links)
    return [EventView(event, tuple(suspects.get(event.id, ()))) for event in found]


def _plan_views(
    record: Snapshot,
    patient_ids: Sequence[str],
    conditions: Iterable[Condition],
    given: Iterable[GivenInjection],
    *,
    rules: ClinicRules,
    today: date,
) -> list[PlanView]:
    """Of one person, the first of whose charts is the one that counts."""
    found = plans.of_patients(record, patient_ids)
    if not found:
        return []
    plan_ids = [plan.id for plan in found]
    person = dict.fromkeys(patient_ids, patient_ids[0])
    gathered = gather_of(record, {plan.id: plan for plan in found}, person, rules)
    stored = forecasts.stored(record, plan_ids)
    condition = {each.id: each for each in conditions}
    baselines = grouped((each.plan_id, each) for each in plans.baselines_of(record, plan_ids))
    doses = grouped((each.injection.plan_id, each) for each in given if each.is_dose)
    return [
        _plan_view(
            plan,
            condition=condition[plan.condition_id],
            gathered=gathered,
            stored=stored[plan.id],
            doses=doses.get(plan.id, []),
            baselines=baselines.get(plan.id, []),
            today=today,
        )
        for plan in found
    ]


def _plan_view(
    plan: Plan,
    *,
    condition: Condition,
    gathered: Gathered,
    stored: Stored,
    doses: Iterable[GivenInjection],
    baselines: Iterable[BaselineByHand],
    today: date,
) -> PlanView:
    """All is judged from the facts; where that cannot be done, the stored row tells what was last known."""
    evaluation = None if stored.cannot_compute else gathered.evaluated(plan.id, today)
    forecast = evaluation.forecast if evaluation else stored.forecast
    standing = state_at(forecast, gathered.dated_holds_of(plan), gathered.appointments_of(plan), today)
    return PlanView(
        plan=plan,
        condition=condition,
        standing=standing,
        why=why(standing, forecast) if evaluation else CANNOT_COMPUTE,
        why_needed=why_needed(standing, forecast) if evaluation else None,
        judged=_judged(evaluation, doses),
        response=evaluation.response if evaluation else Response(),
        holds=tuple(gathered.holds_of(plan)),
        washouts=tuple(gathered.washouts_of(plan)),
        acts=tuple(gathered.acts.get(plan.id, ())),
        baselines=tuple(baselines),
        by_rule=_by_rule(evaluation, today, gathered.rules) if evaluation else None,
    )


def _by_rule(evaluation: Evaluation, today: date, rules: ClinicRules) -> date | None:
    """What the rules say without the date set by hand, where one is."""
    if evaluation.forecast.hand_set_on is None:
        return None
    return evaluate(replace(evaluation.known, hand_sets=()), today, rules).forecast.recommended


def _judged(evaluation: Evaluation | None, doses: Iterable[GivenInjection]) -> dict[str, JudgedDose]:
    """By entry of the injection; two of one day are one dose and share its verdict."""
    by_day = {dose.given_on: dose for dose in evaluation.doses} if evaluation else {}
    return {
        each.injection.entry_id: by_day[each.injection.given_on] for each in doses if each.injection.given_on in by_day
    }
