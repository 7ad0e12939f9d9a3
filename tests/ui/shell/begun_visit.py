"""A visit begun in the whole program, and the box in which its words are typed."""

from PySide6.QtWidgets import QPlainTextEdit

from exodesk.app import Exodesk
from exodesk.core.records.visit import VisitKind
from exodesk.services.visits import start_visit
from exodesk.ui.pages.visit.page import VisitPage
from tests.factories import a_lot, a_plan
from tests.ui.program import record_of, workspace


def begun_visit(program: Exodesk) -> VisitPage:
    """For an injection, of the patient of the record, open where the words of the visit are typed."""
    record = record_of(program)
    patient = record.read("SELECT id FROM patient")[0]["id"]
    a_plan(record, patient)
    a_lot(record)
    workspace(program).open_page("visit", start_visit(record, patient, VisitKind.INJECTION).record_id)
    page = workspace(program).page
    assert isinstance(page, VisitPage)
    page.tabs.setCurrentIndex(1)
    return page


def typing_box(page: VisitPage) -> QPlainTextEdit:
    return next(box for box in page.findChildren(QPlainTextEdit) if box.isVisibleTo(page) and not box.isReadOnly())
