"""The chart of a past day as somebody reads it: whose it is, which day, what stood there then, and nothing to press."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from exodesk.services.patients import edit_patient
from exodesk.storage import patients
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.chart.page import ChartPage
from exodesk.ui.pages.past import PastPage
from exodesk.ui.parts.lines import LineRow
from exodesk.ui.parts.read_dialog import ReadDialog
from tests.factories import Clock, a_consent, a_lot, a_patient, a_plan, give, score
from tests.ui.seen import texts_in


@pytest.fixture
def session(qtbot: QtBot, record: RecordFile, clock: Clock) -> Session:
    """A patient with a dose on the second of March, renamed on the fifth."""
    patient = a_patient(record, given_name="Alex")
    a_consent(record, patient)
    plan = a_plan(record, patient)
    score(record, plan, 7)
    clock.pass_by(hours=1)
    give(record, plan, a_lot(record), sign=True)
    clock.go_to(date(2026, 3, 5))
    renamed = patients.get(record, patient)
    edit_patient(record, replace(renamed, given_name="Kim"))
    clock.go_to(date(2026, 6, 1))
    return Session(record)


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> PastPage:
    [row] = session.record.read("SELECT id FROM patient")
    page = PastPage(session, row["id"])
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    return page


def rows(page: PastPage) -> list[str]:
    return [row.accessibleName() for row in page.findChildren(LineRow)]


def test_it_opens_on_the_last_change_and_says_whose_and_when(page: PastPage) -> None:
    assert "Thu 05-Mar-2026" in page.says.text.text()
    assert "Kim" in texts_in(page.banner)
    assert page.before.isEnabled()
    assert not page.after.isEnabled()


def test_a_day_is_typed_or_stepped_to(qtbot: QtBot, page: PastPage) -> None:
    page.before.click()
    assert page.day.text() == "02-Mar-2026"
    assert "Alex" in texts_in(page.banner)
    page.day.clear()
    qtbot.keyClicks(page.day, "4 mar 2026")
    qtbot.keyClick(page.day, Qt.Key.Key_Return)
    assert page.day.text() == "04-Mar-2026"
    assert "Alex" in texts_in(page.banner)
    page.after.click()
    assert "Kim" in texts_in(page.banner)


@pytest.mark.parametrize(("typed", "says"), [("1 jan 2026", "nothing was recorded"), ("soon", "soon")])
def test_a_day_that_cannot_be_shown_is_said_and_the_page_stays(
    qtbot: QtBot, page: PastPage, typed: str, says: str
) -> None:
    page.day.clear()
    qtbot.keyClicks(page.day, typed)
    qtbot.keyClick(page.day, Qt.Key.Key_Return)
    assert says in page._problem.text()
    assert "05-Mar-2026" in page.says.text.text()


def test_a_visit_of_that_day_is_read_with_whose_it_is(qtbot: QtBot, page: PastPage) -> None:
    page.before.click()
    page.tabs.setCurrentIndex(1)
    [row] = [each for each in page.findChildren(LineRow) if "Injection" in each.accessibleName() and each.isVisible()]
    row.click()
    [dialog] = page.findChildren(ReadDialog)
    assert "as it stood on 02-Mar-2026" in texts_in(dialog)
    assert "Alex" in texts_in(dialog)
    dialog.reject()


def test_nothing_on_it_changes_anything(page: PastPage, session: Session) -> None:
    before = session.record.head()
    page.tabs.setCurrentIndex(2)
    words = {
        button.text().split("  ")[0].strip()
        for button in page.findChildren(QPushButton)
        if button.isVisible() and button.text()
    }
    assert words == {"Change before", "Change after", "Chart of today"}
    assert session.record.head() == before


def test_the_chart_leads_to_it_and_it_leads_back(qtbot: QtBot, page: PastPage, session: Session) -> None:
    [row] = session.record.read("SELECT id FROM patient")
    chart = ChartPage.of(session, row["id"])
    qtbot.addWidget(chart)
    [action] = [each for each in chart.menu.actions() if each.text() == "As it stood on a day…"]
    with qtbot.waitSignal(chart.past_asked) as asked:
        action.trigger()
    assert asked.args == [row["id"]]
    [now] = [each for each in page.findChildren(QPushButton) if each.text() == "Chart of today"]
    with qtbot.waitSignal(page.chart_asked):
        now.click()
