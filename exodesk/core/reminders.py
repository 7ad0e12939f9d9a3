"""What a visit may be signed without, though it was most likely forgotten. Pure; it asks for nothing."""

from collections.abc import Iterator

from exodesk.core.chart import Chart, VisitView
from exodesk.core.records.visit import ConsultOutcome, VisitKind
from exodesk.core.signing import INJECTIONS, Missing

BIRTH_DATE = "birth_date"
NO_PLAN = "no_plan"
"""Fields of the patient and of no form of the visit; each leads to a form of its own."""


def reminders_to_sign(view: VisitView, chart: Chart) -> Iterator[Missing]:
    """In the order in which one would mend them."""
    if chart.patient.birth_date is None:
        yield Missing(BIRTH_DATE, "The birth date of the patient is missing.")
    if view.visit.kind is VisitKind.INJECTION and not view.injections:
        yield Missing(INJECTIONS, "No injection is written down in this visit.")
    if view.visit.outcome is ConsultOutcome.TREAT and all(each.plan.closed_on for each in chart.plans):
        yield Missing(NO_PLAN, "The outcome is to treat, and no plan says with what.")
