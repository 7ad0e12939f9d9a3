"""Beginning a visit: of today by its kind, or of another day, which is marked as entered late."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from exodesk.core.changes import Change
from exodesk.core.fields import Field
from exodesk.core.records.patient import Patient, identity_line
from exodesk.core.records.visit import VisitKind
from exodesk.services.booking import start_today
from exodesk.services.visits import start_visit
from exodesk.ui import parts
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.open_record.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class AnotherDay:
    """What is asked of a visit that is entered late."""

    visited_on: Annotated[date, Field(label="Date of the visit", help="It is marked as entered late")]
    kind: Annotated[VisitKind, Field(label="Kind")]


def late_visit_dialog(session: Session, patient: Patient, parent: QWidget | None) -> EntryDialog:
    form = RecordForm(AnotherDay, ("visited_on", "kind"), today=session.today)

    def save(values: dict[str, Any]) -> Change:
        return session.run(start_visit, patient.id, values["kind"], visited_on=values["visited_on"])

    return EntryDialog("Visit on another date", form, save, about=identity_line(patient), parent=parent)


class StartMenu(parts.Menu):
    """Made for one chart; it begins nothing before somebody has said whose."""

    begun = Signal(str)  # a visit's entry
    earlier_asked = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._patient: Patient | None = None
        for kind in VisitKind:
            self.addAction(kind.label, partial(self.start, kind))
        self.addSeparator()
        self.addAction("On another date…").triggered.connect(self._start_late)
        self.addAction("Injection from earlier records…").triggered.connect(self.earlier_asked)

    def show_patient(self, patient: Patient) -> None:
        self._patient = patient

    def start(self, kind: VisitKind) -> None:
        """A visit of today."""
        if self._patient:
            self.begun.emit(str(self._session.run(start_today, self._patient.id, kind).record_id))

    def _start_late(self) -> None:
        if self._patient:
            dialog = late_visit_dialog(self._session, self._patient, self.parentWidget())
            dialog.saved.connect(self._take_begun)
            dialog.open()

    def _take_begun(self, change: Change) -> None:
        self.begun.emit(str(change.record_id))
