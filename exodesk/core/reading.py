"""What each part of a visit says, label by label, in the order of reading, on screens and in printed records alike."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from exodesk.core.chart import Chart, GivenInjection
from exodesk.core.dates import show_date, show_time
from exodesk.core.fields import Record, described, show_value
from exodesk.core.instruments import show_score
from exodesk.core.mixture import lots_in_words
from exodesk.core.quantities import Unit
from exodesk.core.records.injection import InjectionStatus
from exodesk.core.records.visit import Amendment, Score, Visit
from exodesk.core.sentences import mid_sentence
from exodesk.core.versions import Entered, Former, entry_of
from exodesk.core.vitals import facts_of_vitals

Clock = Callable[[datetime], datetime]
"""Turns an instant into the clinic's zone."""

Facts = Mapping[str, str]

_ELSEWHERE = {"site", "side", "volume_ul", "kind", "status"}
"""Fields that stand in the heading."""


def facts_of(entered: Entered, clock: Clock) -> Facts:
    match entered:
        case Visit():
            return dict(lines_of(entered, clock))
        case Score():
            return {"Score": show_score(entered), "Date": show_date(entered.scored_on), "How": entered.mode.label}
        case GivenInjection():
            return dict(_of_injection(entered, clock))


def facts_of_former(former: Former, clock: Clock) -> Facts:
    """All that an earlier version held, the vitals of a visit too."""
    vitals = {
        f"{label}, {each.measured.label.lower()}": text
        for each in former.vitals
        for label, text in facts_of_vitals(each).items()
    }
    return {**facts_of(former.entered, clock), **vitals}


def _of_injection(given: GivenInjection, clock: Clock) -> Iterator[tuple[str, str]]:
    yield "Where", given.where
    yield given.injection.kind.label, given.amount
    if given.injection.status is not InjectionStatus.GIVEN:
        yield "Status", given.injection.status.label
    if lots := lots_in_words(given):
        yield "Product and lot", lots
    yield from lines_of(given.injection, clock)
    if asked := _asked(given):
        yield "Before “Given”", asked


def _asked(given: GivenInjection) -> str:
    """What the pause asked and was told: `Identity: yes`."""
    told = (
        f"{answer.item.label}: {answer.answer.label.lower()}{f' ({answer.reason})' if answer.reason else ''}"
        for answer in given.pause
    )
    return " · ".join(told)


def lines_of(record: Record, clock: Clock) -> Iterable[tuple[str, str]]:
    """Label and value of every field that holds something, but for plain noes and volumes of nothing."""
    for about in described(type(record)).values():
        value = getattr(record, about.name)
        no_volume = about.field.unit is Unit.ML and value == 0
        if about.name in _ELSEWHERE or value is False or no_volume:
            continue
        shown = show_time(clock(value)) if isinstance(value, datetime) else show_value(about, value)
        if shown:
            yield about.field.label, shown


def title_of(entered: Entered, chart: Chart) -> str:
    """`Visit`, `Injection · Right knee` or `Pain now, right knee`."""
    match entered:
        case Visit():
            return "Visit"
        case GivenInjection():
            return f"Injection · {entered.where}"
        case Score():
            return score_label(entered, chart)


def score_label(score: Score, chart: Chart) -> str:
    plan = chart.plan(score.plan_id)
    return f"{score.instrument.label}, {mid_sentence(plan.where)}" if plan else score.instrument.label


def late_entry_of(entered: Entered, amendments: Sequence[Amendment]) -> Amendment | None:
    """The amendment by which this came in after signing, if it did."""
    return next((each for each in amendments if each.replacement_id == entry_of(entered)), None)
