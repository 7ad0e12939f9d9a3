"""The first start, for real: the computer's own Python, a checkout, and nothing fetched.

Behind the door stands a stand-in that says how it was reached; the lock files are empty, so that no network is needed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
COMPUTERS_PYTHON = Path(sys.base_prefix, "python.exe" if os.name == "nt" else "bin/python3")
SITE_PACKAGES = str(Path(pytest.__file__).parents[1])  # lends hatchling to the empty environment
BEHIND = """
import sys

def main(argv):
    print("{name}", *argv, "in", sys.prefix)
    return len(argv)
"""


@dataclass(frozen=True)
class Told:
    code: int
    out: str
    talk: list[str]


def begin(checkout: Path, *arguments: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": SITE_PACKAGES, "PIP_NO_INDEX": "1", "QT_QPA_PLATFORM": "offscreen"}
    command = [str(COMPUTERS_PYTHON), "-m", "exodesk", *arguments]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=checkout, env=environment, stdout=pipe, stderr=pipe, text=True)


def end(start: subprocess.Popen[str]) -> Told:
    out, talk = start.communicate(timeout=120)
    return Told(start.returncode, out.strip(), talk.splitlines())


def start(checkout: Path, *arguments: str) -> Told:
    return end(begin(checkout, *arguments))


def reached(name: str, checkout: Path, arguments: Sequence[str] = ()) -> str:
    return " ".join([name, *arguments, "in", str(checkout / ".venv")])


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "exo"
    (folder / "exodesk").mkdir(parents=True)
    modules = [f"exodesk/{name}.py" for name in ("__init__", "__main__", "_asked", "_setup")]
    for name in (*modules, "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder / name)
    shutil.copy(ROOT / "pyproject.toml", folder)
    for name in ("cli", "app"):
        (folder / "exodesk" / f"{name}.py").write_text(BEHIND.format(name=name), encoding="utf-8")
    for name in ("requirements.lock", "requirements-test.lock"):
        (folder / name).touch()
    return folder


def test_a_checkout_sets_itself_up_once_and_again_where_it_was_moved(checkout: Path, tmp_path: Path) -> None:
    first = start(checkout, "find", "Ø")
    assert (first.code, first.out) == (2, reached("cli", checkout, ["find", "Ø"]))
    assert first.talk == ["exodesk: setting up in .venv, once: about 100 MB are fetched"]

    second = start(checkout)
    assert (second.code, second.out, second.talk) == (0, reached("app", checkout), [])

    with (checkout / "pyproject.toml").open("a", encoding="utf-8") as project:
        project.write("\n# a new release\n")
    updated = start(checkout)
    assert (updated.out, updated.talk) == (reached("app", checkout), ["exodesk: bringing .venv up to date"])

    moved = checkout.rename(tmp_path / "Klinik Ærø")
    again = start(moved)
    assert (again.out, len(again.talk)) == (reached("app", moved), 1)
    assert str(moved) in (moved / ".venv" / "bin" / "exodesk").read_text(encoding="utf-8")
    assert start(moved).talk == []


def test_a_killed_set_up_is_taken_up_again(checkout: Path) -> None:
    with begin(checkout) as killed:
        while not (checkout / ".venv" / "pyvenv.cfg").exists():
            assert killed.poll() is None
        killed.kill()  # its child goes on filling .venv
        killed.wait()
        assert not (checkout / ".venv" / "exodesk-stamp").exists()
        healed = start(checkout)
    assert (healed.code, healed.out) == (0, reached("app", checkout))
    assert [line.partition(",")[0].partition(";")[0] for line in healed.talk] == [
        "exodesk: another start is setting up",
        "exodesk: setting up in .venv",
    ]


def test_two_starts_at_once_set_up_once(checkout: Path) -> None:
    one, two = begin(checkout), begin(checkout)
    told = [end(one), end(two)]
    assert [one.out for one in told] == [reached("app", checkout)] * 2
    talk = sorted(line for one in told for line in one.talk)
    assert talk[-1].startswith("exodesk: setting up in .venv")
    assert talk[:-1] == ["exodesk: another start is setting up; waiting for it"]


def test_a_folder_that_cannot_be_written_is_one_clear_sentence(checkout: Path) -> None:
    (checkout / ".venv.lock").mkdir()  # root writes everywhere else
    refused = start(checkout)
    assert (refused.code, refused.out, len(refused.talk)) == (1, "", 1)
    assert refused.talk[0].startswith(f"exodesk: cannot write to {checkout}")


def test_a_step_that_fails_is_named_and_leaves_nothing_that_looks_whole(checkout: Path) -> None:
    (checkout / "requirements.lock").write_text(f"nowhere==1.0 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    refused = start(checkout)
    assert (refused.code, refused.out) == (1, "")
    assert any(line.startswith("exodesk: set-up stopped at: ") for line in refused.talk)
    assert not any("Traceback" in line for line in refused.talk)
    assert not (checkout / ".venv" / "exodesk-stamp").exists()
