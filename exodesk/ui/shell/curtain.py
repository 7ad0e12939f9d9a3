"""The curtain: one key hides everything but an open chart, for a patient who looks at the screen."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exodesk.ui import parts
from exodesk.ui.keyboard.keys import Key


class Curtain(QWidget):
    """Opaque, over a page that is no chart."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Curtain")
        words = parts.muted(f"{Key.CURTAIN.shown} opens the curtain")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.addWidget(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()
