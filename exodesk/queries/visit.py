"""What the visit page shows beside the visit: the chart, the last visit, the last dose of each plan, lots to pick."""

from dataclasses import dataclass

from exodesk.core.chart import Chart, GivenInjection, VisitView
from exodesk.core.errors import NotFound
from exodesk.core.records.clinic import Clinic
from exodesk.core.signing import Missing, missing_to_sign
from exodesk.queries.chart import read_chart
from exodesk.queries.lots import LotChoice, to_pick
from exodesk.storage import clinic, visits
from exodesk.storage.recordfile import RecordFile


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPage:
    """`last_doses` by plan: the latest one before this visit."""

    chart: Chart
    view: VisitView
    clinic: Clinic
    last_visit: VisitView | None
    last_doses: dict[str, GivenInjection]
    lots: tuple[LotChoice, ...]
    missing: tuple[Missing, ...]


def read_visit(record: RecordFile, visit_id: str) -> VisitPage:
    """A visit in force, by its entry, with everything its page shows, in one snapshot."""
    with record.reading():
        chart = read_chart(record, visits.in_force(record, visit_id).patient_id)
        view = chart.visit(visit_id)
        if view is None:
            raise NotFound("visit", visit_id)
        return VisitPage(
            chart=chart,
            view=view,
            clinic=clinic.get(record),
            last_visit=_before(chart, view),
            last_doses=_last_doses(chart, view),
            lots=tuple(to_pick(record, view.visit.visited_on)),
            missing=() if view.is_signed else tuple(missing_to_sign(view)),
        )


def _before(chart: Chart, view: VisitView) -> VisitView | None:
    at = chart.visits.index(view)
    return chart.visits[at - 1] if at else None


def _last_doses(chart: Chart, view: VisitView) -> dict[str, GivenInjection]:
    """Of each plan, the dose given last up to this visit and not in it; a chart is in order of date."""
    return {
        given.injection.plan_id: given
        for plan in chart.plans
        for given in chart.injections
        if given.injection.plan_id == plan.plan.id
        and given.injection.entry_id in plan.judged
        and given.injection.visit_id != view.visit.entry_id
        and given.injection.given_on <= view.visit.visited_on
    }
