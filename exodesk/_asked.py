"""What a start is asked for: a verb, the window, or something that is neither. Standard library only, and light."""

from __future__ import annotations

import os
import sys
from pathlib import Path

VERBS = frozenset(
    {
        "agenda",
        "backup",
        "check",
        "demo",
        "due",
        "export",
        "find",
        "forecast",
        "restore",
        "salvage",
        "summary",
        "timeline",
    }
    | {"--help", "-h", "--version"}
)
FAILED, MISUSED = 1, 2
_WITH_VALUE = ("--today", "--passphrase-file")
_SUFFIX = ".exodesk"
_HELP = "exodesk --help lists the verbs."


def opens_window(arguments: list[str]) -> bool:
    """Everything but a verb opens the window, and so does the made-up practice unless told otherwise."""
    verb = arguments[0] if arguments else ""
    return verb not in VERBS or (verb == "demo" and not {"--no-window", "--help", "-h"} & set(arguments))


def has_no_screen() -> bool:
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform == "linux" and not any(os.environ.get(name) for name in named)


def refusal(arguments: list[str]) -> tuple[str, int] | None:
    """Why no window opens for this, with the exit code; None where one does.

    A word that is no verb and no file is told in the terminal where it was typed. What looks like a record and is not
    there is told by the window, if there is a screen: whoever started it there sees no terminal.
    """
    name = _record_in(arguments)
    if not opens_window(arguments) or name is None or name in VERBS or os.path.lexists(name):
        return None
    if not _looks_like_record(name):
        near = _near(name)
        meant = f" Did you mean “{near}”?" if near else ""
        return f"“{name}” is no verb, and there is no record of that name.{meant} {_HELP}", MISUSED
    if has_no_screen():
        return f"There is no record at {name}. It was moved or renamed, or its disk is away.", FAILED
    return None


def _record_in(arguments: list[str]) -> str | None:
    """The first word that is no option and no option's value."""
    rest = iter(arguments)
    for each in rest:
        if each in _WITH_VALUE:
            next(rest, None)
        elif not each.startswith("-"):
            return each
    return None


def _looks_like_record(name: str) -> bool:
    return name.endswith(_SUFFIX) or Path(name).name != name


def _near(name: str) -> str:
    """The record that a suffix is missing of, or a verb that is spelled much alike."""
    if Path(name + _SUFFIX).exists():
        return name + _SUFFIX
    from difflib import get_close_matches  # noqa: PLC0415 - for who mistyped alone

    return next(iter(get_close_matches(name.casefold(), sorted(verb for verb in VERBS if verb.isalpha()), 1)), "")
