"""Menus that answer to the keys at once."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QMenu


class Menu(QMenu):
    """Opened by a key its first entry is chosen, so Enter takes it; under a mouse that is held down none is."""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if QApplication.mouseButtons():
            return
        offered = (action for action in self.actions() if action.isEnabled() and not action.isSeparator())
        if first := next(offered, None):
            self.setActiveAction(first)
