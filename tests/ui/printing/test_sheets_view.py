"""The preview shows the sheets that are printed: by the same function, moved by keys, white on every desktop."""

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from exodesk.core.records.clinic import Paper
from exodesk.printing.flow import lay_out
from exodesk.printing.printable import DPI
from exodesk.ui.look import theme
from exodesk.ui.printing.sheets_view import GAP, WIDEST, SheetsView, places
from tests.documents.made_up import VISIT, signed, summary
from tests.printing import golden
from tests.printing.pictures import render

LONG = signed(visit=replace(VISIT, instructions="\n".join(f"Line {number}" for number in range(90))))


@pytest.fixture
def view(qtbot: QtBot) -> SheetsView:
    made = SheetsView()
    qtbot.addWidget(made)
    made.resize(700, 600)
    made.show()
    return made


def first_sheet(view: SheetsView) -> QImage:
    """The picture of the first sheet as it is seen."""
    column = view.widget()
    assert column
    shown = column.grab().toImage()
    box = places(QSizeF(850, 1100), 1, column.width())[0].toRect()
    return shown.copy(box).convertToFormat(QImage.Format.Format_Grayscale8)


@pytest.mark.parametrize("scheme", [theme.Scheme.LIGHT, theme.Scheme.DARK])
def test_what_is_seen_is_what_is_printed(view: SheetsView, qapp: QApplication, scheme: theme.Scheme) -> None:
    theme.apply(qapp, scheme)
    try:
        sheets = lay_out(summary(), Paper.LETTER)
        view.show_sheets(sheets)
        seen = first_sheet(view)
    finally:
        theme.apply(qapp, theme.Scheme.LIGHT)
    printed = render(sheets, 1, round(DPI * seen.width() / sheets.size.width()))
    same = printed.scaled(seen.size()).convertToFormat(QImage.Format.Format_Grayscale8)
    assert golden.difference(seen, same) <= 60
    other = render(lay_out(summary(LONG), Paper.LETTER), 1, 60).scaled(seen.size())
    assert golden.difference(seen, other.convertToFormat(QImage.Format.Format_Grayscale8)) > 60


def test_keys_go_through_the_sheets(qtbot: QtBot, view: SheetsView) -> None:
    view.show_sheets(lay_out(summary(LONG), Paper.A4))
    bar = view.verticalScrollBar()
    assert view.accessibleDescription() == "3 pages"
    for key, moves in (
        (Qt.Key.Key_End, bar.maximum),
        (Qt.Key.Key_Home, bar.minimum),
        (Qt.Key.Key_PageDown, bar.pageStep),
        (Qt.Key.Key_PageUp, bar.minimum),
        (Qt.Key.Key_Down, bar.singleStep),
        (Qt.Key.Key_Up, bar.minimum),
    ):
        qtbot.keyClick(view, key)
        assert bar.value() == moves()


def test_sheets_stand_one_below_the_other_in_the_middle() -> None:
    boxes = places(QSizeF(210, 297), 3, 500)
    assert [box.left() for box in boxes] == [GAP] * 3
    assert all(one.bottom() + GAP == pytest.approx(other.top()) for one, other in pairwise(boxes))
    [wide] = places(QSizeF(297, 210), 1, 3000)
    assert wide.width() == WIDEST - 2 * GAP
    assert wide.center().x() == 1500
