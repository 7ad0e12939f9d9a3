"""The parts of a timeline's picture, in logical pixels. Plain data: no Qt, no rules."""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from typing import NamedTuple

from exodesk.core.timeline import FOLDING, Entry, Lane, Track

LEAST_TARGET = 24.0
"""A mark is 12 pixels wide, and taken by 24. Source: WCAG 2.2, 2.5.8."""


class Type(float, Enum):
    """The sizes of type that the picture is lettered in: each is the height of its line."""

    HINT = 16.0
    HINT_STRONG = 16.5
    LABEL = 18.0
    STRONG = 18.5
    HEADLINE = 19.0
    FIGURE = 28.0


Measure = Callable[[str, Type], float]
"""The width of words in a type."""


class Box(NamedTuple):
    left: float
    top: float
    width: float
    height: float

    @classmethod
    def around(cls, x: float, y: float, width: float, height: float) -> "Box":
        return cls(x - width / 2, y - height / 2, width, height)

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def overlaps(self, other: "Box", gap: float = 0.0) -> bool:
        across = self.left < other.right + gap and other.left < self.right + gap
        return across and self.top < other.bottom and other.top < self.bottom

    def contains(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def at_least(self, side: float) -> "Box":
        """Grown about its middle where it is smaller."""
        width, height = max(self.width, side), max(self.height, side)
        return Box.around(self.left + self.width / 2, self.top + self.height / 2, width, height)

    def within(self, left: float, right: float) -> "Box":
        """Moved sideways until it lies between two edges; its left edge where it is too wide."""
        return Box(max(left, min(self.left, right - self.width)), self.top, self.width, self.height)


class Taken:
    """Boxes of one lane that nothing else may lie on. Asks only those near by, however many there are."""

    def __init__(self, boxes: Iterable[Box] = ()) -> None:
        self._boxes = sorted(boxes, key=_left)
        self._widest = max((box.width for box in self._boxes), default=0.0)

    def add(self, box: Box) -> None:
        insort(self._boxes, box, key=_left)
        self._widest = max(self._widest, box.width)

    def frees(self, box: Box, gap: float = 0.0, *, own: Box | None = None) -> bool:
        """Whether `box` lies on none of them; the mark's own place does not count."""
        start = bisect_left(self._boxes, box.left - gap - self._widest, key=_left)
        for other in islice(self._boxes, start, None):
            if other.left >= box.right + gap:
                return True
            if other != own and other.overlaps(box, gap):
                return False
        return True


def _left(box: Box) -> float:
    return box.left


class Label(NamedTuple):
    """One line of words. `ink` names a colour of the tokens; `backed` stands on its own ground, over lines."""

    text: str
    box: Box
    type: Type
    ink: str = "text"
    backed: bool = False


class Place(NamedTuple):
    """Where entries are drawn: the middle, the shape, the words inside it, if it has room for them.

    One entry has one place; where marks would lie on each other, several share one that tells their number. `track` is
    the number of their lane. `tick` is where the day that was meant stands on a bar; `month`: how far left an entry
    reaches of which only the month is known.
    """

    entries: Sequence[Entry]
    track: int
    x: float
    y: float
    box: Box
    words: str = ""
    tick: float | None = None
    month: float | None = None
    day_x: float | None = None

    @property
    def line(self) -> float:
        """Where its day is, which the middle of a shape with words is not."""
        return self.x if self.day_x is None else self.day_x

    @property
    def entry(self) -> Entry:
        """The one entry, or the last of several."""
        return self.entries[-1]

    @property
    def is_crowd(self) -> bool:
        return len(self.entries) > 1

    @property
    def target(self) -> Box:
        return self.box.at_least(LEAST_TARGET)


@dataclass(frozen=True, slots=True)
class Band:
    """A track across the picture, with its title in the column before it. A folded one is a thin strip."""

    track: Track
    top: float
    height: float
    folded: bool = False

    @property
    def lane(self) -> Lane:
        return self.track.lane

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


class Join(NamedTuple):
    """The line between two points of a curve; dotted where nobody asked for long."""

    x1: float
    y1: float
    x2: float
    y2: float
    dotted: bool


class Stem(NamedTuple):
    """From an injection down into the curve."""

    x: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A whole picture. `places` lane by lane, each in order of date; `labels` never lie on each other.

    `strong`: lines at which a year begins, or a month where single days are marked.
    """

    width: float
    height: float
    plot: Box
    bands: tuple[Band, ...]
    grid: tuple[float, ...]
    strong: tuple[float, ...]
    months: tuple[Label, ...]
    levels: tuple[tuple[int, float], ...]
    windows: tuple[Box, ...]
    stems: tuple[Stem, ...]
    joins: tuple[Join, ...]
    places: tuple[Place, ...]
    labels: tuple[Label, ...]
    today: float | None
    today_label: Label | None
    column: tuple[Label, ...]
    earlier: Label | None
    later: Label | None

    def place_of(self, entry: Entry | None) -> Place | None:
        if entry is None:
            return None
        return next((place for place in self.places if any(each is entry for each in place.entries)), None)

    def fold_at(self, x: float, y: float) -> Lane | None:
        """The lane whose title is pointed at, if it folds."""
        inside = x < self.plot.left
        return next((b.lane for b in self.bands if inside and b.top <= y < b.bottom and b.lane in FOLDING), None)

    def at(self, x: float, y: float) -> Place | None:
        """The mark that a pointer takes: of several within reach the nearest."""
        near = [place for place in self.places if place.target.contains(x, y)]
        return min(near, key=lambda place: (place.x - x) ** 2 + (place.y - y) ** 2, default=None)
