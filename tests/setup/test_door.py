"""Who goes where, what a system lacks, and that the door itself weighs nothing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from exodesk import _setup
from exodesk._asked import VERBS, opens_window

ROOT = Path(__file__).resolve().parents[2]
FOREIGN = """
import sys
import exodesk.__main__, exodesk._setup
tops = {name.partition(".")[0] for name in sys.modules} - sys.stdlib_module_names - {"exodesk", "__main__"}
print(*sorted(tops))
"""


@pytest.mark.parametrize("arguments", ["", "record.exodesk", "--today 2026-12-04", "demo --patients 60"])
def test_these_open_the_window(arguments: str) -> None:
    assert opens_window(arguments.split())


@pytest.mark.parametrize(
    "arguments", ["due p.exodesk", "demo --no-window", "demo --help", "demo -h", "--version", "-h"]
)
def test_these_need_no_screen(arguments: str) -> None:
    assert not opens_window(arguments.split())


def test_the_papers_name_commands_that_exist() -> None:
    papers = "".join((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md", ".ci/run"))
    assert set(re.findall(r"python3 -m exodesk ([-\w]+)", papers)) <= VERBS
    modules = set(re.findall(r"python3 -m ([\w.]+)", papers))
    assert {"exodesk", "tests"} <= modules
    for module in modules:
        path = ROOT.joinpath(*module.split("."))
        assert path.with_suffix(".py").exists() or (path / "__main__.py").exists(), module


def test_ci_runs_the_test_command_of_the_readme() -> None:
    command = "python3 -m tests"
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"\n{command} ||" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_door_is_standard_library_only() -> None:
    command = [sys.executable, "-S", "-c", FOREIGN]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux splits a desktop into packages")


@linux
def test_a_library_that_does_not_load_is_asked_for_by_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(_setup.LIBRARIES, "libnowhere.so.9", "libnowhere9")
    assert _setup._missing_packages(window=False) == ["libnowhere9"]


@linux
def test_no_screen_asks_for_a_virtual_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert _setup._missing_packages(window=True) == ["xvfb", "xauth"]
    assert _setup._missing_packages(window=False) == []
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert _setup._missing_packages(window=True) == []


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A system of its own, whose apt-get writes down what it was asked for."""
    apt_get = tmp_path / "apt-get"
    apt_get.write_text(f'#!/bin/sh\necho "$DEBIAN_FRONTEND $*" >>{tmp_path}/asked\n', encoding="utf-8")
    apt_get.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def refusal(packages: list[str]) -> str:
    with pytest.raises(_setup.SetupError) as refused:
        _setup._add_packages(packages)
    return str(refused.value)


@linux
def test_an_ordinary_user_gets_the_one_line_for_an_administrator(system: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    install = "apt-get update && apt-get install -y --no-install-recommends libgl1 xvfb"
    assert refusal(["libgl1", "xvfb"]).splitlines()[1] == f"    su -lc '{install}'"
    (system / "sudo").touch(mode=0o755)
    assert refusal(["libgl1"]).splitlines()[1] == (
        "    sudo apt-get update && sudo apt-get install -y --no-install-recommends libgl1"
    )
    assert not (system / "asked").exists()


@linux
def test_root_adds_the_packages_without_a_question(system: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    _setup._add_packages(["libgl1", "xauth"])
    update, install = (system / "asked").read_text(encoding="utf-8").splitlines()
    assert update.startswith("noninteractive update")
    assert install.startswith("noninteractive install -y --no-install-recommends libgl1 xauth")


@linux
def test_another_kind_of_linux_is_told_the_names(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "libgl1" in refusal(["libgl1"])
