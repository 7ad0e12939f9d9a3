import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from exodesk.storage import opening
from exodesk.storage.keys import DatabaseKey
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.surroundings import Surroundings
from tests.storage.practice import Clock, Practice, make


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, DatabaseKey]:
    """A new record, closed, and its key: copied for each test, since making one takes a third of a second."""
    path = tmp_path_factory.mktemp("pristine") / "practice.exodesk"
    record = make(path)
    record.close()
    return path, record.key


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def record(pristine: tuple[Path, DatabaseKey], tmp_path: Path, clock: Clock) -> Iterator[RecordFile]:
    """A record without forecasts, which have their own tests."""
    template, key = pristine
    path = tmp_path / template.name
    for end in ("", ".keys"):
        shutil.copy(template.with_name(template.name + end), tmp_path)
    record = opening.open_record(path, key, surroundings=Surroundings(clock=clock))
    record.renew = None
    yield record
    record.close()


@pytest.fixture
def practice(record: RecordFile) -> Practice:
    return Practice(record)
