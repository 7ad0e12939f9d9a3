"""Saying that an injection was not done after all: the reason is asked for, its row stays."""

from typing import Any

from PySide6.QtWidgets import QWidget

from exodesk.core.changes import Change
from exodesk.core.chart import GivenInjection
from exodesk.core.records.injection import Injection
from exodesk.core.records.patient import Patient, identity_line
from exodesk.services.injections import withdraw_injection
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.open_record.session import Session


def withdraw_dialog(session: Session, patient: Patient, given: GivenInjection, parent: QWidget | None) -> EntryDialog:
    rows = ("not_done_cause", "not_done_reason")
    form = RecordForm(Injection, rows, today=session.today, needed=("not_done_reason",))

    def save(values: dict[str, Any]) -> Change:
        reason, cause = values["not_done_reason"] or "", values["not_done_cause"]
        return session.run(withdraw_injection, given.injection.entry_id, reason, cause)

    title = f"Not done: {given.where.lower()}, {given.amount}"
    return EntryDialog(title, form, save, about=identity_line(patient), parent=parent)
