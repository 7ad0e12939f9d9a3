"""The list of boosters: the same plans that the forecast calls due, read along indexes, in the words of a page."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from exodesk.core.booster import State
from exodesk.core.dates import WallTime
from exodesk.core.reaching import phone_of
from exodesk.core.records.appointment import Appointment, AppointmentStatus
from exodesk.core.records.contact import ContactKind
from exodesk.core.records.plan import BoosterRule, Hold, HoldReason, Plan
from exodesk.core.to_book import Group
from exodesk.demo.practice import make_practice
from exodesk.demo.world import PASSPHRASE, instant
from exodesk.queries.boosters import BoosterRow, boosters, overdue_and_due
from exodesk.queries.due import due_list
from exodesk.services import booking, plan_acts, plans
from exodesk.services.patients import merge_patients
from exodesk.services.reach import add_contact
from exodesk.storage import background, booster_list
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.surroundings import Surroundings
from tests import way_in
from tests.factories import Clock, a_consent, a_contact, a_lot, a_patient, a_plan, give

DAY = date(2026, 11, 23)


@pytest.fixture
def plan(record: RecordFile, clock: Clock) -> Plan:
    """A booster due since 02-Sep-2026, on 10-Sep-2026."""
    patient_id = a_patient(record)
    a_consent(record, patient_id)
    made = a_plan(record, patient_id, booster=BoosterRule.FIXED, booster_months=6)
    give(record, made, a_lot(record))
    clock.go_to(date(2026, 9, 10))
    return made


def the_row(record: RecordFile) -> BoosterRow:
    (row,) = boosters(record)
    return row


def booked(record: RecordFile, plan: Plan, plan_id: str | None) -> Appointment:
    return Appointment(
        id=record.new_id(),
        patient_id=plan.patient_id,
        plan_id=plan_id,
        starts_at=WallTime(record.today(), time(10)),
        zone=record.zone.key,
        minutes=30,
    )


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> RecordFile:
    path = tmp_path_factory.mktemp("made-up") / "practice.exodesk"
    make_practice(path, patients=120, today=DAY)
    noon = instant(DAY, time(12))
    return way_in.open_with_passphrase(path, PASSPHRASE, surroundings=Surroundings(clock=lambda: noon))


@pytest.mark.parametrize("days", [0, 17, 60])
def test_overdue_and_due_are_those_of_the_forecast_that_are_not_booked(made_up: RecordFile, days: int) -> None:
    """The due list comes to the same plans by another way: rules in Python over rows, one by one."""
    day = DAY + timedelta(days=days)
    noon = instant(day, time(12))
    made_up_then = way_in.open_with_passphrase(made_up.path, PASSPHRASE, surroundings=Surroundings(clock=lambda: noon))
    wanted = {row.plan.id: row.standing.state for row in due_list(made_up_then) if not row.standing.booked}
    found = {
        each.plan_id: each.standing.state
        for row in boosters(made_up_then)
        for each in (row.listed, *row.others)
        if each.standing.state in (State.DUE, State.OVERDUE)
    }
    first = {
        each.plan_id: each.standing.state for row in overdue_and_due(made_up_then) for each in (row.listed, *row.others)
    }
    made_up_then.close()
    assert wanted
    assert found == wanted == first


@pytest.mark.parametrize("sql", [booster_list.SQL, booster_list.SQL_ASKING])
def test_the_list_is_read_along_indexes(record: RecordFile, sql: str) -> None:
    day = record.today().isoformat()
    steps = [row["detail"] for row in record.read(f"EXPLAIN QUERY PLAN {sql}", [day, day])]
    tables = (
        "forecast",
        "plan",
        "patient",
        "chart",
        "person",
        "appointment",
        "call_attempt",
        "visit",
        "hold",
        "consent",
    )
    assert [step for step in steps if step.startswith(tuple(f"SCAN {table}" for table in tables))] == []
    assert any("forecast_lost_after (lost_after>?)" in step for step in steps)


@pytest.mark.parametrize("sql", [booster_list.SQL, booster_list.SQL_ASKING])
def test_a_few_calls_are_not_gone_through_for_each_plan(made_up: RecordFile, sql: str) -> None:
    """SQLite, which counts the rows of a record when it is closed, scans a small table or makes an index for it."""
    assert made_up.read("SELECT 1 FROM sqlite_stat1 WHERE tbl = 'call_attempt'")
    steps = [row["detail"] for row in made_up.read(f"EXPLAIN QUERY PLAN {sql}", [DAY.isoformat(), DAY.isoformat()])]
    of_calls = {step for step in steps if " call_attempt" in step}
    assert of_calls == {"SEARCH call_attempt USING INDEX call_attempt_patient (patient_id=?)"}


@pytest.mark.parametrize("names_the_plan", [True, False])
def test_who_is_booked_is_left_out_until_the_booking_falls(
    record: RecordFile, plan: Plan, names_the_plan: bool
) -> None:
    appointment = booked(record, plan, plan.id if names_the_plan else None)
    booking.book(record, appointment)
    assert boosters(record) == []
    booking.set_status(record, appointment.id, AppointmentStatus.NO_SHOW)
    assert the_row(record).group is Group.DUE


def test_a_booking_for_another_plan_leaves_this_one_on_the_list(record: RecordFile, plan: Plan) -> None:
    other = a_plan(record, plan.patient_id, side=plan.side.LEFT)
    booking.book(record, booked(record, plan, other.id))
    assert the_row(record).listed.plan_id == plan.id


def test_a_patient_has_one_row_that_names_the_rest(record: RecordFile, plan: Plan) -> None:
    a_plan(record, plan.patient_id, side=plan.side.LEFT, planned_on=record.today() + timedelta(days=10))
    row = the_row(record)
    assert (row.where, row.due, row.group) == ("Right knee and 1 more", "due 02-Sep-2026", Group.DUE)
    assert row.why.startswith("Due since 02-Sep-2026: booster 1")
    assert "Not asked for, and the scores do not tell." in row.why
    assert "Also left knee: due 20-Sep-2026." in row.why


def test_a_merged_chart_is_listed_as_the_one_that_counts(record: RecordFile, plan: Plan) -> None:
    other = a_patient(record, given_name="Alexander", mobile="555 0166")
    merge_patients(record, other, plan.patient_id, "One person")
    row = the_row(record)
    assert (row.patient.id, row.listed.phone) == (other, "555 0166")
    booking.book(record, booked(record, plan, None))
    assert boosters(record) == []


@pytest.mark.parametrize(
    ("where", "stays"), [("plan", False), ("place", False), ("person", False), ("elsewhere", True)]
)
def test_a_hold_with_an_end_hides_and_an_open_one_is_listed_for_review(
    record: RecordFile, plan: Plan, where: str, stays: bool
) -> None:
    scopes: dict[str, dict[str, object]] = {
        "plan": {"plan_id": plan.id},
        "place": {"site": plan.site, "side": plan.side},
        "person": {},
        "elsewhere": {"site": plan.site, "side": plan.side.LEFT},
    }
    today = record.today()
    hold = Hold(
        id=record.new_id(),
        patient_id=plan.patient_id,
        reason=HoldReason.OTHER,
        from_on=today,
        until_on=today + timedelta(days=7),
        **scopes[where],  # type: ignore[arg-type]
    )
    change = plan_acts.hold(record, hold)
    assert bool(boosters(record)) == stays
    assert change.undo
    change.undo(record)
    if not stays:
        plan_acts.hold(record, Hold(id=record.new_id(), patient_id=plan.patient_id, reason=HoldReason.OTHER,
                                    from_on=today, **scopes[where]))  # type: ignore[arg-type]  # fmt: skip
        assert (the_row(record).group, the_row(record).due) == (Group.SUSPENDED, "review 10-Oct-2026")


def test_a_plan_that_has_expired_is_renewed_first(record: RecordFile, plan: Plan) -> None:
    plans.edit_plan(record, replace(plan, valid_until=date(2026, 9, 1)))
    row = the_row(record)
    assert row.group is Group.RENEW
    assert "renew the plan first" in row.why


def test_the_number_is_the_one_that_is_called_elsewhere(record: RecordFile, plan: Plan) -> None:
    for kind, more in (
        (ContactKind.WORK, {}), (ContactKind.HOME, {}), (ContactKind.MOBILE, {"ended_on": record.today()}),
        (ContactKind.WORK, {"preferred": True}),
    ):  # fmt: skip
        contact = a_contact(record, plan.patient_id, kind=kind, value=f"555 01{len(kind)}{len(more)}", **more)
        add_contact(record, contact)
        found = phone_of(background.contacts(record, [plan.patient_id]))
        assert the_row(record).listed.phone == (found.value if found else "")
