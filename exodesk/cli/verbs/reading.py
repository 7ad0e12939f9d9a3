"""Verbs that read a record, with the queries of the window."""

from datetime import date

import click

from exodesk.cli.answers import Answer, listing, one_line
from exodesk.cli.opening import Access
from exodesk.cli.options import DAY, json_option, on_record
from exodesk.core.dates import show_date, show_time
from exodesk.core.records.patient import show_birth_date, show_chart_no, show_name
from exodesk.core.timeline import timeline_of
from exodesk.queries import patients
from exodesk.queries.agenda import day_of
from exodesk.queries.chart import read_chart
from exodesk.queries.due import due_list

ALL_FOUND = 1_000_000


@click.command()
@on_record
@click.argument("text")
@json_option
def find(access: Access, text: str, *, json_wanted: bool) -> Answer:
    """List patients by the start of their names, birth date, end of a phone number or chart number."""
    with access.opened() as record:
        found = patients.find(record, text, ALL_FOUND)
    return listing(
        [
            {
                "id": patient.id,
                "chart_no": patient.chart_no,
                "family_name": patient.family_name,
                "given_name": patient.given_name,
                "birth_date": str(patient.birth_date) if patient.birth_date else None,
            }
            for patient in found
        ],
        [
            (
                show_chart_no(patient.chart_no),
                show_name(patient),
                show_birth_date(patient),
            )
            for patient in found
        ],
        json_wanted=json_wanted,
    )


@click.command()
@on_record
@click.argument("patient", metavar="ID|CHART_NO")
@json_option
def timeline(access: Access, patient: str, *, json_wanted: bool) -> Answer:
    """List what is dated in one patient's chart, oldest first."""
    with access.opened() as record:
        chart = read_chart(record, patients.by_id_or_chart_no(record, patient).id)
    entries = timeline_of(chart).entries
    return listing(
        [
            {"kind": entry.kind.value, "id": entry.id, "date": entry.on, "text": one_line(entry.text) or None}
            for entry in entries
        ],
        [(show_date(entry.on), entry.kind.replace("_", " "), entry.text) for entry in entries],
        json_wanted=json_wanted,
    )


@click.command()
@on_record
@click.option("--as-of", type=DAY, metavar="DATE", help="The day to answer for; today unless given.")
@click.option("--all", "everything", is_flag=True, help="Plans in every state, hidden ones too.")
@json_option
def due(access: Access, as_of: date | None, *, everything: bool, json_wanted: bool) -> Answer:
    """List the doses and boosters that are overdue or due, the oldest date first."""
    with access.opened() as record:
        found = due_list(record, as_of, everything=everything)
    return listing(
        [
            {
                "patient_id": row.patient.id,
                "plan_id": row.plan.id,
                "state": row.standing.state.value,
                "recommended": row.standing.recommended,
                "past_due": row.standing.past_due,
                "days_overdue": row.standing.days_overdue,
                "need": row.standing.need.value if row.standing.need else None,
                "why": one_line(row.why) or None,
            }
            for row in found
        ],
        [
            (
                show_chart_no(row.patient.chart_no),
                show_name(row.patient),
                row.where,
                row.standing.state.value.replace("_", " "),
                show_date(row.standing.recommended) if row.standing.recommended else "",
                " ".join(part for part in (row.why, row.why_needed) if part),
            )
            for row in found
        ],
        json_wanted=json_wanted,
    )


@click.command()
@on_record
@click.option("--day", type=DAY, metavar="DATE", help="The day to list; today unless given.")
@json_option
def agenda(access: Access, day: date | None, *, json_wanted: bool) -> Answer:
    """List what is booked on a day in order of time: appointments, blocked time, and what was cancelled."""
    with access.opened() as record:
        found = day_of(record, day or record.today())
    return listing(
        [
            {
                "id": each.appointment.id,
                "starts_at": str(each.appointment.starts_at),
                "zone": each.appointment.zone,
                "minutes": each.appointment.minutes,
                "status": each.appointment.status.value,
                "type": each.appointment.type,
                "patient_id": each.patient.id if each.patient else None,
                "chart_no": each.patient.chart_no if each.patient else None,
                "plan_id": each.appointment.plan_id,
                "serves": each.appointment.serves.value if each.appointment.serves else None,
                "reason": one_line(each.appointment.reason) if each.appointment.reason else None,
            }
            for each in found
        ],
        [
            (
                show_time(each.appointment.starts_at.at),
                f"{each.appointment.minutes} min",
                show_chart_no(each.patient.chart_no) if each.patient else "",
                show_name(each.patient) if each.patient else each.appointment.reason or "Blocked",
                each.appointment.type or "",
                each.status if each.patient else "",
            )
            for each in found
        ],
        json_wanted=json_wanted,
    )
