"""`agenda`: the same day as the calendar shows, in words or as JSON."""

import json
from datetime import date
from pathlib import Path

from exodesk.queries.agenda import day_of
from exodesk.storage.recordfile import RecordFile
from tests.cli.conftest import Run

TUESDAY = date(2026, 11, 24)
ON = ("--today", "2026-11-23")


def test_a_day_is_listed_as_the_calendar_has_it(run: Run, practice: Path, record: RecordFile) -> None:
    done = run("agenda", practice, *ON, "--day", "2026-11-24", "--json")
    assert (done.code, done.err) == (0, "")
    rows = json.loads(done.out)
    found = day_of(record, TUESDAY)
    assert len(found) > 2
    assert [row["id"] for row in rows] == [each.appointment.id for each in found]
    assert [row["starts_at"] for row in rows] == sorted(row["starts_at"] for row in rows)
    for row, each in zip(rows, found, strict=True):
        assert row["starts_at"].startswith("2026-11-24T")
        assert row["patient_id"] == (each.patient.id if each.patient else None)
        assert "" not in row.values()
    assert {row["zone"] for row in rows} == {"America/Los_Angeles"}
    assert any(row["patient_id"] is None and row["reason"] == "Lunch" for row in rows)


def test_today_is_listed_unless_another_day_is_named(run: Run, practice: Path, record: RecordFile) -> None:
    done = run("agenda", practice, *ON)
    lines = done.out.splitlines()
    assert len(lines) == len(day_of(record, date(2026, 11, 23)))
    assert all(line[:5].count(":") == 1 for line in lines)


def test_a_day_without_anything_is_an_empty_list(run: Run, practice: Path) -> None:
    assert json.loads(run("agenda", practice, *ON, "--day", "2026-11-29", "--json").out) == []


def test_a_day_that_is_none_is_refused(run: Run, practice: Path) -> None:
    done = run("agenda", practice, "--day", "tomorrow")
    assert done.code == 2
    assert "2026-12-04" in done.err
