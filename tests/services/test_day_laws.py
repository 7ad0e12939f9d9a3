"""Weeks at the desk at random: whatever is booked, called, noted, merged and undone, the lists never contradict it."""

import json
from collections import Counter
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import icalendar
from hypothesis import HealthCheck, event, given, settings

from exodesk.cli.verbs.reading import agenda as agenda_verb
from exodesk.core.errors import InvalidRecord
from exodesk.core.schedule import overlapping, stretch, stretch_of
from exodesk.exchange.appointments import save_icalendar
from exodesk.queries import agenda, away, history
from exodesk.queries.boosters import boosters, overdue_and_due
from exodesk.queries.soundness import findings
from exodesk.queries.to_book import aims_of
from exodesk.queries.to_do import to_do
from exodesk.queries.today import read_today
from exodesk.services.undoing import CannotUndo
from exodesk.storage import appointments
from tests.services.days_at_random import Act, Desk, steps

NO_TIME, AHEAD = ("cancelled", "no_show"), ("booked", "confirmed")


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
    events: list[Any] = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert {str(each["UID"]): int(each["SEQUENCE"]) for each in events} == {key: desk.changes[key] for key in rows}
    for each in events:
        row = rows[str(each["UID"])]
        assert (str(each["STATUS"]) == "CANCELLED") == (row["status"] in NO_TIME)
        assert f"{each['DTSTART'].dt:%Y-%m-%dT%H:%M}" == row["starts_at"]
        assert "SAMPLE" not in each["SUMMARY"].upper()


@settings(max_examples=5, suppress_health_check=list(HealthCheck))
@given(steps)
def test_the_lists_never_contradict_what_was_done(
    path: list[tuple[Act, int, int]],
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
