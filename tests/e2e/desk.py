"""A desk for one journey: a home folder, a record if one is wanted, a display with somebody who reads it aloud."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from exodesk.storage import opening
from exodesk.storage.recordfile import RecordFile
from tests.e2e.made_up import AT_MOST, PASSPHRASE, TODAY, TOLD
from tests.factories import Clock, new_record
from tests.window_tools import SYSTEM_PYTHON

CHECKOUT = Path(__file__).resolve().parents[2]
SCREEN = ("xvfb-run", "-a", "-s", "-screen 0 1366x768x24 -nolisten tcp", "dbus-run-session", "--")
LONGEST_S = 240
MORNING = 8
"""The hour in UTC: the midnight before, at the made-up practice, so that nothing lies ahead of the window's clock."""
SECRET = "passphrase.txt"


@dataclass(frozen=True, slots=True)
class Told:
    """What a journey says that something took."""

    what: str
    clicks: int
    keys: int
    seconds: float

    @property
    def counted(self) -> int:
        """In the unit of its target, which there must be."""
        unit, _ = AT_MOST[self.what]
        return {"clicks": self.clicks, "keys": self.keys, "clicks and keys": self.clicks + self.keys}[unit]

    @property
    def is_too_much(self) -> bool:
        return self.what in AT_MOST and self.counted > AT_MOST[self.what][1]


Fill = Callable[[RecordFile, Clock], object]


@dataclass(frozen=True, slots=True)
class Desk:
    home: Path

    @property
    def record(self) -> Path:
        return self.home / ".local" / "share" / "exodesk" / "practice.exodesk"

    def prepare(self, fill: Fill) -> None:
        """Put a record there before the journey, its clock standing at the morning of the day."""
        self.record.parent.mkdir(parents=True)
        clock = Clock()
        clock.go_to(date.fromisoformat(TODAY), hour=MORNING)
        record = new_record(self.record.parent, clock)
        fill(record, clock)
        record.close()
        (self.home / SECRET).write_text(PASSPHRASE, encoding="utf-8")

    def go(self, journey: str) -> list[Told]:
        """Go it, in a process of its own; fails with what was on the screen then."""
        command = [sys.executable, "-m", "exodesk"]
        if self.record.exists():
            command += [str(self.record), "--passphrase-file", str(self.home / SECRET)]
        done = subprocess.run(
            [*SCREEN, str(SYSTEM_PYTHON), "-m", "tests.e2e.go", journey, str(self.home), *command],
            cwd=CHECKOUT,
            env=self._environment(),
            capture_output=True,
            text=True,
            check=False,
            timeout=LONGEST_S,
        )
        picture = self.home / "failure.png"
        seen = f"The screen then: {picture}" if picture.exists() else ""
        assert done.returncode == 0, f"{done.stdout}\n{done.stderr}\n{seen}"
        return [Told(**json.loads(line)) for line in (self.home / TOLD).read_text(encoding="utf-8").splitlines()]

    @contextmanager
    def opened(self) -> Iterator[RecordFile]:
        """The record as the journey left it."""
        record = opening.open_record(self.record, opening.unlock(self.record, PASSPHRASE).key)
        yield record
        record.close()

    def log(self) -> list[str]:
        """What the program told in its log, but for what Qt says of the accessibility bus."""
        [log] = self.home.rglob("exodesk.log")
        return [line for line in log.read_text(encoding="utf-8").splitlines() if "qt.accessibility.atspi" not in line]

    def _environment(self) -> dict[str, str]:
        """A computer on which Exodesk was never started, with a screen and somebody who reads it aloud."""
        runtime = self.home / "runtime"
        runtime.mkdir(mode=0o700)
        theirs = ("XDG_", "QT_", "DBUS_", "WAYLAND_")
        return {name: value for name, value in os.environ.items() if not name.startswith(theirs)} | {
            "HOME": str(self.home),
            "XDG_RUNTIME_DIR": str(runtime),
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "LC_ALL": "C.UTF-8",
        }


@dataclass(frozen=True, slots=True)
class Walked:
    """A desk after a journey, and what its parts took."""

    desk: Desk
    told: list[Told]

    def too_much(self) -> list[str]:
        """What took more than it may; fails where nothing was counted."""
        assert any(told.what in AT_MOST for told in self.told)
        return [f"{told.what}: {told.counted} {AT_MOST[told.what][0]}" for told in self.told if told.is_too_much]
