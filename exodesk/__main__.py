"""The door: a verb goes to the command line, anything else opens the window; a bare checkout is set up first.

Standard library only, and light: Qt is loaded for the window alone.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from exodesk._asked import FAILED, VERBS, has_no_screen, opens_window, refusal

CHECKOUT = Path(__file__).resolve().parents[1]


def in_bare_checkout() -> bool:
    """Whether the computer's own Python runs a checkout, where nothing that Exodesk needs can be counted on."""
    return sys.prefix == sys.base_prefix and (CHECKOUT / "pyproject.toml").is_file()


def main() -> int:
    """`exodesk`, in a terminal."""
    arguments = sys.argv[1:]
    if refused := refusal(arguments):
        return _refuse(*refused)
    if in_bare_checkout():
        from exodesk import _setup  # noqa: PLC0415 - an installed Exodesk never needs it

        return _setup.start("exodesk", arguments, lock=_setup.RUN, window=opens_window(arguments))
    if opens_window(arguments) and has_no_screen():
        return _refuse("There is no screen here that a window could open on. exodesk --help lists the verbs.", FAILED)
    if arguments and arguments[0] in VERBS:
        from exodesk import cli  # noqa: PLC0415 - a verb needs no window

        return cli.main(arguments)
    return window()


def window() -> int:
    """`exodesk-window`, by which a desktop opens the program and its files: whatever it is called with, the window."""
    gc.disable()  # what is loaded now stays; `heap.settle` ends it
    from exodesk import app  # noqa: PLC0415 - the window needs no verb

    return app.main(sys.argv[1:])


def _refuse(text: str, code: int) -> int:
    sys.stderr.write(f"exodesk: {text}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
