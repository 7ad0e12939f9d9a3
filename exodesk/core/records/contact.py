"""Being in touch: ways to reach a patient, phone notes, call attempts, safety questions."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from exodesk.core.codes import Coded, Side
from exodesk.core.fields import Field
from exodesk.core.sites import Site


class ContactKind(Coded):
    MOBILE = "mobile", "Mobile"
    HOME = "home", "Home phone"
    WORK = "work", "Work phone"
    EMAIL = "email", "E-mail"
    ADDRESS = "address", "Address"
    EMERGENCY = "emergency", "Emergency person"
    NEXT_OF_KIN = "next_of_kin", "Next of kin"
    FAMILY_DOCTOR = "family_doctor", "Family doctor"
    REFERRER = "referrer", "Referring clinician"


OWN_PHONES = frozenset({ContactKind.MOBILE, ContactKind.HOME, ContactKind.WORK})


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One way to reach a patient, or somebody to turn to. One of a person's is the preferred one."""

    id: str
    patient_id: str
    kind: Annotated[ContactKind, Field(label="Kind")]
    value: Annotated[str, Field(label="Number, address or person", max_length=300)]
    preferred: Annotated[bool, Field(label="Preferred")] = False
    confirmed_on: Annotated[date | None, Field(label="Confirmed on", help="When the patient last said it is right")] = (
        None
    )
    ended_on: Annotated[date | None, Field(label="No longer valid since", later=True)] = None


class PhoneAct(Coded):
    REASSURED = "reassured", "Reassured"
    SEE_TODAY = "see_today", "See today"
    EMERGENCY = "emergency", "Emergency"
    CALL_BACK = "call_back", "Call back"


class RedFlag(Coded):
    """What is asked of somebody who calls after an injection. One that is there wants to be seen the same day."""

    FEVER = "fever", "Fever"
    HOT = "hot", "Hot or swelling more"
    NO_WEIGHT = "no_weight", "Cannot bear weight"
    CALF = "calf", "Calf pain or swelling"
    BREATHING = "breathing", "Breathing or rash"
    NUMB = "numb", "Numbness"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneNote:
    """A call from a patient. It counts as contact. `called_on` is the clinic-zone date of `called_at`.

    A red flag is there, or it was asked for and is absent; one in neither was not asked for. `waits`: somebody is still
    to be seen or called back, and Today says so.
    """

    id: str
    patient_id: str
    called_at: datetime
    called_on: Annotated[date, Field(label="Date")]
    who_called: Annotated[str | None, Field(label="Who called", max_length=100)] = None
    site: Annotated[Site | None, Field(label="Site")] = None
    side: Annotated[Side | None, Field(label="Side")] = None
    injection_id: str | None = None
    said: Annotated[str | None, Field(label="What was said", multiline=True)] = None
    red_flags: tuple[str, ...] = ()
    flags_absent: tuple[str, ...] = ()
    advice: Annotated[str | None, Field(label="Advice", multiline=True)] = None
    act: Annotated[PhoneAct | None, Field(label="Act")] = None
    call_back_on: Annotated[date | None, Field(label="Call back on", ahead=True)] = None
    waits: bool = False
    withdrawn_on: date | None = None


class CallAbout(Coded):
    BOOSTER = "booster", "Booster"
    FOLLOW_UP = "follow_up", "Follow-up"
    RECALL = "recall", "Recall"
    CONFIRMATION = "confirmation", "Confirmation"


class CallResult(Coded):
    REACHED = "reached", "Reached"
    LEFT_WORD = "left_word", "Left word"
    NO_ANSWER = "no_answer", "No answer"
    REFUSED = "refused", "Refused"
    WRONG_NUMBER = "wrong_number", "Wrong number"
    LETTER = "letter", "Letter written"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallAttempt:
    """A try to reach a patient, by a call or a letter; only a call that reached them counts as contact."""

    id: str
    patient_id: str
    called_at: datetime
    called_on: Annotated[date, Field(label="Date")]
    about: Annotated[CallAbout, Field(label="About")]
    result: Annotated[CallResult, Field(label="Result")]
    note: Annotated[str | None, Field(label="Note", max_length=500)] = None
    withdrawn_on: date | None = None


class SafetyPoint(Coded):
    """When somebody is asked how they are after an injection."""

    FIRST_DAYS = "first_days", "Day 1–3"
    WEEK_6 = "week_6", "Week 6"


class SafetyAnswerCode(Coded):
    WELL = "well", "Well"
    NOT_WELL = "not_well", "Not well"


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyAnswer:
    """What a patient said to the safety question after the injections of one day. Not well leads to a phone note."""

    id: str
    patient_id: str
    injected_on: Annotated[date, Field(label="Injected on")]
    point: Annotated[SafetyPoint, Field(label="Asked at")]
    answer: Annotated[SafetyAnswerCode, Field(label="Answer")]
    answered_at: datetime
    answered_on: Annotated[date, Field(label="Answered on")]
    phone_note_id: str | None = None
    withdrawn_on: date | None = None
