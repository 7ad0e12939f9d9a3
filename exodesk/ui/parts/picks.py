"""A list to pick one line of: by the arrow keys, by Enter, by a click. What picking does, its owner says."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from exodesk.ui.parts.tables import dress_table

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
ROW = 32


class _Lines(QAbstractTableModel):
    """Lines of two columns: what it is, and what tells it from the others."""

    def __init__(self, parent: QTableView) -> None:
        super().__init__(parent)
        self.lines: list[tuple[str, str]] = []

    def show_lines(self, lines: Sequence[tuple[str, str]]) -> None:
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.lines[index.row()][index.column()]
        return None


class PickList(QTableView):
    """`moved` comes when another line is current, `picked` when a person takes one by Enter or a double click."""

    moved = Signal(int)
    picked = Signal(int)
    spelled = Signal(str)  # a letter that was typed here

    def __init__(self, name: str, *, rows: int, first_width: int) -> None:
        super().__init__()
        self._rows = _Lines(self)
        self.setModel(self._rows)
        dress_table(self, name)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        self.setColumnWidth(0, first_width)
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._most = rows
        self.setFixedHeight(rows * ROW + 2)
        self.selectionModel().currentRowChanged.connect(self._tell)
        self.doubleClicked.connect(self._pick)

    def show_lines(self, lines: Sequence[tuple[str, str]], current: int = 0) -> None:
        """Show other lines and stand on one of them."""
        self._rows.show_lines(lines)
        self.setVisible(bool(lines))
        if lines:
            self.go_to(current)

    def fit(self) -> None:
        """As high as its lines, up to the most it shows."""
        self.setFixedHeight(min(self._most, len(self.lines)) * ROW + 2)

    @property
    def lines(self) -> list[tuple[str, str]]:
        return self._rows.lines

    @property
    def current(self) -> int:
        """The line one stands on; -1 on none."""
        return self.currentIndex().row()

    def go_to(self, row: int) -> None:
        if 0 <= row < len(self.lines):
            self.setCurrentIndex(self._rows.index(row, 0))

    def step(self, by: int) -> None:
        self.go_to(self.current + by)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current >= 0 and not event.modifiers():
            if not event.isAutoRepeat():
                self.picked.emit(self.current)
        elif event.text().isalpha():
            self.spelled.emit(event.text())
        else:
            super().keyPressEvent(event)

    def _tell(self, current: QModelIndex) -> None:
        if current.isValid():
            self.moved.emit(current.row())

    def _pick(self, index: QModelIndex) -> None:
        self.picked.emit(index.row())
