"""What Ctrl+K finds in the settings comes in sight, and the keys are on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from exodesk.app import Exodesk
from exodesk.ui import parts
from exodesk.ui.pages.settings import SettingsPage
from exodesk.ui.pages.ways import OF_SETTINGS
from tests.ui.program import closed_record, open_program, workspace

OF_CARDS = [way.part for way in OF_SETTINGS if "/" in way.part]


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Exodesk]:
    with open_program(qtbot, closed_record(tmp_path)) as program:
        yield program


def cards(page: SettingsPage) -> dict[str, parts.Card]:
    return {card.heading.title.text(): card for card in page.findChildren(parts.Card) if card.heading}


@pytest.mark.parametrize("part", OF_CARDS)
def test_a_card_that_is_found_is_scrolled_to_and_has_the_keys(program: Exodesk, part: str) -> None:
    program.window.resize(1366, 768)
    work = workspace(program)
    work.open_page("settings")
    page = work.page
    assert isinstance(page, SettingsPage)
    page.reach(part)
    QApplication.processEvents()
    card = cards(page)[part.partition("/")[2]]
    area = page.tabs.window().focusWidget()
    assert area is not None
    assert card.isAncestorOf(area)
    around = card.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    assert around is not None
    top = card.mapTo(around.viewport(), card.rect().topLeft()).y()
    end = top + min(card.height(), around.viewport().height())
    assert top >= 0
    assert end <= around.viewport().height() + 1


def test_every_card_of_the_settings_is_found(program: Exodesk) -> None:
    work = workspace(program)
    work.open_page("settings")
    page = work.page
    assert isinstance(page, SettingsPage)
    for place in range(page.tabs.count()):
        page.tabs.setCurrentIndex(place)
    alone = {"Your practice", "Figures of the forecast", "Appearance"}  # the first of a section, and by its name
    assert set(cards(page)) - alone == {part.partition("/")[2] for part in OF_CARDS}
