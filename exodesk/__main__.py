"""The door: a verb goes to the command line, anything else opens the window; a bare checkout is set up first.

Standard library only, and light: Qt is loaded for the window alone.
"""

from __future__ import annotations

import gc
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
CHECKOUT = Path(__file__).resolve().parents[1]


def in_bare_checkout() -> bool:
    """Whether the computer's own Python runs a checkout, where nothing that Exodesk needs can be counted on."""
    return sys.prefix == sys.base_prefix and (CHECKOUT / "pyproject.toml").is_file()


def opens_window(arguments: list[str]) -> bool:
    """Everything but a verb opens the window, and so does the made-up practice unless told otherwise."""
    verb = arguments[0] if arguments else ""
    return verb not in VERBS or (verb == "demo" and not {"--no-window", "--help"} & set(arguments))


def main() -> int:
    arguments = sys.argv[1:]
    if in_bare_checkout():
        from exodesk import _setup  # noqa: PLC0415 - an installed Exodesk never needs it

        return _setup.start("exodesk", arguments, lock=_setup.RUN, window=opens_window(arguments))
    if arguments and arguments[0] in VERBS:
        from exodesk import cli  # noqa: PLC0415 - a verb needs no window

        return cli.main(arguments)
    gc.disable()  # what is loaded now stays; `heap.settle` ends it
    from exodesk import app  # noqa: PLC0415 - the window needs no verb

    return app.main(arguments)


if __name__ == "__main__":
    sys.exit(main())
