"""Long work of the window's own thread, such as the rows of a list, a few steps a turn of the event loop."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from itertools import islice

from PySide6.QtCore import QObject, QTimer, Signal

Step = Callable[[], object]


class Pieces(QObject):
    """The first steps are taken at once; between the others the window paints and listens."""

    over = Signal()

    def __init__(
        self, most: int, parent: QObject, around: Callable[[], AbstractContextManager[None]] = nullcontext
    ) -> None:
        """`around`: what the steps of a turn are taken within."""
        super().__init__(parent)
        self._most, self._around = most, around
        self._left: Iterator[Step] = iter(())
        self._next = QTimer(self, interval=0)
        self._next.timeout.connect(self._take_some)

    @property
    def is_on(self) -> bool:
        return self._next.isActive()

    def begin(self, steps: Iterable[Step]) -> None:
        """Take these; what is left of others before them is dropped."""
        self._left = iter(steps)
        self._next.start()
        self._take_some()

    def stop(self) -> None:
        self._next.stop()
        self._left = iter(())

    def _take_some(self) -> None:
        steps = list(islice(self._left, self._most))
        with self._around():
            for step in steps:
                step()
        if len(steps) < self._most:
            self._next.stop()
            self.over.emit()
