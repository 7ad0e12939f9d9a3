"""Controls that choose among entries: a few in sight, a list, a long list searched by typing.

Like all controls they hold text: `raw()` is the code of the entry. Nothing is chosen beforehand.
"""

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QButtonGroup,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QWidget,
)

from exodesk.ui.forms.controls import is_leaving
from exodesk.ui.forms.popups import place_list, show_first
from exodesk.ui.look import theme
from exodesk.ui.look.panels import dress
from exodesk.ui.parts import Button


class _ListField(QComboBox):
    """Its list opens where it hides nobody's name; the wheel scrolls the page, and chooses nothing by chance."""

    edited = Signal()

    def __init__(self, least_letters: int) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(least_letters)

    def showPopup(self) -> None:
        super().showPopup()
        place_list(self)
        show_first(self)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Choice(_ListField):
    """One of a list. Empty until chosen; an optional one can be emptied again by its first entry."""

    def __init__(self, choices: Sequence[tuple[str, str]], *, optional: bool) -> None:
        super().__init__(least_letters=8)
        self._optional = optional
        self.setPlaceholderText("Not recorded" if optional else "Choose…")
        self.fill(choices)
        self._typed_at = -QApplication.keyboardInputInterval()
        dress(self.view(), theme.tokens())
        self.activated.connect(self._choose)
        self.currentTextChanged.connect(self.setToolTip)

    def fill(self, choices: Sequence[tuple[str, str]]) -> None:
        """Other entries, pairs of code and label; the one that was chosen stays chosen."""
        chosen = self.raw()
        self.clear()
        if self._optional:
            self.addItem("Not recorded", "")
        for code, label in choices:
            self.addItem(label, code)
            self.setItemData(self.count() - 1, label, Qt.ItemDataRole.ToolTipRole)  # where it is cut short
        self.put_raw(chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A blank among the letters of an entry belongs to them; by itself it opens the list."""
        is_blank = event.text() == " "
        is_going_on = event.timestamp() - self._typed_at < QApplication.keyboardInputInterval()
        if event.text().isprintable() and event.text() and (is_going_on or not is_blank):
            self._typed_at = event.timestamp()
        if is_blank and is_going_on:
            event = QKeyEvent(event.type(), Qt.Key.Key_unknown, event.modifiers(), " ")
        super().keyPressEvent(event)

    def raw(self) -> str:
        return str(self.currentData() or "")

    def put_raw(self, text: str) -> None:
        self.setCurrentIndex(self.findData(text) if text else -1)

    def _choose(self) -> None:
        if not self.currentData():
            self.setCurrentIndex(-1)
        self.edited.emit()


class _Words(QSortFilterProxyModel):
    """Rows whose words begin with every typed word, in any order: `tend pat` finds Patellar tendon."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._typed: list[str] = []

    def type(self, text: str) -> None:
        typed = text.casefold().translate(_NO_MARKS).split()
        if typed == self._typed:
            return
        self.beginResetModel()
        self._typed = typed
        self.endResetModel()

    def filterAcceptsRow(self, row: int, parent: QModelIndex | QPersistentModelIndex) -> bool:
        if not self._typed:
            return True
        index = self.sourceModel().index(row, 0, parent)
        words = str(index.data()).casefold().translate(_NO_MARKS).split()
        return all(any(word.startswith(part) for word in words) for part in self._typed)


_NO_MARKS = str.maketrans("(),/_-", "      ")


class LongChoice(_ListField):
    """One of a long list, found by typing the start of any word. Text that fits no entry stays as typed."""

    left = Signal()

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__(least_letters=12)
        self._codes = {label.casefold(): code for code, label in choices}
        self._labels = dict(reversed(choices))
        entries = QStringListModel([label for _, label in choices], self)
        self._line = QLineEdit()
        self.setLineEdit(self._line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setModel(entries)
        self.setCurrentIndex(-1)
        self._words = _Words(self)
        self._words.setSourceModel(entries)
        completer = QCompleter(self._words, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setCompleter(completer)
        for shown in (self.view(), completer.popup()):
            if isinstance(shown, QListView):
                dress(shown, theme.tokens())
                shown.setUniformItemSizes(True)  # else hundreds of rows are measured one by one
        self._line.setPlaceholderText("Type or choose")
        self._line.textEdited.connect(self._type)
        self._line.editingFinished.connect(self.settle)
        self.activated.connect(self.edited)
        completer.activated.connect(self._complete)

    def setAccessibleName(self, name: str) -> None:
        """The line inside holds the focus, so it says the name too."""
        super().setAccessibleName(name)
        self._line.setAccessibleName(name)

    def raw(self) -> str:
        """The code of the entry, or the typed text that is none."""
        typed = self.currentText().strip()
        return self._codes.get(typed.casefold(), typed)

    def put_raw(self, text: str) -> None:
        label = self._labels.get(text)
        self.setCurrentIndex(-1 if label is None else self.findText(label, Qt.MatchFlag.MatchExactly))
        self.setEditText(text if label is None else label)
        self._line.setCursorPosition(0)
        self._words.type("")

    def fitting(self) -> list[str]:
        """The entries that fit what is typed."""
        self._words.type(self.currentText())
        return [str(self._words.index(row, 0).data()) for row in range(self._words.rowCount())]

    def settle(self) -> None:
        """Where only one entry fits, it is the one meant."""
        if self.currentText().strip() and len(fitting := self.fitting()) == 1 and fitting[0] != self.currentText():
            self._complete(fitting[0])

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if is_leaving(event):
            self.left.emit()

    def _type(self, text: str) -> None:
        self._words.type(text)
        self.edited.emit()

    def _complete(self, label: object) -> None:
        self.put_raw(self._codes.get(str(label).casefold(), str(label)))
        self.edited.emit()


class Segments(QWidget):
    """One of a few, all of them in sight. Empty until chosen; Delete, or another click, empties an optional one."""

    edited = Signal()

    def __init__(self, choices: Sequence[tuple[str, str]], *, optional: bool) -> None:
        super().__init__()
        self._optional = optional
        self._group = QButtonGroup(self)
        self._buttons: dict[str, Button] = {}
        self._chosen = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 3, 0, 3)
        row.setSpacing(6)
        for code, label in choices:
            button = Button(label, "choice")
            button.setCheckable(True)
            self._group.addButton(button)
            self._buttons[code] = button
            row.addWidget(button)
        row.addStretch()
        self._group.buttonClicked.connect(self._click)
        self.setFocusProxy(next(iter(self._buttons.values())))

    def button(self, code: str) -> Button:
        return self._buttons[code]

    def setAccessibleName(self, name: str) -> None:
        """The buttons hold the focus, so each says what it is a choice of."""
        super().setAccessibleName(name)
        self._describe()

    def setAccessibleDescription(self, words: str) -> None:
        super().setAccessibleDescription(words)
        self._describe()

    def _describe(self) -> None:
        told = ", ".join(part for part in (self.accessibleName(), self.accessibleDescription()) if part)
        for button in self._buttons.values():
            button.setAccessibleDescription(told)

    def raw(self) -> str:
        return self._chosen

    def put_raw(self, text: str) -> None:
        self._chosen = text if text in self._buttons else ""
        self._group.setExclusive(False)
        for code, button in self._buttons.items():
            button.setChecked(code == self._chosen)
        self._group.setExclusive(True)
        self.setFocusProxy(self._buttons[self._chosen or next(iter(self._buttons))])
        for code, button in self._buttons.items():  # as Qt does it by itself for a click, and only for that
            leads_in = not self._chosen or code == self._chosen
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if leads_in else Qt.FocusPolicy.ClickFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._optional and self._chosen:
            self.put_raw("")
            self.edited.emit()
        else:
            super().keyPressEvent(event)

    def _click(self, clicked: QAbstractButton) -> None:
        code = next(code for code, button in self._buttons.items() if button is clicked)
        self.put_raw("" if code == self._chosen and self._optional else code)
        self.edited.emit()
