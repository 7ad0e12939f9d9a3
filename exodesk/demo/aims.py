"""What a made-up patient is treated for: condition, plan, fate, and what is usually given."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from exodesk.core.calendar import add_months
from exodesk.core.codes import Side
from exodesk.core.dates import PartialDate
from exodesk.core.records.patient import Condition
from exodesk.core.records.plan import BoosterRule, Measure, Plan, PlanKind
from exodesk.core.records.stock import Product
from exodesk.core.sites import Site
from exodesk.demo.chronicle import Chronicle
from exodesk.demo.course import Complaint, Fate, draw_fate, draw_side, workday

_GOALS = ("Walk the dog again", "Sleep through the night", "Climb stairs without the rail", "Lift my grandson", None)
_BOOSTER_AT_6_MONTHS: dict[str, Any] = {
    "kind": PlanKind.SINGLE,
    "doses": 1,
    "interval_weeks": None,
    "booster": BoosterRule.FIXED,
    "booster_months": 6,
    "lockout_months": None,
}
_BOTH_KNEES, _DOSE_INTENDED = 0.15, 0.3


@dataclass(frozen=True, slots=True)
class Aim:
    """A plan with what stands behind it, and what is usually given for it."""

    plan: Plan
    condition: Condition
    complaint: Complaint
    fate: Fate
    volume_ul: int
    product: Product


def aims_of(
    told: Chronicle, complaint: Complaint, day: date, *, starts_on: date | None = None, with_booster: bool = False
) -> tuple[Aim, ...]:
    """One site and side, or both knees by the same terms; written down on the day of the consult."""
    draw, site = told.draw, told.draw.choice(complaint.sites)
    condition = condition_of(told, complaint, site, draw_side(draw, site), day)
    volume_ul = draw.choice(complaint.volumes_ul)
    plan = _plan(told, condition, starts_on or workday(day + timedelta(days=draw.randint(3, 24))))
    if with_booster:
        plan = replace(plan, **_BOOSTER_AT_6_MONTHS)
    if not complaint.hurts:
        plan = replace(plan, goal=None, deciding_measure=Measure.NONE)
    if draw.random() < _DOSE_INTENDED:
        plan = replace(plan, intended_volume_ul=volume_ul, intended_reason="The usual volume for this site here")
    aim = Aim(plan, condition, complaint, _fate(told, day), volume_ul, draw.choice(told.setting.shelf.products))
    told.write(condition, plan)
    if site is Site.KNEE_JOINT and draw.random() < _BOTH_KNEES:
        return aim, _other_knee(told, aim, day)
    return (aim,)


def condition_of(told: Chronicle, complaint: Complaint, site: Site, side: Side, day: date) -> Condition:
    """A diagnosis with its onset: a year, or a month where it is not long ago."""
    months = min(480, max(3, round(told.draw.lognormvariate(3.87, 0.9))))
    onset, born = add_months(day, -months), told.patient.birth_date
    onset = max(onset, born.latest) if born else onset
    return Condition(
        id=told.new_id(),
        patient_id=told.patient.id,
        text=complaint.text,
        icd10cm=complaint.code(side),
        site=site,
        side=side,
        onset=PartialDate(onset.year, onset.month if months < 24 else None),
    )


def _other_knee(told: Chronicle, aim: Aim, day: date) -> Aim:
    side = Side.LEFT if aim.plan.side is Side.RIGHT else Side.RIGHT
    condition = condition_of(told, aim.complaint, aim.plan.site, side, day)
    plan = replace(aim.plan, id=told.new_id(), condition_id=condition.id, side=side)
    told.write(condition, plan)
    return replace(aim, plan=plan, condition=condition, fate=_fate(told, day))


def _plan(told: Chronicle, condition: Condition, planned_on: date) -> Plan:
    draw = told.draw
    shape = draw.choices(("single", "series", "as_needed", "fixed"), (36, 27, 27, 10))[0]
    is_series = shape == "series" or (shape != "single" and draw.random() < 0.4)
    booster = {"as_needed": BoosterRule.AS_NEEDED, "fixed": BoosterRule.FIXED}.get(shape, BoosterRule.NONE)
    return Plan(
        id=told.new_id(),
        patient_id=told.patient.id,
        condition_id=condition.id,
        site=condition.site or Site.OTHER,
        side=condition.side or Side.NONE,
        goal=draw.choice(_GOALS),
        kind=PlanKind.SERIES if is_series else PlanKind.SINGLE,
        doses=draw.randint(2, 4) if is_series else 1,
        interval_weeks=draw.choice((3, 4, 6)) if is_series else None,
        planned_on=planned_on,
        booster=booster,
        booster_months=draw.choice((6, 9, 12)) if booster is BoosterRule.FIXED else None,
        lockout_months=4 if booster is BoosterRule.AS_NEEDED else None,
    )


def _fate(told: Chronicle, day: date) -> Fate:
    born = told.patient.birth_date
    return draw_fate(told.draw, day.year - born.year if born else 55)
