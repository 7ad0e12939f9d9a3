"""A visit, the scores taken in it, and what signs and amends it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from exodesk.core.codes import Coded
from exodesk.core.fields import Field
from exodesk.core.quantities import Unit


class VisitKind(Coded):
    CONSULT = "consult", "Consult"
    INJECTION = "injection", "Injection"
    REVIEW = "review", "Review"
    PHONE = "phone", "Phone"
    OTHER = "other", "Other"


class ConsultOutcome(Coded):
    TREAT = "treat", "Treat"
    WAIT = "wait", "Wait"
    NOT_A_CANDIDATE = "not_a_candidate", "Not a candidate"
    REFERRED = "referred", "Referred"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A draft until signed. `entry_id`: the first version's id; a correction is a new row with the same entry."""

    id: str
    entry_id: str
    patient_id: str
    kind: Annotated[VisitKind, Field(label="Kind")]
    visited_on: Annotated[date, Field(label="Date")]
    started_at: datetime
    entered_late: Annotated[bool, Field(label="Entered late")] = False
    appointment_id: str | None = None
    reason: Annotated[str | None, Field(label="Reason for the visit", max_length=500)] = None
    since_last: Annotated[str | None, Field(label="Since last time", multiline=True)] = None
    history: Annotated[str | None, Field(label="History", multiline=True)] = None
    exam: Annotated[str | None, Field(label="Exam", multiline=True)] = None
    assessment: Annotated[str | None, Field(label="Assessment", multiline=True)] = None
    outcome: Annotated[ConsultOutcome | None, Field(label="Outcome of the consult")] = None
    outcome_reason: Annotated[str | None, Field(label="Why, or to whom", max_length=500)] = None
    plan_text: Annotated[str | None, Field(label="Plan", multiline=True)] = None
    instructions: Annotated[str | None, Field(label="Instructions given", multiline=True)] = None


class VitalsWhen(Coded):
    BEFORE = "before", "Before"
    AFTER = "after", "After"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vitals:
    """Measured before or after what was done. `visit_id` names the version of the visit that it belongs to."""

    id: str
    visit_id: str
    measured: Annotated[VitalsWhen, Field(label="When it was measured")]
    systolic: Annotated[int | None, Field(label="Systolic", unit=Unit.MMHG, minimum=40, maximum=300)] = None
    diastolic: Annotated[int | None, Field(label="Diastolic", unit=Unit.MMHG, minimum=20, maximum=200)] = None
    heart_rate: Annotated[int | None, Field(label="Heart rate", unit=Unit.PER_MINUTE, minimum=20, maximum=250)] = None
    temperature_tenths: Annotated[
        int | None, Field(label="Temperature", unit=Unit.CELSIUS, minimum=300, maximum=430)
    ] = None
    oxygen_percent: Annotated[int | None, Field(label="SpO₂", unit=Unit.PERCENT, minimum=50, maximum=100)] = None
    pain: Annotated[int | None, Field(label="Pain, 0 to 10", unit=Unit.COUNT, minimum=0, maximum=10)] = None


class Instrument(Coded):
    PAIN_AVERAGE = "pain_average", "Pain, average of 7 days"
    PAIN_NOW = "pain_now", "Pain now"
    PGIC = "pgic", "Global change"
    PEG = "peg", "PEG"
    PSFS = "psfs", "Patient-specific function"


class ScoreMode(Coded):
    CLINIC = "clinic", "In the clinic"
    PHONE = "phone", "By phone"
    PAPER = "paper", "On paper"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One instrument's result. Those given together share `occasion_id`; of two on one day the later entry counts.

    `plan_id` none is the whole body. `entry_id` as for visits: a score taken in a visit is frozen and amended with it.
    """

    id: str
    entry_id: str
    occasion_id: str
    patient_id: str
    plan_id: str | None = None
    visit_id: str | None = None
    instrument: Annotated[Instrument, Field(label="Instrument")]
    scored_on: Annotated[date, Field(label="Date")]
    items: tuple[int, ...] = ()
    score: Annotated[Decimal, Field(label="Score")]
    mode: Annotated[ScoreMode, Field(label="How")] = ScoreMode.CLINIC
    entered_at: datetime
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Freezes one version of a visit. `content` is the canonical JSON of everything that was signed."""

    id: str
    visit_id: str
    version: int
    signed_at: datetime
    signed_on: date
    signed_by: str
    content: bytes
    sha256: str


class AmendmentKind(Coded):
    ADDENDUM = "addendum", "Addendum"
    CORRECTION = "correction", "Correction"
    ENTERED_IN_ERROR = "entered_in_error", "Entered in error"
    LATE_ENTRY = "late_entry", "Late entry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """What changed a signed visit, and why. `replacement_id`: the new version, or the late entry."""

    id: str
    visit_id: str
    version: int
    kind: Annotated[AmendmentKind, Field(label="Kind")]
    target_table: str | None = None
    target_id: str | None = None
    replacement_id: str | None = None
    text: Annotated[str | None, Field(label="Text", multiline=True)] = None
    reason: Annotated[str, Field(label="Reason", max_length=500)]
    amended_at: datetime
    amended_on: date
    amended_by: str
