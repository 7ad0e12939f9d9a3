"""The checks beside the tests, one recipe each: `python3 -m tests --checks` runs them all, here and in CI."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RECIPES = {
    "lint": "ruff check .",
    "format": "ruff format --check .",
    "types": "mypy",
    "imports": "lint-imports",
}


def main() -> int:
    """Run every recipe, even after one has failed, and say which did."""
    failed = [name for name, recipe in RECIPES.items() if not _passes(name, recipe)]
    print(f"checks: {', '.join(failed)} failed" if failed else "checks: all passed", flush=True)
    return 1 if failed else 0


def _passes(name: str, recipe: str) -> bool:
    program, *arguments = shlex.split(recipe)
    print(f"== {name}: {recipe}", flush=True)
    installed = Path(sys.executable).with_name(program)  # the one of this environment
    return subprocess.run([installed, *arguments], cwd=ROOT, check=False).returncode == 0
