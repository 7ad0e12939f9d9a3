"""G3 and G15: what is loaded when the unlock page is painted, and whether the window lives on, through a day's work."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from exodesk.demo.world import PASSPHRASE
from tests.bench import goals
from tests.bench.archives import DAY, Archive
from tests.bench.compiled import compiled_environment
from tests.bench.goals import Measured

_TOLD = 4
_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Seen:
    """What one start told of itself."""

    loaded: list[str]
    idle_ms: float
    stall_ms: float
    turns_ms: dict[str, tuple[float, float]]
    """By act the longest turn of the event loop, and the longest by the processor's time."""


def measure(_small: Archive, large: Archive, pairs: int) -> Iterator[Measured]:
    seen = [_start(large) for _ in range(pairs + 1)][1:]  # the first one compiles
    loaded = sorted({name for each in seen for name in each.loaded})
    yield Measured(goals.MODULES_BEFORE_PAINT, len(loaded), note=", ".join(loaded))
    stall, idle = median(each.stall_ms for each in seen), median(each.idle_ms for each in seen)
    yield Measured(goals.STALL, stall, idle, stall / idle)
    turns = {act: median(each.turns_ms[act][0] for each in seen) for act in seen[0].turns_ms}
    worked = {act: min(each.turns_ms[act][1] for each in seen) for act in turns}
    slowest = sorted(turns, key=lambda act: turns[act], reverse=True)
    busiest = sorted(turns, key=lambda act: worked[act], reverse=True)
    told = ", ".join(f"{act} {turns[act]:.0f}" for act in slowest[:_TOLD])
    told += "; of the processor's time " + ", ".join(f"{act} {worked[act]:.0f}" for act in busiest[:_TOLD])
    yield Measured(goals.STALL_OF_DAY, turns[slowest[0]], idle, turns[slowest[0]] / idle, told)


def _start(archive: Archive) -> Seen:
    """The program on this record, with folders of its own and nothing loaded for the bench."""
    with tempfile.TemporaryDirectory(prefix="exodesk-bench-") as folder:
        command = [sys.executable, "-m", "tests.bench.start", str(archive.path), folder, DAY.isoformat(), PASSPHRASE]
        environment = {**compiled_environment(), "XDG_RUNTIME_DIR": folder}
        done = subprocess.run(command, cwd=_ROOT, env=environment, check=False, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return Seen(**json.loads(done.stdout))
