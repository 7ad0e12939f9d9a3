"""The program itself, in a process of its own: what it has loaded at first paint, and how long its window stands still.

`python -m tests.bench.start RECORD FOLDER DAY PASSPHRASE` starts it, waits, unlocks, does a day's work, and prints what
it saw as JSON.
"""

import gc
import json
import sys
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from exodesk.app import Exodesk
from exodesk.ui.process.options import Options
from exodesk.ui.process.preferences import Folders
from tests.bench.day import longest_turns
from tests.bench.desk import Window
from tests.bench.stalls import Stalls

HEAVY = ("sqlite_utils", "click", "dateutil", "numpy", "fhir", "exodesk.printing", "exodesk.documents")
QT_PRINT = "PySide6.QtPrintSupport"
TYPED_MS, _WAIT_MS = 2_500, 500
"""Nobody types a passphrase of twelve characters in less; and a while after the first page."""


def main(record: Path, folder: Path, today: date, passphrase: str) -> None:
    gc.disable()  # as `exodesk.__main__` begins
    app = QApplication(["exodesk"])
    folders = Folders(*(folder / name for name in ("config", "records", "logs", "cache")))
    program = Exodesk(app, folders, Options(record=record, today=today))
    Window(program.window).until_painted(program.start)
    loaded = sorted(name for name in sys.modules if name == QT_PRINT or name.startswith(HEAVY))
    stalls = Stalls()
    idle, stall = _unlock(program, passphrase, stalls)
    turns = longest_turns(program, stalls)
    print(json.dumps({"loaded": loaded, "idle_ms": idle, "stall_ms": stall, "turns_ms": turns}))
    program.window.close()


def _unlock(program: Exodesk, passphrase: str, stalls: Stalls) -> tuple[float, float]:
    """The longest while it waits for a passphrase; the longest from the passphrase to a while after the first page."""
    loop = QEventLoop()
    stalls.begin()
    QTimer.singleShot(TYPED_MS, loop.quit)
    loop.exec()
    idle = stalls.longest
    stalls.begin()
    program.window.entrance.opened.connect(lambda: QTimer.singleShot(_WAIT_MS, loop.quit))
    program.window.entrance.unlock_with(passphrase)
    loop.exec()
    return idle * 1000, stalls.longest * 1000


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), date.fromisoformat(sys.argv[3]), sys.argv[4])
