"""The history of any record, and what any one act changed: who, when, what, old and new, by their labels."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from datetime import date, datetime
from types import ModuleType

from exodesk.core.dates import show_date, show_time, utc_from_text
from exodesk.core.fields import described, show_value
from exodesk.core.history import Act, RowChange, Stored, acts_of
from exodesk.core.planning import is_about
from exodesk.core.records import (
    adverse_event,
    appointment,
    background,
    clinic,
    contact,
    injection,
    list_rules,
    patient,
    phrase,
    plan,
    printed,
    rules,
    task,
    visit,
)
from exodesk.core.records import stock as stock_records
from exodesk.core.records.adverse_event import AdverseEvent, SuspectInjection
from exodesk.core.records.appointment import Appointment
from exodesk.core.records.contact import Contact
from exodesk.core.records.injection import Injection
from exodesk.core.records.plan import BaselineByHand, Plan, PlanAct
from exodesk.core.records.printed import PracticeText
from exodesk.core.records.visit import Amendment, Score, Visit, Vitals
from exodesk.core.sites import sided
from exodesk.storage import adverse_events, injections, patients, plans, stock, trail_rows
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.rows import decoded, table_of
from exodesk.storage.trail_rows import Key


def _records_in(*modules: ModuleType) -> list[type]:
    return [
        kind
        for module in modules
        for kind in vars(module).values()
        if isinstance(kind, type) and is_dataclass(kind) and kind.__module__ == module.__name__
    ]


_OF_PATIENTS = (patient, background, contact, appointment, visit, injection, plan, adverse_event, task, printed)
_OF_PRACTICE = (clinic, list_rules, phrase, rules, stock_records)
TOLD: Mapping[str, type] = {table_of(kind): kind for kind in _records_in(*_OF_PATIENTS, *_OF_PRACTICE)}
OF_PATIENT = [*(kind for kind in _records_in(patient, background) if "patient_id" in kind.__annotations__), Contact]
IN_VISIT = [kind for kind in _records_in(visit, injection) if "visit_id" in kind.__annotations__]
IN_INJECTION = [kind for kind in _records_in(injection) if "injection_id" in kind.__annotations__]
TITLES = {
    "injection_source": "Drawn for it",
    "pause_answer": "Pause",
    "plan_act": "Act",
    "signature": "Signature",
    "suspect_injection": "Suspected",
}
WITHOUT_FIELD = {"withdrawn_on": "Taken back on", "signed_by": "Signed by", "version": "Version"}
"""Columns that no form asks for, and that people read all the same."""


@dataclass(frozen=True, slots=True)
class ChangedField:
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangedRecord:
    """`what`: the kind of record. With nothing before it was added, with nothing after it was taken back.

    `key` leads to its own history, by `of_row`.
    """

    what: str
    fields: tuple[ChangedField, ...]
    key: Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One act: when (in the clinic's zone), by whom, what and why."""

    at: datetime
    by: str
    operation: str
    reason: str | None
    records: tuple[ChangedRecord, ...]


def of_visit(record: RecordFile, entry_id: str) -> list[Happening]:
    """A visit with everything in it, in all versions."""
    about = trail_rows.keys(record, Visit, "entry_id", [entry_id])
    versions = [row_id for _, row_id in about]
    for kind in IN_VISIT:
        about += trail_rows.keys(record, kind, "visit_id", versions if kind is Vitals else [entry_id])
    return _told(record, _with_children(record, about))


def of_injection(record: RecordFile, entry_id: str) -> list[Happening]:
    versions = trail_rows.keys(record, Injection, "entry_id", [entry_id])
    return _told(record, [*_with_children(record, versions), *_amendments(record, versions)])


def of_score(record: RecordFile, entry_id: str) -> list[Happening]:
    versions = trail_rows.keys(record, Score, "entry_id", [entry_id])
    return _told(record, [*versions, *_amendments(record, versions)])


def of_plan(record: RecordFile, plan_id: str) -> list[Happening]:
    """A plan, and every act, hold, washout and start value that is or was about it."""
    found = plans.get(record, plan_id)
    person = [chart.id for chart in patients.person(record, found.patient_id)]
    about: list[Key] = [(table_of(Plan), plan_id)]
    about += trail_rows.keys(record, PlanAct, "plan_id", [plan_id])
    about += trail_rows.keys(record, BaselineByHand, "plan_id", [plan_id])
    about += [("hold", each.id) for each in plans.all_holds_of(record, person) if is_about(each, found)]
    about += [("washout", each.id) for each in plans.all_washouts_of(record, person) if is_about(each, found)]
    return _told(record, about)


def of_patient(record: RecordFile, patient_id: str) -> list[Happening]:
    """The patient and what is always told of them; visits and plans have histories of their own."""
    ids = [chart.id for chart in patients.person(record, patient_id)]
    about: list[Key] = [("patient", each) for each in ids]
    for kind in OF_PATIENT:
        about += trail_rows.keys(record, kind, "patient_id", ids)
    return _told(record, about)


def of_adverse_event(record: RecordFile, event_id: str) -> list[Happening]:
    """An event with the injections it was thought to come from, and the hold that it made."""
    event = adverse_events.get(record, event_id)
    about: list[Key] = [(table_of(AdverseEvent), event_id)]
    about += trail_rows.keys(record, SuspectInjection, "adverse_event_id", [event_id])
    about += [("hold", event.hold_id)] if event.hold_id else []
    return _told(record, about)


def of_practice_text(record: RecordFile, text_id: str) -> list[Happening]:
    """Every text that the practice ever had printed at one place."""
    return _told(record, [(table_of(PracticeText), text_id)])


def of_appointment(record: RecordFile, appointment_id: str) -> list[Happening]:
    """Every time, length and status that an appointment ever had, with the reason of each change."""
    return _told(record, [(table_of(Appointment), appointment_id)])


def of_row(record: RecordFile, key: Key) -> list[Happening]:
    """Any record, by its table and id."""
    return _told(record, [key])


def of_unit(record: RecordFile, unit: int) -> list[Happening]:
    """What one act of the trail changed; [] where it wrote nothing that people read."""
    with record.reading():
        return _happenings(record, acts_of(trail_rows.of_unit(record, unit)))


def _with_children(record: RecordFile, rows: list[Key]) -> list[Key]:
    """The rows, and what belongs to the versions of injections among them."""
    ids = [row_id for table, row_id in rows if table == table_of(Injection)]
    return [*rows, *(key for kind in IN_INJECTION for key in trail_rows.keys(record, kind, "injection_id", ids))]


def _amendments(record: RecordFile, versions: Iterable[Key]) -> list[Key]:
    ids = [row_id for _, row_id in versions]
    found = [*trail_rows.keys(record, Amendment, "target_id", ids)]
    return [*found, *(key for key in trail_rows.keys(record, Amendment, "replacement_id", ids) if key not in found)]


def _told(record: RecordFile, about: list[Key]) -> list[Happening]:
    """The latest act first."""
    with record.reading():
        return _happenings(record, acts_of(trail_rows.of_keys(record, about)))


def _happenings(record: RecordFile, acts: Sequence[Act]) -> list[Happening]:
    names = _names(record, [change for act in acts for change in act.changes])
    told = [
        Happening(
            at=utc_from_text(act.at).astimezone(record.zone),
            by=act.actor,
            operation=act.operation[:1].upper() + act.operation[1:],
            reason=act.reason,
            records=tuple(shown for change in act.changes if (shown := _shown(change, names, record)).fields),
        )
        for act in acts
    ]
    return [each for each in reversed(told) if each.records]


def _names(record: RecordFile, changes: Iterable[RowChange]) -> dict[str, str]:
    """What people call the lots and suspected injections that the changes name by id."""
    lots = _named(changes, "lot_id")
    suspects = _named((change for change in changes if change.table == table_of(SuspectInjection)), "injection_id")
    return {lot.id: lot.code for lot in stock.lots_with_ids(record, lots).values()} | {
        each.entry_id: f"{show_date(each.given_on)}, {sided(each.site, each.side)}"
        for each in injections.with_ids(record, suspects)
    }


def _named(changes: Iterable[RowChange], column: str) -> list[str]:
    return list({str(columns[column]) for c in changes for columns in (c.before, c.after) if columns.get(column)})


def _shown(change: RowChange, names: Mapping[str, str], record: RecordFile) -> ChangedRecord:
    """Only what people can read: ids and links stay out, but for the lot."""
    kind = TOLD.get(change.table)
    title = TITLES.get(change.table, change.table.replace("_", " ").capitalize())
    fields = []
    for column in change.columns:
        label = _label(kind, column)
        if label:
            before = _value(kind, column, change.before.get(column), names, record)
            after = _value(kind, column, change.after.get(column), names, record)
            if before != after:
                fields.append(ChangedField(label, before, after))
    row_id = change.after.get("id") or change.before.get("id")
    return ChangedRecord(title, tuple(fields), (change.table, str(row_id)))


def _label(kind: type | None, column: str) -> str:
    about = described(kind).get(column) if kind else None
    if kind is Amendment and column == "reason":
        return ""  # it is the reason of the act
    if about:
        return about.field.label
    if kind is SuspectInjection and column == "injection_id":
        return "Injection"
    return "Lot" if column == "lot_id" else WITHOUT_FIELD.get(column, "")


def _value(kind: type | None, column: str, stored: Stored, names: Mapping[str, str], record: RecordFile) -> str:
    """As the record's own pages show it. A column that the record has no more is shown as stored."""
    if stored is None:
        return ""
    if column in ("lot_id", "injection_id"):
        return names.get(str(stored), "")
    if kind is None or column not in kind.__annotations__:
        return str(stored)
    value = decoded(kind, column, stored)
    if isinstance(value, datetime):
        at = value.astimezone(record.zone)
        return f"{show_date(at.date())} {show_time(at)}"
    about = described(kind).get(column)
    if about:
        return show_value(about, value)
    return show_date(value) if isinstance(value, date) else str(value)
