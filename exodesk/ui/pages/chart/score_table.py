"""The scores of one plan as a table: a row for each occasion, a column for each instrument, the latest on top."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QTableView, QWidget

from exodesk.core.chart import Chart
from exodesk.core.dates import show_date
from exodesk.core.instruments import SCALES, show_score
from exodesk.core.occasions import Occasion
from exodesk.core.records.visit import Instrument
from exodesk.ui.models.headed import HeadedRows, Index
from exodesk.ui.parts import dress_table
from exodesk.ui.parts.tables import ROW

ALWAYS = (Instrument.PAIN_AVERAGE, Instrument.PAIN_NOW, Instrument.PGIC)
DATE, HOW = "Date", "Told"
DATE_WIDTH, SCORE_WIDTH = 120, 170


class ScoreRows(HeadedRows[Occasion]):
    def __init__(self, parent: QWidget) -> None:
        super().__init__((), parent)
        self._instruments: Sequence[Instrument] = ()
        self._chart: Chart | None = None

    def show_occasions(self, occasions: Sequence[Occasion], chart: Chart) -> None:
        """With a column for each instrument that is always asked or was told once."""
        told = {instrument for occasion in occasions for instrument in occasion.scores}
        self._chart = chart
        self._instruments = [each for each in Instrument if each in ALWAYS or each in told]
        self._heads = (DATE, *(each.label for each in self._instruments), HOW)
        self.show_lines(occasions)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        occasion, column = self.lines[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._shown(occasion, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                head = self.headerData(column, Qt.Orientation.Horizontal)
                return f"{head}: {self._shown(occasion, column) or 'not recorded'}"
            case Qt.ItemDataRole.ToolTipRole if 0 < column <= len(self._instruments):
                return SCALES[self._instruments[column - 1]].meaning
            case _:
                return None

    def _shown(self, occasion: Occasion, column: int) -> str:
        if column == 0:
            return show_date(occasion.on)
        if column > len(self._instruments):
            return how_told(occasion, self._chart) if self._chart else ""
        score = occasion.scores.get(self._instruments[column - 1])
        return show_score(score) if score else ""


class ScoreTable(QTableView):
    """As high as its rows: the page scrolls. A click, Enter or Space on a row asks what to do with it."""

    asked = Signal(object)  # an Occasion
    moved = Signal(int)  # to this row

    def __init__(self) -> None:
        super().__init__()
        self.rows = ScoreRows(self)
        self.setModel(self.rows)
        dress_table(self, "Scores")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._ask)
        self.selectionModel().currentRowChanged.connect(self._tell_row)

    def show_occasions(self, name: str, occasions: Sequence[Occasion], chart: Chart) -> None:
        """The row that was current stays it."""
        row = max(self.currentIndex().row(), 0)
        self.setAccessibleName(name)
        self.rows.show_occasions(occasions, chart)
        heads = self.horizontalHeader()
        for column in range(self.rows.columnCount() - 1):
            heads.resizeSection(column, SCORE_WIDTH if column else DATE_WIDTH)
        self.setCurrentIndex(self.rows.index(min(row, len(occasions) - 1), 0))
        if not self.hasFocus():
            self.clearSelection()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(400, ROW * (len(self.rows.lines) + 1))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def row_of(self, entry_id: str) -> int | None:
        """The row on which a score stands, by its entry."""
        for row, occasion in enumerate(self.rows.lines):
            if any(score.entry_id == entry_id for score in occasion.scores.values()):
                return row
        return None

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The chosen row is marked while the keys are here: beside it stand the tables of other plans."""
        super().focusInEvent(event)
        if self.currentIndex().isValid():
            self.selectRow(self.currentIndex().row())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.clearSelection()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._ask(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _tell_row(self, current: QModelIndex) -> None:
        if current.isValid() and self.hasFocus():
            self.moved.emit(current.row())

    def _ask(self, index: QModelIndex) -> None:
        if index.isValid():
            self.asked.emit(self.rows.lines[index.row()])


def how_told(occasion: Occasion, chart: Chart) -> str:
    """`Injection, signed` or `On paper, entered in error`: where and how it was told, and what became of it."""
    visit = chart.visit(occasion.visit_id)
    told = [", ".join(mode.label for mode in occasion.modes)]
    if visit:
        told = [visit.visit.kind.label, "signed" if visit.is_signed else "not signed"]
    if occasion.is_corrected:
        told.append("corrected")
    if occasion.is_taken_back:
        told.append("entered in error")
    return ", ".join(told)
