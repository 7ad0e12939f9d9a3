"""Words of the patient banner: how dates, numbers, contacts and allergies are written in it. Pure: no Qt."""

from collections.abc import Sequence
from datetime import date

from exodesk.core.dates import age_on, show_date
from exodesk.core.fields import described, show_value
from exodesk.core.records.contact import Contact
from exodesk.core.records.patient import Allergy, Patient, show_chart_no

NOT_KNOWN = "Not known"


def born(patient: Patient, today: date) -> str:
    """`14-Mar-1962 (64y)`: the age right behind the date. PAB-0033."""
    birth = patient.birth_date
    if birth is None:
        return NOT_KNOWN
    return birth.show() if patient.died_on else f"{birth.show()} ({age_on(birth, today)}y)"


def died(patient: Patient, day: date) -> str:
    return f"{show_date(day)} ({age_on(patient.birth_date, day)}y)" if patient.birth_date else show_date(day)


def numbers(patient: Patient, merged: Sequence[Patient]) -> str:
    """`EX-01482`, and the numbers of charts that count as part of it."""
    also = ", ".join(show_chart_no(each.chart_no) for each in merged)
    return show_chart_no(patient.chart_no) + (f" (also {also})" if also else "")


def dated(patient: Patient, name: str, day: date | None) -> str | None:
    """`72.5 kg, 02-Mar-2026`."""
    figure = show_value(described(Patient)[name], getattr(patient, name))
    return f"{figure}, {show_date(day)}" if figure and day else figure or None


def contact_line(contact: Contact) -> str:
    confirmed = f"confirmed {show_date(contact.confirmed_on)}" if contact.confirmed_on else ""
    return " · ".join(part for part in (contact.value, "preferred" if contact.preferred else "", confirmed) if part)


def allergy_line(allergy: Allergy) -> str:
    said = ", ".join(part for part in (allergy.substance, allergy.reaction, allergy.severity) if part)
    return f"{said} · updated {show_date(allergy.updated_on)}"
