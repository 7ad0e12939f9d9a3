"""Unsigned visits stay on the Patients page until they are signed."""

from datetime import timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from exodesk.core.records.visit import VisitKind
from exodesk.queries.unsigned import unsigned_visits
from exodesk.services.patients import merge_patients
from exodesk.services.signing import sign_visit
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.patients import PatientsPage
from exodesk.ui.parts import ListRow
from tests.factories import a_patient, a_visit
from tests.ui.pages.person import CTRL, Person


def test_a_visit_is_listed_until_it_is_signed_the_oldest_first(record: RecordFile) -> None:
    patient_id = a_patient(record)
    later = a_visit(record, patient_id, VisitKind.REVIEW)
    earlier = a_visit(record, patient_id, VisitKind.REVIEW, visited_on=record.today() - timedelta(days=9))
    assert [each.visit.entry_id for each in unsigned_visits(record)] == [earlier.entry_id, later.entry_id]
    sign_visit(record, earlier.entry_id)
    assert [each.visit.entry_id for each in unsigned_visits(record)] == [later.entry_id]


def test_a_visit_of_a_merged_chart_names_the_chart_it_counts_as(record: RecordFile) -> None:
    kept, other = a_patient(record), a_patient(record)
    a_visit(record, other, VisitKind.REVIEW)
    merge_patients(record, kept, other, "The same person")
    assert [each.patient.id for each in unsigned_visits(record)] == [kept]


def test_the_card_opens_the_visit_and_goes_when_none_waits(qtbot: QtBot, session: Session) -> None:
    visit = a_visit(session.record, a_patient(session.record), VisitKind.REVIEW)
    page = PatientsPage(session)
    qtbot.addWidget(page)
    session.changed.connect(page.refresh)
    assert page.unsigned.isVisibleTo(page)
    page.unsigned.toggle.click()
    (row,) = page.unsigned.findChildren(ListRow)
    with qtbot.waitSignal(page.sign_asked) as opened:
        row.click()
    assert opened.args == [visit.entry_id]
    session.run(sign_visit, visit.entry_id)
    assert not page.unsigned.isVisibleTo(page)


def test_a_visit_begun_by_mistake_leaves_the_list(person: Person) -> None:
    record = person.session.record
    visit = a_visit(record, a_patient(record), reason=None)
    person.open_visit(visit.entry_id)
    person.review()
    person.press("Begun by mistake…")
    person.fill("Why it was entered in error", "Wrong chart")
    person.key(Qt.Key.Key_S, CTRL)
    assert person.reads("Entered in error")
    assert person.reads("Taken out 02-Mar-2026 by Robin Example, MD: Wrong chart")
    assert not person.open_patients().unsigned.isVisible()
