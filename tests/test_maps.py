"""A package of many modules says what stands in it: of every module and folder, and of none that is not there."""

import ast
import re
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
LEAST = 3
"""With fewer modules named, a docstring tells of them and is no map."""
MANY = 6
"""So many modules and folders are found by no newcomer without a map."""
NUMBERED = re.compile(r"m\d{4}")
"""Migrations are found by their numbers."""


def told_in(package: Path) -> str:
    return ast.get_docstring(ast.parse((package / "__init__.py").read_text())) or ""


def modules_of(package: Path) -> set[str]:
    found = {file.stem for file in package.glob("*.py")} | {init.parent.name for init in package.glob("*/__init__.py")}
    return {name for name in found - {"__init__"} if not NUMBERED.fullmatch(name)}


def has_map(package: Path) -> bool:
    told = told_in(package)
    return "\n\n" in told and len(names_in(told, package)) >= LEAST


def packages() -> list[Path]:
    """All but the outermost, of which CONTRIBUTING tells."""
    return sorted(init.parent for init in (CHECKOUT / "exodesk").rglob("*/__init__.py"))


def maps() -> list[Path]:
    return [each for each in packages() if has_map(each)]


def test_a_package_of_many_modules_has_a_map() -> None:
    assert [each for each in packages() if len(modules_of(each)) >= MANY and not has_map(each)] == []


def names_in(told: str, package: Path) -> set[str]:
    """The modules and folders of a package that are named."""
    return modules_of(package) & set(re.findall(r"\w+", told))


@pytest.mark.parametrize("package", maps(), ids=lambda package: str(package.relative_to(CHECKOUT)))
def test_a_map_names_every_module_and_no_other(package: Path) -> None:
    told = told_in(package)
    assert modules_of(package) - names_in(told, package) == set()
    named = {name for name in re.findall(r"(\w+)\.py", told) if not (package.parent / f"{name}.py").exists()}
    assert named <= modules_of(package)
