"""A program of its own for a test to kill: it opens a visit, goes to a step by key, types, and says when it did.

Arguments: a record, the entry of a visit, the key of the step, and the name of the field.
"""

import sys
import time
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from exodesk.storage import opening
from exodesk.ui.look import theme
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages import VISIT
from exodesk.ui.pages.places import places_of_patients
from exodesk.ui.shell.workspace import Workspace
from tests.factories import PASSPHRASE

KEY_EVERY_MS = 100


def main(path: Path, visit: str, step: str, name: str) -> int:
    app = QApplication([])
    theme.apply(app)
    record = opening.open_record(path, opening.unlock(path, PASSPHRASE).key)
    desk = Workspace(Session(record), places_of_patients())
    desk.show()
    desk.activateWindow()
    QTest.qWaitForWindowActive(desk)
    desk.open_page(VISIT, visit)
    QTest.keyClicks(_field(desk, "Reason for the visit"), "Knee pain on stairs")
    QTest.keyClick(desk, getattr(Qt.Key, f"Key_{step}"), Qt.KeyboardModifier.AltModifier)
    app.processEvents()
    field = _field(desk, name)
    field.setFocus()

    def press_key() -> None:
        QTest.keyClick(field, Qt.Key.Key_4)
        print(len(_text(field)), time.monotonic(), flush=True)

    timer = QTimer()
    timer.timeout.connect(press_key)
    timer.start(KEY_EVERY_MS)
    return app.exec()


def _field(desk: QWidget, name: str) -> QWidget:
    found: list[QWidget] = [*desk.findChildren(QLineEdit), *desk.findChildren(QPlainTextEdit)]
    return next(field for field in found if field.isVisible() and field.accessibleName() == name)


def _text(field: QWidget) -> str:
    return field.text() if isinstance(field, QLineEdit) else str(field.property("plainText"))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:]))
