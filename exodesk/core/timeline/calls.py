"""Calls on the timeline, beside the visits: those that came, tries to reach the patient, and safety questions.

A call about a joint stands with the plan of that joint.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from exodesk.core.chart import Chart
from exodesk.core.dates import show_date, show_time
from exodesk.core.records.contact import CallAttempt, CallResult, PhoneNote, RedFlag, SafetyAnswer
from exodesk.core.timeline.entries import Entry, Kind, Lane, Mark


def call(note: PhoneNote, chart: Chart) -> Entry:
    """An entry such as `14:10 Phone note: fever; see today. Told to come in`."""
    flags = ", ".join(RedFlag(flag).label.lower() for flag in note.red_flags)
    parts = [part for part in (flags, note.act.label.lower() if note.act else "") if part]
    told = "; ".join(parts)
    words = " ".join((note.said or note.advice or "").split())
    text = "Phone note" + (f": {told}" if told else "") + (f". {words}" if words else "")
    return Entry(
        kind=Kind.PHONE_NOTE,
        id=note.id,
        opens=Kind.PHONE_NOTE,
        on=note.called_on,
        text=f"{_clock(note.called_at, chart.zone)} {text}",
        lane=Lane.VISITS,
        mark=Mark.CALL,
        hint="Call",
        plan_id=_plan_of(note, chart),
    )


def attempt(tried: CallAttempt, chart: Chart) -> Entry:
    """An entry such as `10:20 Called about the booster: no answer`."""
    about = tried.about.label.lower()
    if tried.result is CallResult.LETTER:
        text = f"Letter about the {about}"
    else:
        text = f"{_clock(tried.called_at, chart.zone)} Called about the {about}: {tried.result.label.lower()}"
    note = f". {' '.join(tried.note.split())}" if tried.note else ""
    return _entry(Kind.CALL_ATTEMPT, tried.id, tried.called_on, f"{text}{note}", "Tried")


def answer(answered: SafetyAnswer) -> Entry:
    """An entry such as `Asked on day 1–3 after 02-Mar-2026: well`."""
    asked = f"Asked, {answered.point.label.lower()} after {show_date(answered.injected_on)}"
    text = f"{asked}: {answered.answer.label.lower()}"
    return _entry(Kind.SAFETY_ANSWER, answered.id, answered.answered_on, text, "Asked")


def _entry(kind: Kind, key: str, on: date, text: str, hint: str) -> Entry:
    return Entry(kind=kind, id=key, opens=kind, on=on, text=text, lane=Lane.VISITS, mark=Mark.CALL, hint=hint)


def _plan_of(note: PhoneNote, chart: Chart) -> str | None:
    """The plan of the injection that it may belong to, else the only plan of its joint."""
    for given in chart.injections:
        if note.injection_id and given.injection.entry_id == note.injection_id:
            return given.injection.plan_id
    own = [
        view.plan.id for view in chart.plans if note.site and (view.plan.site, view.plan.side) == (note.site, note.side)
    ]
    return own[0] if len(own) == 1 else None


def _clock(moment: datetime, zone: str) -> str:
    return show_time(moment.astimezone(ZoneInfo(zone)))
