"""What was printed and what left the house, written down. Printing itself is elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from hashlib import sha256

from exodesk.core.changes import Change
from exodesk.core.records.clinic import Paper
from exodesk.core.records.patient import Language
from exodesk.core.records.printed import Disclosure, PrintedContent, PrintedKind, PrintedPage, PrintedWay, Purpose
from exodesk.core.sentences import mid_sentence
from exodesk.services.checks import check
from exodesk.storage import printed
from exodesk.storage.recordfile import RecordFile

KINDS = frozenset({"printed_page"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page as it is about to leave: what it is, of whom, and the hashes at its foot."""

    patient_id: str
    visit_id: str | None = None
    kind: PrintedKind
    language: Language = Language.ENGLISH
    paper: Paper
    pages: int
    visit_hash: str | None = None
    audit_head: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """To whom a page goes when it leaves the house."""

    recipient: str
    purpose: Purpose
    description: str


def check_sent(record: RecordFile, patient_id: str, sent: Sent | None) -> None:
    """Refuse a disclosure that lacks something, before anything is printed."""
    if sent:
        check(record, _disclosure(record, patient_id, None, record.today(), sent))


def note_printed(record: RecordFile, sheets: Sequence[Sheet], way: PrintedWay, sent: Sent | None = None) -> Change:
    """Note what was printed or saved, and to whom it goes, in one write. It is evidence and is not undone."""
    entries = [_page(record, sheet, way) for sheet in sheets]
    disclosures = (
        [_disclosure(record, page.patient_id, page.id, page.printed_on, sent) for page in entries] if sent else []
    )
    for each in disclosures:
        check(record, each)
    with record.write(f"note page as {mid_sentence(way.label)}") as rows:
        for sheet, page in zip(sheets, entries, strict=True):
            if not printed.has_content(record, str(page.content_sha256)):
                rows.insert(PrintedContent(sha256=str(page.content_sha256), content=sheet.content))
            rows.insert(page)
        rows.insert(*disclosures)
    kinds = KINDS | {"disclosure"} if disclosures else KINDS
    patients = {page.patient_id for page in entries}
    return Change(kinds, patients.pop() if len(patients) == 1 else None, entries[-1].id if entries else None)


def note_disclosure(record: RecordFile, disclosure: Disclosure) -> Change:
    """Note something that left the house by another way, such as a phone call or a copy handed over."""
    check(record, disclosure)
    with record.write("note disclosure") as rows:
        rows.insert(disclosure)
    undo = partial(take_back_disclosure, disclosure_id=disclosure.id)
    return Change(frozenset({"disclosure"}), disclosure.patient_id, disclosure.id, "Disclosure noted.", undo)


def take_back_disclosure(record: RecordFile, disclosure_id: str) -> Change:
    """It was entered in error; it stays readable."""
    return _withdraw(record, disclosure_id, record.today())


def _restore_disclosure(record: RecordFile, disclosure_id: str) -> Change:
    return _withdraw(record, disclosure_id, None)


def _withdraw(record: RecordFile, disclosure_id: str, day: date | None) -> Change:
    before = printed.disclosure(record, disclosure_id)
    with record.write("take back disclosure" if day else "restore disclosure") as rows:
        rows.update(replace(before, withdrawn_on=day))
    said = "Disclosure taken back as entered in error." if day else "Disclosure stands again."
    undo = partial(_restore_disclosure if day else take_back_disclosure, disclosure_id=disclosure_id)
    return Change(frozenset({"disclosure"}), before.patient_id, disclosure_id, said, undo)


def _page(record: RecordFile, sheet: Sheet, way: PrintedWay) -> PrintedPage:
    return PrintedPage(
        id=record.new_id(),
        patient_id=sheet.patient_id,
        visit_id=sheet.visit_id,
        kind=sheet.kind,
        way=way,
        printed_at=record.now(),
        printed_on=record.today(),
        language=sheet.language,
        paper=sheet.paper,
        pages=sheet.pages,
        visit_hash=sheet.visit_hash,
        audit_head=sheet.audit_head,
        content_sha256=sha256(sheet.content).hexdigest(),
    )


def _disclosure(record: RecordFile, patient_id: str, page_id: str | None, on: date, sent: Sent) -> Disclosure:
    return Disclosure(
        id=record.new_id(),
        patient_id=patient_id,
        printed_page_id=page_id,
        disclosed_on=on,
        recipient=sent.recipient,
        purpose=sent.purpose,
        description=sent.description,
    )
