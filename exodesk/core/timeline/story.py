"""The story of one joint: every injection at a site and side, what it adds up to, and the pain before and after it.

It says figures with their days and judges nothing. A row counts its particles only where they are known; a sum that
leaves one out says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from exodesk.core.calendar import days_from
from exodesk.core.chart import Chart, GivenInjection
from exodesk.core.codes import Side
from exodesk.core.dates import show_date, show_month
from exodesk.core.fields import described, show_value
from exodesk.core.follow_up import review_windows
from exodesk.core.quantities import plain, show_billions
from exodesk.core.records.injection import Injection, InjectionKind, InjectionStatus
from exodesk.core.records.visit import Instrument, Score
from exodesk.core.sentences import counted
from exodesk.core.sites import Site
from exodesk.core.timeline.words import lots_of

NOT_KNOWN = "not known"
BEFORE_DAYS = 90
"""A score before an injection is told with it for so long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One injection in words: when, what, how much so far, how long after the one before, how, and the pain."""

    id: str
    when: str
    what: str
    amount: str
    so_far: str
    after: str
    guidance: str
    lots: str
    pain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    where: str
    summary: str
    rows: tuple[Told, ...]


def stories_of(chart: Chart, plan_id: str | None) -> tuple[Story, ...]:
    """The joint of one plan, or every joint that a plan is for."""
    joints = {(v.plan.site, v.plan.side): v.where for v in chart.plans if plan_id in (None, v.plan.id)}
    return tuple(_story(chart, site, side, where) for (site, side), where in joints.items())


def _story(chart: Chart, site: Site, side: Side, where: str) -> Story:
    """All that was given at a site and side, by a plan or not, oldest first."""
    plan_ids = {view.plan.id for view in chart.plans if (view.plan.site, view.plan.side) == (site, side)}
    scores = [
        score
        for score in chart.scores
        if score.plan_id in plan_ids and score.instrument is Instrument.PAIN_AVERAGE and score.withdrawn_on is None
    ]
    given = [each for each in chart.injections if _is_here(each, site, side)]
    rows: list[Told] = []
    particles, unknown = 0, 0
    for number, each in enumerate(given):
        if each.is_dose:
            particles += each.particles or 0
            unknown += each.particles is None
        before = given[number - 1].injection.given_on if number else None
        following = given[number + 1].injection.given_on if number + 1 < len(given) else None
        so_far = _sum(particles, unknown) if each.is_dose else ""
        rows.append(_told(each, so_far, before, _pain(scores, each.injection.given_on, following)))
    return Story(where=where, summary=_summary(chart.today, given, particles, unknown), rows=tuple(rows))


def _is_here(given: GivenInjection, site: Site, side: Side) -> bool:
    injection = given.injection
    return (injection.site, injection.side) == (site, side) and injection.status is not InjectionStatus.NOT_DONE


def _told(given: GivenInjection, so_far: str, before: date | None, pain: str) -> Told:
    injection = given.injection
    on = injection.given_on
    return Told(
        id=injection.entry_id,
        when=show_month(on) if injection.given_in_month else show_date(on),
        what=injection.kind.label,
        amount=given.amount,
        so_far=so_far,
        after=counted(days_from(before, on), "day") if before else "",
        guidance=show_value(described(Injection)["guidance"], injection.guidance),
        lots=lots_of(given),
        pain=pain,
    )


def _pain(scores: Sequence[Score], on: date, following: date | None) -> str:
    """`8 before, 4 on 12-Mar-2026 (3–4 month review)`: the last score before, the last in each review."""
    last = [score for score in scores if 0 <= days_from(score.scored_on, on) <= BEFORE_DAYS]
    parts = [f"{plain(last[-1].score)} before"] if last else []
    for window in review_windows(on):
        inside = [
            score for score in scores
            if window.first <= score.scored_on <= window.last and (following is None or score.scored_on <= following)
        ]  # fmt: skip
        if inside:
            parts.append(f"{plain(inside[-1].score)} on {show_date(inside[-1].scored_on)} ({window.label})")
    return ", ".join(parts) or "no score"


def _sum(particles: int, unknown: int) -> str:
    if not particles:
        return NOT_KNOWN
    return show_billions(particles) + (f" and {unknown} {NOT_KNOWN}" if unknown else "")


def _summary(today: date, given: list[GivenInjection], particles: int, unknown: int) -> str:
    """`3 injections, 25 billion labelled particles in all; the last 111 days ago`."""
    if not given:
        return "No injection yet"
    doses = any(each.injection.kind is InjectionKind.EXOSOME for each in given)
    amount = f", {_sum(particles, unknown)} particles in all" if doses else ""
    days = days_from(given[-1].injection.given_on, today)
    last = "today" if days == 0 else f"{counted(days, 'day')} ago"
    return f"{counted(len(given), 'injection')}{amount}; the last {last}"
