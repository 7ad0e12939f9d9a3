"""What leans on an act that is to be taken back: a plan on the words of its condition, a dose on its plan.

What leans by changing the row itself, as a visit changes its appointment, needs no rule here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from exodesk.core.dates import show_time, show_weekday
from exodesk.core.history import Columns, Entry
from exodesk.core.records.appointment import TAKES_NO_TIME, Appointment
from exodesk.core.records.injection import Injection, InjectionSource, InjectionStatus
from exodesk.core.records.plan import Plan
from exodesk.core.schedule import overlapping
from exodesk.storage import appointments, patients, trail_rows
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.rows import table_of

_BUILDS = "came after it and builds on it"
_NO_TIME = {status.value for status in TAKES_NO_TIME}
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Leaning:
    """Acts that lean, if they came since, and how, in words."""

    entries: Sequence[Entry]
    how: str


@dataclass(frozen=True, slots=True)
class _Rule:
    """Rows of `child` lean on a row of `parent` whose `of` stands in their column.

    Only where the act has added that row (`made`), or where one of these columns changes.
    """

    parent: str
    child: type
    column: str
    of: str = "id"
    made: bool = False
    columns: frozenset[str] = frozenset()


_RULES = (
    _Rule("appointment_type", Appointment, "type_id", made=True),
    _Rule("condition", Plan, "condition_id"),
    _Rule("lot", InjectionSource, "lot_id"),
    # what a dose was given under
    _Rule("plan", Injection, "plan_id"),
    _Rule("consent", Injection, "consent_id"),
    _Rule("injection", Injection, "plan_id", of="plan_id", columns=frozenset({"status"})),
    *(_Rule(each, Injection, "plan_id", of="plan_id") for each in ("plan_act", "hold", "washout", "baseline_by_hand")),
    _Rule("hold", Injection, "patient_id", of="patient_id"),
    _Rule("washout", Injection, "patient_id", of="patient_id"),
)


def leaning_on(record: RecordFile, written: Iterable[Entry], past: Iterable[Entry], own: range) -> Iterator[Leaning]:
    """What leans on rows that are being written back. `own`: the units of the act; `past`: what was sealed of the rows.

    Whatever leans is told, of any time: the caller knows what came since.
    """
    added = {entry.key for entry in past if entry.op == "insert" and entry.unit in own}
    for entry in written:
        for rule in _RULES:
            if rule.parent == entry.table and _applies(rule, entry, made=entry.key in added):
                yield Leaning(_referring(record, rule, entry), _BUILDS)
        if entry.table == table_of(Appointment):
            yield from _in_its_time(record, entry)


def _applies(rule: _Rule, entry: Entry, *, made: bool) -> bool:
    if rule.of == "patient_id" and entry.new.get("plan_id"):
        return False
    changed = any(entry.old.get(column) != entry.new.get(column) for column in rule.columns)
    return (made or not rule.made) and (changed or not rule.columns)


def _referring(record: RecordFile, rule: _Rule, entry: Entry) -> list[Entry]:
    """The acts by which rows came to refer to it, as far as they still count."""
    value = entry.new.get(rule.of)
    if value is None:
        return []
    values = {str(value)}
    if rule.of == "patient_id":
        values = {chart.id for chart in patients.person(record, str(value))}
    keys = [key for key in trail_rows.keys(record, rule.child, rule.column, values) if key != entry.key]
    entries = trail_rows.of_rows(record, keys)
    counting = {each.key for each in {each.key: each for each in entries}.values() if _counts(each.new)}
    return [
        each
        for each in entries
        if each.key in counting
        and each.new.get(rule.column) in values
        and (each.old.get(rule.column) not in values or not _counts(each.old))
    ]


def _counts(columns: Columns) -> bool:
    """An injection that was not done is no dose."""
    return columns.get("status") != InjectionStatus.NOT_DONE.value


def _in_its_time(record: RecordFile, entry: Entry) -> Iterator[Leaning]:
    """Other appointments that came into the time to which this one goes back."""
    back = appointments.get(record, entry.row_id)
    if back.overlap_reason or not _takes_other_time(entry):
        return
    day = back.starts_at.day
    met = overlapping(back, appointments.between(record, day - _A_DAY, day + _A_DAY))
    entries = trail_rows.of_rows(record, [(entry.table, each.id) for each in met])
    when = f"{show_weekday(day)} {show_time(back.starts_at.at)}"
    yield Leaning([each for each in entries if _takes_other_time(each)], f"came after it and takes its time, {when}")


def _takes_other_time(entry: Entry) -> bool:
    return _time(entry.old) != _time(entry.new)


def _time(columns: Columns) -> tuple[object, ...] | None:
    """What an appointment takes of the day."""
    if not columns or columns["status"] in _NO_TIME:
        return None
    return columns["starts_at"], columns["minutes"], columns["zone"]
