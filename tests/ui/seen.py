"""What a widget holds in words, and which of its controls nobody could name."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget


def texts_in(window: QWidget) -> str:
    """Everything that a widget holds, in sight or not."""
    held = [label.text() for label in window.findChildren(QLabel)]
    held += [line.text() for line in window.findChildren(QLineEdit)]
    held += [box.toPlainText() for box in window.findChildren(QPlainTextEdit)]
    return "\n".join(held)


def unnamed(page: QWidget) -> list[QWidget]:
    """The controls that the keys reach and a screen reader has no word for."""
    return [
        widget
        for widget in page.findChildren(QWidget)
        if widget.window() is page.window()  # a list that opens carries the name of its box
        and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and widget.focusProxy() is None
        and not widget.accessibleName()
        and not getattr(widget, "text", str)()
        and not widget.objectName().startswith("qt_")
    ]
