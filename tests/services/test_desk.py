"""What is done at the desk: calls, phone notes with their hold, tasks, safety questions; each with its way back."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from exodesk.core.booster import State
from exodesk.core.changes import Change
from exodesk.core.errors import InvalidRecord
from exodesk.core.leaving import Leaving, Why
from exodesk.core.phone import hold_after
from exodesk.core.records.contact import (
    CallAbout,
    CallAttempt,
    CallResult,
    PhoneAct,
    PhoneNote,
    RedFlag,
    SafetyAnswerCode,
    SafetyPoint,
)
from exodesk.core.records.list_rules import ListRules
from exodesk.core.records.plan import BoosterRule, LotAnswerWhat, Measure, Plan, PlanKind
from exodesk.core.records.rules import USUAL_RULES
from exodesk.core.records.task import Task
from exodesk.core.to_book import Group
from exodesk.queries.boosters import BoosterRow, boosters
from exodesk.queries.chart import read_chart
from exodesk.queries.soundness import findings
from exodesk.queries.to_do import ToAsk, to_do
from exodesk.services import contact, phone_notes, plan_acts, safety_questions, tasks
from exodesk.services.clinic import save_list_rules, save_rules
from exodesk.services.leaving import leave
from exodesk.services.patients import edit_patient, merge_patients, unmerge_patient
from exodesk.services.plans import edit_plan
from exodesk.services.reach import add_contact
from exodesk.storage import patients
from exodesk.storage import tasks as stored_tasks
from exodesk.storage.driver import Row
from exodesk.storage.recordfile import RecordFile
from tests.factories import START, Clock, a_consent, a_contact, a_lot, a_patient, a_plan, give, recall_lot, score

DOSE_DAY = START.date()
NEXT = timedelta(days=1)


@pytest.fixture
def plan(record: RecordFile) -> Plan:
    """A dose given today, and a booster after six months."""
    patient_id = a_patient(record, mobile="555 0123")
    a_consent(record, patient_id)
    made = a_plan(record, patient_id, booster=BoosterRule.FIXED, booster_months=6)
    give(record, made, a_lot(record))
    return made


def a_note(record: RecordFile, patient_id: str, **more: Any) -> PhoneNote:
    usual: dict[str, Any] = {"act": PhoneAct.REASSURED, "called_at": record.now(), "called_on": record.today()}
    return PhoneNote(id=record.new_id(), patient_id=patient_id, **usual | more)


def a_call(
    record: RecordFile, patient_id: str, result: CallResult, about: CallAbout = CallAbout.BOOSTER
) -> CallAttempt:
    now, today = record.now(), record.today()
    return CallAttempt(
        id=record.new_id(), patient_id=patient_id, called_at=now, called_on=today, about=about, result=result
    )


def the_row(record: RecordFile) -> BoosterRow:
    (row,) = boosters(record)
    return row


def the_question(record: RecordFile) -> ToAsk:
    (asked,) = to_do(record).questions
    return asked


def undone(record: RecordFile, change: Change) -> Change:
    assert change.undo
    return change.undo(record)


# Phone notes


def test_a_worried_call_waits_and_holds_the_plan_and_is_undone_as_one(record: RecordFile, plan: Plan) -> None:
    note = a_note(record, plan.patient_id, red_flags=(RedFlag.HOT,), act=PhoneAct.SEE_TODAY)
    hold = hold_after(note, plan.id, record.new_id())
    change = phone_notes.add_phone_note(record, note, hold=hold)
    assert change.said == "Phone note added, plan on hold."
    (waiting,) = to_do(record).notes
    assert (waiting.note.id, waiting.patient.id, waiting.phone) == (note.id, plan.patient_id, "555 0123")
    assert read_chart(record, plan.patient_id).plans[0].standing.state is State.SUSPENDED
    back = undone(record, change)
    assert to_do(record).notes == ()
    assert read_chart(record, plan.patient_id).plans[0].standing.state is not State.SUSPENDED
    undone(record, back)
    assert len(to_do(record).notes) == 1
    assert read_chart(record, plan.patient_id).plans[0].standing.state is State.SUSPENDED


def test_a_note_waits_until_it_is_settled(record: RecordFile, plan: Plan) -> None:
    note = a_note(record, plan.patient_id, act=PhoneAct.CALL_BACK, call_back_on=record.today() + NEXT)
    phone_notes.add_phone_note(record, note)
    change = phone_notes.settle_phone_note(record, note.id)
    assert to_do(record).notes == ()
    undone(record, change)
    assert len(to_do(record).notes) == 1


def test_who_was_reassured_waits_for_nothing(record: RecordFile, plan: Plan) -> None:
    phone_notes.add_phone_note(record, a_note(record, plan.patient_id))
    assert to_do(record).notes == ()


def test_a_note_says_what_was_done(record: RecordFile, plan: Plan) -> None:
    with pytest.raises(InvalidRecord, match="Choose what was done"):
        phone_notes.add_phone_note(record, a_note(record, plan.patient_id, act=None))
    with pytest.raises(InvalidRecord, match="cannot lie ahead"):
        phone_notes.add_phone_note(record, a_note(record, plan.patient_id, called_at=record.now() + NEXT))


def test_a_note_belongs_to_an_injection_of_the_same_person(record: RecordFile, plan: Plan) -> None:
    other = a_patient(record, given_name="Blair")
    injection = read_chart(record, plan.patient_id).injections[0].injection
    with pytest.raises(ValueError, match="two different patients"):
        phone_notes.add_phone_note(record, a_note(record, other, injection_id=injection.entry_id))


def test_charts_that_a_note_joins_are_not_parted(record: RecordFile, plan: Plan) -> None:
    other = a_patient(record, given_name="Alexander")
    merge_patients(record, other, plan.patient_id, "One person")
    injection = read_chart(record, other).injections[0].injection
    phone_notes.add_phone_note(record, a_note(record, other, injection_id=injection.entry_id))
    with pytest.raises(InvalidRecord, match="joins both charts"):
        unmerge_patient(record, plan.patient_id)


# Tasks


def test_a_task_stands_from_its_day_until_it_is_done(record: RecordFile, clock: Clock) -> None:
    today = record.today()
    task = Task(id=record.new_id(), text="Order needles", due_on=today + NEXT, entered_on=today)
    tasks.add_task(record, task)
    assert to_do(record).tasks == ()
    clock.pass_by(days=3)
    assert [each.task.text for each in to_do(record).tasks] == ["Order needles"]
    change = tasks.finish_task(record, task.id)
    assert to_do(record).tasks == ()
    undone(record, change)
    assert len(to_do(record).tasks) == 1


def test_a_task_said_otherwise_stays_done(record: RecordFile) -> None:
    """What somebody sees of it may be older than what was done with it."""
    today = record.today()
    task = Task(id=record.new_id(), text="Order needles", due_on=today, entered_on=today)
    tasks.add_task(record, task)
    tasks.finish_task(record, task.id)
    tasks.edit_task(record, replace(task, due_on=today + NEXT))
    assert stored_tasks.get(record, task.id) == replace(task, due_on=today + NEXT, done_on=today)


def test_a_task_has_words(record: RecordFile) -> None:
    today = record.today()
    with pytest.raises(InvalidRecord, match="Say what is to be done"):
        tasks.add_task(record, Task(id=record.new_id(), text="", due_on=today, entered_on=today))


# Safety questions


def test_one_question_a_patient_and_day_until_it_is_answered(record: RecordFile, plan: Plan, clock: Clock) -> None:
    other = a_plan(record, plan.patient_id, side=plan.side.LEFT)
    give(record, other, a_lot(record, code="EX26B"))
    assert to_do(record).questions == ()
    clock.pass_by(days=1)
    asked = the_question(record)
    assert (asked.places, asked.injected_on) == (("Right knee", "Left knee"), DOSE_DAY)
    assert asked.question.point is SafetyPoint.FIRST_DAYS
    change = safety_questions.answer_well(record, asked.patient.id, asked.injected_on, asked.question.point)
    assert to_do(record).questions == ()
    undone(record, change)
    assert the_question(record).question.point is SafetyPoint.FIRST_DAYS
    clock.pass_by(days=40)
    assert the_question(record).question.point is SafetyPoint.WEEK_6


def test_not_well_is_answered_with_its_phone_note(record: RecordFile, plan: Plan, clock: Clock) -> None:
    clock.pass_by(days=2)
    asked = the_question(record)
    answer = safety_questions.new_answer(
        record, asked.patient.id, asked.injected_on, asked.question.point, SafetyAnswerCode.NOT_WELL
    )
    change = phone_notes.add_phone_note(record, a_note(record, plan.patient_id), answer=answer)
    assert to_do(record).questions == ()
    undone(record, change)
    assert the_question(record).question.point is SafetyPoint.FIRST_DAYS


def test_an_answer_counts_after_charts_were_merged(record: RecordFile, plan: Plan, clock: Clock) -> None:
    clock.pass_by(days=1)
    asked = the_question(record)
    safety_questions.answer_well(record, asked.patient.id, asked.injected_on, asked.question.point)
    other = a_patient(record, given_name="Alexander")
    merge_patients(record, other, plan.patient_id, "One person")
    assert to_do(record).questions == ()


def test_nobody_is_asked_who_asked_not_to_be(record: RecordFile, plan: Plan, clock: Clock) -> None:
    clock.pass_by(days=1)
    leave(record, plan.patient_id, Leaving(why=Why.DO_NOT_CONTACT, on=record.today()))
    assert to_do(record).questions == ()


# Calls about a booster


def test_calls_are_counted_until_somebody_is_reached(record: RecordFile, plan: Plan, clock: Clock) -> None:
    clock.go_to(date(2026, 9, 10))
    assert (the_row(record).group, the_row(record).tried) == (Group.DUE, "")
    for number, result in enumerate((CallResult.NO_ANSWER, CallResult.LEFT_WORD, CallResult.WRONG_NUMBER), start=1):
        change = contact.log_call(record, a_call(record, plan.patient_id, result))
        assert the_row(record).listed.tries.count == number
        clock.pass_by(minutes=1)
    assert change.said == "Noted: call about the booster, wrong number."
    assert (the_row(record).tried, the_row(record).next_try) == ("3 of 3 · wrong number 10-Sep-2026", "Write a letter.")
    undone(record, change)
    assert the_row(record).tried == "2 of 3 · left word 10-Sep-2026"
    contact.log_call(record, a_call(record, plan.patient_id, CallResult.REACHED))
    assert the_row(record).tried == "reached 10-Sep-2026"


def test_a_letter_is_no_call_and_ends_the_asking_for_one(record: RecordFile, plan: Plan, clock: Clock) -> None:
    clock.go_to(date(2026, 9, 10))
    save_list_rules(record, ListRules(most_attempts=1))
    contact.log_call(record, a_call(record, plan.patient_id, CallResult.NO_ANSWER))
    assert the_row(record).next_try == "Write a letter."
    clock.pass_by(minutes=1)
    letter = contact.log_call(record, a_call(record, plan.patient_id, CallResult.LETTER))
    assert letter.said == "Noted: letter about the booster."
    assert (the_row(record).tried, the_row(record).next_try) == ("1 of 1 · letter written 10-Sep-2026", "")


def test_only_who_was_reached_is_lost_later(record: RecordFile, plan: Plan, clock: Clock) -> None:
    clock.go_to(date(2026, 12, 28))
    assert the_row(record).group is Group.OVERDUE
    contact.log_call(record, a_call(record, plan.patient_id, CallResult.NO_ANSWER))
    clock.go_to(date(2027, 1, 20))
    assert the_row(record).group is Group.LOST
    contact.log_call(record, a_call(record, plan.patient_id, CallResult.REACHED))
    assert the_row(record).group is Group.OVERDUE


def test_no_word_is_left_with_who_wants_no_voicemail(record: RecordFile, plan: Plan) -> None:
    patient = patients.get(record, plan.patient_id)
    edit_patient(record, replace(patient, no_voicemail=True))
    with pytest.raises(InvalidRecord, match="leave no word"):
        contact.log_call(record, a_call(record, plan.patient_id, CallResult.LEFT_WORD))
    contact.log_call(record, a_call(record, plan.patient_id, CallResult.NO_ANSWER))


@pytest.mark.parametrize("result", [CallResult.NO_ANSWER, CallResult.LETTER])
def test_who_asked_not_to_be_contacted_is_neither_called_nor_written_to(
    record: RecordFile, plan: Plan, clock: Clock, result: CallResult
) -> None:
    clock.go_to(date(2026, 9, 10))
    leave(record, plan.patient_id, Leaving(why=Why.DO_NOT_CONTACT, on=record.today()))
    assert the_row(record).no_contact == "Asked not to be contacted."
    with pytest.raises(InvalidRecord, match="Asked not to be contacted"):
        contact.log_call(record, a_call(record, plan.patient_id, result))


def test_the_list_shows_the_number_to_call_and_leaves_out_who_is_hidden(
    record: RecordFile, plan: Plan, clock: Clock
) -> None:
    clock.go_to(date(2026, 9, 10))
    assert the_row(record).listed.phone == "555 0123"
    add_contact(record, a_contact(record, plan.patient_id, value="555 0177", preferred=True))
    assert the_row(record).listed.phone == "555 0177"
    plan_acts.snooze(record, plan.id, record.today() + NEXT)
    assert boosters(record) == []
    clock.pass_by(days=1)
    assert the_row(record).group is Group.DUE


# Scores


def test_a_score_is_asked_for_from_its_day_until_its_window_closes(
    record: RecordFile, plan: Plan, clock: Clock
) -> None:
    listed = []
    for days in range(1, 160):
        clock.go_to(DOSE_DAY + timedelta(days=days))
        listed += [(days, asked.point.label) for asked in to_do(record).scores]
    assert listed == [*((days, "week 6") for days in range(42, 57)), *((days, "month 4") for days in range(112, 141))]


def test_a_score_in_the_window_answers_it_and_so_does_a_booking(record: RecordFile, plan: Plan, clock: Clock) -> None:
    clock.go_to(DOSE_DAY + timedelta(days=115))
    (asked,) = to_do(record).scores
    assert (asked.where, asked.phone, asked.point.target) == ("Right knee", "555 0123", DOSE_DAY + timedelta(days=112))
    score(record, plan, 3, on=DOSE_DAY + timedelta(days=95))
    assert to_do(record).scores == ()


def test_a_series_is_asked_after_its_last_dose(record: RecordFile, clock: Clock) -> None:
    series = a_plan(record, a_patient(record), kind=PlanKind.SERIES, doses=2, interval_weeks=4)
    lot = a_lot(record)
    give(record, series, lot)
    clock.pass_by(days=28)
    give(record, series, lot)
    clock.pass_by(days=30)
    assert to_do(record).scores == ()
    clock.pass_by(days=12)
    assert [asked.point.label for asked in to_do(record).scores] == ["week 6"]


def test_the_year_begins_with_the_dose_that_counts(record: RecordFile, clock: Clock) -> None:
    """One from a recalled lot that is to be repeated completes nothing; the one in its place does."""
    single = a_plan(record, a_patient(record))
    recalled = a_lot(record)
    dose = give(record, single, recalled)
    recall_lot(record, recalled.id, record.today())
    plan_acts.answer_lot(record, dose.entry_id, LotAnswerWhat.REPEAT, record.today(), "Maker's letter")
    clock.pass_by(days=45)
    assert to_do(record).scores == ()
    again = record.today()
    give(record, single, a_lot(record))
    clock.pass_by(days=45)
    (asked,) = to_do(record).scores
    assert asked.point.target == again + timedelta(days=42)


@pytest.mark.parametrize(
    "change", [{"closed_on": DOSE_DAY, "closed_reason": "Moved"}, {"deciding_measure": Measure.NONE}]
)
def test_a_plan_that_is_closed_or_measures_nothing_asks_for_no_score(
    record: RecordFile, plan: Plan, clock: Clock, change: dict[str, Any]
) -> None:
    clock.go_to(DOSE_DAY + timedelta(days=45))
    assert to_do(record).scores
    back = edit_plan(record, replace(plan, **change))
    assert to_do(record).scores == ()
    undone(record, back)
    assert to_do(record).scores


def test_other_figures_of_the_practice_move_the_points(record: RecordFile, plan: Plan, clock: Clock) -> None:
    rules = save_rules(record, replace(USUAL_RULES, decision_target_day=119))
    clock.go_to(DOSE_DAY + timedelta(days=115))
    assert to_do(record).scores == ()
    undone(record, rules)
    assert [asked.point.label for asked in to_do(record).scores] == ["month 4"]


def test_a_stored_point_that_follows_from_nothing_is_found(record: RecordFile, plan: Plan) -> None:
    assert findings(record) == []
    with record.write("spoil") as rows:
        rows.delete("unscored_point", "plan_id = ? AND label = 'week 6'", [plan.id])
    assert [found.code for found in findings(record)] == ["forecast"]


def test_what_is_asked_is_read_along_indexes(record: RecordFile, plan: Plan) -> None:
    """Whoever was asked long ago is not looked at: neither injections nor points are gone through."""
    asked: list[tuple[str, Any]] = []
    read = record.read

    def note(sql: str, values: Any = ()) -> list[Row]:
        asked.append((sql, values))
        return read(sql, values)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(record, "read", note)
        to_do(record)
    steps = [row["detail"] for sql, values in asked for row in record.read(f"EXPLAIN QUERY PLAN {sql}", values)]
    assert [step for step in steps if step.startswith(("SCAN injection", "SCAN point", "SCAN safety_answer"))] == []
    assert any("unscored_point_target (target_on>? AND target_on<?)" in step for step in steps)
    assert any("injection_given (given_on>? AND given_on<?)" in step for step in steps)
