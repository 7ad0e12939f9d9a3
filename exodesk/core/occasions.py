"""Scores by the plan that they are about and the occasion on which they were told. Pure: it sorts, no more."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from exodesk.core.chart import Chart
from exodesk.core.records.visit import Instrument, Score, ScoreMode


@dataclass(frozen=True, slots=True)
class Occasion:
    """What was told together of one plan, or of the whole body, on one day; by instrument."""

    on: date
    visit_id: str | None
    is_taken_back: bool
    scores: Mapping[Instrument, Score]

    @property
    def modes(self) -> list[ScoreMode]:
        return list(dict.fromkeys(score.mode for score in self.scores.values()))

    @property
    def is_corrected(self) -> bool:
        """Whether a score stands in the place of one that was signed."""
        return any(score.id != score.entry_id for score in self.scores.values())


def occasions_of(scores: Iterable[Score]) -> list[Occasion]:
    """The latest first. Two scores of one instrument told apart on one day are two occasions."""
    together: dict[tuple[object, ...], list[Score]] = {}
    for score in sorted(scores, key=lambda each: (each.scored_on, each.entered_at), reverse=True):
        key = (score.scored_on, score.visit_id or score.occasion_id, score.withdrawn_on is not None)
        together.setdefault(key, []).append(score)
    return [
        Occasion(
            told[0].scored_on,
            told[0].visit_id,
            told[0].withdrawn_on is not None,
            {
                score.instrument: score
                for score in sorted(told, key=lambda each: list(Instrument).index(each.instrument))
            },
        )
        for told in together.values()
    ]


def by_plan(chart: Chart) -> dict[str | None, list[Occasion]]:
    """Under each open plan its occasions, then those of closed ones that have any, then the whole body's (None).

    Without a plan, scores are the whole body's.
    """
    scores: dict[str | None, list[Score]] = {}
    for score in (*chart.scores, *chart.scores_taken_back):
        scores.setdefault(score.plan_id, []).append(score)
    going_on = [view.plan.id for view in chart.plans if not view.plan.closed_on]
    closed = [view.plan.id for view in chart.plans if view.plan.closed_on and view.plan.id in scores]
    keys: Sequence[str | None] = [*going_on, *closed]
    if None in scores or not going_on:
        keys = [*keys, None]
    return {key: occasions_of(scores.get(key, ())) for key in keys}
