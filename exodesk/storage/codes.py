"""Hashes found by their beginning: those of signatures, and the heads of the audit trail."""

from datetime import datetime

from exodesk.core.dates import utc_from_text
from exodesk.core.records.visit import Signature
from exodesk.storage.reading import Reader, records

PAST_ALL = "g"
"""Behind every hexadecimal digit."""


def signature(record: Reader, start: str) -> Signature | None:
    """The one signature whose hash begins so; None for none, or for several."""
    sql = "SELECT * FROM signature WHERE sha256 >= ? AND sha256 < ? LIMIT 2"
    found = records(record, Signature, sql, start, start + PAST_ALL)
    return found[0] if len(found) == 1 else None


def head_at(record: Reader, start: str) -> datetime | None:
    """When a unit of the trail whose hash begins so was closed."""
    low, high = bytes.fromhex(start.ljust(64, "0")), bytes.fromhex(start.ljust(64, "f"))
    found = record.read("SELECT at FROM audit_unit WHERE sha256 BETWEEN ? AND ? LIMIT 1", [low, high])
    return utc_from_text(found[0]["at"]) if found else None
