"""Tasks: what is to be done, for a patient or for the practice, on Today until it is done."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from exodesk.core.fields import Field


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    id: str
    patient_id: str | None = None
    text: Annotated[str, Field(label="What is to be done", max_length=300)]
    due_on: Annotated[date, Field(label="Due on", ahead=True, help="On Today from this day until it is done")]
    entered_on: date
    done_on: date | None = None
    withdrawn_on: date | None = None
