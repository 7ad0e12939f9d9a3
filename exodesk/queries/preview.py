"""What a plan's forecast would be with other terms, while they are being typed. Writes nothing."""

from dataclasses import dataclass, replace

from exodesk.core.booster import PlanFacts, Standing, evaluate, state_at, why
from exodesk.core.planning import plan_problems
from exodesk.core.records.plan import Plan
from exodesk.storage import clinic
from exodesk.storage.facts import facts_of, terms_of
from exodesk.storage.recordfile import RecordFile


@dataclass(frozen=True, slots=True)
class Preview:
    standing: Standing
    why: str


def preview(record: RecordFile, plan: Plan, *, is_new: bool) -> Preview | None:
    """The standing today by these terms; None while they make no sense yet."""
    if plan_problems(plan):
        return None
    with record.reading():
        rules = clinic.rules(record)
        terms = terms_of(plan, rules)
        facts = PlanFacts(plan=terms) if is_new else replace(facts_of(record, plan.id), plan=terms)
        today = record.today()
    evaluation = evaluate(facts, today, rules)
    known = evaluation.known
    standing = state_at(evaluation.forecast, known.dated_holds, known.appointments, today)
    return Preview(standing, why(standing, evaluation.forecast))
