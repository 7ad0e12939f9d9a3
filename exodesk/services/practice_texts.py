"""Texts of the practice for printed pages: saved, and put back to the built-in ones. The trail keeps what they were."""

from dataclasses import replace
from functools import partial

from exodesk.core.changes import Change
from exodesk.core.errors import Problem
from exodesk.core.records.patient import Language
from exodesk.core.records.printed import PracticeText, TextPlace
from exodesk.services.checks import check
from exodesk.storage import printed
from exodesk.storage.recordfile import RecordFile

KINDS = frozenset({"practice_text"})


def save_text(record: RecordFile, text: PracticeText, *more: Problem) -> Change:
    """Keep the practice's text for one place in one language. `more`: what the page that prints it found wrong."""
    before = printed.find_text(record, text.place, text.language)
    entered = replace(text, id=before.id if before else text.id, removed_on=None)
    check(record, entered, *more)
    with record.write("save text of a page") as rows:
        if before:
            rows.update(entered)
        else:
            rows.insert(entered)
    return _change(entered, before, "Text saved.")


def reset_text(record: RecordFile, place: TextPlace, language: Language) -> Change:
    """Print the built-in text again; what the practice wrote stays in the history."""
    before = printed.find_text(record, place, language)
    if before is None:
        return Change(KINDS)
    entered = replace(before, removed_on=record.today())
    with record.write("back to the built-in text of a page") as rows:
        rows.update(entered)
    return _change(entered, before, "The built-in text is printed again.")


def _change(entered: PracticeText, before: PracticeText | None, said: str) -> Change:
    if before and before.removed_on is None:
        undo = partial(save_text, text=before)
    else:
        undo = partial(reset_text, place=entered.place, language=entered.language)
    return Change(KINDS, None, entered.id, said, undo)
