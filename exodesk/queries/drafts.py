"""What was typed and not saved before the program ended or the record was locked."""

from dataclasses import dataclass

from exodesk.core.records.patient import Patient
from exodesk.storage import drafts, patients
from exodesk.storage.drafts import Draft
from exodesk.storage.recordfile import RecordFile


@dataclass(frozen=True, slots=True)
class FoundDraft:
    """`overtaken`: the record was changed by somebody after the form was filled, so both have to be shown."""

    draft: Draft
    overtaken: bool


def find_draft(record: RecordFile, form: str, target_id: str, table: str) -> FoundDraft | None:
    """The draft of a form on a row of `table`; a row that does not exist yet is never overtaken."""
    draft = drafts.find(record, form, target_id)
    if draft is None:
        return None
    return FoundDraft(draft, drafts.changed_since(record, table, target_id, draft.base_unit))


@dataclass(frozen=True, slots=True)
class WaitingDraft:
    """Text that waits to be saved or discarded. `what` names its form; `patient` is whom it is about, if anybody."""

    draft: Draft
    what: str
    patient: Patient | None

    @property
    def visit_entry(self) -> str | None:
        """The visit on whose page it comes back."""
        return _visit_of(self.draft)


def waiting(record: RecordFile) -> list[WaitingDraft]:
    """Every draft, the latest first."""
    return [
        WaitingDraft(draft, _words(draft.form), patients.get(record, draft.patient_id) if draft.patient_id else None)
        for draft in drafts.all_of(record)
    ]


def waits_in_visit(record: RecordFile, entry_id: str) -> bool:
    """Whether something was typed into a step of this visit and never saved."""
    return bool(drafts.of_visit(record, entry_id))


def _visit_of(draft: Draft) -> str | None:
    return draft.target_id if draft.form.startswith("visit.") else None


def _words(form: str) -> str:
    """`visit.notes` as "Visit: notes"."""
    return ": ".join(form.replace("_", " ").split(".")).capitalize()
