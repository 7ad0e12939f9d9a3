"""From raw rows to the facts that plans are forecast from, for one plan or thousands in the same few statements.

Only rows in force are read. Facts of the person (holds, washouts, contacts) come from all charts of a merge group.
Draws no conclusion: which fact counts on which day is the forecast's own business.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from exodesk.core.asking import points_to_score
from exodesk.core.booster import (
    Baseline,
    Closed,
    DoseFact,
    Evaluation,
    Forecast,
    HandSet,
    HoldFact,
    LotAnswer,
    PlanFacts,
    PlanTerms,
    ScoreFact,
    WashoutFact,
    evaluate,
)
from exodesk.core.follow_up import FollowUpPoint
from exodesk.core.planning import is_about
from exodesk.core.records.plan import Hold, HoldReason, Measure, Plan, PlanAct, PlanActKind, Washout
from exodesk.core.records.rules import ClinicRules
from exodesk.storage import clinic, fact_rows, patients, plans
from exodesk.storage.fact_rows import Doses, grouped
from exodesk.storage.reading import Reader


def facts_of(record: Reader, plan_id: str, *, without: str | None = None) -> PlanFacts:
    """The facts of one plan, but for the injection of entry `without`; NotFound when there is no such plan.

    Raises when the plan itself makes no sense, such as a series without an interval.
    """
    plans.get(record, plan_id)
    return gather(record, [plan_id]).facts(plan_id, without=without)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What a stored forecast is read with: plans, whose they are, their holds and what is booked."""

    plans: Mapping[str, Plan]
    person: Mapping[str, str]
    holds: Mapping[str, Sequence[Hold]]
    appointments: Mapping[str, Sequence[tuple[str | None, date]]]

    def holds_of(self, plan: Plan) -> list[Hold]:
        """Holds of the plan, of its site and side, and of the whole person."""
        return [hold for hold in self.holds.get(self.person[plan.patient_id], ()) if is_about(hold, plan)]

    def dated_holds_of(self, plan: Plan) -> tuple[HoldFact, ...]:
        """Those with an end, as `state_at` takes them beside a stored row."""
        return tuple(_fact(hold) for hold in self.holds_of(plan) if hold.until_on)

    def appointments_of(self, plan: Plan) -> tuple[date, ...]:
        """Days that are booked for this plan, or for the person without naming one."""
        booked = self.appointments.get(self.person[plan.patient_id], ())
        return tuple(day for plan_id, day in booked if plan_id in (None, plan.id))


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered(Beside):
    """Raw facts of many plans, by plan and by person; `facts` puts those of one plan together."""

    doses: Mapping[str, Doses]
    acts: Mapping[str, Sequence[PlanAct]]
    scores: Mapping[str, Sequence[ScoreFact]]
    baselines: Mapping[str, Baseline]
    washouts: Mapping[str, Sequence[Washout]]
    contacts: Mapping[str, Sequence[date]]
    rules: ClinicRules

    def evaluated(self, plan_id: str, day: date) -> Evaluation:
        """The facts of one plan as the practice's own figures judge them on a day."""
        return evaluate(self.facts(plan_id), day, self.rules)

    def judged(self, plan_id: str, day: date) -> tuple[Forecast, tuple[FollowUpPoint, ...]]:
        """What is stored of a plan: its forecast, and the points that have no score."""
        found = self.evaluated(plan_id, day)
        scored = (score.on for score in found.known.scores)
        return found.forecast, points_to_score(self.plans[plan_id], found.primary_done, scored, self.rules)

    def facts(self, plan_id: str, *, without: str | None = None) -> PlanFacts:
        plan = self.plans[plan_id]
        person = self.person[plan.patient_id]
        acts = self.acts.get(plan_id, ())
        contraindications = [hold for hold in self.holds_of(plan) if _contraindicates(hold)]
        measured = plan.deciding_measure != Measure.NONE
        return PlanFacts(
            plan=terms_of(plan, self.rules),
            doses=self._doses(plan_id, acts, without),
            scores=tuple(self.scores.get(plan_id, ())) if measured else (),
            baseline=self.baselines.get(plan_id) if measured else None,
            holds=tuple(_fact(hold) for hold in self.holds_of(plan) if not _contraindicates(hold)),
            washouts=tuple(
                WashoutFact(begins=washout.from_on, until=washout.until_on) for washout in self.washouts_of(plan)
            ),
            reviews=_days(acts, PlanActKind.REVIEW),
            requests=_days(acts, PlanActKind.REQUEST),
            contacts=tuple(self.contacts.get(person, ())),
            appointments=self.appointments_of(plan),
            hand_sets=tuple(
                HandSet(on=act.acted_on, date=act.target_on)
                for act in acts
                if act.kind == PlanActKind.HAND_SET and act.target_on
            ),
            closed=Closed(on=plan.closed_on, reason=plan.closed_reason or "") if plan.closed_on else None,
            contraindicated_from=min((hold.from_on for hold in contraindications), default=None),
        )

    def washouts_of(self, plan: Plan) -> list[Washout]:
        """Washouts of the plan's site and side."""
        found = self.washouts.get(self.person[plan.patient_id], ())
        return [washout for washout in found if is_about(washout, plan)]

    def _doses(self, plan_id: str, acts: Sequence[PlanAct], without: str | None) -> tuple[DoseFact, ...]:
        answers: dict[str | None, list[LotAnswer]] = defaultdict(list)
        for act in acts:
            if act.kind == PlanActKind.LOT_ANSWER and act.what:
                answers[act.injection_id].append(LotAnswer(on=act.acted_on, what=act.what))
        return tuple(
            DoseFact(
                given_on=given_on,
                lots=tuple(replace(lot, answers=tuple(answers.get(entry_id, ()))) for lot in lots),
            )
            for entry_id, (given_on, lots) in self.doses.get(plan_id, {}).items()
            if entry_id != without
        )


def gather_beside(record: Reader, plan_ids: Sequence[str]) -> Beside:
    """For lists, which take everything else from the stored rows."""
    found, person = _plans(record, plan_ids)
    return Beside(
        plans=found,
        person=person,
        holds=_holds(record, person),
        appointments=fact_rows.appointments(record, person),
    )


def gather(record: Reader, plan_ids: Sequence[str]) -> Gathered:
    """Everything that these plans' facts come from, in a dozen statements however many plans they are."""
    return gather_of(record, *_plans(record, plan_ids), clinic.rules(record))


def gather_of(record: Reader, found: Mapping[str, Plan], person: Mapping[str, str], rules: ClinicRules) -> Gathered:
    """The same for plans that were read already, with whose charts they are on."""
    plan_ids = list(found)
    washouts = plans.washouts_of(record, list(person))
    return Gathered(
        plans=found,
        person=person,
        holds=_holds(record, person),
        appointments=fact_rows.appointments(record, person),
        doses=fact_rows.doses(record, plan_ids),
        acts=grouped((act.plan_id, act) for act in plans.acts_on(record, plan_ids)),
        scores=fact_rows.scores(record, plan_ids),
        baselines=fact_rows.baselines(record, plan_ids),
        washouts=grouped((person[washout.patient_id], washout) for washout in washouts),
        contacts=fact_rows.contacts(record, person),
        rules=rules,
    )


def _plans(record: Reader, plan_ids: Sequence[str]) -> tuple[dict[str, Plan], dict[str, str]]:
    found = {plan.id: plan for plan in plans.with_ids(record, plan_ids)}
    return found, patients.people(record, list({plan.patient_id for plan in found.values()}))


def _holds(record: Reader, person: Mapping[str, str]) -> dict[str, list[Hold]]:
    return grouped((person[hold.patient_id], hold) for hold in plans.holds_of(record, list(person)))


def terms_of(plan: Plan, rules: ClinicRules) -> PlanTerms:
    """Raises ValueError when the plan makes no sense, such as a series without an interval."""
    return PlanTerms(
        kind=plan.kind,
        doses=plan.doses,
        interval_weeks=plan.interval_weeks,
        planned_on=plan.planned_on,
        booster=plan.booster,
        booster_months=plan.booster_months,
        lockout_months=rules.usual_lockout_months if plan.lockout_months is None else plan.lockout_months,
        booster_max=plan.booster_max,
        valid_until=plan.valid_until,
    )


def _contraindicates(hold: Hold) -> bool:
    """A contraindication is one without an end; one that has ended was a hold."""
    return hold.reason == HoldReason.CONTRAINDICATION and hold.until_on is None


def _fact(hold: Hold) -> HoldFact:
    return HoldFact(reason=hold.reason, begins=hold.from_on, until=hold.until_on)


def _days(acts: Iterable[PlanAct], kind: PlanActKind) -> tuple[date, ...]:
    return tuple(act.acted_on for act in acts if act.kind == kind)
