"""What was typed and not saved before the program ended or the record was locked."""

from dataclasses import dataclass

from exodesk.storage import drafts
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
