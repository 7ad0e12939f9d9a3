"""A test in a real window is skipped aloud on a laptop, and demanded in CI."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TWO_AND_ONE = """
import pytest

@pytest.mark.window
@pytest.mark.parametrize("size", ["small", "large"])
def test_a_window(size): ...

def test_no_window(): ...
"""


def run(folder: Path, *arguments: str, ci: str = "") -> tuple[int, str]:
    """A run of its own, on a computer without a single tool."""
    (folder / "test_windows.py").write_text(TWO_AND_ONE, encoding="utf-8")
    pytest_here = [sys.executable, "-m", "pytest", "-c", "pyproject.toml", "-p", "tests.conftest"]
    environment = {**os.environ, "PATH": str(folder), "CI": ci}
    command = [*pytest_here, "-p", "no:cacheprovider", str(folder), *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_without_its_tools_it_is_skipped_and_said_how_many(tmp_path: Path) -> None:
    code, told = run(tmp_path)
    assert code == 0
    assert "2 tests in a real window were skipped: this computer lacks xvfb-run, xauth, openbox" in told
    assert "1 passed, 2 skipped" in told


@pytest.mark.parametrize(("arguments", "ci"), [(["--window"], ""), ([], "true")])
def test_where_it_is_demanded_nothing_runs_without_its_tools(tmp_path: Path, arguments: list[str], ci: str) -> None:
    code, told = run(tmp_path, *arguments, ci=ci)
    assert code == pytest.ExitCode.USAGE_ERROR
    assert "2 tests need a real window, and this computer lacks xvfb-run, xauth, openbox" in told
    assert "apt-get install xvfb xauth openbox" in told


def test_no_window_asked_for_no_tool_needed(tmp_path: Path) -> None:
    code, told = run(tmp_path, "-m", "not window", ci="true")
    assert (code, "1 passed" in told) == (0, True)
