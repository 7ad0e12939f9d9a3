"""PySide6 survives long days: 6.12.0 on Python 3.11 lost a reference to None with each void call, and aborted."""

from __future__ import annotations

import subprocess
import sys

SOAK = """
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

class Door(QObject):
    changed = Signal(object)

seen = []
application, widget, door = QApplication([]), QWidget(), Door()
door.changed.connect(seen.append)
for number in range(100_000):
    widget.setToolTip("a call that returns None")
    door.changed.emit(number)
assert len(seen) == 100_000
print("still here")
"""


def test_a_hundred_thousand_void_calls_and_emits() -> None:
    """In a process of its own, where an abort is a failed test."""
    done = subprocess.run([sys.executable, "-c", SOAK], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "still here\n"), done.stderr
