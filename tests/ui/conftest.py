"""Windows under test: dressed as the program is, over real record files, and a person at them."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from exodesk.storage.recordfile import RecordFile
from exodesk.ui.look import theme
from exodesk.ui.open_record.session import Session
from tests.ui.pages.person import Person


@pytest.fixture(scope="session", autouse=True)
def look(qapp: QApplication) -> None:
    theme.apply(qapp, theme.Scheme.LIGHT)


@pytest.fixture(autouse=True)
def _let_windows_go(look: None) -> Iterator[None]:
    """What a test let go is deleted by Qt after it, as in a running program, and never by Python, part before whole."""
    yield
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def session(look: None, record: RecordFile) -> Session:
    return Session(record)


@pytest.fixture
def person(qtbot: QtBot, session: Session) -> Iterator[Person]:
    somebody = Person(qtbot, session)
    yield somebody
    somebody.go_home()
