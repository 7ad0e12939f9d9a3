"""Any acts and undos over a real record end as if the acts that were taken back had never been done, or are refused."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from exodesk.core.changes import Change
from exodesk.core.dates import WallTime
from exodesk.core.errors import InvalidRecord
from exodesk.core.leaving import Leaving, Why
from exodesk.core.records.appointment import AppointmentStatus
from exodesk.core.records.contact import CallAbout, CallAttempt, CallResult
from exodesk.core.records.plan import Hold, HoldReason, PlanAct, PlanActKind
from exodesk.core.records.task import Task
from exodesk.services import booking, contact, leaving, plan_acts, plans, reach, tasks
from exodesk.services.patients import edit_patient, merge_patients
from exodesk.services.undoing import CannotUndo, Undoing
from exodesk.storage import background, patients
from exodesk.storage import plans as stored_plans
from exodesk.storage import tasks as stored_tasks
from exodesk.storage.recordfile import RecordFile
from tests.factories import START, Clock, a_contact, a_patient, a_plan, an_appointment, new_record

Act = Callable[[RecordFile], Change]
Key = tuple[str, str]
Rows = dict[Key, dict[str, object]]

PEOPLE, SLOTS = 2, 3
LEANS = ("takes its time", "is the preferred one now", "is booked for", "is open", "joins both charts", "is merged")
OUT = ("withdrawn_on", "ended_on")


@dataclass
class Done:
    """An act as it was done, what it wrote, and whether it was taken back since."""

    act: Act
    at: int
    change: Change
    wrote: frozenset[Key]
    added: frozenset[Key]
    is_undone: bool = False


class Desk:
    """One record at which acts are done; `made` is what they added and is not undone."""

    def __init__(self, folder: Path) -> None:
        self.clock = Clock()
        self.record = new_record(folder, self.clock)
        self.people = [a_patient(self.record, given_name=name) for name in ("Alex", "Blair")]
        self.plans = [a_plan(self.record, each).id for each in self.people]
        self.contacts = [a_contact(self.record, each) for each in self.people]
        for each in self.contacts:
            reach.add_contact(self.record, each)
        self.made: list[Key] = []
        self.numbers = count(1)

    def at(self, minute: int) -> None:
        self.clock.now = START + timedelta(minutes=minute)

    def new(self, kind: str) -> str:
        return f"{kind}-{next(self.numbers)}"

    def one(self, table: str, pick: int) -> str | None:
        ids = [row_id for found, row_id in self.made if found == table]
        return ids[pick % len(ids)] if ids else None


def all_rows(record: RecordFile) -> Rows:
    """Every row of what people enter, by table and id."""
    names = [row["name"] for row in record.read("SELECT DISTINCT tbl AS name FROM audit")]
    found: Rows = {}
    for table in names:
        for row in record.read(f'SELECT * FROM "{table}"'):
            columns = dict(zip(row.keys(), row, strict=True))
            found[table, str(row[0])] = columns
    return found


def forecasts(record: RecordFile) -> list[tuple[object, ...]]:
    while record.renew_forecasts():
        pass
    return [tuple(row) for row in record.read("SELECT * FROM forecast ORDER BY plan_id")]


# The acts, each bound to what it was about when it was done


def slot(desk: Desk, pick: int) -> WallTime:
    day = desk.record.today() + timedelta(days=7)
    return WallTime(day, (START + timedelta(minutes=30 * (pick % SLOTS))).time())


def book(desk: Desk, who: int, pick: int) -> Act:
    made = an_appointment(desk.record, desk.people[who], slot(desk, pick))
    return partial(booking.book, appointment=replace(made, id=desk.new("appointment")))


def move(desk: Desk, who: int, pick: int) -> Act | None:
    found = desk.one("appointment", who)
    return found and partial(booking.move, appointment_id=found, starts_at=slot(desk, pick))  # type: ignore[return-value]


def set_status(desk: Desk, who: int, pick: int) -> Act | None:
    statuses = [AppointmentStatus.CONFIRMED, AppointmentStatus.CANCELLED, AppointmentStatus.BOOKED]
    found = desk.one("appointment", who)
    return found and partial(booking.set_status, appointment_id=found, status=statuses[pick % 3])  # type: ignore[return-value]


def add_task(desk: Desk, who: int, pick: int) -> Act:
    day = desk.record.today()
    task = Task(id=desk.new("task"), text=f"Task {pick}", patient_id=desk.people[who], due_on=day, entered_on=day)
    return partial(tasks.add_task, task=task)


def edit_task(desk: Desk, who: int, pick: int) -> Act | None:
    found = desk.one("task", who)
    if not found:
        return None
    if pick == 0:
        return partial(tasks.finish_task, task_id=found)
    return partial(tasks.edit_task, task=replace(stored_tasks.get(desk.record, found), text=f"Task {pick}"))


def add_contact(desk: Desk, who: int, pick: int) -> Act:
    made = a_contact(desk.record, desk.people[who], value=f"555 01{pick:02}", preferred=pick % 2 == 0)
    return partial(reach.add_contact, contact=replace(made, id=desk.new("contact")))


def edit_contact(desk: Desk, who: int, pick: int) -> Act:
    added = desk.one("contact", pick)
    found = background.contact(desk.record, added if added and pick % 3 else desk.contacts[who].id)
    return partial(reach.edit_contact, contact=replace(found, preferred=pick % 2 == 0 and not found.ended_on))


def name_patient(desk: Desk, who: int, pick: int) -> Act:
    found = patients.get(desk.record, desk.people[who])
    return partial(edit_patient, patient=replace(found, given_name=f"Name {pick}"))


def call(desk: Desk, who: int, pick: int) -> Act:
    made = CallAttempt(
        id=desk.new("call"),
        patient_id=desk.people[who],
        called_at=desk.record.now(),
        called_on=desk.record.today(),
        about=CallAbout.BOOSTER,
        result=[CallResult.REACHED, CallResult.NO_ANSWER][pick % 2],
    )
    return partial(contact.log_call, call=made)


def plan_act(desk: Desk, who: int, pick: int) -> Act:
    kind = [PlanActKind.SNOOZE, PlanActKind.HAND_SET, PlanActKind.REQUEST][pick % 3]
    today = desk.record.today()
    made = PlanAct(
        id=desk.new("act"),
        plan_id=desk.plans[who],
        patient_id=desk.people[who],
        kind=kind,
        acted_on=today,
        target_on=None if kind is PlanActKind.REQUEST else today + timedelta(days=9 + pick),
        reason="Asked for",
        entered_at=desk.record.now(),
    )
    return partial(plan_acts.add_act, act=made)


def hold(desk: Desk, who: int, pick: int) -> Act:
    today = desk.record.today()
    made = Hold(
        id=desk.new("hold"),
        patient_id=desk.people[who],
        plan_id=desk.plans[who] if pick % 2 else None,
        from_on=today,
        reason=HoldReason.INFECTION,
    )
    return partial(plan_acts.hold, entered=made)


def release(desk: Desk, who: int, pick: int) -> Act | None:
    found = desk.one("hold", who)
    day = desk.record.today() + timedelta(days=1 + pick)
    return found and partial(plan_acts.release_hold, hold_id=found, free_on=day)  # type: ignore[return-value]


def edit_plan(desk: Desk, who: int, pick: int) -> Act:
    found = stored_plans.get(desk.record, desk.plans[who])
    return partial(plans.edit_plan, plan=replace(found, goal=f"Goal {pick}", closed_on=None, closed_reason=None))


def merge(desk: Desk, who: int, pick: int) -> Act:
    kept, other = desk.people[who], desk.people[1 - who]
    return partial(merge_patients, kept_id=kept, other_id=other, reason=f"One person {pick}")


def leave(desk: Desk, who: int, pick: int) -> Act:
    why = list(Why)[pick % 3]
    if pick >= 3:
        return partial(leaving.take_back, patient_id=desk.people[who], why=why)
    said = Leaving(why=why, on=None if why is Why.DO_NOT_CONTACT else desk.record.today())
    return partial(leaving.leave, patient_id=desk.people[who], leaving=said)


ACTS: tuple[Callable[[Desk, int, int], Act | None], ...] = (
    book,
    move,
    set_status,
    add_task,
    edit_task,
    add_contact,
    edit_contact,
    name_patient,
    call,
    plan_act,
    hold,
    release,
    edit_plan,
    merge,
    leave,
)
UNDO = "undo"
steps = st.lists(
    st.tuples(
        st.one_of(st.sampled_from(ACTS), st.sampled_from(ACTS), st.just(UNDO)),
        st.integers(0, PEOPLE - 1),
        st.integers(0, 5),
    ),
    max_size=16,
)


def does(desk: Desk, undoing: Undoing, act: Act, minute: int) -> Done | None:
    """Do it and find out from the rows themselves what it wrote; None where it wrote nothing."""
    desk.at(minute)
    before, head = all_rows(desk.record), desk.record.head()
    try:
        change = act(desk.record)
    except InvalidRecord:
        assert all_rows(desk.record) == before
        return None
    undoing.note(change, head)
    after = all_rows(desk.record)
    if after == before:
        return None
    added = sorted(after.keys() - before.keys())
    desk.made += added
    return Done(act, minute, change, frozenset(key for key in after if after[key] != before.get(key)), frozenset(added))


def undoes(desk: Desk, undoing: Undoing, done: Done, later: list[Done]) -> None:
    """Take one act back: exactly what it wrote is as it was, or nothing is and what came since stands in the way."""
    before = all_rows(desk.record)
    standing = [each for each in later if not each.is_undone]
    changed_since = any(each.wrote & done.wrote for each in standing)
    taken, refused = None, ""
    try:
        taken = undoing.take_back(done.change)
    except (CannotUndo, InvalidRecord) as error:
        refused = str(error)
    after = all_rows(desk.record)
    if refused:
        assert after == before
        assert standing, refused
        assert changed_since or any(words in refused for words in LEANS), refused
    elif taken:
        assert not changed_since
        assert {key for key in after if after[key] != before.get(key)} <= done.wrote
        done.is_undone = True
        desk.made = [key for key in desk.made if key not in done.added]
    event("refused" if refused else "undone after later acts" if standing else "undone")


def is_out(columns: dict[str, object]) -> bool:
    return columns.get("status") == "cancelled" or any(columns.get(name) for name in OUT)


def as_if_never_done(folder: Path, standing: list[Done], ids_of: Desk) -> Iterator[Any]:
    """Another record of the same people, at which only what stands was done."""
    other = Desk(folder)
    with closing(other.record):
        for done in standing:
            other.at(done.at)
            done.act(other.record)
        other.clock.now = ids_of.clock.now
        yield all_rows(other.record)
        yield forecasts(other.record)


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(steps)
def test_undone_acts_leave_no_trace_in_what_counts(path: list[tuple[Any, int, int]]) -> None:
    with TemporaryDirectory() as first, TemporaryDirectory() as second:
        desk = Desk(Path(first))
        with closing(desk.record):
            undoing, all_done = Undoing(desk.record), list[Done]()
            for minute, (what, who, pick) in enumerate(path, 1):
                if what == UNDO:
                    desk.at(minute)
                    chosen = len(all_done) - 1 - (pick if who else 0)
                    if chosen >= 0 and not all_done[chosen].is_undone:
                        undoes(desk, undoing, all_done[chosen], all_done[chosen + 1 :])
                elif (act := what(desk, who, pick)) and (done := does(desk, undoing, act, minute)):
                    all_done.append(done)
            standing = [each for each in all_done if not each.is_undone]
            rows, wanted_forecasts = as_if_never_done(Path(second), standing, desk)
            found = all_rows(desk.record)
            assert {key: found[key] for key in rows} == rows
            assert all(is_out(found[key]) for key in found.keys() - rows.keys())
            assert forecasts(desk.record) == wanted_forecasts
