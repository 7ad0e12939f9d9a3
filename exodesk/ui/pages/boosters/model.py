"""Rows of the list of boosters under the heads of their groups. Given its rows; it arranges them and asks for none."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

from exodesk.core.folding import fold
from exodesk.core.records.patient import show_name
from exodesk.core.to_book import Group, date_told
from exodesk.queries.boosters import BoosterRow
from exodesk.ui.look import theme
from exodesk.ui.look.theme import Text
from exodesk.ui.parts.rows import SIDE, RowPainter

if TYPE_CHECKING:
    from _typeshed import SupportsRichComparison

HEADS = ("Patient", "Born", "Site", "Due", "Need", "Calls")
DUE = 3
Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


def _born(row: BoosterRow) -> str:
    return row.patient.birth_date.show() if row.patient.birth_date else "Not known"


def _name(row: BoosterRow) -> str:
    return show_name(row.patient)


_TEXTS: tuple[Callable[[BoosterRow], str], ...] = (
    _name,
    _born,
    lambda row: row.where,
    lambda row: row.due,
    lambda row: row.need,
    lambda row: row.tried,
)
_ORDERS: "tuple[Callable[[BoosterRow], SupportsRichComparison], ...]" = (
    lambda row: fold(_name(row)),
    lambda row: str(row.patient.birth_date or ""),
    lambda row: row.where,
    lambda row: date_told(row.listed.standing) or date.max,
    lambda row: row.need,
    lambda row: (row.listed.tries.count, row.listed.tries.last_on or date.min),
)


class BoosterRows(QAbstractTableModel):
    """`group` and `typed` filter, `column` and `descending` sort within each group; all survive another `show`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._all: Sequence[BoosterRow] = ()
        self._lines: list[Group | BoosterRow] = []
        self.group: Group | None = None
        self.typed = ""
        self.column, self.descending = DUE, False

    def show(self, rows: Sequence[BoosterRow]) -> None:
        self._all = rows
        self.arrange()

    def arrange(self) -> None:
        """Filter and sort what is there anew."""
        self.beginResetModel()
        self._lines = list(self._arranged())
        self.endResetModel()

    def booster(self, line: int) -> BoosterRow | None:
        """The row of a line; a head of a group has none."""
        found = self._lines[line] if 0 <= line < len(self._lines) else None
        return found if isinstance(found, BoosterRow) else None

    def line_of(self, plan_id: str) -> int:
        """-1 when it is not in sight."""
        for line, found in enumerate(self._lines):
            if isinstance(found, BoosterRow) and found.listed.plan_id == plan_id:
                return line
        return -1

    def line_of_patient(self, patient_id: str) -> int:
        """Where somebody stands by another plan; -1 when not in sight."""
        for line, found in enumerate(self._lines):
            if isinstance(found, BoosterRow) and found.patient.id == patient_id:
                return line
        return -1

    def heads(self) -> Iterator[int]:
        return (line for line, found in enumerate(self._lines) if isinstance(found, Group))

    def shown(self) -> list[BoosterRow]:
        """What is in sight, in its order: what a call list prints."""
        return [found for found in self._lines if isinstance(found, BoosterRow)]

    def nearest(self, line: int) -> int:
        """The row at a line or the first one below it, else above; -1 without any."""
        below = [each for each in range(max(line, 0), len(self._lines)) if self.booster(each)]
        above = [each for each in range(min(line, len(self._lines)) - 1, -1, -1) if self.booster(each)]
        return next(iter([*below, *above]), -1)

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A head of a group is read and not chosen: the arrow keys pass over what is not enabled."""
        if self.booster(index.row()) is None:
            return Qt.ItemFlag.ItemNeverHasChildren
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        found = self._lines[index.row()]
        if isinstance(found, BoosterRow):
            return _TEXTS[index.column()](found)
        return f"{found.label}: {self._count(index.row())}" if index.column() == 0 else ""

    def _count(self, head: int) -> int:
        following = next((line for line in self.heads() if line > head), len(self._lines))
        return following - head - 1

    def _arranged(self) -> Iterator[Group | BoosterRow]:
        words = fold(self.typed).split() if self.typed else []
        wanted = [row for row in self._all if all(word in fold(_name(row)) for word in words)]
        for group in Group:
            found = [row for row in wanted if row.group is group]
            if found and self.group in (None, group):
                yield group
                yield from sorted(found, key=_ORDERS[self.column], reverse=self.descending)


class GroupPainter(RowPainter):
    """Rows as everywhere; the head of a group on a ground of its own, in strong words."""

    def __init__(self, table: QTableView, rows: BoosterRows) -> None:
        super().__init__(table)
        self._rows = rows

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if self._rows.booster(index.row()):
            super().paint(painter, option, index)
            return
        tokens, box = theme.tokens(), QRect(option.rect)
        painter.save()
        painter.fillRect(box, QColor(tokens.bg))
        painter.setFont(theme.font(Text.STRONG))
        painter.setPen(QColor(tokens.text))
        painter.drawText(box.adjusted(SIDE, 0, -SIDE, 0), Qt.AlignmentFlag.AlignVCenter, str(index.data() or ""))
        painter.restore()
