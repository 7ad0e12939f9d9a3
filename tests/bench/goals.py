"""What is promised of speed: each goal with the least that must hold and with what is aimed at.

A goal is judged by a ratio to a floor of the same run, which carries to another computer, or by milliseconds, which a
person waits. Why these figures: docs/decisions/0196-floors-of-the-same-run.md.
"""

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    MILLISECONDS = "ms"
    MEGABYTES = "MB"
    KILOBYTES = "KB"
    MODULES = "modules"


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """`of_floor`: the limits are for figure / floor; otherwise for the figure itself."""

    number: str
    what: str
    of_floor: bool
    must: float
    stretch: float
    unit: Unit = Unit.MILLISECONDS


@dataclass(frozen=True, slots=True)
class Measured:
    """A goal with what was found. `ratio` is figure / floor, where there is a floor."""

    goal: Goal
    figure: float
    floor: float | None = None
    ratio: float | None = None
    note: str = ""

    @property
    def judged(self) -> float:
        value = self.ratio if self.goal.of_floor else self.figure
        if value is None:
            raise ValueError(f"{self.goal.number} is judged against a floor.")
        return value

    @property
    def holds(self) -> bool:
        return self.judged <= self.goal.must

    @property
    def reaches_stretch(self) -> bool:
        return self.judged <= self.goal.stretch


START = Goal(number="G1", what="start to today's list / a bare window", of_floor=True, must=1.5, stretch=1.3)
START_GROWTH = Goal(number="G2", what="start to today's list, large / small", of_floor=True, must=1.1, stretch=1.05)
MODULES_BEFORE_PAINT = Goal(
    number="G3",
    what="heavy modules before first paint",
    of_floor=False,
    must=0,
    stretch=0,
    unit=Unit.MODULES,
)
MEMORY = Goal(
    number="G4", what="memory with Today / a bare window", of_floor=True, must=1.5, stretch=1.3, unit=Unit.MEGABYTES
)
MEMORY_GROWTH = Goal(
    number="G4", what="memory with Today, large / small", of_floor=True, must=1.1, stretch=1.05, unit=Unit.MEGABYTES
)
KEYSTROKE = Goal(number="G5", what="keystroke to painted results, p95", of_floor=False, must=16.7, stretch=4)
KEYSTROKE_OF_FLOOR = Goal(
    number="G6", what="keystroke / raw query and 50 fixed rows", of_floor=True, must=1.5, stretch=1.2
)
KEYSTROKE_GROWTH = Goal(number="G7", what="keystroke, large / small", of_floor=True, must=1.5, stretch=1.2)
CHART = Goal(number="G8", what="chart opens, 40 events", of_floor=False, must=16.7, stretch=8)
CHART_GROWTH = Goal(number="G8", what="chart opens, large / small", of_floor=True, must=1.3, stretch=1.1)
FRAME = Goal(number="G9", what="timeline of 2,000 events: a frame, p95", of_floor=False, must=4, stretch=2)
FRAME_OF_MANY = Goal(number="G9", what="timeline of 20,000 events: a frame, p95", of_floor=False, must=16.7, stretch=10)
WEEK_PAINT = Goal(number="G10", what="week of 100 appointments, repaint p95", of_floor=False, must=8, stretch=3)
WEEK_GROWTH = Goal(number="G11", what="week read, an appointment, large / small", of_floor=True, must=1.5, stretch=1.2)
BOOSTERS = Goal(number="G11", what="boosters due / the same SQL", of_floor=True, must=2, stretch=1.5)
BOOSTERS_GROWTH = Goal(number="G11", what="boosters due, large / small", of_floor=True, must=1.5, stretch=1.2)
TODAY = Goal(number="G11", what="Today / the same SQL", of_floor=True, must=2, stretch=1.5)
TODAY_GROWTH = Goal(number="G11", what="Today by line, large / small", of_floor=True, must=1.5, stretch=1.2)
SAVE = Goal(number="G12", what="save a visit / append 32 KB", of_floor=True, must=3, stretch=2.5)
SAVE_GROWTH = Goal(number="G12", what="save a visit, large / small", of_floor=True, must=1.3, stretch=1.1)
PAGE = Goal(number="G13", what="visit summary as PDF / the same words painted", of_floor=True, must=3, stretch=2.2)
PAGE_SIZE = Goal(number="G13", what="size of a visit summary", of_floor=False, must=40, stretch=25, unit=Unit.KILOBYTES)
PAGE_GROWTH = Goal(
    number="G13", what="memory that many summaries leave", of_floor=False, must=15, stretch=8, unit=Unit.MEGABYTES
)
STALL_OF_MANY = Goal(
    number="G13", what="1,000 summaries: longest stall of the window", of_floor=False, must=50, stretch=16.7
)
STALL = Goal(number="G15", what="unlock: longest stall of the window", of_floor=False, must=33, stretch=16.7)
STALL_OF_DAY = Goal(number="G15", what="a day's work: longest stall", of_floor=False, must=33, stretch=16.7)
FILE_SIZE = Goal(
    number="G16",
    what="encrypted file / plain file",
    of_floor=True,
    must=1.05,
    stretch=1.03,
    unit=Unit.MEGABYTES,
)
STALL_OF_BACKUP = Goal(number="G18", what="backup: longest stall of the window", of_floor=False, must=50, stretch=16.7)
STALL_OF_CHECK = Goal(number="G18", what="check: longest stall of the window", of_floor=False, must=50, stretch=16.7)
