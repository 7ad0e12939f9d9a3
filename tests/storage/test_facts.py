"""The facts of a plan, read from rows: all that is its own or its person's, in force, and nothing else."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from exodesk.core.booster import (
    Baseline,
    Closed,
    DoseFact,
    HandSet,
    HoldFact,
    LotAnswer,
    LotFact,
    PlanFacts,
    PlanTerms,
    ScoreFact,
    WashoutFact,
)
from exodesk.core.codes import Side
from exodesk.core.dates import WallTime
from exodesk.core.records.appointment import Appointment, AppointmentStatus
from exodesk.core.records.contact import CallAbout, CallAttempt, CallResult
from exodesk.core.records.plan import BaselineByHand, BoosterRule, Hold, HoldReason, LotAnswerWhat, Plan, Washout
from exodesk.core.records.visit import Instrument
from exodesk.core.sites import Site
from exodesk.services import booking, contact, plan_acts, plans
from exodesk.services.patients import merge_patients
from exodesk.services.scores import record_scores
from exodesk.storage.facts import facts_of, gather
from exodesk.storage.recordfile import RecordFile
from tests import factories
from tests.factories import Clock, a_lot, a_patient, a_plan, give, recall_lot, score

DAY = factories.START.date()
LATER = DAY + timedelta(days=100)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def record(tmp_path: Path, clock: Clock) -> Iterator[RecordFile]:
    made = factories.new_record(tmp_path, clock)
    yield made
    made.close()


def book(record: RecordFile, patient_id: str, day: date, plan: Plan | None, status: AppointmentStatus) -> None:
    booking.book(
        record,
        Appointment(
            id=record.new_id(),
            patient_id=patient_id,
            plan_id=plan.id if plan else None,
            starts_at=WallTime(day, time(9)),
            zone="America/Los_Angeles",
            minutes=30,
            status=status,
            overlap_reason="Asked for by the test",
        ),
    )


def test_everything_of_a_plan_and_its_person(record: RecordFile, clock: Clock) -> None:
    twin, patient_id, stranger = (a_patient(record) for _ in range(3))
    plan = a_plan(record, patient_id, lockout_months=0, valid_until=date(2028, 1, 1), booster_max=3)
    other = a_plan(record, patient_id, site=Site.HIP_JOINT)
    lot = a_lot(record, expires_on=DAY + timedelta(days=1))
    dose = give(record, plan, lot)
    give(record, other, lot)
    score(record, plan, 8, pgic=4)
    score(record, other, 5)
    record_scores(record, patient_id, {Instrument.PAIN_AVERAGE: Decimal(2)})  # the whole body
    clock.go_to(LATER)
    recall_lot(record, lot.id, LATER)
    plan_acts.answer_lot(record, dose.entry_id, LotAnswerWhat.COUNTS, LATER, "Looked into")
    for until, where in ((None, plan.id), (LATER, None)):
        hold = Hold(
            id=record.new_id(),
            patient_id=patient_id if where else twin,
            plan_id=where,
            reason=HoldReason.INFECTION,
            from_on=DAY,
            until_on=until,
        )
        plan_acts.hold(record, hold)
    for owner, site in ((twin, Site.KNEE_JOINT), (twin, Site.HIP_JOINT), (stranger, Site.KNEE_JOINT)):
        washout = Washout(id=record.new_id(), patient_id=owner, site=site, side=Side.RIGHT, from_on=DAY, until_on=LATER)
        plan_acts.wash_out(record, washout)
    contraindication = Hold(
        id=record.new_id(), patient_id=twin, reason=HoldReason.CONTRAINDICATION, from_on=LATER - timedelta(days=1)
    )
    plan_acts.hold(record, contraindication)
    plan_acts.review_plan(record, plan.id, LATER)
    plan_acts.ask_for_booster(record, plan.id, DAY)
    plan_acts.set_date(record, plan.id, date(2026, 12, 24), "Travels")
    baseline = BaselineByHand(
        id=record.new_id(),
        plan_id=plan.id,
        patient_id=patient_id,
        nrs=9,
        baseline_on=DAY,
        source="Letter",
        entered_at=record.now(),
    )
    plan_acts.set_baseline(record, baseline)
    for result in (CallResult.REACHED, CallResult.LEFT_WORD):
        call = CallAttempt(
            id=record.new_id(),
            patient_id=twin,
            called_at=record.now(),
            called_on=LATER,
            about=CallAbout.BOOSTER,
            result=result,
        )
        contact.log_call(record, call)
    booked = AppointmentStatus.BOOKED
    book(record, patient_id, date(2026, 7, 1), plan, booked)
    book(record, twin, date(2026, 7, 2), None, booked)
    book(record, patient_id, date(2026, 7, 3), other, booked)
    book(record, patient_id, date(2026, 7, 4), plan, AppointmentStatus.CANCELLED)
    plans.close_plan(record, plan.id, LATER, "Moved")
    merge_patients(record, twin, patient_id, "One person, entered twice")

    assert facts_of(record, plan.id) == PlanFacts(
        plan=PlanTerms(
            kind=plan.kind,
            planned_on=DAY,
            booster=BoosterRule.AS_NEEDED,
            lockout_months=0,
            booster_max=3,
            valid_until=date(2028, 1, 1),
        ),
        doses=(
            DoseFact(
                given_on=DAY,
                lots=(
                    LotFact(
                        expiry=lot.expires_on,
                        recalled_on=LATER,
                        answers=(LotAnswer(on=LATER, what=LotAnswerWhat.COUNTS),),
                    ),
                ),
            ),
        ),
        scores=(ScoreFact(on=DAY, nrs=8, pgic=4),),
        baseline=Baseline(on=DAY, nrs=9),
        holds=(
            HoldFact(reason="infection", begins=DAY),
            HoldFact(reason="infection", begins=DAY, until=LATER),
        ),
        washouts=(WashoutFact(begins=DAY, until=LATER),),
        reviews=(LATER,),
        requests=(DAY,),
        contacts=(DAY, DAY, LATER),
        appointments=(date(2026, 7, 1), date(2026, 7, 2)),
        hand_sets=(HandSet(on=LATER, date=date(2026, 12, 24)),),
        closed=Closed(on=LATER, reason="Moved"),
        contraindicated_from=LATER - timedelta(days=1),
    )


def test_an_empty_lockout_is_the_usual_one(record: RecordFile) -> None:
    plan = a_plan(record, a_patient(record))
    assert facts_of(record, plan.id).plan.lockout_months == 4


def test_a_plan_without_sense_raises_for_itself_alone(record: RecordFile) -> None:
    good, bad = a_plan(record, a_patient(record)), a_plan(record, a_patient(record))
    with record.write("past the services") as rows:
        rows.update(replace(bad, doses=2))
    gathered = gather(record, [good.id, bad.id])
    assert gathered.facts(good.id).plan.doses == 1
    with pytest.raises(ValueError, match="one dose"):
        gathered.facts(bad.id)
    assert record.read("SELECT cannot_compute FROM forecast WHERE plan_id = ?", [bad.id])[0][0] == 1


def test_without_an_injection_its_dose_is_left_out(record: RecordFile) -> None:
    plan = a_plan(record, a_patient(record))
    dose = give(record, plan, a_lot(record))
    assert len(facts_of(record, plan.id).doses) == 1
    assert facts_of(record, plan.id, without=dose.entry_id).doses == ()
