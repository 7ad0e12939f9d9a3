"""What was typed into a visit and never saved before it was signed is read on its page; nothing of it is lost."""

import json
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from exodesk.core.records.plan import Plan
from exodesk.queries.drafts import waiting
from exodesk.queries.visit import read_visit
from exodesk.services.drafts import keep_draft
from exodesk.services.visits import save_visit
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.pages.visit.left_over_card import ALL_SIGNED, WHAT_IT_IS
from tests.factories import a_consent, a_lot, a_patient, a_plan, a_visit, give
from tests.ui.pages.person import CTRL, Person, buttons


@pytest.fixture
def plan(record: RecordFile) -> Plan:
    patient_id = a_patient(record)
    a_consent(record, patient_id)
    return a_plan(record, patient_id)


@pytest.fixture
def visit_id(record: RecordFile, plan: Plan) -> str:
    """A signed visit."""
    visit = a_visit(record, plan.patient_id, reason="Knee pain")
    save_visit(record, replace(visit, exam="Mild effusion"))
    give(record, plan, a_lot(record, code="A0101"), visit=visit, no_consent_reason=None, sign=True)
    return visit.entry_id


def keep(record: RecordFile, visit_id: str, form: str, /, **typed: str) -> None:
    """What a form kept, as it came from an older program."""
    keep_draft(record, form, visit_id, typed, patient_id=None, base_unit=0)


def addenda(record: RecordFile, visit_id: str) -> list[tuple[str | None, str]]:
    return [(each.text, each.reason) for each in read_visit(record, visit_id).view.amendments]


def test_it_is_taken_over_as_an_addendum_by_keys_and_its_draft_goes(
    person: Person, record: RecordFile, plan: Plan, visit_id: str
) -> None:
    keep(record, visit_id, "visit.exam", exam="Mild effusion, warm", assessment="", plan_text="Ice")
    page = person.open_visit(visit_id)
    assert person.reads(WHAT_IT_IS)
    assert person.reads("Mild effusion, warm")
    person.key(Qt.Key.Key_Return)
    assert person.text("Addendum") == "Exam: Mild effusion, warm\nPlan: Ice"
    person.type("Seen when the page was opened again")
    person.key(Qt.Key.Key_S, CTRL)
    said = "Exam: Mild effusion, warm\nPlan: Ice"
    assert addenda(record, visit_id) == [(said, "Seen when the page was opened again")]
    assert waiting(record) == []
    assert not any("Discard" in words for words in buttons(page))
    assert not person.reads(WHAT_IT_IS)


def test_closing_the_addendum_leaves_it_where_it_was(
    person: Person, record: RecordFile, plan: Plan, visit_id: str
) -> None:
    keep(record, visit_id, "visit.exam", exam="Warm")
    person.open_visit(visit_id)
    person.key(Qt.Key.Key_Return)
    person.key(Qt.Key.Key_Escape)
    assert person.reads(WHAT_IT_IS)
    assert addenda(record, visit_id) == []
    assert [found.draft.form for found in waiting(record)] == ["visit.exam"]


def test_it_is_discarded_by_a_person_alone_and_that_is_undone(
    person: Person, record: RecordFile, plan: Plan, visit_id: str
) -> None:
    keep(record, visit_id, "visit.exam", exam="Warm")
    person.open_visit(visit_id)
    person.press("Discard")
    assert waiting(record) == []
    assert not person.reads(WHAT_IT_IS)
    person.key(Qt.Key.Key_Z, CTRL)
    assert [found.draft.typed for found in waiting(record)] == [{"exam": "Warm"}]
    assert person.reads(WHAT_IT_IS)


def test_what_the_visit_says_already_is_not_told_again(
    person: Person, record: RecordFile, plan: Plan, visit_id: str
) -> None:
    keep(record, visit_id, "visit.exam", exam="Mild effusion")
    page = person.open_visit(visit_id)
    assert person.reads(ALL_SIGNED)
    assert not any("as an addendum" in words for words in buttons(page))


def test_an_injection_that_was_typed_and_not_given_is_told_whole(record: RecordFile, plan: Plan, visit_id: str) -> None:
    [lot] = [drawn.lot for given in read_visit(record, visit_id).view.injections for drawn in given.sources]
    assert lot
    keep(
        record, visit_id, "visit.injection", editing="", plan=plan.id, kind="exosome", status="given",
        site="knee_joint", side="right", volume_ul="0.4", discarded_ul="0", guidance="ultrasound", given_at="09:40",
        sources=json.dumps([{"lot": lot.id, "drawn": "0.4", "reconstituted": "", "no_lot_reason": ""}]),
        dose_typed="", note="Slow",
    )  # fmt: skip
    [left] = read_visit(record, visit_id).left_over
    assert left.step == "Treatment"
    assert [(label, words.replace("\u00a0", " ")) for label, words in left.lines] == [
        ("Plan", "Right knee"),
        ("Given at", "09:40"),
        ("Site", "Knee"),
        ("Side", "Right"),
        ("Guidance", "Ultrasound"),
        ("Volume given", "0.4 mL"),
        ("Note", "Slow"),
        ("Lot", "Exo Sample, lot A0101, 0.4 mL drawn"),
    ]


def test_scores_and_vitals_say_of_what_they_are(record: RecordFile, plan: Plan, visit_id: str) -> None:
    keep_draft(
        record, "visit.scores", visit_id, {f"{plan.id}/pain_now": "12", "/pgic": "x"}, patient_id=plan.patient_id,
        base_unit=0,
    )  # fmt: skip
    keep(record, visit_id, "visit.vitals.before", heart_rate="7o")
    scores, vitals = read_visit(record, visit_id).left_over
    assert scores.lines == (("Pain now, right knee", "12"), ("Global change", "x"))
    assert vitals.lines == (("Heart rate", "7o\u00a0/min"),)


def test_an_unsigned_visit_has_its_forms_and_tells_nothing_of_it(record: RecordFile, plan: Plan) -> None:
    visit = a_visit(record, plan.patient_id)
    keep(record, visit.entry_id, "visit.exam", exam="Warm")
    assert read_visit(record, visit.entry_id).left_over == ()
