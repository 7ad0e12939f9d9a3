"""The practice as stored: one row, from the creation of the record on."""

from exodesk.core.errors import NotFound
from exodesk.core.records.clinic import Clinic
from exodesk.storage.reading import Reader, records


def find(record: Reader) -> Clinic | None:
    """The clinic page; None while it has never been filled in."""
    found = records(record, Clinic, "SELECT * FROM clinic WHERE id = 'clinic'")
    return found[0] if found else None


def get(record: Reader) -> Clinic:
    found = find(record)
    if found is None:
        raise NotFound("page of the", "clinic")
    return found
