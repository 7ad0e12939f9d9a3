"""Where everything on a timeline stands: a pure function of a panel, a size and a stretch of time. No Qt."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from exodesk.core.dates import show_date
from exodesk.core.timeline import Entry, Lane, Panel
from exodesk.ui.timeline import curve, marks
from exodesk.ui.timeline.geometry import Band, Box, Label, Layout, Measure, Place, Stem, Type
from exodesk.ui.timeline.viewport import EDGE, STEPS, Scale, Viewport, month_label, months_of

COLUMN = 136.0
"""Before the lanes, for their titles."""
AXIS = 30.0
FOOT = 30.0
HEIGHTS = {
    Lane.APPOINTMENTS: 30.0,
    Lane.VISITS: 40.0,
    Lane.INJECTIONS: 52.0,
    Lane.OTHER_SCORES: 40.0,
    Lane.BOOSTERS: 34.0,
}
"""At least; room to spare goes to the curve, and once that is ample, to the others too."""
LEAST_PAIN = 104.0
AMPLE_PAIN = 130.0
OTHERS_SHARE = 0.3
MOST_SPARE = 24.0
GRID_GAP = 24.0
LABEL_GAP = 16.0
SHORTEST_MONTH = 28


def least_height(lanes: Sequence[Lane]) -> float:
    """What a picture with these lanes needs."""
    return AXIS + FOOT + sum(HEIGHTS.get(lane, LEAST_PAIN) for lane in lanes)


def lay_out(
    panel: Panel, viewport: Viewport, width: float, height: float, *, measure: Measure, chosen: Entry | None = None
) -> Layout:
    """The picture. `chosen` is the dose that the review months are counted from."""
    bands = _bands(panel, height)
    bottom = bands[-1].bottom
    plot = Box(COLUMN, AXIS, max(width - COLUMN, 4 * EDGE), bottom - AXIS)
    scale = Scale(plot, viewport)
    by_lane = {band.lane: band for band in bands}
    in_sight = [entry for entry in panel.entries if viewport.shows(entry.on, entry.until)]
    today_x = scale.x(panel.today) if viewport.shows(panel.today) else None
    today_label = _today(panel.today, today_x, plot, measure)

    painted = curve.draw(panel, by_lane[Lane.PAIN], scale, measure, chosen)
    stands, beside = marks.draw(in_sight, by_lane, scale, measure, today_x)
    places = {id(place.entry): place for place in (*stands, *painted.places)}
    return Layout(
        width=width,
        height=height,
        plot=plot,
        bands=bands,
        grid=_grid(scale, _label_step(scale, measure)),
        months=_months(scale, today_label, measure),
        levels=painted.levels,
        windows=painted.windows,
        stems=_stems(stands, by_lane),
        joins=painted.joins,
        places=tuple(places[id(entry)] for entry in in_sight),
        labels=tuple(_over_today(label, today_x) for label in (*beside, *painted.labels)),
        today=today_x,
        today_label=today_label,
        column=painted.column,
        earlier=_out_of_sight(panel, viewport, height, measure, plot, before=True),
        later=_out_of_sight(panel, viewport, height, measure, plot, before=False),
    )


def _bands(panel: Panel, height: float) -> tuple[Band, ...]:
    """The lanes one below the other."""
    others = [lane for lane in panel.lanes if lane is not Lane.PAIN]
    pain = max(LEAST_PAIN, height - AXIS - FOOT - sum(HEIGHTS[lane] for lane in others))
    spare = min(MOST_SPARE, max(0.0, pain - AMPLE_PAIN) * OTHERS_SHARE / max(1, len(others)))
    pain -= spare * len(others)
    bands: list[Band] = []
    top = AXIS
    for lane in panel.lanes:
        tall = pain if lane is Lane.PAIN else HEIGHTS[lane] + spare
        bands.append(Band(lane, panel.title_of(lane), top, tall))
        top += tall
    return tuple(bands)


def _step(scale: Scale, room: float) -> int:
    """The fewest months whose shortest run takes that much room."""
    return next((step for step in STEPS if step * SHORTEST_MONTH * scale.per_day >= room), STEPS[-1])


def _label_step(scale: Scale, measure: Measure) -> int:
    return _step(scale, measure("May-2000", Type.HINT) + LABEL_GAP)


def _grid(scale: Scale, label_step: int) -> tuple[float, ...]:
    """A line under each label, and between them as many as have room."""
    step = next(step for step in STEPS if step >= _step(scale, GRID_GAP) and label_step % step == 0)
    return tuple(scale.x(day) for day in months_of(scale.viewport, step))


def _months(scale: Scale, today: Label | None, measure: Measure) -> tuple[Label, ...]:
    """Labels of months that lie on no other and not on today's; what would leave the picture is left out."""
    step = _label_step(scale, measure)
    labels: list[Label] = []
    for day in months_of(scale.viewport, step):
        text = month_label(day)
        box = Box.around(scale.x(day), AXIS / 2, measure(text, Type.HINT), Type.HINT.value)
        taken = labels[-1:] + ([today] if today else [])
        inside = scale.plot.left - EDGE <= box.left and box.right <= scale.plot.right
        if inside and not any(box.overlaps(other.box, gap=6) for other in taken):
            labels.append(Label(text, box, Type.HINT, "muted"))
    return tuple(labels)


def _today(today: date, x: float | None, plot: Box, measure: Measure) -> Label | None:
    if x is None:
        return None
    text = show_date(today)
    box = Box.around(x, AXIS / 2, measure(text, Type.HINT_STRONG) + 18, 20)
    return Label(text, box.within(plot.left, plot.right), Type.HINT_STRONG, "base", backed=True)


def _over_today(label: Label, today: float | None) -> Label:
    """Words that the line of today would run through stand on a ground of their own."""
    crossed = today is not None and label.box.left <= today <= label.box.right
    return replace(label, backed=True) if crossed else label


def _stems(places: Sequence[Place], bands: dict[Lane, Band]) -> tuple[Stem, ...]:
    foot = bands[Lane.PAIN].bottom
    return tuple(Stem(place.x, place.box.bottom + 2, foot) for place in places if place.entry.is_dose)


def _out_of_sight(
    panel: Panel, viewport: Viewport, height: float, measure: Measure, plot: Box, *, before: bool
) -> Label | None:
    """That entries lie beyond an edge, how many, and on which side."""
    if before:
        count = sum((entry.until or entry.on).toordinal() < viewport.first for entry in panel.entries)
    else:
        count = sum(entry.on.toordinal() > viewport.last for entry in panel.entries)
    if not count:
        return None
    text = f"‹ {count} earlier" if before else f"{count} later ›"
    wide = measure(text, Type.HINT_STRONG) + 12
    left = plot.left - EDGE if before else plot.right - wide
    return Label(text, Box(left, height - FOOT + 3, wide, 24), Type.HINT_STRONG, "accent")
