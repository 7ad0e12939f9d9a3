"""Forms: problems stand at their fields, nothing typed is lost, loading is not editing."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel
from pytestqt.qtbot import QtBot

from exodesk.core.codes import Side
from exodesk.core.dates import PartialDate
from exodesk.core.errors import InvalidRecord, Problem
from exodesk.core.records.contact import PhoneNote
from exodesk.core.records.injection import Injection
from exodesk.core.records.patient import Condition, Patient, Sex
from exodesk.core.records.plan import BoosterRule, Hold, Plan
from exodesk.core.sites import Site
from exodesk.ui.forms.form import RecordForm

TODAY = date(2026, 11, 23)
NAMES = (("family_name", "given_name"), ("birth_date", "sex"), "pronouns", "notes", "no_voicemail")


@pytest.fixture
def form(qtbot: QtBot) -> RecordForm:
    form = RecordForm(Patient, NAMES, today=lambda: TODAY)
    qtbot.addWidget(form)
    form.resize(700, 500)
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    return form


def patient() -> Patient:
    return Patient(
        id="p", chart_no=1, family_name="Rivera", given_name="Ana", birth_date=PartialDate(1960), entered_on=TODAY
    )


def words_in(form: RecordForm) -> str:
    return "\n".join(label.text() for label in form.findChildren(QLabel) if label.isVisibleTo(form))


def test_typed_values_come_out_by_name(qtbot: QtBot, form: RecordForm) -> None:
    qtbot.keyClicks(form.control("family_name"), "Rivera")
    qtbot.keyClicks(form.control("given_name"), "Ana")
    qtbot.keyClicks(form.control("birth_date"), "14 mar 1962")
    assert form.values() == {
        "family_name": "Rivera",
        "given_name": "Ana",
        "birth_date": PartialDate(1962, 3, 14),
        "sex": None,
        "pronouns": None,
        "notes": None,
        "no_voicemail": False,
    }
    assert form.is_edited


def test_all_problems_are_told_at_once_at_their_fields(qtbot: QtBot, form: RecordForm) -> None:
    qtbot.keyClicks(form.control("given_name"), "Ana")
    qtbot.keyClicks(form.control("birth_date"), "32 13 62")
    with pytest.raises(InvalidRecord) as refused:
        form.values()
    assert [problem.field for problem in refused.value.problems] == ["family_name", "birth_date"]
    assert "Family name is needed." in words_in(form)
    assert "“32 13 62” is not a date." in words_in(form)
    assert form.control("family_name").hasFocus()
    assert form.raw_texts()["birth_date"] == "32 13 62"


def test_a_problem_goes_when_its_field_is_mended(qtbot: QtBot, form: RecordForm) -> None:
    form.show_problems([Problem("family_name", "Family name is needed."), Problem("pronouns", "Too long.")])
    qtbot.keyClicks(form.control("family_name"), "R")
    assert form.problem_at("family_name") == ""
    assert form.problem_at("pronouns") == "Too long."


def test_problems_of_no_field_here_come_back_to_the_page(form: RecordForm) -> None:
    elsewhere = Problem("merged_into", "No.")
    assert form.show_problems([Problem("pronouns", "Too long."), elsewhere]) == [elsewhere]


def test_leaving_a_field_says_what_is_wrong_but_not_that_it_is_empty(qtbot: QtBot, form: RecordForm) -> None:
    form.control("birth_date").setFocus()
    qtbot.keyClicks(form.control("birth_date"), "t+")
    form.control("family_name").setFocus()
    assert "is not a date" in form.problem_at("birth_date")
    form.control("given_name").setFocus()
    assert form.problem_at("family_name") == ""
    form.control("birth_date").setFocus()
    QApplication.processEvents()
    qtbot.keyClick(form.control("birth_date"), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(form.control("birth_date"), "+1d")
    form.control("family_name").setFocus()
    assert "cannot lie after today" in form.problem_at("birth_date")


def test_loading_never_counts_as_editing(qtbot: QtBot, form: RecordForm) -> None:
    with qtbot.assertNotEmitted(form.edited):
        form.put(patient())
    assert not form.is_edited
    assert form.values()["birth_date"] == PartialDate(1960)
    with qtbot.waitSignal(form.edited) as told:
        qtbot.keyClicks(form.control("pronouns"), "5")
    assert told.args == ["pronouns"]
    assert form.is_edited


def test_what_is_typed_survives_as_text_readable_or_not(qtbot: QtBot, form: RecordForm) -> None:
    qtbot.keyClicks(form.control("birth_date"), "sometime")
    qtbot.keyClicks(form.control("notes"), "tea")
    form.editor("sex").put(Sex.FEMALE)
    kept = form.raw_texts()
    other = RecordForm(Patient, NAMES, today=lambda: TODAY)
    qtbot.addWidget(other)
    other.put_raw(kept)
    assert other.raw_texts() == kept
    assert other.is_edited


def test_a_hidden_field_keeps_its_text_and_gives_its_default(qtbot: QtBot) -> None:
    form = RecordForm(Plan, ("booster", "booster_months"), today=lambda: TODAY)
    qtbot.addWidget(form)
    form.show()
    form.editor("booster").put(BoosterRule.NONE)
    qtbot.keyClicks(form.control("booster_months"), "6")
    form.show_field("booster_months", shown=False)
    assert form.values() == {"booster": BoosterRule.NONE, "booster_months": None}
    form.show_field("booster_months", shown=True)
    assert form.values()["booster_months"] == 6


def test_every_control_has_a_name_and_a_label_that_leads_to_it(form: RecordForm) -> None:
    for name in ("family_name", "birth_date", "sex", "notes", "no_voicemail"):
        assert form.control(name).accessibleName()
    buddies = {label.buddy() for label in form.findChildren(QLabel) if label.buddy()}
    assert form.control("family_name") in buddies
    assert form.control("family_name").accessibleName() == "Family name"


def test_tab_goes_in_the_order_of_reading(qtbot: QtBot, form: RecordForm) -> None:
    form.focus_first()
    seen = []
    for _ in range(4):
        seen.append(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert seen[:3] == [form.control("family_name"), form.control("given_name"), form.control("birth_date")]


def test_tab_leaves_a_box_of_several_lines(qtbot: QtBot, form: RecordForm) -> None:
    form.control("notes").setFocus()
    qtbot.keyClicks(form.control("notes"), "tea")
    qtbot.keyClick(form.control("notes"), Qt.Key.Key_Tab)
    assert form.raw_texts()["notes"] == "tea"
    assert form.control("no_voicemail").hasFocus()


def test_a_problem_does_not_push_the_form_down(form: RecordForm) -> None:
    QApplication.processEvents()
    before = form.control("pronouns").mapTo(form, form.control("pronouns").rect().topLeft())
    form.show_problems([Problem("family_name", "Family name is needed.")])
    QApplication.processEvents()
    assert form.control("pronouns").mapTo(form, form.control("pronouns").rect().topLeft()) == before


@pytest.mark.parametrize("kind", [Condition, Plan, Hold, PhoneNote, Injection])
def test_in_every_form_the_side_may_be_typed_behind_its_site(qtbot: QtBot, kind: type) -> None:
    form = RecordForm(kind, [("site", "side")], today=lambda: TODAY)
    qtbot.addWidget(form)
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    form.focus_first()
    told: list[str] = []
    form.edited.connect(told.append)
    line = QApplication.focusWidget()
    qtbot.keyClicks(line, "kn r")
    for shown in QApplication.topLevelWidgets():
        if isinstance(shown, QAbstractItemView):
            shown.hide()  # without a desktop the list takes Tab for itself
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert "side" in told, "whatever leans on the side follows"
    assert form.values() == {"site": Site.KNEE_JOINT, "side": Side.RIGHT}


def test_text_is_never_cut_while_typing(qtbot: QtBot, form: RecordForm) -> None:
    form.put_raw({"pronouns": "5" * 60, "family_name": "R", "given_name": "A"})
    with pytest.raises(InvalidRecord):
        form.values()
    assert form.raw_texts()["pronouns"] == "5" * 60
