"""iCalendar as two other programs read it: the same instants on both sides of every change of the clocks."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exodesk.core.dates import PartialDate, WallTime
from exodesk.core.errors import StorageError
from exodesk.core.records.appointment import Appointment, AppointmentStatus
from exodesk.core.records.patient import Patient
from exodesk.core.schedule import exists, stretch_of
from exodesk.exchange.appointments import save_icalendar
from exodesk.exchange.icalendar import Event, escaped, folded, icalendar
from exodesk.services import booking
from exodesk.storage.recordfile import RecordFile
from tests.factories import a_patient

one_reader: Any = import_module("icalendar")  # neither tells its types
other_reader: Any = import_module("vobject")

STAMP = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
ROE = Patient(
    id="p",
    chart_no=12,
    family_name="Roe; Smith",
    given_name="Richard, Jr.",
    birth_date=PartialDate(1960),
    entered_on=date(2026, 1, 1),
)
zones = st.sampled_from(["America/Los_Angeles", "Europe/Berlin", "Australia/Lord_Howe", "UTC", "Asia/Kolkata"])
walls = st.builds(
    WallTime,
    st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
)


def an_event(starts_at: WallTime, zone: str, *, minutes: int = 30, key: str = "a", **more: Any) -> Event:
    patient_id = more.pop("patient_id", "p")
    appointment = Appointment(
        id=key, patient_id=patient_id, starts_at=starts_at, zone=zone, minutes=minutes, type="Injection", **more
    )
    return Event(appointment=appointment, patient=ROE if patient_id else None, changes=2, changed_at=STAMP)


def read_by_one(content: bytes) -> list[Any]:
    return list(one_reader.Calendar.from_ical(content).walk("VEVENT"))


def read_by_other(content: bytes) -> list[Any]:
    """It keeps every zone it has read; here it is to know each from the file alone."""
    zones_read = vars(other_reader.icalendar)["__tzidMap"]
    for zone in [name for name in zones_read if "/" in name]:
        del zones_read[zone]
    return list(other_reader.readOne(content.decode()).vevent_list)


@given(walls, zones, st.integers(5, 720))
def test_two_readers_find_the_same_instants(starts_at: WallTime, zone: str, minutes: int) -> None:
    if not exists(starts_at, zone):
        return
    event = an_event(starts_at, zone, minutes=minutes)
    content, meant = icalendar([event], zone="UTC", stamped_at=STAMP), stretch_of(event.appointment)
    [one] = read_by_one(content)
    assert one.decoded("DTSTART").astimezone(UTC) == meant.starts
    assert one.decoded("DURATION") == meant.ends - meant.starts
    [other] = read_by_other(content)
    assert other.dtstart.value.astimezone(UTC) == meant.starts
    assert other.duration.value == meant.ends - meant.starts


@pytest.mark.parametrize("day", [date(2026, 3, 6), date(2026, 3, 9), date(2026, 10, 30), date(2026, 11, 2)])
def test_around_both_changes_of_the_clocks_it_is_the_same_wall_time(day: date) -> None:
    content = icalendar([an_event(WallTime(day, time(9)), "America/Los_Angeles")], zone="UTC", stamped_at=STAMP)
    [found] = read_by_other(content)
    assert (found.dtstart.value.hour, found.dtstart.value.date()) == (9, day)
    summer = date(2026, 3, 8) <= day < date(2026, 11, 1)
    assert found.dtstart.value.utcoffset() == timedelta(hours=-7 if summer else -8)


def test_nobody_is_named_unless_it_is_asked_for() -> None:
    event = an_event(WallTime(date(2026, 12, 4), time(9)), "UTC", reason="Knee", room_note="Wheelchair")
    quiet, told = (icalendar([event], zone="UTC", stamped_at=STAMP, with_names=named) for named in (False, True))
    for words in (b"Roe", b"ROE", b"Richard", b"Knee", b"Wheelchair", b"1960", b"Injection"):
        assert words not in quiet
    [one], [other] = read_by_one(told), read_by_other(told)
    assert str(one["SUMMARY"]) == other.summary.value == "ROE; SMITH, Richard, Jr. · Injection"
    assert str(read_by_one(quiet)[0]["SUMMARY"]) == "Appointment"


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("booked", "TENTATIVE"),
        ("confirmed", "CONFIRMED"),
        ("done", "CONFIRMED"),
        ("cancelled", "CANCELLED"),
        ("no_show", "CANCELLED"),
    ],
)
def test_a_cancelled_event_stays_in_the_file_and_says_so(status: str, told: str) -> None:
    event = an_event(WallTime(date(2026, 12, 4), time(9)), "UTC", status=AppointmentStatus(status))
    [found] = read_by_one(icalendar([event], zone="UTC", stamped_at=STAMP))
    assert str(found["STATUS"]) == told
    assert int(found["SEQUENCE"]) == 2


def test_without_events_it_is_still_a_calendar() -> None:
    """Which holds at least one component: RFC 5545, 3.6."""
    found = one_reader.Calendar.from_ical(icalendar([], zone="Europe/Berlin", stamped_at=STAMP))
    assert found["VERSION"] == "2.0"
    assert [str(each["TZID"]) for each in found.walk("VTIMEZONE")] == ["Europe/Berlin"]


@pytest.mark.parametrize(
    ("starts_at", "zone", "instant"),
    [
        (WallTime(date(2026, 11, 1), time(1, 30)), "America/Los_Angeles", datetime(2026, 11, 1, 8, 30, tzinfo=UTC)),
        (WallTime(date(2026, 10, 25), time(2, 30)), "Europe/Berlin", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (WallTime(date(2026, 4, 5), time(1, 45)), "Australia/Lord_Howe", datetime(2026, 4, 4, 14, 45, tzinfo=UTC)),
    ],
)
def test_a_wall_time_that_exists_twice_is_the_first_one(starts_at: WallTime, zone: str, instant: datetime) -> None:
    """As the standard reads it (RFC 5545, 3.3.5), and as the day is kept here."""
    event = an_event(starts_at, zone, minutes=120)
    assert stretch_of(event.appointment).starts == instant
    content = icalendar([event], zone=zone, stamped_at=STAMP)
    [one], [other] = read_by_one(content), read_by_other(content)
    for found in (one.decoded("DTSTART"), other.dtstart.value):
        assert found.replace(fold=0).astimezone(UTC) == instant


def test_every_line_is_one_of_the_standard() -> None:
    """Source: RFC 5545, 3.1: name, parameters, value; CRLF; no control character; at most 75 octets."""
    odd = replace(ROE, family_name="Łęcka-Ñandú; y, “Zoë”\\" * 3, given_name="Æ\nBCC:x\x07\r\nDTSTART:19700101T000000")
    event = an_event(WallTime(date(2026, 3, 8), time(9)), "America/Los_Angeles")
    content = icalendar([replace(event, patient=odd)], zone="UTC", stamped_at=STAMP, with_names=True)
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert content.count(b"\n") == content.count(b"\r") == content.count(b"\r\n")
    rows = content.removesuffix(b"\r\n").split(b"\r\n")
    assert all(0 < len(row) <= 75 for row in rows)
    told = content.replace(b"\r\n ", b"").decode().splitlines()
    assert all(re.fullmatch(r"[A-Z-]+(;[A-Z]+=[\w/+-]+)?:[^\x00-\x1f\x7f]+", line) for line in told)
    assert sum(line.startswith("DTSTART") for line in told) == 1 + sum(line.startswith("TZNAME") for line in told)
    assert not any(line.startswith("BCC") for line in told)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=300))
def test_lines_are_folded_at_75_octets_and_come_back(text: str) -> None:
    line = f"SUMMARY:{escaped(text)}"
    rows = folded(line).split(b"\r\n")
    assert rows.pop() == b""
    assert all(len(row) <= 75 for row in rows)
    assert (rows[0] + b"".join(row[1:] for row in rows[1:])).decode() == line
    assert all(row.decode() for row in rows), "no letter is broken"


def test_no_file_of_another_kind_is_replaced_and_no_folder_made(record: RecordFile, tmp_path: Path) -> None:
    """Of all files the record itself: its name is typed on the same line."""
    day, path, keys = date(2026, 3, 6), tmp_path / "day.ics", tmp_path / "p.exodesk.keys"
    for _ in range(2):
        save_icalendar(record, path, day, day)
    before = path.read_bytes()
    keys.write_text("{}", encoding="utf-8")
    for wrong in (record.path, keys, tmp_path, tmp_path / "none" / "day.ics"):
        with pytest.raises(StorageError, match="Nothing was saved"):
            save_icalendar(record, wrong, day, day)
    assert keys.read_text(encoding="utf-8") == "{}"
    assert record.path.stat().st_size > len(before)
    assert not (tmp_path / "none").exists()


def test_the_last_of_all_days_can_be_asked_for(record: RecordFile, tmp_path: Path) -> None:
    """Whoever wants everything types the first year and the last."""
    a_booking = Appointment(
        id=record.new_id(), patient_id=a_patient(record), starts_at=WallTime(date(2026, 3, 6), time(23, 50)),
        zone=record.zone.key, minutes=30,
    )  # fmt: skip
    booking.book(record, a_booking)
    assert save_icalendar(record, tmp_path / "all.ics", date.min, date.max) == 1
    assert save_icalendar(record, tmp_path / "day.ics", date(2026, 3, 6), date(2026, 3, 6)) == 1


def test_a_record_is_exported_with_stable_ids_and_counted_changes(record: RecordFile, tmp_path: Path) -> None:
    alex = a_patient(record)
    made = Appointment(
        id=record.new_id(),
        patient_id=alex,
        starts_at=WallTime(date(2026, 3, 6), time(9)),
        zone=record.zone.key,
        minutes=30,
    )
    booking.book(record, made)
    path = tmp_path / "week.ics"
    first, last = date(2026, 3, 2), date(2026, 3, 31)
    assert save_icalendar(record, path, first, last) == 1
    [before] = read_by_one(path.read_bytes())
    booking.move(record, made.id, WallTime(date(2026, 3, 9), time(10)))
    booking.cancel(record, made.id, "Has a cold")
    save_icalendar(record, path, first, last)
    [after] = read_by_one(path.read_bytes())
    assert str(before["UID"]) == str(after["UID"]) == made.id
    assert (int(before["SEQUENCE"]), int(after["SEQUENCE"])) == (0, 2)
    assert str(after["STATUS"]) == "CANCELLED"
    assert b"Sample" not in path.read_bytes()
    told = record.read("SELECT reason FROM audit_unit WHERE operation = 'export appointments' ORDER BY unit")
    assert told[-1][0] == "iCalendar, 2026-03-02 to 2026-03-31, without names"
