"""The story of a joint as rows: every injection there, what it adds up to, and the pain before and after it."""

from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTableView, QVBoxLayout, QWidget

from exodesk.core.timeline.story import Story, Told
from exodesk.ui import parts
from exodesk.ui.models.headed import HeadedRows, Index
from exodesk.ui.parts import dress_table

COLUMNS = ("Date", "Joint", "What", "Dose", "So far", "After the last", "Guidance", "Lot", "Pain")
WIDTHS = (104, 96, 84, 136, 92, 94, 92, 96)
ALONE = "Exosome"
"""A column that would say only this is away."""


class StoryRows(HeadedRows[tuple[Story, Told]]):
    """Oldest first, joint by joint."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(COLUMNS, parent)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        story, told = self.lines[index.row()]
        return (
            told.when,
            story.where,
            told.what,
            told.amount,
            told.so_far,
            told.after,
            told.guidance,
            told.lots,
            told.pain,
        )[index.column()]


class StoryView(QWidget):
    """What a joint was given in all, in a sentence, and the rows; one opens its injection by double click or Enter."""

    opened = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.summary = parts.strong("")
        self.summary.setWordWrap(True)
        self.rows = StoryRows(self)
        self.table = _Table()
        self.table.setModel(self.rows)
        dress_table(self.table, "Injections of the joint")
        for number, width in enumerate(WIDTHS):
            self.table.horizontalHeader().resizeSection(number, width)
        self.table.entered_row.connect(self._open)
        self.table.doubleClicked.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(self.summary)
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def show_stories(self, stories: tuple[Story, ...]) -> None:
        self.rows.show_lines([(story, told) for story in stories for told in story.rows])
        self.table.setColumnHidden(COLUMNS.index("Joint"), len(stories) < 2)
        self.table.setColumnHidden(COLUMNS.index("What"), {told.what for _, told in self.rows.lines} <= {ALONE})
        self.summary.setText("\n".join(f"{story.where}: {story.summary}" for story in stories) or "No plan yet")
        if self.rows.rowCount():
            self.table.setCurrentIndex(self.rows.index(self.rows.rowCount() - 1, 0))

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit("injection", self.rows.lines[index.row()][1].id)


class _Table(QTableView):
    entered_row = Signal(QModelIndex)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_row.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)
