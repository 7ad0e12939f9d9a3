"""Checkouts to set up: copies in folders of their own, never the one that is being tested."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRUNED = shutil.ignore_patterns("__pycache__")


@pytest.fixture(scope="session")
def whole_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All that goes into a package, and a file that git ignores, which must not."""
    copy = tmp_path_factory.mktemp("copy")
    for folder in ("exodesk", "resources", "tests", "docs", ".ci"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=PRUNED)
    for file in (
        *ROOT.glob("*.md"),
        *ROOT.glob("*.lock"),
        ROOT / "pyproject.toml",
        ROOT / "LICENSE",
        ROOT / ".gitignore",
    ):
        shutil.copy(file, copy)
    (copy / "resources" / "patients.exodesk").write_text("a record left lying about", encoding="utf-8")
    return copy
