"""How widgets lie: side by side, one below the other, on a page that scrolls; and how they go again."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

BESIDE_BAR = 8
"""Between what scrolls and the bar beside it; what stands under it ends there too."""


def row(*widgets: QWidget | int, spacing: int = 8) -> QBoxLayout:
    """Widgets side by side; a number is a stretch of that weight."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for widget in widgets:
        if isinstance(widget, int):
            layout.addStretch(widget)
        else:
            layout.addWidget(widget)
    return layout


def column(*parts: QWidget | QLayout | int, spacing: int = 12) -> QBoxLayout:
    """Widgets and rows one below the other; a number is a stretch of that weight."""
    layout = QVBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for part in parts:
        if isinstance(part, int):
            layout.addStretch(part)
        elif isinstance(part, QLayout):
            layout.addLayout(part)
        else:
            layout.addWidget(part)
    return layout


def scrolling(content: QWidget) -> QScrollArea:
    """`content` on a page that scrolls up and down when the window is low."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area


def dialog_column(dialog: QWidget, *, spacing: int = 10) -> QBoxLayout:
    """What a dialog holds, one below the other, within its margins."""
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(24, 20, 24, 20)
    layout.setSpacing(spacing)
    return layout


def fill(page: QWidget, content: QWidget) -> None:
    """The page holds this alone, from edge to edge."""
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(content)


def discard(layout: QLayout, widget: QWidget) -> None:
    """Out of sight at once, and gone when the event loop comes to it."""
    layout.removeWidget(widget)
    widget.hide()
    widget.deleteLater()


def clear(layout: QLayout) -> None:
    """Discard every widget that lies in it."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
