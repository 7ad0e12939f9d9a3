"""The marks on the lanes and the words beside them: each entry has its mark, words only where they have room."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from exodesk.core.timeline import Entry, Lane, Mark
from exodesk.ui.timeline.geometry import Band, Box, Label, Measure, Place, Taken, Type
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
    marks = [_bare(entry, band, scale) for entry in entries]
    taken = Taken(mark.box for mark in marks)
    labels: list[Label] = []
    order = sorted(range(len(marks)), key=lambda here: (entries[here].until is None, -entries[here].on.toordinal()))
    for here in order:
        mark = marks[here]
        if mark.entry.until:
            marks[here], beside = _bar_words(mark, scale, measure, taken)
            labels += beside
            for label in beside:
                taken.add(label.box)
        elif mark.entry.label:
            marks[here] = _with_words(mark, scale, measure, taken)
            taken.add(marks[here].box)
    return marks, labels


def _with_words(mark: Place, scale: Scale, measure: Measure, taken: Taken) -> Place:
    """A pill about its day, or from it on, or up to it; the mark alone where all three are taken."""
    wide = measure(mark.entry.label, Type.HINT_STRONG) + PILL_PADDING
    middle = Box.around(mark.x, mark.y, wide, PILL).within(scale.plot.left, scale.plot.right)
    for left in (middle.left, mark.x - MARK / 2, mark.x + MARK / 2 - wide):
        box = replace(middle, left=left).within(scale.plot.left, scale.plot.right)
        if taken.frees(box, gap=2, own=mark.box):
            return replace(mark, box=box, words=mark.entry.label)
    return mark


def _bare(entry: Entry, band: Band, scale: Scale) -> Place:
    """A mark before it has words: a bar, unbroken from its start to its end, or a mark of its own."""
    x, y = scale.x(entry.on), band.middle
    if entry.until is None:
        return Place(entry, x, y, Box.around(x, y, MARK, MARK))
    start = max(x, scale.plot.left + EDGE)
    end = min(scale.x(entry.until), scale.plot.right - EDGE)
    box = Box(start, y - BAR / 2, max(end - start, MARK), BAR)
    meant = entry.recommended
    tick = scale.x(meant) if meant and meant != entry.on and scale.viewport.shows(meant) else None
    return Place(entry, box.left + box.width / 2, y, box, tick=tick)


def _bar_words(bar: Place, scale: Scale, measure: Measure, taken: Taken) -> tuple[Place, list[Label]]:
    """Inside the bar, after it, or before it; nowhere, where all three are taken."""
    text = bar.entry.label
    wide, tall = measure(text, Type.HINT_STRONG), Type.HINT_STRONG.value
    if wide + BAR_PADDING <= bar.box.width:
        return replace(bar, words=text), []
    for left in (bar.box.right + BESIDE, bar.box.left - BESIDE - wide):
        box = Box(left, bar.y - tall / 2, wide, tall)
        inside = scale.plot.left <= box.left and box.right <= scale.plot.right
        if inside and taken.frees(box, gap=4, own=bar.box):
            return bar, [Label(text, box, Type.HINT_STRONG, "text")]
    return bar, []


def _words_below(places: Sequence[Place], scale: Scale, measure: Measure) -> list[Label]:
    """One line under a mark; drafts and the latest first, where two would lie on each other."""
    labels: list[Label] = []
    taken = Taken()
    for place in sorted(places, key=lambda place: (place.entry.mark is not Mark.DRAFT, -place.x)):
        text = place.entry.hint
        box = Box.around(place.x, place.box.bottom + 11, measure(text, Type.HINT), Type.HINT.value)
        box = box.within(scale.plot.left, scale.plot.right)
        if text and taken.frees(box, gap=GAP):
            labels.append(Label(text, box, Type.HINT, "muted"))
            taken.add(box)
    return labels


def _words_aside(
    places: Sequence[Place], band: Band, scale: Scale, measure: Measure, today: float | None
) -> list[Label]:
    """Dose and site right of a drop, or left of it; never over another drop, its stem or today."""
    labels: list[Label] = []
    fences = {id(place): Box(place.box.left, band.top, place.box.width, band.height) for place in places}
    taken = Taken(fences.values())
    if today is not None:
        taken.add(Box(today - 3, band.top, 6, band.height))
    for place in reversed(places):
        for lines in _beside(place, scale, measure):
            if all(taken.frees(line.box, gap=4, own=fences[id(place)]) for line in lines):
                labels += lines
                for line in lines:
                    taken.add(line.box)
                break
    return labels


def _beside(place: Place, scale: Scale, measure: Measure) -> Iterator[list[Label]]:
    """Both lines at either side; then the dose alone."""
    entry = place.entry
    dose, site = (entry.label, Type.HINT_STRONG, "text"), (entry.hint, Type.HINT, "muted")
    for lines, right in product(((dose, site), (dose,)), (True, False)):
        edge = place.box.right + BESIDE if right else place.box.left - BESIDE
        top = place.box.top + 1
        made = []
        for text, type_, ink in lines:
            wide = measure(text, type_)
            made.append(Label(text, Box(edge if right else edge - wide, top, wide, type_.value), type_, ink))
            top += type_.value + 1
        if all(scale.plot.left <= label.box.left and label.box.right <= scale.plot.right for label in made):
            yield made
