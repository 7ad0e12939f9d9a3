"""G1, G2 and G4: from the start of the process to today's list in sight, and the memory it then holds.

The floor is a bare window of Qt. Processes are begun in turn, each with folders of its own.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from statistics import median
from time import perf_counter

from tests.bench import goals
from tests.bench.archives import DAY, Archive
from tests.bench.compiled import compiled_environment
from tests.bench.goals import Measured
from tests.bench.measure import Times, in_turn, ratio, typical

_ROOT = Path(__file__).resolve().parents[2]


def measure(small: Archive, large: Archive, pairs: int) -> Iterator[Measured]:
    at_large, at_small, bare = Beginning(large), Beginning(small), Beginning()
    whole, floor, small_whole = in_turn(pairs, at_large.show, bare.show, at_small.show)
    figure = median(typical(whole))
    yield Measured(goals.START, figure, median(typical(floor)), ratio(whole, floor))
    yield Measured(goals.START_GROWTH, figure, median(typical(small_whole)), ratio(whole, small_whole))
    held, held_bare, held_small = (median(each.resident_mb[1:]) for each in (at_large, bare, at_small))
    yield Measured(goals.MEMORY, held, held_bare, held / held_bare)
    yield Measured(goals.MEMORY_GROWTH, held, held_small, held / held_small)


class Beginning:
    """One archive to begin with; without one, a bare window."""

    def __init__(self, archive: Archive | None = None) -> None:
        self._told: list[str] = []
        self.resident_mb: list[float] = []
        if archive:
            with closing(archive.open()) as record:
                self._told = [str(archive.path), DAY.isoformat(), record.recovery_code]

    def show(self) -> Times:
        """Milliseconds from the start of the process."""
        with tempfile.TemporaryDirectory(prefix="exodesk-bench-") as folder:
            told = [self._told[0], folder, *self._told[1:]] if self._told else []
            command = [sys.executable, "-m", "tests.bench.first_page", *told]
            environment = {**compiled_environment(), "XDG_RUNTIME_DIR": folder}
            begun = perf_counter()
            done = subprocess.run(command, cwd=_ROOT, env=environment, check=False, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr)
        seen = json.loads(done.stdout)
        self.resident_mb.append(seen["resident_mb"])
        return [(seen["painted_at"] - begun) * 1000]
