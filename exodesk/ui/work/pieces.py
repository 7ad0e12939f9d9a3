"""Long work of the window's own thread, such as the rows of a list, a few steps a turn of the event loop."""

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QObject, QTimer, Signal

Step = Callable[[], object]


class Pieces(QObject):
    """The first steps are taken at once; between the others the window paints and listens."""

    over = Signal()

    def __init__(self, most: int, parent: QObject) -> None:
        super().__init__(parent)
        self._most = most
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
        left = self._left
        for _ in range(self._most):
            step = next(left, None)
            if step is None:
                self._next.stop()
                self.over.emit()
                return
            step()
