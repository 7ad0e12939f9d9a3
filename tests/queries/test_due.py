"""The list of what is due: today from stored rows, an earlier day from raw facts, and both say the same."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from exodesk.core.booster import State
from exodesk.core.dates import WallTime
from exodesk.core.leaving import Leaving, Why
from exodesk.core.records.appointment import Appointment, AppointmentStatus
from exodesk.core.records.plan import BoosterRule, Hold, HoldReason, Plan
from exodesk.core.sites import Site
from exodesk.queries.chart import CANNOT_COMPUTE
from exodesk.queries.due import DueRow, due_list
from exodesk.services import booking, plan_acts, plans
from exodesk.services.leaving import leave
from exodesk.services.patients import merge_patients
from exodesk.storage.recordfile import RecordFile
from tests.factories import START, Clock, a_lot, a_patient, a_plan, give, recall_lot

DOSE_DAY = START.date()


class Practice:
    """Four plans with a dose each and a booster after 6 months, and one plan that waits for its first dose."""

    def __init__(self, record: RecordFile, clock: Clock) -> None:
        self.record = record
        self.lot = a_lot(record)
        fixed = {"booster": BoosterRule.FIXED, "booster_months": 6}
        self.plans: list[Plan] = [a_plan(record, a_patient(record), **fixed) for _ in range(4)]
        for weeks, plan in enumerate(self.plans):
            clock.go_to(DOSE_DAY + timedelta(weeks=weeks))
            give(record, plan, self.lot)
        self.waiting = a_plan(record, a_patient(record), planned_on=date(2026, 9, 20))
        clock.go_to(date(2026, 9, 10))

    def state_of(self, plan: Plan, **asked: object) -> State | None:
        found = due_list(self.record, **asked)  # type: ignore[arg-type]  # as typed in the test
        return next((row.standing.state for row in found if row.plan.id == plan.id), None)


@pytest.fixture
def practice(record: RecordFile, clock: Clock) -> Practice:
    return Practice(record, clock)


def told(rows: list[DueRow]) -> list[tuple[str, State, str]]:
    return [(row.plan.id, row.standing.state, row.why) for row in rows]


def test_the_oldest_date_stands_first(practice: Practice) -> None:
    rows = due_list(practice.record)
    assert [row.plan.id for row in rows] == [plan.id for plan in practice.plans[:2]]
    assert [row.standing.recommended for row in rows] == [date(2026, 9, 2), date(2026, 9, 9)]
    assert rows[0].why.startswith("Due since 02-Sep-2026: booster 1")
    assert rows[0].why_needed == "Not asked for, and the scores do not tell."
    assert rows[0].where == "Right knee"


def test_everything_lists_the_rest_too(practice: Practice) -> None:
    rows = due_list(practice.record, everything=True)
    assert len(rows) == 5
    assert practice.state_of(practice.waiting, everything=True) == State.NOT_YET
    assert [row.standing.recommended for row in rows] == sorted(
        row.standing.recommended for row in rows if row.standing.recommended
    )


@pytest.mark.parametrize("days", [0, 1, 13, 30, 31, 60, 119, 121, 200])
def test_any_day_ahead_is_what_that_day_will_say(practice: Practice, clock: Clock, days: int) -> None:
    day = practice.record.today() + timedelta(days=days)
    foreseen = told(due_list(practice.record, day, everything=True))
    asking = told(due_list(practice.record, day))
    clock.go_to(day)
    assert told(due_list(practice.record, everything=True)) == foreseen
    assert told(due_list(practice.record)) == asking
    clock.pass_by(days=1)  # from now on that day is computed from raw facts
    assert told(due_list(practice.record, day, everything=True)) == foreseen
    assert told(due_list(practice.record, day)) == asking


def test_a_past_day_knows_nothing_of_later_facts(practice: Practice) -> None:
    plan = practice.plans[0]
    plan_acts.set_date(practice.record, plan.id, date(2027, 1, 1), "Travels")
    assert practice.state_of(plan) is None
    assert practice.state_of(plan, as_of=date(2026, 9, 9)) == State.DUE
    assert practice.state_of(plan, as_of=date(2026, 3, 1), everything=True) == State.NOT_YET


def test_a_hold_takes_a_plan_off_the_list(practice: Practice) -> None:
    plan, today = practice.plans[0], practice.record.today()
    for until in (None, today + timedelta(days=7)):
        hold = Hold(
            id=practice.record.new_id(),
            patient_id=plan.patient_id,
            reason=HoldReason.INFECTION,
            from_on=today,
            until_on=until,
        )
        plan_acts.hold(practice.record, hold)
        assert practice.state_of(plan) is None
        assert practice.state_of(plan, everything=True) == State.SUSPENDED
        plan_acts.withdraw(practice.record, hold)
    assert practice.state_of(plan) == State.DUE


def test_snoozing_hides_and_moves_nothing(practice: Practice, clock: Clock) -> None:
    plan = practice.plans[0]
    plan_acts.snooze(practice.record, plan.id, date(2026, 9, 15))
    assert practice.state_of(plan) is None
    assert practice.state_of(plan, everything=True) == State.DUE
    clock.go_to(date(2026, 9, 15))
    assert practice.state_of(plan) == State.DUE


@pytest.mark.parametrize("why", [Why.DIED, Why.MOVED])
def test_nobody_is_called_who_died_or_moved(practice: Practice, why: Why) -> None:
    """Even a plan that was opened again since, by mistake."""
    plan = practice.plans[0]
    leave(practice.record, plan.patient_id, Leaving(why=why, on=practice.record.today()))
    plans.reopen_plan(practice.record, plan.id)
    assert practice.state_of(plan) is None
    assert practice.state_of(plan, everything=True) == State.DUE


def test_booked_counts_until_it_is_cancelled(practice: Practice) -> None:
    plan, record = practice.plans[0], practice.record
    other = a_plan(record, plan.patient_id, site=Site.HIP_JOINT)
    appointment = Appointment(
        id=record.new_id(),
        patient_id=plan.patient_id,
        plan_id=plan.id,
        starts_at=WallTime(date(2026, 9, 20), time(9, 30)),
        zone="America/Los_Angeles",
        minutes=30,
    )
    booking.book(record, appointment)
    booked = {row.plan.id: row.standing.booked for row in due_list(record, everything=True)}
    assert (booked[plan.id], booked[other.id]) == (True, False)
    booking.set_status(record, appointment.id, AppointmentStatus.CANCELLED)
    assert not due_list(record)[0].standing.booked


def test_a_merged_chart_is_listed_as_the_one_it_counts_as(practice: Practice) -> None:
    kept = a_patient(practice.record, family_name="Kept")
    merge_patients(practice.record, kept, practice.plans[0].patient_id, "One person, entered twice")
    row = due_list(practice.record)[0]
    assert row.patient.id == kept
    assert row.plan.id == practice.plans[0].id


def test_a_row_that_waits_for_the_worker_is_computed(practice: Practice) -> None:
    practice.record.renew = None
    recall_lot(practice.record, practice.lot.id, practice.record.today())
    assert practice.record.read("SELECT sum(stale) AS waiting FROM forecast")[0]["waiting"] == 4
    assert due_list(practice.record) == []


def test_a_plan_that_cannot_be_computed_keeps_its_row_and_says_so(practice: Practice) -> None:
    plan, record = practice.plans[0], practice.record
    with record.write("past the services") as rows:
        rows.update(replace(plan, booster_months=None))
    (row,) = [row for row in due_list(record) if row.plan.id == plan.id]
    assert row.why == CANNOT_COMPUTE
    assert row.standing.recommended == date(2026, 9, 2)
    assert due_list(record, date(2026, 9, 9)) != []
