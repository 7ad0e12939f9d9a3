"""Thirteen months of days at the desk under a clock that is moved: what was promised of the backups holds on each."""

from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from exodesk.core.safekeeping import PROOF_DUE
from exodesk.core.thinning import DAYS, FEWEST, MONTHS, WEEKS
from exodesk.services import safekeeping
from exodesk.services.safekeeping import Places
from exodesk.storage import opening
from exodesk.storage.backup import Backup, found_in
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.steps import no_step
from exodesk.storage.surroundings import Surroundings
from exodesk.ui.open_record import safekeeper
from tests.faults.rounds import rounds
from tests.storage.practice import Clock, make

FOUR_DAYS, FOUR_MONTHS, THIRTEEN_MONTHS = 4, 120, 400
JUMPS = (-400, -30, -1, 30, 400)


@dataclass
class Desk:
    """Somebody who works on five days of seven, changes something in most hours, and takes the stick home at times."""

    path: Path
    chance: Random
    clock: Clock = field(default_factory=Clock)
    days: list[date] = field(default_factory=list)

    def __post_init__(self) -> None:
        record = make(self.path, self.clock)
        self.key = record.key
        record.close()
        self.stick = self.path.with_name("stick")
        self.stick.mkdir()
        self.places = Places.of(self.path, self.stick)

    def work(self) -> RecordFile:
        """A day, as the window's keeper of backups goes through it."""
        away = self.chance.random() < 0.3
        if away:
            self.stick.rename(self.stick.with_name("at home"))
        record = opening.open_record(self.path, self.key, surroundings=Surroundings(clock=self.clock))
        record.renew = None
        with closing(record.for_worker()) as worker:
            assert safekeeper._after_unlock(worker, self.places, no_step) == ""
            for _ in range(self.chance.choice([1, 1, 1, 6])):
                self.clock.pass_by(hours=1)
                if self.chance.random() < 0.7:
                    with record.write("work") as rows:
                        rows.table("record_info").upsert({"name": "hour", "value": str(self.clock.now)}, pk="name")
                assert safekeeper._every_hour(worker, self.places, no_step) == ""
        if away:
            self.stick.with_name("at home").rename(self.stick)
        if self.own(record)[0].stamp.date() == self.clock.now.date():
            self.days.append(self.clock.now.date())
        return record

    def own(self, record: RecordFile) -> list[Backup]:
        return found_in(self.places.own, record.db_uuid)


@pytest.mark.parametrize("jumps", [False, True])
def test_on_every_day_the_backups_are_those_that_were_promised(tmp_path: Path, jumps: bool) -> None:
    desk = Desk(tmp_path / "practice.exodesk", Random(7))
    start = desk.clock.now
    for number in range(rounds(FOUR_DAYS, FOUR_MONTHS if jumps else THIRTEEN_MONTHS)):
        jump = desk.chance.choice(JUMPS) if jumps and desk.chance.random() < 0.05 else 0
        desk.clock.now = start + timedelta(days=number + jump)
        if number % 7 in {5, 6}:
            continue
        with closing(desk.work()) as record:
            assert not safekeeping.is_changed(record, desk.places)
            proof = safekeeping.standing(record, desk.places).proof
            assert proof
            assert proof.problem == ""
            if not jumps:
                assert record.now() - proof.at < PROOF_DUE + timedelta(days=3)
                prove_that_every_period_has_one(desk, desk.own(record))
            assert len(desk.own(record)) >= min(FEWEST, len(desk.days))


def prove_that_every_period_has_one(desk: Desk, kept: list[Backup]) -> None:
    """One of each of the last days, weeks and months that had any."""
    there = [each.stamp.date() for each in kept]
    made = list(reversed(desk.days))
    for most, period in ((DAYS, lambda day: day), (WEEKS, _week), (MONTHS, lambda day: (day.year, day.month))):
        assert set(list(dict.fromkeys(map(period, made)))[:most]) <= set(map(period, there))


def _week(day: date) -> tuple[int, int]:
    return day.isocalendar()[:2]
