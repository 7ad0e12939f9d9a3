"""What an instrument's score may be. Scoring of questionnaires from their items comes with them."""

from dataclasses import dataclass
from decimal import Decimal

from exodesk.core.errors import Problem
from exodesk.core.quantities import plain
from exodesk.core.records.visit import Instrument, Score


@dataclass(frozen=True, slots=True)
class Scale:
    """From `lowest` to `highest`; `whole` takes no decimals. `meaning` tells the two ends in words."""

    lowest: int
    highest: int
    whole: bool
    meaning: str


_PAIN = Scale(0, 10, whole=True, meaning="0 no pain, 10 the worst pain imaginable")

SCALES: dict[Instrument, Scale] = {
    Instrument.PAIN_AVERAGE: _PAIN,
    Instrument.PAIN_NOW: _PAIN,
    Instrument.PGIC: Scale(1, 7, whole=True, meaning="1 very much improved, 4 no change, 7 very much worse"),
    Instrument.PEG: Scale(0, 10, whole=False, meaning="0 best, 10 worst"),
    Instrument.PSFS: Scale(0, 10, whole=False, meaning="0 unable, 10 as before"),
}

CHANGES = {
    1: "very much improved",
    2: "much improved",
    3: "minimally improved",
    4: "no change",
    5: "minimally worse",
    6: "much worse",
    7: "very much worse",
}
"""The answers of the global change. Source: NINDS Common Data Elements, public domain."""


def in_words(instrument: Instrument, value: Decimal) -> str:
    """`5`; of the global change, where a low figure is the good one, `6 (much worse)`."""
    words = CHANGES.get(int(value)) if instrument is Instrument.PGIC else None
    return f"{plain(value)} ({words})" if words else plain(value)


def show_score(score: Score) -> str:
    return in_words(score.instrument, score.score)


def score_problems(score: Score) -> list[Problem]:
    """A score outside its instrument's scale; the problem stands at the field named after the instrument."""
    scale = SCALES[score.instrument]
    value = score.score
    if value is None or (scale.lowest <= value <= scale.highest and not (scale.whole and value != int(value))):
        return []
    kind = "a whole number" if scale.whole else "a number"
    return [Problem(score.instrument, f"{score.instrument.label} is {kind} from {scale.lowest} to {scale.highest}.")]
