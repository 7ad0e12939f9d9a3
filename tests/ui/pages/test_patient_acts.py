"""Somebody new beside those who are there, two charts that are one person, and somebody who left."""

from collections.abc import Iterator
from datetime import date, time

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from exodesk.core.dates import PartialDate, WallTime
from exodesk.core.records.appointment import Appointment, AppointmentStatus
from exodesk.queries import patients as queries
from exodesk.queries.chart import read_chart
from exodesk.services.booking import book
from exodesk.services.patients import merge_patients
from exodesk.storage import appointments, drafts, patients, plans
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.models.patients import SIMILAR
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.chart.leaving_dialog import LeavingDialog
from exodesk.ui.pages.chart.merge_dialog import MergeDialog
from exodesk.ui.pages.chart.page import ChartPage
from exodesk.ui.pages.patient_dialog import NewPatientDialog
from exodesk.ui.pages.patients import PatientsPage
from exodesk.ui.parts import ListRow
from exodesk.ui.parts.lines import LineRow
from tests.factories import a_consent, a_patient, a_plan


def let_go(page: QWidget) -> None:
    """Before its record closes: a field that loses the focus later would still ask it for the day."""
    page.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def page(session: Session) -> Iterator[PatientsPage]:
    page = PatientsPage(session)
    session.changed.connect(page.refresh)
    page.show()
    yield page
    let_go(page)


def new_patient(page: PatientsPage) -> NewPatientDialog:
    page.new_patient()
    dialog = [each for each in page.findChildren(QDialog) if each.isVisible()][-1]
    assert isinstance(dialog, NewPatientDialog)
    return dialog


def type_in(dialog: NewPatientDialog, qtbot: QtBot, **typed: str) -> None:
    for name, text in typed.items():
        dialog.form.control(name).setFocus()
        qtbot.keyClicks(dialog.form.control(name), text)


def test_likely_duplicates_stand_under_the_form_while_typing(
    page: PatientsPage, record: RecordFile, qtbot: QtBot
) -> None:
    known = a_patient(record, family_name="Müller", given_name="Anna", mobile="(760) 555-0142")
    a_patient(record, family_name="Nobody", given_name="Else")
    dialog = new_patient(page)
    assert not dialog.doubles.isVisible()
    type_in(dialog, qtbot, family_name="mul", given_name="an")
    assert dialog.doubles.rows == ["born 17-May-1961 · EX-00001 · (760) 555-0142 · same name"]
    type_in(dialog, qtbot, mobile="555 0142")
    assert dialog.doubles.rows[0].endswith("same name and phone")
    type_in(dialog, qtbot, given_name="x")
    assert dialog.doubles.rows[0].endswith("same phone")
    with qtbot.waitSignal(page.opened) as told:
        dialog.doubles.findChildren(ListRow)[0].click()
    assert told.args == [known]
    assert not dialog.isVisible()
    assert len(record.read("SELECT 1 FROM patient")) == 2


def test_what_was_typed_before_opening_another_chart_comes_back_and_can_be_let_go(
    page: PatientsPage, record: RecordFile, qtbot: QtBot
) -> None:
    a_patient(record)
    dialog = new_patient(page)
    type_in(dialog, qtbot, family_name="Sample", given_name="Al")
    dialog.doubles.findChildren(ListRow)[0].click()
    again = new_patient(page)
    assert again.form.raw_texts()["given_name"] == "Al"
    assert again.doubles.rows
    again.message.act.click()
    assert again.form.raw_texts()["given_name"] == ""
    assert drafts.find(record, "patient", "new") is None
    again.reject()
    assert not again.isVisible()


def test_saving_leads_to_who_is_alike_and_a_key_of_its_own_adds_one_more(
    page: PatientsPage, record: RecordFile, qtbot: QtBot
) -> None:
    a_patient(record)
    dialog = new_patient(page)
    type_in(dialog, qtbot, family_name="Sample", given_name="Alex", birth_date="17may1961", mobile="555 0100")
    assert dialog.doubles.rows
    QApplication.processEvents()  # the rows come in sight
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.focusWidget() in dialog.doubles.findChildren(ListRow)
    assert dialog.message.text.text() == (
        "Nothing is saved yet. SAMPLE, Alex may be the same person. Enter: open this chart. "
        "Ctrl+Shift+Enter: add a new chart."
    )
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    with qtbot.waitSignal(page.opened) as told:
        qtbot.keyClick(dialog, Qt.Key.Key_Return, keys)
    assert told.args
    chart = read_chart(record, told.args[0])
    assert [each.value for each in chart.contacts] == ["555 0100"]
    assert chart.patient.chart_no == 2
    assert [each.chart_no for each in queries.find(record, "0100")] == [2]


def test_rows_tell_two_alike_apart(page: PatientsPage, record: RecordFile, qtbot: QtBot) -> None:
    a_patient(record, family_name="Roe", given_name="Richard", mobile="555 0100")
    a_patient(record, family_name="ROE", given_name="Robert", birth_date=PartialDate(1961, 5, 18))
    a_patient(record, family_name="Roe", given_name="Rita", birth_date=PartialDate(1990))
    page.search.setText("roe")
    model = page.table.model()
    qtbot.waitUntil(lambda: bool(model.index(0, 3).data()))
    shown = [[model.index(row, column).data() for column in range(4)] for row in range(3)]
    assert shown == [
        [f"ROE, Richard · {SIMILAR}", "17-May-1961 (64y)", "EX-00001", "555 0100"],
        ["ROE, Rita", "1990 (35y)", "EX-00003", ""],
        [f"ROE, Robert · {SIMILAR}", "18-May-1961 (64y)", "EX-00002", ""],
    ]


# The chart


class Desk:
    def __init__(self, session: Session, patient_id: str) -> None:
        self.session = session
        self.page = ChartPage.of(session, patient_id)
        session.changed.connect(self.page.refresh)
        self.page.show()

    def choose(self, words: str) -> None:
        [action] = [each for each in self.page.menu.actions() if each.text().replace("&", "") == words]
        action.trigger()

    def entries(self) -> list[str]:
        return [each.text() for each in self.page.menu.actions() if each.text()]

    def dialog(self) -> QDialog:
        return [each for each in self.page.findChildren(QDialog) if each.isVisible()][-1]

    def banner(self) -> list[str]:
        QApplication.processEvents()
        return [label.text() for label in self.page.banner.findChildren(QLabel) if label.isVisibleTo(self.page)]


@pytest.fixture
def desk(session: Session, record: RecordFile) -> Iterator[Desk]:
    desk = Desk(session, a_patient(record))
    yield desk
    let_go(desk.page)


def a_booking(record: RecordFile, patient_id: str, day: date) -> str:
    at = WallTime(day, time(9))
    new_id = record.new_id()
    zone = "America/Los_Angeles"
    book(record, Appointment(id=new_id, patient_id=patient_id, starts_at=at, zone=zone, minutes=30))
    return new_id


def test_leaving_is_one_act_said_before_and_undone_as_one(desk: Desk, record: RecordFile) -> None:
    patient_id = desk.page.chart.patient.id
    plan = a_plan(record, patient_id)
    booking = a_booking(record, patient_id, date(2026, 3, 9))
    desk.page.refresh()
    desk.choose("Died, moved away or no contact…")
    dialog = desk.dialog()
    assert isinstance(dialog, LeavingDialog)
    dialog.form.editor("why").put_raw("died")
    dialog.form.editor("why").edited.emit()
    assert dialog.told.text() == (
        "Closes 1 plan: Right knee. Cancels 1 booking: 09-Mar-2026 09:00. "
        "Stops letters and calls. Undo puts everything back."
    )
    dialog.accept()
    assert dialog.isVisible()
    assert "Type the day" in dialog.form.problem_at("on")
    dialog.form.editor("on").put_raw("01-Mar-2026")
    dialog.accept()
    assert not dialog.isVisible()
    assert {"Died", "01-Mar-2026 (64y)", "No letters or calls"} <= set(desk.banner())
    assert plans.get(record, plan.id).closed_on == record.today()
    assert appointments.get(record, booking).status is AppointmentStatus.CANCELLED
    assert "Has not died: take it back" in desk.entries()
    desk.session.undo()
    assert "Died" not in desk.banner()
    assert plans.get(record, plan.id).closed_on is None
    assert appointments.get(record, booking).status is AppointmentStatus.BOOKED


def test_wanting_no_contact_asks_no_day_and_is_taken_back(desk: Desk, record: RecordFile) -> None:
    desk.choose("Died, moved away or no contact…")
    dialog = desk.dialog()
    assert isinstance(dialog, LeavingDialog)
    dialog.form.editor("why").put_raw("do_not_contact")
    dialog.form.editor("why").edited.emit()
    assert not dialog.form.control("on").isVisible()
    dialog.accept()
    assert "Do not contact" in desk.banner()
    desk.choose("May be contacted again")
    assert not patients.get(record, desk.page.chart.patient.id).do_not_contact
    assert "Do not contact" not in desk.banner()


def test_two_charts_become_one_after_a_preview_and_two_again(desk: Desk, record: RecordFile, qtbot: QtBot) -> None:
    patient_id = desk.page.chart.patient.id
    other = a_patient(record, given_name="Alexandra", birth_date=PartialDate(1961, 5, 18), mobile="555 0199")
    a_consent(record, other)
    a_patient(record, family_name="Nobody", given_name="Else")
    desk.choose("Merge with another chart…")
    dialog = desk.dialog()
    assert isinstance(dialog, MergeDialog)
    assert not dialog.merge.isEnabled()
    [offered] = dialog.findChildren(LineRow)
    assert offered.text() == "SAMPLE, Alexandra"
    qtbot.keyClicks(dialog.search, "0199")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    [offered] = dialog.findChildren(LineRow)
    offered.click()
    QApplication.processEvents()
    said = [label.text() for label in dialog.findChildren(QLabel) if label.isVisibleTo(dialog)]
    assert "EX-00001 stays; EX-00002 counts as part of it" in said
    assert "The birth dates differ: 17-May-1961 and 18-May-1961." in said
    dialog._swap.click()
    assert dialog.preview
    assert dialog.preview.kept.id == other
    dialog._swap.click()
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.form.problem_at("reason")
    qtbot.keyClicks(dialog.form.control("reason"), "Same passport")
    dialog.accept()
    assert not dialog.isVisible()
    assert {"EX-00001 (also EX-00002)", "555 0199"} <= set(desk.banner())
    assert [each.id for each in queries.find(record, "alexandra")] == [patient_id]
    desk.session.undo()
    assert patients.get(record, other).merged_into is None
    assert [each.id for each in queries.find(record, "alexandra")] == [other]
    assert "EX-00001" in desk.banner()
    merge_patients(record, patient_id, other, "Same passport")
    desk.page.refresh()
    desk.choose("Part EX-00002 again")
    assert patients.get(record, other).merged_into is None
    desk.session.undo()
    assert "EX-00001 (also EX-00002)" in desk.banner()


def test_tab_goes_from_the_search_to_who_was_found(desk: Desk, record: RecordFile) -> None:
    a_patient(record, given_name="Blair")
    desk.choose("Merge with another chart…")
    dialog = desk.dialog()
    assert isinstance(dialog, MergeDialog)
    dialog.search.setText("blair")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.sendPostedEvents()
    [found] = dialog.findChildren(LineRow)
    assert next_stop(dialog.search) is found
    dialog.reject()


def test_who_is_found_is_chosen_by_keys_alone_and_esc_loses_no_reason(
    desk: Desk, record: RecordFile, qtbot: QtBot
) -> None:
    blair = a_patient(record, given_name="Blair")
    desk.choose("Merge with another chart…")
    dialog = desk.dialog()
    assert isinstance(dialog, MergeDialog)
    qtbot.keyClicks(dialog.search, "blair")
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    assert dialog.preview
    assert dialog.preview.other.id == blair
    assert patients.get(record, blair).merged_into is None
    assert dialog.focusWidget() is dialog.form.control("reason")
    qtbot.keyClicks(dialog.form.control("reason"), "Same passport")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.form.editor("reason").raw() == "Same passport"
    dialog.message.act.click()
    assert not dialog.isVisible()
    assert patients.get(record, blair).merged_into is None


def next_stop(widget: QWidget) -> QWidget | None:
    """Where Tab goes from there."""
    after = widget.nextInFocusChain()
    while after and after is not widget and not (after.isVisible() and after.focusPolicy() & Qt.FocusPolicy.TabFocus):
        after = after.nextInFocusChain()
    return after


def test_what_cannot_be_merged_is_said_and_not_offered(desk: Desk, record: RecordFile, session: Session) -> None:
    one, two = a_patient(record, given_name="Blair"), a_patient(record, given_name="Casey")
    blair = Desk(session, one)
    blair.choose("Merge with another chart…")
    dialog = blair.dialog()
    assert isinstance(dialog, MergeDialog)
    dialog.search.setText("casey")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    dialog.findChildren(LineRow)[0].click()
    dialog.form.editor("reason").put_raw("One person")
    dialog.accept()
    desk.choose("Merge with another chart…")
    second = desk.dialog()
    assert isinstance(second, MergeDialog)
    second.search.setText("blair")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    second.findChildren(LineRow)[0].click()
    assert not second.merge.isEnabled()
    assert second.preview
    assert "EX-00003 is merged into EX-00002" in second.preview.hindrance
    assert patients.get(record, two).merged_into == one
    let_go(blair.page)
