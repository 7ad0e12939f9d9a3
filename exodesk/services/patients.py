"""Adding and editing patients, and joining two charts of one person."""

from dataclasses import replace
from datetime import date
from functools import partial

from exodesk.core.changes import Change
from exodesk.core.errors import InvalidRecord, Problem
from exodesk.core.records.patient import Patient, show_chart_no, show_name
from exodesk.services.checks import check, refuse
from exodesk.storage import patients, search
from exodesk.storage.recordfile import RecordFile


def add_patient(record: RecordFile, patient: Patient) -> Change:
    """Write a new patient under the next chart number, whatever number the record carries."""
    check(record, patient, *_date_problems(patient))
    with record.write("add patient") as rows:
        numbered = replace(patient, chart_no=rows.next_number("chart_no"), entered_on=record.today(), merged_into=None)
        rows.insert(numbered)
        search.write_words(rows, numbered)
    said = f"{show_name(numbered)} is now {show_chart_no(numbered.chart_no)}."
    return Change(frozenset({"patient"}), patient.id, patient.id, said)


def edit_patient(record: RecordFile, patient: Patient) -> Change:
    """Replace what is written of a patient; number, day of entry and merging stay as they are."""
    before = patients.get(record, patient.id)
    after = replace(patient, chart_no=before.chart_no, entered_on=before.entered_on, merged_into=before.merged_into)
    check(record, after, *_date_problems(after))
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
    if patients.leans_across(record, other_id, kept_id):
        raise InvalidRecord([Problem("", "Something recorded since joins both charts. They can no longer be parted.")])
    with record.write("undo merging of charts") as rows:
        rows.update(replace(other, merged_into=None))
    said = f"{show_chart_no(other.chart_no)} stands by itself again."
    again = partial(merge_patients, kept_id=kept_id, other_id=other_id, reason="Merged again after an undo")
    return Change(frozenset({"patient"}), kept_id, kept_id, said, again)


def _date_problems(patient: Patient) -> list[Problem]:
    born = patient.birth_date
    if born is None:
        return []
    late: list[tuple[str, str, date | None]] = [
        ("moved_on", "Moved away on", patient.moved_on),
        ("died_on", "Died on", patient.died_on),
    ]
    return [
        Problem(field, f"{label} lies before the birth date.")
        for field, label, day in late
        if day and day < born.earliest
    ]
