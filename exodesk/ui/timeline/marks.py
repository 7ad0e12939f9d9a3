"""The marks on the lanes and the words beside them: each entry has its place, words only where they have room."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from exodesk.core.timeline import Entry, Lane, Mark, Track
from exodesk.ui.timeline.crowd import MARK_ROOM, badge_width, gather
from exodesk.ui.timeline.geometry import Band, Box, Label, Measure, Place, Taken, Type
from exodesk.ui.timeline.viewport import EDGE, Scale, month_start

MARK = 12.0
DROP = (14.0, 18.0)
BADGE = 17.0
PILL = 22.0
PILL_PADDING = 20.0
BAR = 22.0
BAR_PADDING = 12.0
THIN_BAR = 5.0
BESIDE = 9.0
GAP = 8.0
GRADES = 5
OVER_GRADES, UNDER_GRADES = 9.0, 9.0


Size = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Lettered:
    """A lane with its number, and what its marks and words are measured by."""

    number: int
    band: Band
    scale: Scale
    measure: Measure
    today: float | None

    @property
    def right(self) -> float:
        return self.scale.plot.right

    def inside(self, box: Box) -> bool:
        return self.scale.plot.left <= box.left and box.right <= self.scale.plot.right


def draw(lane: Lettered) -> tuple[list[Place], list[Label]]:
    """The marks of one lane that is no curve, and the words beside them."""
    if lane.band.folded:
        return _stand(lane, lane.band.middle), []
    match lane.band.lane:
        case Lane.APPOINTMENTS | Lane.BOOSTERS:
            return _pills(lane)
        case Lane.INJECTIONS:
            stand = [_since(place, lane) for place in _stand(lane, lane.band.middle - 10, DROP)]
            return stand, _words_aside(stand, lane)
        case Lane.ADVERSE_EVENTS:
            return _events(lane)
        case _:
            stand = _stand(lane, lane.band.middle - 9)
            return stand, _words_below(stand, lane)


def _stand(lane: Lettered, y: float, size: Size = (MARK, MARK), track: Track | None = None) -> list[Place]:
    """What begins in sight at one height: single marks, and the number of those that share a place.

    A number begins where the first of its marks stands. `track`: the lane's own, or a part of it.
    """
    number, right, at = lane.number, lane.right, lane.scale.at
    wide, tall = size
    half, top, badge_top = wide / 2, y - tall / 2, y - BADGE / 2
    places: list[Place] = []
    for entries, day, _ in gather(track or lane.band.track, lane.scale, badges=True):
        x, count = at(day), len(entries)
        if count == 1:
            places.append(Place(entries, number, x, y, Box(x - half, top, wide, tall)))
            continue
        room = badge_width(count)
        x = min(x + (room - MARK_ROOM) / 2, right - room / 2)
        places.append(Place(entries, number, x, y, Box(x - room / 2, badge_top, room, BADGE), str(count)))
    return places


def _since(drop: Place, lane: Lettered) -> Place:
    """With the month it was given in, where no day is known."""
    if drop.is_crowd or not drop.entry.in_month:
        return drop
    since = lane.scale.at(lane.band.track.day(month_start(drop.entry.on)))
    return drop._replace(month=max(since, lane.scale.plot.left))


def _pills(lane: Lettered) -> tuple[list[Place], list[Label]]:
    """Marks with their words inside; where those would lie on others, the mark alone. What comes next goes first."""
    track, viewport = lane.band.track, lane.scale.viewport
    marks = _stand(lane, lane.band.middle, track=track.points)
    if track.points is not track:
        marks += [_bar(lane, each) for each in track.between(viewport.first, viewport.last) if each.until]
    taken = Taken(mark.box for mark in marks)
    labels: list[Label] = []
    alone = [here for here, mark in enumerate(marks) if not mark.is_crowd]
    for here in sorted(alone, key=lambda here: (marks[here].entry.until is None, -marks[here].x)):
        mark = marks[here]
        if mark.entry.until:
            marks[here], beside = _bar_words(mark, lane, taken)
            labels += beside
            for label in beside:
                taken.add(label.box)
        elif mark.entry.label:
            marks[here] = _pill(mark, lane, taken)
            taken.add(marks[here].box)
    return marks, labels


def _pill(mark: Place, lane: Lettered, taken: Taken) -> Place:
    """The label around the mark; the mark alone where another one is in the way."""
    wide = lane.measure(mark.entry.label, Type.HINT_STRONG) + PILL_PADDING
    box = Box.around(mark.x, mark.y, wide, PILL).within(lane.scale.plot.left, lane.scale.plot.right)
    if box.width <= lane.scale.plot.width and taken.frees(box, gap=3, own=mark.box):
        return mark._replace(x=box.left + box.width / 2, box=box, words=mark.entry.label, day_x=mark.x)
    return mark


def _bar(lane: Lettered, entry: Entry) -> Place:
    """From its first day to its last, as far as both are in sight."""
    track, scale = lane.band.track, lane.scale
    x, y = scale.at(track.day(entry.on)), lane.band.middle
    start = min(max(x, scale.plot.left + EDGE), scale.plot.right - EDGE - MARK)
    end = min(scale.at(track.day(entry.until or entry.on)), scale.plot.right - EDGE)
    box = Box(start, y - BAR / 2, max(end - start, MARK), BAR)
    meant = entry.recommended
    shown = meant and meant != entry.on and scale.viewport.touches(track.day(meant), track.day(meant))
    tick = scale.at(track.day(meant)) if meant and shown else None
    day_x = max(x, start)
    return Place((entry,), lane.number, box.left + box.width / 2, y, box, tick=tick, day_x=day_x)


def _bar_words(bar: Place, lane: Lettered, taken: Taken) -> tuple[Place, list[Label]]:
    """Inside the bar, after it, or before it; nowhere, where all three are taken."""
    text = bar.entry.label
    wide, tall = lane.measure(text, Type.HINT_STRONG), Type.HINT_STRONG.value
    if wide + BAR_PADDING <= bar.box.width and taken.frees(bar.box, own=bar.box):
        return bar._replace(words=text), []
    for left in (bar.box.right + BESIDE, bar.box.left - BESIDE - wide):
        box = Box(left, bar.y - tall / 2, wide, tall)
        if lane.inside(box) and taken.frees(box, gap=4, own=bar.box):
            return bar, [Label(text, box, Type.HINT_STRONG, "text")]
    return bar, []


def _events(lane: Lettered) -> tuple[list[Place], list[Label]]:
    """A cross with a bar behind it from the first day to the last, the higher the more severe, and words beside it."""
    track = lane.band.track
    stand = [_event(lane, (entry,), track.day(entry.on)) for entry in track.into(lane.scale.viewport.first)]
    stand += [
        place if place.is_crowd else _event(lane, place.entries, track.day(place.entry.on))
        for place in _stand(lane, lane.band.middle)
    ]
    taken = Taken(place.box for place in stand)
    labels: list[Label] = []
    for place in _with_room(stand, lane, Type.HINT):
        text = place.entry.label
        wide, tall = lane.measure(text, Type.HINT), Type.HINT.value
        for left in (place.box.right + BESIDE, place.box.left - BESIDE - wide):
            box = Box(left, place.y - tall / 2, wide, tall)
            if lane.inside(box) and taken.frees(box, gap=4, own=place.box):
                labels.append(Label(text, box, Type.HINT))
                taken.add(box)
                break
    return stand, labels


def _event(lane: Lettered, entries: Sequence[Entry], day: int) -> Place:
    band, scale = lane.band, lane.scale
    entry = entries[0]
    room = band.height - OVER_GRADES - UNDER_GRADES
    y = band.bottom - UNDER_GRADES - room * ((entry.grade or 1) - 1) / (GRADES - 1)
    x = max(scale.at(day), scale.plot.left + EDGE)
    end = min(scale.at(band.track.day(entry.until or entry.on)), scale.plot.right - EDGE)
    left, right = x - MARK / 2, max(end, x + MARK / 2)
    return Place(entries, lane.number, x, y, Box(left, y - MARK / 2, right - left, MARK))


def _with_room(places: Sequence[Place], lane: Lettered, type_: Type) -> Iterator[Place]:
    """From the last to the first, the single marks whose label may fit before the next mark on either side."""
    for number in range(len(places) - 1, -1, -1):
        place = places[number]
        if place.is_crowd:
            continue
        before = places[number - 1].box.right if number else 0.0
        after = places[number + 1].box.left if number + 1 < len(places) else lane.scale.plot.right
        if lane.measure(place.entry.label, type_) + BESIDE <= max(place.box.left - before, after - place.box.right):
            yield place


def _words_below(places: Sequence[Place], lane: Lettered) -> list[Label]:
    """One line under a mark; drafts and the latest first, where two would lie on each other."""
    labels: list[Label] = []
    taken = Taken()
    alone = [place for place in places if not place.is_crowd and place.entry.hint]
    for place in sorted(alone, key=lambda place: (place.entry.mark is not Mark.DRAFT, -place.x)):
        text = place.entry.hint
        box = Box.around(place.x, place.box.bottom + 11, lane.measure(text, Type.HINT), Type.HINT.value)
        box = box.within(lane.scale.plot.left, lane.scale.plot.right)
        if taken.frees(box, gap=GAP):
            labels.append(Label(text, box, Type.HINT, "muted"))
            taken.add(box)
    return labels


def _words_aside(places: Sequence[Place], lane: Lettered) -> list[Label]:
    """Dose and site right of a drop, or left of it; never over another drop, its stem or today."""
    labels: list[Label] = []
    band = lane.band
    fences = {id(place): Box(place.box.left, band.top, place.box.width, band.height) for place in places}
    taken = Taken(fences.values())
    if lane.today is not None:
        taken.add(Box(lane.today - 3, band.top, 6, band.height))
    for place in _with_room(places, lane, Type.HINT_STRONG):
        for lines in _beside(place, lane):
            if all(taken.frees(line.box, gap=4, own=fences[id(place)]) for line in lines):
                labels += lines
                for line in lines:
                    taken.add(line.box)
                break
    return labels


def _beside(place: Place, lane: Lettered) -> Iterator[list[Label]]:
    """Both lines at either side; then the dose alone."""
    entry = place.entry
    dose, site = (entry.label, Type.HINT_STRONG, "text"), (entry.hint, Type.HINT, "muted")
    for lines, right in product(((dose, site), (dose,)), (True, False)):
        edge = place.box.right + BESIDE if right else place.box.left - BESIDE
        top = place.box.top + 1
        made = []
        for text, type_, ink in lines:
            wide = lane.measure(text, type_)
            made.append(Label(text, Box(edge if right else edge - wide, top, wide, type_.value), type_, ink))
            top += type_.value + 1
        if all(lane.inside(label.box) for label in made):
            yield made
