"""What is written down at the desk: acts on a plan, holds, calls, appointments ahead."""

from datetime import date, timedelta
from typing import Any

from exodesk.core.dates import WallTime
from exodesk.core.records.appointment import Appointment, Serves
from exodesk.core.records.contact import PhoneAct, PhoneNote
from exodesk.core.records.plan import Hold, HoldReason, Plan, PlanAct, PlanActKind
from exodesk.core.records.visit import VisitKind
from exodesk.core.sites import sided
from exodesk.demo.chronicle import Chronicle
from exodesk.demo.diary import TYPES

_BOOKED_AHEAD = timedelta(days=90)


def act(told: Chronicle, plan: Plan, kind: PlanActKind, day: date, **more: Any) -> None:
    told.write(
        PlanAct(
            id=told.new_id(),
            plan_id=plan.id,
            patient_id=told.patient.id,
            kind=kind,
            acted_on=day,
            entered_at=told.entered_at(day),
            **more,
        )
    )


def hold(told: Chronicle, plan: Plan, reason: HoldReason, begins: date, ends: date | None) -> None:
    told.write(
        Hold(
            id=told.new_id(),
            patient_id=told.patient.id,
            plan_id=plan.id,
            reason=reason,
            from_on=begins,
            until_on=ends,
        )
    )


def call(told: Chronicle, plan: Plan, day: date) -> None:
    """A patient who is sore after an injection."""
    told.write(
        PhoneNote(
            id=told.new_id(),
            patient_id=told.patient.id,
            called_at=told.entered_at(day),
            called_on=day,
            who_called="Patient",
            site=plan.site,
            side=plan.side,
            advice="Sore since the injection, no fever. Rest; to call again if it is no better by tomorrow.",
            act=PhoneAct.REASSURED,
        )
    )


def book(told: Chronicle, plan: Plan, day: date, kind: VisitKind, minutes: int) -> None:
    """An appointment ahead, within what is booked at all."""
    today = told.setting.today
    if not today < day <= today + _BOOKED_AHEAD:
        return
    at, why = told.setting.diary.take(day, 4 * told.draw.randrange(8), minutes)
    told.write(
        Appointment(
            id=told.new_id(),
            patient_id=told.patient.id,
            plan_id=plan.id,
            starts_at=WallTime(day, at),
            zone=told.setting.clinic.zone,
            minutes=minutes,
            type_id=TYPES.get(kind),
            type=kind.label,
            serves=Serves.FOLLOW_UP if kind is VisitKind.REVIEW else Serves.DOSE,
            reason=sided(plan.site, plan.side),
            overlap_reason=why,
        )
    )
