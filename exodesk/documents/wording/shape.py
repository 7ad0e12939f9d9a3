"""What every language has words for, and the few figures and dates that it writes in its own way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from exodesk.core.codes import Route, Side
from exodesk.core.dates import PartialDate
from exodesk.core.records.injection import Anaesthetic, Guidance, InjectionKind, Reaction
from exodesk.core.records.patient import Language
from exodesk.core.records.printed import PrintedKind, Purpose
from exodesk.core.records.stock import DonorType, RegulatoryStatus, SourceTissue
from exodesk.core.records.visit import AmendmentKind, ConsultOutcome, Instrument, VisitKind
from exodesk.core.sentences import mid_sentence
from exodesk.core.sites import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What stands around every page: its head, its foot, its marks."""

    title: str
    draft: str
    entered_in_error: str
    synthetic: str
    out_of_hours: str
    born: str
    chart: str
    printed: str
    hashes: str
    head: str
    no_hash: str
    page: str
    continued: str
    not_recorded: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    done: str
    about_product: str
    about_products: str
    next_days: str
    progress: str
    planned: str
    questions: str
    signature: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """When to call, and whom."""

    same_day: str
    any_time: str
    red_flags: tuple[str, ...]
    phone: str
    emergency: str

    @property
    def flags_in_line(self) -> str:
        """`fever or chills; heat, or more swelling`."""
        return "; ".join(mid_sentence(flag) for flag in self.red_flags)


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """What was done: labels, and the words of each code."""

    dose: str
    volume: str
    reaction: str
    lot: str
    product: str
    expiry: str
    maker: str
    as_above: str
    numbed: str
    with_epinephrine: str
    lot_is: str
    expiry_is: str
    reaction_is: str
    of_lot: str
    mixed: str
    diluent: str
    not_given: str
    partly: str
    labelled: str
    measured: str
    not_known: str
    counted_apart: str
    no_injection: str
    corrected_here: str
    added: str
    reason: str
    lot_reason: str
    dose_reason: str
    aspirate_reason: str
    consent_reason: str
    kinds: Mapping[InjectionKind, str]
    routes: Mapping[Route, str]
    guidance: Mapping[Guidance, str]
    anaesthetics: Mapping[Anaesthetic, str]
    reactions: Mapping[Reaction | None, str]
    outcomes: Mapping[ConsultOutcome, str]
    amended: Mapping[AmendmentKind, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """What a product is, and what is not known of it."""

    exosomes_not_approved: str
    status: Mapping[RegulatoryStatus, str]
    number: str
    made_from: str
    made_from_donor: Mapping[DonorType, str]
    tissues: Mapping[SourceTissue, str]
    long_term: str
    medwatch: str
    medicines: str
    no_instructions: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How the patient has been."""

    instruments: Mapping[Instrument, str]
    changes: Mapping[int, str]
    scales: Mapping[Instrument, str]
    of_ten: str
    no_scores: str
    no_present_scores: str
    earlier_scores: str
    goal: str
    goal_of: str
    whole_body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What is planned. Never "you are due": a page invites, it does not press."""

    as_of: str
    between: str
    reviews: tuple[str, str]
    booster: str
    dose_of: str
    dose: str
    is_planned: str
    was_planned: str
    as_needed: str
    nothing: str
    on_hold: str
    on_hold_until: str
    on_hold_review: str
    renew: str
    appointments: tuple[str, str]
    none_booked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A letter that invites to a review. It says nothing of a date that has come, and presses nobody.

    `letter` is a paragraph a line; the practice may write its own in its place.
    """

    title: str
    about: str
    greeting: str
    letter: str
    regards: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What left the house about a patient, to whom and why. Source: 45 CFR 164.528."""

    title: str
    between: str
    until: str
    everything: str
    accounted: str
    nothing: str
    on: str
    recipient: str
    what: str
    purpose: str
    purposes: Mapping[Purpose, str]
    pages: Mapping[PrintedKind, str]
    of_visit: str
    ask: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One language: `long_date` is `4 December 2026`, `where` is `Right knee`, `billions` a count of particles."""

    language: Language
    sheet: Sheet
    headings: Headings
    call: Call
    treatment: Treatment
    product: Product
    progress: Progress
    outlook: Outlook
    invitation: Invitation
    account: Account
    visit_on: str
    seen_by: str
    visit_kinds: Mapping[VisitKind, str]
    signed: str
    signed_again: str
    typed_as_written: str
    long_date: Callable[[date], str]
    partial_date: Callable[[PartialDate], str]
    billions: Callable[[int], str]
    where: Callable[[Site, Side], str]
