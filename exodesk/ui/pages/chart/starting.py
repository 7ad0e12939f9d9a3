"""Beginning a visit of another day: it is marked as entered late."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from PySide6.QtWidgets import QWidget

from exodesk.core.changes import Change
from exodesk.core.fields import Field
from exodesk.core.records.patient import Patient, identity_line
from exodesk.core.records.visit import VisitKind
from exodesk.services.visits import start_visit
from exodesk.ui.entry_dialog import EntryDialog
from exodesk.ui.form import RecordForm
from exodesk.ui.session import Session


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
