"""What is typed behind `exodesk`, and what a desktop hands to `exodesk-window`: understood, or told in one line."""

import os
import re
import subprocess
import sys
import tomllib
from importlib import import_module
from inspect import signature
from pathlib import Path

import pytest

from exodesk._asked import refusal

ROOT = Path(__file__).resolve().parents[2]
BARE = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
"""No display."""


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def program(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "exodesk", *arguments]
    return subprocess.run(command, env=BARE | environment, capture_output=True, text=True, check=False)


def told(done: subprocess.CompletedProcess[str]) -> str:
    assert done.stdout == ""
    assert re.fullmatch(r"exodesk: [^\n]+\n", done.stderr)
    return done.stderr


@pytest.mark.parametrize(
    ("typed", "meant"), [("fnid", "find"), ("Check", "check"), ("timelien", "timeline"), ("backups", "backup")]
)
def test_a_mistyped_verb_is_offered_with_and_without_a_screen(typed: str, meant: str) -> None:
    for screen in ({}, {"QT_QPA_PLATFORM": "offscreen"}):
        done = program(typed, "practice.exodesk", **screen)
        assert done.returncode == 2
        assert f"“{typed}” is no verb, and there is no record of that name. Did you mean “{meant}”?" in told(done)


def test_a_word_that_is_like_no_verb_is_told_without_a_guess() -> None:
    done = program("--today", "2026-11-23", "foo")
    assert done.returncode == 2
    said = "“foo” is no verb, and there is no record of that name. exodesk --help lists the verbs.\n"
    assert told(done).endswith(said)


def test_a_record_is_offered_that_lacks_its_suffix() -> None:
    Path("practice.exodesk").touch()
    done = program("practice")
    assert done.returncode == 2
    assert "Did you mean “practice.exodesk”?" in told(done)


def test_a_record_that_is_away_is_told_where_no_window_can_tell_it() -> None:
    done = program("away.exodesk")
    assert done.returncode == 1
    assert "There is no record at away.exodesk." in told(done)


@pytest.mark.parametrize("name", ["away.exodesk", "away/practice", "practice", "any file"])
def test_the_window_opens_for_a_file_and_for_what_is_meant_as_a_record(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """One that is away is told in the window: whoever started it there sees no terminal."""
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    for there in ("practice", "any file"):
        Path(there).touch()
    assert refusal([name]) is None


def test_without_a_screen_it_says_so_instead_of_breaking_off() -> None:
    Path("practice.exodesk").touch()
    for arguments in ([], ["practice.exodesk"], ["demo"]):
        done = program(*arguments)
        assert done.returncode == 1
        assert "There is no screen here" in told(done)


def test_both_commands_that_are_installed_can_be_called() -> None:
    """An installed command calls its function with nothing."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for place in (project["scripts"] | project["gui-scripts"]).values():
        module, _, name = place.partition(":")
        signature(getattr(import_module(module), name)).bind()


AS_A_DESKTOP_CALLS_IT = """
import sys
from exodesk import app
from exodesk.__main__ import window
app.run = lambda options: print(options.record) or 7
sys.exit(window())
"""


@pytest.mark.parametrize("name", ["find", "/records/practice.exodesk", "/records/away"])
def test_a_desktop_opens_a_file_of_any_name(name: str) -> None:
    """As resources/desktop hands it over: `exodesk-window %f`."""
    command = [sys.executable, "-c", AS_A_DESKTOP_CALLS_IT, name]
    done = subprocess.run(command, env=BARE, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (7, f"{name}\n")
    assert "Exec=exodesk-window %f\n" in (ROOT / "resources" / "desktop" / "exodesk.desktop").read_text()
