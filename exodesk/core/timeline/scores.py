"""Scores on the timeline: one entry for all that was asked together, so that one act has one mark."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from exodesk.core.chart import Chart
from exodesk.core.instruments import show_score
from exodesk.core.records.visit import Instrument, Score, ScoreMode
from exodesk.core.sentences import mid_sentence
from exodesk.core.timeline.entries import Entry, Kind, Lane, Mark

NAMES = {
    Instrument.PAIN_AVERAGE: "pain",
    Instrument.PAIN_NOW: "pain now",
    Instrument.PGIC: "global change",
    Instrument.PEG: "PEG",
    Instrument.PSFS: "function",
}
ORDER = {instrument: place for place, instrument in enumerate(Instrument)}


def scores_of(chart: Chart) -> Iterator[Entry]:
    """One entry for all that was asked together of one plan, or of the whole body."""
    asked = sorted((score for score in chart.scores if score.withdrawn_on is None), key=_asked_together)
    sheets = [tuple(sheet) for _, sheet in groupby(asked, key=_asked_together)]
    sheets.sort(key=lambda sheet: max(score.entered_at for score in sheet))
    return (_sheet(sheet, chart) for sheet in sheets)


def _asked_together(score: Score) -> tuple[str, str, date]:
    return score.occasion_id, score.plan_id or "", score.scored_on


def _sheet(sheet: tuple[Score, ...], chart: Chart) -> Entry:
    """The plan's deciding pain stands on the curve; everything else beside it in words, or on a lane of its own."""
    first, *others = sorted(sheet, key=lambda score: ORDER[score.instrument])
    view = chart.plan(first.plan_id)
    on_curve = first.instrument is Instrument.PAIN_AVERAGE and (view is not None or not chart.plans)
    where = mid_sentence(view.where) if view else "whole body"
    how = "" if first.mode is ScoreMode.CLINIC else f", {mid_sentence(first.mode.label)}"
    words = ", ".join(_words(score) for score in (first, *others))
    return Entry(
        kind=Kind.SCORE,
        id=first.entry_id,
        opens=Kind.SCORE,
        on=first.scored_on,
        text=f"{words[:1].upper()}{words[1:]}, {where}{how}",
        lane=Lane.PAIN if on_curve else Lane.OTHER_SCORES,
        mark=Mark.SCORE if on_curve else Mark.OTHER_SCORE,
        hint="" if on_curve else _words(first),
        plan_id=first.plan_id,
        value=first.score if on_curve else None,
    )


def _words(score: Score) -> str:
    return f"{NAMES[score.instrument]} {show_score(score)}"
