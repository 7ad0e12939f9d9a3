"""How often what happens at random is tried: a few times in every test run, many in `python -m tests.faults`."""

import os


def rounds(few: int, many: int) -> int:
    return many if os.environ.get("EXODESK_FAULTS") == "all" else few
