"""One patient's time in order: dated entries on lanes, and what stands above them in words. Pure, from the chart alone.

entries.py    what stands on it                 panels.py    its tracks, for one plan or for all
read.py       the chart turned into them, with injections, visits and appointments
scores.py     its scores        boosters.py   the boosters given and the next dose
calls.py      phone notes       harm.py       adverse events      papers.py   what was printed or sent
details.py    an entry opened out             story.py    the injections of one joint
cards.py      the cards above   words.py      short words shared by all
"""

from exodesk.core.timeline.cards import Card, cards_of
from exodesk.core.timeline.entries import FOLDING, Entry, Kind, Lane, Mark
from exodesk.core.timeline.panels import Panel, PlanHeading, Timeline, Track
from exodesk.core.timeline.read import timeline_of

__all__ = [
    "FOLDING",
    "Card",
    "Entry",
    "Kind",
    "Lane",
    "Mark",
    "Panel",
    "PlanHeading",
    "Timeline",
    "Track",
    "cards_of",
    "timeline_of",
]
