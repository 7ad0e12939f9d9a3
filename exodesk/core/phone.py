"""Rules of a call from a patient: which injection it may belong to, what waits for somebody, what hold it asks for."""

from collections.abc import Iterable
from datetime import date

from exodesk.core.codes import Side
from exodesk.core.dates import show_date
from exodesk.core.errors import Problem
from exodesk.core.planning import side_problems
from exodesk.core.records.contact import PhoneAct, PhoneNote, RedFlag
from exodesk.core.records.injection import Injection, InjectionStatus
from exodesk.core.records.plan import Hold, HoldReason
from exodesk.core.sites import Site

_WAITING = frozenset({PhoneAct.SEE_TODAY, PhoneAct.EMERGENCY, PhoneAct.CALL_BACK})


def may_belong_to(injections: Iterable[Injection]) -> list[Injection]:
    """The injections that a call may be about, of those that come oldest first: the last one first."""
    return [each for each in injections if each.status is not InjectionStatus.NOT_DONE][::-1]


def last_at(injections: Iterable[Injection], site: Site | None, side: Side | None) -> Injection | None:
    """The last injection into a joint; into any while none is named."""
    fitting = (each for each in may_belong_to(injections) if site is None or (each.site, each.side) == (site, side))
    return next(fitting, None)


def waits(note: PhoneNote) -> bool:
    """Whether somebody is to be seen or called back. A red flag always waits, whatever was done on the phone."""
    return bool(note.red_flags) or note.act in _WAITING


def wants_seeing(note: PhoneNote) -> bool:
    """Whether the patient is to be seen the same day, and not only called."""
    return bool(note.red_flags) or note.act in (PhoneAct.SEE_TODAY, PhoneAct.EMERGENCY)


def phone_note_problems(note: PhoneNote, today: date) -> list[Problem]:
    """What was done is said; a call back has its day; a joint has its side."""
    found = []
    if note.act is None:
        found.append(Problem("act", "Choose what was done."))
    if note.act is PhoneAct.CALL_BACK and note.call_back_on is None:
        found.append(Problem("call_back_on", "Type the day of the call back."))
    if note.call_back_on and note.call_back_on < today:
        found.append(Problem("call_back_on", f"The call back lies before today, {show_date(today)}."))
    if note.site and not note.side:
        found.append(Problem("side", "Choose the side."))
    if note.site and note.side:
        found += side_problems(note.site, note.side)
    return found


def hold_after(note: PhoneNote, plan_id: str | None, hold_id: str) -> Hold:
    """What a red flag asks for: an open hold of the plan; without one, of the joint; without that, of the patient."""
    return Hold(
        id=hold_id,
        patient_id=note.patient_id,
        plan_id=plan_id,
        site=None if plan_id else note.site,
        side=None if plan_id else note.side,
        reason=HoldReason.INVESTIGATION,
        from_on=note.called_on,
        cause=f"Phone note: {flags_in_words(note)}",
    )


def flags_in_words(note: PhoneNote) -> str:
    """`fever, numbness`; "" without a red flag."""
    return ", ".join(RedFlag(flag).label.lower() for flag in note.red_flags)
