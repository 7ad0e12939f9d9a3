"""Phrases in text boxes: `;kn` and a space becomes the text it stands for, and Ctrl+Z takes that back."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from exodesk.core.changes import Change
from exodesk.storage import phrases
from exodesk.ui.forms.controls import TextBox
from exodesk.ui.open_record.session import Session

MARK = ";"


class Phrases(QObject):
    """Watches the text boxes of a page. Read once, and again when a phrase changes."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._texts: dict[str, str] = {}
        session.changed.connect(self._take_change)
        self._read()

    def watch(self, page: QWidget) -> None:
        for box in page.findChildren(TextBox):
            box.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, TextBox) and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return event.key() == Qt.Key.Key_Space and not event.modifiers() and self._expand(watched)
        return False

    def _expand(self, box: TextBox) -> bool:
        """Put the text in the place of its letters; the space goes with them."""
        cursor = box.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        letters = before.rpartition(MARK)[2]
        text = self._texts.get(letters.casefold()) if MARK in before else None
        if text is None:
            return False
        back = len(letters) + len(MARK)
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, back)
        cursor.insertText(text)
        return True

    def _take_change(self, change: Change) -> None:
        if change.touches("phrase"):
            self._read()

    def _read(self) -> None:
        self._texts = {phrase.shortcut: phrase.text for phrase in phrases.standing(self._session.record)}
