"""On X11 text that is marked is copied by that alone, for a middle click anywhere; a lock takes it away."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[3]
MARKED = """
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QClipboard
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from exodesk.ui.process.clipboard import Clipboard
app = QApplication([])
marked, kept = QLineEdit("Rivera, Ana, of Example Street"), Clipboard(app)
marked.show()
QTest.qWaitForWindowExposed(marked)
begins, ends, button = QPoint(4, 10), QPoint(70, 10), Qt.MouseButton.LeftButton
QTest.mousePress(marked, button, pos=begins)
QTest.mouseMove(marked, ends)
QTest.mouseRelease(marked, button, pos=ends)
clipboard = app.clipboard()
print(clipboard.text(QClipboard.Mode.Selection) == marked.selectedText() != "")
marked.deleteLater()
app.processEvents()
kept.clear()
print(repr(clipboard.text(QClipboard.Mode.Selection)))
"""


@pytest.mark.window
def test_what_was_marked_is_gone_after_a_lock() -> None:
    command = ["xvfb-run", "-a", sys.executable, "-c", MARKED]
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=CHECKOUT, env=environment)
    assert done.stdout.split() == ["True", "''"]
