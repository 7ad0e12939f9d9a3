"""Phrases as stored."""

from exodesk.core.records.phrase import Phrase
from exodesk.storage.reading import Reader, by_id, records


def standing(record: Reader) -> list[Phrase]:
    """Those that expand, by their letters."""
    return records(record, Phrase, "SELECT * FROM phrase WHERE removed_on IS NULL ORDER BY shortcut, id")


def get(record: Reader, phrase_id: str) -> Phrase:
    return by_id(record, Phrase, phrase_id)
