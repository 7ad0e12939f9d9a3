"""A process from its start to its first page: the program on a record whose key is known, or a bare window.

`python -m tests.bench.first_page` shows the window, and with `RECORD FOLDER DAY RECOVERY-CODE` the program with Today.
It prints as JSON when that was painted, on the clock that all processes share, and the memory it holds a while later.
"""

import gc
import json
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

_IDLE_MS = 1500


class Paints(QObject):
    """Waits for the first paint of a window with which something is in sight."""

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self._is_there: Callable[[], bool] = lambda: True
        self._is_painted = False
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The paint itself comes right after this, in the same turn of the event loop."""
        if event.type() in (QEvent.Type.UpdateRequest, QEvent.Type.Paint):
            self._is_painted = self._is_painted or self._is_there()
        return False

    def wait(self, is_there: Callable[[], bool] = lambda: True) -> None:
        """Until what is there then is painted."""
        self._is_there, self._is_painted = is_there, False
        while not self._is_painted:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def show_bare(_: QApplication) -> None:
    window = QMainWindow()
    window.resize(1280, 800)
    paints = Paints(window)
    window.show()
    paints.wait()
    _tell()


def show_today(app: QApplication, record: Path, folder: Path, today: date, code: str) -> None:
    gc.disable()  # as `exodesk.__main__` begins
    from exodesk.app import Exodesk  # noqa: PLC0415 - a bare window loads nothing of ours
    from exodesk.storage import opening  # noqa: PLC0415
    from exodesk.storage.keys import DatabaseKey  # noqa: PLC0415
    from exodesk.ui.pages.today.page import TodayPage  # noqa: PLC0415
    from exodesk.ui.process.options import Options  # noqa: PLC0415
    from exodesk.ui.process.preferences import Folders  # noqa: PLC0415

    folders = Folders(*(folder / name for name in ("config", "records", "logs", "cache")))
    program = Exodesk(app, folders, Options(record=record, today=today))
    paints = Paints(program.window)
    program.start()
    key = DatabaseKey.from_recovery_code(code)
    program.window.entrance.opened.emit(opening.open_record(record, key, exclusive=False))

    def is_listed() -> bool:
        desk = program.window.workspace
        return bool(desk and isinstance(desk.page, TodayPage) and desk.page.today)

    paints.wait(is_listed)
    _tell()
    program.window.close()


def _tell() -> None:
    painted_at = perf_counter()
    loop = QEventLoop()
    QTimer.singleShot(_IDLE_MS, loop.quit)
    loop.exec()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    print(json.dumps({"painted_at": painted_at, "resident_mb": pages * os.sysconf("SC_PAGE_SIZE") / 1e6}))


if __name__ == "__main__":
    application = QApplication(["exodesk"])
    if sys.argv[1:]:
        path, home, day, recovery_code = sys.argv[1:]
        show_today(application, Path(path), Path(home), date.fromisoformat(day), recovery_code)
    else:
        show_bare(application)
