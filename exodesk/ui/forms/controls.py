"""Controls that hold text as typed: `raw()` and `put_raw()`, and `edited`, which only a person's hand sends.

`left` comes after the focus has gone and the text has settled. They know nothing of records. No control changes its
value by the mouse wheel, cuts what is typed or chooses by itself.
"""

from collections.abc import Callable

from PySide6.QtCore import QSizeF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
)

from exodesk.ui.look import theme

YES = "yes"
GAP = 10
LEAST_LINES, MOST_LINES = 3, 12


def _same(text: str) -> str:
    return text


def is_leaving(event: QFocusEvent) -> bool:
    """Opening a list or a menu is not leaving."""
    return event.reason() is not Qt.FocusReason.PopupFocusReason


class Line(QLineEdit):
    """One line. `behind` tells what stands behind the text: its unit, or what a typed date means.

    `settle` gives the text as it will be read back, `.5` as `0.5`; it is applied on leaving, and can be undone.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, behind: Callable[[str], str] | None = None, settle: Callable[[str], str] = _same) -> None:
        super().__init__()
        self._behind = behind
        self._settle = settle
        self.textEdited.connect(self.edited)
        self.textChanged.connect(self._make_room)
        self.editingFinished.connect(self.settle)
        self._make_room()

    def raw(self) -> str:
        return self.text()

    def put_raw(self, text: str) -> None:
        self.setText(text)
        self.setCursorPosition(0)

    @property
    def words_behind(self) -> str:
        return self._behind(self.text()) if self._behind else ""

    def settle(self) -> None:
        settled = self._settle(self.text())
        if settled != self.text() and not self.isReadOnly():
            self.selectAll()
            self.insert(settled)  # unlike setText, it can be undone

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if is_leaving(event):
            self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if words := self.words_behind:
            with QPainter(self) as painter:
                painter.setPen(theme.tokens().muted)
                box = self.rect().adjusted(0, 0, -GAP - 2, 0)
                painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)

    def _make_room(self) -> None:
        words = self.words_behind
        self.setTextMargins(0, 0, self.fontMetrics().horizontalAdvance(words) + GAP if words else 0, 0)
        self.update()


class TextBox(QPlainTextEdit):
    """Several lines. Tab leaves it; it grows with what is typed, up to a point."""

    edited = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._loading = False
        self._least_lines = LEAST_LINES
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._tell)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit(QSizeF(0, 1))

    def raw(self) -> str:
        return self.toPlainText()

    def put_raw(self, text: str) -> None:
        self._loading = True
        try:
            self.setPlainText(text)
        finally:
            self._loading = False

    def take_room(self, lines: int) -> None:
        """Where a text is the one thing that is written, it has so many lines from the start."""
        self._least_lines = lines
        self._fit(self.document().documentLayout().documentSize())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if is_leaving(event):
            self.left.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll only a box that has more than it shows; else the page scrolls."""
        if self.verticalScrollBar().maximum() > 0:
            super().wheelEvent(event)
        else:
            event.ignore()

    def _tell(self) -> None:
        if not self._loading:
            self.edited.emit()

    def _fit(self, size: QSizeF) -> None:
        lines = min(max(round(size.height()), self._least_lines), MOST_LINES)
        margins = 2 * (self.document().documentMargin() + self.frameWidth())
        self.setFixedHeight(round(lines * self.fontMetrics().lineSpacing() + margins))


class Tick(QCheckBox):
    """Yes or no, with its words beside it."""

    edited = Signal()

    def __init__(self, label: str) -> None:
        super().__init__(label)
        self.clicked.connect(self.edited)

    def raw(self) -> str:
        return YES if self.isChecked() else ""

    def put_raw(self, text: str) -> None:
        self.setChecked(text.casefold() == YES)
