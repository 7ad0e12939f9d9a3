"""Noting what left the house, and taking back what was noted by mistake."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from exodesk.core.changes import Change
from exodesk.core.records.patient import Patient, identity_line
from exodesk.core.records.printed import Disclosure
from exodesk.services.printed import note_disclosure, take_back_disclosure
from exodesk.ui import parts
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.forms.kept import KeptForm
from exodesk.ui.open_record.session import Session

ROWS = (("disclosed_on", "purpose"), "recipient", "description")


def disclosure_dialog(session: Session, patient: Patient, parent: QWidget) -> EntryDialog:
    """A phone call, a fax, a copy handed over: what no page of ours tells."""
    form = RecordForm(Disclosure, ROWS, today=session.today)

    def save(values: dict[str, Any]) -> Change:
        return session.run(note_disclosure, Disclosure(id=session.record.new_id(), patient_id=patient.id, **values))

    kept = KeptForm(session, form, "disclosure", "disclosure")
    dialog = EntryDialog("Note a disclosure", form, save, about=identity_line(patient), kept=kept, parent=parent)
    dialog.follow(patient.id, patient.id)
    return dialog


def disclosure_menu(session: Session, told: Disclosure, parent: QWidget) -> QMenu:
    """What can be done with one that was noted: it is never changed; entered in error, it stays readable."""
    menu = parts.Menu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.addAction("Entered in &error", partial(session.run, take_back_disclosure, told.id))
    return menu
