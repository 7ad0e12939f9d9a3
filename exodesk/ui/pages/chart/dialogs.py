"""The dialog of a condition, for pages that cannot go on without one."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from exodesk.core.records.patient import Condition, Patient
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.entries import KINDS, entry_dialog


def condition_dialog(
    session: Session,
    patient: Patient,
    condition: Condition | None,
    parent: QWidget | None,
    *,
    proposed: Mapping[str, object] | None = None,
) -> EntryDialog:
    """`proposed` stands in a new one."""
    return entry_dialog(session, KINDS["condition"], patient, condition, parent, proposed=proposed)
