"""Where everything on a timeline stands: a pure function of a panel, a size and a stretch of time. No Qt."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from exodesk.core.dates import show_date
from exodesk.core.timeline import FOLDING, Entry, Lane, Panel, Track
from exodesk.ui.timeline import axis, curve, marks
from exodesk.ui.timeline.axis import AXIS
from exodesk.ui.timeline.curve import Curve
from exodesk.ui.timeline.geometry import Band, Box, Label, Layout, Measure, Place, Stem, Type
from exodesk.ui.timeline.viewport import EDGE, Scale, Viewport

COLUMN = 136.0
"""Before the lanes, for their titles."""
FOOT = 27.0
FOLDED = 20.0
HEIGHTS = {
    Lane.APPOINTMENTS: 26.0,
    Lane.VISITS: 36.0,
    Lane.INJECTIONS: 46.0,
    Lane.OTHER_SCORES: 40.0,
    Lane.BOOSTERS: 28.0,
    Lane.ADVERSE_EVENTS: 28.0,
    Lane.DOCUMENTS: 40.0,
}
"""At least; room to spare goes to the curves, and once that is ample, to the others too."""
LEAST_PAIN = 84.0
LEAST_OF_SEVERAL = 88.0
AMPLE_PAIN = 130.0
OTHERS_SHARE = 0.3
MOST_SPARE = 24.0


def least_height(tracks: Sequence[Track], unfolded: Collection[Lane] = ()) -> float:
    """What a picture with these lanes needs."""
    return AXIS + FOOT + sum(_least_of(tracks, unfolded))


def lay_out(
    panel: Panel,
    viewport: Viewport,
    width: float,
    height: float,
    *,
    measure: Measure,
    chosen: Entry | None = None,
    unfolded: Collection[Lane] = (),
) -> Layout:
    """The picture. `chosen` is the dose that the review months are counted from."""
    bands = _bands(panel, height, unfolded)
    plot = Box(COLUMN, AXIS, max(width - COLUMN, 4 * EDGE), (bands[-1].bottom if bands else height - FOOT) - AXIS)
    scale = Scale(plot, viewport)
    today_x = scale.x(panel.today) if not panel.aligned and viewport.shows(panel.today) else None
    today_label = _today(panel.today, today_x, plot, measure)
    curves: list[Curve] = []
    stands: list[Place] = []
    beside: list[Label] = []
    doses: list[Place] = []
    for number, band in enumerate(bands):
        if band.lane is Lane.PAIN:
            curves.append(curve.draw(panel, number, band, scale, measure=measure, chosen=chosen))
        else:
            places, labels = marks.draw(marks.Lettered(number, band, scale, measure, today_x))
            stands += places
            beside += labels
            if band.lane is Lane.INJECTIONS:
                doses += (place for place in places if place.entry.is_dose)
    along = axis.draw(panel, scale, today_label, measure)
    return Layout(
        width=width,
        height=height,
        plot=plot,
        bands=bands,
        grid=along.grid,
        strong=along.strong,
        months=along.labels,
        levels=tuple(level for each in curves for level in each.levels),
        windows=tuple(window for each in curves for window in each.windows),
        stems=tuple(_stems(doses, bands)),
        joins=tuple(join for each in curves for join in each.joins),
        places=(*stands, *(place for each in curves for place in each.places)),
        labels=tuple(
            _over_today(label, today_x) for label in (*beside, *(la for each in curves for la in each.labels))
        ),
        today=today_x,
        today_label=today_label,
        column=tuple(label for each in curves for label in each.column),
        earlier=_out_of_sight(panel, viewport, height, measure, plot, before=True),
        later=_out_of_sight(panel, viewport, height, measure, plot, before=False),
    )


def _least_of(tracks: Sequence[Track], unfolded: Collection[Lane]) -> list[float]:
    """What each lane needs; one of several curves is lower than one alone."""
    several = sum(track.lane is Lane.PAIN for track in tracks) > 1
    pain = LEAST_OF_SEVERAL if several else LEAST_PAIN
    return [FOLDED if _is_folded(track, unfolded) else HEIGHTS.get(track.lane, pain) for track in tracks]


def _is_folded(track: Track, unfolded: Collection[Lane]) -> bool:
    return track.lane in FOLDING and track.lane not in unfolded


def _bands(panel: Panel, height: float, unfolded: Collection[Lane]) -> tuple[Band, ...]:
    """The lanes one below the other; several curves share the room alike."""
    least = _least_of(panel.tracks, unfolded)
    curves = sum(track.lane is Lane.PAIN for track in panel.tracks)
    others = sum(track.lane is not Lane.PAIN and not _is_folded(track, unfolded) for track in panel.tracks)
    over = max(0.0, height - AXIS - FOOT - sum(least))
    ample = sum(
        AMPLE_PAIN - needed for track, needed in zip(panel.tracks, least, strict=True) if track.lane is Lane.PAIN
    )
    beyond = max(0.0, over - ample)
    spare = min(MOST_SPARE, beyond * OTHERS_SHARE / max(1, others))
    more_pain = (over - spare * others) / curves if curves else 0.0
    bands: list[Band] = []
    top = AXIS
    for track, needed in zip(panel.tracks, least, strict=True):
        folded = _is_folded(track, unfolded)
        tall = needed + (more_pain if track.lane is Lane.PAIN else 0 if folded else spare)
        bands.append(Band(track, top, tall, folded))
        top += tall
    return tuple(bands)


def _today(today: date, x: float | None, plot: Box, measure: Measure) -> Label | None:
    if x is None:
        return None
    text = show_date(today)
    box = Box.around(x, AXIS / 2, measure(text, Type.HINT_STRONG) + 18, 20)
    return Label(text, box.within(plot.left, plot.right), Type.HINT_STRONG, "base", backed=True)


def _over_today(label: Label, today: float | None) -> Label:
    """Words that the line of today would run through stand on a ground of their own."""
    crossed = today is not None and label.box.left <= today <= label.box.right
    return label._replace(backed=True) if crossed else label


def _stems(doses: Sequence[Place], bands: Sequence[Band]) -> Iterator[Stem]:
    """From a dose down through the curve of its plan; among several curves only within it."""
    curves = [band for band in bands if band.lane is Lane.PAIN]
    for place in doses:
        for band in curves:
            if band.track.plan_id == place.entry.plan_id or band.track.plan_id is None:
                top = place.box.bottom + 2 if band is curves[0] or place.track + 1 == bands.index(band) else band.top
                yield Stem(place.x, top, band.bottom)


def _out_of_sight(
    panel: Panel, viewport: Viewport, height: float, measure: Measure, plot: Box, *, before: bool
) -> Label | None:
    """That entries lie beyond an edge, how many, and on which side."""
    if before:
        count = sum(track.before(viewport.first) for track in panel.tracks)
    else:
        count = sum(track.after(viewport.last) for track in panel.tracks)
    if not count:
        return None
    text = f"‹ {count:,} earlier" if before else f"{count:,} later ›"
    wide = measure(text, Type.HINT_STRONG) + 12
    left = plot.left - EDGE if before else plot.right - wide
    return Label(text, Box(left, height - FOOT + 2, wide, 24), Type.HINT_STRONG, "accent")
