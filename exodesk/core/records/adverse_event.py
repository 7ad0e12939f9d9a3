"""What went wrong after an injection, and the injections that may have caused it."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Annotated

from exodesk.core.codes import Coded, YesNo
from exodesk.core.fields import Field


class AdverseTerm(Coded):
    """A short list of our own; the licensed dictionaries are not shipped."""

    PAIN = "pain", "Pain at the site"
    SWELLING = "swelling", "Swelling or effusion"
    FLARE = "flare", "Flare"
    BRUISING = "bruising", "Bruising"
    ERYTHEMA = "erythema", "Redness"
    WARMTH = "warmth", "Warmth"
    VASOVAGAL = "vasovagal", "Vasovagal reaction"
    HEADACHE = "headache", "Headache"
    FEVER = "fever", "Fever"
    FATIGUE = "fatigue", "Fatigue"
    RASH = "rash", "Rash"
    URTICARIA = "urticaria", "Hives"
    ANAPHYLAXIS = "anaphylaxis", "Anaphylaxis"
    CELLULITIS = "cellulitis", "Cellulitis"
    SEPTIC_ARTHRITIS = "septic_arthritis", "Septic arthritis"
    SEPSIS = "sepsis", "Sepsis"
    ABSCESS = "abscess", "Abscess"
    NERVE = "nerve", "Nerve symptom"
    THROMBOSIS = "thrombosis", "Thrombosis or embolism"
    DURAL_HEADACHE = "dural_headache", "Headache after a dural puncture"
    TUMOUR = "tumour", "New lump or cancer"
    OTHER = "other", "Other"


class Grade(Coded):
    """How severe it was. Source: CTCAE, version 5. Serious is another question than severe."""

    MILD = "1", "1 mild, no treatment"
    MODERATE = "2", "2 moderate, local treatment"
    SEVERE = "3", "3 severe, not life-threatening"
    LIFE_THREATENING = "4", "4 life-threatening"
    DEATH = "5", "5 death"

    @property
    def number(self) -> int:
        return int(self.value)


class Causality(Coded):
    """Source: WHO-UMC system of standardised case causality assessment."""

    CERTAIN = "certain", "Certain"
    PROBABLE = "probable", "Probable"
    POSSIBLE = "possible", "Possible"
    UNLIKELY = "unlikely", "Unlikely"
    CONDITIONAL = "conditional", "Not yet classified"
    UNASSESSABLE = "unassessable", "Cannot be assessed"


class ActionTaken(Coded):
    NONE = "none", "None"
    TREATED = "treated", "Treated"
    HOLD = "hold", "Injections held"
    STOP = "stop", "Injections stopped"


class EventOutcome(Coded):
    RECOVERED = "recovered", "Recovered"
    RECOVERING = "recovering", "Recovering"
    SEQUELAE = "sequelae", "Recovered with sequelae"
    NOT_RECOVERED = "not_recovered", "Not recovered"
    FATAL = "fatal", "Fatal"
    UNKNOWN = "unknown", "Not known"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdverseEvent:
    """One event in a patient, with what makes it serious ticked one by one. Times are the clinic's.

    `hold_id`: the hold that it made, if any. Mending it takes a reason; the trail keeps what it said before.
    """

    id: str
    patient_id: str
    term: Annotated[AdverseTerm, Field(label="What happened")]
    term_text: Annotated[str | None, Field(label="In words", max_length=200)] = None
    began_on: Annotated[date, Field(label="Began on")]
    began_at: Annotated[time | None, Field(label="At", help="24 hours, if known")] = None
    ended_on: Annotated[date | None, Field(label="Ended on", help="Empty while it lasts")] = None
    ended_at: Annotated[time | None, Field(label="Ended at")] = None
    grade: Annotated[Grade, Field(label="Grade")]
    death: Annotated[bool, Field(label="Death")] = False
    life_threatening: Annotated[bool, Field(label="Life-threatening")] = False
    hospitalised: Annotated[bool, Field(label="In hospital, or longer there")] = False
    disability: Annotated[bool, Field(label="Lasting disability")] = False
    congenital: Annotated[bool, Field(label="Congenital anomaly")] = False
    needed_intervention: Annotated[bool, Field(label="Intervention needed")] = False
    other_important: Annotated[bool, Field(label="Otherwise important")] = False
    by_product: Annotated[Causality | None, Field(label="Caused by the product")] = None
    by_procedure: Annotated[Causality | None, Field(label="Caused by the procedure")] = None
    expected: Annotated[YesNo | None, Field(label="Expected")] = None
    action: Annotated[ActionTaken | None, Field(label="Action taken")] = None
    outcome: Annotated[EventOutcome | None, Field(label="Outcome")] = None
    text: Annotated[str | None, Field(label="Course and treatment", multiline=True)] = None
    tests: Annotated[str | None, Field(label="Cultures and tests", max_length=500)] = None
    reported_on: Annotated[date | None, Field(label="Reported to MedWatch on")] = None
    report_no: Annotated[str | None, Field(label="Number of the report", max_length=60)] = None
    maker_told_on: Annotated[date | None, Field(label="Maker told on")] = None
    state_told_on: Annotated[date | None, Field(label="State told on")] = None
    entered_at: datetime
    hold_id: str | None = None
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspectInjection:
    """An injection, by its entry, that an event is thought to come from."""

    id: str
    adverse_event_id: str
    patient_id: str
    injection_id: str
    withdrawn_on: date | None = None
