"""A program of its own for a test to kill: it opens a record, types into the clinic page and says when it did."""

import sys
import time
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from exodesk.storage import opening
from exodesk.ui.look import theme
from exodesk.ui.look.theme import Scheme
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.settings import SettingsPage
from tests.factories import PASSPHRASE

KEY_EVERY_MS = 100


def main(path: Path) -> int:
    app = QApplication([])
    theme.apply(app)
    record = opening.open_record(path, opening.unlock(path, PASSPHRASE).key)
    page = SettingsPage(Session(record), Scheme.SYSTEM)
    page.show()
    field = page.practice.form.control("letterhead")
    field.setFocus()

    def press_key() -> None:
        QTest.keyClick(field, Qt.Key.Key_X)
        print(len(page.practice.form.raw_texts()["letterhead"]), time.monotonic(), flush=True)

    timer = QTimer()
    timer.timeout.connect(press_key)
    timer.start(KEY_EVERY_MS)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
