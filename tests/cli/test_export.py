"""`export`: appointments as a file for other calendars; nobody is named unless it is asked for."""

from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from exodesk.core.records.patient import show_name
from exodesk.queries.agenda import between
from exodesk.storage.recordfile import RecordFile
from tests.cli.conftest import Run

reader: Any = import_module("icalendar")
DAYS = ("--from", "2026-11-23", "--to", "2026-11-27")


def test_all_appointments_of_the_days_are_written(run: Run, practice: Path, record: RecordFile, tmp_path: Path) -> None:
    out = tmp_path / "week.ics"
    done = run("export", practice, out, "--format", "ics", *DAYS, "--today", "2026-11-23")
    assert (done.code, done.out, done.err) == (0, f"{out}\n", "")
    found = between(record, date(2026, 11, 23), date(2026, 11, 27))
    events = reader.Calendar.from_ical(out.read_bytes()).walk("VEVENT")
    assert [str(event["UID"]) for event in events] == [each.appointment.id for each in found]
    names = [each.patient.family_name.encode() for each in found if each.patient]
    assert names
    content = out.read_bytes()
    assert not any(name in content or name.upper() in content for name in names)


def test_names_are_told_when_they_are_asked_for(run: Run, practice: Path, record: RecordFile, tmp_path: Path) -> None:
    out = tmp_path / "week.ics"
    assert run("export", practice, out, "--format", "ics", *DAYS, "--names").code == 0
    told = {str(event["SUMMARY"]) for event in reader.Calendar.from_ical(out.read_bytes()).walk("VEVENT")}
    found = between(record, date(2026, 11, 23), date(2026, 11, 27))
    for each in found:
        if each.patient:
            assert any(words.startswith(show_name(each.patient)) for words in told)


def test_days_in_the_wrong_order_and_other_formats_are_refused(run: Run, practice: Path, tmp_path: Path) -> None:
    out = tmp_path / "week.ics"
    wrong = run("export", practice, out, "--format", "ics", "--from", "2026-11-27", "--to", "2026-11-23")
    assert (wrong.code, "lies before" in wrong.err) == (2, True)
    assert run("export", practice, out, "--format", "pages", *DAYS).code == 2
    assert not out.exists()
