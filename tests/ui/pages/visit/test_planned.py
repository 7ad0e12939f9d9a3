"""From the outcome of a consult to the plan by one act, with what the visit tells in place; the review leads there."""

import pytest
from PySide6.QtCore import Qt

from exodesk.core.codes import Side
from exodesk.core.records.plan import Plan
from exodesk.core.records.visit import VisitKind
from exodesk.core.sites import Site
from exodesk.queries.chart import read_chart
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.pages.visit.page import VisitPage
from tests.factories import a_condition, a_patient, a_visit
from tests.ui.pages.person import CTRL, Person

REASON = "Left ankle, since the fall"


@pytest.fixture
def patient_id(record: RecordFile) -> str:
    return a_patient(record)


@pytest.fixture
def page(person: Person, record: RecordFile, patient_id: str) -> VisitPage:
    """The last step but one of a consult."""
    made = person.open_visit(a_visit(record, patient_id, VisitKind.CONSULT, reason=REASON).entry_id)
    person.step("Plan")
    return made


def plans(record: RecordFile, patient_id: str) -> list[Plan]:
    return [each.plan for each in read_chart(record, patient_id).plans]


def end_plan(person: Person) -> None:
    """What the visit does not tell."""
    person.press("One dose")
    person.fill("First dose planned on", "t")
    person.key(Qt.Key.Key_S, CTRL)


def test_nothing_is_offered_before_somebody_is_to_be_treated(person: Person, page: VisitPage) -> None:
    person.key(Qt.Key.Key_N, CTRL)
    assert person.window is person.desk
    person.press("Wait")
    assert not person.reads("New plan…")
    person.press("Treat")
    assert person.reads("New plan…")


def test_a_key_leads_from_treat_to_the_plan_of_the_place_that_the_visit_names(
    person: Person, record: RecordFile, patient_id: str, page: VisitPage
) -> None:
    for site, side in ((Site.ANKLE_JOINT, Side.LEFT), (Site.KNEE_JOINT, Side.RIGHT)):
        a_condition(record, patient_id, site=site, side=side)
    page.refresh()
    person.press("Treat")
    person.key(Qt.Key.Key_N, CTRL)
    assert person.reads(f"Reason for the visit: {REASON}")
    end_plan(person)
    [plan] = plans(record, patient_id)
    assert (plan.site, plan.side) == (Site.ANKLE_JOINT, Side.LEFT)
    assert person.reads("1 plan: Left ankle")


def test_without_a_condition_that_is_asked_first_at_the_place_that_the_visit_names(
    person: Person, record: RecordFile, patient_id: str, page: VisitPage
) -> None:
    person.press("Treat")
    person.key(Qt.Key.Key_N, CTRL)
    assert person.reads("A plan needs a condition. Save it first: the plan comes next.")
    person.fill("Condition", "Osteoarthritis")
    person.key(Qt.Key.Key_S, CTRL)
    end_plan(person)
    [plan] = plans(record, patient_id)
    assert (plan.site, plan.side) == (Site.ANKLE_JOINT, Side.LEFT)


def test_the_review_leads_to_a_birth_date_that_is_missing(person: Person, record: RecordFile) -> None:
    person.open_visit(a_visit(record, a_patient(record, birth_date=None), VisitKind.REVIEW).entry_id)
    person.step("Review and sign")
    person.press("The birth date of the patient is missing.")
    person.type("1962")
    person.key(Qt.Key.Key_S, CTRL)
    assert not person.reads("The birth date of the patient is missing.")


def test_the_review_reminds_of_a_plan_and_leads_to_it(
    person: Person, record: RecordFile, patient_id: str, page: VisitPage
) -> None:
    a_condition(record, patient_id, site=Site.ANKLE_JOINT, side=Side.LEFT)
    page.refresh()
    person.press("Treat")
    person.step("Review and sign")
    person.press("The outcome is to treat, and no plan says with what.")
    end_plan(person)
    assert len(plans(record, patient_id)) == 1
    assert not person.reads("no plan says with what")
