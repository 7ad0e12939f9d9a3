"""One patient's records together, as the chart, the timeline and the printed pages read them. Data, no reading."""

from dataclasses import dataclass
from datetime import date

from exodesk.core.booster import JudgedDose, Standing
from exodesk.core.codes import Basis
from exodesk.core.dose import sum_if_all_known, total_in_words
from exodesk.core.quantities import NBSP, show_ml
from exodesk.core.records.adverse_event import AdverseEvent
from exodesk.core.records.appointment import Appointment
from exodesk.core.records.background import EarlierTreatment, HistoryItem, Medication
from exodesk.core.records.contact import CallAttempt, Contact, PhoneNote, SafetyAnswer
from exodesk.core.records.injection import Injection, InjectionKind, InjectionSource, InjectionStatus, PauseAnswer
from exodesk.core.records.patient import Allergy, AllergyState, Condition, Consent, Patient
from exodesk.core.records.plan import BaselineByHand, Hold, Plan, PlanAct, Washout
from exodesk.core.records.printed import Disclosure, PrintedPage
from exodesk.core.records.rules import USUAL_RULES, ClinicRules
from exodesk.core.records.stock import Lot, Product
from exodesk.core.records.visit import Amendment, Score, Signature, Visit, Vitals
from exodesk.core.response import Response
from exodesk.core.sites import sided


@dataclass(frozen=True, slots=True)
class DrawnSource:
    """A source with its lot and product; both are None where the lot is not known."""

    source: InjectionSource
    lot: Lot | None
    product: Product | None


@dataclass(frozen=True, slots=True)
class GivenInjection:
    """An injection in force with everything drawn for it."""

    injection: Injection
    sources: tuple[DrawnSource, ...]
    pause: tuple[PauseAnswer, ...] = ()

    @property
    def particles(self) -> int | None:
        """The sum of its sources; None when one of them is not known."""
        return sum_if_all_known(drawn.source.particles for drawn in self.sources)

    @property
    def is_mixed(self) -> bool:
        return len({drawn.source.basis for drawn in self.sources}) > 1

    @property
    def is_dose(self) -> bool:
        """Whether particles were given; whether it counts against a plan is the plan's."""
        return self.injection.kind is InjectionKind.EXOSOME and self.injection.status is not InjectionStatus.NOT_DONE

    @property
    def where(self) -> str:
        return sided(self.injection.site, self.injection.side)

    @property
    def amount(self) -> str:
        """`0.5 mL · 5 billion`, and how much of it was measured if only some was; an unknown dose is never 0."""
        volume = show_ml(self.injection.volume_ul) if self.injection.volume_ul is not None else ""
        figures = [(drawn.source.basis, drawn.source.particles or 0) for drawn in self.sources]
        dose = total_in_words(figures) if self.particles is not None else ""
        if self.injection.kind is InjectionKind.EXOSOME and not dose:
            dose = f"dose{NBSP}not{NBSP}known"
        return " · ".join(part for part in (volume, dose) if part)

    @property
    def bases(self) -> tuple[Basis, ...]:
        return tuple(drawn.source.basis for drawn in self.sources)


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitView:
    """A visit's version in force, its signatures oldest first, its amendments, and what was done in it."""

    visit: Visit
    signatures: tuple[Signature, ...]
    amendments: tuple[Amendment, ...]
    injections: tuple[GivenInjection, ...]
    scores: tuple[Score, ...]
    vitals: tuple[Vitals, ...] = ()

    @property
    def is_signed(self) -> bool:
        return bool(self.signatures)

    @property
    def signed_hash(self) -> str:
        """The SHA-256 of what was signed last; "" while it is not signed."""
        return self.signatures[-1].sha256 if self.signatures else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """A plan with where it stands today and the reason in one sentence.

    `why_needed` tells whether the next booster is needed, whatever its date; None when no booster is next.
    `judged` holds the verdict of each dose of this plan by the entry id of its injection. `by_rule` is the date that
    the rules give, where another one is set by hand. Acts, washouts and start values are those not taken back.
    """

    plan: Plan
    condition: Condition
    standing: Standing
    why: str
    why_needed: str | None
    judged: dict[str, JudgedDose]
    response: Response
    holds: tuple[Hold, ...] = ()
    washouts: tuple[Washout, ...] = ()
    acts: tuple[PlanAct, ...] = ()
    baselines: tuple[BaselineByHand, ...] = ()
    by_rule: date | None = None

    @property
    def where(self) -> str:
        return sided(self.plan.site, self.plan.side)


@dataclass(frozen=True, slots=True)
class EventView:
    """An adverse event with the entries of the injections that it may come from."""

    event: AdverseEvent
    injection_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Everything of one patient in force, oldest first, read in one snapshot on the clinic's day `today`.

    `in_error`: visits that were entered in error, which count no more and stay readable; so do `scores_taken_back`.
    Contacts no longer valid, and background and disclosures taken back, are among theirs. `merged`: charts that count
    as part of this.
    """

    patient: Patient
    today: date
    zone: str
    allergy_state: AllergyState
    allergies: tuple[Allergy, ...]
    conditions: tuple[Condition, ...]
    consents: tuple[Consent, ...]
    plans: tuple[PlanView, ...]
    appointments: tuple[Appointment, ...]
    visits: tuple[VisitView, ...]
    injections: tuple[GivenInjection, ...]
    scores: tuple[Score, ...]
    in_error: tuple[VisitView, ...] = ()
    scores_taken_back: tuple[Score, ...] = ()
    contacts: tuple[Contact, ...] = ()
    treatments: tuple[EarlierTreatment, ...] = ()
    medications: tuple[Medication, ...] = ()
    history: tuple[HistoryItem, ...] = ()
    adverse_events: tuple[EventView, ...] = ()
    phone_notes: tuple[PhoneNote, ...] = ()
    printed: tuple[PrintedPage, ...] = ()
    disclosures: tuple[Disclosure, ...] = ()
    call_attempts: tuple[CallAttempt, ...] = ()
    safety_answers: tuple[SafetyAnswer, ...] = ()
    merged: tuple[Patient, ...] = ()
    rules: ClinicRules = USUAL_RULES

    def plan(self, plan_id: str | None) -> PlanView | None:
        return next((view for view in self.plans if view.plan.id == plan_id), None)

    def condition(self, condition_id: str) -> Condition | None:
        return next((condition for condition in self.conditions if condition.id == condition_id), None)

    def visit(self, entry_id: str | None) -> VisitView | None:
        return next((view for view in self.visits if view.visit.entry_id == entry_id), None)
