"""What is installed is what was hashed, and the program runs on no more than it declares."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DECLARED = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
FOR_TESTS = [Requirement(line) for line in PROJECT["project"]["optional-dependencies"]["test"]]
TO_BUILD = [Requirement(line) for line in PROJECT["build-system"]["requires"]]


def entries(lock: str) -> list[str]:
    """The requirements of a lock file, each with its hashes, on one line."""
    return (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ").splitlines()


def pins(lock: str) -> list[Requirement]:
    return [Requirement(entry.partition("--hash")[0]) for entry in entries(lock)]


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-test.lock"])
def test_a_lock_holds_pins_and_hashes_and_no_host(lock: str) -> None:
    for entry in entries(lock):
        assert re.fullmatch(r"[a-z0-9.-]+==[^;\s]+( ; [^@]+?)?(\s+--hash=sha256:[0-9a-f]{64})+\s*", entry), entry
    assert "://" not in (ROOT / lock).read_text(encoding="utf-8")


def test_the_test_lock_holds_the_very_files_of_the_programs_lock() -> None:
    assert set(entries("requirements.lock")) <= set(entries("requirements-test.lock"))


@pytest.mark.parametrize("python", ["3.11.2", "3.12.1", "3.13.5", "3.14.0"])
@pytest.mark.parametrize("system", ["linux", "win32", "darwin"])
def test_the_locks_satisfy_what_is_declared(python: str, system: str) -> None:
    here = {"python_full_version": python, "python_version": python.rpartition(".")[0], "sys_platform": system}
    for lock, wanted in (
        ("requirements.lock", DECLARED + TO_BUILD),
        ("requirements-test.lock", DECLARED + TO_BUILD + FOR_TESTS),
    ):
        pinned = [pin for pin in pins(lock) if pin.marker is None or pin.marker.evaluate(here)]
        chosen = {canonicalize_name(pin.name): str(pin.specifier).removeprefix("==") for pin in pinned}
        assert len(chosen) == len(pinned), "two versions of one package"
        for requirement in wanted:
            if requirement.marker is None or requirement.marker.evaluate(here):
                assert chosen[canonicalize_name(requirement.name)] in requirement.specifier, requirement


def closure(requirements: list[Requirement]) -> set[str]:
    """The distributions that a run-only install brings."""
    names: set[str] = set()
    waiting = list(requirements)
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name in names or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        names.add(name)
        try:
            waiting += [Requirement(line) for line in requires(name) or ()]
        except PackageNotFoundError:
            pytest.fail(f"{name} is declared and not installed")
    return names


ALL_MODULES_WITHOUT = """
import importlib, pkgutil, sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in sys.argv[1:]:
            raise ModuleNotFoundError(f"a run-only install has no {name}", name=name)

sys.meta_path.insert(0, Absent())
import exodesk
for module in pkgutil.walk_packages(exodesk.__path__, "exodesk."):
    importlib.import_module(module.name)
import sqlite_utils, cryptography.hazmat.primitives.kdf.argon2, sqlcipher3
print("all there")
"""


def test_every_module_is_imported_without_a_test_tool() -> None:
    """A library that leans on an undeclared one works as long as pytest brings it along, and fails in the clinic."""
    brought = closure(DECLARED)
    foreign = [
        module
        for module, distributions in packages_distributions().items()
        if module != "exodesk" and not brought & {canonicalize_name(name) for name in distributions}
    ]
    assert {"pytest", "hypothesis", "typing_extensions"} <= set(foreign)
    command = [sys.executable, "-c", ALL_MODULES_WITHOUT, *foreign]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout == "all there\n", done.stderr
