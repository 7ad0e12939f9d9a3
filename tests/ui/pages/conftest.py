"""A person at the window, over a real record."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from exodesk.ui.open_record.session import Session
from tests.ui.pages.person import Person


@pytest.fixture
def person(qtbot: QtBot, session: Session) -> Iterator[Person]:
    somebody = Person(qtbot, session)
    yield somebody
    somebody.go_home()
