"""What each dose given was worth to its plan, in order of date, and the dose that comes next.

Holds, washouts and dates set by hand do not enter. A dose outside the rules is told, never refused.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from exodesk.core.booster.facts import DoseFact, LotAnswer, LotFact, PlanTerms
from exodesk.core.booster.windows import DoseKind, Place, earliest_for_verdict, is_as_needed_booster, next_place
from exodesk.core.calendar import days_from
from exodesk.core.codes import Coded
from exodesk.core.records.plan import LotAnswerWhat
from exodesk.core.records.rules import ClinicRules
from exodesk.core.response import DoseDays


class Verdict(Coded):
    """The first that matches, in this order."""

    SUBSTANDARD = "substandard", "Lot expired or recalled"
    EXTRA = "extra", "Beyond the plan"
    EARLY = "early", "Early"
    VALID_GRACE = "valid_grace", "A few days early"
    VALID = "valid", "As planned"


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedDose:
    """A dose given, with its verdict. `place` is None for one that was not planned; `counts` is false for it too.

    `days_early`: how many days it was short of the grace; only of one whose verdict is early.
    """

    given_on: date
    verdict: Verdict
    days_early: int | None = None
    place: Place | None
    counts: bool
    question_from: date | None = None
    repeat_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The doses of a plan so far, oldest first, and the place of the next one: None when nothing more is planned."""

    doses: tuple[JudgedDose, ...]
    next_dose: Place | None
    days: DoseDays

    @property
    def reference(self) -> date | None:
        """The last dose physically given, whatever its verdict."""
        return self.days.last

    @property
    def question_from(self) -> date | None:
        """Since when the practitioner owes an answer about a lot."""
        return min((dose.question_from for dose in self.doses if dose.question_from), default=None)


def follow(plan: PlanTerms, doses: tuple[DoseFact, ...], rules: ClinicRules) -> Course:
    """Judge the doses one after the other; each sees those before it as they stand today."""
    judged: list[JudgedDose] = []
    for dose in doses:
        reference = judged[-1].given_on if judged else None
        judged.append(_judge(dose, plan, _place_after(plan, judged), reference, rules))
    return Course(doses=tuple(judged), next_dose=_place_after(plan, judged), days=_dose_days(plan, judged))


def _place_after(plan: PlanTerms, judged: list[JudgedDose]) -> Place | None:
    counted = [dose.place.kind for dose in judged if dose.place and dose.counts]
    return next_place(plan, counted.count(DoseKind.PRIMARY), counted.count(DoseKind.BOOSTER))


def _dose_days(plan: PlanTerms, judged: list[JudgedDose]) -> DoseDays:
    if not judged:
        return DoseDays()
    done = Place(DoseKind.PRIMARY, plan.doses)
    last = judged[-1]
    return DoseDays(
        first=judged[0].given_on,
        primary_done=next((dose.given_on for dose in judged if dose.counts and dose.place == done), None),
        last=last.given_on,
        last_is_as_needed_booster=last.counts and is_as_needed_booster(plan, last.place),
    )


def _judge(
    dose: DoseFact, plan: PlanTerms, place: Place | None, reference: date | None, rules: ClinicRules
) -> JudgedDose:
    opened = [(since, lot) for lot in dose.lots if (since := _question_opens(lot, dose.given_on))]
    answers = [(since, _answer(lot, since)) for since, lot in opened]
    repeats = [answer.on for _, answer in answers if answer and answer.what == LotAnswerWhat.REPEAT]
    verdict, days_early = _by_interval(dose.given_on, plan, place, reference, rules)
    return JudgedDose(
        given_on=dose.given_on,
        verdict=Verdict.SUBSTANDARD if opened else verdict,
        days_early=None if opened else days_early,
        place=place,
        counts=place is not None and not repeats,
        question_from=min((since for since, answer in answers if answer is None), default=None),
        repeat_on=max(repeats, default=None),
    )


def _question_opens(lot: LotFact, given_on: date) -> date | None:
    """From the dose's day if the lot had expired, else from the later of dose and recall; None for a good lot."""
    if lot.expiry and lot.expiry < given_on:
        return given_on
    return max(given_on, lot.recalled_on) if lot.recalled_on else None


def _answer(lot: LotFact, since: date) -> LotAnswer | None:
    """The latest answer on or after the day the question opened; an older one does not answer it."""
    later = [answer for answer in lot.answers if answer.on >= since]
    return later[-1] if later else None


def _by_interval(
    given_on: date, plan: PlanTerms, place: Place | None, reference: date | None, rules: ClinicRules
) -> tuple[Verdict, int | None]:
    """The verdict of a dose from a good lot, with the days it was short of the grace."""
    if place is None:
        return Verdict.EXTRA, None
    if reference is None:
        return Verdict.VALID, None
    earliest = earliest_for_verdict(plan, place, reference, rules)
    bound = earliest - timedelta(days=rules.grace_days)
    if given_on < bound:
        return Verdict.EARLY, days_from(given_on, bound)
    return (Verdict.VALID_GRACE if given_on < earliest else Verdict.VALID), None
