"""Appointments, their types, the hours of the clinic, phone notes and calls as stored."""

from collections.abc import Sequence
from datetime import date, datetime

from exodesk.core.dates import utc_from_text
from exodesk.core.records.appointment import (
    USUAL_HOURS,
    Appointment,
    AppointmentType,
    ClinicHours,
    Closure,
)
from exodesk.core.records.contact import PhoneNote
from exodesk.storage.reading import Reader, by_id, listed, records


def get(record: Reader, appointment_id: str) -> Appointment:
    return by_id(record, Appointment, appointment_id)


def of_patients(record: Reader, patient_ids: Sequence[str]) -> list[Appointment]:
    """Cancelled ones too, oldest first."""
    sql = "SELECT * FROM appointment WHERE patient_id IN (SELECT value FROM json_each(?)) ORDER BY starts_at, id"
    return records(record, Appointment, sql, listed(patient_ids))


def between(record: Reader, first: date, last: date) -> list[Appointment]:
    """All that begin on these days, cancelled ones and blocks too, in order of time."""
    sql = "SELECT * FROM appointment WHERE starts_at >= ? AND starts_at < ? ORDER BY starts_at, id"
    return records(record, Appointment, sql, first.isoformat(), f"{last.isoformat()}T24")


def changes(record: Reader, appointment_ids: Sequence[str]) -> dict[str, tuple[int, datetime]]:
    """By appointment: how often the trail says it was changed since it was booked, and when it was last written."""
    rows = record.read(
        """SELECT row_id, sum(op = 'update'), max(at) FROM audit
        JOIN audit_unit ON unit = (SELECT unit FROM audit_unit WHERE last_seq >= audit.seq ORDER BY last_seq LIMIT 1)
        WHERE tbl = 'appointment' AND row_id IN (SELECT value FROM json_each(?)) GROUP BY row_id""",
        [listed(appointment_ids)],
    )
    return {row[0]: (row[1], utc_from_text(row[2])) for row in rows}


def no_shows(record: Reader, patient_ids: Sequence[str]) -> dict[str, int]:
    """By chart: how often somebody was waited for in vain. Charts without are left out."""
    rows = record.read(
        """SELECT patient_id, count(*) FROM appointment
        WHERE patient_id IN (SELECT value FROM json_each(?)) AND status = 'no_show' GROUP BY patient_id""",
        [listed(patient_ids)],
    )
    return {row[0]: row[1] for row in rows}


def types(record: Reader) -> list[AppointmentType]:
    """Removed ones too, in the order of entry: what was booked as one keeps its colour."""
    return records(record, AppointmentType, "SELECT * FROM appointment_type ORDER BY rowid")


def type_(record: Reader, type_id: str) -> AppointmentType:
    return by_id(record, AppointmentType, type_id)


def find_hours(record: Reader) -> ClinicHours | None:
    """None while nobody changed them."""
    found = records(record, ClinicHours, "SELECT * FROM clinic_hours")
    return found[0] if found else None


def hours(record: Reader) -> ClinicHours:
    return find_hours(record) or USUAL_HOURS


def closures(record: Reader, since: date) -> list[Closure]:
    """Closed days that have not ended before a day, the first one first."""
    sql = "SELECT * FROM closure WHERE until_on >= ? AND withdrawn_on IS NULL ORDER BY from_on, id"
    return records(record, Closure, sql, since.isoformat())


def closure(record: Reader, closure_id: str) -> Closure:
    return by_id(record, Closure, closure_id)


def phone_note(record: Reader, note_id: str) -> PhoneNote:
    return by_id(record, PhoneNote, note_id)


def phone_notes_of(record: Reader, patient_ids: Sequence[str]) -> list[PhoneNote]:
    """Those not taken back, oldest first."""
    return records(
        record,
        PhoneNote,
        """SELECT * FROM phone_note WHERE patient_id IN (SELECT value FROM json_each(?)) AND withdrawn_on IS NULL
        ORDER BY called_on, called_at, id""",
        listed(patient_ids),
    )
