"""Printed pages, what left the house, and texts of the practice as stored."""

from collections.abc import Sequence

from exodesk.core.errors import NotFound
from exodesk.core.records.patient import Language
from exodesk.core.records.printed import Disclosure, PracticeText, PrintedPage, TextPlace
from exodesk.storage.reading import Reader, by_id, listed, records


def pages_of_patients(record: Reader, patient_ids: Sequence[str]) -> list[PrintedPage]:
    """Oldest first."""
    sql = """SELECT * FROM printed_page WHERE patient_id IN (SELECT value FROM json_each(?))
ORDER BY printed_at, id"""
    return records(record, PrintedPage, sql, listed(patient_ids))


def page(record: Reader, page_id: str) -> PrintedPage:
    return by_id(record, PrintedPage, page_id)


def content(record: Reader, sha256: str) -> bytes:
    """A page as it was printed."""
    found = record.read("SELECT content FROM printed_content WHERE sha256 = ?", [sha256])
    if not found:
        raise NotFound("printed page", sha256[:12])
    return bytes(found[0]["content"])


def has_content(record: Reader, sha256: str) -> bool:
    return bool(record.read("SELECT 1 FROM printed_content WHERE sha256 = ?", [sha256]))


def disclosures_of_patients(record: Reader, patient_ids: Sequence[str]) -> list[Disclosure]:
    """Oldest first, those taken back among them."""
    sql = """SELECT * FROM disclosure WHERE patient_id IN (SELECT value FROM json_each(?))
ORDER BY disclosed_on, id"""
    return records(record, Disclosure, sql, listed(patient_ids))


def disclosure(record: Reader, disclosure_id: str) -> Disclosure:
    return by_id(record, Disclosure, disclosure_id)


def texts(record: Reader) -> list[PracticeText]:
    """Those in use."""
    return records(record, PracticeText, "SELECT * FROM practice_text WHERE removed_on IS NULL ORDER BY id")


def find_text(record: Reader, place: TextPlace, language: Language) -> PracticeText | None:
    """The text of a place, one that is no longer in use included."""
    sql = "SELECT * FROM practice_text WHERE place = ? AND language = ?"
    found = records(record, PracticeText, sql, place.value, language.value)
    return found[0] if found else None


def pages_with_code(record: Reader, start: str) -> list[PrintedPage]:
    """Pages whose visit hash or audit head begins so, newest first."""
    sql = """SELECT * FROM printed_page
WHERE (visit_hash >= ?1 AND visit_hash < ?2) OR (audit_head >= ?1 AND audit_head < ?2)
ORDER BY printed_at DESC, id DESC LIMIT 20"""
    return records(record, PrintedPage, sql, start, start + "g")
