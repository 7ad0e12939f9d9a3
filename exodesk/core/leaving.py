"""A patient died, moved away or wants no contact: what is asked, and what ends with it. Rules only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from exodesk.core.codes import Coded
from exodesk.core.dates import show_date
from exodesk.core.errors import Problem
from exodesk.core.fields import Field
from exodesk.core.records.appointment import STILL_TO_COME, Appointment
from exodesk.core.records.patient import Patient
from exodesk.core.records.plan import Plan


class Why(Coded):
    DIED = "died", "Died"
    MOVED = "moved", "Moved away"
    DO_NOT_CONTACT = "do_not_contact", "Wants no contact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What a person says of it. Wanting no contact has no day and ends nothing but letters and calls."""

    why: Annotated[Why, Field(label="What happened")]
    on: Annotated[date | None, Field(label="On")] = None

    @property
    def ends_treatment(self) -> bool:
        return self.why is not Why.DO_NOT_CONTACT

    @property
    def sentence(self) -> str:
        return f"{self.why.label} on {show_date(self.on)}." if self.on else f"{self.why.label}."


def leaving_problems(leaving: Leaving, patient: Patient, last_seen: date | None) -> list[Problem]:
    """`last_seen`: the day of the latest visit; nobody is seen after their death."""
    if not leaving.ends_treatment or leaving.why is None:
        return []
    if leaving.on is None:
        return [Problem("on", "Type the day; the likely one, when it is not known exactly.")]
    if patient.birth_date and leaving.on < patient.birth_date.earliest:
        return [Problem("on", "It lies before the birth date.")]
    if leaving.why is Why.DIED and last_seen and last_seen > leaving.on:
        return [Problem("on", f"There is a visit on {show_date(last_seen)}, after that day.")]
    return []


def open_plans(plans: Iterable[Plan]) -> list[Plan]:
    return [plan for plan in plans if plan.closed_on is None]


def still_booked(appointments: Iterable[Appointment], today: date) -> list[Appointment]:
    return [each for each in appointments if each.status in STILL_TO_COME and each.starts_at.day >= today]
