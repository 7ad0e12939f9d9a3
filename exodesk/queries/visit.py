"""What the visit page shows beside the visit: the chart, the last visit, the last dose of each plan, lots to pick."""

from dataclasses import dataclass

from exodesk.core.chart import Chart, GivenInjection, VisitView
from exodesk.core.comparison import Difference, differences
from exodesk.core.left_over import LeftOver, left_over
from exodesk.core.records.clinic import Clinic
from exodesk.core.reminders import reminders_to_sign
from exodesk.core.signing import Missing, missing_to_sign, unsaved_to_sign
from exodesk.core.versions import Former
from exodesk.queries.chart import read_chart
from exodesk.queries.lots import LotChoice, to_pick
from exodesk.queries.versions import formers_of
from exodesk.storage import clinic, drafts, views, visits
from exodesk.storage.reading import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPage:
    """`last_doses` by plan: the latest one before this visit. `formers`: what stood in it before amendments.

    `left_over`: what was typed into it, and neither saved nor discarded, before it was signed.
    """

    chart: Chart
    view: VisitView
    clinic: Clinic
    last_visit: VisitView | None
    last_doses: dict[str, GivenInjection]
    lots: tuple[LotChoice, ...]
    missing: tuple[Missing, ...]
    reminders: tuple[Missing, ...] = ()
    changes: tuple[Difference, ...] = ()
    formers: tuple[Former, ...] = ()
    left_over: tuple[LeftOver, ...] = ()


def read_visit(record: Snapshot, visit_id: str) -> VisitPage:
    """A visit by its entry, one entered in error included, with everything its page shows, in one snapshot."""
    with record.reading():
        chart = read_chart(record, visits.last_version(record, visit_id).patient_id)
        view = chart.visit(visit_id) or views.of_visit(record, visit_id)
        last = _before(chart, view)
        return VisitPage(
            chart=chart,
            view=view,
            clinic=clinic.giving(record, view.visit.visited_on),
            last_visit=last,
            last_doses=_last_doses(chart, view),
            lots=tuple(to_pick(record, view.visit.visited_on)),
            missing=() if view.is_signed else (*missing_to_sign(view), *_unsaved(record, visit_id)),
            reminders=() if view.is_signed else tuple(reminders_to_sign(view, chart)),
            changes=tuple(differences(last, view, _places(chart))) if last else (),
            formers=formers_of(record, view),
            left_over=_left_over(record, view, chart) if view.is_signed else (),
        )


def _unsaved(record: Snapshot, visit_id: str) -> list[Missing]:
    return unsaved_to_sign(draft.form for draft in drafts.of_visit(record, visit_id))


def _left_over(record: Snapshot, view: VisitView, chart: Chart) -> tuple[LeftOver, ...]:
    found = drafts.of_visit(record, view.visit.entry_id)
    if not found:
        return ()
    lots = {choice.lot.id: f"{choice.product.name}, lot {choice.lot.code}" for choice in to_pick(record)}
    return tuple(left_over(draft.form, draft.typed, view, _places(chart) | lots, draft.at) for draft in found)


def _before(chart: Chart, view: VisitView) -> VisitView | None:
    """The visit before this one. One entered in error has no place in the chart, and none before it."""
    at = chart.visits.index(view) if view in chart.visits else 0
    return chart.visits[at - 1] if at else None


def _places(chart: Chart) -> dict[str, str]:
    return {plan.plan.id: plan.where for plan in chart.plans}


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
