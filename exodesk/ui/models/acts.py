"""Rows of the audit trail, the latest first."""

from PySide6.QtCore import QObject, Qt

from exodesk.core.dates import show_date, show_time
from exodesk.queries.trail import ActLine
from exodesk.ui.models.headed import HeadedRows, Index

_HEADS = ("When", "Act", "About", "Rows", "Reason")


class ActRows(HeadedRows[ActLine]):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_HEADS, parent)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        act = self.line(index.row())
        if act and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _text(act, index.column())
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
