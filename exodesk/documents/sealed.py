"""A signed visit as its signature sealed it: what lots, products and goals read like then, whatever became of them."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from exodesk.core.chart import Chart, DrawnSource, GivenInjection, PlanView, VisitView
from exodesk.core.records.stock import RegulatoryStatus


def as_signed(chart: Chart, visit: VisitView) -> tuple[Chart, VisitView]:
    """Chart and visit with the texts of the visit's last signature; a draft's are those of today."""
    if not visit.is_signed:
        return chart, visit
    injections = json.loads(visit.signatures[-1].content)["injections"]
    sources = {drawn["source"]["id"]: drawn for injection in injections for drawn in injection["sources"]}
    goals = {each["injection"]["plan_id"]: each["plan"]["goal"] for each in injections if each["plan"]}
    return (
        replace(chart, plans=tuple(_with_goal(view, goals) for view in chart.plans)),
        replace(visit, injections=tuple(_with_texts(given, sources) for given in visit.injections)),
    )


def _with_goal(view: PlanView, goals: Mapping[str, str | None]) -> PlanView:
    return replace(view, plan=replace(view.plan, goal=goals.get(view.plan.id, view.plan.goal)))


def _with_texts(given: GivenInjection, sources: Mapping[str, Any]) -> GivenInjection:
    return replace(given, sources=tuple(_drawn(drawn, sources[drawn.source.id]) for drawn in given.sources))


def _drawn(drawn: DrawnSource, sealed: Mapping[str, Any]) -> DrawnSource:
    lot, product = sealed["lot"], sealed["product"]
    return replace(
        drawn,
        lot=replace(drawn.lot, code=lot["code"], expires_on=date.fromisoformat(lot["expires_on"]))
        if drawn.lot and lot
        else None,
        product=replace(
            drawn.product, **product | {"regulatory_status": RegulatoryStatus(product["regulatory_status"])}
        )
        if drawn.product and product
        else None,
    )
