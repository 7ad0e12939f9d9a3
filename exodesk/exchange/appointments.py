"""Appointments of some days written for other programs, with a line in the audit trail."""

from datetime import date
from pathlib import Path

from exodesk.core.errors import StorageError
from exodesk.exchange.icalendar import BEGINS, Event, icalendar
from exodesk.queries import agenda
from exodesk.storage import appointments
from exodesk.storage.files import begins_with, write_whole
from exodesk.storage.recordfile import RecordFile


def save_icalendar(record: RecordFile, path: Path, first: date, last: date, *, with_names: bool = False) -> int:
    """Write all that begins on these days, cancelled ones too; returns how many.

    An earlier calendar is replaced whole; a file of another kind is not, of all things the record.
    """
    if not path.parent.is_dir():
        raise StorageError(f"Nothing was saved: there is no folder {path.parent}. Choose another place.")
    if path.exists() and not begins_with(path, BEGINS.encode()):
        raise StorageError(f"Nothing was saved: {path} is there already and is no calendar. Choose another name.")
    found = agenda.between(record, first, last)
    changes = appointments.changes(record, [each.appointment.id for each in found])
    events = [
        Event(
            appointment=each.appointment,
            patient=each.patient,
            changes=changes[each.appointment.id][0],
            changed_at=changes[each.appointment.id][1],
        )
        for each in found
    ]
    content = icalendar(events, zone=record.zone.key, stamped_at=record.now(), with_names=with_names)
    try:
        write_whole(path, content)
    except OSError as error:
        raise StorageError(f"{path} was not written ({error.strerror}). Choose another place.") from error
    names = "with names" if with_names else "without names"
    record.log("export appointments", f"iCalendar, {first.isoformat()} to {last.isoformat()}, {names}")
    return len(events)
