"""A painter at work on any device, and the application that fonts live in."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication, QPaintDevice, QPainter

from exodesk.core.errors import ExodeskError

_screenless: list[QGuiApplication] = []


class CannotPrint(ExodeskError):
    """A sheet that could not be drawn."""

    def __init__(self, page: int) -> None:
        super().__init__(f"Page {page} could not be drawn. Nothing was saved or printed.")


def ensure_application() -> QGuiApplication:
    """The running application, or one that needs no screen: fonts live in it."""
    running = QCoreApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    _screenless.append(QGuiApplication(["exodesk", "-platform", "offscreen"]))
    return _screenless[0]


@contextmanager
def painting(device: QPaintDevice) -> Iterator[QPainter]:
    """A painter at work. A live one that an exception leaves behind would take the program down."""
    painter = QPainter()
    if not painter.begin(device):
        raise CannotPrint(1)
    try:
        yield painter
    finally:
        painter.end()
