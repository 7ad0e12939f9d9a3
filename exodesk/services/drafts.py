"""Keeping what is typed until it is saved. It changes no record, so it makes no `Change`."""

from collections.abc import Mapping

from exodesk.storage import drafts
from exodesk.storage.drafts import Draft
from exodesk.storage.recordfile import RecordFile


def keep_draft(
    record: RecordFile, form: str, target_id: str, typed: Mapping[str, str], *, patient_id: str | None, base_unit: int
) -> None:
    """Keep the text of a form, readable or not, in place of what was kept of it before."""
    draft = Draft(
        form=form, target_id=target_id, patient_id=patient_id, base_unit=base_unit, at=record.now(), typed=typed
    )
    with record.write("keep draft") as rows:
        drafts.keep(rows, draft)


def discard_draft(record: RecordFile, form: str, target_id: str) -> None:
    """Let a draft go: its text is saved, or a person does not want it."""
    if drafts.find(record, form, target_id):
        with record.write("discard draft") as rows:
            drafts.discard(rows, form, target_id)
