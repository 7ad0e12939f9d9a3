"""What stands beside a visit is made once it is in sight, and not for a step that one has left."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from exodesk.queries.visit import read_visit
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.pages.visit.beside import Beside
from tests.factories import a_patient, a_visit


@pytest.fixture
def beside(qtbot: QtBot, record: RecordFile) -> Beside:
    made = Beside()
    qtbot.addWidget(made)
    made.show_visit(read_visit(record, a_visit(record, a_patient(record)).entry_id))
    return made


def told(beside: Beside) -> list[str]:
    return [label.text() for label in beside.findChildren(QLabel)]


def test_it_is_made_a_turn_after_it_came_into_sight(qtbot: QtBot, beside: Beside) -> None:
    beside.show()
    assert told(beside) == []
    qtbot.waitUntil(lambda: "Allergies" in told(beside))


def test_a_step_that_is_left_at_once_makes_nothing(beside: Beside) -> None:
    beside.show()
    beside.hide()
    for _ in range(5):
        QApplication.processEvents()
    assert told(beside) == []
