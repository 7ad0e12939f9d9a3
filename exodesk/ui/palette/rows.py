"""What stands in the palette: rows, each with the act it is for. Given to the list; nothing here searches."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Protocol

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from exodesk.queries.lots import LotChoice

_TOP = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class Sort(Enum):
    """What a row is, by the letter that asks for its kind alone, and the icon that says so."""

    PATIENT = "@", "user"
    VISIT = "@", "clipboard-list"
    LOT = "#", "package"
    PAGE = "/", "panel-left"
    COMMAND = ">", "keyboard"

    def __init__(self, prefix: str, glyph: str) -> None:
        self.prefix = prefix
        self.glyph = glyph


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """`key` names it for as long as the record is open: a patient's id, the words of a command.

    `note` tells two alike apart, `mark` warns of them, `tail` is the shortcut, `also` are more words that find it. One
    that `stays` leaves it open.
    """

    sort: Sort
    key: str
    title: str
    act: Callable[[], object]
    note: str = ""
    mark: str = ""
    tail: str = ""
    also: str = ""
    stays: bool = False

    @property
    def spoken(self) -> str:
        """As a screen reader says it."""
        return ", ".join(part for part in (self.title, self.note, self.mark, self.tail) if part)


class Ways(Protocol):
    """Where a row can lead."""

    def open_page(self, key: str, target: str | None = None) -> None: ...

    def search_patients(self, typed: str) -> None:
        """The page of patients, with this in its search."""

    def edit_lot(self, choice: LotChoice) -> None:
        """What was entered of a lot, and its recall."""


class PaletteRows(QAbstractListModel):
    """The rows of one search. They come at once and stay in their order; notes may be told a moment later."""

    ROW = Qt.ItemDataRole.UserRole

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    @property
    def rows(self) -> Sequence[Row]:
        return self._rows

    def show(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def tell(self, notes: Mapping[str, tuple[str, str]]) -> None:
        """Note and mark of patients, by id."""
        self._rows = [
            replace(row, note=notes[row.key][0], mark=notes[row.key][1])
            if row.sort is Sort.PATIENT and row.key in notes
            else row
            for row in self._rows
        ]
        self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        return {
            Qt.ItemDataRole.DisplayRole: row.title,
            Qt.ItemDataRole.AccessibleTextRole: row.spoken,
            self.ROW: row,
        }.get(Qt.ItemDataRole(role))
