"""The timeline's twin: the same entries as rows, for screen readers and for those who would rather read."""

from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTableView, QWidget

from exodesk.core.timeline import Entry
from exodesk.ui.models.headed import HeadedRows, Index
from exodesk.ui.parts import dress_table

COLUMNS = ("Date", "Kind", "What")
DATE_WIDTH, KIND_WIDTH = 120, 120


class TimelineRows(HeadedRows[Entry]):
    """Entries given as a list, oldest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(COLUMNS, parent)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.lines[index.row()]
        shown = (entry.when, _kind(entry), entry.text)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return shown[index.column()]
            case Qt.ItemDataRole.AccessibleTextRole:
                return (entry.when_aloud, *shown[1:])[index.column()]
            case Qt.ItemDataRole.ToolTipRole:
                return entry.text
            case _:
                return None


def _kind(entry: Entry) -> str:
    return entry.kind.value.replace("_", " ").capitalize()


class TimelineTable(QTableView):
    """A row opens its record by double click or Enter."""

    opened = Signal(str, str)
    selected = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = TimelineRows(self)
        self.setModel(self.rows)
        dress_table(self, "Timeline as a table")
        header = self.horizontalHeader()
        header.resizeSection(0, DATE_WIDTH)
        header.resizeSection(1, KIND_WIDTH)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._tell)

    def show_entries(self, entries: tuple[Entry, ...], current: Entry | None) -> None:
        self.rows.show_lines(entries)
        self.go_to(current)

    def go_to(self, entry: Entry | None) -> None:
        """Stand on an entry's row; without one, on the last."""
        entries = self.rows.lines
        row = next((row for row, each in enumerate(entries) if each is entry), len(entries) - 1)
        if row >= 0:
            self.setCurrentIndex(self.rows.index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: Index) -> None:
        entry = self.rows.lines[index.row()]
        self.opened.emit(entry.opens, entry.id)

    def _tell(self, current: QModelIndex) -> None:
        if current.isValid():
            self.selected.emit(self.rows.lines[current.row()])
