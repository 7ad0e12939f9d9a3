"""How long the window's thread is ever away from its events, and how much of that it works itself."""

from time import perf_counter, thread_time

from PySide6.QtCore import Qt, QTimer


class Stalls:
    """The longest turn of the event loop since `begin`, in seconds: `longest` as a person waits, `busiest` as worked.

    Where others load the computer, only the second tells one version of the program from another.
    """

    def __init__(self) -> None:
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._tick)
        self.begin()
        self._timer.start()

    def begin(self) -> None:
        self._last, self.longest = perf_counter(), 0.0
        self._last_worked, self.busiest = thread_time(), 0.0

    def _tick(self) -> None:
        now, worked = perf_counter(), thread_time()
        self.longest, self._last = max(self.longest, now - self._last), now
        self.busiest, self._last_worked = max(self.busiest, worked - self._last_worked), worked
