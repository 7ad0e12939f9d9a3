"""Rows of the audit trail. Given its acts; it never asks for any."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from exodesk.core.dates import show_date, show_time
from exodesk.queries.trail import ActLine

_HEADS = ("When", "Act", "About", "Rows", "Reason")
Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


class ActRows(QAbstractTableModel):
    """The latest first; older ones are added below."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._acts: list[ActLine] = []

    def show(self, acts: Sequence[ActLine]) -> None:
        self.beginResetModel()
        self._acts = list(acts)
        self.endResetModel()

    def add(self, acts: Sequence[ActLine]) -> None:
        if acts:
            self.beginInsertRows(_TOP, len(self._acts), len(self._acts) + len(acts) - 1)
            self._acts += acts
            self.endInsertRows()

    def act(self, row: int) -> ActLine | None:
        return self._acts[row] if 0 <= row < len(self._acts) else None

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._acts)

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _text(self._acts[index.row()], index.column())
        return None


def _text(act: ActLine, column: int) -> str:
    unit = act.unit
    match column:
        case 0:
            back = " · clock was back" if unit.clock_was_back else ""
            return f"{show_date(act.at.date())} {show_time(act.at)}:{act.at.second:02}{back}"
        case 1:
            return unit.operation[:1].upper() + unit.operation[1:]
        case 2:
            return "; ".join(act.about)
        case 3:
            return str(unit.rows) if unit.rows else ""
        case _:
            return unit.reason or ""
