"""Rules of adverse events: what cannot be so, what they are called, how long they lasted, and the hold they make."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from exodesk.core.calendar import days_from
from exodesk.core.dates import show_date
from exodesk.core.errors import Problem
from exodesk.core.records.adverse_event import ActionTaken, AdverseEvent, AdverseTerm, Grade
from exodesk.core.records.injection import Injection
from exodesk.core.records.plan import Hold, HoldReason
from exodesk.core.sentences import counted

REPORT_WITHIN_DAYS = 7
CONTRAINDICATING = frozenset({Grade.LIFE_THREATENING, Grade.DEATH})


def event_problems(event: AdverseEvent, suspects: Sequence[Injection] = ()) -> list[Problem]:
    """What its fields say against each other, and against the injections that it may come from."""
    found = []
    if event.term is AdverseTerm.OTHER and not event.term_text:
        found.append(Problem("term_text", "Say in words what happened."))
    if event.began_on and suspects and event.began_on < (first := min(each.given_on for each in suspects)):
        found.append(Problem("began_on", f"It began before the injection of {show_date(first)}."))
    if event.ended_on and event.began_on and event.ended_on < event.began_on:
        found.append(Problem("ended_on", "It ended before it began."))
    elif event.ended_on == event.began_on and event.ended_at and event.began_at and event.ended_at < event.began_at:
        found.append(Problem("ended_at", "It ended before it began."))
    if event.ended_at and event.ended_on is None:
        found.append(Problem("ended_on", "Type the day on which it ended."))
    if event.death and event.grade is not Grade.DEATH:
        found.append(Problem("grade", "Death is grade 5."))
    if event.grade is Grade.DEATH and not event.death:
        found.append(Problem("death", "Grade 5 is death: tick it, or choose another grade."))
    if event.report_no and not event.reported_on:
        found.append(Problem("reported_on", "Type the day of the report."))
    return found


def is_serious(event: AdverseEvent) -> bool:
    """Any of the criteria of the report form, whatever the grade. Source: FDA Form 3500, section B2."""
    return any(
        (
            event.death,
            event.life_threatening,
            event.hospitalised,
            event.disability,
            event.congenital,
            event.needed_intervention,
            event.other_important,
        )
    )


def named(event: AdverseEvent) -> str:
    """`Swelling or effusion`; in its own words where the list has none, or they say more."""
    if event.term is AdverseTerm.OTHER:
        return event.term_text or event.term.label
    return f"{event.term.label}, {event.term_text}" if event.term_text else event.term.label


def duration(event: AdverseEvent, today: date) -> str:
    """`2 days`, both ends counted; `lasting` while it has no end."""
    if event.ended_on is None:
        return "lasting, since today" if event.began_on == today else f"lasting, {_days(event.began_on, today)} so far"
    return _days(event.began_on, event.ended_on)


def _days(first: date, last: date) -> str:
    return counted(days_from(first, last) + 1, "day")


def is_grave(event: AdverseEvent) -> bool:
    """Severe or serious: it holds the plans, is shown wherever the patient is, and is to be reported."""
    return event.grade.number >= Grade.SEVERE.number or is_serious(event)


def alert(event: AdverseEvent, today: date) -> str:
    """What is still open of a grave event, for the banner; "" when it is over and reported.

    A report is asked for from the first day, and from day 7 on with the days that have passed.
    """
    if not is_grave(event) or (event.ended_on and event.reported_on):
        return ""
    parts = [named(event), f"grade {event.grade.number}"]
    if event.ended_on is None:
        parts.append("lasting")
    if event.reported_on is None:
        days = days_from(event.began_on, today)
        parts.append("not reported" + (f" after {days} days" if days >= REPORT_WITHIN_DAYS else ""))
    return ", ".join(parts)


def hold_of(event: AdverseEvent, suspects: Sequence[Injection], key: str) -> Hold | None:
    """The hold that an event makes by itself; the practitioner may mend it like any other.

    Grade 3, or serious: of the whole patient, open until it is released. Life-threatening, death, or anaphylaxis: a
    contraindication. Held or stopped for less: of the site and side, until it has ended.
    """
    made = Hold(
        id=key,
        patient_id=event.patient_id,
        reason=HoldReason.ADVERSE_EVENT,
        from_on=event.began_on,
        cause=f"{named(event)}, grade {event.grade.number}"[:500],
    )
    if event.grade in CONTRAINDICATING or event.term is AdverseTerm.ANAPHYLAXIS:
        return replace(made, reason=HoldReason.CONTRAINDICATION)
    if is_grave(event):
        return made
    if event.action not in (ActionTaken.HOLD, ActionTaken.STOP):
        return None
    places = {(each.site, each.side) for each in suspects}
    site, side = places.pop() if len(places) == 1 else (None, None)
    return replace(made, site=site, side=side, until_on=event.ended_on)
