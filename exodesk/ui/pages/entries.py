"""One record told of a patient in a form of its own: the same for all kinds. It writes through services.

Which fields stand where is said here for each kind; what they are, the records themselves say.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtWidgets import QWidget

from exodesk.core.changes import Change
from exodesk.core.chart import Chart
from exodesk.core.records.background import EarlierTreatment, HistoryItem, Medication
from exodesk.core.records.clinic import Clinic
from exodesk.core.records.contact import Contact
from exodesk.core.records.patient import Allergy, Condition, ConditionStatus, Consent, Patient, identity_line
from exodesk.core.sites import sided
from exodesk.services import background, medical_history, reach
from exodesk.ui import parts
from exodesk.ui.forms.choices import Choice
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.forms.kept import KeptForm
from exodesk.ui.forms.rows import Row
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.told import Told

Service = Callable[..., Change]


@dataclass(frozen=True, slots=True)
class Kind:
    """How records of one kind are asked for."""

    record_type: type[Told]
    called: str
    rows: Sequence[Row]
    add: Service
    edit: Service


KINDS: Mapping[str, Kind] = {
    "allergy": Kind(
        Allergy,
        "allergy",
        ("substance", ("reaction", "severity"), "updated_on", ("ended_on", "ended_reason")),
        background.add_allergy,
        background.edit_allergy,
    ),
    "medication": Kind(
        Medication,
        "medicine",
        (
            "name",
            "dose_text",
            ("since", "until"),
            ("anticoagulant", "antiplatelet"),
            ("immunosuppressant", "steroid"),
            "beta_blocker",
            "withdrawn_on",
        ),
        medical_history.add_medication,
        medical_history.edit_medication,
    ),
    "condition": Kind(
        Condition,
        "condition",
        ("text", ("site", "side"), ("onset", "icd10cm"), ("severity_grade", "severity_scale"), "status", "resolved_on"),
        background.add_condition,
        background.edit_condition,
    ),
    "earlier_treatment": Kind(
        EarlierTreatment,
        "earlier treatment",
        ("kind", ("dated", "place"), "result", "text", "withdrawn_on"),
        medical_history.add_treatment,
        medical_history.edit_treatment,
    ),
    "history_item": Kind(
        HistoryItem,
        "history item",
        ("kind", "text", "dated", "withdrawn_on"),
        medical_history.add_history_item,
        medical_history.edit_history_item,
    ),
    "contact": Kind(
        Contact,
        "contact",
        ("kind", "value", "confirmed_on", "preferred", "ended_on"),
        reach.add_contact,
        reach.edit_contact,
    ),
    "consent": Kind(
        Consent,
        "consent",
        (
            ("template_version", "signed_on"),
            ("sheet_edition", "sheet_given_on"),
            "sites_covered",
            "paper_filed",
            "withdrawn_on",
        ),
        background.add_consent,
        background.edit_consent,
    ),
}


def entry_dialog(
    session: Session,
    kind: Kind,
    patient: Patient,
    record: Told | None,
    parent: QWidget | None,
    *,
    proposed: Mapping[str, object] | None = None,
    belongs_to: tuple[str, Choice] | None = None,
) -> EntryDialog:
    """A new record, or one to edit. `proposed` stands in a new form.

    `belongs_to`: another record that a new one belongs to, as the name of the field and the list it is chosen from.
    """
    form = RecordForm(kind.record_type, kind.rows, today=session.today)
    if belongs_to:
        form.keep_beside(*belongs_to)
    if record:
        form.put(record)
    for name, value in ({} if record else proposed or {}).items():
        form.put_value(name, value)

    def save(values: dict[str, Any]) -> Change:
        if record:
            return session.run(kind.edit, replace(record, **values))
        link = {belongs_to[0]: belongs_to[1].raw()} if belongs_to else {}
        made = values | link | {"id": session.record.new_id(), "patient_id": patient.id}
        return session.run(kind.add, kind.record_type(**made))

    title = f"Edit {kind.called}" if record else f"New {kind.called}"
    name = next(name for name, each in KINDS.items() if each is kind)
    kept = KeptForm(session, form, name, name)
    dialog = EntryDialog(title, form, save, about=identity_line(patient), kept=kept, parent=parent)
    dialog.follow(record.id if record else patient.id, patient.id)
    return dialog


def new_entry(
    session: Session, kind: str, chart: Chart, parent: QWidget | None, *, clinic: Clinic | None = None
) -> EntryDialog:
    """A new record of a kind. An earlier treatment belongs to a condition, so the first one asks for that."""
    if kind == "earlier_treatment":
        if not standing_conditions(chart):
            return condition_first(session, chart.patient, parent, then="earlier treatment")
        return _treatment_dialog(session, chart, parent)
    proposed: dict[str, object] = {}
    if kind == "allergy":
        proposed = {"updated_on": session.today()}
    if kind == "consent" and clinic:
        proposed = {"template_version": clinic.consent_version, "sheet_edition": clinic.sheet_edition}
    return entry_dialog(session, KINDS[kind], chart.patient, None, parent, proposed=proposed)


def condition_first(
    session: Session,
    patient: Patient,
    parent: QWidget | None,
    *,
    then: str,
    proposed: Mapping[str, object] | None = None,
) -> EntryDialog:
    """The condition that something else belongs to, before that can be asked for. `then`: what comes once it is saved.

    `proposed` stands in the form.
    """
    dialog = entry_dialog(session, KINDS["condition"], patient, None, parent, proposed=proposed)
    article = "An" if then[0] in "aeiou" else "A"
    dialog.put_above(
        parts.muted(f"{article} {then} needs a condition. Save it first: the {then} comes next.", wrap=True)
    )
    return dialog


def standing_conditions(chart: Chart) -> list[Condition]:
    """The active ones first; those entered in error are none."""
    found = [each for each in chart.conditions if each.status is not ConditionStatus.ENTERED_IN_ERROR]
    return sorted(found, key=lambda each: each.status is not ConditionStatus.ACTIVE)


def _treatment_dialog(session: Session, chart: Chart, parent: QWidget | None) -> EntryDialog:
    conditions = standing_conditions(chart)
    choice = Choice([(each.id, condition_line(each)) for each in conditions], optional=False)
    choice.setAccessibleName("For the condition")
    choice.put_raw(conditions[0].id)
    label = parts.FieldLabel("For the condition", required=True)
    label.setBuddy(choice)
    dialog = entry_dialog(
        session,
        KINDS["earlier_treatment"],
        chart.patient,
        None,
        parent,
        belongs_to=("condition_id", choice),
    )
    dialog.put_above(label, choice)
    return dialog


def condition_line(condition: Condition) -> str:
    """`Osteoarthritis · Right knee`."""
    where = sided(condition.site, condition.side) if condition.site and condition.side else ""
    return f"{condition.text} · {where}" if where else condition.text
