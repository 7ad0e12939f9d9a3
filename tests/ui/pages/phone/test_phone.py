"""A worried call and a task, written down by the keys from any page."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QScrollArea, QWidget

from exodesk.core.booster import State
from exodesk.core.codes import Side
from exodesk.core.phone import flags_in_words
from exodesk.core.records.contact import PhoneAct, RedFlag
from exodesk.core.records.plan import Plan
from exodesk.core.sites import Site
from exodesk.queries.chart import read_chart
from exodesk.queries.to_do import to_do
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.keyboard.keys import Key as Keys
from exodesk.ui.pages.chart.page import ChartPage
from exodesk.ui.pages.phone.dialog import PhoneDialog
from tests.factories import Clock, a_lot, a_patient, a_plan, give
from tests.ui.pages.person import CTRL, SHIFT, Person, seen, under_the_pointer

Key = Qt.Key


@pytest.fixture
def plan(record: RecordFile, clock: Clock) -> Plan:
    """A dose into the left shoulder, then one into the right knee two days ago."""
    patient_id = a_patient(record, mobile="555 0123")
    lot = a_lot(record)
    give(record, a_plan(record, patient_id, site=Site.SHOULDER_JOINT, side=Side.LEFT), lot)
    clock.pass_by(days=1)
    knee = a_plan(record, patient_id)
    give(record, knee, lot)
    clock.pass_by(days=2)
    return knee


def to_flags(person: Person) -> PhoneDialog:
    """By Tab, down to the red flags."""
    dialog = person.dialog
    assert isinstance(dialog, PhoneDialog)
    for _ in range(4):
        if not dialog.flags.listens:
            person.key(Key.Key_Tab)
    assert dialog.flags.listens
    return dialog


def is_whole(widget: QWidget) -> bool:
    """Whether all of it is in sight, and nothing has to be scrolled."""
    return widget.visibleRegion().boundingRect() == widget.rect()


def test_a_worried_call_from_the_chart_holds_the_plan(person: Person, plan: Plan) -> None:
    person.open_chart(plan.patient_id)
    person.key(Key.Key_F7)
    dialog = person.dialog
    assert isinstance(dialog, PhoneDialog)
    assert dialog.belongs is not None
    assert dialog.belongs.currentText().startswith("03-Mar-2026, 2 days ago · Right knee · 1\u00a0mL")
    to_flags(person)
    person.key(Key.Key_2)
    person.key(Key.Key_0)
    person.key(Key.Key_S, CTRL)
    assert dialog.form.problem_at("hold_plan") == "Answer whether the plan is held."
    person.press("Yes")
    person.fill("What was said", "Knee swollen since last night")
    person.key(Key.Key_S, CTRL)
    assert person.says() == "SAMPLE, Alex: Phone note added, plan on hold."
    (waiting,) = to_do(person.session.record).notes
    note = waiting.note
    assert (note.act, flags_in_words(note), len(note.flags_absent)) == (PhoneAct.SEE_TODAY, "hot or swelling more", 5)
    assert (note.said, note.site, note.side) == ("Knee swollen since last night", plan.site, plan.side)
    view = read_chart(person.session.record, plan.patient_id).plan(plan.id)
    assert view
    assert view.standing.state is State.SUSPENDED
    person.settle()
    assert "On hold: right knee" in seen(person.at(ChartPage))
    person.key(Key.Key_Z, CTRL)
    assert to_do(person.session.record).notes == ()


def test_whom_it_is_about_does_not_scroll_away(person: Person, plan: Plan) -> None:
    person.open_patients()
    person.key(Key.Key_F7)
    person.type("samp")
    person.key(Key.Key_Return)
    dialog = person.dialog
    assert isinstance(dialog, PhoneDialog)
    assert not any(area.isAncestorOf(dialog.finder) for area in dialog.findChildren(QScrollArea))
    assert any(area.isAncestorOf(dialog.form) for area in dialog.findChildren(QScrollArea))


def test_the_whole_note_is_in_sight_and_answered_once_it_is_known_of_whom(person: Person, plan: Plan) -> None:
    person.open_patients()
    person.key(Key.Key_F7)
    dialog = person.dialog
    assert isinstance(dialog, PhoneDialog)
    person.settled_window()
    fever, act, said = dialog.flags.button(RedFlag.FEVER), dialog.form.control("act"), dialog.form.control("said")
    for each in (fever, act, said):
        assert is_whole(each)
        assert not each.isEnabled()
    person.type("samp")
    person.key(Key.Key_Return)
    to_flags(person)
    person.key(Key.Key_2)
    person.settled_window()
    for each in (fever, act, said, dialog.form.control("hold_plan")):
        assert is_whole(each)
        assert each.isEnabled()


def test_a_second_click_on_who_is_found_answers_nothing_of_the_note(person: Person, plan: Plan) -> None:
    person.open_patients()
    person.key(Key.Key_F7)
    person.type("samp")
    dialog = person.dialog
    assert isinstance(dialog, PhoneDialog)
    found = dialog.finder.offered
    spot = found.visualRect(found.currentIndex()).center()
    person.bot.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert dialog.childAt(dialog.rect().center()) is None
    assert dialog.finder.patient
    fever = dialog.flags.button(RedFlag.FEVER)
    person.bot.waitUntil(lambda: under_the_pointer(dialog, fever) is fever)
    dialog.reject()


def test_the_red_flags_stand_where_the_other_fields_do(person: Person, plan: Plan) -> None:
    person.open_chart(plan.patient_id)
    person.key(Key.Key_F7)
    dialog = person.dialog
    assert isinstance(dialog, PhoneDialog)
    flags = [dialog.flags.button(flag) for flag in RedFlag]
    edges = {each.mapTo(dialog, QPoint(0, 0)).x() for each in (flags[0], dialog.belongs, dialog.form.control("said"))}
    assert len(edges) == 1
    ends = {each.mapTo(dialog, each.rect().topRight()).x() for each in (flags[1], dialog.belongs)}
    assert len(ends) == 1


def test_somebody_is_found_by_typing_and_called_back_tomorrow(person: Person, plan: Plan) -> None:
    person.open_patients()
    person.key(Key.Key_F7)
    person.type("samp")
    person.key(Key.Key_Return)
    assert any("SAMPLE, Alex · 17-May-1961" in text for text in seen(person.dialog))
    to_flags(person)
    person.key(Key.Key_0)
    person.press("Call back")
    person.key(Key.Key_S, CTRL)
    assert person.problem("Call back on") == "Type the day of the call back."
    person.type("+1d")
    person.key(Key.Key_S, CTRL)
    (waiting,) = to_do(person.session.record).notes
    assert waiting.note.call_back_on == person.session.today() + timedelta(days=1)
    assert waiting.note.red_flags == ()
    assert len(waiting.note.flags_absent) == len(RedFlag)


def test_a_red_flag_answers_what_was_asked_for(person: Person, plan: Plan) -> None:
    person.open_chart(plan.patient_id)
    person.key(Key.Key_F7)
    dialog = to_flags(person)
    person.key(Key.Key_S, CTRL)
    assert dialog.form.problem_at("act") == "Choose what was done."
    dialog.flags.button(RedFlag.FEVER).click()
    assert dialog.form.value("act") is PhoneAct.SEE_TODAY
    assert dialog.form.problem_at("act") == ""


def test_nothing_is_answered_beforehand_and_a_flag_turns_three_ways(person: Person, plan: Plan) -> None:
    person.open_chart(plan.patient_id)
    person.key(Key.Key_F7)
    dialog = to_flags(person)
    states = []
    for _ in range(3):
        states.append((dialog.flags.present, dialog.flags.absent))
        person.key(Key.Key_1)
    assert states == [((), ()), ((RedFlag.FEVER,), ()), ((), (RedFlag.FEVER,))]
    assert dialog.flags.raw() == ""
    assert dialog.form.value("act") is PhoneAct.SEE_TODAY


def test_what_was_typed_of_a_call_comes_back_after_a_lock(person: Person, plan: Plan) -> None:
    person.open_chart(plan.patient_id)
    person.key(Key.Key_F7)
    to_flags(person)
    person.key(Key.Key_3)
    person.fill("Advice", "Rest")
    person.session.keep_drafts()
    person.dialog.deleteLater()
    person.key(Key.Key_F7)
    dialog = person.dialog
    assert isinstance(dialog, PhoneDialog)
    assert (dialog.flags.present, dialog.form.value("advice")) == ((RedFlag.NO_WEIGHT,), "Rest")
    assert dialog.form.control("hold_plan").isVisible()


def test_the_rail_tells_of_a_draft_only_while_it_is_kept(person: Person, plan: Plan) -> None:
    person.open_chart(plan.patient_id)
    person.key(Key.Key_T, CTRL | SHIFT)
    person.type("Ask the maker")
    person.session.keep_drafts()
    assert person.desk.rail.status.text().startswith("Draft kept")
    person.key(Key.Key_Escape)
    person.press("Close without saving")
    assert person.desk.rail.status.text() == ""


def test_a_task_is_written_down_from_any_page(person: Person, plan: Plan) -> None:
    person.open_chart(plan.patient_id)
    person.key(Key.Key_T, CTRL | SHIFT)
    person.type("Ask the maker for the certificate")
    person.key(Key.Key_S, CTRL)
    (open_task,) = to_do(person.session.record).tasks
    assert open_task.task.text == "Ask the maker for the certificate"
    assert open_task.patient
    assert open_task.patient.id == plan.patient_id
    person.open_patients()
    person.key(Key.Key_T, CTRL | SHIFT)
    person.type("Order needles")
    person.key(Key.Key_S, CTRL)
    assert [each.patient for each in to_do(person.session.record).tasks if each.task.text == "Order needles"] == [None]


def test_tab_goes_down_the_note_and_no_letter_of_it_turns_a_flag(person: Person, plan: Plan) -> None:
    person.open_patients()
    person.key(Key.Key_F7)
    person.type("samp")
    person.key(Key.Key_Return)
    person.type("2 days 1")  # typed too early: it stands in the field of the site, and turns no flag
    person.key(Key.Key_A, CTRL)
    person.type("sho l")
    dialog = to_flags(person)
    assert dialog.belongs
    assert "Left shoulder" in dialog.belongs.currentText()
    person.key(Key.Key_2)
    person.key(Key.Key_Right)
    person.key(Key.Key_2)
    person.key(Key.Key_0)
    person.key(Key.Key_Tab)
    assert person.focus.accessibleName() == "What was said"
    person.type("2 days sore, 1 tablet")
    person.key(Key.Key_Tab)
    person.type("Rest 3 days")
    assert (dialog.flags.present, len(dialog.flags.absent)) == ((), len(RedFlag))
    for _ in range(2):
        person.key(Key.Key_Backtab, SHIFT)
    assert dialog.flags.listens
    person.key(Key.Key_Backtab, SHIFT)
    assert person.focus.accessibleName() == "Injection it may belong to"


def test_a_joint_without_an_injection_belongs_to_none_and_a_side_is_asked_at_its_field(
    person: Person, plan: Plan
) -> None:
    person.open_chart(plan.patient_id)
    person.key(Key.Key_F7)
    dialog = person.dialog
    assert isinstance(dialog, PhoneDialog)
    person.fill("Site", "hip")
    assert dialog.belongs
    assert dialog.belongs.raw() == ""
    dialog.where.put_value("side", None)
    dialog.form.put_value("act", PhoneAct.REASSURED)
    person.key(Key.Key_S, CTRL)
    assert dialog.where.problem_at("side") == "Choose the side."
    dialog.done(0)


def test_a_call_comes_while_a_form_is_open_which_stays_as_it_was(person: Person, plan: Plan) -> None:
    """Whoever calls is found: it is seldom the one that the form is about."""
    person.open_chart(plan.patient_id)
    person.key(Key.Key_T, CTRL | SHIFT)
    person.type("Ask the maker")
    below = person.dialog
    person.bot.waitUntil(lambda: below.findChild(QShortcut, Keys.PHONE_NOTE.name) is not None)
    person.key(Key.Key_F7)
    note = person.dialog
    assert isinstance(note, PhoneDialog)
    assert note.finder.patient is None
    person.key(Key.Key_F7)
    assert person.dialog is note  # one call at a time
    person.type("samp")
    person.key(Key.Key_Return)
    person.fill("What was said", "Knee swollen")
    person.press("See today")
    person.key(Key.Key_S, CTRL)
    assert person.dialog is below
    (waiting,) = to_do(person.session.record).notes
    assert waiting.note.said == "Knee swollen"
    person.type(" for the certificate")
    person.key(Key.Key_S, CTRL)
    (open_task,) = to_do(person.session.record).tasks
    assert open_task.task.text == "Ask the maker for the certificate"
