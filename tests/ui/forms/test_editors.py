"""What is typed stays as typed, what it means is shown, and nothing but a hand changes a value."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from exodesk.core.codes import Side
from exodesk.core.dates import PartialDate
from exodesk.core.fields import Record, described
from exodesk.core.quantities import BILLION
from exodesk.core.records.appointment import Appointment
from exodesk.core.records.injection import Guidance, Injection
from exodesk.core.records.patient import Condition, Patient
from exodesk.core.records.plan import Plan
from exodesk.core.records.stock import Lot
from exodesk.core.sites import Site
from exodesk.ui.forms.choices import Choice, LongChoice, Segments
from exodesk.ui.forms.controls import Line, TextBox, Tick
from exodesk.ui.forms.editors import Editor, make_editor

TODAY = date(2026, 11, 23)

Make = Callable[[type[Record], str], Editor]


@pytest.fixture
def make(qtbot: QtBot) -> Make:
    """An editor in a window of its own, ready to be typed into."""

    def made(record: type[Record], name: str) -> Editor:
        editor = make_editor(described(record)[name], lambda: TODAY)
        qtbot.addWidget(editor.widget)
        editor.widget.resize(300, editor.widget.sizeHint().height())
        with qtbot.waitActive(editor.widget):
            editor.widget.show()
            editor.widget.activateWindow()
        editor.widget.setFocus()
        return editor

    return made


def typed(qtbot: QtBot, editor: Editor, text: str) -> None:
    editor.widget.setFocus()
    qtbot.keyClicks(editor.widget, text)


def leave(widget: QWidget) -> None:
    widget.clearFocus()


@pytest.mark.parametrize(
    ("text", "value"), [("0.5", 500), (".5", 500), ("25", 25_000), ("0.5 mL", 500), ("1,000", 1_000_000), ("", None)]
)
def test_a_volume_is_typed_in_millilitres(qtbot: QtBot, make: Make, text: str, value: int | None) -> None:
    editor = make(Injection, "volume_ul")
    typed(qtbot, editor, text)
    assert editor.get() == value
    assert editor.raw() == text


def test_a_dose_out_of_range_is_never_cut_to_fit(qtbot: QtBot, make: Make) -> None:
    editor = make(Injection, "volume_ul")
    typed(qtbot, editor, "2500")
    leave(editor.widget)
    assert editor.get() == 2_500_000
    assert editor.raw() == "2,500"


@pytest.mark.parametrize("text", ["1e10", "2,5", "half"])
def test_unreadable_numbers_stay_and_are_refused_in_words(qtbot: QtBot, make: Make, text: str) -> None:
    editor = make(Lot, "particles_per_ml")
    typed(qtbot, editor, text)
    leave(editor.widget)
    assert editor.raw() == text
    with pytest.raises(ValueError, match=r"\w+ .*\."):
        editor.get()


def test_a_number_settles_visibly_and_can_be_undone(qtbot: QtBot, make: Make) -> None:
    editor = make(Injection, "volume_ul")
    assert isinstance(editor.widget, Line)
    typed(qtbot, editor, ".5")
    leave(editor.widget)
    assert editor.widget.text() == "0.5"
    editor.widget.undo()
    assert editor.widget.text() == ".5"


def test_the_unit_stands_behind_the_number(make: Make) -> None:
    widget = make(Lot, "particles_per_ml").widget
    assert isinstance(widget, Line)
    assert widget.words_behind == "billion/mL"
    assert widget.accessibleDescription() == "in billion/mL"
    assert widget.textMargins().right() > widget.fontMetrics().horizontalAdvance("billion/mL")


def test_big_counts_come_and_go_as_whole_numbers(make: Make) -> None:
    editor = make(Lot, "total_particles")
    editor.put(99_999 * BILLION)
    assert editor.raw() == "99,999"
    assert editor.get() == 99_999 * BILLION


@pytest.mark.parametrize(
    ("text", "behind", "settled"),
    [
        ("t", "Mon 23-Nov-2026", "23-Nov-2026"),
        ("+9m", "Mon 23-Aug-2027", "23-Aug-2027"),
        ("4dec", "Fri 04-Dec-2026", "04-Dec-2026"),
        ("04-Dec-2026", "Fri", "04-Dec-2026"),
        ("32 11 26", "", "32 11 26"),
    ],
)
def test_a_typed_date_tells_its_day_before_it_counts(
    qtbot: QtBot, make: Make, text: str, behind: str, settled: str
) -> None:
    editor = make(Plan, "planned_on")
    assert isinstance(editor.widget, Line)
    typed(qtbot, editor, text)
    assert editor.widget.words_behind == behind
    leave(editor.widget)
    assert editor.widget.text() == settled


def test_a_month_or_a_year_alone_is_a_date_where_no_more_is_known(qtbot: QtBot, make: Make) -> None:
    editor = make(Condition, "onset")
    typed(qtbot, editor, "5 2019")
    assert isinstance(editor.widget, Line)
    assert editor.widget.words_behind == "May-2019"
    assert editor.get() == PartialDate(2019, 5)


def test_lists_by_their_length(make: Make) -> None:
    assert isinstance(make(Plan, "side").widget, Segments)
    assert isinstance(make(Injection, "guidance").widget, Choice)
    assert isinstance(make(Injection, "site").widget, LongChoice)
    assert isinstance(make(Patient, "no_voicemail").widget, Tick)
    assert isinstance(make(Patient, "notes").widget, TextBox)


def test_nothing_is_chosen_beforehand(make: Make) -> None:
    for record, name in ((Plan, "side"), (Injection, "guidance"), (Injection, "site")):
        assert make(record, name).get() is None


@pytest.mark.parametrize(("typed", "raw", "is_open"), [("exo se", "b", False), (" ", "", True)])
def test_a_blank_among_the_letters_of_an_entry_is_one_of_them(
    qtbot: QtBot, typed: str, raw: str, is_open: bool
) -> None:
    choice = Choice([("a", "Exo Sample"), ("b", "Exo Serum"), ("c", "Lot not known")], optional=False)
    qtbot.addWidget(choice)
    with qtbot.waitExposed(choice):
        choice.show()
    qtbot.keyClicks(choice, typed)
    assert (choice.raw(), choice.view().isVisible()) == (raw, is_open)
    choice.hidePopup()


@pytest.mark.parametrize(("text", "site"), [("patel", Site.PATELLAR_TENDON), ("tend quad", Site.QUAD_TENDON)])
def test_a_long_list_is_found_by_the_start_of_any_word(qtbot: QtBot, make: Make, text: str, site: Site) -> None:
    editor = make(Injection, "site")
    assert isinstance(editor.widget, LongChoice)
    typed(qtbot, editor, text)
    editor.widget.settle()
    assert editor.widget.currentText() == site.label
    assert editor.get() is site


@pytest.mark.parametrize("text", ["America/Los_A", "los ang", "america los"])
def test_an_entry_is_found_by_its_marks_too(qtbot: QtBot, text: str) -> None:
    choice = LongChoice([(zone, zone) for zone in ("America/Lima", "America/Los_Angeles", "Europe/Rome")])
    qtbot.addWidget(choice)
    qtbot.keyClicks(choice, text)
    choice.settle()
    assert choice.raw() == "America/Los_Angeles"


def test_words_that_fit_many_or_no_entries_stay_and_say_so(qtbot: QtBot, make: Make) -> None:
    editor = make(Injection, "site")
    editor.put_raw("tendon")
    with pytest.raises(ValueError, match=r"can be Patellar tendon, Quadriceps tendon.* and more"):
        editor.get()
    editor.put_raw("xyz")
    with pytest.raises(ValueError, match="not in the list"):
        editor.get()
    assert editor.raw() == "xyz"


def test_a_few_choices_are_pressed_and_taken_back(qtbot: QtBot, make: Make) -> None:
    editor = make(Condition, "side")
    assert isinstance(editor.widget, Segments)
    with qtbot.waitSignal(editor.edited):
        qtbot.mouseClick(editor.widget.button("left"), Qt.MouseButton.LeftButton)
    assert editor.get() is Side.LEFT
    qtbot.mouseClick(editor.widget.button("left"), Qt.MouseButton.LeftButton)
    assert editor.get() is None
    qtbot.mouseClick(editor.widget.button("right"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(editor.widget.button("right"), Qt.Key.Key_Delete)
    assert editor.get() is None


def test_tab_leads_to_what_is_chosen_however_it_came_there(qtbot: QtBot, make: Make) -> None:
    editor = make(Plan, "side")
    segments = editor.widget
    assert isinstance(segments, Segments)
    for side in (Side.MIDLINE, Side.RIGHT):
        editor.put(side)
        segments.button("none").clearFocus()
        qtbot.keyClick(segments, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is segments.button(side.value)


def test_a_required_choice_cannot_be_emptied(qtbot: QtBot, make: Make) -> None:
    editor = make(Plan, "side")
    assert isinstance(editor.widget, Segments)
    for _ in range(2):
        qtbot.mouseClick(editor.widget.button("left"), Qt.MouseButton.LeftButton)
    assert editor.get() is Side.LEFT


@pytest.mark.parametrize("name", ["guidance", "site", "volume_ul", "note"])
def test_the_wheel_changes_no_value(qtbot: QtBot, make: Make, name: str) -> None:
    editor = make(Injection, name)
    editor.put({"guidance": Guidance.CT, "site": Site.HIP_JOINT, "volume_ul": 500, "note": "one\ntwo"}[name])
    before = editor.raw()
    with qtbot.assertNotEmitted(editor.edited):
        for turn in (120, -120):
            event = QWheelEvent(
                QPointF(5, 5),
                editor.widget.mapToGlobal(QPointF(5, 5)),
                QPoint(),
                QPoint(0, turn),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            QApplication.sendEvent(editor.widget, event)
            if isinstance(editor.widget, QComboBox):
                assert not event.isAccepted()  # the page scrolls instead
    assert editor.raw() == before


def test_loading_never_counts_as_editing(qtbot: QtBot, make: Make) -> None:
    for record, name, value in (
        (Patient, "notes", "tea"),
        (Patient, "title", "Dr"),
        (Injection, "site", Site.HIP_JOINT),
        (Injection, "guidance", Guidance.CT),
        (Plan, "side", Side.LEFT),
        (Patient, "no_voicemail", True),
    ):
        editor = make(record, name)
        with qtbot.assertNotEmitted(editor.edited):
            editor.put(value)
        assert editor.get() == value


def test_an_instant_has_no_editor() -> None:
    with pytest.raises(TypeError):
        make_editor(described(Injection)["given_at"], lambda: TODAY)
    with pytest.raises(TypeError):
        make_editor(described(Appointment)["starts_at"], lambda: TODAY)


def test_a_choice_among_a_few_says_what_it_is_a_choice_of(qtbot: QtBot) -> None:
    side = Segments([("left", "Left"), ("right", "Right")], optional=False)
    qtbot.addWidget(side)
    side.setAccessibleName("Side")
    assert side.button("left").accessibleDescription() == "Side"
    side.setAccessibleDescription("Side: choose one.")
    assert side.button("right").accessibleDescription() == "Side, Side: choose one."
