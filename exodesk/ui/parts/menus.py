"""Menus that answer to the keys at once."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMenu


class Menu(QMenu):
    """Opened by a key its first entry is chosen, so Enter takes it; under a mouse that is held down none is."""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not QApplication.mouseButtons():  # Down chooses; to set an active action would open a menu within
            self.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier))
