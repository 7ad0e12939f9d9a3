"""What is intended for one condition, site and side, and the acts that move it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from exodesk.core.codes import Coded, Side
from exodesk.core.fields import Field
from exodesk.core.quantities import BILLION, Unit
from exodesk.core.sites import Site

BOOSTER_EVERY = Field(label="Booster every", unit=Unit.MONTHS, minimum=2, maximum=120)
INTENDED_DOSE = Field(label="Intended dose", unit=Unit.BILLION, minimum=1, maximum=100_000 * BILLION)
INTENDED_VOLUME = Field(label="Intended volume", unit=Unit.ML, minimum=10, maximum=500_000)
"""Of a plan, and of what a practice usually plans."""


class PlanKind(Coded):
    SINGLE = "single", "One dose"
    SERIES = "series", "A series"


class BoosterRule(Coded):
    NONE = "none", "None"
    AS_NEEDED = "as_needed", "As needed"
    FIXED = "fixed", "At fixed months"


class Measure(Coded):
    """What the plan's results are read from; none switches the rules off."""

    PAIN = "pain", "Pain, average of 7 days"
    NONE = "none", "None"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Independent of the plans of other sites and sides."""

    id: str
    patient_id: str
    condition_id: str
    site: Annotated[Site, Field(label="Site")]
    side: Annotated[Side, Field(label="Side")]
    goal: Annotated[str | None, Field(label="Goal, in the patient’s words", multiline=True, max_length=1000)] = None
    kind: Annotated[PlanKind, Field(label="Primary treatment")]
    doses: Annotated[int, Field(label="Doses", unit=Unit.COUNT, minimum=1, maximum=24)] = 1
    interval_weeks: Annotated[
        int | None,
        Field(label="Interval", unit=Unit.WEEKS, minimum=1, maximum=104, help="Between the doses of a series"),
    ] = None
    planned_on: Annotated[date, Field(label="First dose planned on", ahead=True)]
    intended_particles: Annotated[int | None, INTENDED_DOSE] = None
    intended_volume_ul: Annotated[int | None, INTENDED_VOLUME] = None
    intended_reason: Annotated[str | None, Field(label="Reason for the dose", max_length=500)] = None
    booster: Annotated[BoosterRule, Field(label="Boosters")] = BoosterRule.NONE
    booster_months: Annotated[int | None, BOOSTER_EVERY] = None
    lockout_months: Annotated[
        int | None,
        Field(label="Not before", unit=Unit.MONTHS, minimum=0, maximum=120, help="After the last dose; 4 unless given"),
    ] = None
    booster_max: Annotated[int | None, Field(label="Boosters at most", unit=Unit.COUNT, minimum=1, maximum=100)] = None
    valid_until: Annotated[date | None, Field(label="Plan valid until", ahead=True)] = None
    deciding_measure: Annotated[Measure, Field(label="Results read from")] = Measure.PAIN
    other_therapies: Annotated[
        str | None, Field(label="Other therapies beside it", multiline=True, max_length=1000)
    ] = None
    closed_on: Annotated[date | None, Field(label="Closed on")] = None
    closed_reason: Annotated[str | None, Field(label="Why it is closed", max_length=500)] = None


class HoldReason(Coded):
    INFECTION = "infection", "Infection or antibiotics"
    PREGNANCY = "pregnancy", "Pregnancy or breastfeeding"
    ADVERSE_EVENT = "adverse_event", "Adverse event"
    JOINT_REPLACEMENT = "joint_replacement", "Joint replacement planned"
    PRODUCT = "product", "Lot recalled or product out"
    DECLINED = "declined", "Patient declines for now"
    INVESTIGATION = "investigation", "Being investigated"
    CONTRAINDICATION = "contraindication", "Contraindicated"
    OTHER = "other", "Other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Nothing is given while it lasts. `until_on` is the first free day; none is open.

    Of one plan, of a site and side, or of the whole patient. A contraindication is one without an end.
    """

    id: str
    patient_id: str
    plan_id: str | None = None
    site: Annotated[Site | None, Field(label="Site")] = None
    side: Annotated[Side | None, Field(label="Side")] = None
    reason: Annotated[HoldReason, Field(label="Reason")]
    from_on: Annotated[date, Field(label="From")]
    until_on: Annotated[date | None, Field(label="Until", ahead=True)] = None
    cause: Annotated[str | None, Field(label="Cause", max_length=500)] = None
    note: Annotated[str | None, Field(label="Note", multiline=True)] = None
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Washout:
    """A floor without the suspension, such as after a steroid at the same site."""

    id: str
    patient_id: str
    site: Annotated[Site, Field(label="Site")]
    side: Annotated[Side, Field(label="Side")]
    from_on: Annotated[date, Field(label="From")]
    until_on: Annotated[date, Field(label="Until", ahead=True)]
    cause: Annotated[str | None, Field(label="Cause", max_length=500)] = None
    withdrawn_on: date | None = None


class PlanActKind(Coded):
    REQUEST = "request", "Asked for"
    REVIEW = "review", "Reviewed"
    HAND_SET = "hand_set", "Date set by hand"
    SNOOZE = "snooze", "Hidden from lists"
    DECLINE = "decline", "Declined"
    LOT_ANSWER = "lot_answer", "Question about the lot answered"


class LotAnswerWhat(Coded):
    COUNTS = "counts", "The dose counts"
    REPEAT = "repeat", "Repeat the dose"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAct:
    """One act on a plan. `target_on`: the date set by hand or the end of a snooze."""

    id: str
    plan_id: str
    patient_id: str
    kind: Annotated[PlanActKind, Field(label="Act")]
    acted_on: Annotated[date, Field(label="On")]
    target_on: Annotated[date | None, Field(label="Date", ahead=True)] = None
    injection_id: str | None = None
    what: Annotated[LotAnswerWhat | None, Field(label="Answer")] = None
    reason: Annotated[str | None, Field(label="Reason", max_length=500)] = None
    entered_at: datetime
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineByHand:
    """The pain a plan's results are measured against, where the scores before the first dose do not tell it."""

    id: str
    plan_id: str
    patient_id: str
    nrs: Annotated[int, Field(label="Pain before treatment", minimum=0, maximum=10)]
    baseline_on: Annotated[date, Field(label="Measured on")]
    source: Annotated[str, Field(label="Where it comes from", max_length=300)]
    entered_at: datetime
    withdrawn_on: date | None = None
