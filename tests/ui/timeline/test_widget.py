"""The painted timeline in a real window: what mouse and keys do, and what is read aloud."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QImage, QPainter, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from exodesk.core.records.visit import Instrument, VisitKind
from exodesk.core.timeline import Entry, Kind, Mark, timeline_of
from exodesk.ui.look import theme
from exodesk.ui.timeline.geometry import Place
from exodesk.ui.timeline.viewport import PRESETS, Scale
from exodesk.ui.timeline.widget import TimelineWidget
from tests import made_up_chart as made_up

CHANGED = "global change 3 (minimally improved)"
TODAY = date(2026, 11, 23)
KNEE = made_up.alvarez(TODAY)
PANEL = timeline_of(KNEE).of_plan(KNEE.plans[0].plan.id)


@pytest.fixture
def picture(qtbot: QtBot, qapp: QApplication) -> TimelineWidget:
    theme.apply(qapp, theme.Scheme.LIGHT)
    picture = TimelineWidget()
    qtbot.addWidget(picture)
    picture.resize(1100, 420)
    picture.show_panel(PANEL)
    with qtbot.waitExposed(picture):
        picture.show()
    return picture


@pytest.fixture
def opened(picture: TimelineWidget) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    picture.opened.connect(lambda kind, record_id: found.append((kind, record_id)))
    return found


def point(picture: TimelineWidget, entry: Entry) -> QPoint:
    place = picture.layout_now.place_of(entry)
    assert place is not None
    return QPointF(place.x, place.y).toPoint()


def test_a_click_takes_a_mark_and_a_double_click_opens_its_record(
    qtbot: QtBot, picture: TimelineWidget, opened: list[tuple[str, str]]
) -> None:
    for place in picture.layout_now.places:
        if picture.layout_now.at(place.x, place.y) is not place:
            continue  # another mark stands on it; the keys reach both
        if place.is_crowd:
            continue
        opened.clear()
        where = QPointF(place.x, place.y).toPoint()
        qtbot.mouseClick(picture, Qt.MouseButton.LeftButton, pos=where)
        assert picture.focus_entry is place.entry
        assert not opened
        qtbot.mouseDClick(picture, Qt.MouseButton.LeftButton, pos=where)
        assert opened == [(place.entry.opens, place.entry.id)]


def test_enter_opens_what_was_clicked(qtbot: QtBot, picture: TimelineWidget, opened: list[tuple[str, str]]) -> None:
    booster = next(entry for entry in PANEL.entries if entry.mark is Mark.BOOSTER_GIVEN)
    qtbot.mouseClick(picture, Qt.MouseButton.LeftButton, pos=point(picture, booster))
    assert not opened
    qtbot.keyClick(picture, Qt.Key.Key_Return)
    assert opened == [("injection", booster.id)]


def test_the_keys_walk_through_every_mark_and_open_it(
    qtbot: QtBot, picture: TimelineWidget, opened: list[tuple[str, str]]
) -> None:
    qtbot.keyClick(picture, Qt.Key.Key_Home)
    for entry in PANEL.entries:
        assert picture.focus_entry is entry
        assert picture.layout_now.place_of(entry) is not None, "it is brought in sight"
        qtbot.keyClick(picture, Qt.Key.Key_Return)
        assert picture.expansion.isVisible()
        qtbot.keyClick(picture, Qt.Key.Key_Return)
        assert opened[-1] == (entry.opens, entry.id)
        qtbot.keyClick(picture, Qt.Key.Key_Escape)
        assert not picture.expansion.isVisible()
        qtbot.keyClick(picture, Qt.Key.Key_Right)
    assert picture.focus_entry is PANEL.entries[-1]
    qtbot.keyClick(picture, Qt.Key.Key_Left)
    assert picture.focus_entry is PANEL.entries[-2]
    qtbot.keyClick(picture, Qt.Key.Key_End)
    assert picture.focus_entry is PANEL.entries[-1]


def test_every_mark_is_reached_in_a_short_stretch_of_time_too(qtbot: QtBot, picture: TimelineWidget) -> None:
    picture.show_preset(PRESETS[1])
    assert len(picture.layout_now.places) < len(PANEL.entries)
    qtbot.keyClick(picture, Qt.Key.Key_Home)
    assert picture.layout_now.place_of(PANEL.entries[0]) is not None


def test_taking_a_dose_counts_the_reviews_from_it(qtbot: QtBot, picture: TimelineWidget) -> None:
    doses = [entry for entry in PANEL.entries if entry.is_dose]
    assert picture.chosen_dose is doses[-1]
    before = picture.layout_now.windows
    with qtbot.waitSignal(picture.dose_chosen) as told:
        qtbot.mouseClick(picture, Qt.MouseButton.LeftButton, pos=point(picture, doses[0]))
    assert told.args == [doses[0]]
    assert picture.layout_now.windows != before


def test_the_arrows_alone_start_at_the_last_mark_up_to_today(qtbot: QtBot, picture: TimelineWidget) -> None:
    qtbot.keyClick(picture, Qt.Key.Key_Right)
    assert picture.focus_entry is not None
    assert picture.focus_entry.on == TODAY


def test_the_focus_is_told_in_words_with_the_long_date(qtbot: QtBot, picture: TimelineWidget) -> None:
    assert picture.accessibleName() == "Timeline, right knee"
    assert "Ctrl+T" in picture.accessibleDescription()
    qtbot.keyClick(picture, Qt.Key.Key_Home)
    first = PANEL.entries[0]
    assert picture.accessibleDescription() == f"22 September 2025: {first.text}. 1 of {len(PANEL.entries)}."


def test_a_mark_says_what_it_is_under_the_pointer(picture: TimelineWidget) -> None:
    visit = next(entry for entry in PANEL.entries if entry.kind is Kind.VISIT)
    where = point(picture, visit)
    QApplication.sendEvent(picture, QHelpEvent(QEvent.Type.ToolTip, where, picture.mapToGlobal(where)))
    assert QToolTip.text() == f"22-Sep-2025\n{visit.text}"


def test_wheel_and_drag_move_time_and_never_lose_it(qtbot: QtBot, picture: TimelineWidget) -> None:
    def first_month() -> str:
        return picture.layout_now.months[0].text

    start = first_month()
    middle = QPointF(700, 200)
    for _ in range(200):
        turn = QWheelEvent(
            middle, picture.mapToGlobal(middle), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(picture, turn)
    assert first_month() != start
    assert picture.layout_now.places, "however far one turns, the first entries stay in sight"
    moved = first_month()
    qtbot.mousePress(picture, Qt.MouseButton.LeftButton, pos=QPoint(900, 410))
    qtbot.mouseMove(picture, QPoint(400, 410))
    qtbot.mouseRelease(picture, Qt.MouseButton.LeftButton, pos=QPoint(400, 410))
    assert first_month() != moved


def test_what_is_out_of_sight_comes_in_sight_by_a_click(qtbot: QtBot, picture: TimelineWidget) -> None:
    picture.show_preset(PRESETS[1])
    earlier = picture.layout_now.earlier
    assert earlier is not None
    target = QPointF(earlier.box.left + 10, earlier.box.top + 10).toPoint()
    qtbot.mouseClick(picture, Qt.MouseButton.LeftButton, pos=target)
    assert picture.focus_entry is not None
    assert picture.layout_now.place_of(picture.focus_entry) is not None


def test_read_again_mark_and_chosen_dose_stay(qtbot: QtBot, picture: TimelineWidget) -> None:
    first_dose = next(entry for entry in PANEL.entries if entry.is_dose)
    picture.select(first_dose)
    again = timeline_of(KNEE).of_plan(KNEE.plans[0].plan.id)
    picture.show_panel(again, again=True)
    assert picture.focus_entry is not first_dose
    assert picture.focus_entry == picture.chosen_dose == first_dose


def test_a_new_dose_takes_the_reviews_with_it(picture: TimelineWidget) -> None:
    knee = KNEE.plans[0].plan
    more = made_up.chart(
        TODAY, plans=[knee], injections=[*KNEE.injections, made_up.injection(TODAY, knee)], visits=KNEE.visits
    )
    picture.show_panel(timeline_of(more).of_plan(knee.id), again=True)
    assert picture.chosen_dose is not None
    assert picture.chosen_dose.on == TODAY


@pytest.mark.parametrize("scheme", [theme.Scheme.LIGHT, theme.Scheme.DARK])
def test_marks_are_painted_in_the_colours_of_the_moment(
    qapp: QApplication, picture: TimelineWidget, scheme: theme.Scheme
) -> None:
    theme.apply(qapp, scheme)
    image = _painted(picture)
    dose = next(entry for entry in PANEL.entries if entry.is_dose)
    where = point(picture, dose)
    assert image.pixelColor(where.x(), where.y() + 3).name() == theme.tokens().accent


def _painted(picture: TimelineWidget) -> QImage:
    image = QImage(picture.size(), QImage.Format.Format_RGB32)
    image.fill(theme.tokens().base)
    with QPainter(image) as painter:
        picture.render(painter, QPoint())
    return image


def test_marks_are_sharp_on_a_fine_screen(picture: TimelineWidget) -> None:
    """A pixel in the middle of a drop is wholly of its colour, at twice the pixels too."""
    image = QImage(picture.size() * 2, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(2)
    image.fill(theme.tokens().base)
    with QPainter(image) as painter:
        picture.render(painter, QPoint())
    dose = next(entry for entry in PANEL.entries if entry.is_dose)
    where = point(picture, dose)
    assert image.pixelColor(where.x() * 2, where.y() * 2 + 6).name() == theme.tokens().accent


def test_a_chart_with_next_to_nothing_is_painted_and_walked(qtbot: QtBot, picture: TimelineWidget) -> None:
    chart = made_up.chart(TODAY, visits=[made_up.visit(TODAY, VisitKind.CONSULT)])
    for panel in (timeline_of(chart).of_plan(None), timeline_of(made_up.chart(TODAY)).of_plan(None)):
        picture.show_panel(panel)
        picture.repaint()
        for key in (Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Return):
            qtbot.keyClick(picture, key)


def wheel(picture: TimelineWidget, at: QPointF, notches: int, modifier: Qt.KeyboardModifier) -> None:
    turn = QWheelEvent(
        at, picture.mapToGlobal(at), QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton, modifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(picture, turn)


def test_ctrl_and_the_wheel_zoom_where_the_pointer_is(picture: TimelineWidget) -> None:
    at = QPointF(700, 200)
    scale = Scale(picture.layout_now.plot, picture.viewport)
    day, before = scale.day_at(at.x()), picture.viewport.days
    wheel(picture, at, 3, Qt.KeyboardModifier.ControlModifier)
    assert picture.viewport.days < before
    closer = Scale(picture.layout_now.plot, picture.viewport)
    assert closer.day_at(at.x()) == pytest.approx(day)
    wheel(picture, at, -3, Qt.KeyboardModifier.ControlModifier)
    assert picture.viewport.days == pytest.approx(before)


def test_plus_and_minus_zoom_about_the_mark_that_is_taken(qtbot: QtBot, picture: TimelineWidget) -> None:
    dose = next(entry for entry in reversed(PANEL.entries) if entry.is_dose)
    picture.select(dose)
    before = picture.layout_now.place_of(dose)
    days = picture.viewport.days
    for _ in range(4):
        qtbot.keyClick(picture, Qt.Key.Key_Plus)
    after = picture.layout_now.place_of(dose)
    assert before
    assert after
    assert after.x == pytest.approx(before.x)
    assert picture.viewport.days == pytest.approx(days * 0.8**4)
    qtbot.keyClick(picture, Qt.Key.Key_Minus)
    assert picture.viewport.days == pytest.approx(days * 0.8**3)


def crowded(qtbot: QtBot, picture: TimelineWidget) -> Place:
    """Twelve visits in twelve days, two years in sight: one number."""
    knee = made_up.plan()
    visits = [made_up.visit(TODAY - timedelta(days=ago), reason=f"Visit {ago}") for ago in range(40, 28, -1)]
    picture.show_panel(timeline_of(made_up.chart(TODAY, plans=[knee], visits=visits)).of_plan(knee.id))
    [place] = [place for place in picture.layout_now.places if place.is_crowd]
    return place


def test_a_number_opens_a_list_whose_rows_are_taken_by_mouse_and_keys(
    qtbot: QtBot, picture: TimelineWidget, opened: list[tuple[str, str]]
) -> None:
    place = crowded(qtbot, picture)
    assert place.words == "12"
    qtbot.mouseClick(picture, Qt.MouseButton.LeftButton, pos=QPointF(place.x, place.y).toPoint())
    rows = picture.expansion.list.model()
    shown = [str(rows.index(row, 0).data()) for row in range(rows.rowCount())]
    assert len(shown) == 12
    assert shown[0].endswith("Visit 40")
    assert picture.focus_entry is place.entries[-1]
    qtbot.keyClick(picture, Qt.Key.Key_Left)
    assert picture.expansion.list.currentIndex().row() == 10
    third = picture.expansion.list.visualRect(rows.index(9, 0)).center()
    qtbot.mouseClick(picture.expansion.list.viewport(), Qt.MouseButton.LeftButton, pos=third)
    assert picture.focus_entry is place.entries[9]
    qtbot.keyClick(picture, Qt.Key.Key_Return)
    assert opened == [("visit", place.entries[9].id)]


def test_zoomed_in_a_number_parts_into_its_marks(qtbot: QtBot, picture: TimelineWidget) -> None:
    place = crowded(qtbot, picture)
    picture.select(place.entries[5])
    while any(each.is_crowd for each in picture.layout_now.places):
        qtbot.keyClick(picture, Qt.Key.Key_Plus)
    assert picture.layout_now.place_of(place.entries[5])
    assert picture.viewport.days > 10


def test_a_lane_that_folds_opens_by_its_title_and_by_f(qtbot: QtBot, picture: TimelineWidget) -> None:
    knee = made_up.plan()
    scores = [made_up.score(TODAY - timedelta(days=9), 3, knee, instrument=Instrument.PGIC)]
    picture.show_panel(timeline_of(made_up.chart(TODAY, plans=[knee], scores=scores)).of_plan(knee.id))

    def hints() -> list[str]:
        return [label.text for label in picture.layout_now.labels if label.text == CHANGED]

    [band] = [band for band in picture.layout_now.bands if band.folded]
    assert hints() == []
    with qtbot.waitSignal(picture.moved):
        qtbot.mouseClick(picture, Qt.MouseButton.LeftButton, pos=QPoint(20, round(band.middle)))
    assert hints() == [CHANGED]
    qtbot.keyClick(picture, Qt.Key.Key_F)
    assert hints() == []


def test_a_month_without_a_day_is_told_and_drawn_as_one(qtbot: QtBot, picture: TimelineWidget) -> None:
    knee = made_up.plan()
    each = made_up.injection(date(2026, 2, 28), knee, in_month=True)
    panel = timeline_of(made_up.chart(TODAY, plans=[knee], injections=[each])).of_plan(knee.id)
    picture.show_panel(panel)
    place = next(place for place in picture.layout_now.places if place.entry.in_month)
    scale = Scale(picture.layout_now.plot, picture.viewport)
    assert place.month == pytest.approx(scale.x(date(2026, 2, 1)))
    picture.select(place.entry)
    assert picture.accessibleDescription().startswith("Feb-2026: ")
