"""One journey in a real window: the first day of a practice, by the names that a screen reader says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from exodesk.core.quantities import BILLION
from exodesk.core.records.injection import Reaction
from exodesk.queries.chart import read_chart
from exodesk.queries.patients import find
from exodesk.storage import opening
from tests.e2e.made_up import PARTS, PASSPHRASE, TODAY
from tests.window_tools import SYSTEM_PYTHON

CHECKOUT = Path(__file__).resolve().parents[2]
SCREEN = ("xvfb-run", "-a", "-s", "-screen 0 1366x768x24 -nolisten tcp", "dbus-run-session", "--")
LONGEST_S = 240


def environment(home: Path) -> dict[str, str]:
    """A computer on which Exodesk was never started, with a screen and somebody who reads it aloud."""
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700)
    of_this_run = {
        name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "QT_", "DBUS_", "WAYLAND_"))
    }
    return of_this_run | {
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(runtime),
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "LC_ALL": "C.UTF-8",
    }


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, Any]]]:
    """The folder it was made in, and what each of its parts took."""
    home = tmp_path_factory.mktemp("first day")
    person = (str(SYSTEM_PYTHON), "-m", "tests.e2e.journey", str(home), sys.executable, "-m", "exodesk")
    done = subprocess.run(
        [*SCREEN, *person],
        cwd=CHECKOUT,
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST_S,
    )
    picture = home / "failure.png"
    seen = f"The screen then: {picture}" if picture.exists() else ""
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}\n{seen}"
    return home, [json.loads(line) for line in (home / PARTS).read_text(encoding="utf-8").splitlines()]


@pytest.mark.window
def test_the_first_day_of_a_practice(journey: tuple[Path, list[dict[str, Any]]]) -> None:
    home, _ = journey
    path = home / ".local" / "share" / "exodesk" / "practice.exodesk"
    record = opening.open_record(path, opening.unlock(path, PASSPHRASE).key)
    [patient] = find(record, "alvarez marisol")
    chart = read_chart(record, patient.id)
    record.close()
    [visit] = chart.visits
    [given] = visit.injections
    assert visit.is_signed
    assert visit.visit.visited_on.isoformat() == TODAY
    assert [str(score.score) for score in visit.scores] == ["7", "6", "4"]
    assert (given.injection.volume_ul, given.particles) == (1000, 10 * BILLION)
    assert given.injection.reaction is Reaction.NONE


@pytest.mark.window
def test_what_the_patient_takes_home(journey: tuple[Path, list[dict[str, Any]]]) -> None:
    home, _ = journey
    command = ["pdftotext", "-layout", str(home / "summary.pdf"), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True)
    for words in ("Your visit on 23 November 2026", "Marisol Alvarez", "Right knee", "EX26A", "Page 1 of 1"):
        assert words in text.stdout


@pytest.mark.window
def test_an_injection_takes_few_keys(journey: tuple[Path, list[dict[str, Any]]]) -> None:
    """Once its lot is entered: the volume, who is here, Given, and the observation."""
    _, parts = journey
    [took] = [part for part in parts if part["part"] == "give_the_injection"]
    assert took["clicks"] + took["keys"] <= 5


@pytest.mark.window
def test_the_log_of_the_day_tells_no_bug_and_names_nobody(journey: tuple[Path, list[dict[str, Any]]]) -> None:
    home, _ = journey
    [log] = home.rglob("exodesk.log")
    told = [line for line in log.read_text(encoding="utf-8").splitlines() if "qt.accessibility.atspi" not in line]
    assert told == []
