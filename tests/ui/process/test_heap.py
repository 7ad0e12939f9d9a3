"""Garbage is looked for among what is made once a record is open, and not among what was loaded before."""

import gc
import subprocess
import sys

from exodesk.ui.process import heap


def test_settling_begins_to_look_for_garbage_again_and_passes_over_what_is_there() -> None:
    told = """
import gc
gc.disable()
kept = [[] for _ in range(1000)]
from exodesk.ui.process import heap
heap.settle()
assert gc.isenabled()
assert gc.get_freeze_count() > 1000
later = [[]]
assert any(each is later for each in gc.get_objects())
assert not any(each is kept for each in gc.get_objects())
"""
    subprocess.run([sys.executable, "-c", told], check=True)


def test_settling_again_passes_over_nothing_more() -> None:
    assert gc.isenabled()
    before = gc.get_freeze_count()
    heap.settle()
    assert gc.get_freeze_count() == before
