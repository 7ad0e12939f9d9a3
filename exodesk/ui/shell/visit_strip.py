"""The strip over every other page while a visit is open: whose it is, and the way back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from exodesk.core.records.patient import show_birth_date, show_name
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
        self._whose = ""
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
            self._whose = f"{show_name(patient)}, {show_birth_date(patient)}"

    def stand_over(self, shown_visit: str | None) -> None:
        """It stands over every page but that of the visit itself. Over another's visit one is not in this one."""
        self.words.setText(f"{'Also open' if shown_visit else 'In visit'}: {self._whose}")
        parts.set_tone(self.words, "muted" if shown_visit else "accent")
        self.setVisible(self._visit is not None and self._visit.entry_id != shown_visit)

    def go_back(self) -> None:
        if self._visit:
            self.asked.emit(self._visit.entry_id)
