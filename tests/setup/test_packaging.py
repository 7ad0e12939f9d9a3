"""The same tree as wheel, source archive, editable install and checkout, with its resources and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from exodesk import resources

HATCHLING = (sys.executable, "-m", "hatchling", "build")
SITE_PACKAGES = str(Path(pytest.__file__).parents[1])
ASK = "from exodesk import resources; print(resources.root(), sorted(p.name for p in resources.root().iterdir()))"


def run(*command: str | Path, cwd: Path, python_path: str = "") -> str:
    environment = {**os.environ, "PYTHONPATH": python_path, "PIP_NO_INDEX": "1"}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="session")
def wheel(whole_copy: Path) -> Path:
    run(*HATCHLING, "-t", "wheel", "-d", "dist", cwd=whole_copy)
    return next((whole_copy / "dist").glob("*.whl"))


@pytest.fixture(scope="session")
def archive(whole_copy: Path) -> Path:
    run(*HATCHLING, "-t", "sdist", "-d", "dist", cwd=whole_copy)
    return next((whole_copy / "dist").glob("*.tar.gz"))


def files(folder: Path) -> set[str]:
    """Files below a folder of the checkout, as a package names them."""
    found = (file.relative_to(folder) for file in folder.rglob("*") if file.is_file())
    return {file.as_posix() for file in found if "__pycache__" not in file.parts}


def test_the_wheel_holds_the_program_and_its_resources_and_nothing_else(wheel: Path, whole_copy: Path) -> None:
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    program = {f"exodesk/{name}" for name in files(whole_copy / "exodesk")}
    wanted = {f"exodesk/resources/{name}" for name in files(whole_copy / "resources") - {"patients.exodesk"}}
    assert names == program | wanted


def test_the_installed_wheel_finds_its_resources(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    told = run(sys.executable, "-c", ASK, cwd=tmp_path, python_path=str(tmp_path / "installed"))
    assert told == f"{tmp_path}/installed/exodesk/resources {sorted(p.name for p in resources.root().iterdir())}"


def test_the_source_archive_makes_the_same_wheel(archive: Path, wheel: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "tarfile", "--extract", archive, tmp_path, cwd=tmp_path)
    (source,) = tmp_path.iterdir()
    run(*HATCHLING, "-t", "wheel", "-d", "dist", cwd=source)
    (again,) = (source / "dist").glob("*.whl")
    assert again.read_bytes() == wheel.read_bytes()


def test_the_source_archive_sets_itself_up_and_tests_itself(archive: Path) -> None:
    with tarfile.open(archive) as packed:
        names = {name.partition("/")[2] for name in packed.getnames()}
    wanted = {
        "pyproject.toml",
        "requirements.lock",
        "requirements-test.lock",
        "tests/__main__.py",
        ".ci/run",
        "LICENSE",
    }
    assert wanted <= names
    records = {name for name in names if name.endswith(".exodesk")}
    assert records == {name for name in records if name.startswith("tests/storage/files/format-")}


def test_an_editable_install_runs_the_checkout(whole_copy: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", symlinks=True)
    python = tmp_path / "venv" / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "--no-build-isolation", "--no-deps")
    run(*pip, "-e", whole_copy, cwd=tmp_path, python_path=SITE_PACKAGES)
    assert run(python, "-c", ASK, cwd=tmp_path).startswith(f"{whole_copy}/resources ")
    assert (tmp_path / "venv" / "bin" / "exodesk").exists()
