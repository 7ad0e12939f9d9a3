"""Where things stand on a timeline: laws of the geometry, whatever the chart, the size and the time in sight."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise
from math import log10

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exodesk.core.chart import Chart
from exodesk.core.dates import MONTHS
from exodesk.core.timeline import Lane, Panel, timeline_of
from exodesk.ui.timeline.axis import OVER_COLUMN, months_of
from exodesk.ui.timeline.geometry import LEAST_TARGET, Box, Layout, Taken
from exodesk.ui.timeline.layout import COLUMN, lay_out, least_height
from exodesk.ui.timeline.viewport import EDGE, LEAST_DAYS, MOST_DAYS, PRESETS, USUAL_PRESET, Scale, Viewport
from tests import made_up_chart as made_up
from tests.any_chart import charts
from tests.ui.timeline.rooms import heights, measure, widths

TODAY = date(2026, 11, 23)
viewports = st.builds(Viewport, st.floats(738000, 740500, allow_nan=False), st.floats(20, 3000, allow_nan=False))


def panel_of(chart: Chart) -> Panel:
    return timeline_of(chart).of_plan(chart.plans[0].plan.id if chart.plans else None)


@settings(max_examples=60)
@given(charts(), viewports, widths, heights)
def test_every_entry_in_sight_has_one_mark_and_every_mark_is_an_entry(
    chart: Chart, viewport: Viewport, width: float, height: float
) -> None:
    panel = panel_of(chart)
    layout = lay_out(panel, viewport, width, height, measure=measure, chosen=panel.last_dose)
    in_sight = [entry for entry in panel.entries if viewport.shows(entry.on, entry.until)]
    assert sorted(id(entry) for place in layout.places for entry in place.entries) == sorted(map(id, in_sight))
    for place in layout.places:
        assert {entry.lane for entry in place.entries} == {layout.bands[place.track].lane}


@settings(max_examples=60)
@given(charts(), viewports, widths, heights)
def test_no_words_lie_on_other_words_or_leave_the_picture(
    chart: Chart, viewport: Viewport, width: float, height: float
) -> None:
    panel = panel_of(chart)
    layout = lay_out(panel, viewport, width, height, measure=measure, chosen=panel.last_dose)
    inside_marks = [place.box for place in layout.places if place.words]
    badges = [layout.today_label] if layout.today_label else []
    boxes = [label.box for label in (*layout.labels, *layout.months, *badges)] + inside_marks
    for one, other in combinations(boxes, 2):
        assert not one.overlaps(other), (one, other)
    months = [label.box for label in layout.months]
    for box in boxes:
        assert box.left >= COLUMN - (OVER_COLUMN if box in months else EDGE)
        assert box.right <= max(width, COLUMN + 4 * EDGE) + 0.001


@settings(max_examples=40)
@given(charts(), viewports, widths, heights)
def test_no_words_lie_on_a_mark(chart: Chart, viewport: Viewport, width: float, height: float) -> None:
    panel = panel_of(chart)
    layout = lay_out(panel, viewport, width, height, measure=measure, chosen=panel.last_dose)
    marks = [place.box for place in layout.places if place.entry.lane is not Lane.PAIN]
    for label in layout.labels:
        assert not any(label.box.overlaps(mark) for mark in marks)


@settings(max_examples=40)
@given(charts(), viewports, widths, heights)
def test_every_mark_can_be_taken_with_a_pointer_and_stands_in_its_lane(
    chart: Chart, viewport: Viewport, width: float, height: float
) -> None:
    panel = panel_of(chart)
    layout = lay_out(panel, viewport, width, height, measure=measure, chosen=panel.last_dose)
    for place in layout.places:
        band = layout.bands[place.track]
        assert band.top <= place.box.top
        assert place.box.bottom <= band.bottom
        assert place.target.width >= LEAST_TARGET
        assert place.target.height >= LEAST_TARGET
        taken = layout.at(place.x, place.y)
        assert taken is not None
        assert (taken.x, taken.y) == (place.x, place.y)


@given(charts(), st.floats(300, 1200, allow_nan=False))
def test_the_lanes_fill_the_picture_without_a_gap(chart: Chart, height: float) -> None:
    panel = panel_of(chart)
    layout = lay_out(panel, USUAL_PRESET.around(panel), 1100, height, measure=measure)
    for above, below in pairwise(layout.bands):
        assert above.bottom == pytest.approx(below.top)
    needed = max(height, least_height(panel.tracks))
    assert layout.bands[-1].bottom <= needed + 0.001


@given(viewports)
def test_time_is_proportional(viewport: Viewport) -> None:
    scale = Scale(Box(136, 30, 900, 300), viewport)
    day = date.fromordinal(int(viewport.first))
    steps = [scale.x(day + timedelta(days=10 * step)) for step in range(4)]
    gaps = [after - before for before, after in pairwise(steps)]
    assert gaps == pytest.approx([gaps[0]] * 3)


@settings(max_examples=300)
@given(
    st.floats(693_000, 776_000),
    st.floats(log10(LEAST_DAYS), log10(MOST_DAYS)).map(lambda power: 10**power),
    widths,
    st.booleans(),
)
def test_at_every_zoom_time_is_marked_and_no_two_marks_collide(
    first: float, days: float, width: float, aligned: bool
) -> None:
    panel = replace(panel_of(made_up.alvarez()), aligned=aligned)
    viewport = Viewport(first - (735_000 if aligned else 0), days)
    layout = lay_out(panel, viewport, width, 500, measure=measure)
    scale = Scale(layout.plot, viewport)
    taken = [label.box for label in (*layout.months, *([layout.today_label] if layout.today_label else []))]
    assert taken or aligned
    assert all(not one.overlaps(other, gap=4) for one, other in combinations(taken, 2))
    for label in () if aligned else layout.months:
        middle = label.box.left + label.box.width / 2
        assert middle == pytest.approx(scale.x(day_named(label.text)))
        assert layout.plot.left <= middle <= layout.plot.right


def day_named(text: str) -> date:
    """The day that words on the axis stand on: `05-Oct-2026`, `Oct-2026` or `2026`."""
    *rest, year = text.split("-")
    month = MONTHS.index(rest[-1]) + 1 if rest else 1
    return date(int(year), month, int(rest[0]) if len(rest) > 1 else 1)


@pytest.mark.parametrize(
    ("days", "labels"),
    [
        (20, ["04-Oct-2026", "06-Oct-2026", "08-Oct-2026"]),
        (90, ["12-Oct-2026", "26-Oct-2026", "09-Nov-2026"]),
        (180, ["Nov-2026", "Dec-2026", "Jan-2027"]),
        (1500, ["Jan-2027", "Jul-2027", "Jan-2028"]),
        (4000, ["2027", "2028", "2029"]),
    ],
)
def test_the_axis_tells_days_months_or_years_as_there_is_room(days: float, labels: list[str]) -> None:
    layout = lay_out(
        replace(panel_of(made_up.alvarez()), today=date(2020, 1, 1)),
        Viewport(date(2026, 10, 4).toordinal(), days), 1000, 500, measure=measure,
    )  # fmt: skip
    assert [label.text for label in layout.months][:3] == labels


@given(viewports, st.sampled_from([1, 2, 3, 6, 12, 24, 60]))
def test_months_begin_on_their_first_day_and_at_even_steps(viewport: Viewport, step: int) -> None:
    found = list(months_of(viewport, step))
    numbers = [day.year * 12 + day.month - 1 for day in found]
    assert all(day.day == 1 for day in found)
    assert all(number % step == 0 for number in numbers)
    assert all(after - before == step for before, after in pairwise(numbers))


@given(charts())
def test_all_shows_everything(chart: Chart) -> None:
    panel = panel_of(chart)
    layout = lay_out(panel, PRESETS[-1].around(panel), 1100, 420, measure=measure, chosen=panel.last_dose)
    assert sum(len(place.entries) for place in layout.places) == len(panel.entries)
    assert layout.earlier is layout.later is None
    assert len(layout.windows) == len(panel.reviews_after(panel.last_dose))


def test_what_lies_out_of_sight_is_counted_on_its_side() -> None:
    panel = panel_of(made_up.alvarez(TODAY))
    layout = lay_out(panel, Viewport(date(2026, 1, 1).toordinal(), 100), 1100, 420, measure=measure)
    before = sum((entry.until or entry.on) < date(2026, 1, 1) for entry in panel.entries)
    shown = sum(len(place.entries) for place in layout.places)
    assert layout.earlier is not None
    assert layout.earlier.text == f"‹ {before} earlier"
    assert layout.later is not None
    assert layout.later.text == f"{len(panel.entries) - before - shown} later ›"


def alvarez(width: float = 1100, height: float = 420) -> Layout:
    panel = panel_of(made_up.alvarez(TODAY))
    return lay_out(panel, PRESETS[3].around(panel), width, height, measure=measure, chosen=panel.last_dose)


def test_the_pain_axis_is_fixed_from_nought_to_ten() -> None:
    knee = made_up.plan()
    chart = made_up.chart(TODAY, plans=[knee], scores=[made_up.score(TODAY, 3, knee)])
    panel = panel_of(chart)
    layout = lay_out(panel, USUAL_PRESET.around(panel), 1100, 420, measure=measure)
    levels = dict(layout.levels)
    assert sorted(levels) == [0, 5, 10]
    (place,) = [place for place in layout.places if place.entry.lane is Lane.PAIN]
    assert place.y == pytest.approx(levels[0] - 0.3 * (levels[0] - levels[10]))


@pytest.mark.parametrize(("gap", "dotted"), [(59, False), (60, True)])
def test_the_line_is_dotted_over_sixty_days_without_a_score(gap: int, dotted: bool) -> None:
    knee = made_up.plan()
    scores = [made_up.score(TODAY - timedelta(days=gap), 6, knee), made_up.score(TODAY, 3, knee)]
    panel = panel_of(made_up.chart(TODAY, plans=[knee], scores=scores))
    layout = lay_out(panel, USUAL_PRESET.around(panel), 1100, 420, measure=measure)
    assert [join.dotted for join in layout.joins] == [dotted]


def test_the_last_value_steps_aside_for_the_name_of_a_review() -> None:
    knee = made_up.plan(doses=1, planned_on=date(2026, 8, 4))
    chart = made_up.chart(
        TODAY,
        plans=[knee],
        injections=[made_up.injection(date(2026, 8, 4), knee)],
        scores=[made_up.score(date(2026, 11, 20), 10, knee)],
    )
    panel = panel_of(chart)
    layout = lay_out(panel, USUAL_PRESET.around(panel), 1100, 420, measure=measure, chosen=panel.last_dose)
    value = next(label for label in layout.labels if label.text == "10")
    name = next(label for label in layout.labels if label.text == "3–4 month review")
    assert not value.box.overlaps(name.box)
    assert value.box.top > dict(layout.levels)[10]


def test_a_window_that_began_out_of_sight_is_drawn_to_the_edge() -> None:
    knee = made_up.plan(planned_on=TODAY - timedelta(days=20))
    panel = panel_of(made_up.chart(TODAY, plans=[knee]))
    layout = lay_out(panel, Viewport(TODAY.toordinal(), 100), 1100, 420, measure=measure)
    (bar,) = layout.places
    assert bar.box.left == pytest.approx(layout.plot.left + EDGE)
    assert bar.tick is None
    assert layout.earlier is None


def test_of_two_scores_on_one_day_the_line_runs_through_the_later_entry() -> None:
    knee = made_up.plan()
    scores = [
        made_up.score(TODAY - timedelta(days=9), 6, knee),
        made_up.score(TODAY, 3, knee, hour=15),
        made_up.score(TODAY, 7, knee, hour=9),
    ]
    panel = panel_of(made_up.chart(TODAY, plans=[knee], scores=scores))
    layout = lay_out(panel, USUAL_PRESET.around(panel), 1100, 420, measure=measure)
    (join,) = layout.joins
    assert join.y2 == next(place.y for place in layout.places if place.entry.value == 3)
    assert [label.text for label in layout.column] == ["3", "23-Nov-2026", "before: 6"]


def test_the_reviews_are_shaded_from_their_first_day_to_their_last() -> None:
    panel = panel_of(made_up.alvarez(TODAY))
    viewport = PRESETS[3].around(panel)
    layout = lay_out(panel, viewport, 1100, 420, measure=measure, chosen=panel.last_dose)
    scale = Scale(layout.plot, viewport)
    edges = [edge for box in layout.windows for edge in (box.left, box.right)]
    days = [date(2026, 11, 4), date(2026, 12, 4), date(2027, 5, 4), date(2027, 6, 4)]
    assert edges == pytest.approx([scale.x(day) for day in days])
    names = [label.text for label in layout.labels if label.text.endswith("review")]
    assert names == ["3–4 month review", "9 month review"]


def test_an_earlier_dose_moves_the_shading() -> None:
    panel = panel_of(made_up.alvarez(TODAY))
    doses = [entry for entry in panel.entries if entry.is_dose]
    viewport = PRESETS[3].around(panel)
    layout = lay_out(panel, viewport, 1100, 420, measure=measure, chosen=doses[1])
    scale = Scale(layout.plot, viewport)
    assert layout.windows[0].left == pytest.approx(scale.x(date(2026, 2, 11)))


def test_today_has_its_line_and_its_date() -> None:
    layout = alvarez()
    assert layout.today_label is not None
    assert layout.today_label.text == "23-Nov-2026"
    assert layout.today_label.box.contains(layout.today or 0, layout.today_label.box.top)


@given(st.lists(st.builds(Box, st.floats(0, 400), st.just(0.0), st.floats(1, 90), st.just(10.0)), max_size=30))
def test_taken_room_is_found_as_by_asking_every_box(boxes: list[Box]) -> None:
    taken = Taken(boxes[1:])
    for box in boxes[:1]:
        assert taken.frees(box, gap=3) is not any(other.overlaps(box, gap=3) for other in boxes[1:])
