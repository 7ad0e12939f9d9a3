"""Nothing that was typed into a visit is left behind by its signature, and nobody is injected under another name."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from exodesk.core.records.plan import Plan
from exodesk.queries import patients
from exodesk.queries.drafts import waiting
from exodesk.queries.visit import read_visit
from exodesk.services.drafts import keep_draft
from exodesk.services.patients import edit_patient
from exodesk.storage.recordfile import RecordFile
from tests.factories import a_plan_with_consent, a_visit
from tests.ui.pages.person import CTRL, SHIFT, Person, buttons

NOT_GIVEN = "Treatment: what is typed is not written down as given. Give or discard it."


@pytest.fixture
def plan(record: RecordFile) -> Plan:
    return a_plan_with_consent(record, family_name="Alvarez", given_name="Marisol")


@pytest.fixture
def visit_id(record: RecordFile, plan: Plan) -> str:
    """An injection visit of today with its reason."""
    return a_visit(record, plan.patient_id, reason="Knee pain").entry_id


def sign(person: Person, visit_id: str) -> bool:
    """Press the key, whatever the button says; whether it is signed."""
    person.key(Qt.Key.Key_S, CTRL | SHIFT)
    return read_visit(person.session.record, visit_id).view.is_signed


def test_who_is_here_is_asked_anew_once_the_name_is_another_one(
    person: Person, record: RecordFile, plan: Plan, visit_id: str
) -> None:
    person.open_visit(visit_id)
    pause = person.treatment().pause
    pause.identity.setFocus()
    person.key(Qt.Key.Key_Y)
    patient = patients.get(record, plan.patient_id)
    person.session.run(edit_patient, replace(patient, sex=None))
    assert pause.is_begun, "nothing of what was asked is another thing now"
    person.session.run(edit_patient, replace(patient, family_name="Baptista"))
    assert pause.identity.detail.text().startswith("BAPTISTA, Marisol")
    assert not pause.is_begun


def test_an_injection_that_is_typed_and_not_given_stands_before_the_signature(person: Person, visit_id: str) -> None:
    page = person.open_visit(visit_id)
    person.treatment()
    person.fill("Volume given", "0.4")
    review = person.review()
    assert buttons(review)[0] == NOT_GIVEN
    assert not review.sign.isEnabled()
    assert not sign(person, visit_id)
    person.press(NOT_GIVEN)
    assert page.tabs.tabText(page.tabs.currentIndex()) == "Treatment"
    assert person.text("Volume given") == "0.4"
    person.press("Discard what is typed")
    assert person.review().sign.isEnabled()
    assert sign(person, visit_id)
    assert waiting(person.session.record) == []


def test_text_that_cannot_be_saved_stands_before_the_signature(person: Person, visit_id: str) -> None:
    page = person.open_visit(visit_id)
    person.field("History").setFocus()
    QApplication.clipboard().setText("x" * 20_000)
    person.key(Qt.Key.Key_V, CTRL)
    said = "Reason and history: what is typed is not saved. Look at it there."
    assert buttons(person.review())[0] == said
    assert not sign(person, visit_id)
    person.press(said)
    assert page.tabs.currentIndex() == 0
    person.fill("History", "Fell in May")
    assert sign_after_review(person, visit_id)
    assert read_visit(person.session.record, visit_id).view.visit.history == "Fell in May"


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [("Pain now, Right knee", "77", "Scores: "), ("Heart rate", "fast", "Vitals: "), ("SpO₂", "-1", "Vitals: ")],
)
def test_figures_that_cannot_be_saved_stand_before_the_signature(
    person: Person, visit_id: str, field: str, typed: str, said: str
) -> None:
    page = person.open_visit(visit_id)
    person.step("Exam and scores")
    person.fill(field, typed)
    line = f"{said}what is typed is not saved. Look at it there."
    assert line in buttons(person.review())
    assert not sign(person, visit_id)
    person.press(line)
    assert page.tabs.currentIndex() == 1
    assert person.focus is person.field(field)
    person.key(Qt.Key.Key_A, CTRL)
    person.key(Qt.Key.Key_Delete)
    assert sign_after_review(person, visit_id)


def test_what_came_back_after_a_kill_is_looked_at_before_the_signature(
    person: Person, record: RecordFile, visit_id: str, plan: Plan
) -> None:
    unit = record.head().unit
    keep_draft(record, "visit.exam", visit_id, {"assessment": "Effusion"}, patient_id=plan.patient_id, base_unit=unit)
    page = person.open_visit(visit_id)
    said = "Exam: what is typed is not saved. Look at it there."
    assert buttons(person.review())[0] == said
    assert not sign(person, visit_id)
    person.press(said)
    assert page.tabs.currentIndex() == 1
    assert person.text("Assessment") == "Effusion"
    assert sign_after_review(person, visit_id)
    assert read_visit(record, visit_id).view.visit.assessment == "Effusion"


def sign_after_review(person: Person, visit_id: str) -> bool:
    review = person.review()
    assert review.sign.isEnabled()
    assert review.message.isHidden(), "what was refused before is no longer said"
    return sign(person, visit_id)
