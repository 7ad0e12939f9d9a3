"""`python3 -m tests`: sets itself up, then runs the tests; arguments go to pytest.

`--checks`, alone, runs lint, format, types and import contracts instead.
"""

from __future__ import annotations

import sys

from exodesk.__main__ import in_bare_checkout


def main() -> int:
    arguments = sys.argv[1:]
    if in_bare_checkout():
        from exodesk import _setup  # noqa: PLC0415 - only a bare checkout needs it

        return _setup.start("tests", arguments, lock=_setup.TEST, window=False)
    if arguments == ["--checks"]:
        from tests import checks  # noqa: PLC0415 - not wanted by a test run

        return checks.main()
    import pytest  # noqa: PLC0415 - a bare checkout has none before its set-up

    return pytest.main(arguments)


if __name__ == "__main__":
    sys.exit(main())
