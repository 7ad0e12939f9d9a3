"""What was printed or saved as a file, what left the house, and the texts that the practice writes for pages."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from exodesk.core.codes import Coded
from exodesk.core.fields import Field
from exodesk.core.records.clinic import Paper
from exodesk.core.records.patient import Language

CODE_DIGITS = 12
"""Of a hash, at the foot of a page and wherever people read it."""


class PrintedKind(Coded):
    SUMMARY = "summary", "Visit summary"
    LETTER = "letter", "Letter to the referring physician"
    VISIT_RECORD = "visit_record", "Record of the visit"
    TIMELINE = "timeline", "Timeline"
    INVITATION = "invitation", "Invitation to a review"
    ACCOUNT = "account", "Account of disclosures"
    OTHER = "other", "Other page"


class PrintedWay(Coded):
    PRINTER = "printer", "Printed"
    FILE = "file", "Saved as PDF"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPage:
    """One page about a patient that was printed or saved. Never changed.

    `visit_id` names the visit's entry; `visit_hash` is that of the signature it was made from, none for a draft.
    `audit_head` stood at its foot. `content_sha256` leads to the page as it was; there are lines without.
    """

    id: str
    patient_id: str
    visit_id: str | None = None
    kind: Annotated[PrintedKind, Field(label="Page")]
    way: Annotated[PrintedWay, Field(label="How")]
    printed_at: datetime
    printed_on: Annotated[date, Field(label="On")]
    language: Annotated[Language, Field(label="Language")]
    paper: Annotated[Paper, Field(label="Paper")]
    pages: Annotated[int, Field(label="Pages", minimum=1)]
    visit_hash: str | None = None
    audit_head: str
    content_sha256: str | None = None

    @property
    def codes(self) -> tuple[tuple[str, str], ...]:
        """What stands at its foot, each with its label."""
        hashes = (("Visit hash", self.visit_hash), ("Audit head", self.audit_head))
        return tuple((label, found[:CODE_DIGITS]) for label, found in hashes if found)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedContent:
    """A page as it was printed, kept once under the SHA-256 of `content`."""

    sha256: str
    content: bytes


class Purpose(Coded):
    TREATMENT = "treatment", "Treatment by another clinician"
    PATIENT = "patient", "The patient’s own copy"
    AUTHORISED = "authorised", "With the patient’s authorisation"
    PAYMENT = "payment", "Payment"
    PUBLIC_HEALTH = "public_health", "Public health or product safety"
    LAW = "law", "Required by law"
    OTHER = "other", "Other"


ACCOUNTED = frozenset({Purpose.PUBLIC_HEALTH, Purpose.LAW, Purpose.OTHER})
"""What a patient may ask an account of, six years back. Source: 45 CFR 164.528 (the other purposes are exempt)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """Something about a patient that left the house, to whom and why. Source: 45 CFR 164.528(b)."""

    id: str
    patient_id: str
    printed_page_id: str | None = None
    disclosed_on: Annotated[date, Field(label="On")]
    recipient: Annotated[
        str, Field(label="Sent to", max_length=300, help="Name, and address if known", asks="Type to whom it was sent.")
    ]
    purpose: Annotated[Purpose, Field(label="Purpose")]
    description: Annotated[str, Field(label="What", max_length=300, asks="Say what was sent.")]
    withdrawn_on: Annotated[date | None, Field(label="Entered in error, taken back on")] = None


class TextPlace(Coded):
    """Where on a page a text of the practice stands."""

    ABOUT_PRODUCT = "about_product", "Visit summary: about the product"
    NEXT_DAYS = "next_days", "Visit summary: the next days"
    CLOSING = "closing", "Visit summary: last line"
    LETTER_OPENING = "letter_opening", "Letter: opening"
    LETTER_REQUEST = "letter_request", "Letter: what we ask of you"
    INVITATION = "invitation", "Invitation to a review: the letter"


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeText:
    """The practice's own words for one place in one language. Without a row, or taken back, ours stand there."""

    id: str
    place: Annotated[TextPlace, Field(label="Where")]
    language: Annotated[Language, Field(label="Language")]
    text: Annotated[str, Field(label="Text", multiline=True, max_length=2000)]
    removed_on: Annotated[date | None, Field(label="Back to the built-in text on")] = None
