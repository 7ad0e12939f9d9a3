"""What a widget holds in words, which of its controls nobody could name, and how far two colours stand apart."""

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


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21. Source: WCAG 2.2, relative luminance and contrast ratio."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
