"""How a patient is reached, and whether they may be. Rules over contacts; the records come in."""

from collections.abc import Iterable, Sequence
from datetime import date

from exodesk.core.dates import show_date
from exodesk.core.records.contact import OWN_PHONES, Contact, ContactKind
from exodesk.core.records.patient import Patient

_RINGS_FOR = OWN_PHONES | {ContactKind.EMERGENCY, ContactKind.NEXT_OF_KIN}
_ORDER = list(ContactKind)


def in_use(contacts: Iterable[Contact]) -> list[Contact]:
    """Those that are still right: the preferred one first, then by kind."""
    return sorted(
        (contact for contact in contacts if contact.ended_on is None),
        key=lambda each: (not each.preferred, _ORDER.index(each.kind), each.id),
    )


def phone_of(contacts: Iterable[Contact]) -> Contact | None:
    """The number to call a patient on."""
    return next((contact for contact in in_use(contacts) if contact.kind in OWN_PHONES), None)


def rings_for(contact: Contact) -> bool:
    """Whether somebody who calls about the patient may call from here: their own numbers and their people's."""
    return contact.kind in _RINGS_FOR and contact.ended_on is None


def no_contact_because(patient: Patient, day: date) -> str:
    """Why no letter is sent and no call made; "" when both may be."""
    if patient.died_on and patient.died_on <= day:
        return f"Died on {show_date(patient.died_on)}."
    if patient.moved_on and patient.moved_on <= day:
        return f"Moved away on {show_date(patient.moved_on)}."
    return "Asked not to be contacted." if patient.do_not_contact else ""


def others_preferred(contact: Contact, contacts: Sequence[Contact]) -> list[Contact]:
    """What no longer is the preferred way once `contact` is."""
    return [each for each in contacts if contact.preferred and each.preferred and each.id != contact.id]
