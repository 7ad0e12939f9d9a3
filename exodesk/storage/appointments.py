"""Appointments, phone notes and calls as stored."""

from collections.abc import Sequence

from exodesk.core.records.contact import Appointment, CallAttempt, PhoneNote
from exodesk.storage.reading import Reader, listed, one, records


def get(record: Reader, appointment_id: str) -> Appointment:
    return one(record, Appointment, appointment_id, "SELECT * FROM appointment WHERE id = ?", appointment_id)


def of_patients(record: Reader, patient_ids: Sequence[str]) -> list[Appointment]:
    """Cancelled ones too, oldest first."""
    sql = "SELECT * FROM appointment WHERE patient_id IN (SELECT value FROM json_each(?)) ORDER BY starts_at, id"
    return records(record, Appointment, sql, listed(patient_ids))


def call(record: Reader, call_id: str) -> CallAttempt:
    return one(record, CallAttempt, call_id, "SELECT * FROM call_attempt WHERE id = ?", call_id)


def phone_note(record: Reader, note_id: str) -> PhoneNote:
    return one(record, PhoneNote, note_id, "SELECT * FROM phone_note WHERE id = ?", note_id)
