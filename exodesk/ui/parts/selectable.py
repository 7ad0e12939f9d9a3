"""Words that can be marked by mouse and copied, and are drawn as all others are."""

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QClipboard,
    QContextMenuEvent,
    QEnterEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QTextDocument,
)
from PySide6.QtWidgets import QLabel

from exodesk.core.dates import as_written, unbroken
from exodesk.ui.look.theme import Text
from exodesk.ui.parts.menus import Menu
from exodesk.ui.parts.words import Words


class Selectable(Words):
    """Words that can be marked and copied. Qt makes a document of such words, so they wait until a pointer comes.

    The document has the hyphens that are drawn, so that no line moves when it comes; what is copied has those that were
    set, however it is copied.
    """

    def __init__(self, text: str = "", kind: Text = Text.STRONG, *, wrap: bool = False) -> None:
        super().__init__(text, kind, wrap=wrap)

    def setText(self, text: str) -> None:
        super().setText(text)
        if self._has_document:
            self._hold_document()

    def selectedText(self) -> str:
        return as_written(super().selectedText())

    def enterEvent(self, event: QEnterEvent) -> None:
        if not self._has_document:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._hold_document()
        super().enterEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Another press marks anew: what is marked is not dragged away."""
        if event.button() is Qt.MouseButton.LeftButton and self.hasSelectedText():
            self.setSelection(0, 0)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """On some desktops what is marked can be pasted by that alone."""
        super().mouseReleaseEvent(event)
        if self.hasSelectedText() and QGuiApplication.clipboard().supportsSelection():
            self._copy(QClipboard.Mode.Selection)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("&Copy", self._copy).setEnabled(self.hasSelectedText())
        menu.addAction("Mark &all", self._mark_all)
        menu.popup(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._has_document:
            QLabel.paintEvent(self, event)
        else:
            super().paintEvent(event)

    @property
    def _has_document(self) -> bool:
        return bool(self.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse)

    def _hold_document(self) -> None:
        self.setSelection(0, 0)  # only then it has the text
        if document := self.findChild(QTextDocument):
            document.setPlainText(unbroken(self.text()))

    def _mark_all(self) -> None:
        self.setSelection(0, len(self.text().encode("utf-16-le")) // 2)  # in the letters that Qt counts

    def _copy(self, mode: QClipboard.Mode = QClipboard.Mode.Clipboard) -> None:
        QGuiApplication.clipboard().setText(self.selectedText(), mode)
