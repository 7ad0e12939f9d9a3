"""The audit trail for its page: its acts with whom they were about, and whether all of it is whole."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from exodesk.core.records.patient import identity_line
from exodesk.storage import audit, patients, replay, trail_units
from exodesk.storage.finding import Finding
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.steps import HowFar
from exodesk.storage.trail_units import UnitLine


@dataclass(frozen=True, slots=True)
class ActLine:
    """`at` in the clinic's zone; `about` names patients, as many as are told."""

    unit: UnitLine
    at: datetime
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is narrowed to: one day of the clinic, one person, words of the act or its reason."""

    day: date | None = None
    patient_id: str | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far the trail had come when it was read through, and what was found."""

    unit: int
    sha256: str
    findings: tuple[Finding, ...]


def acts(record: RecordFile, asked: Asked, before: int | None = None) -> list[ActLine]:
    """The latest first, as many as one page of the list."""
    with record.reading():
        zone = record.zone
        begins = datetime.combine(asked.day, time(), tzinfo=zone).astimezone(UTC) if asked.day else None
        next_day = asked.day + timedelta(days=1) if asked.day else None
        ends = datetime.combine(next_day, time(), tzinfo=zone).astimezone(UTC) if next_day else None
        ids = [chart.id for chart in patients.person(record, asked.patient_id)] if asked.patient_id else None
        units = trail_units.newest(
            record, before=before, begins=begins, ends=ends, patient_ids=ids, words=asked.words.strip()
        )
        return _told(record, units)


def printed_after(record: RecordFile, digits: str) -> ActLine | None:
    """The act that a printed page's hash names; None when this trail has no such act."""
    found = trail_units.with_hash(record, digits)
    return _told(record, [found])[0] if found else None


def verified(record: RecordFile, step: HowFar) -> Verdict:
    """Read the whole trail through, and hold each row against it. In the worker: it opens a connection of its own."""
    with closing(record.for_worker()) as reader:
        head = reader.head()
        found = [*audit.findings(reader.read, step), *replay.findings(reader, step)]
    return Verdict(head.unit, head.sha256.hex(), tuple(found))


def _told(record: RecordFile, units: Sequence[UnitLine]) -> list[ActLine]:
    named = patients.with_ids(record, list({each for unit in units for each in unit.patient_ids}))
    zone = record.zone
    return [
        ActLine(unit, unit.at.astimezone(zone), tuple(identity_line(named[each]) for each in unit.patient_ids))
        for unit in units
    ]
