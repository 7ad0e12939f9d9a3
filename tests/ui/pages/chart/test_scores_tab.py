"""The scores of a chart by plan: added by digits, corrected with a reason, taken out and still to be read."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from exodesk.core.codes import Side
from exodesk.core.records.plan import Plan
from exodesk.core.records.visit import Instrument, Score, ScoreMode
from exodesk.services.scores import record_scores
from exodesk.services.signing import sign_visit
from exodesk.storage import scores
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.pages.chart.page import ChartPage
from exodesk.ui.pages.chart.scores import NONE_YET, PlanScores
from exodesk.ui.pages.visit.page import VisitPage
from tests.factories import a_patient, a_plan, a_visit
from tests.ui.pages.person import ALT, CTRL, Person


@pytest.fixture
def plan(record: RecordFile) -> Plan:
    patient_id = a_patient(record, family_name="Alvarez", given_name="Marisol")
    return a_plan(record, patient_id)


@pytest.fixture
def page(person: Person, plan: Plan) -> ChartPage:
    page = person.open_chart(plan.patient_id)
    person.key(Qt.Key.Key_5, ALT)
    return page


def told(record: RecordFile, plan: Plan) -> dict[Instrument, Score]:
    return {score.instrument: score for score in scores.of_patients(record, [plan.patient_id])}


def rows_of(page: ChartPage, plan_id: str | None) -> list[list[str]]:
    rows = page.scores.cards[plan_id].table.rows
    return [
        [str(rows.index(row, column).data()) for column in range(rows.columnCount())] for row in range(rows.rowCount())
    ]


def choose(person: Person, card: PlanScores, *words: str) -> None:
    """By keys: Enter on the row, down to each of these words, and into it."""
    card.table.setFocus()
    person.key(Qt.Key.Key_Return)
    for each in words:
        person.bot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action = next(action for action in menu.actions() if each in action.text().replace("&", ""))
        if inner := action.menu():
            menu.setActiveAction(action)
            assert isinstance(inner, QMenu)
            inner.popup(menu.pos())
        else:
            action.trigger()
    while popup := QApplication.activePopupWidget():
        popup.close()


def test_without_scores_it_says_so_and_offers_to_add_some(person: Person, page: ChartPage) -> None:
    assert person.reads(NONE_YET)
    assert page.scores.cards.keys() == {page.chart.plans[0].plan.id}


def test_scores_are_added_by_six_keys(person: Person, page: ChartPage, record: RecordFile, plan: Plan) -> None:
    person.press("Add scores: Right knee")
    person.type("7")
    person.key(Qt.Key.Key_Tab)
    person.type("6")
    person.key(Qt.Key.Key_Tab)
    person.type("4")
    person.key(Qt.Key.Key_S, CTRL)
    assert rows_of(page, plan.id) == [["02-Mar-2026", "7", "6", "4 (no change)", "In the clinic"]]
    assert {score.plan_id for score in told(record, plan).values()} == {plan.id}
    assert person.focus is page.scores.cards[plan.id].add_scores


def test_nothing_is_saved_without_an_answer_or_with_one_that_cannot_be(
    person: Person, page: ChartPage, record: RecordFile, plan: Plan
) -> None:
    person.press("Add scores: Right knee")
    person.key(Qt.Key.Key_S, CTRL)
    assert person.problem("Pain, average of 7 days") == "Type at least one answer."
    person.type("11")
    person.key(Qt.Key.Key_S, CTRL)
    assert "10" in person.problem("Pain, average of 7 days")
    person.fill("Pain, average of 7 days", "5")
    person.fill("Date", "-3d")
    person.press("By phone")
    person.key(Qt.Key.Key_S, CTRL)
    [score] = told(record, plan).values()
    assert (score.score, score.scored_on, score.mode) == (Decimal(5), date(2026, 2, 27), ScoreMode.PHONE)
    assert rows_of(page, plan.id) == [["27-Feb-2026", "5", "", "", "By phone"]]


def test_a_score_told_by_phone_is_corrected_with_a_reason_and_keeps_its_history(
    person: Person, page: ChartPage, record: RecordFile, plan: Plan
) -> None:
    answers = {Instrument.PAIN_AVERAGE: Decimal(8), Instrument.PAIN_NOW: Decimal(6)}
    person.session.run(record_scores, plan.patient_id, answers, plan_id=plan.id, mode=ScoreMode.PHONE)
    choose(person, page.scores.cards[plan.id], "Pain, average of 7 days: 8", "Correct…")
    person.fill("Score", "12")
    person.fill("Why it is corrected", "Misheard on the phone")
    person.key(Qt.Key.Key_S, CTRL)
    assert "0 to 10" in person.problem("Score")
    person.fill("Score", "3")
    person.key(Qt.Key.Key_S, CTRL)
    assert rows_of(page, plan.id) == [["02-Mar-2026", "3", "6", "", "By phone"]]
    choose(person, page.scores.cards[plan.id], "Pain, average of 7 days: 3", "History…")
    for words in ("Misheard on the phone", "8", "3"):
        assert person.reads(words)
    person.key(Qt.Key.Key_Escape)


def test_a_score_entered_in_error_counts_no_more_and_stays_readable(
    person: Person, page: ChartPage, record: RecordFile, plan: Plan
) -> None:
    person.session.run(record_scores, plan.patient_id, {Instrument.PAIN_NOW: Decimal(6)}, plan_id=plan.id)
    choose(person, page.scores.cards[plan.id], "Pain now: 6", "Entered in error…")
    person.key(Qt.Key.Key_S, CTRL)
    assert person.problem("Why it was entered in error")
    person.type("Told of the other knee")
    person.key(Qt.Key.Key_S, CTRL)
    assert told(record, plan) == {}
    assert rows_of(page, plan.id) == [["02-Mar-2026", "", "6", "", "In the clinic, entered in error"]]
    person.press("Undo")
    assert len(told(record, plan)) == 1
    assert rows_of(page, plan.id) == [["02-Mar-2026", "", "6", "", "In the clinic"]]


def test_a_signed_score_is_corrected_as_its_visit_is_and_a_draft_is_opened(
    person: Person, page: ChartPage, record: RecordFile, plan: Plan
) -> None:
    visit = a_visit(record, plan.patient_id, reason="Knee pain")
    session, answers = person.session, {Instrument.PAIN_AVERAGE: Decimal(7)}
    session.run(record_scores, plan.patient_id, answers, plan_id=plan.id, visit_id=visit.entry_id)
    assert rows_of(page, plan.id)[0][-1] == "Injection, not signed"
    session.run(sign_visit, visit.entry_id)
    assert rows_of(page, plan.id)[0][-1] == "Injection, signed"
    choose(person, page.scores.cards[plan.id], "Pain, average of 7 days: 7", "Correct…")
    person.fill("Score", "12")
    person.fill("Why it is amended", "Typed the wrong digit")
    person.key(Qt.Key.Key_S, CTRL)
    assert "0 to 10" in person.problem("Score")
    person.fill("Score", "5")
    person.key(Qt.Key.Key_S, CTRL)
    assert rows_of(page, plan.id) == [["02-Mar-2026", "5", "", "", "Injection, signed, corrected"]]
    choose(person, page.scores.cards[plan.id], "Open the visit")
    person.at(VisitPage)
    assert person.reads("Typed the wrong digit")


def test_each_plan_has_its_own_and_the_whole_body_too(person: Person, record: RecordFile, plan: Plan) -> None:
    other = a_plan(record, plan.patient_id, side=Side.LEFT)
    for plan_id, day, pain in (
        (plan.id, date(2026, 1, 5), 8),
        (plan.id, date(2026, 2, 5), 4),
        (other.id, date(2026, 2, 5), 2),
        (None, date(2026, 2, 6), 9),
    ):
        answers = {Instrument.PAIN_AVERAGE: Decimal(pain)}
        record_scores(record, plan.patient_id, answers, plan_id=plan_id, scored_on=day)
    page = person.open_chart(plan.patient_id)
    page.open_tab("Scores")
    assert [row[:2] for row in rows_of(page, plan.id)] == [["05-Feb-2026", "4"], ["05-Jan-2026", "8"]]
    assert [row[:2] for row in rows_of(page, other.id)] == [["05-Feb-2026", "2"]]
    assert [row[:2] for row in rows_of(page, None)] == [["06-Feb-2026", "9"]]
    assert page.tabs.accessibleTabName(4) == "Scores 4"


def test_the_page_follows_the_keys_through_many_rows(person: Person, page: ChartPage, plan: Plan) -> None:
    for day in range(1, 29):
        answers = {Instrument.PAIN_AVERAGE: Decimal(6)}
        person.session.run(record_scores, plan.patient_id, answers, plan_id=plan.id, scored_on=date(2026, 1, day))
    table = page.scores.cards[plan.id].table
    person.settled_window()
    table.setFocus()
    for _ in range(27):
        person.key(Qt.Key.Key_Down)
    assert table.currentIndex().row() == 27
    area = page.scores._area
    QApplication.processEvents()
    below = table.viewport().mapTo(area, table.visualRect(table.currentIndex()).bottomLeft()).y()
    assert 0 < below <= area.height()


def test_a_score_on_the_timeline_leads_to_its_row(person: Person, page: ChartPage, plan: Plan) -> None:
    for day in (date(2026, 1, 5), date(2026, 2, 5)):
        answers = {Instrument.PAIN_AVERAGE: Decimal(6)}
        person.session.run(record_scores, plan.patient_id, answers, plan_id=plan.id, scored_on=day)
    page.open_tab("Timeline")
    page.opener.open("score", page.chart.scores[0].entry_id)
    table = page.scores.cards[plan.id].table
    assert person.focus is table
    assert table.currentIndex().siblingAtColumn(0).data() == "05-Jan-2026"
