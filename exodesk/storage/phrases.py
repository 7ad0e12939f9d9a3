"""Phrases as stored."""

from exodesk.core.records.phrase import Phrase
from exodesk.storage.reading import Reader, one, records


def standing(record: Reader) -> list[Phrase]:
    """Those that expand, by their letters."""
    return records(record, Phrase, "SELECT * FROM phrase WHERE removed_on IS NULL ORDER BY shortcut, id")


def get(record: Reader, phrase_id: str) -> Phrase:
    return one(record, Phrase, phrase_id, "SELECT * FROM phrase WHERE id = ?", phrase_id)
