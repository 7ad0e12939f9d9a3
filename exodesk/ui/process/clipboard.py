"""What was copied here does not stay on the clipboard: it goes after half a minute, at a lock and at the end.

On some desktops what is marked is copied too, by marking it alone: the middle button pastes it, long after its window.
"""

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

KEPT_MS = 30_000


class Clipboard(QObject):
    """Clears only what was copied while this program was in front, and only while it is still there."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._is_ours = False
        self._timer = QTimer(self, singleShot=True, interval=KEPT_MS)
        self._timer.timeout.connect(self.clear)
        self._clipboard.dataChanged.connect(self._note)

    def clear(self) -> None:
        self._timer.stop()
        if self._is_ours:
            self._is_ours = False
            self._clipboard.clear()
        if self._clipboard.ownsSelection():
            self._clipboard.clear(QClipboard.Mode.Selection)

    def _note(self) -> None:
        in_front = QGuiApplication.applicationState() is Qt.ApplicationState.ApplicationActive
        self._is_ours = in_front and self._clipboard.mimeData() is not None
        if self._is_ours:
            self._timer.start()
        else:
            self._timer.stop()
