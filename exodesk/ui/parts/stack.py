"""Pages behind each other, of which one is in sight."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget


class Stack(QStackedWidget):
    """It has all the room there is.

    So its pages, those out of sight too, are not asked at every change how large they would like to be, nor how high
    at each width. How small they can be still counts.
    """

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def hasHeightForWidth(self) -> bool:
        return False
