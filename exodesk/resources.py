"""Where icons, fonts, templates and help lie: inside the package when installed, beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGED = Path(__file__).with_name("resources")


def root() -> Path:
    """The folder of resources, in a wheel, a bundle, an editable install or a checkout."""
    return _PACKAGED if _PACKAGED.is_dir() else _PACKAGED.parent.with_name("resources")


def path(name: str) -> Path:
    """The resource called `name`, a path below the folder such as "icons/syringe.svg"."""
    found = root() / name
    if not found.exists():
        raise FileNotFoundError(found)
    return found
