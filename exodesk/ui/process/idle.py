"""Nobody at the desk: how long ago a key, the mouse or a pen was used in a window of ours, and whether it slept since.

It locks nothing itself.

Windows are watched, not every widget: an event filter over the whole application would run for each event of each.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from exodesk.ui.process.clocks import asleep_s

TICK_MS = 5_000
SLEPT_S = 1
"""Less is what two clocks differ by that are read one after the other."""
_USED = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletMove,
        QEvent.Type.TabletPress,
    }
)


class Idle(QObject):
    """Says `due` after so many minutes, and again at each tick until somebody is back: what is held now goes later.

    Says `slept` at the first event or tick after the computer woke, before a window of ours gets that event: not every
    system tells beforehand.
    """

    due = Signal(float)  # seconds without use
    slept = Signal()

    def __init__(
        self,
        minutes: int,
        parent: QObject,
        *,
        running: Callable[[], float] = time.monotonic,
        clock: Callable[[], float] = time.time,
        asleep: Callable[[], float] = asleep_s,
    ) -> None:
        super().__init__(parent)
        self.minutes = minutes
        self._clocks = running, clock
        self._used_at = self._now()
        self._asleep, self._slept_s = asleep, asleep()
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self.look)
        self._tick.start()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._watch)
            app.focusObjectChanged.connect(self.use)
            self._watch(app.focusWindow())

    def use(self, *_: object) -> None:
        """Somebody is here."""
        self._used_at = self._now()

    def look(self) -> None:
        """The wall clock counts too: the other one stands still while the computer sleeps."""
        self._look_for_sleep()
        idle_s = max(now - used for now, used in zip(self._now(), self._used_at, strict=True))
        if idle_s >= self.minutes * 60:
            self.due.emit(idle_s)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self._look_for_sleep()
        if event.type() in _USED:
            self.use()
        return super().eventFilter(watched, event)

    def _look_for_sleep(self) -> None:
        slept_s = self._asleep()
        if slept_s - self._slept_s >= SLEPT_S:
            self._slept_s = slept_s
            self.slept.emit()

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def _now(self) -> tuple[float, ...]:
        return tuple(clock() for clock in self._clocks)
