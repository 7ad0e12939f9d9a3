"""Booking: appointments made, moved, cancelled, and followed through the day. What overlaps asks for a reason.

What is said repeats name, birth date, day and time, so that a wrong patient shows at once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

from exodesk.core.changes import Change
from exodesk.core.dates import WallTime, show_date, show_time, show_weekday
from exodesk.core.errors import InvalidRecord, Problem
from exodesk.core.records.appointment import STILL_TO_COME, Appointment, AppointmentStatus
from exodesk.core.records.contact import Contact
from exodesk.core.records.patient import Patient, show_born, show_name
from exodesk.core.records.visit import VisitKind
from exodesk.core.schedule import appointment_problems, overlapping, status_problems
from exodesk.services.checks import check, refuse, same_person
from exodesk.services.patients import check_patient, insert_patient
from exodesk.services.visits import start_visit
from exodesk.storage import appointments, patients, plans, visits
from exodesk.storage.recordfile import RecordFile

_ONE_DAY = timedelta(days=1)
_WAITING = STILL_TO_COME | {AppointmentStatus.ARRIVED}
_HERE = frozenset({AppointmentStatus.ARRIVED, AppointmentStatus.WITH_YOU, AppointmentStatus.DONE})


def book(record: RecordFile, appointment: Appointment) -> Change:
    """Write an appointment of the chart that counts, or a block of time without a patient."""
    return book_series(record, [appointment])


def book_series(record: RecordFile, series: Sequence[Appointment]) -> Change:
    """Write several appointments of one patient, such as all doses of a series: all or none."""
    entered: list[Appointment] = []
    for each in series:
        whole = _of_person(record, each)
        _check(record, whole, entered)
        entered.append(whole)
    with record.write("book") as rows:
        rows.insert(*entered)
    return _booked(entered, _told(record, entered))


def book_newcomer(
    record: RecordFile, patient: Patient, contacts: Sequence[Contact], series: Sequence[Appointment]
) -> Change:
    """Add somebody new and book them in one act. Undone, the booking is cancelled and the patient stays."""
    check_patient(record, patient, contacts)
    for number, each in enumerate(series):
        _check_fields(record, each)
        _check_overlap(record, each, series[:number])
    with record.write("add patient and book") as rows:
        insert_patient(record, rows, patient, contacts)
        rows.insert(*series)
    change = _booked(series, _told(record, series))
    return replace(change, kinds=change.kinds | {"patient", "contact"})


def edit_appointment(record: RecordFile, appointment: Appointment) -> Change:
    """Replace what was booked; whose it is never changes. Another time is a move, and what is over is not moved."""
    before = appointments.get(record, appointment.id)
    if appointment.patient_id != before.patient_id:
        raise ValueError("An appointment stays with its patient.")
    after = appointment
    if (appointment.starts_at, appointment.minutes) != (before.starts_at, before.minutes):
        after = _moved(appointment, before, appointment.starts_at, record.zone.key)
    _check_whose(record, after)
    if _time(after) != _time(before) or (before.overlap_reason and not after.overlap_reason):
        _check_overlap(record, after, [])
    with record.write("edit appointment") as rows:
        rows.update(after)
    return _change(after, f"Saved: {_words(record, after)}.", [before])


def move(
    record: RecordFile,
    appointment_id: str,
    starts_at: WallTime,
    *,
    minutes: int | None = None,
    overlap_reason: str | None = None,
) -> Change:
    """To another time or length. The old time stays in the history; who had confirmed it has not confirmed the new."""
    before = appointments.get(record, appointment_id)
    wanted = replace(before, minutes=minutes or before.minutes, overlap_reason=overlap_reason)
    after = _moved(wanted, before, starts_at, record.zone.key)
    _check(record, after, [])
    with record.write("move appointment") as rows:
        rows.update(after)
    how = "Moved" if starts_at != before.starts_at else "Length changed"
    return _change(after, f"{how}: {_words(record, after)}, {after.minutes} minutes.", [before])


def cancel(record: RecordFile, appointment_id: str, reason: str | None = None) -> Change:
    """It no longer takes time; it stays in the history, with the reason."""
    return set_status(record, appointment_id, AppointmentStatus.CANCELLED, reason)


def set_status(record: RecordFile, appointment_id: str, status: AppointmentStatus, reason: str | None = None) -> Change:
    """Confirmed, arrived, done, did not come, or booked again. Every change stays in the history.

    Whoever has a visit came: that is taken back by the visit alone.
    """
    before = appointments.get(record, appointment_id)
    visit_id, is_signed = visits.of_appointments(record, [appointment_id]).get(appointment_id, ("", False))
    if is_signed or (visit_id and status not in _HERE):
        raise InvalidRecord([Problem("", f"It has a visit and stays as it is: {before.status.label.lower()}.")])
    refuse(status_problems(before, status, record.now()))
    arrived_at = (before.arrived_at or record.now()) if status in _HERE else None
    after = replace(before, status=status, arrived_at=arrived_at)
    if after.takes_time and not before.takes_time:
        refuse(_patient_problems(record, after))
        _check_overlap(record, after, [])
    with record.write(f"appointment: {status.label.lower()}", reason) as rows:
        rows.update(after)
    return _change(after, f"{status.label}: {_words(record, after)}.", [before])


def start_booked(record: RecordFile, appointment_id: str) -> Change:
    """Begin the visit of an appointment, of the kind that its type says, with the reason it was booked for.

    One that has begun is gone on with: the Change names the visit there is.
    """
    booked = appointments.get(record, appointment_id)
    if booked.patient_id is None:
        raise InvalidRecord([Problem("", "A block of time has no visit.")])
    if begun := visits.of_appointments(record, [appointment_id]).get(appointment_id):
        return Change(frozenset(), booked.patient_id, begun[0])
    if booked.starts_at.day > record.today():  # of a day that is over it may be entered late
        refuse(status_problems(booked, AppointmentStatus.WITH_YOU, record.now()))
    return start_visit(record, booked.patient_id, _kind(record, booked), appointment_id=booked.id, reason=booked.reason)


def start_today(record: RecordFile, patient_id: str, kind: VisitKind) -> Change:
    """Begin a visit of today from the chart. The appointment that waits for it goes with it, lest it begin twice.

    That is whatever somebody who has arrived is booked for, else what is booked for a visit of this kind.
    """
    charts = [chart.id for chart in patients.person(record, patient_id)]
    today = [each for each in appointments.of_patients(record, charts) if each.starts_at.day == record.today()]
    begun = visits.of_appointments(record, [each.id for each in today])
    waiting = [each for each in today if each.status in _WAITING and each.id not in begun]
    waiting.sort(key=lambda each: (each.status is not AppointmentStatus.ARRIVED, each.starts_at.at))
    for each in waiting:
        if each.status is AppointmentStatus.ARRIVED or _kind(record, each) is kind:
            return start_visit(record, patient_id, kind, appointment_id=each.id, reason=each.reason)
    return start_visit(record, patient_id, kind)


def _kind(record: RecordFile, booked: Appointment) -> VisitKind:
    """What its type says; one without a type is a consult."""
    return appointments.type_(record, booked.type_id).kind if booked.type_id else VisitKind.CONSULT


def _moved(appointment: Appointment, before: Appointment, starts_at: WallTime, zone: str) -> Appointment:
    """At another time it is booked anew, in the clinic's zone of today."""
    if before.status not in _WAITING:
        raise InvalidRecord([Problem("", f"It stays as it is: {before.status.label.lower()}. Book another one.")])
    if starts_at == before.starts_at:
        return appointment
    return replace(appointment, starts_at=starts_at, zone=zone, status=AppointmentStatus.BOOKED, arrived_at=None)


def _of_person(record: RecordFile, appointment: Appointment) -> Appointment:
    """Booked on the chart that counts, if the patient's was merged."""
    if appointment.patient_id is None:
        return appointment
    return replace(appointment, patient_id=patients.person(record, appointment.patient_id)[0].id)


def _check(record: RecordFile, appointment: Appointment, with_it: Sequence[Appointment]) -> None:
    _check_whose(record, appointment)
    _check_overlap(record, appointment, with_it)


def _check_whose(record: RecordFile, appointment: Appointment) -> None:
    _check_fields(record, appointment, *_patient_problems(record, appointment))
    if appointment.plan_id and appointment.patient_id:
        same_person(record, appointment.patient_id, plans.get(record, appointment.plan_id).patient_id)


def _check_fields(record: RecordFile, appointment: Appointment, *more: Problem) -> None:
    check(record, appointment, *more, *appointment_problems(appointment))


def _patient_problems(record: RecordFile, appointment: Appointment) -> list[Problem]:
    if appointment.patient_id is None:
        return []
    patient = patients.person(record, appointment.patient_id)[0]
    day = appointment.starts_at.day
    for gone, words in ((patient.died_on, "died"), (patient.moved_on, "moved away")):
        if gone and gone <= day:
            return [Problem("", f"{show_name(patient)} {words} on {show_date(gone)}. Nothing can be booked.")]
    return []


def _check_overlap(record: RecordFile, appointment: Appointment, with_it: Sequence[Appointment]) -> None:
    """What takes the same time needs a reason, and then is let be."""
    if (appointment.overlap_reason or "").strip():
        return
    day = appointment.starts_at.day
    near = [*appointments.between(record, day - _ONE_DAY, day + _ONE_DAY), *with_it]
    if met := overlapping(appointment, near):
        text = f"It overlaps {_short(record, met[0])}. Type why, or choose another time."
        raise InvalidRecord([Problem("overlap_reason", text)])


def _time(appointment: Appointment) -> tuple[WallTime, str, int]:
    return appointment.starts_at, appointment.zone, appointment.minutes


def _short(record: RecordFile, appointment: Appointment) -> str:
    who = appointment.reason or "blocked time"
    if appointment.patient_id:
        who = show_name(patients.get(record, appointment.patient_id))
    return f"{show_time(appointment.starts_at.at)} {who}"


def _words(record: RecordFile, appointment: Appointment) -> str:
    """`ROE, Richard, born 02-Jan-1960, Fri 04-Dec-2026 10:30`."""
    starts = appointment.starts_at
    when = f"{show_weekday(starts.day)} {show_time(starts.at)}"
    if appointment.patient_id is None:
        return f"{appointment.reason or 'Blocked time'}, {when}"
    patient = patients.get(record, appointment.patient_id)
    return f"{show_name(patient)}, {show_born(patient)}, {when}"


def _told(record: RecordFile, series: Sequence[Appointment]) -> str:
    first, *more = series
    verb = "Blocked" if first.is_block else "Booked"
    also = "".join(f"; {show_weekday(each.starts_at.day)} {show_time(each.starts_at.at)}" for each in more)
    return f"{verb}: {_words(record, first)}{also}."


def _booked(series: Sequence[Appointment], said: str) -> Change:
    cancelled = [replace(each, status=AppointmentStatus.CANCELLED) for each in series]
    return _change(series[0], said, cancelled)


def _change(appointment: Appointment, said: str, before: Sequence[Appointment]) -> Change:
    undo = partial(_put_back, before=tuple(before))
    return Change(frozenset({"appointment"}), appointment.patient_id, appointment.id, said, undo)


def _put_back(record: RecordFile, before: Iterable[Appointment]) -> Change:
    """All fields as they were; refused where it would book somebody who is gone by now."""
    put = list(before)
    now = [appointments.get(record, each.id) for each in put]
    for was, each in zip(now, put, strict=True):
        if each.takes_time and not was.takes_time:
            refuse(_patient_problems(record, each))
    with record.write("undo: appointment") as rows:
        for each in put:
            rows.update(each)
    gone = all(not each.takes_time for each in put)
    how = "Cancelled" if gone else "As it was"
    return _change(put[0], f"{how}: {_words(record, put[0])}.", now)
