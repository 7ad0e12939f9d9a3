"""The window writes first: while it wants to, the worker does not begin. Without it the window would be refused."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Gate:
    """Shared by the connections of one process to one record."""

    def __init__(self) -> None:
        self._window_is_done = threading.Event()
        self._window_is_done.set()

    @contextmanager
    def window(self) -> Iterator[None]:
        self._window_is_done.clear()
        try:
            yield
        finally:
            self._window_is_done.set()

    @contextmanager
    def worker(self, patience_seconds: float) -> Iterator[None]:
        self._window_is_done.wait(patience_seconds)
        yield
