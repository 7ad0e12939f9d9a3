"""A page that nobody touches does nothing: no layout asks for the next one."""

from collections import Counter

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from exodesk.storage.recordfile import RecordFile
from exodesk.ui.pages import BOOSTERS, CALENDAR, CHART, PATIENTS, SETTINGS, TODAY, VISIT
from tests.factories import a_lot, a_patient, a_plan, a_visit, give
from tests.ui.pages.person import Person

PAGES = (TODAY, CALENDAR, PATIENTS, BOOSTERS, SETTINGS, CHART, VISIT)


class LayoutsAsked(QObject):
    """Counts by class of widget."""

    def __init__(self) -> None:
        super().__init__()
        self.counts: Counter[str] = Counter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self.counts[type(watched).__name__] += 1
        return False


@pytest.mark.parametrize("page", PAGES)
def test_a_page_at_rest_lays_nothing_out(person: Person, record: RecordFile, page: str) -> None:
    plan = a_plan(record, a_patient(record))
    give(record, plan, a_lot(record))
    target = {CHART: plan.patient_id, VISIT: a_visit(record, plan.patient_id).entry_id}.get(page)
    person.desk.open_page(page, target)
    person.settle()
    turn(200)
    asked = LayoutsAsked()
    program = QApplication.instance()
    assert program
    program.installEventFilter(asked)
    turn(50)
    program.removeEventFilter(asked)
    assert not asked.counts


def turn(times: int) -> None:
    for _ in range(times):
        QApplication.processEvents()
