"""The timeline as a page shows it: plans, cards, reason, and the table beside the picture."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from exodesk.core.codes import Side
from exodesk.core.dates import show_date
from exodesk.core.sites import Site
from exodesk.core.timeline import timeline_of
from exodesk.ui import theme
from exodesk.ui.timeline.view import TimelineView
from tests import made_up_chart as made_up

TODAY = date(2026, 11, 23)


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> TimelineView:
    theme.apply(qapp, theme.Scheme.LIGHT)
    view = TimelineView()
    qtbot.addWidget(view)
    view.resize(1040, 560)
    view.show_chart(made_up.alvarez(TODAY))
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    return view


def read(view: TimelineView) -> list[str]:
    """What stands on the page in words."""
    shown = [label for label in view.findChildren(QLabel) if label.isVisibleTo(view)]
    return [label.accessibleName() or label.text() for label in shown]


def button(view: TimelineView, text: str) -> QPushButton:
    return next(each for each in view.findChildren(QPushButton) if each.text() == text and each.isVisibleTo(view))


def rows(view: TimelineView) -> list[tuple[str, ...]]:
    model = view.table.rows
    return [
        tuple(str(model.index(row, column).data()) for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def test_the_cards_and_the_reason_stand_above(view: TimelineView) -> None:
    chart = made_up.alvarez(TODAY)
    words = read(view)
    assert "Right knee · osteoarthritis, since 2019" in words
    assert "Series of 2, then booster as needed" in words
    assert chart.plans[0].why in words
    assert "04-Aug-2026 · right knee" in words
    assert "8 → 2" in words
    assert "Watching" in words
    assert "Reviews counted from the injection of 04-Aug-2026" in words


def test_the_table_shows_the_very_rows_of_the_picture(qtbot: QtBot, view: TimelineView) -> None:
    chart = made_up.alvarez(TODAY)
    entries = timeline_of(chart).of_plan(chart.plans[0].plan.id).entries
    qtbot.mouseClick(button(view, "All"), Qt.MouseButton.LeftButton)
    marks = [entry for place in view.picture.layout_now.places for entry in place.entries]
    told = [(show_date(entry.on), entry.kind.value.capitalize(), entry.text) for entry in marks]
    assert sorted(rows(view)) == sorted(told)
    assert [row[2] for row in rows(view)] == [entry.text for entry in entries]


def test_ctrl_t_goes_to_the_table_and_back_on_the_same_entry(qtbot: QtBot, view: TimelineView) -> None:
    entry = view.table.rows.entries[7]
    view.picture.select(entry)
    qtbot.keyClick(view, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert view.table.isVisible()
    assert view.table.currentIndex().row() == 7
    with qtbot.waitSignal(view.opened) as told:
        qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert told.args == [entry.opens, entry.id]
    qtbot.keyClick(view.table, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert view.picture.isVisible()
    assert view.picture.focus_entry is view.table.rows.entries[8]


def test_the_page_may_turn_to_the_table_and_the_button_knows(view: TimelineView) -> None:
    view.show_table(shown=True)
    assert view.table.isVisible()
    assert button(view, "Table").isChecked()


def test_the_table_reads_long_dates_aloud(view: TimelineView) -> None:
    first = view.table.rows.index(0, 0)
    assert first.data() == "22-Sep-2025"
    assert first.data(Qt.ItemDataRole.AccessibleTextRole) == "22 September 2025"


def test_a_double_click_on_the_picture_reaches_the_page(qtbot: QtBot, view: TimelineView) -> None:
    place = view.picture.layout_now.places[-1]
    with qtbot.waitSignal(view.opened) as told:
        qtbot.mouseDClick(view.picture, Qt.MouseButton.LeftButton, pos=QPoint(round(place.x), round(place.y)))
    assert told.args == [place.entry.opens, place.entry.id]


def test_choosing_a_plan_shows_its_own(qtbot: QtBot, view: TimelineView) -> None:
    knee, hip = made_up.plan(), made_up.plan(Site.HIP_JOINT, Side.LEFT)
    chart = made_up.chart(
        TODAY,
        plans=[knee, hip],
        injections=[made_up.injection(date(2026, 8, 4), knee), made_up.injection(date(2026, 9, 4), hip)],
    )
    view.show_chart(chart)
    assert "04-Aug-2026 · right knee" in read(view)
    qtbot.mouseClick(button(view, "Left hip"), Qt.MouseButton.LeftButton)
    assert "04-Sep-2026 · left hip" in read(view)
    assert view.picture.accessibleName() == "Timeline, left hip"
    assert {row[0] for row in rows(view) if row[1] == "Injection"} == {"04-Sep-2026"}
    view.show_chart(chart)
    assert "04-Sep-2026 · left hip" in read(view), "read again, the chosen plan stays"


def test_a_patient_without_entries_is_offered_a_visit(qtbot: QtBot, view: TimelineView) -> None:
    view.show_chart(made_up.chart(TODAY))
    assert "Nothing is recorded yet. The first visit opens the timeline." in read(view)
    with qtbot.waitSignal(view.start_visit):
        qtbot.mouseClick(button(view, "Start visit"), Qt.MouseButton.LeftButton)
    view.show_chart(made_up.alvarez(TODAY))
    assert view.picture.isVisible()


@pytest.mark.parametrize("width", [760, 1024, 1114])
def test_the_page_never_asks_for_more_width_than_it_has(qtbot: QtBot, view: TimelineView, width: int) -> None:
    ligament = made_up.plan(Site.LCL, Side.LEFT)
    view.show_chart(made_up.chart(TODAY, plans=[ligament], injections=[made_up.injection(TODAY, ligament)]))
    assert view.minimumSizeHint().width() <= width


def test_everything_has_a_name_to_be_read(view: TimelineView) -> None:
    assert view.table.accessibleName() == "Timeline as a table"
    for each in view.findChildren(QPushButton):
        assert each.text() or each.accessibleName()
