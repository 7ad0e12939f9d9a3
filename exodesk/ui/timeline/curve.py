"""The curve of pain: points on a fixed scale of 0 to 10, lines between them, and the months of the reviews."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from exodesk.core.calendar import days_from
from exodesk.core.dates import show_date
from exodesk.core.quantities import plain
from exodesk.core.timeline import Entry, Lane, Panel
from exodesk.ui.timeline.geometry import Band, Box, Join, Label, Measure, Place, Type
from exodesk.ui.timeline.viewport import EDGE, Scale

MOST_PAIN = 10
LEVELS = (0, 5, 10)
LONG_GAP_DAYS = 60
POINT = 12.0
HEAD = 24.0
"""Over the curve, for the names of the reviews; twice where they would lie on each other."""
ABOVE, BELOW = 10.0, 14.0
LABEL_GAP = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    places: tuple[Place, ...]
    joins: tuple[Join, ...]
    windows: tuple[Box, ...]
    levels: tuple[tuple[int, float], ...]
    labels: tuple[Label, ...]
    column: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class _Heights:
    """Pain to pixels, the worst above."""

    top: float
    bottom: float

    def y(self, pain: float) -> float:
        return self.bottom - (self.bottom - self.top) * min(max(pain, 0), MOST_PAIN) / MOST_PAIN

    def of(self, entry: Entry) -> float:
        return self.y(float(entry.value or 0))


def draw(panel: Panel, band: Band, scale: Scale, measure: Measure, chosen: Entry | None) -> Curve:
    """The lane of pain; `chosen` is the dose that the reviews are counted from."""
    windows, names = _windows(panel, band, scale, measure, chosen)
    head = max((name.box.bottom for name in names), default=band.top + HEAD)
    heights = _Heights(head + ABOVE, band.bottom - BELOW)
    entries = [entry for entry in panel.entries if entry.lane is Lane.PAIN]
    places = [_point(entry, scale, heights) for entry in entries if scale.viewport.shows(entry.on)]
    curve = _deciding(entries)
    last = tuple(_last_value(curve, places, names, measure))
    return Curve(
        places=tuple(places),
        joins=tuple(_joins(curve, scale, heights)),
        windows=windows,
        levels=tuple((level, heights.y(level)) for level in LEVELS),
        labels=(*names, *last),
        column=tuple(_column(curve, band, measure)),
    )


def _deciding(entries: Sequence[Entry]) -> list[Entry]:
    """Of two scores on one day the later entry is the one that counts, and the line runs through it."""
    return list({entry.on: entry for entry in entries}.values())


def _point(entry: Entry, scale: Scale, heights: _Heights) -> Place:
    x, y = scale.x(entry.on), heights.of(entry)
    return Place(entry, x, y, Box.around(x, y, POINT, POINT))


def _joins(curve: Sequence[Entry], scale: Scale, heights: _Heights) -> Iterator[Join]:
    for before, after in pairwise(curve):
        if scale.viewport.shows(before.on, after.on):
            dotted = days_from(before.on, after.on) >= LONG_GAP_DAYS
            yield Join(scale.x(before.on), heights.of(before), scale.x(after.on), heights.of(after), dotted)


def _last_value(
    curve: Sequence[Entry], places: Sequence[Place], names: Sequence[Label], measure: Measure
) -> Iterator[Label]:
    """The last score at its point: over it, or under it where the name of a review stands."""
    place = next((place for place in places if curve and place.entry is curve[-1]), None)
    if place is None:
        return
    text = _shown(place.entry)
    over, under = (
        Box.around(place.x, place.y + aside, measure(text, Type.STRONG), Type.STRONG.value) for aside in (-17, 17)
    )
    covered = any(over.overlaps(name.box) for name in names)
    yield Label(text, under if covered else over, Type.STRONG, "pain")


def _windows(
    panel: Panel, band: Band, scale: Scale, measure: Measure, chosen: Entry | None
) -> tuple[tuple[Box, ...], tuple[Label, ...]]:
    """The shaded months in sight, each with its name over it; a second line where names would lie on each other."""
    boxes: list[Box] = []
    names: list[Label] = []
    left, right = scale.plot.left, scale.plot.right
    for window in panel.reviews_after(chosen):
        if not scale.viewport.shows(window.first, window.last):
            continue
        start = max(scale.x(window.first), left + EDGE / 2)
        end = min(scale.x(window.last), right - EDGE / 2)
        boxes.append(Box(start, band.top, end - start, band.height))
        wide = measure(window.label, Type.HINT) + 8
        name = Box.around((start + end) / 2, band.top + HEAD / 2, wide, Type.HINT.value).within(left, right)
        if names and name.overlaps(names[-1].box, gap=LABEL_GAP):
            name = Box(name.left, name.top + Type.HINT.value + 1, name.width, name.height)
        names.append(Label(window.label, name, Type.HINT, "accent", backed=True))
    below = max((name.box.bottom + 3 for name in names), default=band.top)
    shaded = (Box(box.left, below, box.width, band.bottom - below) for box in boxes)
    return tuple(shaded), tuple(names)


def _column(curve: Sequence[Entry], band: Band, measure: Measure) -> Iterator[Label]:
    """The last score large, its date and the one before it, at the lane's head whatever the time in sight."""
    for last, before in zip(curve[-1:], [*curve[-2:-1], None], strict=False):
        text = _shown(last)
        top = min(band.bottom - 50, band.top + 78)
        wide = measure(text, Type.FIGURE)
        yield Label(text, Box(0, top, wide, Type.FIGURE.value), Type.FIGURE, "pain")
        words = [show_date(last.on), f"before: {_shown(before)}" if before else "first score"]
        for line, hint in enumerate(words):
            box = Box(wide + 8, top + line * Type.HINT.value - 2, measure(hint, Type.HINT), Type.HINT.value)
            yield Label(hint, box, Type.HINT, "muted")


def _shown(entry: Entry) -> str:
    return plain(entry.value) if entry.value is not None else ""
