"""Lists of booked patients for the desk: the sheet of a day or a week, and the list to call. Never for a patient.

There is room to write beside and below each phone, above the line that ends the row.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from exodesk.core.dates import show_date, show_time, show_weekday
from exodesk.core.records.appointment import Appointment
from exodesk.core.records.clinic import Clinic
from exodesk.core.records.patient import NO_BIRTH_DATE, Patient, show_chart_no, show_name
from exodesk.core.schedule import ends_at
from exodesk.documents.html import Markup, bold, cell, fixed, free, joined, paragraph, row, struck, table
from exodesk.documents.page import Block, Document, Footer, alone, under
from exodesk.documents.wording import CLINICAL

NOBODY, BLOCKED = "Nobody is booked", "Blocked"
_WIDTHS = (15, 32, 32, 21)
"""When, who, what for, how they are reached: in per cent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One appointment; `phone` also says why nobody is called, `status` how far it has come."""

    appointment: Appointment
    patient: Patient | None
    status: str
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
    days: Mapping[date, str] | None = None,
    waiting: Sequence[Waiting] = (),
    printed_at: datetime,
    audit_head: str,
) -> Document:
    """Day by day, each appointment with name, birth date, chart number and phone.

    `days`: those that the sheet is of, and why each is closed or ""; a day on which nothing stands is told too.
    """
    known = days or {}
    blocks: list[Block] = []
    for day in sorted({*known, *(line.appointment.starts_at.day for line in lines)}):
        blocks += _of_day(day, known.get(day, ""), [line for line in lines if line.appointment.starts_at.day == day])
    if waiting:
        blocks += under(bold(fixed("Due in these days, not booked")), *(_row(_waiting(each)) for each in waiting))
    return Document(
        title=title,
        name=title,
        header=_header(clinic, title, sum(1 for each in lines if each.patient and each.appointment.takes_time)),
        blocks=tuple(blocks) or (alone(fixed(f"{NOBODY}.")),),
        footer=Footer(printed_at=printed_at, visit_hash=None, audit_head=audit_head, words=CLINICAL),
    )


def _of_day(day: date, why_closed: str, lines: Sequence[Line]) -> tuple[Block, ...]:
    """The day is told as closed even where somebody is booked on it."""
    told = why_closed or ("" if lines else NOBODY)
    heading = joined([bold(fixed(show_weekday(day))), free(told)], " · ")
    if not lines:
        return (alone(heading),)
    return under(heading, *(_row(_booked(line)) for line in lines), again=show_weekday(day))


def _row(cells: Sequence[Sequence[Markup]]) -> Block:
    return Block(
        table(row(*(cell(*each, width=width) for each, width in zip(cells, _WIDTHS, strict=True))), kind="list"),
        whole=True,
    )


def _booked(line: Line) -> tuple[Sequence[Markup], ...]:
    appointment = line.appointment
    hours = bold(fixed(f"{show_time(appointment.starts_at.at)}–{show_time(ends_at(appointment).at)}"))
    if line.patient is None:
        return [paragraph(hours)], [paragraph(_said(appointment))], [paragraph(fixed(BLOCKED))], []
    status, phone = fixed(line.status), [paragraph(free(line.phone))]
    about = [paragraph(joined([free(appointment.type or ""), free(appointment.reason or "")], " · "))]
    if not appointment.takes_time:
        return [paragraph(struck(hours))], _who(line.patient, gone=True), [*about, paragraph(bold(status))], phone
    if appointment.overlap_reason:
        about.append(paragraph(fixed("Overlaps: "), free(appointment.overlap_reason)))
    return [paragraph(hours)], _who(line.patient), [*about, paragraph(status)], phone


def _said(block: Appointment) -> Markup:
    return free(block.reason) if block.reason else fixed(BLOCKED)


def _waiting(each: Waiting) -> tuple[Sequence[Markup], ...]:
    window = f"{show_date(each.first)} to {show_date(each.last)}"
    due = [paragraph(fixed(each.where)), paragraph(fixed(window))]
    return [paragraph(fixed("Due"))], _who(each.patient), due, [paragraph(free(each.phone))]


def _who(patient: Patient, *, gone: bool = False) -> Sequence[Markup]:
    """`gone`: who does not come is struck through."""
    born = f"Born {patient.birth_date.show()}" if patient.birth_date else NO_BIRTH_DATE.capitalize()
    name = bold(free(show_name(patient)))
    return [
        paragraph(struck(name) if gone else name),
        paragraph(fixed(f"{born} · {show_chart_no(patient.chart_no)}")),
    ]


def _header(clinic: Clinic, title: str, count: int) -> Markup:
    return table(
        row(
            cell(paragraph(bold(free(clinic.name))), paragraph(free(clinic.phone)), width=50),
            cell(paragraph(bold(fixed(title)), kind="end"), paragraph(fixed(f"{count} booked"), kind="end"), width=50),
        ),
        kind="header",
    )
