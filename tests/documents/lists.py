"""Lists for the desk: a week with all that can stand in one, and a call list of several groups. Names are invented."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from exodesk.core.booster import DoseKind, Forecast, state_at
from exodesk.core.codes import Side
from exodesk.core.dates import PartialDate, WallTime
from exodesk.core.records.appointment import AppointmentStatus
from exodesk.core.records.contact import CallResult
from exodesk.core.records.list_rules import USUAL_LIST_RULES
from exodesk.core.sites import Site
from exodesk.core.to_book import Group, Listed, Tries
from exodesk.documents.booking_list import Line, booking_list
from exodesk.documents.call_list import call_list
from exodesk.documents.page import Document
from tests.documents.made_up import APPOINTMENT, AUDIT_HEAD, CLINIC, PATIENT, PRINTED

MONDAY = date(2026, 11, 23)
WEEK = {MONDAY + timedelta(days=number): "" for number in range(7)} | {
    date(2026, 11, 26): "Public holiday: Thanksgiving",
    date(2026, 11, 27): "Vacation",
    date(2026, 11, 28): "Closed",
    date(2026, 11, 29): "Closed",
}
PEOPLE = [
    replace(PATIENT, id=f"p{number}", chart_no=number, family_name=family, given_name=given)
    for number, (family, given) in enumerate(
        (("Alvarez", "Marisol"), ("Núñez-Ibáñez de la Peña y Görlitz-Wiśniewska", "Ángela María"), ("Roe", "Richard")),
        start=1,
    )
]
UNKNOWN = replace(PEOPLE[0], id="p9", chart_no=9, family_name="Sample", birth_date=None)
PHONE = "(760) 555-0142"


def listed(**more: object) -> Listed:
    """A booster of the right knee that was past due on 11-Nov-2026, seen on 23-Nov-2026."""
    forecast = Forecast(
        next_kind=DoseKind.BOOSTER,
        next_number=1,
        earliest=date(2026, 9, 1),
        recommended=date(2026, 11, 1),
        past_due=date(2026, 11, 11),
        lost_after=date(2027, 2, 9),
    )
    usual = {"patient": PATIENT, "plan_id": "plan", "site": Site.KNEE_JOINT, "side": Side.RIGHT, "phone": "555 0123"}
    return Listed(forecast=forecast, standing=state_at(forecast, (), (), MONDAY), **usual | more)  # type: ignore[arg-type]


def a_line(day: int, at: time, number: int | None = 0, *, minutes: int = 30, **more: object) -> Line:
    """On a day of November 2026, of one of the people or of nobody."""
    told: dict[str, Any] = {"type": "Review"} | more
    appointment = replace(APPOINTMENT, starts_at=WallTime(date(2026, 11, day), at), minutes=minutes, **told)
    patient = None if number is None else PEOPLE[number]
    return Line(appointment=appointment, patient=patient, status=appointment.status.label, phone=PHONE)


LINES = [
    a_line(23, time(9)),
    a_line(23, time(9, 15), 1, reason="Wants to know whether her daughter may come along", overlap_reason="Sisters"),
    a_line(23, time(10), 2, status=AppointmentStatus.CANCELLED),
    a_line(23, time(12), None, minutes=60, reason="Lunch with the supplier"),
    *(a_line(24, time(8 + hour), hour % 3, type="Injection", minutes=45) for hour in range(9)),
    *(a_line(25, time(8 + hour, 30), hour % 3, status=AppointmentStatus.CONFIRMED) for hour in range(7)),
    a_line(25, time(16), 0, status=AppointmentStatus.NO_SHOW),
    a_line(27, time(9), 2, reason="Booked before the vacation"),
]


def week_sheet() -> Document:
    return booking_list("Week sheet 23-Nov-2026", LINES, CLINIC, days=WEEK, printed_at=PRINTED, audit_head=AUDIT_HEAD)


def calls() -> Document:
    tried = Tries(count=1, last=CallResult.NO_ANSWER, last_on=date(2026, 11, 20))
    quiet = replace(PEOPLE[2], no_voicemail=True, birth_date=PartialDate(1960))
    rows = [
        *[(Group.OVERDUE, listed(patient=person, tries=tried)) for person in (*PEOPLE, quiet)],
        *[(Group.DUE, listed(patient=person)) for person in PEOPLE * 3],
        (Group.LOST, listed(patient=UNKNOWN, phone="")),
    ]
    return call_list(rows, USUAL_LIST_RULES, CLINIC, printed_at=PRINTED, audit_head=AUDIT_HEAD)
