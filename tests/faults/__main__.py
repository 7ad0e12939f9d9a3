"""Sets itself up, then runs every numbered case in many rounds, and counts: `python3 -m tests.faults`."""

from __future__ import annotations

import sys

from exodesk.__main__ import in_bare_checkout


def main() -> int:
    arguments = sys.argv[1:]
    if in_bare_checkout():
        from exodesk import _setup  # noqa: PLC0415 - only a bare checkout needs it

        return _setup.start("tests.faults", arguments, lock=_setup.TEST, window=False)
    from tests.faults import run  # noqa: PLC0415 - a bare checkout has no pytest before its set-up

    return run.main(arguments)


if __name__ == "__main__":
    sys.exit(main())
