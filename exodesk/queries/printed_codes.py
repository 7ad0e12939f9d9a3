"""What the record knows of the codes at the foot of a printed page: which version of a visit, which state of the trail.

A page carries the first 12 digits of two hashes. They tell which state of the record it was printed from; that its
words were not altered since is seen by laying it beside the page that was kept.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from exodesk.core.errors import ExodeskError
from exodesk.core.records.patient import Patient
from exodesk.core.records.printed import CODE_DIGITS, PrintedPage
from exodesk.core.records.visit import Signature, Visit
from exodesk.storage import codes, patients, printed, visits
from exodesk.storage.recordfile import RecordFile

LEAST = 8
"""Digits that are enough: eight of a hash meet by chance once in thousands of years of visits."""


class NotACode(ExodeskError):
    def __init__(self, typed: str) -> None:
        super().__init__(
            f"“{typed}” holds no code of a page. Type the {CODE_DIGITS} digits and letters behind the visit hash or "
            f"the audit head."
        )


@dataclass(frozen=True, slots=True)
class SignedAs:
    """The signature that a visit hash names, and the latest one of that visit."""

    patient: Patient
    visit: Visit
    signature: Signature
    latest: Signature

    @property
    def is_current(self) -> bool:
        return self.signature.id == self.latest.id


@dataclass(frozen=True, slots=True)
class StoodAt:
    """When the audit trail ended with this head, in the clinic's zone."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one code: one or the other, or nothing; and the pages that carry it, newest first."""

    code: str
    signed: SignedAs | None = None
    stood: StoodAt | None = None
    pages: tuple[PrintedPage, ...] = ()


def codes_in(typed: str) -> list[str]:
    """The codes in what was typed or scanned, in order; blanks and labels are passed over."""
    words = re.findall(r"[0-9a-z]+", typed.casefold())
    found = [word for word in words if re.fullmatch(rf"[0-9a-f]{{{LEAST},64}}", word)]
    return list(dict.fromkeys(found))


def look_up(record: RecordFile, typed: str) -> list[Known]:
    """One answer a code, in the order in which they were typed. Raises NotACode when there is none."""
    found = codes_in(typed)
    if not found:
        raise NotACode(typed.strip()[:60])
    with record.reading():
        return [_known(record, code) for code in found]


def _known(record: RecordFile, code: str) -> Known:
    signature = codes.signature(record, code)
    signed = _signed(record, signature) if signature else None
    at = codes.head_at(record, code)
    stood = StoodAt(at.astimezone(record.zone)) if at else None
    return Known(code, signed, stood, tuple(printed.pages_with_code(record, code)))


def _signed(record: RecordFile, signature: Signature) -> SignedAs:
    visit = visits.last_version(record, signature.visit_id)
    latest = visits.signatures(record, [signature.visit_id])[-1]
    return SignedAs(patients.get(record, visit.patient_id), visit, signature, latest)
