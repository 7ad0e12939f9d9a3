"""How lists of many rows look, and the field in which one searches them."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QLineEdit, QTableView, QWidget

from exodesk.ui.look import icons, theme
from exodesk.ui.look.panels import dress
from exodesk.ui.look.theme import Text
from exodesk.ui.parts.rows import RowPainter

ROW = 36


def dress_table(table: QTableView, name: str) -> None:
    """Calm rows: whole rows are chosen, hairlines only across, every digit equally wide. Tab leaves the table."""
    table.setAccessibleName(name)
    for part in (table, table.horizontalHeader()):
        dress(part, theme.tokens())
    table.setItemDelegate(RowPainter(table))
    table.setFont(theme.font(figures=True))
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    rows = table.verticalHeader()
    rows.setVisible(False)
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setDefaultSectionSize(ROW)
    columns = table.horizontalHeader()
    columns.setFont(theme.font(Text.HINT))
    columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    columns.setHighlightSections(False)
    columns.setStretchLastSection(True)
    columns.setFixedHeight(ROW)


class SearchField(QLineEdit):
    """A line to type a search into, with the lens that says so."""

    LENS = 16

    def __init__(self, prompt: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(prompt)
        self.setAccessibleName(name)
        self.setTextMargins(self.LENS + 8, 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self) as painter:
            icons.draw(painter, "search", theme.tokens().muted, QRectF(10, 0, self.LENS, self.height()), self.LENS)
