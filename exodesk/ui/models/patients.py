"""Rows of patients, as a list finds them. Given its records; it never asks for any."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from exodesk.core.dates import age_on
from exodesk.core.records.patient import Patient, show_chart_no, show_name

_HEADS = ("Name", "Born", "Chart", "Phone")
Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


class PatientRows(QAbstractTableModel):
    """One row a patient; what tells two alike apart stands in the row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._patients: Sequence[Patient] = ()
        self._today = date.min

    def show(self, patients: Sequence[Patient], today: date) -> None:
        self.beginResetModel()
        self._patients, self._today = patients, today
        self.endResetModel()

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
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        return self._text(self._patients[index.row()], index.column())

    def _text(self, patient: Patient, column: int) -> str:
        match column:
            case 0:
                called = f" “{patient.preferred_name}”" if patient.preferred_name else ""
                return show_name(patient) + called + (" · died" if patient.died_on else "")
            case 1:
                born = patient.birth_date
                return f"{born.show()} ({age_on(born, self._today)}y)" if born else "Not known"
            case 2:
                return show_chart_no(patient.chart_no)
            case _:
                return patient.phone or ""
