"""Something to read in a window of its own."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from exodesk.ui import parts

WIDTH, HEIGHT = 820, 680


class ReadDialog(QDialog):
    """`about` tells whose it is: name, birth date and chart number. `note` tells what it is."""

    def __init__(self, title: str, about: str, content: QWidget, parent: QWidget | None, *, note: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        close = parts.primary_button("Close", keys="Esc")
        close.clicked.connect(self.accept)
        column = parts.dialog_column(self)
        column.addWidget(parts.section_title(title))
        column.addWidget(parts.strong(about))
        if note:
            column.addWidget(parts.hint(note))
        column.addWidget(parts.scrolling(content), 1)
        column.addLayout(parts.row(1, close))
        self.resize(WIDTH, HEIGHT)
        close.setFocus()
