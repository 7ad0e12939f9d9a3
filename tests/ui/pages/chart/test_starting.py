"""What the Start button of a chart offers: every kind of visit, one of another day, an injection from earlier records.

And such an injection afterwards: mended, taken out, put back, from the window.
"""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from exodesk.core.chart import GivenInjection
from exodesk.core.records.injection import InjectionStatus
from exodesk.core.records.plan import Plan
from exodesk.core.records.visit import VisitKind
from exodesk.queries.chart import read_chart
from exodesk.ui.pages.chart.page import ChartPage
from exodesk.ui.pages.visit.page import VisitPage
from exodesk.ui.parts.lines import LineRow
from exodesk.ui.parts.record_history import HistoryDialog
from tests.factories import a_lot, a_patient, a_plan, give
from tests.ui.pages.person import CTRL, Person


@pytest.fixture
def plan(person: Person) -> Plan:
    return a_plan(person.session.record, a_patient(person.session.record))


def start(person: Person, words: str) -> None:
    """Pick an entry of the Start button's menu."""
    menu = person.at(ChartPage).start.menu()
    assert menu
    next(action for action in menu.actions() if action.text() == words).trigger()


@pytest.mark.parametrize("kind", list(VisitKind))
def test_each_kind_of_visit_is_started_for_today(person: Person, plan: Plan, kind: VisitKind) -> None:
    person.open_chart(plan.patient_id)
    start(person, kind.label)
    assert person.at(VisitPage)._title.text() == f"{kind.label} · Mon 02-Mar-2026"


def test_two_keys_start_the_first_kind_of_visit(person: Person, plan: Plan) -> None:
    person.open_chart(plan.patient_id)
    person.key(Qt.Key.Key_N, CTRL)
    menu = QApplication.activePopupWidget()
    assert menu is person.at(ChartPage).start.menu()
    person.bot.keyClick(menu, Qt.Key.Key_Return)
    assert person.at(VisitPage)._title.text() == "Consult · Mon 02-Mar-2026"


def test_a_phone_visit_without_any_plan_asks_for_the_whole_body(person: Person) -> None:
    person.open_chart(a_patient(person.session.record))
    start(person, "Phone")
    assert person.reads("Whole body")
    assert person.focus.accessibleName() == "Pain, average of 7 days, Whole body"


def test_a_visit_of_another_day_is_marked_as_entered_late(person: Person, plan: Plan) -> None:
    person.open_chart(plan.patient_id)
    start(person, "On another date…")
    person.fill("Date of the visit", "-1w")
    assert person.text("Date of the visit") == "23-Feb-2026"
    person.pick("Kind", "Review")
    person.key(Qt.Key.Key_S, CTRL)
    assert person.at(VisitPage)._title.text() == "Review · Mon 23-Feb-2026, entered late"


def test_a_visit_of_today_is_not_late_though_its_date_was_typed(person: Person, plan: Plan) -> None:
    person.open_chart(plan.patient_id)
    start(person, "On another date…")
    person.fill("Date of the visit", "t")
    person.pick("Kind", "Review")
    person.key(Qt.Key.Key_S, CTRL)
    assert "entered late" not in person.at(VisitPage)._title.text()


def test_a_visit_of_a_day_to_come_is_refused_at_its_field(person: Person, plan: Plan) -> None:
    person.open_chart(plan.patient_id)
    start(person, "On another date…")
    person.fill("Date of the visit", "+1w")
    person.pick("Kind", "Review")
    person.key(Qt.Key.Key_S, CTRL)
    assert person.problem("Date of the visit") == "Date of the visit: the day cannot lie after today, 02-Mar-2026."
    assert person.text("Date of the visit") == "09-Mar-2026"
    person.dialog.done(0)


# Injections from earlier records


def enter_earlier(person: Person, plan: Plan, given: str = "11 2025") -> None:
    chart = person.open_chart(plan.patient_id)
    chart.open_tab("Injections")
    person.press("Injection from earlier records")
    person.fill("Given", given)
    person.pick("Plan it counts for", "Right knee")
    assert person.text("Site") == "Knee"
    person.pick("Lot", "Lot not known")
    person.fill("Volume given", "2")
    person.key(Qt.Key.Key_S, CTRL)


def earlier(person: Person, plan: Plan) -> GivenInjection:
    (found,) = read_chart(person.session.record, plan.patient_id).injections
    return found


def row(person: Person) -> LineRow:
    QApplication.processEvents()
    (found,) = person.at(ChartPage).injections.findChildren(LineRow)
    return found


def test_a_month_is_enough_and_counts_as_its_last_day(person: Person, plan: Plan) -> None:
    enter_earlier(person, plan)
    injection = earlier(person, plan).injection
    assert (injection.given_on, injection.given_in_month) == (date(2025, 11, 30), True)
    assert (injection.volume_ul, injection.plan_id) == (2000, plan.id)
    assert "Nov-2025" in row(person).text()
    assert "From earlier records" in row(person).accessibleName()


def test_a_year_alone_is_refused_and_nothing_typed_is_lost(person: Person, plan: Plan) -> None:
    enter_earlier(person, plan, given="2025")
    assert person.problem("Given") == "Type a day or a month: the year alone is not enough."
    assert person.text("Volume given") == "2"
    person.dialog.done(0)


def test_it_is_mended_in_its_form(person: Person, plan: Plan) -> None:
    enter_earlier(person, plan)
    before = earlier(person, plan)
    person.bot.mouseClick(row(person), Qt.MouseButton.LeftButton)
    assert person.text("Given") == "Nov-2025"
    person.fill("Given", "12 11 2025")
    person.key(Qt.Key.Key_S, CTRL)
    after = earlier(person, plan)
    assert (after.injection.given_on, after.injection.given_in_month) == (date(2025, 11, 12), False)
    assert after.injection.entry_id == before.injection.entry_id
    assert [drawn.source.no_lot_reason for drawn in after.sources] == [
        drawn.source.no_lot_reason for drawn in before.sources
    ]


def test_it_is_taken_out_with_a_reason_stays_readable_and_can_be_put_back(person: Person, plan: Plan) -> None:
    enter_earlier(person, plan)
    person.bot.mouseClick(row(person), Qt.MouseButton.LeftButton)
    person.press("Entered in error…")
    person.fill("Why it was entered in error", "Of her sister")
    person.key(Qt.Key.Key_S, CTRL)
    assert QApplication.activeModalWidget() is None
    assert earlier(person, plan).injection.status is InjectionStatus.NOT_DONE
    assert row(person).accessibleName().endswith("Of her sister, Entered in error")
    chart = read_chart(person.session.record, plan.patient_id)
    assert chart.plans[0].judged == {}
    person.desk.telling.undo()
    assert earlier(person, plan).injection.status is InjectionStatus.GIVEN


def test_one_that_was_taken_out_is_read_and_not_edited(person: Person, plan: Plan) -> None:
    enter_earlier(person, plan)
    person.bot.mouseClick(row(person), Qt.MouseButton.LeftButton)
    person.press("Entered in error…")
    person.fill("Why it was entered in error", "Of her sister")
    person.key(Qt.Key.Key_S, CTRL)
    person.bot.mouseClick(row(person), Qt.MouseButton.LeftButton)
    dialog = person.settled_window()
    assert isinstance(dialog, HistoryDialog)
    assert person.reads("Of her sister")
    dialog.close()


def test_injections_stand_by_joint_and_open_their_visit(person: Person, plan: Plan) -> None:
    record = person.session.record
    lot = a_lot(record, code="A0101")
    give(record, plan, lot)
    chart = person.open_chart(plan.patient_id)
    chart.open_tab("Injections")
    assert person.reads("Right knee")
    assert person.reads("1 injection")
    assert "lot A0101" in row(person).accessibleName()
    assert row(person).accessibleName().endswith("Not signed")
    person.bot.mouseClick(row(person), Qt.MouseButton.LeftButton)
    person.at(VisitPage)


def test_without_any_the_tab_says_what_belongs_there(person: Person) -> None:
    person.open_chart(a_patient(person.session.record)).open_tab("Injections")
    assert person.reads("No injection yet.")
