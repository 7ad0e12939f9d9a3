"""What is asked of somebody new in one form: the patient and how to reach them. Stored as what it is made of."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Annotated, Any

from exodesk.core.fields import Field
from exodesk.core.records.contact import Contact, ContactKind
from exodesk.core.records.patient import Patient

_REACHED_BY = {"mobile": ContactKind.MOBILE, "home": ContactKind.HOME, "email": ContactKind.EMAIL}


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
