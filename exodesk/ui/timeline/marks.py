"""The marks on the lanes and the words beside them: each entry has its mark, words only where they have room."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from exodesk.core.timeline import Entry, Lane, Mark
from exodesk.ui.timeline.geometry import Band, Box, Label, Measure, Place, Type
from exodesk.ui.timeline.viewport import EDGE, Scale

MARK = 12.0
DROP = (14.0, 18.0)
PILL = 22.0
PILL_PADDING = 20.0
BAR = 22.0
BAR_PADDING = 12.0
BESIDE = 9.0
GAP = 8.0


def draw(
    in_sight: Sequence[Entry], bands: dict[Lane, Band], scale: Scale, measure: Measure, today: float | None
) -> tuple[tuple[Place, ...], tuple[Label, ...]]:
    """The marks of every lane but the curve, and the words beside them."""
    places: list[Place] = []
    labels: list[Label] = []
    for lane, band in bands.items():
        entries = [entry for entry in in_sight if entry.lane is lane]
        match lane:
            case Lane.PAIN:
                continue
            case Lane.APPOINTMENTS | Lane.BOOSTERS:
                stand, words = _pills(entries, band, scale, measure)
            case Lane.INJECTIONS:
                stand = [_drop(entry, band, scale) for entry in entries]
                words = _words_aside(stand, band, scale, measure, today)
            case _:
                stand = [_square(entry, band, scale) for entry in entries]
                words = _words_below(stand, scale, measure)
        places += stand
        labels += words
    return tuple(places), tuple(labels)


def _square(entry: Entry, band: Band, scale: Scale) -> Place:
    x, y = scale.x(entry.on), band.middle - 9
    return Place(entry, x, y, Box.around(x, y, MARK, MARK))


def _drop(entry: Entry, band: Band, scale: Scale) -> Place:
    x, y = scale.x(entry.on), band.middle - 10
    return Place(entry, x, y, Box.around(x, y, *DROP))


def _pills(entries: Sequence[Entry], band: Band, scale: Scale, measure: Measure) -> tuple[list[Place], list[Label]]:
    """Marks with their words inside; where those would lie on others, the mark alone. What comes next goes first."""
    marks = {id(entry): _bare(entry, band, scale) for entry in entries}
    labels: list[Label] = []
    for entry in sorted(entries, key=lambda entry: (entry.until is None, -entry.on.toordinal())):
        mark = marks.pop(id(entry))
        taken = [*(other.box for other in marks.values()), *(label.box for label in labels)]
        if entry.until:
            mark, beside = _bar_words(mark, scale, measure, taken)
            labels += beside
        elif entry.label:
            box = Box.around(mark.x, mark.y, measure(entry.label, Type.HINT_STRONG) + PILL_PADDING, PILL)
            box = box.within(scale.plot.left, scale.plot.right)
            if not any(box.overlaps(other, gap=2) for other in taken):
                mark = replace(mark, box=box, words=entry.label)
        marks[id(entry)] = mark
    return list(marks.values()), labels


def _bare(entry: Entry, band: Band, scale: Scale) -> Place:
    """A mark before it has words: a bar, unbroken from its start to its end, or a mark of its own."""
    x, y = scale.x(entry.on), band.middle
    if entry.until is None:
        return Place(entry, x, y, Box.around(x, y, MARK, MARK))
    start = max(x, scale.plot.left + EDGE)
    end = min(scale.x(entry.until), scale.plot.right - EDGE)
    box = Box(start, y - BAR / 2, max(end - start, MARK), BAR)
    meant = entry.recommended
    tick = scale.x(meant) if meant and scale.viewport.shows(meant) else None
    return Place(entry, box.left + box.width / 2, y, box, tick=tick)


def _bar_words(bar: Place, scale: Scale, measure: Measure, taken: Sequence[Box]) -> tuple[Place, list[Label]]:
    """Inside the bar, after it, or before it; nowhere, where all three are taken."""
    text = bar.entry.label
    wide, tall = measure(text, Type.HINT_STRONG), Type.HINT_STRONG.value
    if wide + BAR_PADDING <= bar.box.width:
        return replace(bar, words=text), []
    for left in (bar.box.right + BESIDE, bar.box.left - BESIDE - wide):
        box = Box(left, bar.y - tall / 2, wide, tall)
        inside = scale.plot.left <= box.left and box.right <= scale.plot.right
        if inside and not any(box.overlaps(other, gap=4) for other in taken):
            return bar, [Label(text, box, Type.HINT_STRONG, "text")]
    return bar, []


def _words_below(places: Sequence[Place], scale: Scale, measure: Measure) -> list[Label]:
    """One line under a mark; drafts and the latest first, where two would lie on each other."""
    labels: list[Label] = []
    for place in sorted(places, key=lambda place: (place.entry.mark is not Mark.DRAFT, -place.x)):
        text = place.entry.hint
        box = Box.around(place.x, place.box.bottom + 11, measure(text, Type.HINT), Type.HINT.value)
        box = box.within(scale.plot.left, scale.plot.right)
        if text and not any(box.overlaps(label.box, gap=GAP) for label in labels):
            labels.append(Label(text, box, Type.HINT, "muted"))
    return labels


def _words_aside(
    places: Sequence[Place], band: Band, scale: Scale, measure: Measure, today: float | None
) -> list[Label]:
    """Dose and site right of a drop, or left of it; never over another drop, its stem or today."""
    labels: list[Label] = []
    fences = [Box(place.box.left, band.top, place.box.width, band.height) for place in places]
    if today is not None:
        fences.append(Box(today - 3, band.top, 6, band.height))
    for place in reversed(places):
        own = [fence for fence in fences if not fence.contains(place.x, place.y)]
        for lines in _two_sides(place, scale, measure):
            taken = chain(own, (label.box for label in labels))
            if not any(line.box.overlaps(box, gap=4) for box in taken for line in lines):
                labels += lines
                break
    return labels


def _two_sides(place: Place, scale: Scale, measure: Measure) -> Iterator[list[Label]]:
    entry = place.entry
    lines = (entry.label, Type.HINT_STRONG, "text"), (entry.hint, Type.HINT, "muted")
    sizes = [measure(text, type_) for text, type_, _ in lines]
    for right in (True, False):
        edge = place.box.right + BESIDE if right else place.box.left - BESIDE
        if edge + max(sizes) > scale.plot.right if right else edge - max(sizes) < scale.plot.left:
            continue
        top = place.box.top + 1
        made = []
        for (text, type_, ink), wide in zip(lines, sizes, strict=True):
            made.append(Label(text, Box(edge if right else edge - wide, top, wide, type_.value), type_, ink))
            top += type_.value + 1
        yield made
