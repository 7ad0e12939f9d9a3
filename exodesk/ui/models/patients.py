"""Rows of patients, as a list finds them."""

from collections.abc import Iterable, Sequence
from datetime import date

from PySide6.QtCore import QObject, Qt

from exodesk.core.records.patient import Patient, show_chart_no, show_name
from exodesk.queries.patients import PatientRow
from exodesk.ui.banner.lines import born
from exodesk.ui.look import icons, theme
from exodesk.ui.models.headed import HeadedRows, Index

SIMILAR = "similar name"
"""Somebody else has the same family name and was born within a day."""

_HEADS = ("Name", "Born", "Chart", "Phone")
_WORDS = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole})
_GLYPH = Qt.ItemDataRole.DecorationRole


class PatientRows(HeadedRows[Patient]):
    """One row a patient; what tells two alike apart stands in the row.

    The list is shown at once; phones and marks are told a moment later, and move nothing.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_HEADS, parent)
        self._told: dict[str, PatientRow] = {}
        self._today = date.min

    def show(self, patients: Sequence[Patient], today: date) -> None:
        self._today = today
        self.show_lines(patients)

    def tell(self, rows: Iterable[PatientRow]) -> None:
        """What else is known of the patients that are shown."""
        self._told = {row.patient.id: row for row in rows}
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, len(_HEADS) - 1))

    def row_of(self, patient_id: str) -> int:
        """The row of a patient; -1 where they are not shown."""
        return next((row for row, patient in enumerate(self.lines) if patient.id == patient_id), -1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        patient = self.line(index.row())
        if patient is None:
            return None
        told = self._told.get(patient.id)
        if role in _WORDS:
            return self._text(patient, told, index.column())
        if role == _GLYPH and told and told.has_double and index.column() == 0:
            return icons.icon("users", theme.tokens().warning)
        return None

    def _text(self, patient: Patient, told: PatientRow | None, column: int) -> str:
        match column:
            case 0:
                called = f" “{patient.preferred_name}”" if patient.preferred_name else ""
                died = " · died" if patient.died_on else ""
                similar = f" · {SIMILAR}" if told and told.has_double else ""
                return show_name(patient) + called + died + similar
            case 1:
                return born(patient, self._today)
            case 2:
                return show_chart_no(patient.chart_no)
            case _:
                return told.phone if told else ""
