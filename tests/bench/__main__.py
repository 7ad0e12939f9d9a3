"""`python3 -m tests.bench`: sets itself up, then measures how fast Exodesk is against the floors of this computer."""

from __future__ import annotations

import os
import sys

from exodesk.__main__ import in_bare_checkout


def main() -> int:
    arguments = sys.argv[1:]
    if in_bare_checkout():
        from exodesk import _setup  # noqa: PLC0415 - only a bare checkout needs it

        return _setup.start("tests.bench", arguments, lock=_setup.TEST, window=False)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # the same raster painting everywhere
    from tests.bench import run  # noqa: PLC0415 - a bare checkout has no Qt before its set-up

    return run.main(arguments)


if __name__ == "__main__":
    sys.exit(main())
