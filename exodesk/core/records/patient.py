"""The patient and what is always told about them: allergies, conditions, consents. The rest is in background.py."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from exodesk.core.codes import Coded, Side
from exodesk.core.dates import PartialDate
from exodesk.core.fields import Field
from exodesk.core.quantities import Unit
from exodesk.core.sites import Site


class Sex(Coded):
    FEMALE = "female", "Female"
    MALE = "male", "Male"
    OTHER = "other", "Other"
    NOT_KNOWN = "not_known", "Not known"


class Language(Coded):
    ENGLISH = "en", "English"
    SPANISH = "es", "Spanish"
    OTHER = "other", "Other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """`chart_no` is a counter, shown as EX-01482, never reused and never a key."""

    id: str
    chart_no: int
    family_name: Annotated[str, Field(label="Family name", max_length=100)]
    given_name: Annotated[str, Field(label="Given name", max_length=100)]
    middle_name: Annotated[str | None, Field(label="Middle name", max_length=100)] = None
    preferred_name: Annotated[str | None, Field(label="Called", max_length=100)] = None
    title: Annotated[str | None, Field(label="Title", max_length=30)] = None
    birth_date: Annotated[PartialDate | None, Field(label="Birth date", help="A year alone if no more is known")] = None
    sex: Annotated[Sex | None, Field(label="Sex")] = None
    pronouns: Annotated[str | None, Field(label="Pronouns", max_length=30)] = None
    language: Annotated[Language | None, Field(label="Language")] = None
    weight_g: Annotated[int | None, Field(label="Weight", unit=Unit.KG, minimum=2_000, maximum=400_000)] = None
    weighed_on: Annotated[date | None, Field(label="Weighed on")] = None
    height_cm: Annotated[int | None, Field(label="Height", unit=Unit.CM, minimum=40, maximum=260)] = None
    measured_on: Annotated[date | None, Field(label="Measured on")] = None
    referred_by: Annotated[str | None, Field(label="Referred by", max_length=200)] = None
    occupation: Annotated[str | None, Field(label="Occupation", max_length=200)] = None
    notes: Annotated[str | None, Field(label="Notes", multiline=True)] = None
    do_not_contact: Annotated[bool, Field(label="Do not contact")] = False
    no_voicemail: Annotated[bool, Field(label="No voicemail")] = False
    moved_on: Annotated[date | None, Field(label="Moved away on")] = None
    died_on: Annotated[date | None, Field(label="Died on")] = None
    merged_into: str | None = None
    entered_on: date


NO_BIRTH_DATE = "birth date missing"


def show_chart_no(chart_no: int) -> str:
    return f"EX-{chart_no:05}"


def show_name(patient: Patient) -> str:
    """`FAMILY, Given (Title)`. Source: NHS CUI Patient Banner 4.0, PAB-0049 to 0053."""
    title = f" ({patient.title})" if patient.title else ""
    return f"{patient.family_name.upper()}, {patient.given_name}{title}"


def show_birth_date(patient: Patient) -> str:
    """`14-Mar-1962`, or that it is missing: without it two of one name cannot be told apart."""
    return patient.birth_date.show() if patient.birth_date else NO_BIRTH_DATE


def show_born(patient: Patient) -> str:
    """The same in a line of facts: `born 14-Mar-1962`."""
    return f"born {patient.birth_date.show()}" if patient.birth_date else NO_BIRTH_DATE


def identity_line(patient: Patient) -> str:
    """Name, birth date and chart number, for whatever shows or changes a patient."""
    born = show_birth_date(patient)
    return f"{show_name(patient)} · {born} · {show_chart_no(patient.chart_no)}"


class AllergyState(Coded):
    """The four states of an allergy list, four different things. Source: NHS CUI Patient Banner, PAB-0064 to 0072."""

    KNOWN = "known", "Known allergies"
    NONE_KNOWN = "none_known", "No known allergies"
    NOT_RECORDED = "not_recorded", "Allergies not recorded"
    UNAVAILABLE = "unavailable", "Allergies unavailable"

    @property
    def after_heading(self) -> str:
        """Where “Allergies:” stands before it: `none known`, `not recorded`."""
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class AllergyStatement:
    """What was said of a patient's allergies as a whole; without one, they are not recorded. One a patient."""

    id: str
    patient_id: str
    state: Annotated[AllergyState, Field(label="Allergies")]
    updated_on: Annotated[date, Field(label="Asked on")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Allergy:
    id: str
    patient_id: str
    substance: Annotated[str, Field(label="Substance", max_length=200)]
    reaction: Annotated[str | None, Field(label="Reaction", max_length=200)] = None
    severity: Annotated[str | None, Field(label="Severity", max_length=100)] = None
    updated_on: Annotated[date, Field(label="Updated on")]
    ended_on: Annotated[date | None, Field(label="Ruled out on", later=True)] = None
    ended_reason: Annotated[str | None, Field(label="Why ruled out", max_length=500, later=True)] = None


class ConditionStatus(Coded):
    ACTIVE = "active", "Active"
    RESOLVED = "resolved", "Resolved"
    ENTERED_IN_ERROR = "entered_in_error", "Entered in error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A diagnosis as recorded. An empty onset is "Not known"."""

    id: str
    patient_id: str
    text: Annotated[str, Field(label="Condition", max_length=300, help="For example: osteoarthritis")]
    icd10cm: Annotated[str | None, Field(label="ICD-10-CM", max_length=10)] = None
    site: Annotated[Site | None, Field(label="Site")] = None
    side: Annotated[Side | None, Field(label="Side")] = None
    onset: Annotated[PartialDate | None, Field(label="Since", help="A day, a month or a year")] = None
    severity_grade: Annotated[str | None, Field(label="Grade", max_length=30)] = None
    severity_scale: Annotated[
        str | None, Field(label="Scale", max_length=60, help="For example: Kellgren-Lawrence")
    ] = None
    status: Annotated[ConditionStatus, Field(label="Status", later=True)] = ConditionStatus.ACTIVE
    resolved_on: Annotated[date | None, Field(label="Resolved on", later=True)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """A signed consent: the version that was signed, and the information sheet that was handed over with it."""

    id: str
    patient_id: str
    template_version: Annotated[str, Field(label="Consent version", max_length=60)]
    signed_on: Annotated[date, Field(label="Signed on")]
    sheet_edition: Annotated[str | None, Field(label="Information sheet edition", max_length=60)] = None
    sheet_given_on: Annotated[date | None, Field(label="Sheet given on")] = None
    sites_covered: Annotated[str | None, Field(label="Sites covered", max_length=300)] = None
    paper_filed: Annotated[bool, Field(label="Paper filed")] = False
    withdrawn_on: Annotated[date | None, Field(label="Withdrawn on", later=True)] = None
