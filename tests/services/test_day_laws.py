"""Weeks at the desk at random: whatever is booked, called, noted, merged and undone, the lists never contradict it."""

import json
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import icalendar
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from exodesk.cli.verbs.reading import agenda as agenda_verb
from exodesk.core.changes import Change
from exodesk.core.dates import WallTime
from exodesk.core.errors import InvalidRecord
from exodesk.core.leaving import Leaving, Why
from exodesk.core.phone import hold_after
from exodesk.core.records.appointment import Appointment, AppointmentStatus, Closure, ClosureKind, Serves
from exodesk.core.records.contact import CallAbout, CallAttempt, CallResult, PhoneAct, PhoneNote, RedFlag
from exodesk.core.records.patient import Patient
from exodesk.core.records.plan import BoosterRule, Hold, HoldReason
from exodesk.core.records.task import Task
from exodesk.core.records.visit import VisitKind
from exodesk.core.schedule import overlapping, stretch, stretch_of
from exodesk.exchange.appointments import save_icalendar
from exodesk.queries import agenda, away, history
from exodesk.queries.boosters import boosters, overdue_and_due
from exodesk.queries.soundness import findings
from exodesk.queries.to_book import aims_of
from exodesk.queries.to_do import to_do
from exodesk.queries.today import read_today
from exodesk.services import booking, contact, leaving, phone_notes, plan_acts, practice_times, tasks
from exodesk.services.patients import merge_patients, unmerge_patient
from exodesk.services.undoing import CannotUndo, Undoing
from exodesk.storage import appointments, patients, plans
from exodesk.storage import tasks as stored_tasks
from exodesk.storage.reading import by_id
from exodesk.storage.surroundings import Surroundings
from tests import way_in
from tests.factories import PASSPHRASE, Clock, a_consent, a_lot, a_patient, a_plan, an_appointment, give, new_record

STATUS = AppointmentStatus
NO_TIME, AHEAD = ("cancelled", "no_show"), ("booked", "confirmed")
TIMES = [time(9), time(9, 30), time(10), time(11, 15)]
BOOSTER_DUE = date(2026, 9, 2)


class Desk:
    """One record over weeks: three people whose boosters fall due, and what was done with each appointment."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock, self.ids = folder, Clock(), count(1)
        self.record = new_record(folder, self.clock)
        self.people = [a_patient(self.record, given_name=name) for name in ("Alex", "Blair", "Casey")]
        lot = a_lot(self.record)
        for each in self.people:
            a_consent(self.record, each)
            plan = a_plan(self.record, each, booster=BoosterRule.FIXED, booster_months=6)
            give(self.record, plan, lot)
        self.clock.go_to(BOOSTER_DUE)
        self.passphrase = folder / "passphrase"
        self.passphrase.write_text(PASSPHRASE)
        self.undoing = Undoing(self.record)
        self.changes: Counter[str] = Counter()
        self.whose: dict[str, str | None] = {}
        self.offered: list[Change] = []

    def new_id(self) -> str:
        return f"made-{next(self.ids):04}"

    def someone(self, pick: int) -> str:
        return self.people[pick % len(self.people)]

    def plan_of(self, patient_id: str) -> str:
        charts = [chart.id for chart in patients.person(self.record, patient_id)]
        return plans.of_patients(self.record, charts)[0].id

    def wall(self, pick: int) -> WallTime:
        return WallTime(self.record.today() + timedelta(days=pick // len(TIMES) % 3), TIMES[pick % len(TIMES)])

    def booked(self, pick: int) -> Appointment | None:
        ids = [row["id"] for row in self.record.read("SELECT id FROM appointment ORDER BY rowid")]
        return appointments.get(self.record, ids[-1 - pick % min(4, len(ids))]) if ids else None

    def one(self, sql: str, pick: int) -> str | None:
        ids = [str(row[0]) for row in self.record.read(sql)]
        return ids[pick % len(ids)] if ids else None

    def does(self, operation: Callable[..., Change], *args: Any, **named: Any) -> None:
        before = self.record.head()
        change = operation(self.record, *args, **named)
        self.undoing.note(change, before)
        if change.undo:
            self.offered.append(change)

    def reopen(self) -> None:
        path = self.record.path
        self.record.close()
        world = Surroundings(clock=self.clock, make_id=lambda _: self.new_id())
        self.record = way_in.open_with_passphrase(path, PASSPHRASE, surroundings=world)
        self.undoing, self.offered = Undoing(self.record), []


# What is done


def book(desk: Desk, who: int, pick: int) -> None:
    patient = desk.someone(who)
    served: dict[str, Any] = {}
    if pick % 3:
        served = {"plan_id": desk.plan_of(patient), "serves": [Serves.BOOSTER, Serves.FOLLOW_UP][pick % 3 - 1]}
    wanted = an_appointment(desk.record, patient, desk.wall(pick), **served)
    desk.does(booking.book, replace(wanted, id=desk.new_id(), overlap_reason="Asked for" if who % 2 else None))


def book_series(desk: Desk, who: int, pick: int) -> None:
    patient = desk.someone(who)
    series = [an_appointment(desk.record, patient, desk.wall(pick + 4 * week)) for week in range(2)]
    desk.does(booking.book_series, [replace(each, id=desk.new_id()) for each in series])


def book_newcomer(desk: Desk, who: int, pick: int) -> None:
    new = Patient(
        id=desk.new_id(), chart_no=0, family_name="Newcomer", given_name=f"No {who}", entered_on=desk.record.today()
    )
    series = [replace(an_appointment(desk.record, new.id, desk.wall(pick)), id=desk.new_id())]
    desk.does(booking.book_newcomer, new, [], series)


def block(desk: Desk, who: int, pick: int) -> None:
    more: dict[str, Any] = {"type_id": None, "type": None, "reason": "Lunch", "minutes": 15 * (who + 1)}
    desk.does(booking.book, replace(an_appointment(desk.record, None, desk.wall(pick), **more), id=desk.new_id()))


def move(desk: Desk, who: int, pick: int) -> None:
    if found := desk.booked(who):
        desk.does(booking.move, found.id, desk.wall(pick), minutes=[30, 45, 60, None][pick % 4])


def edit(desk: Desk, who: int, pick: int) -> None:
    if found := desk.booked(who):
        desk.does(booking.edit_appointment, replace(found, room_note=f"Room {pick % 3}"))


def set_status(desk: Desk, who: int, pick: int) -> None:
    if found := desk.booked(who):
        desk.does(booking.set_status, found.id, list(STATUS)[pick % len(STATUS)])


def start(desk: Desk, who: int, pick: int) -> None:
    found = desk.booked(who)
    if found and pick % 2:
        desk.does(booking.start_booked, found.id)
    else:
        desk.does(booking.start_today, desk.someone(who), list(VisitKind)[pick % 3])


def close_days(desk: Desk, who: int, pick: int) -> None:
    first = desk.record.today() + timedelta(days=pick % 3)
    closed = Closure(id=desk.new_id(), kind=ClosureKind.VACATION, from_on=first, until_on=first + timedelta(days=who))
    desk.does(practice_times.close_days, closed)


def open_days(desk: Desk, _: int, pick: int) -> None:
    if found := desk.one("SELECT id FROM closure WHERE withdrawn_on IS NULL ORDER BY rowid", pick):
        desk.does(practice_times.open_days, found)


def add_task(desk: Desk, who: int, pick: int) -> None:
    today = desk.record.today()
    about = desk.someone(who) if pick % 2 else None
    day = today + timedelta(days=pick % 2)
    desk.does(tasks.add_task, Task(id=desk.new_id(), text="Call", patient_id=about, due_on=day, entered_on=today))


def work_task(desk: Desk, who: int, pick: int) -> None:
    if found := desk.one("SELECT id FROM task WHERE withdrawn_on IS NULL ORDER BY rowid", pick):
        if who:
            desk.does(tasks.finish_task, found)
        else:
            desk.does(tasks.edit_task, replace(stored_tasks.get(desk.record, found), due_on=desk.record.today()))


def phone_note(desk: Desk, who: int, pick: int) -> None:
    patient = desk.someone(who)
    note = PhoneNote(
        id=desk.new_id(),
        patient_id=patient,
        called_at=desk.record.now(),
        called_on=desk.record.today(),
        red_flags=(RedFlag.FEVER.value,) if pick % 2 else (),
        act=PhoneAct.SEE_TODAY if pick % 2 else PhoneAct.REASSURED,
    )
    held = hold_after(note, desk.plan_of(patient), desk.new_id()) if pick % 4 == 1 else None
    desk.does(phone_notes.add_phone_note, note, hold=held)


def settle(desk: Desk, _: int, pick: int) -> None:
    if found := desk.one("SELECT id FROM phone_note WHERE waits = 1 ORDER BY rowid", pick):
        desk.does(phone_notes.settle_phone_note, found)


def call(desk: Desk, who: int, pick: int) -> None:
    about = [CallAbout.BOOSTER, CallAbout.BOOSTER, CallAbout.CONFIRMATION][pick % 3]
    desk.does(contact.log_call_now, desk.someone(who), about, list(CallResult)[pick % len(CallResult)])


def withdraw_call(desk: Desk, _: int, pick: int) -> None:
    if found := desk.one("SELECT id FROM call_attempt WHERE withdrawn_on IS NULL ORDER BY rowid", pick):
        desk.does(contact.withdraw_call, by_id(desk.record, CallAttempt, found))


def work_plan(desk: Desk, who: int, pick: int) -> None:
    patient, today = desk.someone(who), desk.record.today()
    plan_id, ahead = desk.plan_of(patient), today + timedelta(days=1 + pick)
    match pick % 4:
        case 0:
            desk.does(plan_acts.snooze, plan_id, ahead, "On a journey")
        case 1:
            desk.does(plan_acts.set_date, plan_id, ahead, "Asked for it")
        case 2:
            declined = Hold(
                id=desk.new_id(), patient_id=patient, plan_id=plan_id, from_on=today, reason=HoldReason.DECLINED
            )
            desk.does(plan_acts.hold, declined)
        case 3:
            desk.does(plan_acts.review_plan, plan_id, today, "Thought through")


def release(desk: Desk, _: int, pick: int) -> None:
    sql = "SELECT id FROM hold WHERE withdrawn_on IS NULL AND until_on IS NULL ORDER BY rowid"
    if found := desk.one(sql, pick):
        desk.does(plan_acts.release_hold, found, desk.record.today())


def merge(desk: Desk, who: int, pick: int) -> None:
    desk.does(merge_patients, desk.someone(who), desk.someone(who + 1 + pick % 2), "One person")


def part(desk: Desk, _: int, pick: int) -> None:
    if found := desk.one("SELECT id FROM patient WHERE merged_into IS NOT NULL ORDER BY rowid", pick):
        desk.does(unmerge_patient, found)


def leave(desk: Desk, who: int, pick: int) -> None:
    why = list(Why)[pick % 3]
    if pick % 2:
        desk.does(leaving.take_back, desk.someone(who), why)
    else:
        day = None if why is Why.DO_NOT_CONTACT else desk.record.today()
        desk.does(leaving.leave, desk.someone(who), Leaving(why=why, on=day))


def undo(desk: Desk, who: int, pick: int) -> None:
    """The last act, or one of which the bar still tells."""
    told = desk.offered[-1 - pick % min(5, len(desk.offered))] if who and desk.offered else None
    if desk.undoing.take_back(told):
        event("undone")


def pass_by(desk: Desk, who: int, pick: int) -> None:
    desk.clock.pass_by(**({"hours": 1 + pick % 3} if who else {"days": 1 + pick % 2}))


def reopen(desk: Desk, _who: int, _pick: int) -> None:
    desk.reopen()


ACTS = (book, book, book, book_series, book_newcomer, block, move, move, edit, set_status, set_status, set_status)
ACTS += (start, close_days, open_days, add_task, work_task, phone_note, settle, call, call, withdraw_call)
ACTS += (work_plan, work_plan, release, merge, part, leave, undo, undo, undo, undo, pass_by, reopen)
steps = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 2), st.integers(0, 11)), min_size=20, max_size=40)


# What holds after each act


def rows_of(desk: Desk, table: str) -> list[dict[str, Any]]:
    return [dict(zip(row.keys(), row, strict=True)) for row in desk.record.read(f'SELECT * FROM "{table}"')]


def nobody_is_listed_and_booked(desk: Desk) -> None:
    """Neither on the list of boosters, nor offered to be booked as if nobody were."""
    today, counts_as = desk.record.today().isoformat(), counted_as(desk)
    ahead = [row for row in rows_of(desk, "appointment") if row["starts_at"] >= today and row["status"] not in NO_TIME]
    listed = boosters(desk.record)
    assert {row.listed.plan_id for row in overdue_and_due(desk.record)} <= {row.listed.plan_id for row in listed}
    for row in listed:
        for each in (row.listed, *row.others):
            mine = [one for one in ahead if one["patient_id"] and counts_as[one["patient_id"]] == row.patient.id]
            assert not [one for one in mine if one["serves"] != "follow_up" and one["plan_id"] in (None, each.plan_id)]
            booked = {aim.plan.id for aim in aims_of(desk.record, row.patient.id) if aim.is_booked and not aim.point}
            assert each.plan_id not in booked
    assert len({row.patient.id for row in listed}) == len(listed)


def attempts_are_counted(desk: Desk) -> None:
    counts_as = counted_as(desk)
    calls = [row for row in rows_of(desk, "call_attempt") if row["withdrawn_on"] is None]
    visits = rows_of(desk, "visit")
    for row in boosters(desk.record):
        mine = [one for one in calls if counts_as[one["patient_id"]] == row.patient.id]
        reached = max((one["called_at"] for one in mine if one["result"] == "reached"), default="")
        seen = max((one["visited_on"] for one in visits if counts_as[one["patient_id"]] == row.patient.id), default="")
        tries = [one for one in mine if one["about"] == "booster" and one["result"] not in ("reached", "letter")]
        wanted = sum(1 for one in tries if one["called_at"] > reached and one["called_on"] > seen)
        assert row.listed.tries.count == wanted


def counted_as(desk: Desk) -> dict[str, str]:
    """By chart: the one that counts."""
    return {row["id"]: row["merged_into"] or row["id"] for row in rows_of(desk, "patient")}


def appointments_keep_patient_and_history(desk: Desk, before: dict[str, dict[str, Any]]) -> None:
    """What an appointment was before each change stands in its history; its patient never changes."""
    now = {row["id"]: row for row in rows_of(desk, "appointment")}
    assert before.keys() <= now.keys()
    changed = [key for key in now if key in before and before[key] != now[key]]
    desk.changes.update(changed)
    for key, row in now.items():
        assert desk.whose.setdefault(key, row["patient_id"]) == row["patient_id"]
    for key in changed:
        told = history.of_appointment(desk.record, key)
        assert len(told) == desk.changes[key] + 1
    for key, (number, _) in appointments.changes(desk.record, list(now)).items():
        assert number == desk.changes[key]


def overlaps_have_a_reason(desk: Desk) -> None:
    every = [appointments.get(desk.record, row["id"]) for row in rows_of(desk, "appointment")]
    for one in every:
        for other in overlapping(one, every):
            assert one.overlap_reason or other.overlap_reason, (one, other)


def free_time_is_free(desk: Desk) -> None:
    every = [appointments.get(desk.record, row["id"]) for row in rows_of(desk, "appointment")]
    for slot in agenda.first_free(desk.record, 30, desk.record.today(), count=2):
        taken = stretch(slot, desk.record.zone.key, 30)
        assert not [each for each in every if each.takes_time and stretch_of(each).overlaps(taken)]
        assert not agenda.openings(desk.record).why_closed(slot.day)


def lists_of_today_are_whole(desk: Desk) -> None:
    today = desk.record.today()
    rows = rows_of(desk, "appointment")
    of_today = sorted(row["id"] for row in rows if row["starts_at"].startswith(today.isoformat()))
    assert sorted(each.booking.appointment.id for each in read_today(desk.record).coming) == of_today
    tasks_due = {row["id"] for row in rows_of(desk, "task") if is_open(row) and row["due_on"] <= today.isoformat()}
    waiting = {row["id"] for row in rows_of(desk, "phone_note") if row["waits"] and row["withdrawn_on"] is None}
    found = to_do(desk.record)
    assert {each.task.id for each in found.tasks} == tasks_due
    assert {each.note.id for each in found.notes} == waiting
    last = today + timedelta(days=2)
    under = {
        row["id"]
        for row in rows
        if row["patient_id"] and row["status"] in AHEAD and today.isoformat() <= row["starts_at"] < f"{last}T24"
    }
    assert {each.appointment.id for each in away.under(desk.record, today, last).bookings} == under


def is_open(row: dict[str, Any]) -> bool:
    return row["done_on"] is None and row["withdrawn_on"] is None


def no_shows_are_counted(desk: Desk) -> None:
    counts_as = counted_as(desk)
    missed = Counter(counts_as[row["patient_id"]] for row in rows_of(desk, "appointment") if row["status"] == "no_show")
    for chart, counts in counts_as.items():
        assert agenda.no_shows_of(desk.record, chart) == missed[counts]


# What holds at the end


def the_verb_says_the_same(desk: Desk) -> None:
    path = str(desk.record.path)
    for day in (desk.record.today(), desk.record.today() + timedelta(days=1)):
        asked = [path, "--passphrase-file", str(desk.passphrase), "--day", day.isoformat(), "--json"]
        said = json.loads(agenda_verb.main(asked, standalone_mode=False).text)
        shown = [
            (each.appointment.id, each.appointment.status.value, each.patient and each.patient.id)
            for each in agenda.day_of(desk.record, day)
        ]
        assert [(each["id"], each["status"], each["patient_id"]) for each in said] == shown


def the_calendar_file_says_the_same(desk: Desk) -> None:
    path = desk.folder / "out.ics"
    rows = {row["id"]: row for row in rows_of(desk, "appointment")}
    save_icalendar(desk.record, path, date(2026, 1, 1), date(2027, 12, 31))
    events = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert {str(each["UID"]): int(each["SEQUENCE"]) for each in events} == {key: desk.changes[key] for key in rows}
    for each in events:
        row = rows[str(each["UID"])]
        assert (str(each["STATUS"]) == "CANCELLED") == (row["status"] in NO_TIME)
        assert f"{each['DTSTART'].dt:%Y-%m-%dT%H:%M}" == row["starts_at"]
        assert "SAMPLE" not in each["SUMMARY"].upper()


@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(steps)
def test_the_lists_never_contradict_what_was_done(
    path: list[tuple[Callable[[Desk, int, int], None], int, int]],
) -> None:
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        for act, who, pick in path:
            before = {row["id"]: row for row in rows_of(desk, "appointment")}
            desk.clock.pass_by(minutes=1)
            try:
                act(desk, who, pick)
            except (InvalidRecord, CannotUndo) as refused:
                event(f"{act.__name__} refused: {type(refused).__name__}")
            appointments_keep_patient_and_history(desk, before)
            nobody_is_listed_and_booked(desk)
            attempts_are_counted(desk)
            overlaps_have_a_reason(desk)
            lists_of_today_are_whole(desk)
            no_shows_are_counted(desk)
        with closing(desk.record):
            free_time_is_free(desk)
            the_verb_says_the_same(desk)
            the_calendar_file_says_the_same(desk)
            assert findings(desk.record) == []
