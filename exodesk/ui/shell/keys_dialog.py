"""F1: the keys that do something in the window now."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from exodesk.ui import parts
from exodesk.ui.keyboard.keys import Key

IN_FIELDS = (
    ("t", "In a date: today"),
    ("+9m", "In a date: nine months from today; also d, w, y, and - for earlier"),
    ("23nov", "In a date: the 23rd of the nearest November"),
)


class KeysDialog(QDialog):
    def __init__(self, bound: Sequence[Key], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(6)
        lines = [(key.shown, key.words) for key in bound] + list(IN_FIELDS)
        half = (len(lines) + 1) // 2
        for number, (keys, says) in enumerate(lines):
            column = 2 * (number // half)
            grid.addWidget(parts.strong(keys), number % half, column)
            grid.addWidget(parts.muted(says), number % half, column + 1)
        close = parts.primary_button("&Close")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        column_of_all = parts.dialog_column(self, spacing=16)
        column_of_all.addWidget(parts.section_title("Keys of this window"))
        column_of_all.addLayout(grid)
        column_of_all.addLayout(parts.row(1, close))
