"""G12: a visit saved so that it survives a power cut, with audit and forecast, against bytes appended and synced."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from statistics import median
from typing import IO

from exodesk.services.visits import save_visit
from exodesk.storage import visits
from exodesk.storage.recordfile import RecordFile
from tests.bench import goals
from tests.bench.archives import Archive
from tests.bench.goals import Measured
from tests.bench.measure import Times, in_turn, milliseconds, ratio, typical

_SAVES = 30
_APPENDED = bytes(32 * 1024)
_UNSIGNED = """SELECT visit_now.entry_id FROM visit_now
WHERE EXISTS (SELECT 1 FROM plan WHERE plan.patient_id = visit_now.patient_id)
AND NOT EXISTS (SELECT 1 FROM signature WHERE signature.visit_id = visit_now.entry_id)
ORDER BY visit_now.entry_id LIMIT ?"""


def measure(small: Archive, large: Archive, pairs: int) -> Iterator[Measured]:
    with closing(large.open()) as many, closing(small.open()) as few, _beside(large.path) as file:
        at_large, at_small = Writer(many), Writer(few)
        figures, floors, small_figures = in_turn(pairs, at_large.save, lambda: _append(file), at_small.save)
    figure, floor, small_figure = (median(typical(rounds)) for rounds in (figures, floors, small_figures))
    yield Measured(goals.SAVE, figure, floor, ratio(figures, floors))
    yield Measured(goals.SAVE_GROWTH, figure, small_figure, ratio(figures, small_figures))


class Writer:
    """Somebody who goes on writing the visits of the day."""

    def __init__(self, record: RecordFile) -> None:
        self._record = record
        self._numbers = count(1)
        self._unsigned = [visits.in_force(record, row[0]) for row in record.read(_UNSIGNED, [_SAVES])]

    def save(self) -> Times:
        return [self._save(place) for place in range(_SAVES)]

    def _save(self, place: int) -> float:
        visit = self._unsigned[place % len(self._unsigned)]
        text = f"Advised rest for a few days; sentence {next(self._numbers)} of the bench."
        written = replace(visit, plan_text=text)
        return milliseconds(lambda: save_visit(self._record, written))


def _append(file: IO[bytes]) -> Times:
    """The floor: as many bytes as such a save writes, in one piece, on the same disk."""

    def append() -> None:
        file.write(_APPENDED)
        os.fdatasync(file.fileno())

    return [milliseconds(append) for _ in range(_SAVES)]


@contextmanager
def _beside(archive: Path) -> Iterator[IO[bytes]]:
    """A file that is gone afterwards, where the archive is."""
    path = archive.with_suffix(".appended")
    try:
        with path.open("wb", buffering=0) as file:
            yield file
    finally:
        path.unlink()
