"""The telephone of the made-up practice: questions asked after injections, calls about boosters, calls that come in."""

from datetime import date, timedelta

from exodesk.core.calendar import add_months
from exodesk.core.follow_up import safety_questions
from exodesk.core.records.contact import (
    CallAbout,
    CallAttempt,
    CallResult,
    PhoneAct,
    PhoneNote,
    RedFlag,
    SafetyAnswer,
    SafetyAnswerCode,
    SafetyPoint,
)
from exodesk.core.records.injection import Injection
from exodesk.core.records.plan import Plan
from exodesk.core.records.task import Task
from exodesk.demo.chronicle import Chronicle

_ASKED_IN_TIME, _CALLED, _WORRIED, _TASK = 0.97, 0.6, 0.7, 0.05
_RECENT = timedelta(days=60)
_AT_HAND = 100
"""Charts of whom something waits at the desk: as much in a large practice as in a small one."""

_ONE_DAY = timedelta(days=1)
_RESULTS = (CallResult.NO_ANSWER, CallResult.LEFT_WORD, CallResult.NO_ANSWER)
_TASKS = ("Send the report to the referring physician", "Ask for the images of the knee", "Call the pharmacy back")


def work_at_the_desk(told: Chronicle) -> None:
    """Everything of one patient, up to yesterday; what falls today is left for whoever looks around."""
    if told.patient.do_not_contact:
        return
    given = [each.injection for page in told.pages for each in page.injections]
    for day in sorted({each.given_on for each in given}):
        _ask_after(told, day)
    if given:
        _call_about_booster(told, given[-1])
    if told.patient.chart_no > _AT_HAND:
        return
    if given:
        _worry(told, given[-1])
    today = told.setting.today
    if told.draw.random() < _TASK:
        due_on = today - timedelta(days=told.draw.randrange(3))
        told.write(
            Task(
                id=told.new_id(),
                patient_id=told.patient.id,
                text=told.draw.choice(_TASKS),
                due_on=due_on,
                entered_on=due_on - _ONE_DAY,
            )
        )


def _ask_after(told: Chronicle, day: date) -> None:
    for point, window in zip(SafetyPoint, safety_questions(day), strict=True):
        if window.target > told.until or window.target >= told.setting.today or told.draw.random() > _ASKED_IN_TIME:
            continue
        told.write(
            SafetyAnswer(
                id=told.new_id(),
                patient_id=told.patient.id,
                injected_on=day,
                point=point,
                answer=SafetyAnswerCode.WELL,
                answered_at=told.entered_at(window.target),
                answered_on=window.target,
            )
        )


def _call_about_booster(told: Chronicle, last: Injection) -> None:
    """Up to two calls since a fixed booster has come due."""
    plans: list[Plan] = told.records[Plan]
    plan = next((each for each in plans if each.id == last.plan_id), None)
    if plan is None or plan.booster_months is None or plan.closed_on:
        return
    day = add_months(last.given_on, plan.booster_months) + timedelta(days=3)
    seen = told.pages[-1].visit.visited_on
    for result in _RESULTS[: told.draw.randrange(3)]:
        if seen < day < min(told.setting.today, told.until) and told.draw.random() < _CALLED:
            may_be_left = result is not CallResult.LEFT_WORD or not told.patient.no_voicemail
            told.write(
                CallAttempt(
                    id=told.new_id(),
                    patient_id=told.patient.id,
                    called_at=told.entered_at(day),
                    called_on=day,
                    about=CallAbout.BOOSTER,
                    result=result if may_be_left else CallResult.NO_ANSWER,
                )
            )
        day += timedelta(days=5)


def _worry(told: Chronicle, last: Injection) -> None:
    """Somebody sore after an injection of the last weeks is to be called back, now and then to be seen."""
    today = told.setting.today
    if not today - _RECENT <= last.given_on < today or told.draw.random() > _WORRIED:
        return
    is_hot = told.draw.random() < 0.3
    told.write(
        PhoneNote(
            id=told.new_id(),
            patient_id=told.patient.id,
            called_at=told.entered_at(today),
            called_on=today,
            who_called="Patient",
            site=last.site,
            side=last.side,
            injection_id=last.entry_id,
            said="Sore since the injection, more today.",
            red_flags=(RedFlag.HOT,) if is_hot else (),
            flags_absent=tuple(flag for flag in RedFlag if not (is_hot and flag is RedFlag.HOT)),
            advice="Rest; to call again at once with fever or if it gets worse.",
            act=PhoneAct.SEE_TODAY if is_hot else PhoneAct.CALL_BACK,
            call_back_on=None if is_hot else today,
            waits=True,
        )
    )
