"""The strip over every other page while a visit is open: whose it is, and the way back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from exodesk.core.records.patient import show_name
from exodesk.queries.open_visit import OpenVisit, open_visit
from exodesk.ui import parts
from exodesk.ui.keyboard.keys import Key
from exodesk.ui.open_record.session import Session


class VisitStrip(QWidget):
    asked = Signal(str)  # a visit's entry

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._visit: OpenVisit | None = None
        self.words = parts.strong("", tone="accent")
        self.back = parts.quiet_button("Back", keys=Key.BACK_TO_VISIT.shown)
        self.back.setAccessibleName("Back to the visit")
        self.back.clicked.connect(self.go_back)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 0, 0)
        row.addWidget(self.words)
        row.addWidget(self.back)
        row.addStretch()
        self.hide()
        self.read()

    def read(self) -> None:
        """Which visit is open: at first, and after each change that may have opened or signed one."""
        self._visit = open_visit(self._session.record)
        if self._visit:
            patient = self._visit.patient
            born = f", {patient.birth_date.show()}" if patient.birth_date else ""
            self.words.setText(f"In visit: {show_name(patient)}{born}")

    def stand_over(self, shown_visit: str | None) -> None:
        """It stands over every page but that of the visit itself."""
        self.setVisible(self._visit is not None and self._visit.entry_id != shown_visit)

    def go_back(self) -> None:
        if self._visit:
            self.asked.emit(self._visit.entry_id)
