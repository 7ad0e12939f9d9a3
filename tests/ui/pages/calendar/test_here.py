"""What the right button of the mouse, or the menu key, offers where one stands; and the line of now."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QColor, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget

from exodesk.core.records.appointment import AppointmentStatus
from exodesk.ui.calendar.geometry import gaps
from exodesk.ui.look import theme
from exodesk.ui.pages.calendar.page import CalendarPage
from exodesk.ui.pages.calendar.views import View
from exodesk.ui.timeline.geometry import Box
from tests.factories import Clock, a_patient
from tests.ui.pages.calendar.days import at, booked, place_of, read, spot, stored
from tests.ui.pages.person import Person

STATUS = AppointmentStatus


@pytest.fixture
def alex(person: Person) -> str:
    return a_patient(person.session.record, mobile="555 0100")


@pytest.fixture
def page(person: Person) -> CalendarPage:
    person.desk.open_page("calendar")
    return person.at(CalendarPage)


def menu_at(person: Person, grid: QWidget, spot: QPoint) -> dict[str, QAction]:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, grid.mapToGlobal(spot))
    QApplication.sendEvent(grid, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return {action.text().split("\t")[0]: action for action in menu.actions() if not action.isSeparator()}


def choose(entries: dict[str, QAction], words: str) -> None:
    entries[words].trigger()
    if menu := QApplication.activePopupWidget():  # a dialog has closed it
        menu.close()


def test_the_right_button_offers_what_can_be_done_with_a_booking(person: Person, page: CalendarPage, alex: str) -> None:
    key = booked(person, alex, at(10))
    grid = read(person, page)
    entries = menu_at(person, grid, place_of(grid, key))
    assert list(entries) == ["Open…", "Confirmed", "Arrived", "Cancel it", "Take along to another time"]
    choose(entries, "Confirmed")
    assert stored(person, key).status is STATUS.CONFIRMED
    choose(menu_at(person, grid, place_of(grid, key)), "Take along to another time")
    free = menu_at(person, grid, spot(grid, at(14)))
    assert list(free) == ["Book…", "Block time…", "Put 10:00 SAMPLE, Alex here"]
    choose(free, "Put 10:00 SAMPLE, Alex here")
    assert stored(person, key).starts_at == at(14)
    choose(menu_at(person, read(person, page), place_of(grid, key)), "Cancel it")
    assert stored(person, key).status is STATUS.CANCELLED


def test_only_what_can_be_is_offered(person: Person, page: CalendarPage, alex: str) -> None:
    now, later = booked(person, alex, at(9)), booked(person, alex, at(10, day=date(2026, 3, 4)))
    grid = read(person, page)
    choose(menu_at(person, grid, place_of(grid, now)), "Did not come")
    assert stored(person, now).status is STATUS.NO_SHOW
    choose(menu_at(person, grid, place_of(grid, later)), "Open…")
    dialog = person.dialog
    offered = {each.text() for each in dialog.findChildren(QPushButton) if each.isVisibleTo(dialog)}
    assert {"Confirmed", "Cancel it", "Chart"} <= offered
    assert not {"Arrived", "Did not come", "Start visit"} & offered
    dialog.reject()


def test_the_menu_key_offers_the_same_and_so_does_the_month(person: Person, page: CalendarPage, alex: str) -> None:
    key = booked(person, alex, at(10))
    read(person, page).stand_on(key)
    for view in (View.WEEK, View.MONTH):
        page.show_view(view)
        grid = page.days.painted
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1))
        QApplication.sendEvent(grid, event)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        assert menu.actions()[1].text() == "Open…\tEnter"
        menu.close()


def test_the_line_of_now_strikes_no_words_out(person: Person, page: CalendarPage, alex: str, clock: Clock) -> None:
    key = booked(person, alex, at(9))
    clock.pass_by(minutes=15)
    grid = read(person, page)
    layout, tile = grid.layout_now, grid.layout_now.tile_of(key)
    assert tile
    assert layout.now
    danger, picture, y = QColor(theme.tokens().danger), grid.grab().toImage(), round(layout.now)
    assert tile.box.top <= y <= tile.box.bottom
    column = layout.columns[0]
    ink = [x for x in range(int(column.left), int(column.right)) if picture.pixelColor(x, y) == danger]
    assert ink
    assert not [x for x in ink if tile.box.left + 5 < x < tile.box.left + tile.box.width - 1]


def test_a_line_is_drawn_beside_the_boxes_on_it() -> None:
    boxes = [Box(20, 0, 30, 9), Box(40, 0, 20, 9), Box(80, 0, 40, 9)]
    assert list(gaps((10, 100), boxes)) == [(10, 20), (60, 80)]
    assert list(gaps((10, 100), [])) == [(10, 100)]
