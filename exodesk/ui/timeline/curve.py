"""The curves of pain: points on a fixed scale of 0 to 10, lines between them, and the months of the reviews."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from exodesk.core.dates import show_date
from exodesk.core.quantities import plain
from exodesk.core.timeline import Entry, Lane, Panel, Track
from exodesk.ui.timeline.crowd import gather
from exodesk.ui.timeline.geometry import Band, Box, Join, Label, Measure, Place, Type
from exodesk.ui.timeline.viewport import EDGE, Scale

MOST_PAIN = 10
LEVELS = (0, 5, 10)
LONG_GAP_DAYS = 60
POINT = 12.0
NEAREST_POINTS = 6.0
"""Pixels; points that are nearer share one place, and the line runs through the last of them."""
HEAD, LITTLE_HEAD = 24.0, 10.0
"""Over the curve, for the names of the reviews; twice where they would lie on each other. Little where none comes."""
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


def draw(panel: Panel, number: int, band: Band, scale: Scale, *, measure: Measure, chosen: Entry | None) -> Curve:
    """The lane of one curve; `chosen` is the dose that the reviews are counted from."""
    windows, names = _windows(panel, band, scale, measure, chosen)
    alone = sum(track.lane is Lane.PAIN for track in panel.tracks) == 1
    head = max((name.box.bottom for name in names), default=band.top + (HEAD if alone else LITTLE_HEAD))
    heights = _Heights(head + ABOVE, band.bottom - BELOW)
    track = band.track
    days: list[int] = []
    places: list[Place] = []
    for entries, _, day in gather(track, scale, NEAREST_POINTS):
        days.append(day)
        x, y = scale.at(day), heights.of(entries[-1])
        places.append(Place(entries, number, x, y, Box.around(x, y, POINT, POINT)))
    last, before = _last_two(track.entries)
    return Curve(
        places=tuple(places),
        joins=tuple(_joins(track, days, places, scale, heights)),
        windows=windows,
        levels=tuple((level, heights.y(level)) for level in LEVELS),
        labels=(*names, *_last_value(last, places, names, measure)),
        column=tuple(_column(last, before, band, measure)),
    )


def _last_two(entries: Sequence[Entry]) -> tuple[Entry | None, Entry | None]:
    """The last score, and the one that counted on an earlier day."""
    if not entries:
        return None, None
    last = entries[-1]
    before = next((each for each in reversed(entries) if each.on != last.on), None)
    return last, before


def _joins(
    track: Track, days: Sequence[int], places: Sequence[Place], scale: Scale, heights: _Heights
) -> Iterator[Join]:
    """Through the points in sight, from the one before them to the one after; dotted where nobody asked for long."""
    points = [(day, place.x, place.y) for day, place in zip(days, places, strict=True)]
    first, last = scale.viewport.first, scale.viewport.last
    start = days[0] if days else first
    if before := bisect_left(track.starts, min(start, first)):
        points.insert(0, _beyond(track, before - 1, scale, heights))
    after = bisect_right(track.starts, last)
    if after < len(track.starts):
        first_after = bisect_right(track.starts, track.starts[after]) - 1
        points.append(_beyond(track, first_after, scale, heights))
    for (day, x, y), (next_day, next_x, next_y) in pairwise(points):
        if first <= next_day and day <= last:
            yield Join(x, y, next_x, next_y, next_day - day >= LONG_GAP_DAYS)


def _beyond(track: Track, number: int, scale: Scale, heights: _Heights) -> tuple[int, float, float]:
    """Day and place of a point out of sight."""
    day = track.starts[number]
    return day, scale.at(day), heights.of(track.entries[number])


def _last_value(
    last: Entry | None, places: Sequence[Place], names: Sequence[Label], measure: Measure
) -> Iterator[Label]:
    """The last score at its point: over it, or under it where the name of a review stands."""
    place = places[-1] if places and places[-1].entry is last else None
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
    own = chosen if chosen and band.track.plan_id in (None, chosen.plan_id) else None
    for window in panel.reviews_after(own):
        first, last = _days(window.first, window.last, band.track)
        if not scale.viewport.touches(first, last):
            continue
        start = max(scale.at(first), left + EDGE / 2)
        end = min(scale.at(last), right - EDGE / 2)
        boxes.append(Box(start, band.top, end - start, band.height))
        wide = measure(window.label, Type.HINT) + 8
        name = Box.around((start + end) / 2, band.top + HEAD / 2, wide, Type.HINT.value).within(left, right)
        if names and name.overlaps(names[-1].box, gap=LABEL_GAP):
            name = Box(name.left, name.top + Type.HINT.value + 1, name.width, name.height)
        names.append(Label(window.label, name, Type.HINT, "accent", backed=True))
    below = max((name.box.bottom + 3 for name in names), default=band.top)
    shaded = (Box(box.left, below, box.width, band.bottom - below) for box in boxes)
    return tuple(shaded), tuple(names)


def _days(first: date, last: date, track: Track) -> tuple[int, int]:
    return track.day(first), track.day(last)


def _column(last: Entry | None, before: Entry | None, band: Band, measure: Measure) -> Iterator[Label]:
    """The last score large, its date and the one before it, at the lane's head whatever the time in sight."""
    if last is None:
        return
    text = _shown(last)
    top = min(band.bottom - 36, band.top + 78)
    wide = measure(text, Type.FIGURE)
    yield Label(text, Box(0, top, wide, Type.FIGURE.value), Type.FIGURE, "pain")
    words = [show_date(last.on), f"before: {_shown(before)}" if before else "first score"]
    for line, hint in enumerate(words):
        box = Box(wide + 8, top + line * Type.HINT.value - 2, measure(hint, Type.HINT), Type.HINT.value)
        yield Label(hint, box, Type.HINT, "muted")


def _shown(entry: Entry) -> str:
    return plain(entry.value) if entry.value is not None else ""
