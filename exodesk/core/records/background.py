"""What lies behind a patient's complaint: earlier treatments, medicines, illnesses and operations.

Entered by mistake, a row is taken back and stays readable; nothing is deleted.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from exodesk.core.codes import Coded
from exodesk.core.dates import PartialDate
from exodesk.core.fields import Field

_TAKEN_BACK = Field(label="Entered in error, taken back on", later=True)


class TreatmentKind(Coded):
    PHYSIOTHERAPY = "physiotherapy", "Physiotherapy"
    NSAID = "nsaid", "NSAID"
    STEROID = "steroid", "Steroid injection"
    HYALURONATE = "hyaluronate", "Hyaluronate"
    PRP = "prp", "PRP"
    CELLS = "cells", "Cells"
    EXOSOME = "exosome", "Exosomes"
    SURGERY = "surgery", "Surgery"
    IMAGING = "imaging", "Imaging"
    OTHER = "other", "Other"


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierTreatment:
    """What was done for a condition before, or elsewhere."""

    id: str
    patient_id: str
    condition_id: str
    kind: Annotated[TreatmentKind, Field(label="Treatment")]
    dated: Annotated[PartialDate | None, Field(label="When", help="A day, a month or a year")] = None
    place: Annotated[str | None, Field(label="Where", max_length=200)] = None
    result: Annotated[str | None, Field(label="Result", max_length=300)] = None
    text: Annotated[str | None, Field(label="Note", multiline=True)] = None
    withdrawn_on: Annotated[date | None, _TAKEN_BACK] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Medication:
    """A medicine as the patient tells it. The ticks are what a needle has to know of it."""

    id: str
    patient_id: str
    name: Annotated[str, Field(label="Medicine", max_length=200)]
    dose_text: Annotated[str | None, Field(label="Dose", max_length=200, help="As the patient takes it")] = None
    since: Annotated[PartialDate | None, Field(label="Since", help="A day, a month or a year")] = None
    until: Annotated[PartialDate | None, Field(label="Until", ahead=True, help="Empty while it is taken")] = None
    anticoagulant: Annotated[bool, Field(label="Anticoagulant")] = False
    antiplatelet: Annotated[bool, Field(label="Antiplatelet")] = False
    immunosuppressant: Annotated[bool, Field(label="Immunosuppressant")] = False
    steroid: Annotated[bool, Field(label="Steroid")] = False
    beta_blocker: Annotated[bool, Field(label="Beta-blocker")] = False
    withdrawn_on: Annotated[date | None, _TAKEN_BACK] = None


class HistoryKind(Coded):
    ILLNESS = "illness", "Illness"
    SURGERY = "surgery", "Surgery"
    IMPLANT = "implant", "Implant or prosthesis"
    CANCER = "cancer", "Cancer"
    FAMILY = "family", "Family"
    PREGNANCY = "pregnancy", "Pregnancy"
    HABIT = "habit", "Habit"


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryItem:
    """One thing to know of a patient beside the complaint."""

    id: str
    patient_id: str
    kind: Annotated[HistoryKind, Field(label="Kind")]
    text: Annotated[str, Field(label="What it is", max_length=500)]
    dated: Annotated[PartialDate | None, Field(label="When", help="A day, a month or a year")] = None
    withdrawn_on: Annotated[date | None, _TAKEN_BACK] = None
