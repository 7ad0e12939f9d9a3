"""A visit, written by keys: its steps, its scores, what is missing, its signature, and what the patient takes home."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from exodesk.core.records.injection import Injection, Reaction
from exodesk.core.records.plan import Plan
from exodesk.core.records.visit import Instrument, VisitKind
from exodesk.queries.visit import read_visit
from exodesk.services.injections import answer_observation
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.pages import REVIEW, VISIT
from exodesk.ui.pages.chart.page import ChartPage
from exodesk.ui.pages.visit.beside import HISTORY
from exodesk.ui.pages.visit.notes import NotesStep
from exodesk.ui.pages.visit.page import VisitPage
from exodesk.ui.pages.visit.review import ReviewStep
from exodesk.ui.pages.visit.scores import ScoreLine
from exodesk.ui.pages.visit.treatment import TreatmentStep
from exodesk.ui.parts import Button
from tests.factories import a_lot, a_plan_with_consent, a_visit, give
from tests.ui.pages.person import ALT, CTRL, SHIFT, Person, buttons


@pytest.fixture
def plan(record: RecordFile) -> Plan:
    """A patient with a consent and a plan for the right knee."""
    return a_plan_with_consent(record, family_name="Alvarez", given_name="Marisol")


@pytest.fixture
def visit_id(record: RecordFile, plan: Plan) -> str:
    """An injection visit of today, just begun."""
    return a_visit(record, plan.patient_id, reason=None).entry_id


@pytest.fixture
def page(person: Person, visit_id: str) -> VisitPage:
    return person.open_visit(visit_id)


@pytest.fixture
def given(record: RecordFile, plan: Plan, visit_id: str) -> Injection:
    """One dose of the visit, before it is on the screen."""
    lot = a_lot(record)
    return give(record, plan, lot, visit=read_visit(record, visit_id).view.visit, no_consent_reason=None)


def scores(record: RecordFile, visit_id: str) -> dict[Instrument, str]:
    return {score.instrument: str(score.score) for score in read_visit(record, visit_id).view.scores}


@pytest.mark.parametrize(
    ("kind", "steps"),
    [
        (VisitKind.CONSULT, ["Reason and history", "Exam and scores", "Plan", "Review and sign"]),
        (VisitKind.INJECTION, ["Reason and history", "Exam and scores", "Treatment", "Plan", "Review and sign"]),
    ],
)
def test_a_visit_has_only_the_steps_of_its_kind(
    person: Person, record: RecordFile, plan: Plan, kind: VisitKind, steps: list[str]
) -> None:
    page = person.open_visit(a_visit(record, plan.patient_id, kind).entry_id)
    assert [page.tabs.tabText(index) for index in range(page.tabs.count())] == steps


def test_ctrl_enter_goes_on_and_saves_what_was_typed(person: Person, page: VisitPage, visit_id: str) -> None:
    person.type("Knee pain on stairs")
    person.key(Qt.Key.Key_Return, CTRL)
    assert page.tabs.currentIndex() == 1
    assert read_visit(person.session.record, visit_id).view.visit.reason == "Knee pain on stairs"
    person.key(Qt.Key.Key_1, ALT)
    assert page.tabs.currentIndex() == 0
    assert person.text("Reason for the visit") == "Knee pain on stairs"


def test_scores_are_typed_by_digits_and_enter(person: Person, page: VisitPage, visit_id: str) -> None:
    person.key(Qt.Key.Key_2, ALT)
    for answer in ("7", "6", "4"):
        person.type(answer)
        person.key(Qt.Key.Key_Return)
    assert scores(person.session.record, visit_id) == {
        Instrument.PAIN_AVERAGE: "7",
        Instrument.PAIN_NOW: "6",
        Instrument.PGIC: "4",
    }
    assert page.tabs.accessibleTabName(1) == "Exam and scores, done"


def test_a_score_is_changed_and_taken_back(person: Person, page: VisitPage, visit_id: str) -> None:
    person.key(Qt.Key.Key_2, ALT)
    person.type("7")
    person.key(Qt.Key.Key_Return)
    line = next(line for line in page.findChildren(ScoreLine) if line.instrument is Instrument.PAIN_AVERAGE)
    line.setFocus()
    line.selectAll()
    person.type("5")
    person.key(Qt.Key.Key_Return)
    assert scores(person.session.record, visit_id) == {Instrument.PAIN_AVERAGE: "5"}
    line.setFocus()
    line.selectAll()
    person.key(Qt.Key.Key_Delete)
    person.key(Qt.Key.Key_Return)
    assert scores(person.session.record, visit_id) == {}


def test_a_change_is_told_in_words_as_it_is_typed(person: Person, page: VisitPage) -> None:
    person.key(Qt.Key.Key_2, ALT)
    assert person.reads("1 very much improved, 4 no change, 7 very much worse")
    for answer in ("5", "4", "6"):
        person.type(answer)
        person.key(Qt.Key.Key_Return)
    assert person.reads("Much worse")
    person.review()
    assert person.reads("6 (much worse)")


@pytest.mark.parametrize("typed", ["11", "pain", "nan", "1e1"])
def test_a_score_that_cannot_be_is_told_and_stays(person: Person, page: VisitPage, visit_id: str, typed: str) -> None:
    person.key(Qt.Key.Key_2, ALT)
    person.type(typed)
    person.key(Qt.Key.Key_Return)
    assert person.reads("from 0 to 10")
    assert typed in [line.text() for line in page.findChildren(ScoreLine)]
    assert scores(person.session.record, visit_id) == {}


def test_scores_that_cannot_be_read_wait_for_whoever_comes_back(person: Person, page: VisitPage, visit_id: str) -> None:
    person.key(Qt.Key.Key_2, ALT)
    for answer in ("11", "x", "4"):
        person.type(answer)
        person.key(Qt.Key.Key_Return)
    assert scores(person.session.record, visit_id) == {Instrument.PGIC: "4"}
    assert person.reads("from 0 to 10")  # the one that was saved does not hide the two that were not
    person.open_patients()
    again = person.open_visit(visit_id)
    person.key(Qt.Key.Key_2, ALT)
    assert [line.text() for line in again.findChildren(ScoreLine)] == ["11", "x", "4"]


def test_the_last_visit_stands_beside_the_new_one(person: Person, record: RecordFile, plan: Plan) -> None:
    a_visit(record, plan.patient_id, reason="Fell off a ladder")
    person.open_visit(a_visit(record, plan.patient_id).entry_id)
    assert person.reads("Fell off a ladder")


def test_a_step_is_made_when_it_is_first_seen(person: Person, page: VisitPage) -> None:
    assert len(page.findChildren(NotesStep)) == 1
    assert not page.findChildren(TreatmentStep)
    person.step("Exam and scores")
    assert len(page.findChildren(NotesStep)) == 2
    person.type("Effusion")
    person.step("Reason and history")
    person.step("Exam and scores")
    assert len(page.findChildren(NotesStep)) == 2, "and stays, with what was typed"


def test_where_only_the_signature_is_asked_for_no_step_is_made_but_the_review(person: Person, visit_id: str) -> None:
    person.desk.open_page(VISIT, visit_id, part=REVIEW)
    page = person.at(VisitPage)
    assert isinstance(page.in_sight, ReviewStep)
    assert page.tabs.currentIndex() == page.tabs.count() - 1
    assert not page.findChildren(NotesStep)
    person.step("Reason and history")
    assert isinstance(page.in_sight, NotesStep)
    person.desk.open_page(VISIT, visit_id, part=REVIEW)
    assert isinstance(page.in_sight, ReviewStep), "and from a step of the same visit it is a step away"


def test_the_keys_stay_on_the_plus_that_added_something_beside_the_visit(person: Person, page: VisitPage) -> None:
    step = page.in_sight
    assert isinstance(step, NotesStep)
    step.beside.choice.choose(HISTORY)
    step.beside.choice.chosen.emit(HISTORY)

    def plus() -> QWidget:
        return next(b for b in step.beside.findChildren(Button) if b.accessibleName() == "New in medicines")

    plus().setFocus()
    person.key(Qt.Key.Key_Return)
    person.type("Apixaban")
    person.key(Qt.Key.Key_S, CTRL)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert "Apixaban" in {label.text() for label in step.beside.findChildren(QLabel)}
    assert person.focus is plus()


def test_what_is_missing_is_listed_and_leads_to_its_field(
    person: Person, given: Injection, page: VisitPage, visit_id: str
) -> None:
    review = person.review()
    assert not review.sign.isEnabled()
    assert buttons(review)[:2] == ["Type the reason for the visit.", "Right knee: answer the observation."]
    person.press("Type the reason for the visit.")
    assert page.tabs.currentIndex() == 0
    person.type("Knee pain")
    assert person.text("Reason for the visit") == "Knee pain"
    person.review()
    person.press("Right knee: answer the observation.")
    assert page.tabs.tabText(page.tabs.currentIndex()) == "Treatment"
    person.key(Qt.Key.Key_Return)
    assert read_visit(person.session.record, visit_id).view.injections[0].injection.reaction is Reaction.NONE
    assert person.review().sign.isEnabled()
    assert person.reads("Nothing is missing.")


def test_an_injection_visit_that_names_no_injection_reminds_of_it_and_can_be_signed(
    person: Person, page: VisitPage
) -> None:
    person.type("Came for the injection, has a cold")
    review = person.review()
    assert review.sign.isEnabled()
    assert person.reads("It can be signed as it is.")
    assert not person.reads("Nothing is missing.")
    person.press("No injection is written down in this visit.")
    assert page.tabs.tabText(page.tabs.currentIndex()) == "Treatment"


@pytest.fixture
def signed(person: Person, given: Injection, page: VisitPage) -> VisitPage:
    """Signed on its own page, without a next appointment."""
    person.type("Knee pain")
    person.session.run(answer_observation, given.entry_id, Reaction.NONE)
    person.review()
    person.key(Qt.Key.Key_S, CTRL | SHIFT)
    person.key(Qt.Key.Key_Escape)
    return page


def test_a_signed_visit_is_read_and_has_no_editable_field(person: Person, signed: VisitPage, visit_id: str) -> None:
    assert read_visit(person.session.record, visit_id).view.is_signed
    for words in ("Version 1: 02-Mar-2026", "Robin Example, MD", "Knee pain", "Exo Sample · lot EX26A"):
        assert person.reads(words)
    fields = [*signed.findChildren(QLineEdit), *signed.findChildren(QPlainTextEdit), *signed.findChildren(QComboBox)]
    assert [field for field in fields if field.isVisible()] == []


def test_after_signing_the_keys_are_on_the_summary(person: Person, signed: VisitPage) -> None:
    review = signed.in_sight
    assert isinstance(review, ReviewStep)
    assert person.focus is review.print_button


def test_a_visit_is_not_signed_by_key_while_something_is_missing(
    person: Person, page: VisitPage, visit_id: str
) -> None:
    person.review()
    person.key(Qt.Key.Key_S, CTRL | SHIFT)
    assert not read_visit(person.session.record, visit_id).view.is_signed


def test_what_is_said_of_a_visit_moves_nothing_and_covers_no_button(person: Person, page: VisitPage) -> None:
    step = page.in_sight
    assert step is not None
    before = step.geometry()
    person.key(Qt.Key.Key_S, CTRL)
    assert page.message.isVisible()
    assert step.geometry() == before
    covered = QRect(page.message.mapToGlobal(QPoint(0, 0)), page.message.size())
    for button in (page._back, page._close, page._next):
        assert not covered.intersects(QRect(button.mapToGlobal(QPoint(0, 0)), button.size()))


def test_back_and_the_chart_keep_what_was_typed(person: Person, page: VisitPage, visit_id: str) -> None:
    person.type("Knee pain")
    person.press("Chart", page.banner)
    person.at(ChartPage)
    assert read_visit(person.session.record, visit_id).view.visit.reason == "Knee pain"
    person.key(Qt.Key.Key_Left, ALT)
    person.at(VisitPage)


def test_text_that_is_too_long_waits_at_its_field_and_holds_nobody_back(
    person: Person, page: VisitPage, visit_id: str
) -> None:
    QApplication.clipboard().setText("x" * 600)
    person.key(Qt.Key.Key_V, CTRL)
    person.key(Qt.Key.Key_Return, CTRL)
    assert page.tabs.currentIndex() == 1
    person.key(Qt.Key.Key_1, ALT)
    assert person.problem("Reason for the visit")
    assert person.text("Reason for the visit") == "x" * 600
    assert read_visit(person.session.record, visit_id).view.visit.reason is None


def test_a_visit_is_begun_from_the_chart_by_keys(person: Person, plan: Plan) -> None:
    chart = person.open_chart(plan.patient_id)
    menu = chart.start.menu()
    menu.actions()[1].trigger()
    person.at(VisitPage)
    assert person.reads("Injection · Mon 02-Mar-2026")
    person.type("Knee pain")
    assert person.text("Reason for the visit") == "Knee pain"


def test_the_visit_comes_back_at_the_step_field_and_letter_that_were_left(
    person: Person, page: VisitPage, visit_id: str
) -> None:
    exam = person.notes("Exam and scores")
    person.field("Assessment").setFocus()
    person.type("Effusion gone")
    for _ in range(4):
        person.key(Qt.Key.Key_Left)
    person.open_patients()
    person.key(Qt.Key.Key_J, CTRL)
    again = person.at(VisitPage)
    assert again is not page
    assert again.tabs.currentIndex() == 1
    assert person.focus is not exam.form.control("assessment")
    person.type("almost ")
    assert person.text("Assessment") == "Effusion almost gone"
    person.press("Chart", again.banner)
    person.key(Qt.Key.Key_Left, ALT)
    assert person.at(VisitPage).tabs.currentIndex() == 1


def test_back_leads_to_the_tab_of_the_chart_that_was_left(person: Person, plan: Plan) -> None:
    chart = person.open_chart(plan.patient_id)
    chart.open_tab("Plans")
    person.open_patients()
    person.key(Qt.Key.Key_Left, ALT)
    assert person.at(ChartPage).tabs.tabText(person.at(ChartPage).tabs.currentIndex()) == "Plans"


def test_saving_by_key_says_what_is_kept_and_what_is_open_at_its_field(
    person: Person, page: VisitPage, visit_id: str
) -> None:
    person.fill("Since last time", "Better on stairs")
    person.key(Qt.Key.Key_S, CTRL)
    assert person.reads("What is typed is saved. The reason for the visit is still open.")
    assert person.problem("Reason for the visit") == "Needed before the visit is signed."
    assert person.focus is person.field("Reason for the visit")
    person.type("Knee pain")
    assert not person.problem("Reason for the visit")
    person.key(Qt.Key.Key_S, CTRL)
    assert person.reads("All that is typed here is saved.")
    visit = read_visit(person.session.record, visit_id).view.visit
    assert (visit.reason, visit.since_last) == ("Knee pain", "Better on stairs")
    person.step("Treatment")
    person.fill("Volume given", "0.4")
    person.key(Qt.Key.Key_S, CTRL)
    assert person.reads("Kept as a draft, not given yet.")
    person.review()
    person.key(Qt.Key.Key_S, CTRL)
    assert person.reads("All that is typed is kept. What is listed beside is still open")
    person.treatment()
    person.press("Discard what is typed")
    person.review()
    person.key(Qt.Key.Key_S, CTRL)
    assert person.reads("All of this visit is saved.")


@pytest.mark.parametrize("kind", VisitKind)
def test_a_card_ends_below_its_last_field(person: Person, record: RecordFile, plan: Plan, kind: VisitKind) -> None:
    page = person.open_visit(a_visit(record, plan.patient_id, kind).entry_id)
    person.settled_window()
    step = page.in_sight
    assert isinstance(step, NotesStep)
    card = step.form.parentWidget()
    assert card is not None
    assert card.height() == card.sizeHint().height()
