"""The day at the desk: the one next act of each appointment, who comes next, what was forgotten. It knows no clock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from exodesk.core.codes import Coded
from exodesk.core.records.appointment import STILL_TO_COME, Appointment, AppointmentStatus
from exodesk.core.schedule import stretch_of

STATUS = AppointmentStatus

UNSIGNED = "Unsigned"
"""Said of an appointment whose visit is over, with only the signature missing."""


class NextAct(Coded):
    ARRIVE = "arrive", "Arrive"
    START = "start", "Start visit"
    CONTINUE = "continue", "Continue"
    SIGN = "sign", "Sign"
    PRINT = "print", "Print"
    BOOK_AGAIN = "book_again", "Book again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """How far an appointment has come: whether its visit began, is the one that is open now, is signed.

    `by_phone`: nobody arrives for it.
    """

    has_visit: bool = False
    is_open: bool = False
    is_signed: bool = False
    by_phone: bool = False


def next_act(appointment: Appointment, begun: Begun) -> NextAct | None:
    """The one act that comes next; None where nothing does, such as for blocked time."""
    if appointment.is_block or appointment.status is STATUS.CANCELLED:
        return None
    if begun.has_visit:
        return NextAct.PRINT if begun.is_signed else NextAct.CONTINUE if begun.is_open else NextAct.SIGN
    match appointment.status:
        case STATUS.NO_SHOW:
            return NextAct.BOOK_AGAIN
        case STATUS.DONE:
            return None
        case STATUS.BOOKED | STATUS.CONFIRMED if not begun.by_phone:
            return NextAct.ARRIVE
        case _:
            return NextAct.START


def comes_next(day: Sequence[tuple[Appointment, NextAct | None]], now: datetime) -> Appointment | None:
    """Who is to be seen next: who waits, in the order of arrival; else the first who is still to come."""
    asked = [each for each, act in day if act in (NextAct.ARRIVE, NextAct.START)]
    here = [each for each in asked if each.status not in STILL_TO_COME]
    if here:
        return min(here, key=lambda each: (each.arrived_at is None, each.arrived_at or now, each.starts_at))
    return next(iter(asked), None)


def is_past(appointment: Appointment, now: datetime) -> bool:
    """Whether its time is over and nobody said that the patient came or did not come."""
    return appointment.status in STILL_TO_COME and not appointment.is_block and stretch_of(appointment).ends <= now


def unanswered(appointments: Iterable[Appointment], now: datetime) -> list[Appointment]:
    """Those whose time is over and of whom nobody knows whether they came."""
    return [each for each in appointments if is_past(each, now)]
