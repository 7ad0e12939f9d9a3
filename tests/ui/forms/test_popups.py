"""A list that opens never hides whom a page is about, and cuts none of its entries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from exodesk.ui import parts
from exodesk.ui.forms.choices import Choice
from exodesk.ui.forms.popups import LEAST_HEIGHT, placed

ROOM = QRect(0, 200, 1366, 568)


@given(x=st.integers(0, 1300), y=st.integers(200, 730), width=st.integers(60, 900), height=st.integers(20, 1000))
def test_a_list_stays_in_its_room_and_off_its_field(x: int, y: int, width: int, height: int) -> None:
    field = QRect(x, y, 60, 32)
    shown = placed(field, QSize(width, height), ROOM)
    assert not shown.intersects(field)
    assert shown.top() >= ROOM.top()
    assert ROOM.left() <= shown.left()
    assert shown.right() <= ROOM.right()
    assert shown.height() >= min(height, LEAST_HEIGHT)


def test_a_list_near_the_foot_of_a_page_leaves_the_name_above_it_in_sight(qtbot: QtBot) -> None:
    page, sheet, banner = QWidget(), QWidget(), parts.page_title("ALVAREZ, Marisol")
    banner.setFixedHeight(120)
    lots = Choice([(str(number), f"Exo Sample · lot {number} · recalled for a reason") for number in range(60)],
                  optional=False)  # fmt: skip
    inner = QVBoxLayout(sheet)
    inner.addStretch()
    inner.addWidget(lots)
    column = QVBoxLayout(page)
    column.addWidget(banner)
    column.addWidget(parts.scrolling(sheet), 1)
    qtbot.addWidget(page)
    screen = page.screen().availableGeometry()
    page.setGeometry(screen.left(), screen.bottom() - 300, 420, 300)
    with qtbot.waitExposed(page):
        page.show()
    lots.showPopup()
    held = lots.view().window()
    assert held.isVisible()
    assert held.geometry().top() >= banner.mapToGlobal(QPoint(0, banner.height())).y()
    assert held.width() >= lots.view().sizeHintForColumn(0)
    lots.hidePopup()


@pytest.mark.parametrize(("keys", "chosen"), [((), "E1"), ((Qt.Key.Key_Down,), "K2")])
def test_in_the_list_of_an_empty_field_the_first_entry_is_seen_to_have_the_keys(
    qtbot: QtBot, keys: tuple[Qt.Key, ...], chosen: str
) -> None:
    lots = Choice([("E1", "Exo Sample · lot E1"), ("K2", "Exo Sample · lot K2")], optional=False)
    qtbot.addWidget(lots)
    with qtbot.waitActive(lots):
        lots.show()
    lots.setFocus()
    qtbot.keyClick(lots, Qt.Key.Key_Space)
    assert [index.row() for index in lots.view().selectedIndexes()] == [0]
    assert lots.raw() == "", "to look at the list chooses nothing"
    for key in (*keys, Qt.Key.Key_Return):
        qtbot.keyClick(lots.view(), key)
    assert lots.raw() == chosen
