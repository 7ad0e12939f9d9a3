"""Windows under test: dressed as the program is, over real record files."""

import pytest
from PySide6.QtWidgets import QApplication

from exodesk.storage.recordfile import RecordFile
from exodesk.ui import theme
from exodesk.ui.session import Session


@pytest.fixture(scope="session", autouse=True)
def look(qapp: QApplication) -> None:
    theme.apply(qapp, theme.Scheme.LIGHT)


@pytest.fixture
def session(look: None, record: RecordFile) -> Session:
    return Session(record)
