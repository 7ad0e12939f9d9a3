"""An open visit stays in sight on every other page, with the way back; the curtain leaves nobody else's name."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from exodesk.core.records.visit import Visit
from exodesk.services.drafts import keep_draft
from exodesk.services.signing import sign_visit
from exodesk.services.visits import save_visit
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages import CHART, PATIENTS, VISIT
from exodesk.ui.pages.places import places_of_patients
from exodesk.ui.pages.visit.page import VisitPage
from exodesk.ui.shell.workspace import Workspace
from tests.factories import a_patient, a_visit


@pytest.fixture
def visit(record: RecordFile) -> Visit:
    return a_visit(record, a_patient(record, family_name="Rivera", given_name="Ana"))


@pytest.fixture
def desk(qtbot: QtBot, session: Session, visit: Visit) -> Iterator[Workspace]:
    """With one visit open."""
    assert visit
    made = Workspace(session, places_of_patients())
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.open_page(PATIENTS)
    yield made
    made.leave()


def test_an_open_visit_stands_on_every_other_page(desk: Workspace, visit: Visit) -> None:
    desk.open_page(VISIT, visit.entry_id)
    assert desk.strip.isHidden()
    desk.open_page(PATIENTS)
    assert desk.strip.isVisible()
    assert desk.strip.words.text() == "In visit: RIVERA, Ana, 17-May-1961"


def test_over_the_visit_of_another_it_does_not_say_that_one_is_in_it(
    desk: Workspace, record: RecordFile, visit: Visit
) -> None:
    other = a_visit(record, a_patient(record), visited_on=record.today().replace(day=1))
    desk.open_page(VISIT, other.entry_id)
    assert desk.strip.isVisible()
    assert desk.strip.words.text() == "Also open: RIVERA, Ana, 17-May-1961"
    desk.open_page(CHART, other.patient_id)
    assert desk.strip.words.text() == "In visit: RIVERA, Ana, 17-May-1961"


def test_ctrl_j_leads_back_to_the_visit(qtbot: QtBot, desk: Workspace, visit: Visit) -> None:
    desk.open_page(CHART, visit.patient_id)
    qtbot.keyClick(desk, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(desk.page, VisitPage)


def test_a_signed_visit_and_one_of_another_day_are_not_open(desk: Workspace, record: RecordFile, visit: Visit) -> None:
    desk.session.run(sign_visit, visit.entry_id)
    assert desk.strip.isHidden()
    another = a_visit(record, visit.patient_id, visited_on=record.today().replace(day=1))
    desk.session.run(save_visit, replace(another, history="Written up"))
    assert desk.strip.isHidden()


def test_the_curtain_leaves_only_the_open_chart(qtbot: QtBot, desk: Workspace, visit: Visit) -> None:
    desk.open_page(CHART, visit.patient_id)
    qtbot.keyClick(desk, Qt.Key.Key_F12)
    assert desk.page is not None
    assert desk.page.isVisible()
    assert not any(part.isVisible() for part in (desk.rail, desk.search, desk.strip, desk.messages))
    qtbot.keyClick(desk, Qt.Key.Key_F12)
    assert all(part.isVisible() for part in (desk.rail, desk.search, desk.strip))


def test_the_curtain_hides_a_page_that_is_no_chart(qtbot: QtBot, desk: Workspace) -> None:
    qtbot.keyClick(desk, Qt.Key.Key_F12)
    assert desk.page is not None
    assert not desk.page.isVisible()
    qtbot.keyClick(desk, Qt.Key.Key_F12)
    assert desk.page.isVisible()


@pytest.fixture
def draft(record: RecordFile) -> None:
    keep_draft(record, "clinic", "clinic", {"note": "typed"}, patient_id=None, base_unit=record.head().unit)


@pytest.mark.parametrize("put_away", [False, True])
def test_the_line_about_drafts_is_after_the_curtain_what_it_was_before(
    qtbot: QtBot, draft: None, desk: Workspace, put_away: bool
) -> None:
    if put_away:
        [away] = [each for each in desk.drafts.findChildren(QAbstractButton) if "away" in each.accessibleName()]
        away.click()
    qtbot.keyClick(desk, Qt.Key.Key_F12)
    assert not desk.drafts.isVisible()
    qtbot.keyClick(desk, Qt.Key.Key_F12)
    assert desk.drafts.isVisible() is not put_away
