"""What a call from a patient leads to: somebody waits, a plan is held, an injection is offered."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exodesk.core.asking import days_asked_about, questions_on
from exodesk.core.calendar import days_from
from exodesk.core.codes import Side
from exodesk.core.phone import flags_in_words, hold_after, last_at, phone_note_problems, waits, wants_seeing
from exodesk.core.records.contact import PhoneAct, PhoneNote, RedFlag, SafetyPoint
from exodesk.core.records.injection import Injection, InjectionStatus
from exodesk.core.sites import Site

TODAY = date(2026, 11, 23)


def note(**more: object) -> PhoneNote:
    usual: dict[str, object] = {"act": PhoneAct.REASSURED, "called_at": datetime(2026, 11, 23, 18, tzinfo=UTC)}
    return PhoneNote(id="n", patient_id="p", called_on=TODAY, **usual | more)  # type: ignore[arg-type]


def injection(name: str, day: int, side: Side = Side.RIGHT, **more: object) -> Injection:
    usual = {"entry_id": name, "visit_id": "v", "patient_id": "p", "site": Site.KNEE_JOINT, "side": side}
    return Injection(id=name, given_on=date(2026, 11, day), **usual | more)  # type: ignore[arg-type]


def problems(**more: object) -> list[str]:
    return [problem.field for problem in phone_note_problems(note(**more), TODAY)]


@pytest.mark.parametrize("act", list(PhoneAct))
def test_a_red_flag_waits_whatever_was_done_on_the_phone(act: PhoneAct) -> None:
    assert waits(note(act=act, red_flags=(RedFlag.FEVER,)))
    assert wants_seeing(note(act=act, red_flags=(RedFlag.FEVER,)))
    assert waits(note(act=act, flags_absent=(RedFlag.FEVER,))) == (act is not PhoneAct.REASSURED)


def test_what_was_done_is_said_and_a_call_back_has_its_day() -> None:
    assert problems() == []
    assert problems(act=None) == ["act"]
    assert problems(act=PhoneAct.CALL_BACK) == ["call_back_on"]
    assert problems(act=PhoneAct.CALL_BACK, call_back_on=TODAY) == []
    assert problems(act=PhoneAct.CALL_BACK, call_back_on=date(2026, 11, 22)) == ["call_back_on"]
    assert problems(site=Site.KNEE_JOINT) == ["side"]
    assert problems(site=Site.KNEE_JOINT, side=Side.MIDLINE) == ["side"]


def test_the_last_injection_of_the_joint_is_offered() -> None:
    given = [injection("1", 2), injection("2", 9, Side.LEFT), injection("3", 16, status=InjectionStatus.NOT_DONE)]
    assert [each.id for each in (last_at(given, None, None), last_at(given, Site.KNEE_JOINT, Side.RIGHT)) if each] == [
        "2",
        "1",
    ]
    assert last_at(given, Site.HIP_JOINT, Side.RIGHT) is None


def test_a_red_flag_asks_to_hold_the_plan_or_else_the_joint() -> None:
    worried = note(red_flags=(RedFlag.FEVER, RedFlag.NUMB), site=Site.KNEE_JOINT, side=Side.LEFT)
    of_plan, of_joint = hold_after(worried, "plan", "h"), hold_after(worried, None, "h")
    assert (of_plan.plan_id, of_plan.site, of_plan.until_on) == ("plan", None, None)
    assert (of_joint.plan_id, of_joint.site, of_joint.side) == (None, Site.KNEE_JOINT, Side.LEFT)
    assert of_plan.cause == "Phone note: fever, numbness"
    assert flags_in_words(note()) == ""


def test_questions_stand_on_the_list_around_their_day_and_are_late_after_it() -> None:
    listed = {point: [days for days in range(80) if point in asked_after(days)] for point in SafetyPoint}
    assert listed[SafetyPoint.FIRST_DAYS] == list(range(1, 11))
    assert listed[SafetyPoint.WEEK_6] == list(range(40, 64))
    (late,) = questions_on(date(2026, 11, 19), TODAY)
    (in_time,) = questions_on(date(2026, 11, 20), TODAY)
    assert (late.is_late(TODAY), in_time.is_late(TODAY)) == (True, False)


def asked_after(days: int) -> set[SafetyPoint]:
    injected_on = date.fromordinal(TODAY.toordinal() - days)
    assert days_from(injected_on, TODAY) == days
    return {question.point for question in questions_on(injected_on, TODAY)}


@given(st.integers(1, 100))
def test_only_days_in_these_stretches_are_asked_about(days: int) -> None:
    injected_on = TODAY - timedelta(days=days)
    inside = {point for point, first, last in days_asked_about(TODAY) if first <= injected_on <= last}
    assert inside == asked_after(days)
