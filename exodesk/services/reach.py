"""Ways to reach a patient: added, edited, ended. One of them is preferred; what finds a number is renewed with it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from exodesk.core.changes import Change
from exodesk.core.errors import Problem
from exodesk.core.folding import digits_of
from exodesk.core.reaching import others_preferred
from exodesk.core.records.contact import OWN_PHONES, Contact, ContactKind
from exodesk.services.checks import check, refuse, same_person
from exodesk.storage import background, patients, search
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.rows import Rows

KINDS = frozenset({"contact"})


def add_contact(record: RecordFile, contact: Contact) -> Change:
    """Write down a number, an address or a person. Preferred, it takes the place of the one that was."""
    check(record, contact, *contact_problems(contact))
    others = others_preferred(contact, _of_person(record, contact.patient_id))
    with record.write("add contact") as rows:
        rows.insert(contact)
        _write(record, rows, [replace(other, preferred=False) for other in others])
        _renew_numbers(record, rows, [contact])
    undo = partial(_put, contacts=[replace(contact, preferred=False, ended_on=record.today()), *others])
    return Change(KINDS, contact.patient_id, contact.id, f"{contact.kind.label} added.", undo)


def edit_contact(record: RecordFile, contact: Contact) -> Change:
    before = background.contact(record, contact.id)
    same_person(record, before.patient_id, contact.patient_id)
    check(record, contact, *contact_problems(contact))
    others = others_preferred(contact, _of_person(record, contact.patient_id))
    with record.write("edit contact") as rows:
        _write(record, rows, [contact, *(replace(other, preferred=False) for other in others)])
    undo = partial(_put, contacts=[before, *others])
    return Change(KINDS, contact.patient_id, contact.id, f"{contact.kind.label} saved.", undo)


def contact_problems(contact: Contact) -> list[Problem]:
    """A phone has digits, an e-mail address its @, and what is no longer valid is not preferred."""
    found = []
    if contact.value and contact.kind in OWN_PHONES and not digits_of(contact.value):
        found.append(Problem("value", "A phone number has digits. For a person choose another kind."))
    if contact.value and contact.kind == ContactKind.EMAIL and "@" not in contact.value:
        found.append(Problem("value", "An e-mail address has an @."))
    if contact.preferred and contact.ended_on:
        found.append(Problem("preferred", "It is no longer valid, so it cannot be the preferred one."))
    return found


def _put(record: RecordFile, contacts: Sequence[Contact]) -> Change:
    """Put contacts back as they were; refused where another one has become the preferred one since."""
    before = [background.contact(record, contact.id) for contact in contacts]
    _refuse_second_preferred(record, before, contacts)
    with record.write("put contacts back") as rows:
        _write(record, rows, contacts)
    first = contacts[0]
    return Change(KINDS, first.patient_id, first.id, "Contact put back.", partial(_put, contacts=before))


def _refuse_second_preferred(record: RecordFile, before: Sequence[Contact], after: Sequence[Contact]) -> None:
    put = {contact.id for contact in after}
    for was, becomes in zip(before, after, strict=True):
        if becomes.preferred and not was.preferred:
            others = others_preferred(becomes, _of_person(record, becomes.patient_id))
            refuse(
                Problem("preferred", f"{other.kind.label} {other.value} is the preferred one now.")
                for other in others
                if other.id not in put
            )


def _write(record: RecordFile, rows: Rows, contacts: Sequence[Contact]) -> None:
    for contact in contacts:
        rows.update(contact)
    _renew_numbers(record, rows, contacts)


def _renew_numbers(record: RecordFile, rows: Rows, contacts: Sequence[Contact]) -> None:
    for patient_id in {contact.patient_id for contact in contacts}:
        search.write_numbers(rows, patient_id, background.contacts(record, [patient_id]))


def _of_person(record: RecordFile, patient_id: str) -> list[Contact]:
    return background.contacts(record, [chart.id for chart in patients.person(record, patient_id)])
