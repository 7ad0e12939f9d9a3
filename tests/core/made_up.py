"""A plan for the right knee and an injection of it, as plain as may be: each test says what it adds."""

from datetime import date

from exodesk.core.codes import Side
from exodesk.core.records.injection import Injection
from exodesk.core.records.plan import Plan, PlanKind
from exodesk.core.sites import Site

DAY = date(2026, 3, 2)
PLAN = Plan(
    id="p",
    patient_id="a",
    condition_id="c",
    site=Site.KNEE_JOINT,
    side=Side.RIGHT,
    planned_on=DAY,
    kind=PlanKind.SINGLE,
    doses=1,
)
INJECTION = Injection(
    id="i",
    entry_id="i",
    visit_id="v",
    patient_id="a",
    site=Site.KNEE_JOINT,
    side=Side.RIGHT,
    given_on=DAY,
    volume_ul=1000,
)
