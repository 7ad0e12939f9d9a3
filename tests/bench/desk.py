"""A desk to measure at: the program's own look, a window without a screen, and the moment at which it is painted."""

import gc
from collections.abc import Callable
from functools import cache
from time import perf_counter
from typing import Self

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject
from PySide6.QtWidgets import QApplication, QWidget

from exodesk.ui.look import theme
from exodesk.ui.process import heap
from exodesk.ui.shell.window import USUAL

_PATIENCE_S = 10


@cache
def application() -> QApplication:
    """The one of this process, dressed as the program dresses it."""
    app = QApplication(["exodesk"])
    theme.apply(app, theme.Scheme.LIGHT)
    gc.disable()
    heap.settle()  # as the program does before it opens a record
    return app


class Window(QObject):
    """A window, and how long it takes from an act to its paint."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self._widget = widget
        self._painted = False
        widget.installEventFilter(self)

    @classmethod
    def showing(cls, page: QWidget) -> Self:
        """A window of the usual size, filled by a page, on the screen."""
        widget = QWidget()
        widget.resize(*USUAL)
        page.setParent(widget)
        page.resize(*USUAL)
        window = cls(widget)
        window.until_painted(widget.show)
        return window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A window paints all that has changed in it when it is shown and at each request for an update."""
        if event.type() in (QEvent.Type.UpdateRequest, QEvent.Type.Paint):
            self._painted = True
        return super().eventFilter(watched, event)

    def until_painted(self, act: Callable[[], object]) -> float:
        """Milliseconds from the act to the end of the paint that it brings about."""
        self._painted = False
        begun = perf_counter()
        act()
        while not self._painted:
            QCoreApplication.processEvents()
            if perf_counter() - begun > _PATIENCE_S:
                raise TimeoutError("nothing was painted")
        QCoreApplication.processEvents()
        return (perf_counter() - begun) * 1000

    def settle(self, until: Callable[[], bool] = lambda: True) -> None:
        """Let everything go that waits to be deleted, and whatever else is left to do."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()
        patient_until = perf_counter() + _PATIENCE_S
        while not until():
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if perf_counter() > patient_until:
                raise TimeoutError("it never came to rest")
        QCoreApplication.processEvents()  # what came of the last thing done waits in the queue still
