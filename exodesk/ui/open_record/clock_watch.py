"""A clock that is set while a record is open: the trail says so, because everything in it carries a time."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from exodesk.storage.recordfile import RecordFile
from exodesk.ui.process.clocks import running_s

LOOK_MS = 60_000
JUMP_S = 120
"""Less is a clock that is put right over the network, bit by bit."""


class ClockWatch(QObject):
    """Lives as long as its session."""

    def __init__(
        self,
        record: RecordFile,
        parent: QObject,
        *,
        running: Callable[[], float] = running_s,
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self._record = record
        self._running, self._clock = running, clock
        self._away_s = clock() - running()
        timer = QTimer(self, interval=LOOK_MS)
        timer.timeout.connect(self.look)
        if not record.read_only:
            timer.start()

    def look(self) -> None:
        away_s = self._clock() - self._running()
        jump_s = round(away_s - self._away_s)
        self._away_s = away_s
        if abs(jump_s) >= JUMP_S:
            self._record.log("the clock was set", f"{'forward' if jump_s > 0 else 'back'} by {_length(abs(jump_s))}")


def _length(seconds: int) -> str:
    hours, minutes = divmod(seconds // 60, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min"
