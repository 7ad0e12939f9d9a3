"""The bench runs: every row is measured and printed. How the figures stand is for a run at full size to say."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.goals import KEYSTROKE, SAVE, Measured
from tests.bench.measure import in_turn, p95, ratio, typical

ROOT = Path(__file__).resolve().parents[2]
TINY = ("--patients-small", "30", "--patients-large", "60", "--pairs", "1")


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.bench", *arguments]
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)


@pytest.mark.slow
def test_every_row_is_measured_and_printed(tmp_path: Path) -> None:
    done = bench(*TINY, "--cache", str(tmp_path))
    assert done.returncode in (0, 1), done.stderr
    _head, *rows = done.stdout.splitlines()
    assert [row.split()[0] for row in rows] == [
        "G1",
        "G2",
        "G4",
        "G4",
        "G3",
        "G15",
        "G15",
        "G5",
        "G6",
        "G7",
        "G8",
        "G8",
        "G9",
        "G9",
        "G10",
        "G11",
        *["G11"] * 4,
        "G12",
        "G12",
        *["G13"] * 4,
        "G16",
        "G18",
        "G18",
    ]
    assert all(re.search(r"holds|DOES NOT HOLD", row) for row in rows)
    assert done.returncode == int("DOES NOT HOLD" in done.stdout)
    assert len(list(tmp_path.glob("*.exodesk"))) == 2


def test_a_goal_that_does_not_exist_is_refused() -> None:
    done = bench("--only", "G99")
    assert done.returncode == 2
    assert "G99" in done.stderr


def test_a_goal_is_judged_by_what_it_limits() -> None:
    assert Measured(KEYSTROKE, figure=16.7, floor=1, ratio=16.7).holds
    assert not Measured(KEYSTROKE, figure=16.8, floor=16.8, ratio=1).holds
    assert Measured(SAVE, figure=30, floor=10, ratio=3).holds
    assert not Measured(SAVE, figure=30, floor=10, ratio=3.01).holds


def test_what_is_compared_is_run_in_turn_after_a_first_time_that_does_not_count() -> None:
    done: list[str] = []

    def round_of(name: str) -> list[float]:
        done.append(name)
        return [float(len(done))]

    rounds = in_turn(2, lambda: round_of("a"), lambda: round_of("b"))
    assert done == ["a", "b"] * 3
    assert rounds == ([[3.0], [5.0]], [[4.0], [6.0]])


def test_a_disturbance_of_one_round_moves_no_figure() -> None:
    rounds = [[1.0, 9.0], [1.0, 9.0], [50.0, 90.0]]
    assert typical(rounds) == [1.0, 9.0]
    assert ratio(rounds, [[1.0, 1.0], [1.0, 1.0], [10.0, 10.0]]) == 5.0


def test_p95_is_what_all_but_one_in_twenty_stay_under() -> None:
    assert p95(range(1, 22)) == 20
    assert p95([7.0]) == 7.0
