"""What went wrong after an injection: recorded, mended and taken back as evidence, with the hold that it makes."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given

from exodesk.core.adverse_events import alert, duration, event_problems, hold_of
from exodesk.core.booster import State
from exodesk.core.codes import Side
from exodesk.core.errors import InvalidRecord
from exodesk.core.records.adverse_event import ActionTaken, AdverseEvent, AdverseTerm, Grade
from exodesk.core.records.injection import Injection
from exodesk.core.records.plan import HoldReason, Plan
from exodesk.core.sites import Site
from exodesk.queries import history
from exodesk.queries.chart import read_chart
from exodesk.queries.soundness import findings
from exodesk.services.adverse_events import amend_adverse_event, record_adverse_event, withdraw_adverse_event
from exodesk.services.plan_acts import release_hold
from exodesk.storage import adverse_events, plans
from exodesk.storage.recordfile import RecordFile
from tests.any_record import a_record
from tests.factories import START, Clock, a_lot, a_patient, a_plan, an_event, give

DAY = date(2026, 3, 2)
RULES = (
    ({"grade": Grade.MILD}, None, False),
    ({"grade": Grade.MILD, "other_important": True}, HoldReason.ADVERSE_EVENT, True),
    ({"grade": Grade.MODERATE, "action": ActionTaken.TREATED}, None, False),
    ({"grade": Grade.MODERATE, "action": ActionTaken.HOLD}, HoldReason.ADVERSE_EVENT, False),
    ({"grade": Grade.SEVERE}, HoldReason.ADVERSE_EVENT, True),
    ({"grade": Grade.LIFE_THREATENING}, HoldReason.CONTRAINDICATION, True),
    ({"grade": Grade.DEATH, "death": True}, HoldReason.CONTRAINDICATION, True),
    ({"grade": Grade.MODERATE, "term": AdverseTerm.ANAPHYLAXIS}, HoldReason.CONTRAINDICATION, True),
)


@pytest.fixture
def plan(record: RecordFile) -> Plan:
    return a_plan(record, a_patient(record))


@pytest.fixture
def injection(record: RecordFile, plan: Plan) -> Injection:
    return give(record, plan, a_lot(record), sign=True)


@pytest.fixture
def injected(record: RecordFile, injection: Injection) -> tuple[RecordFile, Injection]:
    return record, injection


def noted(record: RecordFile, injection: Injection, **values: object) -> str:
    """An event after an injection, written down; its id."""
    event = an_event(record, injection.patient_id, **values)
    return str(record_adverse_event(record, event, [injection.entry_id]).record_id)


@pytest.mark.parametrize(("values", "reason", "of_everything"), RULES)
def test_what_is_severe_or_serious_holds_the_plan_at_once(
    injected: tuple[RecordFile, Injection], values: dict[str, object], reason: HoldReason | None, of_everything: bool
) -> None:
    record, injection = injected
    event = adverse_events.get(record, noted(record, injection, **values))
    state = read_chart(record, injection.patient_id).plans[0].standing.state
    if reason is None:
        assert event.hold_id is None
        assert state is State.MONITORING
        return
    hold = plans.hold(record, event.hold_id or "")
    assert (hold.reason, hold.site is None, hold.until_on) == (reason, of_everything, None)
    assert state is (State.CONTRAINDICATED if reason is HoldReason.CONTRAINDICATION else State.SUSPENDED)


def test_a_joint_that_is_held_leaves_the_others_alone(record: RecordFile, plan: Plan, injection: Injection) -> None:
    other = a_plan(record, plan.patient_id, side=Side.LEFT)
    noted(record, injection, grade=Grade.MODERATE, action=ActionTaken.HOLD, ended_on=record.today())
    states = {view.plan.id: view.holds for view in read_chart(record, plan.patient_id).plans}
    assert len(states[plan.id]) == 1
    assert states[plan.id][0].until_on == record.today()
    assert states[other.id] == ()


def test_an_amendment_takes_a_reason_and_the_trail_keeps_what_it_said(record: RecordFile, injection: Injection) -> None:
    event_id = noted(record, injection, grade=Grade.MILD)
    event = adverse_events.get(record, event_id)
    after = replace(event, grade=Grade.SEVERE)
    with pytest.raises(InvalidRecord, match="reason"):
        amend_adverse_event(record, after, [injection.entry_id], "")
    amend_adverse_event(record, after, [injection.entry_id], "Went to hospital the same night")
    told = history.of_adverse_event(record, event_id)
    assert [each.operation for each in told] == ["Amend adverse event", "Record adverse event"]
    assert told[0].reason == "Went to hospital the same night"
    grade = next(field for each in told[0].records for field in each.fields if field.label == "Grade")
    assert (grade.before, grade.after) == (Grade.MILD.label, Grade.SEVERE.label)
    suspected = next(each for each in told[1].records if each.what == "Suspected")
    assert suspected.fields[0].after == "02-Mar-2026, Right knee"
    assert findings(record) == []


def test_what_was_entered_in_error_counts_no_more_and_neither_does_its_hold(
    record: RecordFile, plan: Plan, injection: Injection
) -> None:
    event_id = noted(record, injection, grade=Grade.SEVERE)
    with pytest.raises(InvalidRecord):
        withdraw_adverse_event(record, event_id, None)
    withdraw_adverse_event(record, event_id, "Another patient’s")
    chart = read_chart(record, plan.patient_id)
    assert chart.adverse_events == ()
    assert chart.plans[0].holds == ()
    assert adverse_events.get(record, event_id).withdrawn_on == record.today()


def test_a_hold_follows_its_event_until_somebody_mends_it(
    record: RecordFile, clock: Clock, plan: Plan, injection: Injection
) -> None:
    event_id = noted(record, injection, grade=Grade.SEVERE)
    first = adverse_events.get(record, event_id)
    amend_adverse_event(record, replace(first, grade=Grade.MILD), [injection.entry_id], "Was milder")
    assert read_chart(record, plan.patient_id).plans[0].holds == ()
    amend_adverse_event(record, first, [injection.entry_id], "It was not")
    (hold,) = read_chart(record, plan.patient_id).plans[0].holds
    clock.go_to(DAY + timedelta(days=9))
    release_hold(record, hold.id, record.today())
    again = replace(adverse_events.get(record, event_id), text="Went home")
    amend_adverse_event(record, again, [injection.entry_id], "More is known")
    (kept,) = read_chart(record, plan.patient_id).plans[0].holds
    assert kept.until_on == DAY + timedelta(days=9)


def test_an_injection_that_is_suspected_no_more_is_taken_off(
    record: RecordFile, plan: Plan, injection: Injection
) -> None:
    second = give(record, plan, a_lot(record, code="EX26B"))
    event = an_event(record, plan.patient_id)
    both = [injection.entry_id, second.entry_id]
    record_adverse_event(record, event, both)
    amend_adverse_event(record, adverse_events.get(record, event.id), both[1:], "The first was weeks before")
    (view,) = read_chart(record, plan.patient_id).adverse_events
    assert view.injection_ids == (second.entry_id,)
    amend_adverse_event(record, adverse_events.get(record, event.id), both, "Both after all")
    (view,) = read_chart(record, plan.patient_id).adverse_events
    assert set(view.injection_ids) == set(both)


def test_an_injection_of_somebody_else_is_refused(record: RecordFile, injection: Injection) -> None:
    event = an_event(record, a_patient(record, given_name="Blair"))
    with pytest.raises(ValueError, match="two different patients"):
        record_adverse_event(record, event, [injection.entry_id])


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"term": AdverseTerm.OTHER}, "term_text"),
        ({"began_on": DAY - timedelta(days=1)}, "began_on"),
        ({"ended_on": DAY - timedelta(days=1)}, "ended_on"),
        ({"began_at": time(10), "ended_on": DAY, "ended_at": time(9)}, "ended_at"),
        ({"ended_at": time(9)}, "ended_on"),
        ({"death": True}, "grade"),
        ({"grade": Grade.DEATH}, "death"),
        ({"report_no": "1"}, "reported_on"),
    ],
)
def test_what_cannot_be_so_is_told_at_its_field(injection: Injection, values: dict[str, object], field: str) -> None:
    usual = {"id": "e", "patient_id": injection.patient_id, "term": AdverseTerm.SWELLING, "grade": Grade.MILD}
    event = AdverseEvent(**usual | {"began_on": DAY, "entered_at": START} | values)  # type: ignore[arg-type]
    assert [problem.field for problem in event_problems(event, [injection])] == [field]


@given(event=a_record(AdverseEvent))
def test_an_event_without_harm_to_life_never_contraindicates(event: AdverseEvent) -> None:
    """And whatever is severe or serious always holds."""
    hold = hold_of(event, (), "h")
    severe = event.grade.number >= 3
    if severe or event.hospitalised or event.death or event.disability:
        assert hold is not None
        assert hold.until_on is None
    if event.grade.number <= 3 and event.term is not AdverseTerm.ANAPHYLAXIS:
        assert hold is None or hold.reason is HoldReason.ADVERSE_EVENT


def test_a_duration_counts_both_ends() -> None:
    event = AdverseEvent(
        id="e", patient_id="p", term=AdverseTerm.FLARE, began_on=DAY, grade=Grade.MILD, entered_at=START
    )
    assert duration(event, DAY) == "lasting, since today"
    assert duration(event, DAY + timedelta(days=2)) == "lasting, 3 days so far"
    assert duration(replace(event, ended_on=DAY), DAY) == "1 day"
    assert duration(replace(event, ended_on=DAY + timedelta(days=1)), DAY) == "2 days"


def test_a_site_is_held_only_when_all_suspects_share_it(injection: Injection) -> None:
    event = AdverseEvent(
        id="e", patient_id="p", term=AdverseTerm.FLARE, began_on=DAY, grade=Grade.MODERATE, entered_at=START,
        action=ActionTaken.HOLD,
    )  # fmt: skip
    elsewhere = replace(injection, site=Site.HIP_JOINT)
    one, two = hold_of(event, [injection], "h"), hold_of(event, [injection, elsewhere], "h")
    assert one
    assert two
    assert (one.site, one.side) == (injection.site, injection.side)
    assert (two.site, two.side) == (None, None)


@pytest.mark.parametrize(
    ("values", "days", "told"),
    [
        ({"grade": Grade.MODERATE}, 3, ""),
        ({"grade": Grade.SEVERE}, 3, "Flare, grade 3, lasting, not reported"),
        ({"grade": Grade.SEVERE}, 7, "Flare, grade 3, lasting, not reported after 7 days"),
        ({"grade": Grade.SEVERE, "ended_on": DAY}, 20, "Flare, grade 3, not reported after 20 days"),
        ({"grade": Grade.MILD, "hospitalised": True, "reported_on": DAY}, 20, "Flare, grade 1, lasting"),
        ({"grade": Grade.SEVERE, "ended_on": DAY, "reported_on": DAY}, 20, ""),
    ],
)
def test_a_grave_event_is_shown_until_it_is_over_and_reported(values: dict[str, object], days: int, told: str) -> None:
    usual = {"id": "e", "patient_id": "p", "term": AdverseTerm.FLARE, "began_on": DAY, "entered_at": START}
    event = AdverseEvent(**usual | values)  # type: ignore[arg-type]
    assert alert(event, DAY + timedelta(days=days)) == told
