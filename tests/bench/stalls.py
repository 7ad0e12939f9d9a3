"""How long the window's thread is ever away from its events."""

from time import perf_counter

from PySide6.QtCore import Qt, QTimer


class Stalls:
    """How long the window's thread was ever away from its events since `begin`."""

    def __init__(self) -> None:
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._tick)
        self.begin()
        self._timer.start()

    def begin(self) -> None:
        self._last, self.longest = perf_counter(), 0.0

    def _tick(self) -> None:
        now = perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now
