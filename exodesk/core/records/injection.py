"""An injection: one site and side, from one or more sources."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from exodesk.core.codes import Basis, Coded, Route, Side, YesNo
from exodesk.core.fields import Field
from exodesk.core.quantities import Unit
from exodesk.core.sites import Site


class InjectionKind(Coded):
    """Only exosome has particles and counts as a dose."""

    EXOSOME = "exosome", "Exosome"
    PRP = "prp", "PRP"
    CELLS = "cells", "Cells"
    HYALURONATE = "hyaluronate", "Hyaluronate"
    STEROID = "steroid", "Steroid"
    PROLOTHERAPY = "prolotherapy", "Prolotherapy"
    ANAESTHETIC = "anaesthetic", "Anaesthetic"
    OTHER = "other", "Other"


class InjectionStatus(Coded):
    GIVEN = "given", "Given"
    PARTIAL = "partial", "Partly given"
    NOT_DONE = "not_done", "Not done"


class NotDoneCause(Coded):
    DECLINED = "declined", "Declined"
    HEALTH_SCREEN = "health_screen", "Health screen"
    PRODUCT_PROBLEM = "product_problem", "Problem with the product"
    TECHNICAL = "technical", "Technical"
    OTHER = "other", "Other"


class Guidance(Coded):
    ULTRASOUND = "ultrasound", "Ultrasound"
    FLUOROSCOPY = "fluoroscopy", "Fluoroscopy"
    CT = "ct", "CT"
    LANDMARK = "landmark", "Landmark"
    ENDOSCOPIC = "endoscopic", "Endoscopic"
    NONE = "none", "None"


class Aspirate(Coded):
    CLEAR = "clear", "Clear"
    STRAW = "straw", "Straw-coloured"
    TURBID = "turbid", "Turbid"
    BLOODY = "bloody", "Bloody"
    PURULENT = "purulent", "Purulent"


class Anaesthetic(Coded):
    NONE = "none", "None"
    LIDOCAINE = "lidocaine", "Lidocaine"
    BUPIVACAINE = "bupivacaine", "Bupivacaine"
    ROPIVACAINE = "ropivacaine", "Ropivacaine"
    ETHYL_CHLORIDE = "ethyl_chloride", "Ethyl chloride"
    OTHER = "other", "Other"


class Sedation(Coded):
    NONE = "none", "None"
    ORAL = "oral", "Oral"
    NITROUS = "nitrous", "Nitrous oxide"
    IV = "iv", "Into a vein"


class SkinPrep(Coded):
    CHLORHEXIDINE = "chlorhexidine", "Chlorhexidine"
    POVIDONE_IODINE = "povidone_iodine", "Povidone-iodine"
    ALCOHOL = "alcohol", "Alcohol"
    OTHER = "other", "Other"


class Reaction(Coded):
    NONE = "none", "None"
    LOCAL = "local", "Local"
    VASOVAGAL = "vasovagal", "Vasovagal"
    SYSTEMIC = "systemic", "Systemic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Injection:
    """A dose from the moment it is given, signed or not. `given_on` is the clinic-zone date of `given_at`.

    `entry_id`: the first version's id. `visit_id` names the visit's entry; none is a past injection from earlier
    records (`from_earlier_records`), which counts and is never signed as ours; where only its month is known
    (`given_in_month`), `given_on` is that month's last day. `product_text` and `lot_text` name what is not in stock.
    """

    id: str
    entry_id: str
    visit_id: str | None
    patient_id: str
    plan_id: str | None = None
    kind: Annotated[InjectionKind, Field(label="Kind")] = InjectionKind.EXOSOME
    status: Annotated[InjectionStatus, Field(label="Status")] = InjectionStatus.GIVEN
    not_done_cause: Annotated[NotDoneCause | None, Field(label="Not done")] = None
    not_done_reason: Annotated[str | None, Field(label="Why not done", max_length=500)] = None
    given_at: Annotated[datetime | None, Field(label="Given at")] = None
    given_on: Annotated[date, Field(label="Given on")]
    given_in_month: Annotated[bool, Field(label="Only the month is known")] = False
    giver_name: Annotated[str | None, Field(label="Given by", max_length=200)] = None
    giver_title: Annotated[str | None, Field(label="Title of the giver", max_length=100)] = None
    giver_npi: Annotated[str | None, Field(label="NPI of the giver", max_length=10)] = None
    office_address: Annotated[str | None, Field(label="Office", max_length=500)] = None
    indication: Annotated[str | None, Field(label="Indication", max_length=300)] = None
    icd10cm: Annotated[str | None, Field(label="ICD-10-CM", max_length=10)] = None
    condition_months: Annotated[
        int | None, Field(label="Condition has lasted", unit=Unit.MONTHS, minimum=0, maximum=1200)
    ] = None
    severity_grade: Annotated[str | None, Field(label="Grade", max_length=30)] = None
    site: Annotated[Site, Field(label="Site")]
    side: Annotated[Side, Field(label="Side")]
    spine_level: Annotated[str | None, Field(label="Level", max_length=20)] = None
    route: Annotated[Route | None, Field(label="Route")] = None
    approach: Annotated[str | None, Field(label="Approach", max_length=100)] = None
    guidance: Annotated[Guidance | None, Field(label="Guidance")] = None
    image_saved: Annotated[YesNo | None, Field(label="Image saved")] = None
    skin_prep: Annotated[SkinPrep | None, Field(label="Skin prepared with")] = None
    sterile_technique: Annotated[YesNo | None, Field(label="Sterile technique")] = None
    aspirate_ul: Annotated[int | None, Field(label="Aspirated", unit=Unit.ML, minimum=0, maximum=200_000)] = None
    aspirate_look: Annotated[Aspirate | None, Field(label="Aspirate")] = None
    aspirate_reason: Annotated[str | None, Field(label="Why given all the same", max_length=500)] = None
    needle_gauge: Annotated[int | None, Field(label="Needle", unit=Unit.GAUGE, minimum=14, maximum=34)] = None
    needle_length_mm: Annotated[int | None, Field(label="Needle length", unit=Unit.MM, minimum=4, maximum=200)] = None
    product_text: Annotated[str | None, Field(label="Product or kit", max_length=200)] = None
    lot_text: Annotated[str | None, Field(label="Lot as written", max_length=60)] = None
    same_syringe: Annotated[YesNo | None, Field(label="In the same syringe")] = None
    volume_ul: Annotated[int | None, Field(label="Volume given", unit=Unit.ML, minimum=10, maximum=500_000)] = None
    diluent: Annotated[str | None, Field(label="Diluent", max_length=100)] = None
    diluent_lot: Annotated[str | None, Field(label="Lot of the diluent", max_length=60)] = None
    diluent_ul: Annotated[int, Field(label="Diluent volume", unit=Unit.ML, minimum=0, maximum=500_000)] = 0
    discarded_ul: Annotated[int, Field(label="Discarded", unit=Unit.ML, minimum=0, maximum=500_000)] = 0
    anaesthetic: Annotated[Anaesthetic | None, Field(label="Local anaesthetic")] = None
    anaesthetic_percent: Annotated[Decimal | None, Field(label="Strength, %", minimum=0, maximum=10)] = None
    anaesthetic_ul: Annotated[int | None, Field(label="Anaesthetic volume", unit=Unit.ML, maximum=100_000)] = None
    anaesthetic_lot: Annotated[str | None, Field(label="Lot of the anaesthetic", max_length=60)] = None
    epinephrine: Annotated[YesNo | None, Field(label="With epinephrine")] = None
    sedation: Annotated[Sedation | None, Field(label="Sedation")] = None
    consent_id: str | None = None
    no_consent_reason: Annotated[str | None, Field(label="Why without a consent", max_length=500)] = None
    sheet_edition: Annotated[str | None, Field(label="Information sheet edition", max_length=60)] = None
    sheet_given_on: Annotated[date | None, Field(label="Sheet given on")] = None
    dose_reason: Annotated[str | None, Field(label="Why outside the plan", max_length=500)] = None
    observed_from: Annotated[datetime | None, Field(label="Observed from")] = None
    observed_to: Annotated[datetime | None, Field(label="Observed until")] = None
    reaction: Annotated[Reaction | None, Field(label="Reaction while observed")] = None
    reaction_text: Annotated[str | None, Field(label="What was seen", max_length=500)] = None
    note: Annotated[str | None, Field(label="Note", multiline=True)] = None
    from_earlier_records: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InjectionSource:
    """What was drawn from one lot, with the figures its dose was computed from as they stood then.

    `injection_id` names the version it belongs to. No lot is "not known" and asks for a reason; `particles` is what
    was given of this source, none when it is not known.
    """

    id: str
    injection_id: str
    lot_id: str | None = None
    no_lot_reason: Annotated[str | None, Field(label="Why the lot is not known", max_length=500)] = None
    drawn_ul: Annotated[int, Field(label="Drawn", unit=Unit.ML, minimum=0, maximum=500_000)]
    basis: Annotated[Basis, Field(label="Basis")]
    particles_per_ml: Annotated[int | None, Field(label="Concentration", unit=Unit.BILLION_PER_ML, minimum=1)] = None
    total_particles: Annotated[int | None, Field(label="Particles in the vial", unit=Unit.BILLION, minimum=1)] = None
    reconstituted_ul: Annotated[int | None, Field(label="Reconstituted in", unit=Unit.ML, minimum=10)] = None
    label_particles_per_ml: Annotated[
        int | None, Field(label="Label concentration", unit=Unit.BILLION_PER_ML, minimum=1)
    ] = None
    particles: Annotated[int | None, Field(label="Particles given", unit=Unit.BILLION)] = None


class PauseItem(Coded):
    IDENTITY = "identity", "Who is here: name and birth date"
    ROUTE = "route", "The route, confirmed once more"
    AMOUNT = "amount", "An unusual amount, typed again"


class PauseAnswerCode(Coded):
    YES = "yes", "Yes"
    NO = "no", "No"
    REASON = "reason", "With a reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseAnswer:
    """One check answered before the needle. `injection_id` names the version it belongs to."""

    id: str
    injection_id: str
    item: Annotated[PauseItem, Field(label="Check")]
    answer: Annotated[PauseAnswerCode, Field(label="Answer")]
    reason: Annotated[str | None, Field(label="Reason", max_length=500)] = None
    answered_at: datetime
