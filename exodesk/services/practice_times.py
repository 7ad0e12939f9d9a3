"""When the practice is open and what it books: hours, closed days, types of appointment."""

from dataclasses import replace
from functools import partial

from exodesk.core.changes import Change
from exodesk.core.dates import show_date
from exodesk.core.errors import Problem
from exodesk.core.hours import closure_problems, hours_problems, settled
from exodesk.core.records.appointment import USUAL_HOURS, AppointmentType, ClinicHours, Closure
from exodesk.services.checks import check
from exodesk.storage import appointments
from exodesk.storage.recordfile import RecordFile

_HOURS = frozenset({"clinic_hours"})
_CLOSURE = frozenset({"closure"})
_TYPE = frozenset({"appointment_type"})


def save_hours(record: RecordFile, hours: ClinicHours) -> Change:
    """Change the opening hours. What is booked stays where it is, inside them or not."""
    check(record, hours, *hours_problems(hours))
    entered = settled(hours)
    before = appointments.find_hours(record)
    with record.write("save opening hours") as rows:
        (rows.update if before else rows.insert)(entered)
    undo = partial(save_hours, hours=before or USUAL_HOURS)
    return Change(_HOURS, None, entered.id, "Opening hours saved.", undo)


def close_days(record: RecordFile, closure: Closure) -> Change:
    """Close whole days. Who is booked on them stays booked until called."""
    check(record, closure, *closure_problems(closure))
    with record.write("close days") as rows:
        rows.insert(closure)
    return Change(_CLOSURE, None, closure.id, f"{_days(closure)}.", partial(open_days, closure_id=closure.id))


def edit_closure(record: RecordFile, closure: Closure) -> Change:
    """Other days, or another word for them; also puts back what was taken back."""
    before = appointments.closure(record, closure.id)
    check(record, closure, *closure_problems(closure))
    with record.write("edit closed days") as rows:
        rows.update(closure)
    return Change(_CLOSURE, None, closure.id, f"{_days(closure)}.", partial(edit_closure, closure=before))


def open_days(record: RecordFile, closure_id: str) -> Change:
    """They are not closed after all."""
    before = appointments.closure(record, closure_id)
    with record.write("open days again") as rows:
        rows.update(replace(before, withdrawn_on=record.today()))
    said = f"No longer closed: {_days(before)}."
    return Change(_CLOSURE, None, closure_id, said, partial(edit_closure, closure=before))


def add_type(record: RecordFile, kind: AppointmentType) -> Change:
    """Add a type of appointment; its name is unlike those of all others."""
    check(record, kind, *_type_problems(record, kind))
    with record.write("add appointment type") as rows:
        rows.insert(kind)
    return Change(_TYPE, None, kind.id, f"“{kind.name}” added.", partial(remove_type, type_id=kind.id))


def edit_type(record: RecordFile, kind: AppointmentType) -> Change:
    """What was booked as it keeps its words and length, and has its new colour."""
    before = appointments.type_(record, kind.id)
    check(record, kind, *_type_problems(record, kind))
    with record.write("edit appointment type") as rows:
        rows.update(kind)
    return Change(_TYPE, None, kind.id, f"“{kind.name}” saved.", partial(edit_type, kind=before))


def remove_type(record: RecordFile, type_id: str) -> Change:
    """It is offered no more; what was booked as it stays."""
    before = appointments.type_(record, type_id)
    with record.write("remove appointment type") as rows:
        rows.update(replace(before, removed_on=record.today()))
    return Change(_TYPE, None, type_id, f"“{before.name}” removed.", partial(edit_type, kind=before))


def _type_problems(record: RecordFile, kind: AppointmentType) -> list[Problem]:
    others = [each for each in appointments.types(record) if each.removed_on is None and each.id != kind.id]
    if any(each.name.casefold() == (kind.name or "").casefold() for each in others):
        return [Problem("name", f"“{kind.name}” is the name of another type already.")]
    return []


def _days(closure: Closure) -> str:
    """`Vacation: Lisbon, 04-Dec-2026 to 11-Dec-2026`."""
    first, last = show_date(closure.from_on), show_date(closure.until_on)
    return f"{closure.words}, {first}" if first == last else f"{closure.words}, {first} to {last}"
