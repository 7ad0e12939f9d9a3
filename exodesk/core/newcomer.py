"""What is asked of somebody new in one form: the patient and how to reach them. Stored as what it is made of."""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Annotated, Any

from exodesk.core.dates import MONTHS
from exodesk.core.fields import Field
from exodesk.core.records.contact import Contact, ContactKind
from exodesk.core.records.patient import Patient

_REACHED_BY = {"mobile": ContactKind.MOBILE, "home": ContactKind.HOME, "email": ContactKind.EMAIL}
_MONTH = rf"(?:{'|'.join(MONTHS)})[a-z]*\.?"
_BORN = re.compile(
    rf"""(?<!\S)(?:
        \d{{1,2}}[-./]\w{{1,9}}[-./]\d{{2,4}} | \d{{4}}-\d{{1,2}}-\d{{1,2}}
        | \d{{1,2}}[ ](?:0?\d|1[0-2]|{_MONTH})[ ]\d{{2,4}} | {_MONTH}[ ]\d{{1,2}},?[ ]\d{{2,4}}
    )(?![^\s,])""",
    re.IGNORECASE | re.VERBOSE,
)
"""What looks like a day, whether there is such a day or not."""

_LEAST_DIGITS = 6
"""What has fewer, such as a chart number, is no phone number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer(Patient):
    """Which of the ways is preferred is asked later: here nobody was."""

    mobile: Annotated[str | None, Field(label="Mobile", max_length=300)] = None
    home: Annotated[str | None, Field(label="Home phone", max_length=300)] = None
    email: Annotated[str | None, Field(label="E-mail", max_length=300)] = None

    @property
    def phones(self) -> tuple[str, ...]:
        return tuple(number for number in (self.mobile, self.home) if number)

    def patient(self) -> Patient:
        return Patient(**{field.name: getattr(self, field.name) for field in fields(Patient)})

    def contacts(self, new_id: Callable[[], str]) -> list[Contact]:
        given: list[tuple[ContactKind, Any]] = [(kind, getattr(self, name)) for name, kind in _REACHED_BY.items()]
        return [Contact(id=new_id(), patient_id=self.id, kind=kind, value=value) for kind, value in given if value]


def newcomer_in(typed: str) -> dict[str, str]:
    """The fields of somebody new in what was typed to find them, as text: names, birth date, phone.

    The family name stands before a comma, else first. What looks like a date is the birth date, whether there is such
    a day or not, and never a name. Names typed all small get their capitals; any other spelling stays.
    """
    born = _BORN.search(typed)
    rest = typed[: born.start()] + typed[born.end() :] if born else typed
    before, comma, after = (rest.title() if rest.islower() else rest).partition(",")
    family, given = _names(before), _names(after)
    if not comma:
        family, given = family[:1], family[1:]
    found = {
        "family_name": " ".join(family),
        "given_name": " ".join(given),
        "birth_date": born.group() if born else "",
        "mobile": _phone(rest),
    }
    return {name: text for name, text in found.items() if text}


def _names(typed: str) -> list[str]:
    return [word for word in _words(typed) if word[0].isalpha() and not any(map(str.isdigit, word))]


def _phone(typed: str) -> str:
    numbers = " ".join(word for word in _words(typed) if not any(map(str.isalpha, word)))
    return numbers if sum(map(str.isdigit, numbers)) >= _LEAST_DIGITS else ""


def _words(typed: str) -> list[str]:
    return typed.replace(",", " ").split()
