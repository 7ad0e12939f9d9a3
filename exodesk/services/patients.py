"""Adding and editing patients, and joining two charts of one person."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from exodesk.core.changes import Change
from exodesk.core.errors import InvalidRecord, Problem
from exodesk.core.records.contact import Contact
from exodesk.core.records.patient import NO_BIRTH_DATE, Patient, show_chart_no, show_name
from exodesk.services.checks import check, refuse
from exodesk.services.reach import contact_problems
from exodesk.storage import patients, search
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.rows import Rows


def add_patient(record: RecordFile, patient: Patient, contacts: Sequence[Contact] = ()) -> Change:
    """Write a new patient under the next chart number, whatever number the record carries, and how to reach them."""
    check_patient(record, patient, contacts)
    with record.write("add patient") as rows:
        numbered = insert_patient(record, rows, patient, contacts)
    said = f"{show_name(numbered)} is now {show_chart_no(numbered.chart_no)}."
    if numbered.birth_date is None:
        said += f" {NO_BIRTH_DATE.capitalize()}."
    kinds = {"patient", "contact"} if contacts else {"patient"}
    return Change(frozenset(kinds), patient.id, patient.id, said)


def check_patient(record: RecordFile, patient: Patient, contacts: Sequence[Contact]) -> None:
    """Refuse what may not be written of somebody new."""
    problems = [problem for contact in contacts for problem in contact_problems(contact)]
    check(record, patient, *_problems(patient), *problems)
    for contact in contacts:
        check(record, contact)


def insert_patient(record: RecordFile, rows: Rows, patient: Patient, contacts: Sequence[Contact]) -> Patient:
    """Write somebody new inside the write that is open; as numbered."""
    numbered = replace(patient, chart_no=rows.next_number("chart_no"), entered_on=record.today(), merged_into=None)
    rows.insert(numbered, *contacts)
    search.write_words(rows, numbered)
    search.write_numbers(rows, patient.id, contacts)
    return numbered


def edit_patient(record: RecordFile, patient: Patient) -> Change:
    """Replace what is written of a patient; what has an act of its own stays as it is: number, merging, leaving."""
    before = patients.get(record, patient.id)
    after = replace(
        patient,
        chart_no=before.chart_no,
        entered_on=before.entered_on,
        merged_into=before.merged_into,
        died_on=before.died_on,
        moved_on=before.moved_on,
        do_not_contact=before.do_not_contact,
    )
    check(record, after, *_problems(after))
    with record.write("edit patient") as rows:
        rows.update(after)
        search.write_words(rows, after)
    return Change(
        frozenset({"patient"}),
        patient.id,
        patient.id,
        f"{show_name(after)} saved.",
        partial(edit_patient, patient=before),
    )


def merge_patients(record: RecordFile, kept_id: str, other_id: str, reason: str) -> Change:
    """Let one chart count as part of another. No row is rewritten, so it is undone by clearing the mark."""
    kept, other = patients.get(record, kept_id), patients.get(record, other_id)
    problems = []
    if not reason.strip():
        problems.append(Problem("reason", "Type why these two charts are one person."))
    if kept.id == other.id:
        problems.append(Problem("", "A chart cannot be merged with itself."))
    if kept.merged_into or other.merged_into:
        problems.append(Problem("", "One of the charts is merged already. Undo that first."))
    elif len(patients.person(record, other_id)) > 1:
        text = f"{show_chart_no(other.chart_no)} has charts merged into it. Undo that first."
        problems.append(Problem("", text))
    refuse(problems)
    with record.write("merge charts", reason) as rows:
        rows.update(replace(other, merged_into=kept.id))
    said = f"{show_chart_no(other.chart_no)} now counts as part of {show_chart_no(kept.chart_no)}."
    return Change(frozenset({"patient"}), kept.id, kept.id, said, partial(unmerge_patient, other_id=other.id))


def unmerge_patient(record: RecordFile, other_id: str) -> Change:
    """Let a merged chart stand by itself again; refused when a record of one leans on a record of the other."""
    other = patients.get(record, other_id)
    if other.merged_into is None:
        raise InvalidRecord([Problem("", f"{show_chart_no(other.chart_no)} is not merged.")])
    kept_id = other.merged_into
    if joins := patients.leaning_across(record, other_id):
        kinds = ", ".join(table.replace("_", " ") for table in joins)
        text = f"Something recorded since joins both charts ({kinds}). They can no longer be parted."
        raise InvalidRecord([Problem("", text)])
    with record.write("undo merging of charts") as rows:
        rows.update(replace(other, merged_into=None))
    said = f"{show_chart_no(other.chart_no)} stands by itself again."
    again = partial(merge_patients, kept_id=kept_id, other_id=other_id, reason="Merged again after an undo")
    return Change(frozenset({"patient"}), kept_id, kept_id, said, again)


def _problems(patient: Patient) -> list[Problem]:
    """A figure without its day says little years later; nobody is weighed before birth."""
    found = []
    for figure, value, field, day, text in (
        (patient.weight_g, "weight_g", "weighed_on", patient.weighed_on, "Type the day of weighing."),
        (patient.height_cm, "height_cm", "measured_on", patient.measured_on, "Type the day of measuring."),
    ):
        if figure and not day:
            found.append(Problem(field, text))
        if day and not figure:
            found.append(Problem(value, "Type the figure of that day, or clear the day."))
        if day and patient.birth_date and day < patient.birth_date.earliest:
            found.append(Problem(field, "It lies before the birth date."))
    return found
