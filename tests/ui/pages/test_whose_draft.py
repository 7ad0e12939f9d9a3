"""What was typed and not saved comes back to the patient it is about, and to nobody else."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox

from exodesk.core.codes import Side
from exodesk.core.dates import PartialDate
from exodesk.core.records.injection import Injection, InjectionKind
from exodesk.core.records.patient import ConditionStatus
from exodesk.core.records.plan import Plan
from exodesk.core.sites import Site
from exodesk.queries.chart import read_chart
from exodesk.queries.drafts import waiting
from exodesk.services.background import edit_condition
from exodesk.services.earlier_injections import add_earlier_injection, edit_earlier_injection
from exodesk.storage import patients, tasks
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.pages.chart.disclosures import disclosure_dialog
from exodesk.ui.pages.chart.plan_dialog import ConditionPicker, PlanDialog
from exodesk.ui.pages.entries import new_entry
from exodesk.ui.pages.phone.dialog import PhoneDialog
from exodesk.ui.pages.task_dialog import TaskDialog
from tests.factories import Clock, a_condition, a_lot, a_patient, a_plan, give
from tests.ui.pages.person import CTRL, SHIFT, Person

Key = Qt.Key


@pytest.fixture
def ida(record: RecordFile) -> str:
    return a_patient(record, family_name="Bell", given_name="Ida", birth_date=PartialDate(1988, 1, 9))


@pytest.fixture
def max_(record: RecordFile) -> str:
    return a_patient(record, family_name="Stone", given_name="Max", birth_date=PartialDate(1970, 2, 3))


def put_aside(person: Person) -> None:
    """As a lock or the palette does: what is typed is kept."""
    person.dialog.put_aside()
    QApplication.processEvents()


def picked(person: Person, name: str) -> str:
    box = person.field(name)
    assert isinstance(box, QComboBox)
    return box.currentText()


def test_a_disclosure_that_was_begun_for_one_patient_is_not_offered_for_another(
    person: Person, ida: str, max_: str
) -> None:
    record = person.session.record
    disclosure_dialog(person.session, patients.get(record, ida), person.open_chart(ida)).open()
    person.fill("Sent to", "Dr. Example")
    put_aside(person)
    disclosure_dialog(person.session, patients.get(record, max_), person.open_chart(max_)).open()
    assert person.text("Sent to") == ""
    put_aside(person)
    disclosure_dialog(person.session, patients.get(record, ida), person.open_chart(ida)).open()
    assert person.text("Sent to") == "Dr. Example"


def test_a_task_that_was_begun_about_one_patient_is_not_put_to_another(person: Person, ida: str, max_: str) -> None:
    person.open_chart(ida)
    person.key(Key.Key_T, CTRL | SHIFT)
    person.fill("What is to be done", "Ask about the MRI")
    put_aside(person)
    person.open_chart(max_)
    person.key(Key.Key_T, CTRL | SHIFT)
    assert person.text("What is to be done") == ""
    put_aside(person)
    person.open_chart(ida)
    person.key(Key.Key_T, CTRL | SHIFT)
    person.key(Key.Key_S, CTRL)
    (task,) = tasks.open_until(person.session.record, person.session.today())
    assert (task.text, task.patient_id) == ("Ask about the MRI", ida)


def test_a_task_that_turns_out_to_be_about_somebody_else_takes_its_text_along(
    person: Person, ida: str, max_: str
) -> None:
    person.open_chart(ida)
    person.key(Key.Key_T, CTRL | SHIFT)
    person.fill("What is to be done", "Ask about the MRI")
    dialog = person.dialog
    assert isinstance(dialog, TaskDialog)
    person.press("Somebody else")
    person.type("stone")
    person.key(Key.Key_Return)
    assert person.text("What is to be done") == "Ask about the MRI"
    put_aside(person)
    (draft,) = waiting(person.session.record)
    assert draft.patient
    assert draft.patient.id == max_


@pytest.fixture
def knee(record: RecordFile, clock: Clock) -> Plan:
    """A dose into the left shoulder, then one into the right knee."""
    patient_id = a_patient(record)
    lot = a_lot(record)
    give(record, a_plan(record, patient_id, site=Site.SHOULDER_JOINT, side=Side.LEFT), lot)
    clock.pass_by(days=1)
    plan = a_plan(record, patient_id)
    give(record, plan, lot)
    return plan


def test_a_call_comes_back_with_the_injection_that_was_chosen(person: Person, knee: Plan) -> None:
    person.open_chart(knee.patient_id)
    person.key(Key.Key_F7)
    person.pick("Injection it may belong to", "02-Mar-2026")
    assert "Left shoulder" in picked(person, "Injection it may belong to")
    person.fill("What was said", "It aches at night")
    put_aside(person)
    person.key(Key.Key_F7)
    assert "Left shoulder" in picked(person, "Injection it may belong to")


def test_a_call_that_was_about_somebody_else_leaves_nothing_with_the_first(person: Person, ida: str, max_: str) -> None:
    person.open_patients()
    person.key(Key.Key_F7)
    person.type("bell")
    person.key(Key.Key_Return)
    person.fill("What was said", "Knee swollen")
    person.press("Somebody else")
    person.type("stone")
    person.key(Key.Key_Return)
    dialog = person.dialog
    assert isinstance(dialog, PhoneDialog)
    assert person.text("What was said") == "Knee swollen"
    put_aside(person)
    (draft,) = waiting(person.session.record)
    assert draft.patient
    assert draft.patient.id == max_


def test_a_plan_comes_back_for_the_condition_it_was_typed_for(person: Person, ida: str) -> None:
    record = person.session.record
    first = a_condition(record, ida, text="Osteoarthritis")
    a_condition(record, ida, text="Tendinopathy")
    page = person.open_chart(ida)
    PlanDialog(person.session, read_chart(record, ida), None, page).open()
    person.pick("Condition", "Osteoarthritis")
    person.fill("Goal, in the patient’s words", "Walk again")
    put_aside(person)
    PlanDialog(person.session, read_chart(record, ida), None, page).open()
    assert person.text("Goal, in the patient’s words") == "Walk again"
    (picker,) = person.dialog.findChildren(ConditionPicker)
    assert picker.condition.id == first


def test_no_plan_is_offered_for_a_condition_that_was_entered_in_error(person: Person, ida: str) -> None:
    record = person.session.record
    right = a_condition(record, ida, text="Osteoarthritis")
    wrong = a_condition(record, ida, text="Tendinopathy")
    mistaken = patients.condition(record, wrong)
    edit_condition(record, replace(mistaken, status=ConditionStatus.ENTERED_IN_ERROR))
    PlanDialog(person.session, read_chart(record, ida), None, person.open_chart(ida)).open()
    (picker,) = person.dialog.findChildren(ConditionPicker)
    assert picker.condition.id == right
    assert [picker.choice.itemText(row).partition(" ")[0] for row in range(picker.choice.count())] == ["Osteoarthritis"]


def test_a_plan_that_was_chosen_comes_back_where_the_injection_was_changed_meanwhile(person: Person, ida: str) -> None:
    record = person.session.record
    plan = a_plan(record, ida)
    key = record.new_id()
    entered = Injection(
        id=key, entry_id=key, visit_id=None, patient_id=ida, given_on=record.today(),
        site=plan.site, side=plan.side, kind=InjectionKind.STEROID, from_earlier_records=True,
    )  # fmt: skip
    add_earlier_injection(record, entered, [])
    page = person.open_chart(ida)
    page.opener.open_earlier(key)
    person.pick("Plan it counts for", "Right knee")
    put_aside(person)
    edit_earlier_injection(record, replace(entered, note="By the former clinic"), [])
    page.refresh()
    page.opener.open_earlier(key)
    assert picked(person, "Plan it counts for").startswith("Right knee")


def test_an_earlier_treatment_comes_back_for_its_condition(person: Person, ida: str) -> None:
    record = person.session.record
    a_condition(record, ida, text="Osteoarthritis")
    a_condition(record, ida, text="Tendinopathy")
    page = person.open_chart(ida)
    new_entry(person.session, "earlier_treatment", read_chart(record, ida), page).open()
    person.pick("For the condition", "Tendinopathy")
    person.fill("Result", "No better")
    put_aside(person)
    new_entry(person.session, "earlier_treatment", read_chart(record, ida), page).open()
    assert person.text("Result") == "No better"
    assert picked(person, "For the condition").startswith("Tendinopathy")
