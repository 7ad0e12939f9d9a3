"""How a plan's scores answer to its doses: baseline, class, the decision at month 4, the booster's own, relapse.

It says numbers and asks for a review; it never says that a treatment works, and sets no dates of doses.
Scores come in oldest first, one a day. All comparisons are exact: per cent are fractions, never floats.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from exodesk.core.calendar import days_from
from exodesk.core.records.rules import ClinicRules


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreFact:
    """The plan's deciding measure on one day, with the global change (1 very much improved, 4 no change) if asked."""

    on: date
    nrs: int
    pgic: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """The start value that a plan's results are measured against."""

    on: date
    nrs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseDays:
    """The days of a plan's doses that its results are counted from."""

    first: date | None = None
    primary_done: date | None = None
    last: date | None = None
    last_is_as_needed_booster: bool = False


class ResponseClass(StrEnum):
    """Source: IMMPACT (Dworkin 2008): 10-20 % minimal, 30 % moderate, 50 % substantial; the gap 20-30 filled by us."""

    SUBSTANTIAL = "substantial"
    MODERATE = "moderate"
    MINIMAL = "minimal"
    NONE = "none"
    WORSE = "worse"


class ResponseVerdict(StrEnum):
    """Pain and the patient's own words taken together; discordant when they disagree."""

    RESPONDER = "responder"
    DISCORDANT = "discordant"
    NON_RESPONSE = "non_response"


class Flag(StrEnum):
    """In the order in which they stand."""

    BASELINE_OLD = "baseline_old"
    NO_BASELINE = "no_baseline"
    NOT_COMPUTABLE = "not_computable"
    LOW_BASELINE = "low_baseline"
    PROVISIONAL = "provisional"
    RELEASE_PROPOSED = "release_proposed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What one score, taken about four months after a dose, says against the start value before it."""

    on: date
    start: int
    improvement: Fraction
    response_class: ResponseClass
    verdict: ResponseVerdict
    provisional: bool

    @property
    def improvement_pct(self) -> float:
        """Rounded to one decimal, for showing; the class was taken before."""
        return round(self.improvement * 10) / 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """All that the scores say. `held_from`: the day of the earliest non-response that nobody has reviewed yet."""

    baseline: int | None = None
    flags: tuple[Flag, ...] = ()
    m4: Decision | None = None
    booster: Decision | None = None
    relapse_on: date | None = None
    held_from: date | None = None


def improvement(start: int, now: int) -> Fraction:
    """Per cent of the start value that the pain has fallen; negative when it rose. The start is never 0."""
    return Fraction(100 * (start - now), start)


def classify(percent: Fraction, rules: ClinicRules) -> ResponseClass:
    if percent >= rules.substantial_percent:
        return ResponseClass.SUBSTANTIAL
    if percent >= rules.better_percent:
        return ResponseClass.MODERATE
    if percent >= rules.minimal_percent:
        return ResponseClass.MINIMAL
    if percent > -rules.minimal_percent:
        return ResponseClass.NONE
    return ResponseClass.WORSE


def is_better(start: int, now: int, rules: ClinicRules) -> bool:
    """At least 30 % better than the start value."""
    return improvement(start, now) >= rules.better_percent


def baseline_before(first_dose: date, scores: Iterable[ScoreFact], rules: ClinicRules) -> Baseline | None:
    """The last score in the 90 days up to and including the first dose given."""
    before = _last_in(scores, first_dose, rules.baseline_window_days)
    return Baseline(on=before.on, nrs=before.nrs) if before else None


def decide(scores: Sequence[ScoreFact], after: date, start: int, rules: ClinicRules) -> Decision | None:
    """The decision from the score nearest day 112 after a dose, within day 91 to 140; of two as near, the later."""
    window = range(rules.decision_first_day, rules.decision_last_day + 1)
    inside = [score for score in scores if days_from(after, score.on) in window]
    if not inside:
        return None
    score = min(reversed(inside), key=lambda each: abs(days_from(after, each.on) - rules.decision_target_day))
    percent = improvement(start, score.nrs)
    verdict = _verdict(percent, score.pgic, rules)
    return Decision(
        on=score.on,
        start=start,
        improvement=percent,
        response_class=classify(percent, rules),
        verdict=verdict,
        provisional=verdict == ResponseVerdict.RESPONDER and score.pgic is None,
    )


def relapse(scores: Iterable[ScoreFact], baseline: int, last_dose: date, rules: ClinicRules) -> date | None:
    """The first day of the present unbroken run of scores that have lost what was gained since the last dose.

    None as soon as a later score no longer says so. Scores of the first 28 days do not enter at all.
    """
    best: int | None = None
    since: date | None = None
    for score in scores:
        if days_from(last_dose, score.on) <= rules.relapse_after_days:
            continue
        if best is None or not _has_relapsed(score.nrs, best, baseline, rules):
            since = None
        elif since is None:
            since = score.on
        best = score.nrs if best is None else min(best, score.nrs)
    return since


def respond(
    days: DoseDays,
    scores: Sequence[ScoreFact],
    *,
    by_hand: Baseline | None,
    reviews: Sequence[date],
    holds_on_non_response: bool,
    rules: ClinicRules,
) -> Response:
    """Everything the scores known today say about the doses given; before the first dose, nothing."""
    if days.first is None or days.last is None:
        return Response()
    start = by_hand or baseline_before(days.first, scores, rules)
    if start is None:
        return Response(flags=(Flag.NO_BASELINE,))
    if start.nrs == 0:
        return Response(baseline=0, flags=(Flag.NOT_COMPUTABLE,))

    m4 = decide(scores, days.primary_done, start.nrs, rules) if days.primary_done else None
    booster = _booster_decision(days, scores, rules)
    decisions = [decision for decision in (m4, booster) if decision]
    held = [each for each in decisions if holds_on_non_response and _is_held(each, days.last, reviews)]
    flags = {
        Flag.BASELINE_OLD: days_from(start.on, days.first) > rules.baseline_old_after_days,
        Flag.LOW_BASELINE: start.nrs < rules.low_baseline_under,
        Flag.PROVISIONAL: any(decision.provisional for decision in decisions),
        Flag.RELEASE_PROPOSED: any(_release_proposed(decision, scores, rules) for decision in held),
    }
    return Response(
        baseline=start.nrs,
        flags=tuple(flag for flag in Flag if flags.get(flag)),
        m4=m4,
        booster=booster,
        relapse_on=relapse(scores, start.nrs, days.last, rules) if days.primary_done else None,
        held_from=min((decision.on for decision in held), default=None),
    )


def _last_in(scores: Iterable[ScoreFact], up_to: date, window_days: int) -> ScoreFact | None:
    """The last score in the `window_days` up to and including a day."""
    inside = [score for score in scores if 0 <= days_from(score.on, up_to) <= window_days]
    return inside[-1] if inside else None


def _verdict(percent: Fraction, pgic: int | None, rules: ClinicRules) -> ResponseVerdict:
    better_in_numbers = percent >= rules.better_percent
    better_in_words = better_in_numbers if pgic is None else pgic <= rules.better_in_words_pgic
    if better_in_numbers != better_in_words:
        return ResponseVerdict.DISCORDANT
    return ResponseVerdict.RESPONDER if better_in_numbers else ResponseVerdict.NON_RESPONSE


def _booster_decision(days: DoseDays, scores: Sequence[ScoreFact], rules: ClinicRules) -> Decision | None:
    """An as-needed booster is judged by its own start value: the last score in the 30 days up to it."""
    if days.last is None or not days.last_is_as_needed_booster:
        return None
    start = _last_in(scores, days.last, rules.booster_start_window_days)
    return decide(scores, days.last, start.nrs, rules) if start and start.nrs else None


def _is_held(decision: Decision, last_dose: date, reviews: Iterable[date]) -> bool:
    """A non-response holds from its score until a review, or a dose, on or after its day."""
    ended = last_dose >= decision.on or any(review >= decision.on for review in reviews)
    return decision.verdict == ResponseVerdict.NON_RESPONSE and not ended


def _release_proposed(decision: Decision, scores: Iterable[ScoreFact], rules: ClinicRules) -> bool:
    return any(score.on > decision.on and is_better(decision.start, score.nrs, rules) for score in scores)


def _has_relapsed(now: int, best: int, baseline: int, rules: ClinicRules) -> bool:
    """At least 4, two or more above a best that was 30 % better, and near the baseline or half of the gain lost."""
    risen = now >= rules.relapse_least_pain and now >= best + rules.relapse_rise
    near_baseline = now >= baseline - rules.relapse_below_baseline
    half_lost = 2 * (now - best) >= baseline - best
    return is_better(baseline, best, rules) and risen and (near_baseline or half_lost)
