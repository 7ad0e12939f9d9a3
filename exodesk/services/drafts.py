"""Keeping what is typed until it is saved. Only letting it go is an act of a person, and is undone."""

from collections.abc import Mapping
from functools import partial

from exodesk.core.changes import Change
from exodesk.core.errors import InvalidRecord, Problem
from exodesk.services.amend import add_addendum
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


def let_draft_go(record: RecordFile, draft: Draft, what: str) -> Change:
    """Discard what waits to be saved; `what` names its form."""
    discard_draft(record, draft.form, draft.target_id)
    said = f"The draft “{what}” is discarded."
    return Change(frozenset({"draft"}), draft.patient_id, draft.target_id, said, partial(_put_back, draft=draft))


def add_left_over(record: RecordFile, visit_id: str, form: str, text: str, reason: str) -> Change:
    """What was typed into a visit and not saved before it was signed, as an addendum; then its draft goes.

    The addendum first: were the program to end between the two, the text would stand there twice, never nowhere.
    """
    change = add_addendum(record, visit_id, text, reason)
    discard_draft(record, form, visit_id)
    return change


def _put_back(record: RecordFile, draft: Draft) -> Change:
    """As it was, with its time; refused where something newer was typed there since."""
    if drafts.find(record, draft.form, draft.target_id):
        raise InvalidRecord([Problem("", "Something newer was typed there since, and is kept as a draft.")])
    with record.write("keep draft") as rows:
        drafts.keep(rows, draft)
    return Change(frozenset({"draft"}), draft.patient_id, draft.target_id, "The draft is back.")
