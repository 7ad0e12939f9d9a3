"""The booster forecast: which dose is next, when, in what state, and why. A pure function of a plan's facts and a day.

facts.py      what was recorded
windows.py    the intervals of a plan, and what moves a date
verdicts.py   what each dose given was worth
engine.py     from facts to the row that is stored
row.py        that row
state.py      what the row means on a day
reasons.py    why, in a sentence

What the scores say is next door, in response.py.
"""

from exodesk.core.booster.engine import Evaluation, evaluate
from exodesk.core.booster.facts import (
    USUAL_LOCKOUT_MONTHS,
    Closed,
    DoseFact,
    HandSet,
    HoldFact,
    LotAnswer,
    LotFact,
    PlanFacts,
    PlanTerms,
    WashoutFact,
)
from exodesk.core.booster.reasons import why, why_needed
from exodesk.core.booster.row import NON_RESPONSE, RULES_VERSION, FloorCause, Forecast
from exodesk.core.booster.state import Need, Standing, State, state_at
from exodesk.core.booster.verdicts import JudgedDose, Verdict
from exodesk.core.booster.windows import DoseKind, Place
from exodesk.core.response import Baseline, Response, ScoreFact

__all__ = [
    "NON_RESPONSE",
    "RULES_VERSION",
    "USUAL_LOCKOUT_MONTHS",
    "Baseline",
    "Closed",
    "DoseFact",
    "DoseKind",
    "Evaluation",
    "FloorCause",
    "Forecast",
    "HandSet",
    "HoldFact",
    "JudgedDose",
    "LotAnswer",
    "LotFact",
    "Need",
    "Place",
    "PlanFacts",
    "PlanTerms",
    "Response",
    "ScoreFact",
    "Standing",
    "State",
    "Verdict",
    "WashoutFact",
    "evaluate",
    "state_at",
    "why",
    "why_needed",
]
