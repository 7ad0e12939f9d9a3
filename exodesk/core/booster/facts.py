"""Everything one plan's forecast is computed from, as it was recorded. Holds facts; draws no conclusion from them.

Facts dated after the day that is asked about do not exist: `PlanFacts.known_at` leaves them out. Only the planned date,
a date set by hand, ends of holds and washouts, `valid_until` and appointments may lie ahead.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol, TypeVar

from exodesk.core.records.plan import BoosterRule, LotAnswerWhat, PlanKind
from exodesk.core.response import Baseline, ScoreFact

USUAL_LOCKOUT_MONTHS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTerms:
    """What was planned. `interval_weeks` belongs to a series, `booster_months` to fixed boosters."""

    kind: PlanKind
    doses: int = 1
    interval_weeks: int | None = None
    planned_on: date
    booster: BoosterRule = BoosterRule.NONE
    booster_months: int | None = None
    lockout_months: int = USUAL_LOCKOUT_MONTHS
    booster_max: int | None = None
    valid_until: date | None = None

    def __post_init__(self) -> None:
        if self.doses < 1:
            raise ValueError("a plan has at least one dose")
        if self.kind == PlanKind.SINGLE and self.doses != 1:
            raise ValueError("a single plan has one dose")
        if self.kind == PlanKind.SERIES and not (self.interval_weeks and self.interval_weeks >= 1):
            raise ValueError("a series needs an interval of at least 1 week")
        if self.booster == BoosterRule.FIXED and not (self.booster_months and self.booster_months >= 2):
            raise ValueError("fixed boosters need an interval of at least 2 months")


@dataclass(frozen=True, slots=True, kw_only=True)
class LotAnswer:
    """What the practitioner decided about a dose from a bad lot."""

    on: date
    what: LotAnswerWhat


@dataclass(frozen=True, slots=True, kw_only=True)
class LotFact:
    """One source of a dose. `answers` in order of entry; the last one that answers the question stands."""

    expiry: date | None = None
    recalled_on: date | None = None
    answers: tuple[LotAnswer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseFact:
    """An exosome injection for the plan. Two of one day are one dose, from the lots of both."""

    given_on: date
    lots: tuple[LotFact, ...] = ()
    entered_in_error: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldFact:
    """Nothing is given from `begins` until the day before `until`; open without it. `reason` is a code."""

    reason: str
    begins: date
    until: date | None = None

    def covers(self, day: date) -> bool:
        return self.begins <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class WashoutFact:
    """No earlier than `until`, without the suspension of a hold."""

    begins: date
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class HandSet:
    """On one day the practitioner set the date of the next dose."""

    on: date
    date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    on: date
    reason: str = ""


class _DatedOn(Protocol):
    @property
    def on(self) -> date: ...


class _Beginning(Protocol):
    @property
    def begins(self) -> date: ...


_Dated = TypeVar("_Dated", bound=_DatedOn)
_Begun = TypeVar("_Begun", bound=_Beginning)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """The facts of one plan. Their order does not matter, but of one day's the later entry stands behind the other."""

    plan: PlanTerms
    doses: tuple[DoseFact, ...] = ()
    scores: tuple[ScoreFact, ...] = ()
    baseline: Baseline | None = None
    holds: tuple[HoldFact, ...] = ()
    washouts: tuple[WashoutFact, ...] = ()
    reviews: tuple[date, ...] = ()
    requests: tuple[date, ...] = ()
    contacts: tuple[date, ...] = ()
    appointments: tuple[date, ...] = ()
    hand_sets: tuple[HandSet, ...] = ()
    closed: Closed | None = None
    contraindicated_from: date | None = None

    @property
    def dated_holds(self) -> tuple[HoldFact, ...]:
        return tuple(hold for hold in self.holds if hold.until is not None)

    def known_at(self, day: date) -> "PlanFacts":
        """The facts as they stood at the end of a day: in order of date, one dose and one score a day."""
        return replace(
            self,
            doses=_doses_known_at(self.doses, day),
            scores=tuple({score.on: score for score in _on_or_before(self.scores, day)}.values()),
            baseline=self.baseline if self.baseline and self.baseline.on <= day else None,
            holds=_begun_by(self.holds, day),
            washouts=_begun_by(self.washouts, day),
            reviews=_days_up_to(self.reviews, day),
            requests=_days_up_to(self.requests, day),
            contacts=_days_up_to(self.contacts, day),
            appointments=tuple(sorted(self.appointments)),
            hand_sets=_on_or_before(self.hand_sets, day),
            closed=self.closed if self.closed and self.closed.on <= day else None,
            contraindicated_from=_if_by(self.contraindicated_from, day),
        )


def _doses_known_at(doses: tuple[DoseFact, ...], day: date) -> tuple[DoseFact, ...]:
    """Doses really given, oldest first; two of one day become one dose from the lots of both."""
    by_day: dict[date, tuple[LotFact, ...]] = {}
    for dose in sorted(doses, key=lambda each: each.given_on):
        if dose.given_on <= day and not dose.entered_in_error:
            lots = tuple(_lot_known_at(lot, day) for lot in dose.lots)
            by_day[dose.given_on] = by_day.get(dose.given_on, ()) + lots
    return tuple(DoseFact(given_on=given_on, lots=lots) for given_on, lots in by_day.items())


def _lot_known_at(lot: LotFact, day: date) -> LotFact:
    return replace(lot, recalled_on=_if_by(lot.recalled_on, day), answers=_on_or_before(lot.answers, day))


def _on_or_before(facts: tuple[_Dated, ...], day: date) -> tuple[_Dated, ...]:
    return tuple(sorted((fact for fact in facts if fact.on <= day), key=lambda fact: fact.on))


def _begun_by(facts: tuple[_Begun, ...], day: date) -> tuple[_Begun, ...]:
    return tuple(sorted((fact for fact in facts if fact.begins <= day), key=lambda fact: fact.begins))


def _days_up_to(days: tuple[date, ...], day: date) -> tuple[date, ...]:
    return tuple(sorted(each for each in days if each <= day))


def _if_by(fact: date | None, day: date) -> date | None:
    return fact if fact and fact <= day else None
