"""The twin of the picture: whatever the chart, its rows are the very entries that are drawn or counted at a side."""

import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from exodesk.core.chart import Chart
from exodesk.core.timeline import Panel, timeline_of
from exodesk.ui.timeline.geometry import Layout
from exodesk.ui.timeline.layout import lay_out
from exodesk.ui.timeline.table import COLUMNS, TimelineRows
from exodesk.ui.timeline.viewport import EVERYTHING, Viewport, span_of
from tests.any_chart import charts
from tests.ui.timeline.rooms import heights, measure, widths

Row = tuple[str, ...]


def panels_of(chart: Chart) -> list[Panel]:
    """All ways to look at it."""
    timeline = timeline_of(chart)
    of_plans = [timeline.of_plan(plan.id) for plan in timeline.plans]
    aligned = timeline.from_first_injection(None)
    return [timeline.of_all(), *of_plans, *([aligned] if aligned.aligned else [])]


def rows_of(panel: Panel, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole) -> list[Row]:
    rows = TimelineRows()
    rows.show_lines(panel.entries)
    return [tuple(rows.data(rows.index(row, c), role) for c in range(len(COLUMNS))) for row in range(rows.rowCount())]


def drawn(layout: Layout) -> list[Row]:
    entries = [entry for place in layout.places for entry in place.entries]
    return [(each.when, each.kind.value.replace("_", " ").capitalize(), each.text) for each in entries]


def counted(layout: Layout) -> int:
    sides = [label.text for label in (layout.earlier, layout.later) if label]
    return sum(int(re.sub(r"\D", "", text)) for text in sides)


@settings(max_examples=50)
@given(charts(), widths, heights)
def test_everything_in_sight_the_picture_and_the_table_say_the_same(chart: Chart, width: float, height: float) -> None:
    for panel in panels_of(chart):
        layout = lay_out(panel, EVERYTHING.around(panel), width, height, measure=measure, chosen=panel.last_dose)
        assert Counter(drawn(layout)) == Counter(rows_of(panel))


@settings(max_examples=50)
@given(charts(), widths, st.floats(0, 1), st.floats(10, 900))
def test_what_is_not_drawn_is_counted_at_its_side(chart: Chart, width: float, share: float, days: float) -> None:
    for panel in panels_of(chart):
        low, high = span_of(panel)
        layout = lay_out(panel, Viewport(low + (high - low) * share, days), width, 500, measure=measure)
        assert not Counter(drawn(layout)) - Counter(rows_of(panel))
        assert len(drawn(layout)) + counted(layout) == len(rows_of(panel))


@settings(max_examples=20)
@given(charts())
def test_a_screen_reader_reads_every_row_with_its_long_date(chart: Chart) -> None:
    panel = timeline_of(chart).of_all()
    aloud = rows_of(panel, Qt.ItemDataRole.AccessibleTextRole)
    assert [row[0] for row in aloud] == [entry.when_aloud for entry in panel.entries]
    assert [row[2] for row in aloud] == [entry.text for entry in panel.entries]
