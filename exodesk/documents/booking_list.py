"""Lists of booked patients for the desk: the sheet of a day or a week, and the list to call. Never for a patient."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from exodesk.core.dates import show_date, show_time, show_weekday
from exodesk.core.records.appointment import Appointment
from exodesk.core.records.clinic import Clinic
from exodesk.core.records.patient import NO_BIRTH_DATE, Patient, show_chart_no, show_name
from exodesk.core.schedule import ends_at
from exodesk.documents.html import Markup, bold, cell, fixed, free, paragraph, row, table
from exodesk.documents.page import Block, Document, Footer, under
from exodesk.documents.wording import CLINICAL

ROOM_TO_WRITE = "_" * 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One appointment; `phone` also says why nobody is called."""

    appointment: Appointment
    patient: Patient | None
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A plan whose dose is due in these days, and nothing is booked."""

    patient: Patient
    where: str
    first: date
    last: date
    phone: str = ""


def booking_list(
    title: str,
    lines: Sequence[Line],
    clinic: Clinic,
    *,
    waiting: Sequence[Waiting] = (),
    printed_at: datetime,
    audit_head: str,
) -> Document:
    """Day by day, each appointment with name, birth date, chart number, phone, and room to write."""
    blocks = [block for day, of_day in groupby(lines, _day) for block in _of_day(day, of_day)]
    if not lines:
        blocks.append(_line(row(cell(paragraph(fixed("Nobody is booked."))))))
    if waiting:
        blocks += under("Due in these days, not booked", *(_line(_waiting(each)) for each in waiting))
    return Document(
        title=title,
        name=title,
        header=_header(clinic, title),
        blocks=tuple(blocks),
        footer=Footer(printed_at=printed_at, visit_hash=None, audit_head=audit_head, words=CLINICAL),
    )


def _day(line: Line) -> date:
    return line.appointment.starts_at.day


def _of_day(day: date, lines: Iterable[Line]) -> list[Block]:
    return list(under(show_weekday(day), *(_line(_booked(line)) for line in lines)))


def _line(cells: Markup) -> Block:
    return Block(table(cells, kind="lines"), whole=True)


def _booked(line: Line) -> Markup:
    appointment = line.appointment
    hours = f"{show_time(appointment.starts_at.at)}–{show_time(ends_at(appointment).at)}"
    what = " · ".join(part for part in (appointment.type, appointment.reason if line.patient else None) if part)
    about = what if line.patient else "Blocked"
    return row(
        cell(paragraph(bold(fixed(hours))), width=14),
        cell(*_who(line.patient, appointment.reason or "Blocked"), width=34),
        cell(paragraph(free(about)), paragraph(fixed(appointment.status.label if line.patient else "")), width=33),
        cell(paragraph(free(line.phone)), paragraph(fixed(ROOM_TO_WRITE if line.patient else "")), width=19),
    )


def _waiting(each: Waiting) -> Markup:
    window = f"{show_date(each.first)} to {show_date(each.last)}"
    return row(
        cell(paragraph(fixed("Due")), width=14),
        cell(*_who(each.patient, ""), width=34),
        cell(paragraph(fixed(each.where)), paragraph(fixed(window)), width=33),
        cell(paragraph(free(each.phone)), paragraph(fixed(ROOM_TO_WRITE)), width=19),
    )


def _who(patient: Patient | None, otherwise: str) -> tuple[Markup, ...]:
    if patient is None:
        return (paragraph(free(otherwise)),)
    born = f"Born {patient.birth_date.show()}" if patient.birth_date else NO_BIRTH_DATE.capitalize()
    return (
        paragraph(bold(free(show_name(patient)))),
        paragraph(fixed(f"{born} · {show_chart_no(patient.chart_no)}")),
    )


def _header(clinic: Clinic, title: str) -> Markup:
    return table(
        row(
            cell(paragraph(bold(free(clinic.name))), paragraph(free(clinic.phone)), width=50),
            cell(paragraph(bold(fixed(title)), kind="end"), width=50),
        ),
        kind="header",
    )
