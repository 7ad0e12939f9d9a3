"""What lies in the record before a journey begins: one patient and what is intended for her. All invented."""

from __future__ import annotations

from datetime import date

from exodesk.core.codes import Side
from exodesk.core.dates import PartialDate
from exodesk.core.records.plan import BoosterRule, Plan
from exodesk.core.records.visit import VisitKind
from exodesk.storage.recordfile import RecordFile
from tests.e2e.desk import MORNING
from tests.factories import Clock, a_consent, a_lot, a_patient, a_plan, a_visit, give

LAST_WEEK, HALF_A_YEAR_AGO = date(2026, 11, 16), date(2026, 5, 18)


def a_patient_with_a_plan(record: RecordFile, _clock: Clock) -> Plan:
    return a_plan(record, _marisol(record))


def ready_for_both_knees(record: RecordFile, clock: Clock) -> None:
    plan = a_patient_with_a_plan(record, clock)
    a_plan(record, plan.patient_id, side=Side.LEFT, condition_id=plan.condition_id)
    a_consent(record, plan.patient_id)
    a_lot(record)


def one_signed_dose(record: RecordFile, clock: Clock) -> None:
    """Given and signed last week: 1 mL, 10 billion."""
    today = record.today()
    clock.go_to(LAST_WEEK)
    plan = a_patient_with_a_plan(record, clock)
    a_consent(record, plan.patient_id)
    give(record, plan, a_lot(record), sign=True)
    clock.go_to(today, hour=9)


def due_and_known(record: RecordFile, clock: Clock) -> None:
    """Her booster is due half a year after her dose; June has called before."""
    today = record.today()
    clock.go_to(HALF_A_YEAR_AGO)
    plan = a_plan(record, _marisol(record), booster=BoosterRule.FIXED, booster_months=6)
    a_consent(record, plan.patient_id)
    give(record, plan, a_lot(record), sign=True)
    clock.go_to(today, hour=MORNING)
    a_patient(record, family_name="Cooper", given_name="June")


def two_charts_of_one_person(record: RecordFile, clock: Clock) -> None:
    """The second was made when the card was misread; each has a visit."""
    one_signed_dose(record, clock)
    a_visit(record, _marisol(record, family_name="Alvares"), VisitKind.CONSULT)


def _marisol(record: RecordFile, **values: str) -> str:
    usual = {"family_name": "Alvarez", "given_name": "Marisol"} | values
    return a_patient(record, birth_date=PartialDate(1962, 3, 14), **usual)
