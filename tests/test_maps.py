"""Where a package says what stands in it, it says so of every module, and of none that is not there."""

import ast
import re
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
LEAST = 3
"""With fewer modules named, a docstring tells of them and is no map."""


def told_in(package: Path) -> str:
    return ast.get_docstring(ast.parse((package / "__init__.py").read_text())) or ""


def modules_of(package: Path) -> set[str]:
    return {file.stem for file in package.glob("*.py")} - {"__init__"}


def maps() -> list[Path]:
    packages = [init.parent for init in (CHECKOUT / "exodesk").rglob("__init__.py")]
    told = {each: told_in(each) for each in packages}
    return sorted(each for each in packages if "\n\n" in told[each] and len(names_in(told[each], each)) >= LEAST)


def names_in(told: str, package: Path) -> set[str]:
    """The modules of a package that are named."""
    return modules_of(package) & set(re.findall(r"\w+", told))


@pytest.mark.parametrize("package", maps(), ids=lambda package: str(package.relative_to(CHECKOUT)))
def test_a_map_names_every_module_and_no_other(package: Path) -> None:
    told = told_in(package)
    assert modules_of(package) - names_in(told, package) == set()
    named = {name for name in re.findall(r"(\w+)\.py", told) if not (package.parent / f"{name}.py").exists()}
    assert named <= modules_of(package)
