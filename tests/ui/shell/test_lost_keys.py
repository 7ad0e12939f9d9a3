"""Where the control that holds the keys goes, they stay on the page; a sentence where nothing is yet stands whole."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from exodesk.core.records.plan import Plan
from exodesk.services.plans import edit_plan
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.pages.chart.page import ChartPage
from exodesk.ui.parts import EmptyState
from tests.factories import a_patient, a_plan
from tests.ui.pages.person import Person


@pytest.fixture
def plan(record: RecordFile) -> Plan:
    return a_plan(record, a_patient(record))


@pytest.fixture
def page(person: Person, plan: Plan) -> ChartPage:
    page = person.open_chart(plan.patient_id)
    page.open_tab("Plans")
    return page


def test_the_keys_stay_on_the_page_when_what_held_them_is_made_anew(
    person: Person, page: ChartPage, plan: Plan
) -> None:
    page.plans.cards[plan.id].more.setFocus()
    person.session.run(edit_plan, replace(plan, goal="Climb stairs"))
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    person.settled_window()
    assert page.isAncestorOf(person.focus)


def test_somebody_who_goes_to_the_rail_stays_there(person: Person, page: ChartPage) -> None:
    page.tabs.setFocus()
    person.desk.rail.setFocus(Qt.FocusReason.TabFocusReason)
    person.settled_window()
    assert not page.isAncestorOf(person.focus)


def test_a_sentence_of_two_lines_stands_whole_where_nothing_is_yet(person: Person) -> None:
    page = person.open_chart(a_patient(person.session.record))
    page.open_tab("Plans")
    person.settled_window()
    [empty] = [each for each in page.plans.findChildren(EmptyState) if each.isVisible()]
    assert empty.sentence.height() >= empty.sentence.heightForWidth(empty.sentence.width())
