"""Dialogs for what is always told of a patient: conditions, allergies, consents."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from exodesk.core.changes import Change
from exodesk.core.records.patient import Allergy, Condition, Consent, Patient, identity_line
from exodesk.services.background import (
    add_allergy,
    add_condition,
    add_consent,
    edit_allergy,
    edit_condition,
    edit_consent,
)
from exodesk.ui.entry_dialog import EntryDialog
from exodesk.ui.form import RecordForm, Row
from exodesk.ui.kept import KeptForm
from exodesk.ui.session import Session

CONDITION_ROWS: Sequence[Row] = (
    "text",
    ("site", "side"),
    ("onset", "icd10cm"),
    ("severity_grade", "severity_scale"),
    ("status", "resolved_on"),
)
ALLERGY_ROWS: Sequence[Row] = ("substance", ("reaction", "severity"), "updated_on", ("ended_on", "ended_reason"))
CONSENT_ROWS: Sequence[Row] = (
    ("template_version", "signed_on"),
    ("sheet_edition", "sheet_given_on"),
    "sites_covered",
    "paper_filed",
    "withdrawn_on",
)


def condition_dialog(
    session: Session, patient: Patient, condition: Condition | None, parent: QWidget | None
) -> EntryDialog:
    form = RecordForm(Condition, CONDITION_ROWS, today=session.today)
    if condition:
        form.put(condition)

    def save(values: dict[str, Any]) -> Change:
        if condition:
            return session.run(edit_condition, replace(condition, **values))
        return session.run(add_condition, Condition(id=session.record.new_id(), patient_id=patient.id, **values))

    return _dialog(session, "condition", condition, form, save, patient=patient, parent=parent)


def allergy_dialog(session: Session, patient: Patient, allergy: Allergy | None, parent: QWidget | None) -> EntryDialog:
    form = RecordForm(Allergy, ALLERGY_ROWS, today=session.today)
    if allergy:
        form.put(allergy)
    else:
        form.put_value("updated_on", session.today())
    for name in ("ended_on", "ended_reason"):
        form.show_field(name, allergy is not None)

    def save(values: dict[str, Any]) -> Change:
        if allergy:
            return session.run(edit_allergy, replace(allergy, **values))
        return session.run(add_allergy, Allergy(id=session.record.new_id(), patient_id=patient.id, **values))

    return _dialog(session, "allergy", allergy, form, save, patient=patient, parent=parent)


def consent_dialog(
    session: Session, patient: Patient, consent: Consent | None, parent: QWidget | None, *, version: str, edition: str
) -> EntryDialog:
    """`version` and `edition` are those in use; the dates are asked for each time."""
    form = RecordForm(Consent, CONSENT_ROWS, today=session.today)
    if consent:
        form.put(consent)
    else:
        form.put_value("template_version", version or None)
        form.put_value("sheet_edition", edition or None)
    form.show_field("withdrawn_on", consent is not None)

    def save(values: dict[str, Any]) -> Change:
        if consent:
            return session.run(edit_consent, replace(consent, **values))
        return session.run(add_consent, Consent(id=session.record.new_id(), patient_id=patient.id, **values))

    return _dialog(session, "consent", consent, form, save, patient=patient, parent=parent)


def _dialog(
    session: Session,
    what: str,
    record: Condition | Allergy | Consent | None,
    form: RecordForm,
    save: Callable[[dict[str, Any]], Change],
    *,
    patient: Patient,
    parent: QWidget | None,
) -> EntryDialog:
    """A draft of a new one is kept under its patient, of an existing one under itself."""
    title = f"Edit {what}" if record else f"New {what}"
    kept = KeptForm(session, form, what, what)
    dialog = EntryDialog(title, form, save, about=identity_line(patient), kept=kept, parent=parent)
    dialog.follow(record.id if record else patient.id, patient.id)
    return dialog
