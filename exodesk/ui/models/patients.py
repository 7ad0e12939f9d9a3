"""Rows of patients, as a list finds them. Given its records; it never asks for any."""

from collections.abc import Iterable, Sequence
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from exodesk.core.dates import age_on
from exodesk.core.records.patient import Patient, show_chart_no, show_name
from exodesk.queries.patients import PatientRow
from exodesk.ui import icons, theme

SIMILAR = "similar name"
"""Somebody else has the same family name and was born within a day."""

_HEADS = ("Name", "Born", "Chart", "Phone")
Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


class PatientRows(QAbstractTableModel):
    """One row a patient; what tells two alike apart stands in the row.

    The list is shown at once; phones and marks are told a moment later, and move nothing.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._patients: Sequence[Patient] = ()
        self._told: dict[str, PatientRow] = {}
        self._today = date.min

    def show(self, patients: Sequence[Patient], today: date) -> None:
        self.beginResetModel()
        self._patients, self._today = patients, today
        self.endResetModel()

    def tell(self, rows: Iterable[PatientRow]) -> None:
        """What else is known of the patients that are shown."""
        self._told = {row.patient.id: row for row in rows}
        self.dataChanged.emit(self.index(0, 0), self.index(len(self._patients) - 1, len(_HEADS) - 1))

    @property
    def patients(self) -> Sequence[Patient]:
        return self._patients

    def patient(self, row: int) -> Patient | None:
        return self._patients[row] if 0 <= row < len(self._patients) else None

    def row_of(self, patient_id: str) -> int:
        return next((row for row, patient in enumerate(self._patients) if patient.id == patient_id), -1)

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._patients)

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        patient = self._patients[index.row()]
        row = self._told.get(patient.id) or PatientRow(patient)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(row, index.column())
        if role == Qt.ItemDataRole.DecorationRole and row.has_double and index.column() == 0:
            return icons.icon("users", theme.tokens().warning)
        return None

    def _text(self, row: PatientRow, column: int) -> str:
        patient = row.patient
        match column:
            case 0:
                called = f" “{patient.preferred_name}”" if patient.preferred_name else ""
                marks = [words for words, holds in (("died", patient.died_on), (SIMILAR, row.has_double)) if holds]
                return " · ".join([show_name(patient) + called, *marks])
            case 1:
                born = patient.birth_date
                return f"{born.show()} ({age_on(born, self._today)}y)" if born else "Not known"
            case 2:
                return show_chart_no(patient.chart_no)
            case _:
                return row.phone
