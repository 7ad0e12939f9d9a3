"""The timeline as a page shows it: plans, cards, reason, and the table beside the picture."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from exodesk.core.chart import Chart
from exodesk.core.codes import Side
from exodesk.core.dates import show_date
from exodesk.core.quantities import NBSP
from exodesk.core.sites import Site
from exodesk.core.timeline import Kind, timeline_of
from exodesk.ui.look import theme
from exodesk.ui.timeline.card_row import FactCard
from exodesk.ui.timeline.memory import Memory
from exodesk.ui.timeline.view import TimelineView
from exodesk.ui.timeline.viewport import PRESETS
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


def cards(view: TimelineView) -> list[str]:
    """What the cards above say."""
    return [card.accessibleName() for card in view.findChildren(FactCard) if card.isVisibleTo(view)]


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
    told = cards(view)
    assert told[0].startswith("Last injection: 04-Aug-2026 · right knee. ")
    assert told[1] == "Pain then and now: 8 → 2. 14-Oct-2025 → 02-Nov-2026 by phone"
    assert told[2].startswith("Booster 2: Watching. ")
    assert "Reviews counted from the injection of 04-Aug-2026" in words


@pytest.mark.parametrize("width", [1100, 620])
def test_the_reason_and_what_stands_beside_it_are_level(view: TimelineView, width: int) -> None:
    """By the first line where the reason has several, whatever the size of their letters."""
    view.resize(width, 600)
    QApplication.processEvents()
    why, counted, terms = view._head._why, view._head._counted_from, view._head._terms
    first_line = why.y() + why.contentsMargins().top() + why.fontMetrics().height() / 2
    middles = [part.geometry().center().y() + 0.5 for part in (counted, terms)]
    assert max(abs(middle - first_line) for middle in middles) <= 1


def test_a_card_grows_down_where_it_is_narrow_and_never_breaks_a_short_headline(view: TimelineView) -> None:
    card = view.findChildren(FactCard)[0]
    wide, narrow = card.wanted_width, card.minimumSizeHint().width()
    headline = QFontMetrics(theme.font(theme.Text.SECTION)).horizontalAdvance("04-Aug-2026 · right knee")
    assert headline < narrow < wide
    assert card.heightForWidth(narrow) >= card.heightForWidth(wide) + QFontMetrics(theme.font(theme.Text.HINT)).height()


def test_the_table_shows_the_very_rows_of_the_picture(qtbot: QtBot, view: TimelineView) -> None:
    chart = made_up.alvarez(TODAY)
    entries = timeline_of(chart).of_plan(chart.plans[0].plan.id).entries
    qtbot.mouseClick(button(view, "All"), Qt.MouseButton.LeftButton)
    marks = [entry for place in view.picture.layout_now.places for entry in place.entries]
    told = [(show_date(entry.on), entry.kind.value.capitalize(), entry.text) for entry in marks]
    assert sorted(rows(view)) == sorted(told)
    assert [row[2] for row in rows(view)] == [entry.text for entry in entries]


def test_ctrl_t_goes_to_the_table_and_back_on_the_same_entry(qtbot: QtBot, view: TimelineView) -> None:
    entry = view.table.rows.lines[7]
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
    assert view.picture.focus_entry is view.table.rows.lines[8]


def test_the_page_may_turn_to_the_table_and_the_button_knows(view: TimelineView) -> None:
    view.show_table(shown=True)
    assert view.table.isVisible()
    assert button(view, "Table").isChecked()


def test_the_table_reads_long_dates_aloud(view: TimelineView) -> None:
    first = view.table.rows.index(0, 0)
    assert first.data() == "22-Sep-2025"
    assert first.data(Qt.ItemDataRole.AccessibleTextRole) == "22 September 2025"


def test_a_double_click_on_the_picture_reaches_the_page(qtbot: QtBot, view: TimelineView) -> None:
    place = next(place for place in view.picture.layout_now.places if place.entry.kind is Kind.VISIT)
    with qtbot.waitSignal(view.opened) as told:
        qtbot.mouseDClick(view.picture, Qt.MouseButton.LeftButton, pos=QPoint(round(place.x), round(place.y)))
    assert told.args == [place.entry.opens, place.entry.id]


def test_what_has_no_page_of_its_own_is_told_in_full_and_opens_nothing(qtbot: QtBot, view: TimelineView) -> None:
    said = "Sore since the injection. " * 20
    knee = made_up.plan()
    view.show_chart(made_up.chart(TODAY, plans=[knee], calls=[made_up.call(TODAY, knee, said=said)]))
    call = next(entry for entry in view.picture.layout_now.places if entry.entry.kind is Kind.PHONE_NOTE)
    view.picture.select(call.entry)
    view.picture.setFocus()
    opened: list[object] = []
    view.opened.connect(lambda *args: opened.append(args))
    for _ in range(2):
        qtbot.keyClick(view.picture, Qt.Key.Key_Return)
        assert view.picture.expansion.isVisible()
    assert said.strip() in " ".join(read(view))
    assert opened == []


def test_choosing_a_plan_shows_its_own(qtbot: QtBot, view: TimelineView) -> None:
    knee, hip = made_up.plan(), made_up.plan(Site.HIP_JOINT, Side.LEFT)
    chart = made_up.chart(
        TODAY,
        plans=[knee, hip],
        injections=[made_up.injection(date(2026, 8, 4), knee), made_up.injection(date(2026, 9, 4), hip)],
    )
    view.show_chart(chart)
    assert "04-Aug-2026 · right knee" in cards(view)[0]
    qtbot.mouseClick(button(view, "Left hip"), Qt.MouseButton.LeftButton)
    assert "04-Sep-2026 · left hip" in cards(view)[0]
    assert view.picture.accessibleName() == "Timeline, left hip"
    assert {row[0] for row in rows(view) if row[1] == "Injection"} == {"04-Sep-2026"}
    view.show_chart(chart)
    assert "04-Sep-2026 · left hip" in cards(view)[0], "read again, the chosen plan stays"


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


def two_knees() -> Chart:
    left, right = made_up.plan(side=Side.LEFT), made_up.plan()
    days = (date(2025, 3, 4), date(2025, 9, 2))
    given = [made_up.injection(day, plan) for plan, day in zip((left, right), days, strict=True)]
    scores = [made_up.score(day, 6, plan) for plan, day in zip((left, right), days, strict=True)]
    return made_up.chart(TODAY, plans=[left, right], injections=given, scores=scores)


def test_all_sites_stand_below_each_other_each_with_its_own_curve(qtbot: QtBot, view: TimelineView) -> None:
    view.show_chart(two_knees())
    qtbot.mouseClick(button(view, "All sites"), Qt.MouseButton.LeftButton)
    titles = [band.track.title for band in view.picture.layout_now.bands]
    assert "Pain, left knee" in titles
    assert "Pain, right knee" in titles


def test_aligned_both_knees_begin_at_day_nought_and_tell_their_true_dates(qtbot: QtBot, view: TimelineView) -> None:
    view.show_chart(two_knees())
    qtbot.mouseClick(button(view, "All sites"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(button(view, "Align"), Qt.MouseButton.LeftButton)
    drops = [place for place in view.picture.layout_now.places if place.entry.kind is Kind.INJECTION]
    assert len(drops) == 2
    assert drops[0].x == pytest.approx(drops[1].x)
    assert {place.entry.when for place in drops} == {"04-Mar-2025", "02-Sep-2025"}
    assert "Day 0" in [label.text for label in view.picture.layout_now.months]
    assert view.picture.layout_now.today is None


def test_the_story_of_a_joint_adds_up(qtbot: QtBot, view: TimelineView) -> None:
    view.show_chart(made_up.alvarez(TODAY))
    qtbot.mouseClick(button(view, "Joint"), Qt.MouseButton.LeftButton)
    assert f"Right knee: 3 injections, 25{NBSP}billion particles in all; the last 111 days ago" in read(view)
    told = [told for _, told in view.story.rows.lines]
    assert [each.so_far for each in told] == [f"{so_far}{NBSP}billion" for so_far in (10, 20, 25)]
    assert [each.after for each in told] == ["", "28 days", "266 days"]
    assert told[1].pain == "6 before, 4 on 18-Feb-2026 (3–4 month review)"
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view.story.table, Qt.Key.Key_Return)
    assert opened.args == ["injection", told[-1].id]


def test_how_a_chart_was_left_is_how_it_is_found_while_the_record_is_open(qtbot: QtBot, view: TimelineView) -> None:
    memory, chart = Memory(), two_knees()

    def opened() -> TimelineView:
        again = TimelineView(memory)
        qtbot.addWidget(again)
        again.resize(1040, 560)
        again.show_chart(chart)
        return again

    first = opened()
    first.show_plan(chart.plans[1].plan.id)
    first.picture.show_preset(PRESETS[1])
    qtbot.keyClick(first.picture, Qt.Key.Key_Plus)
    left = first.picture.viewport
    second = opened()
    assert second.picture.viewport == left
    assert second.picture.accessibleName() == "Timeline, right knee"
    other = TimelineView(Memory())
    qtbot.addWidget(other)
    other.show_chart(chart)
    assert other.picture.viewport != left, "another record knows nothing of it"


def test_a_stretch_of_time_is_marked_as_chosen_while_it_is_in_sight(qtbot: QtBot, view: TimelineView) -> None:
    knee, other = made_up.alvarez(TODAY), two_knees()
    view.show_chart(knee)
    assert view.bar.presets.current() == "2 y"
    qtbot.mouseClick(button(view, "6 m"), Qt.MouseButton.LeftButton)
    assert view.bar.presets.current() == "6 m"
    qtbot.keyClick(view.picture, Qt.Key.Key_Plus)
    assert view.bar.presets.current() == ""
    qtbot.mouseClick(button(view, "6 m"), Qt.MouseButton.LeftButton)
    assert view.bar.presets.current() == "6 m"
    qtbot.keyClick(view.picture, Qt.Key.Key_Minus)
    view.show_chart(knee)
    assert view.bar.presets.current() == "", "read again, it stays as it was left"
    view.show_chart(replace(other, patient=replace(other.patient, id="somebody-else")))
    assert view.bar.presets.current() == "6 m", "the stretch chosen last holds for the next patient"
    view.show_chart(knee)
    assert view.bar.presets.current() == "", "and the first one is found as it was left"


def test_a_chart_of_a_past_day_offers_no_act(qtbot: QtBot, view: TimelineView) -> None:
    reading = TimelineView(offers_acts=False)
    qtbot.addWidget(reading)
    reading.show_chart(made_up.alvarez(TODAY))
    reading.show()
    dose = next(entry for entry in reading.picture.layout_now.places if entry.entry.is_dose)
    reading.picture.select(dose.entry)
    reading.picture.open_out()
    words = [each.text() for each in reading.findChildren(QPushButton) if each.isVisibleTo(reading)]
    assert "Adverse event…" not in words
    assert "Print the timeline" not in [
        each.accessibleName() for each in reading.findChildren(QPushButton) if each.isVisibleTo(reading)
    ]
