"""What lies behind a complaint: earlier treatments, medicines, illnesses. Added, edited, taken back; never deleted."""

from dataclasses import replace
from functools import partial
from typing import TypeVar

from exodesk.core.changes import Change
from exodesk.core.errors import Problem
from exodesk.core.records.background import EarlierTreatment, HistoryItem, Medication
from exodesk.services.checks import check, same_person
from exodesk.storage import background, patients
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.rows import table_of

Item = TypeVar("Item", EarlierTreatment, Medication, HistoryItem)


def add_treatment(record: RecordFile, treatment: EarlierTreatment) -> Change:
    """Write down what was done for a condition before."""
    _check_treatment(record, treatment)
    return _add(record, treatment)


def edit_treatment(record: RecordFile, treatment: EarlierTreatment) -> Change:
    _check_treatment(record, treatment)
    return _edit(record, background.treatment(record, treatment.id), treatment)


def add_medication(record: RecordFile, medication: Medication) -> Change:
    """Write down a medicine that the patient takes or took."""
    check(record, medication, *_time_problems(medication))
    return _add(record, medication)


def edit_medication(record: RecordFile, medication: Medication) -> Change:
    check(record, medication, *_time_problems(medication))
    return _edit(record, background.medication(record, medication.id), medication)


def add_history_item(record: RecordFile, item: HistoryItem) -> Change:
    """Write down an illness, an operation, an implant, what runs in the family."""
    check(record, item)
    return _add(record, item)


def edit_history_item(record: RecordFile, item: HistoryItem) -> Change:
    check(record, item)
    return _edit(record, background.history_item(record, item.id), item)


def named(item: EarlierTreatment | Medication | HistoryItem) -> str:
    """What an item is called in a sentence."""
    match item:
        case Medication():
            return item.name
        case EarlierTreatment():
            return item.kind.label
        case HistoryItem():
            return item.text


def _check_treatment(record: RecordFile, treatment: EarlierTreatment) -> None:
    check(record, treatment)
    same_person(record, treatment.patient_id, patients.condition(record, treatment.condition_id).patient_id)


def _time_problems(medication: Medication) -> list[Problem]:
    since, until = medication.since, medication.until
    if since and until and until.latest < since.earliest:
        return [Problem("until", "It ended before it began.")]
    return []


def _add(record: RecordFile, item: Item) -> Change:
    with record.write(f"add {_spoken(item)}") as rows:
        rows.insert(item)
    undo = partial(_set_withdrawn, item=replace(item, withdrawn_on=record.today()))
    return _change(item, f"{named(item)} added.", undo)


def _edit(record: RecordFile, before: Item, after: Item) -> Change:
    same_person(record, before.patient_id, after.patient_id)
    with record.write(f"edit {_spoken(after)}") as rows:
        rows.update(after)
    return _change(after, f"{named(after)} saved.", partial(_put_back, before=before))


def _set_withdrawn(record: RecordFile, item: Item) -> Change:
    """Take back what was added by mistake; the row stays and says since when it does not count."""
    with record.write(f"take back {_spoken(item)}") as rows:
        rows.update(item)
    undo = partial(_put_back, before=replace(item, withdrawn_on=None))
    return _change(item, f"{named(item)} taken back.", undo)


def _put_back(record: RecordFile, before: Item) -> Change:
    with record.write(f"put back {_spoken(before)}") as rows:
        rows.update(before)
    return _change(before, f"{named(before)}: put back as it was.", None)


def _change(item: Item, said: str, undo: partial[Change] | None) -> Change:
    return Change(frozenset({_kind(item)}), item.patient_id, item.id, said, undo)


def _kind(item: Item) -> str:
    kind: type = type(item)
    return table_of(kind)


def _spoken(item: Item) -> str:
    return _kind(item).replace("_", " ")
