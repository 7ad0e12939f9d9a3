"""Made-up practices on disk: made once, read by every test of this room."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from exodesk.demo.practice import make_practice
from exodesk.demo.world import PASSPHRASE
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.surroundings import Surroundings
from tests import way_in

MONDAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Made:
    """A record, and what it was made from."""

    record: RecordFile
    patients: int
    today: date


def opened(path: Path, today: date) -> RecordFile:
    """Open it on the day it was made for, at eleven in the morning over there."""
    clock = datetime.combine(today, time(19), UTC)
    return way_in.open_with_passphrase(path, PASSPHRASE, surroundings=Surroundings(clock=lambda: clock), read_only=True)


@pytest.fixture(
    scope="session",
    params=[(120, 1, MONDAY), (40, 2, date(2024, 3, 2)), (40, 3, date(2024, 2, 29))],
    ids=["on a Monday", "on a Saturday", "on a leap day"],
)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    patients, seed, today = request.param
    path = tmp_path_factory.mktemp("made") / "practice.exodesk"
    make_practice(path, patients=patients, seed=seed, today=today)
    with closing(opened(path, today)) as record:
        yield Made(record, patients, today)


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[..., RecordFile]]:
    """Make a small one from a seed and a day."""
    records: list[RecordFile] = []

    def make_one(patients: int = 24, seed: int = 1, today: date = MONDAY) -> RecordFile:
        path = tmp_path / f"{len(records)}.exodesk"
        make_practice(path, patients=patients, seed=seed, today=today)
        records.append(opened(path, today))
        return records[-1]

    yield make_one
    for record in records:
        record.close()
