"""A program links the record into a folder of its own every night: what that leaves beside the record, after a year."""

import os
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from exodesk.core.thinning import DAYS, MONTHS, WEEKS
from exodesk.storage import opening
from exodesk.storage.check import check
from exodesk.storage.keys import DatabaseKey, keys_path
from exodesk.storage.lock import lock_path
from exodesk.storage.mark import mark_path
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.surroundings import Surroundings
from tests.faults.rounds import rounds
from tests.storage.practice import Clock, make

A_YEAR, FOUR_WEEKS = 365, 28
NIGHTS_KEPT = 7
"""By the program that makes the links; its older ones are deleted, and then ours is the only name of the file."""


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path, clock: Clock) -> Path:
    (tmp_path / "snapshots").mkdir()
    record = make(tmp_path / "practice.exodesk", clock)
    record.close()
    return record.path


@pytest.fixture
def key(path: Path) -> DatabaseKey:
    return opening.unlock(path, "an invented passphrase").key


def a_day(path: Path, key: DatabaseKey, clock: Clock, number: int) -> None:
    """The night before it, and the work."""
    snapshots = path.parent / "snapshots"
    os.link(path, snapshots / f"{number:03}.exodesk")
    (snapshots / f"{number - NIGHTS_KEPT:03}.exodesk").unlink(missing_ok=True)
    with closing(opening.open_record(path, key, surroundings=Surroundings(clock=clock))) as record:
        [found] = record.findings
        assert found.code == "second_name"
        write(record, number)
    clock.pass_by(days=1)


def write(record: RecordFile, number: int) -> None:
    with record.write("work") as rows:
        rows.table("record_info").upsert({"name": "day", "value": str(number)}, pk="name")


def asides(path: Path) -> list[Path]:
    return sorted(path.parent.glob("practice with two names *.exodesk"))


def day_of(aside: Path) -> date:
    return date.fromisoformat(aside.stem.rpartition(" ")[2][:8])


def last_day_in(path: Path, key: DatabaseKey) -> str:
    with closing(opening.open_record(path, key, read_only=True)) as record:
        assert check(record) == []
        return str(record.read("SELECT value FROM record_info WHERE name = 'day'")[0]["value"])


def test_they_are_thinned_as_backups_are_and_what_holds_more_never_goes(
    path: Path, key: DatabaseKey, clock: Clock
) -> None:
    days, written_to = rounds(FOUR_WEEKS, A_YEAR), None
    first = clock.now.date()
    for number in range(days):
        a_day(path, key, clock, number)
        if number == NIGHTS_KEPT:  # somebody writes into one by mistake
            written_to, world = asides(path)[0], Surroundings(clock=clock)
            with closing(opening.open_record(written_to, key, surroundings=world, exclusive=False)) as record:
                write(record, -1)
    last = first + timedelta(days=days - 1)
    left = asides(path)
    names = {each.name for each in path.parent.iterdir() if each.is_file()}
    kept = {each.name for aside in (path, *left) for each in (aside, keys_path(aside), mark_path(aside))}
    assert names <= kept | {lock_path(path).name}, "nothing is left of those that went, nor of reading those that stay"
    assert written_to in left
    left.remove(written_to)
    found = {day_of(aside) for aside in left}
    assert found >= {last - timedelta(days=back) for back in range(DAYS)}
    weeks = {day.isocalendar()[:2] for day in found}
    months = {(day.year, day.month) for day in found}
    assert len(weeks) >= min(WEEKS, days // 7)
    assert len(months) >= min(MONTHS, days // 31)
    assert len(left) <= DAYS + min(len(weeks), WEEKS) + min(len(months), MONTHS) < days
    assert last_day_in(path, key) == str(days - 1)
    assert last_day_in(written_to, key) == "-1"
    for aside in left[1:]:  # the first was set aside before anything was written
        assert last_day_in(aside, key) == str((day_of(aside) - first).days - 1)


def test_one_of_another_key_or_that_cannot_be_read_stays(path: Path, key: DatabaseKey, clock: Clock) -> None:
    a_day(path, key, clock, 0)
    [damaged] = asides(path)
    damaged.write_bytes(b"no record" * 1_000)
    strange = damaged.with_name("practice with two names by hand.exodesk")
    strange.write_bytes(b"somebody's")
    for number in range(1, 22):
        a_day(path, key, clock, number)
    assert {damaged, strange} <= set(asides(path))
    assert len(asides(path)) < 22
