"""What is taken back, and what stands in its way: the same entry changed since, or something that leans on it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from functools import partial

import pytest

from exodesk.core.changes import Change
from exodesk.core.dates import WallTime
from exodesk.core.errors import InvalidRecord
from exodesk.core.leaving import Leaving, Why
from exodesk.core.records.appointment import Appointment, AppointmentStatus, AppointmentType
from exodesk.core.records.contact import Contact
from exodesk.core.records.patient import Patient
from exodesk.core.records.plan import Hold, HoldReason, Plan, PlanActKind
from exodesk.core.records.task import Task
from exodesk.core.records.visit import Instrument, Visit, VisitKind
from exodesk.services import booking, drafts, plan_acts, practice_times, reach, scores
from exodesk.services.background import edit_condition, edit_consent
from exodesk.services.injections import give_injection, withdraw_injection
from exodesk.services.leaving import leave, take_back
from exodesk.services.patients import edit_patient
from exodesk.services.plans import add_plan, edit_plan
from exodesk.services.signing import sign_visit
from exodesk.services.stock import edit_lot
from exodesk.services.tasks import add_task, edit_task, finish_task
from exodesk.services.undoing import CannotUndo, Undoing
from exodesk.services.visits import save_visit
from exodesk.storage import appointments, background, patients, plans, stock, tasks, visits
from exodesk.storage import scores as stored_scores
from exodesk.storage.drafts import find as find_draft
from exodesk.storage.recordfile import RecordFile
from tests.factories import (
    a_consent,
    a_contact,
    a_lot,
    a_patient,
    a_plan,
    a_visit,
    an_appointment,
    an_injection,
    asked,
    drawn,
    give,
)

TODAY = date(2026, 3, 2)
NINE, TEN, ELEVEN = (WallTime(TODAY, time(hour)) for hour in (9, 10, 11))


class Person:
    """Who does one act after the other at one record."""

    def __init__(self, record: RecordFile) -> None:
        self.record = record
        self.undoing = Undoing(record)

    def does(self, operation: Callable[..., Change], *args: object, **named: object) -> Change:
        before = self.record.head()
        change = operation(self.record, *args, **named)
        self.undoing.note(change, before)
        return change

    def undoes(self, told: Change | None = None) -> None:
        assert self.undoing.take_back(told)

    def is_refused(self, told: Change) -> str:
        with pytest.raises(CannotUndo) as refused:
            self.undoing.take_back(told)
        return str(refused.value)


@pytest.fixture
def person(record: RecordFile) -> Person:
    return Person(record)


@pytest.fixture
def alex(record: RecordFile) -> str:
    return a_patient(record)


def a_task(record: RecordFile, patient_id: str | None = None, **more: object) -> Task:
    usual = {"text": "Call", "due_on": record.today(), "entered_on": record.today()}
    return Task(id=record.new_id(), patient_id=patient_id, **usual | more)  # type: ignore[arg-type]


def told(record: RecordFile, plan: Plan, visit: Visit) -> None:
    """A score of the plan, in that visit."""
    answers = {Instrument.PAIN_AVERAGE: Decimal(4)}
    scores.record_scores(record, plan.patient_id, answers, plan_id=plan.id, visit_id=visit.entry_id)


def status_of(record: RecordFile, booked: Appointment) -> AppointmentStatus:
    return appointments.get(record, booked.id).status


# Nothing stands in the way


def test_another_booking_of_the_same_patient_is_in_nobodys_way(person: Person, record: RecordFile, alex: str) -> None:
    first, second = an_appointment(record, alex, NINE), an_appointment(record, alex, TEN)
    told = person.does(booking.book, first)
    person.does(booking.book, second)
    person.does(booking.set_status, second.id, AppointmentStatus.CONFIRMED)
    person.undoes(told)
    assert status_of(record, first) is AppointmentStatus.CANCELLED
    assert status_of(record, second) is AppointmentStatus.CONFIRMED


def test_what_moves_a_forecast_does_not_stand_in_the_way_of_other_acts_that_do(
    person: Person, record: RecordFile, alex: str
) -> None:
    plan = a_plan(record, alex)
    told = person.does(plan_acts.snooze, plan.id, TODAY + timedelta(days=9))
    person.does(plan_acts.set_date, plan.id, TODAY + timedelta(days=30), "Asked for it")
    person.undoes(told)
    assert [each.kind for each in plans.acts_on(record, [plan.id])] == [PlanActKind.HAND_SET]


def test_whoever_was_booked_as_somebody_new_is_edited_and_the_booking_can_still_be_undone(
    person: Person, record: RecordFile
) -> None:
    new = Patient(id=record.new_id(), chart_no=0, family_name="Sample", given_name="Blair", entered_on=TODAY)
    booked = an_appointment(record, new.id, TEN)
    told = person.does(booking.book_newcomer, new, [], [booked])
    person.does(edit_patient, replace(patients.get(record, new.id), given_name="Blaire"))
    person.undoes(told)
    assert status_of(record, booked) is AppointmentStatus.CANCELLED
    assert patients.get(record, new.id).given_name == "Blaire"


def test_a_name_that_was_mended_does_not_lean_on_anything_of_that_patient(
    person: Person, record: RecordFile, alex: str
) -> None:
    told = person.does(edit_patient, replace(patients.get(record, alex), given_name="Alix"))
    person.does(booking.book, an_appointment(record, alex, TEN))
    give(record, a_plan(record, alex), a_lot(record))
    person.undoes(told)
    assert patients.get(record, alex).given_name == "Alex"


def test_the_words_of_a_visit_stay_and_the_undo_after_that_meets_the_act_before(
    person: Person, record: RecordFile, alex: str
) -> None:
    task, visit = a_task(record, alex), a_visit(record, alex)
    added = person.does(add_task, task)
    person.does(save_visit, replace(visit, reason="Knee", since_last="Walks again"))
    person.does(save_visit, replace(visit, reason="Knee", since_last="Walks again", exam="Warm"))
    with pytest.raises(CannotUndo, match=f"“Visit saved.” cannot be undone.*takes back “{added.said}”"):
        person.undoing.take_back()
    assert visits.in_force(record, visit.entry_id).since_last == "Walks again"
    assert tasks.get(record, task.id).withdrawn_on is None
    person.undoes()
    assert tasks.get(record, task.id).withdrawn_on == TODAY


def test_an_undo_after_a_dose_takes_no_scores_out_instead(person: Person, record: RecordFile, alex: str) -> None:
    plan, visit = a_plan(record, alex), a_visit(record, alex)
    answers = {Instrument.PAIN_NOW: Decimal(5)}
    person.does(scores.record_scores, alex, answers, plan_id=plan.id, visit_id=visit.entry_id)
    dose = an_injection(record, visit, plan, dose_reason="Asked for", no_consent_reason="None yet")
    source = drawn(record, a_lot(record), dose.volume_ul or 0)
    given = person.does(give_injection, dose, [source], asked(record))
    with pytest.raises(CannotUndo, match=f"“{given.said}” cannot be undone: it can only be changed by hand"):
        person.undoing.take_back()
    assert stored_scores.of_visit(record, visit.entry_id)


# The same entry was changed since


def test_the_same_entry_changed_since_is_named_and_undone_first(person: Person, record: RecordFile, alex: str) -> None:
    booked = an_appointment(record, alex, NINE)
    first = person.does(booking.book, booked)
    second = person.does(booking.move, booked.id, TEN)
    assert person.is_refused(first) == (
        f"“{first.said}” cannot be undone: “{second.said}” changed the same appointment since. "
        "Nothing was changed now. Undo that first."
    )
    assert appointments.get(record, booked.id).starts_at == TEN
    person.undoes()
    person.undoes(first)
    assert status_of(record, booked) is AppointmentStatus.CANCELLED


def test_what_was_changed_past_the_bar_stands_in_the_way_and_is_named_by_its_act(
    person: Person, record: RecordFile
) -> None:
    task = a_task(record)
    told = person.does(add_task, task)
    finish_task(record, task.id)
    refused = person.is_refused(told)
    assert "“change task” changed the same task since. Nothing was changed now. If it has to go" in refused
    assert tasks.get(record, task.id).done_on == TODAY


def test_an_entry_that_was_changed_and_changed_back_by_hand_stands_in_the_way(
    person: Person, record: RecordFile
) -> None:
    """What was said again by hand was said later."""
    task = a_task(record)
    add_task(record, task)
    told = person.does(edit_task, replace(task, text="Write"))
    edit_task(record, replace(task, text="Visit"))
    edit_task(record, replace(task, text="Write"))
    assert "changed the same task since" in person.is_refused(told)


def test_an_undo_that_did_not_bring_an_entry_back_leaves_earlier_acts_standing(
    person: Person, record: RecordFile
) -> None:
    task = a_task(record)
    add_task(record, task)
    first = person.does(edit_task, replace(task, text="Write"))
    elsewhere = partial(edit_task, task=replace(task, text="Neither"))
    person.does(lambda record: replace(edit_task(record, replace(task, text="Visit")), undo=elsewhere))
    person.undoes()
    assert "the task is not as it was left then" in person.is_refused(first)
    assert tasks.get(record, task.id).text == "Neither"


def test_a_booking_that_was_cancelled_by_hand_is_not_cancelled_once_more(
    person: Person, record: RecordFile, alex: str
) -> None:
    """Nothing would be written; but to undo the cancelling afterwards would bring back what was taken back."""
    booked = an_appointment(record, alex, NINE)
    made = person.does(booking.book, booked)
    cancelled = person.does(booking.cancel, booked.id)
    assert f"“{cancelled.said}” changed the same appointment since" in person.is_refused(made)


def test_an_act_that_was_refused_is_passed_over_by_the_next_undo(person: Person, record: RecordFile) -> None:
    one, other = a_task(record), a_task(record)
    person.does(add_task, one)
    person.does(add_task, other)
    finish_task(record, other.id)
    with pytest.raises(CannotUndo):
        person.undoing.take_back()
    person.undoes()
    assert tasks.get(record, one.id).withdrawn_on == TODAY
    assert person.undoing.take_back() is None


# Something leans on it


def test_a_plan_by_which_a_dose_was_given_stays_as_it_was_edited(person: Person, record: RecordFile, alex: str) -> None:
    plan = a_plan(record, alex)
    told = person.does(edit_plan, replace(plan, goal="Walk"))
    dose = give(record, plan, a_lot(record))
    assert "“give injection” came after it and builds on it" in person.is_refused(told)
    assert plans.get(record, plan.id).goal == "Walk"
    withdraw_injection(record, dose.entry_id, "Not given after all")
    person.undoes(told)
    assert plans.get(record, plan.id).goal is None


def released(person: Person, plan: Plan, **about: object) -> Change:
    held = Hold(
        id=person.record.new_id(),
        patient_id=plan.patient_id,
        from_on=TODAY - timedelta(days=3),
        reason=HoldReason.INFECTION,
        **about,  # type: ignore[arg-type]
    )
    plan_acts.hold(person.record, held)
    return person.does(plan_acts.release_hold, held.id, TODAY)


def test_a_hold_that_was_released_for_a_dose_is_not_put_back(person: Person, record: RecordFile, alex: str) -> None:
    plan = a_plan(record, alex)
    of_plan, of_patient = released(person, plan, plan_id=plan.id), released(person, plan)
    elsewhere = released(person, a_plan(record, alex), plan_id=a_plan(record, alex).id)
    give(record, plan, a_lot(record))
    for told in (of_plan, of_patient):
        assert "“give injection” came after it and builds on it" in person.is_refused(told)
    person.undoes(elsewhere)


def test_consent_lot_and_injection_stay_as_they_were_for_a_later_dose(
    person: Person, record: RecordFile, alex: str
) -> None:
    plan, lot, consent = a_plan(record, alex), a_lot(record), a_consent(record, alex)
    earlier = give(record, plan, lot)
    by_consent = person.does(edit_consent, replace(consent, sites_covered="Knees"))
    by_lot = person.does(edit_lot, replace(stock.lot(record, lot.id), code="EX26B"))
    by_injection = person.does(withdraw_injection, earlier.entry_id, "Into the wrong knee")
    person.does(edit_condition, replace(patients.condition(record, plan.condition_id), text="Arthritis"))
    give(record, plan, lot, consent_id=consent.id, no_consent_reason=None)
    for told in (by_consent, by_lot, by_injection):
        assert "“give injection” came after it and builds on it" in person.is_refused(told)
    person.undoes()
    assert patients.condition(record, plan.condition_id).text == "Osteoarthritis"


def test_a_condition_for_which_a_plan_was_made_stays_as_it_was_said(
    person: Person, record: RecordFile, alex: str
) -> None:
    plan = a_plan(record, alex)
    told = person.does(edit_condition, replace(patients.condition(record, plan.condition_id), text="Arthritis"))
    add_plan(record, replace(plan, id=record.new_id()))
    assert "“add plan” came after it and builds on it" in person.is_refused(told)


def test_a_booking_whose_visit_has_begun_stays_booked(person: Person, record: RecordFile, alex: str) -> None:
    booked = an_appointment(record, alex, TEN)
    made = person.does(booking.book, booked)
    begun = person.does(booking.start_booked, booked.id)
    assert f"“{begun.said}” changed the same appointment since" in person.is_refused(made)


def test_a_booking_whose_time_was_given_away_is_not_put_back(person: Person, record: RecordFile, alex: str) -> None:
    booked = an_appointment(record, alex, TEN)
    booking.book(record, booked)
    cancelled = person.does(booking.cancel, booked.id)
    other = an_appointment(record, a_patient(record, given_name="Blair"), TEN)
    taken = person.does(booking.book, other)
    assert f"“{taken.said}” came after it and takes its time, Mon 02-Mar-2026 10:00" in person.is_refused(cancelled)
    person.does(booking.move, other.id, ELEVEN)
    person.undoes(cancelled)
    assert status_of(record, booked) is AppointmentStatus.BOOKED


def test_a_booking_goes_back_beside_one_that_shared_its_time_before(
    person: Person, record: RecordFile, alex: str
) -> None:
    booked = an_appointment(record, alex, TEN)
    beside = an_appointment(record, a_patient(record, given_name="Blair"), TEN, overlap_reason="Brothers")
    booking.book_series(record, [booked])
    booking.book(record, beside)
    moved = person.does(booking.move, booked.id, ELEVEN)
    person.does(booking.set_status, beside.id, AppointmentStatus.CONFIRMED)
    person.undoes(moved)
    assert appointments.get(record, booked.id).starts_at == TEN


def test_a_type_as_which_somebody_is_booked_is_not_taken_back(person: Person, record: RecordFile, alex: str) -> None:
    kind = AppointmentType(id="new", name="Long consult", kind=VisitKind.CONSULT, minutes=60)
    told = person.does(practice_times.add_type, kind)
    change = person.does(booking.book, an_appointment(record, alex, TEN, type_id="new", type="Long consult"))
    assert f"“{change.said}” came after it and builds on it" in person.is_refused(told)
    person.undoes()
    person.undoes(told)
    assert appointments.type_(record, "new").removed_on == TODAY


# Rules of the acts themselves


def test_there_are_never_two_preferred_ways_to_reach_somebody(person: Person, record: RecordFile, alex: str) -> None:
    mobile = a_contact(record, alex, preferred=True)
    reach.add_contact(record, mobile)
    told = person.does(reach.edit_contact, replace(mobile, preferred=False))
    person.does(reach.add_contact, a_contact(record, alex, value="555 0111", preferred=True))
    with pytest.raises(InvalidRecord, match="Mobile 555 0111 is the preferred one now"):
        person.undoing.take_back(told)
    person.undoes()
    person.undoes(told)
    assert preferred(record, alex) == [mobile]


def preferred(record: RecordFile, patient_id: str) -> list[Contact]:
    return [each for each in background.contacts(record, [patient_id]) if each.preferred]


def test_whoever_came_back_and_is_booked_does_not_leave_again_by_an_undo(
    person: Person, record: RecordFile, alex: str
) -> None:
    leave(record, alex, Leaving(why=Why.MOVED, on=TODAY))
    told = person.does(take_back, alex, Why.MOVED)
    booked = person.does(booking.book, an_appointment(record, alex, TEN))
    plan = a_plan(record, alex)
    with pytest.raises(
        InvalidRecord, match=r"is booked for .*10:00. Cancel that first. The plan for right knee is open"
    ):
        person.undoing.take_back(told)
    assert patients.get(record, alex).moved_on is None
    person.undoes(booked)
    edit_plan(record, replace(plan, closed_on=TODAY, closed_reason="Done"))
    person.undoes(told)
    assert patients.get(record, alex).moved_on == TODAY


def test_a_score_that_was_taken_out_before_its_visit_was_signed_stays_out(
    person: Person, record: RecordFile, alex: str
) -> None:
    plan, visit = a_plan(record, alex), a_visit(record, alex, VisitKind.CONSULT)
    told(record, plan, visit)
    (score,) = stored_scores.of_visit(record, visit.entry_id)
    taken_out = person.does(scores.withdraw_scores, [score.entry_id])
    sign_visit(record, visit.entry_id)
    with pytest.raises(InvalidRecord, match="This visit is signed"):
        person.undoing.take_back(taken_out)


def test_a_draft_does_not_come_back_over_a_newer_one(person: Person, record: RecordFile, alex: str) -> None:
    def keep(text: str) -> None:
        drafts.keep_draft(record, "task", "", {"text": text}, patient_id=None, base_unit=record.head().unit)

    keep("Call")
    old = find_draft(record, "task", "")
    assert old
    told = person.does(drafts.let_draft_go, old, "Task")
    keep("Write")
    with pytest.raises(InvalidRecord, match="Something newer was typed there since"):
        person.undoing.take_back(told)
    now = find_draft(record, "task", "")
    assert now
    assert now.typed == {"text": "Write"}
