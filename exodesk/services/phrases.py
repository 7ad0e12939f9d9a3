"""Phrases of the practice: added, edited, removed."""

import re
from dataclasses import replace
from functools import partial

from exodesk.core.changes import Change
from exodesk.core.errors import Problem
from exodesk.core.records.phrase import Phrase
from exodesk.services.checks import check
from exodesk.storage import phrases
from exodesk.storage.recordfile import RecordFile

KINDS = frozenset({"phrase"})
_LETTERS = re.compile(r"[^\W_]+")


def add_phrase(record: RecordFile, phrase: Phrase) -> Change:
    """Add a phrase; its letters are unlike those of all others."""
    entered = _tidy(phrase)
    check(record, entered, *_problems(record, entered))
    with record.write("add phrase") as rows:
        rows.insert(entered)
    return _change(entered, f"Phrase ;{entered.shortcut} added.", partial(remove_phrase, phrase_id=entered.id))


def edit_phrase(record: RecordFile, phrase: Phrase) -> Change:
    before, entered = phrases.get(record, phrase.id), _tidy(phrase)
    check(record, entered, *_problems(record, entered))
    with record.write("edit phrase") as rows:
        rows.update(entered)
    return _change(entered, f"Phrase ;{entered.shortcut} saved.", partial(edit_phrase, phrase=before))


def remove_phrase(record: RecordFile, phrase_id: str) -> Change:
    """It expands no more; texts that it went into stay as they are."""
    before = phrases.get(record, phrase_id)
    with record.write("remove phrase") as rows:
        rows.update(replace(before, removed_on=record.today()))
    return _change(before, f"Phrase ;{before.shortcut} removed.", partial(edit_phrase, phrase=before))


def _change(phrase: Phrase, said: str, undo: partial[Change]) -> Change:
    return Change(KINDS, None, phrase.id, said, undo)


def _tidy(phrase: Phrase) -> Phrase:
    """Letters as they are typed: without the semicolon, in small letters."""
    return replace(phrase, shortcut=phrase.shortcut.strip().removeprefix(";").casefold())


def _problems(record: RecordFile, phrase: Phrase) -> list[Problem]:
    if phrase.shortcut and not _LETTERS.fullmatch(phrase.shortcut):
        return [Problem("shortcut", "Use letters and digits only: they are typed before a space.")]
    taken = any(each.shortcut == phrase.shortcut and each.id != phrase.id for each in phrases.standing(record))
    return [Problem("shortcut", f"“;{phrase.shortcut}” stands for another phrase already.")] if taken else []
