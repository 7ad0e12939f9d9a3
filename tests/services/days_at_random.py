"""A desk over weeks, at which anything may be done: booked, called, noted, merged, undone, opened anew."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import event
from hypothesis import strategies as st

from exodesk.core.changes import Change
from exodesk.core.dates import WallTime
from exodesk.core.leaving import Leaving, Why
from exodesk.core.phone import hold_after
from exodesk.core.records.appointment import Appointment, AppointmentStatus, Closure, ClosureKind, Serves
from exodesk.core.records.contact import CallAbout, CallAttempt, CallResult, PhoneAct, PhoneNote, RedFlag
from exodesk.core.records.patient import Patient
from exodesk.core.records.plan import BoosterRule, Hold, HoldReason
from exodesk.core.records.task import Task
from exodesk.core.records.visit import VisitKind
from exodesk.services import booking, contact, leaving, phone_notes, plan_acts, practice_times, tasks
from exodesk.services.patients import merge_patients, unmerge_patient
from exodesk.services.undoing import Undoing
from exodesk.storage import appointments, patients, plans
from exodesk.storage import tasks as stored_tasks
from exodesk.storage.reading import by_id
from exodesk.storage.surroundings import Surroundings
from tests import way_in
from tests.factories import PASSPHRASE, Clock, a_consent, a_lot, a_patient, a_plan, an_appointment, give, new_record

STATUS = AppointmentStatus
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


Act = Callable[[Desk, int, int], None]
ACTS: tuple[Act, ...] = (
    book,
    book,
    book,
    book_series,
    book_newcomer,
    block,
    move,
    move,
    edit,
    set_status,
    set_status,
    set_status,
    start,
    close_days,
    open_days,
    add_task,
    work_task,
    phone_note,
    settle,
    call,
    call,
    withdraw_call,
    work_plan,
    work_plan,
    release,
    merge,
    part,
    leave,
    undo,
    undo,
    undo,
    undo,
    pass_by,
    reopen,
)
steps = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 2), st.integers(0, 11)), min_size=20, max_size=40)
