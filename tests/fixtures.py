"""Fixtures that tests of several rooms share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from exodesk.storage.recordfile import RecordFile
from tests.factories import Clock, new_record


@pytest.fixture
def clock() -> Clock:
    """The clock of `record`, standing at 02-Mar-2026, nine in the morning at the made-up practice."""
    return Clock()


@pytest.fixture
def record(tmp_path: Path, clock: Clock) -> Iterator[RecordFile]:
    """A real encrypted record file with a filled-in clinic page and nobody in it."""
    made = new_record(tmp_path, clock)
    yield made
    made.close()
