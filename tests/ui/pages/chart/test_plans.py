"""Acts on a plan from its card: the forecast beside follows at once, and every act can be taken back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget

from exodesk.core.booster import DoseKind, Place, State
from exodesk.core.chart import PlanView
from exodesk.core.codes import Side
from exodesk.core.records.plan import BoosterRule, HoldReason, Plan, PlanKind
from exodesk.core.records.rules import UsualFigures
from exodesk.queries.chart import read_chart
from exodesk.queries.clinic import usual_of
from exodesk.services.stock import edit_lot
from exodesk.storage import stock
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.look.theme import Scheme
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.booking.dialog import BookingDialog
from exodesk.ui.pages.chart.page import ChartPage
from exodesk.ui.pages.chart.plan_acts import PlanActs
from exodesk.ui.pages.chart.plan_card import PlanCard
from exodesk.ui.pages.settings import SettingsPage
from exodesk.ui.parts import ListRow
from exodesk.ui.parts.record_history import HistoryDialog
from tests.factories import Clock, a_lot, a_patient, a_plan, give
from tests.ui.program import press

GIVEN = date(2026, 3, 2)
BOOSTER = date(2026, 9, 2)


class Desk:
    """The chart of a patient with one dose given and a booster six months later."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.plan: Plan = a_plan(session.record, a_patient(session.record), booster=BoosterRule.FIXED, booster_months=6)
        self.lot = a_lot(session.record)
        give(session.record, self.plan, self.lot)
        self.page = ChartPage.of(session, self.plan.patient_id)
        session.changed.connect(self.page.refresh)
        self.page.open_tab("Plans")
        self.page.resize(1100, 700)
        self.page.show()

    @property
    def record(self) -> RecordFile:
        return self.session.record

    @property
    def card(self) -> PlanCard:
        return self.page.plans.cards[self.plan.id]

    @property
    def view(self) -> PlanView:
        found = read_chart(self.record, self.plan.patient_id).plan(self.plan.id)
        assert found
        return found

    @property
    def acts(self) -> PlanActs:
        return PlanActs(self.session, self.page.chart, self.view, self.page.plans)

    def choose(self, words: str) -> EntryDialog:
        """An entry of the card's menu, as a person reads it."""
        QApplication.processEvents()
        [entry] = [each for each in self.card.menu.actions() if each.text().replace("&", "") == words]
        entry.trigger()
        dialog = [each for each in self.page.findChildren(QDialog) if each.isVisible()][-1]
        assert isinstance(dialog, EntryDialog)
        return dialog

    def fill(self, dialog: EntryDialog, **typed: str) -> None:
        for name, text in typed.items():
            dialog.form.editor(name).put_raw(text)
            dialog.form.editor(name).edited.emit()
        dialog.accept()
        assert not dialog.isVisible(), said(dialog)


def said(widget: QWidget) -> list[str]:
    QApplication.processEvents()
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


@pytest.fixture
def desk(look: None, session: Session) -> Iterator[Desk]:
    made = Desk(session)
    yield made
    made.page.close()
    made.page.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_hold_suspends_and_its_release_moves_the_date(desk: Desk) -> None:
    assert desk.view.standing.recommended == BOOSTER
    desk.fill(desk.choose("Hold…"), reason="pregnancy")
    assert desk.view.standing.state is State.SUSPENDED
    assert any("On hold without an end" in text for text in said(desk.card))
    words = "Release the hold: pregnancy or breastfeeding…"
    [button] = [each for each in desk.card.findChildren(QPushButton) if each.text() == words]
    button.click()
    dialog = [each for each in desk.page.findChildren(QDialog) if each.isVisible()][-1]
    assert isinstance(dialog, EntryDialog)
    desk.fill(dialog, free_on="01-Oct-2026")
    assert words not in [each.text() for each in desk.card.findChildren(QPushButton)]
    assert desk.view.standing.recommended == date(2026, 10, 1)
    assert "01-Oct-2026" in said(desk.card)


def test_an_infection_that_is_resolved_proposes_its_end(desk: Desk) -> None:
    dialog = desk.choose("Hold…")
    dialog.form.editor("reason").put_raw("infection")
    dialog.form.editor("reason").edited.emit()
    assert dialog.form.value("until_on") is None
    desk.fill(dialog, resolved_on="02-Mar-2026")
    (hold,) = desk.view.holds
    assert hold.until_on == GIVEN + timedelta(days=14)


def test_an_end_that_was_typed_stays(desk: Desk) -> None:
    dialog = desk.choose("Patient declines for now…")
    assert dialog.form.value("until_on") == GIVEN + timedelta(days=90)
    desk.fill(dialog, until_on="15-Mar-2026", cause="Travels")
    (hold,) = desk.view.holds
    assert (hold.reason, hold.until_on) == (HoldReason.DECLINED, date(2026, 3, 15))


def test_an_end_that_was_typed_stays_after_a_lock(desk: Desk) -> None:
    dialog = desk.choose("Patient declines for now…")
    dialog.form.editor("until_on").put_raw("15-Mar-2026")
    dialog.form.editor("until_on").edited.emit()
    dialog.put_aside()
    desk.fill(desk.choose("Patient declines for now…"), cause="Travels")
    (hold,) = desk.view.holds
    assert (hold.until_on, hold.cause) == (date(2026, 3, 15), "Travels")


def test_a_hold_of_the_whole_patient_holds_every_plan(desk: Desk) -> None:
    other = a_plan(desk.record, desk.plan.patient_id, side=Side.LEFT)
    desk.fill(desk.choose("Hold…"), reason="investigation", scope="person")
    chart = read_chart(desk.record, desk.plan.patient_id)
    assert {view.plan.id: view.standing.state for view in chart.plans} == {
        desk.plan.id: State.SUSPENDED,
        other.id: State.SUSPENDED,
    }


def test_a_date_set_by_hand_shows_both_dates_and_its_reason(desk: Desk, clock: Clock) -> None:
    clock.go_to(date(2026, 3, 30))
    desk.page.refresh()
    dialog = desk.choose("Set the date by hand…")
    assert "By the rules: 02-Sep-2026" in said(dialog)
    desk.fill(dialog, target_on="20-Sep-2026", reason="Back from travel")
    assert desk.view.standing.recommended == date(2026, 9, 20)
    texts = said(desk.card)
    assert "20-Sep-2026" in texts
    assert "set by hand; by the rules 02-Sep-2026" in texts
    rows = desk.card.findChildren(ListRow)
    assert any("Back from travel" in row.accessibleName() for row in rows)


def test_on_the_day_of_a_dose_it_says_that_a_date_set_by_hand_ends_with_it(desk: Desk) -> None:
    dialog = desk.choose("Set the date by hand…")
    assert any("A dose was given today" in text for text in said(dialog))


def test_a_date_by_hand_needs_its_reason(desk: Desk) -> None:
    dialog = desk.choose("Set the date by hand…")
    dialog.form.editor("target_on").put_raw("20-Sep-2026")
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.form.problem_at("reason")
    assert desk.view.standing.recommended == BOOSTER


def test_what_was_taken_back_counts_no_more_and_undo_puts_it_back(desk: Desk, clock: Clock) -> None:
    clock.go_to(date(2026, 3, 30))
    desk.page.refresh()
    desk.fill(desk.choose("Set the date by hand…"), target_on="20-Sep-2026", reason="Travel")
    (act,) = desk.view.acts
    desk.acts.take_back(act)
    assert desk.view.standing.recommended == BOOSTER
    desk.session.undo()
    assert desk.view.standing.recommended == date(2026, 9, 20)


def test_a_washout_moves_without_a_hold(desk: Desk, clock: Clock) -> None:
    clock.go_to(date(2026, 8, 20))
    dialog = desk.choose("Washout…")
    desk.fill(dialog, from_on="20-Aug-2026")
    assert desk.view.standing.recommended == date(2026, 10, 1)
    assert desk.view.standing.state is not State.SUSPENDED


def test_a_recalled_lot_asks_and_the_answer_ends_the_question(desk: Desk) -> None:
    edit_lot(desk.record, replace(stock.lot(desk.record, desk.lot.id), recalled_on=GIVEN, recall_reason="Count"))
    desk.page.refresh()
    assert desk.view.standing.state is State.SUSPENDED
    (given,) = desk.acts.open_questions
    dialog = desk.acts.answer_lot(given)
    assert isinstance(dialog, EntryDialog)
    desk.fill(dialog, what="repeat", reason="Too few particles")
    assert desk.acts.open_questions == []
    assert desk.view.standing.next == Place(DoseKind.PRIMARY, 1)


def test_a_plan_is_closed_with_its_reason_and_opened_again(desk: Desk) -> None:
    desk.fill(desk.choose("Close the plan…"), closed_reason="Moved to another practice")
    assert desk.view.plan.closed_on == GIVEN
    assert any("Moved to another practice" in text for text in said(desk.card))
    desk.acts.reopen()
    assert desk.view.standing.state is State.NOT_YET


def test_a_booster_is_asked_for_and_a_start_value_given(desk: Desk, clock: Clock) -> None:
    asked = a_plan(desk.record, desk.plan.patient_id, side=Side.LEFT)
    give(desk.record, asked, desk.lot)
    clock.go_to(date(2026, 8, 3))
    desk.page.refresh()
    chart = read_chart(desk.record, asked.patient_id)
    view = chart.plan(asked.id)
    assert view
    acts = PlanActs(desk.session, chart, view, desk.page.plans)
    for dialog, typed in (
        (acts.ask(), {"reason": "By phone"}),
        (acts.set_baseline(), {"nrs": "7", "baseline_on": "01-Mar-2026", "source": "Her own diary"}),
    ):
        assert isinstance(dialog, EntryDialog)
        desk.fill(dialog, **typed)
    after = read_chart(desk.record, asked.patient_id).plan(asked.id)
    assert after
    assert after.standing.state is State.DUE
    assert [each.nrs for each in after.baselines] == [7]


def test_a_plan_tells_its_history(desk: Desk) -> None:
    desk.fill(desk.choose("Hold…"), reason="pregnancy")
    dialog = desk.acts.show_history()
    assert isinstance(dialog, HistoryDialog)
    assert "Pregnancy or breastfeeding" in said(dialog)


def test_a_patient_tells_the_history_of_what_is_always_told(desk: Desk) -> None:
    desk.page.show_history()
    (dialog,) = desk.page.findChildren(HistoryDialog)
    texts = said(dialog)
    at = texts.index("Family name")
    assert texts[at + 1] == "Sample"
    assert "Osteoarthritis" in texts


def test_the_forecast_stands_beside_a_plan_while_it_is_typed(desk: Desk) -> None:
    dialog = desk.acts.edit()
    assert isinstance(dialog, EntryDialog)
    dialog.form.editor("booster_months").put_raw("9")
    dialog.form.editor("booster_months").edited.emit()
    assert any("02-Dec-2026" in text for text in said(dialog))
    assert desk.view.plan.booster_months == 6


def test_a_new_plan_answers_nothing_beforehand(desk: Desk) -> None:
    desk.page.plans.new_plan()
    dialog = [each for each in desk.page.findChildren(EntryDialog) if each.isVisible()][-1]
    for name in ("kind", "planned_on", "doses", "interval_weeks", "intended_particles", "booster_months"):
        assert dialog.form.editor(name).raw() == ""
    dialog.form.editor("kind").put_raw(PlanKind.SERIES)
    dialog.form.editor("kind").edited.emit()
    dialog.accept()
    assert dialog.form.problem_at("doses")


def typed(dialog: EntryDialog, **texts: str) -> None:
    for name, text in texts.items():
        dialog.form.editor(name).put_raw(text)
        dialog.form.editor(name).edited.emit()


def test_a_plan_says_that_it_needs_a_condition_first_and_comes_once_that_is_saved(session: Session) -> None:
    page = ChartPage.of(session, a_patient(session.record))
    session.changed.connect(page.refresh)
    page.show()
    page.open_tab("Plans")
    page.plans.new_plan()

    def dialog() -> EntryDialog:
        found = [each for each in page.findChildren(EntryDialog) if each.isVisible()]
        return found[-1]

    first = dialog()
    said = [label.text() for label in first.findChildren(QLabel) if label.isVisible()]
    assert "A plan needs a condition. Save it first: the plan comes next." in said
    first.form.editor("text").put_raw("Osteoarthritis")
    first.accept()
    assert dialog().windowTitle() == "New plan"
    dialog().close_unsaved()
    page.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def new_plan(desk: Desk) -> EntryDialog:
    desk.page.plans.new_plan()
    return [each for each in desk.page.findChildren(EntryDialog) if each.isVisible()][-1]


SERIES = {
    "site": "knee_joint",
    "side": "left",
    "planned_on": "t",
    "kind": "series",
    "doses": "3",
    "interval_weeks": "4",
}


def test_the_first_figures_may_become_the_usual_and_are_offered_not_filled_in(desk: Desk) -> None:
    first = new_plan(desk)
    typed(first, **SERIES)
    assert first.form.control("keep_usual").isVisible()
    typed(first, keep_usual="yes")
    first.accept()
    assert not first.isVisible(), said(first)
    assert usual_of(desk.record) == UsualFigures(doses=3, interval_weeks=4)

    second = new_plan(desk)
    typed(second, kind="series")
    assert second.form.editor("interval_weeks").raw() == ""
    assert "Your usual: 4\u00a0weeks" in said(second)
    press(second, "Fill in your usual figures")
    assert second.form.editor("interval_weeks").raw() == "4"
    assert not second.form.control("keep_usual").isVisible()


def test_figures_left_unticked_are_not_kept(desk: Desk) -> None:
    first = new_plan(desk)
    typed(first, **SERIES)
    first.accept()
    assert usual_of(desk.record) == UsualFigures()


def test_the_settings_change_the_figures(desk: Desk) -> None:
    settings = SettingsPage(desk.session, Scheme.LIGHT)
    settings.reach("Forecast")
    dialog = settings.figures.change_rules()
    typed(dialog, fixed_past_due_months_after="3")
    dialog.accept()
    assert not dialog.isVisible(), said(dialog)
    assert desk.view.standing.past_due == date(2026, 12, 1)
    assert "01-Dec-2026" in said(desk.card)
    settings.deleteLater()


def test_the_next_dose_is_booked_from_the_plan(desk: Desk) -> None:
    dialog = desk.choose("Book…")
    assert isinstance(dialog, BookingDialog)
    assert dialog.when.offered[0].day >= BOOSTER
    dialog.accept()
    assert desk.view.standing.booked
