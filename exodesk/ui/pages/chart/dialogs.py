"""The dialog of a condition, for pages that cannot go on without one."""

from PySide6.QtWidgets import QWidget

from exodesk.core.records.patient import Condition, Patient
from exodesk.ui.entry_dialog import EntryDialog
from exodesk.ui.pages.entries import KINDS, entry_dialog
from exodesk.ui.session import Session


def condition_dialog(
    session: Session, patient: Patient, condition: Condition | None, parent: QWidget | None
) -> EntryDialog:
    return entry_dialog(session, KINDS["condition"], patient, condition, parent)
