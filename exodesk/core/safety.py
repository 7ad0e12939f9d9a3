"""What is checked before "Given". It stops for identity, site, side and volume; everything else takes a typed reason.

It never refuses what a reason is given for: what was given can always be recorded.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from exodesk.core.amounts import measures, unusual_amount
from exodesk.core.booster import DoseFact, PlanFacts, State, Verdict, evaluate, state_at
from exodesk.core.chart import DrawnSource, GivenInjection
from exodesk.core.codes import Route, Side
from exodesk.core.dates import show_date
from exodesk.core.dose import sum_if_all_known, volumes_balance
from exodesk.core.errors import Problem
from exodesk.core.quantities import show_ml
from exodesk.core.records.injection import (
    Aspirate,
    Injection,
    InjectionKind,
    PauseAnswer,
    PauseAnswerCode,
    PauseItem,
)
from exodesk.core.records.patient import Consent
from exodesk.core.records.plan import Plan
from exodesk.core.records.rules import USUAL_RULES, ClinicRules
from exodesk.core.records.stock import Lot
from exodesk.core.sentences import counted
from exodesk.core.sites import Site, sided, takes_side

LARGEST_INTO_TISSUE_UL = 50_000
"""Source: the range of a volume given, except into a vein."""

CONFIRMED_ROUTES = frozenset({Route.INTRATHECAL, Route.INTRADISCAL, Route.EPIDURAL, Route.INTRAVENOUS})
"""Into spine or vein: asked a second time."""

_SUSPECT_ASPIRATES = frozenset({Aspirate.TURBID, Aspirate.PURULENT})

_OUTSIDE_BY_STATE = {
    State.DISCONTINUED: "The plan is closed.",
    State.CONTRAINDICATED: "A contraindication is recorded.",
    State.SUSPENDED: "The plan is on hold.",
    State.EXPIRED: "The plan has expired: renew the plan first.",
}


@dataclass(frozen=True, slots=True)
class Concern:
    """Something that is done all the same when a reason is typed into `field`."""

    field: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What is about to be given, with the records it leans on. `facts` and `last`: the plan's, without this dose."""

    injection: Injection
    drawn: tuple[DrawnSource, ...]
    pause: tuple[PauseAnswer, ...]
    consent: Consent | None = None
    plan: Plan | None = None
    facts: PlanFacts | None = None
    last: GivenInjection | None = None
    rules: ClinicRules = USUAL_RULES


def problems_before_given(attempt: Attempt) -> list[Problem]:
    """All that still stands between this injection and "Given", each at its field."""
    return [
        *stops(attempt.injection, attempt.pause, attempt.plan),
        *_unconfirmed(attempt),
        *_volume_problems(attempt.injection, attempt.drawn),
        *_lacking_reasons(attempt),
    ]


def stops(injection: Injection, pause: Iterable[PauseAnswer], plan: Plan | None = None) -> list[Problem]:
    """What no reason overrides."""
    found = []
    if not _says_yes(pause, PauseItem.IDENTITY):
        found.append(Problem("identity", "Ask for name and birth date, then confirm who is here."))
    if not injection.site:
        found.append(Problem("site", "Choose the site."))
    if not injection.side:
        found.append(Problem("side", "Choose the side."))
    if injection.site and injection.side and (text := wrong_place(injection.site, injection.side, plan)):
        found.append(Problem("side", text))
    if not injection.volume_ul:
        found.append(Problem("volume_ul", "Type the volume given."))
    return found


def wrong_place(site: Site, side: Side, plan: Plan | None) -> str:
    """Why a needle does not go here: there is no such side, or it is not the plan's place; "" when it does."""
    if not takes_side(site, side):
        return f"{site.label} has no side “{side.label.lower()}”."
    if plan and (plan.site, plan.side) != (site, side):
        there, here = sided(plan.site, plan.side), sided(site, side)
        return f"The plan is for: {there}. This is: {here}. Choose its plan, or none."
    return ""


def needs_second_confirmation(route: Route | None) -> bool:
    return route in CONFIRMED_ROUTES


def unusual(attempt: Attempt) -> str:
    """Why the amount is to be typed again; "" when nothing is unusual about it."""
    injection = attempt.injection
    if injection.kind != InjectionKind.EXOSOME:
        return ""
    mixed = sum(drawn.source.drawn_ul for drawn in attempt.drawn) + injection.diluent_ul
    is_short = (injection.volume_ul or 0) > mixed  # as while the diluent is not typed: no dose can be told
    particles = None if is_short else sum_if_all_known(drawn.source.particles for drawn in attempt.drawn)
    return unusual_amount(injection.volume_ul, particles, measures(attempt.plan, attempt.last))


def _unconfirmed(attempt: Attempt) -> list[Problem]:
    """What is asked a second time before the needle; no reason stands in for it."""
    found = []
    route = attempt.injection.route
    if route and needs_second_confirmation(route) and not _says_yes(attempt.pause, PauseItem.ROUTE):
        found.append(Problem("route_again", f"Confirm the route once more: {route.label.lower()}."))
    if (text := unusual(attempt)) and not _says_yes(attempt.pause, PauseItem.AMOUNT):
        found.append(Problem("volume_again", f"{text} Type the volume again."))
    return found


def _says_yes(pause: Iterable[PauseAnswer], item: PauseItem) -> bool:
    return any(each.item == item and each.answer == PauseAnswerCode.YES for each in pause)


def concerns(attempt: Attempt) -> list[Concern]:
    """Everything unusual about this injection, whether or not its reason is typed; listed and printed."""
    injection = attempt.injection
    found = []
    if attempt.consent is None:
        found.append(Concern("no_consent_reason", "There is no consent in force."))
    if any(drawn.source.lot_id is None for drawn in attempt.drawn):
        found.append(Concern("no_lot_reason", "The lot is not known."))
    if injection.aspirate_look in _SUSPECT_ASPIRATES:
        found.append(Concern("aspirate_reason", f"The aspirate was {injection.aspirate_look.label.lower()}."))
    lots = [drawn.lot for drawn in attempt.drawn if drawn.lot]
    found += [Concern("dose_reason", text) for lot in lots if (text := unusable_because(lot, injection.given_on))]
    if attempt.facts and injection.kind == InjectionKind.EXOSOME:
        found += [
            Concern("dose_reason", text) for text in outside_plan(attempt.facts, injection.given_on, attempt.rules)
        ]
    return found


def unusable_because(lot: Lot, day: date) -> str:
    """Why a lot should not be used on a day; "" when nothing speaks against it."""
    if lot.recalled_on and lot.recalled_on <= day:
        return f"Lot {lot.code} was recalled on {show_date(lot.recalled_on)}."
    if lot.expires_on < day:
        return f"Lot {lot.code} expired on {show_date(lot.expires_on)}."
    return ""


def outside_plan(facts: PlanFacts, day: date, rules: ClinicRules = USUAL_RULES) -> list[str]:
    """How a dose given on `day` would lie outside its plan, in sentences."""
    before = evaluate(facts, day, rules)
    state = state_at(before.forecast, before.known.dated_holds, (), day).state
    told = [_OUTSIDE_BY_STATE[state]] if state in _OUTSIDE_BY_STATE else []
    with_it = evaluate(replace(facts, doses=(*facts.doses, DoseFact(given_on=day))), day, rules)
    dose = with_it.doses[-1]  # nothing later is known on that day, and the doses of one day are one
    if dose.days_early:
        told.append(f"It is {counted(dose.days_early, 'day')} too early for the plan.")
    if dose.verdict == Verdict.EXTRA:
        told.append("The plan has no further dose.")
    return told


def consent_in_force(consents: Iterable[Consent], day: date) -> Consent | None:
    """The latest consent signed by `day` and not withdrawn by then."""
    standing = [
        consent
        for consent in consents
        if consent.signed_on <= day and (consent.withdrawn_on is None or consent.withdrawn_on > day)
    ]
    return max(standing, key=lambda consent: consent.signed_on, default=None)


def _volume_problems(injection: Injection, drawn: Sequence[DrawnSource]) -> list[Problem]:
    given = injection.volume_ul or 0
    found = []
    if given > LARGEST_INTO_TISSUE_UL and injection.route != Route.INTRAVENOUS:
        most = show_ml(LARGEST_INTO_TISSUE_UL)
        found.append(Problem("volume_ul", f"{show_ml(given)} is more than {most}, the most except into a vein."))
    if not drawn:
        if injection.kind == InjectionKind.EXOSOME:
            found.append(Problem("lot_id", "Pick the lot, or say why it is not known."))
        return found
    if any(not each.source.drawn_ul for each in drawn):
        found.append(Problem("drawn_ul", "Type what was drawn from each lot."))
    total = sum(each.source.drawn_ul for each in drawn)
    if given and not volumes_balance(total, injection.diluent_ul, given, injection.discarded_ul):
        made, used = total + injection.diluent_ul, given + injection.discarded_ul
        text = f"{show_ml(made)} was drawn and mixed, {show_ml(used)} was given and discarded: make them equal."
        found.append(Problem("volume_ul" if given > made else "discarded_ul", text))
    return found


def _lacking_reasons(attempt: Attempt) -> list[Problem]:
    """One problem a field: all its sentences, and what to do."""
    texts: dict[str, list[str]] = {}
    for concern in concerns(attempt):
        texts.setdefault(concern.field, []).append(concern.text)
    typed = {
        "no_consent_reason": bool(attempt.injection.no_consent_reason),
        "aspirate_reason": bool(attempt.injection.aspirate_reason),
        "dose_reason": bool(attempt.injection.dose_reason),
        "no_lot_reason": all(each.source.lot_id or each.source.no_lot_reason for each in attempt.drawn),
    }
    return [
        Problem(field, " ".join([*dict.fromkeys(said), "Type the reason."]))
        for field, said in texts.items()
        if not typed[field]
    ]
