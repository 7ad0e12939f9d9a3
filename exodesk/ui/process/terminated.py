"""SIGTERM and its like: the window closes as if by hand, so drafts are kept and the record is shut."""

import os
import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier, Signal


class Terminated(QObject):
    """Python runs a signal's handler only between its own steps, and Qt takes none; a socket wakes the event loop."""

    asked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        if os.name != "posix":
            return
        self._ours, theirs = socket.socketpair()
        self._ours.setblocking(False)
        theirs.setblocking(False)
        self._theirs = theirs  # lives as long as the handler
        signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, _let_it_wake)
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._wake)

    def _wake(self) -> None:
        self._ours.recv(64)
        self.asked.emit()


def _let_it_wake(*_: object) -> None:
    """The byte in the socket is what counts."""
