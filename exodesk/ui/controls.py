"""Controls that hold text as typed: `raw()` and `put_raw()`, and `edited`, which only a person's hand sends.

`left` comes after the focus has gone and the text has settled. They know nothing of records. No control changes its
value by the mouse wheel, cuts what is typed or chooses by itself.
"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSizeF, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from exodesk.ui import theme
from exodesk.ui.parts import Button

YES = "yes"
GAP = 10
LEAST_LINES, MOST_LINES = 3, 12


def _same(text: str) -> str:
    return text


def _tell_left(control: "Line | TextBox | LongChoice", event: QFocusEvent) -> None:
    """Opening a list or a menu is not leaving."""
    if event.reason() is not Qt.FocusReason.PopupFocusReason:
        control.left.emit()


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
        _tell_left(self, event)

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

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        _tell_left(self, event)

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
        lines = min(max(round(size.height()), LEAST_LINES), MOST_LINES)
        margins = 2 * (self.document().documentMargin() + self.frameWidth())
        self.setFixedHeight(round(lines * self.fontMetrics().lineSpacing() + margins))


class Choice(QComboBox):
    """One of a list. Empty until chosen; an optional one can be emptied again by its first entry."""

    edited = Signal()

    def __init__(self, choices: Sequence[tuple[str, str]], *, optional: bool) -> None:
        super().__init__()
        self.setPlaceholderText("Not recorded" if optional else "Choose…")
        if optional:
            self.addItem("Not recorded", "")
        for code, label in choices:
            self.addItem(label, code)
        self.setCurrentIndex(-1)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.activated.connect(self._choose)

    def raw(self) -> str:
        return str(self.currentData() or "")

    def put_raw(self, text: str) -> None:
        self.setCurrentIndex(self.findData(text) if text else -1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

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
        self.beginResetModel()
        self._typed = text.casefold().split()
        self.endResetModel()

    def filterAcceptsRow(self, row: int, parent: QModelIndex | QPersistentModelIndex) -> bool:
        index = self.sourceModel().index(row, 0, parent)
        words = str(index.data()).casefold().translate(_NO_MARKS).split()
        return all(any(word.startswith(part) for word in words) for part in self._typed)


_NO_MARKS = str.maketrans("(),/_-", "      ")


class LongChoice(QComboBox):
    """One of a long list, found by typing the start of any word. Text that fits no entry stays as typed."""

    edited = Signal()
    left = Signal()

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._codes = {label.casefold(): code for code, label in choices}
        entries = QStandardItemModel(self)
        for code, label in choices:
            entry = QStandardItem(label)
            entry.setData(code, Qt.ItemDataRole.UserRole)
            entries.appendRow(entry)
        self._line = QLineEdit()
        self.setLineEdit(self._line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setModel(entries)
        self.setCurrentIndex(-1)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self._words = _Words(self)
        self._words.setSourceModel(entries)
        completer = QCompleter(self._words, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setCompleter(completer)
        for shown in (self.view(), completer.popup()):
            if isinstance(shown, QListView):
                shown.setUniformItemSizes(True)  # else hundreds of rows are measured one by one
        self._line.setPlaceholderText("Type or choose")
        self._line.textEdited.connect(self._type)
        self._line.editingFinished.connect(self.settle)
        self.activated.connect(self.edited)
        completer.activated.connect(self._complete)

    def raw(self) -> str:
        """The code of the entry, or the typed text that is none."""
        typed = self.currentText().strip()
        return self._codes.get(typed.casefold(), typed)

    def put_raw(self, text: str) -> None:
        found = self.findData(text) if text else -1
        self.setCurrentIndex(found)
        self.setEditText(self.itemText(found) if found >= 0 else text)
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
        _tell_left(self, event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

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

    def raw(self) -> str:
        return self._chosen

    def put_raw(self, text: str) -> None:
        self._chosen = text if text in self._buttons else ""
        self._group.setExclusive(False)
        for code, button in self._buttons.items():
            button.setChecked(code == self._chosen)
        self._group.setExclusive(True)
        self.setFocusProxy(self._buttons[self._chosen or next(iter(self._buttons))])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._optional and self._chosen:
            self.put_raw("")
            self.edited.emit()
        else:
            super().keyPressEvent(event)

    def _click(self, clicked: Any) -> None:
        code = next(code for code, button in self._buttons.items() if button is clicked)
        self.put_raw("" if code == self._chosen and self._optional else code)
        self.edited.emit()


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


Control = Line | TextBox | Choice | LongChoice | Segments | Tick
