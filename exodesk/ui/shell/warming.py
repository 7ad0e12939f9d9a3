"""What an open record needs is loaded while nobody waits for it: once the window is painted, and in its own thread.

Never in another: an import there makes classes of Qt while the window asks for them, and the process ends. See decision
0151.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

FIRST_MS, PAUSE_MS = 100, 2
"""After the paint has begun, or while a page is being filled, which have the way; and between two steps."""


class Warming(QObject):
    """Takes one step at a time, none while `is_awaited` says that somebody waits for a page.

    What is needed before its turn is loaded by whoever needs it.
    """

    def __init__(
        self,
        window: QWidget,
        steps: Sequence[Callable[[], object]],
        is_awaited: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__(window)
        self._window, self._left, self._is_awaited = window, list(steps), is_awaited
        self._next = QTimer(self, interval=FIRST_MS)
        self._next.timeout.connect(self._take_step)
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The first paint starts it. A window whose page covers it is asked for an update instead."""
        if event.type() in (QEvent.Type.Paint, QEvent.Type.UpdateRequest):
            self._window.removeEventFilter(self)
            self._next.start()
        return False

    def _take_step(self) -> None:
        if self._is_awaited():
            self._next.setInterval(FIRST_MS)
        elif self._left:
            self._next.setInterval(PAUSE_MS)
            self._left.pop(0)()
        else:
            self._next.stop()
