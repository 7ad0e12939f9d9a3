"""The timeline of a made-up chart as a page, ready to be shown or printed."""

from dataclasses import replace
from datetime import UTC, date, datetime

from exodesk.core.records.adverse_event import Grade
from exodesk.core.sites import Site
from exodesk.core.timeline import cards_of, timeline_of
from exodesk.ui.timeline.sheet import TimelinePage
from exodesk.ui.timeline.shot import Shot
from exodesk.ui.timeline.told import drawn_of
from exodesk.ui.timeline.viewport import EVERYTHING
from tests import made_up_chart as made_up
from tests.factories import CLINIC

TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def a_page(*, several: bool = False) -> TimelinePage:
    chart = made_up.alvarez(TODAY)
    dose = chart.injections[-1]
    chart = replace(chart, adverse_events=(made_up.event(date(2026, 8, 5), dose, grade=Grade.MODERATE),))
    if several:
        plans = [made_up.plan(site) for site in (Site.KNEE_JOINT, Site.HIP_JOINT, Site.ANKLE_JOINT, Site.SUBACROMIAL)]
        given = [made_up.injection(date(2026, 1 + number, 5), plan) for number, plan in enumerate(plans)]
        chart = made_up.chart(TODAY, plans=plans, injections=given)
    timeline = timeline_of(chart)
    panel = timeline.of_all()
    view = None if several else chart.plans[0]
    shot = Shot(panel=panel, viewport=EVERYTHING.around(panel), dose=panel.last_dose, cards=cards_of(chart, view))
    drawn = drawn_of(chart, shot, CLINIC, printed_at=NOON, audit_head="0123456789abcdef", synthetic=False)
    return TimelinePage(patient=chart.patient, paper=CLINIC.paper, drawn=drawn)
