"""The palette: opened from everywhere by key or mouse, and what it finds, in the order in which it stays."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLabel, QTabBar
from pytestqt.qtbot import QtBot

from exodesk.core.quantities import BILLION
from exodesk.core.records.visit import Visit
from exodesk.storage import forecasts, stock
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.keyboard import keys
from exodesk.ui.keyboard.keys import Key
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages import CHART, PATIENTS, VISIT, Page, Place
from exodesk.ui.pages.chart.merge_dialog import MergeDialog, Reason
from exodesk.ui.pages.chart.page import ChartPage
from exodesk.ui.pages.entries import new_entry
from exodesk.ui.pages.patients import PatientsPage
from exodesk.ui.pages.phone.dialog import PhoneDialog
from exodesk.ui.pages.places import places_of_patients
from exodesk.ui.pages.visit.page import VisitPage
from exodesk.ui.palette.rows import PaletteRows
from exodesk.ui.palette.widget import NOTHING, Palette
from exodesk.ui.parts import primary_button
from exodesk.ui.shell.workspace import Workspace
from tests.factories import a_lot, a_patient, a_plan, a_visit, give
from tests.ui.program import press


class Bench(Page):
    """A page that nobody has told the palette of."""

    def __init__(self) -> None:
        super().__init__()
        self.button = primary_button("Polish the glass", keys="Ctrl+N")
        self.button.setParent(self)
        self.pressed = 0
        self.button.clicked.connect(self.press)

    def press(self) -> None:
        self.pressed += 1


@pytest.fixture
def desk(qtbot: QtBot, session: Session) -> Iterator[Workspace]:
    bench = Place(key="bench", text="Workbench", glyph="table", make=lambda _s, _d, _t: Bench())
    made = Workspace(session, [*places_of_patients(), bench])
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.open_page(PATIENTS)
    yield made
    made.leave()
    made.close()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def rivera(record: RecordFile) -> Visit:
    return a_visit(record, a_patient(record, family_name="Rivera", given_name="Ana"))


def opened(qtbot: QtBot, desk: Workspace, typed: str = "") -> Palette:
    """Ctrl+K, wherever the focus is, then what is typed."""
    qtbot.keyClick(QApplication.focusWidget() or desk, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert desk.finder.isVisible()
    assert desk.finder.line.hasFocus()
    qtbot.keyClicks(desk.finder.line, typed)
    return desk.finder


def titles(palette: Palette) -> list[str]:
    return [row.title for row in palette.rows]


def enter(qtbot: QtBot, palette: Palette) -> None:
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)


def test_four_letters_and_enter_open_a_chart(qtbot: QtBot, desk: Workspace, rivera: Visit) -> None:
    enter(qtbot, opened(qtbot, desk, "rive"))
    assert isinstance(desk.page, ChartPage)
    assert desk.page.chart.patient.family_name == "Rivera"
    assert desk.finder.isHidden()


def test_it_opens_from_the_middle_of_a_text_and_gives_the_focus_back(
    qtbot: QtBot, desk: Workspace, rivera: Visit
) -> None:
    desk.open_page(VISIT, rivera.entry_id)
    before = QApplication.focusWidget()
    palette = opened(qtbot, desk, "x")
    qtbot.keyClick(palette.line, Qt.Key.Key_Escape)
    assert palette.isHidden()
    assert QApplication.focusWidget() is before


def test_the_entry_at_the_top_opens_it_by_mouse(qtbot: QtBot, desk: Workspace, rivera: Visit) -> None:
    desk.open_page(CHART, rivera.patient_id)
    qtbot.mouseClick(desk.search, Qt.MouseButton.LeftButton)
    assert desk.finder.isVisible()
    assert desk.finder.geometry().contains(
        QRect(desk.search.mapTo(desk, desk.search.rect().topLeft()), desk.search.size())
    )


def test_patients_stand_before_visits_before_lots(
    qtbot: QtBot, desk: Workspace, rivera: Visit, record: RecordFile
) -> None:
    a_lot(record, code="RIV-1")
    palette = opened(qtbot, desk, "riv")
    assert titles(palette) == ["RIVERA, Ana", "RIVERA, Ana", "Exo Sample · lot RIV-1"]
    assert palette.rows[1].note == "Injection, Mon 02-Mar-2026 · Knee pain"
    assert palette.rows[1].mark == "not signed"


def test_a_visit_is_opened_from_its_row(qtbot: QtBot, desk: Workspace, rivera: Visit) -> None:
    palette = opened(qtbot, desk, "riv")
    qtbot.keyClick(palette.line, Qt.Key.Key_Down)
    enter(qtbot, palette)
    assert isinstance(desk.page, VisitPage)


def test_a_day_shows_all_its_visits(qtbot: QtBot, desk: Workspace, record: RecordFile) -> None:
    for number in range(6):
        a_visit(record, a_patient(record, given_name=f"Alex {number}"))
    assert len(opened(qtbot, desk, "2mar").rows) == 6


def test_the_order_stays_while_more_is_told(qtbot: QtBot, desk: Workspace, record: RecordFile) -> None:
    """Two who may be taken for one another are marked a moment later; no row moves."""
    for given, mobile in (("Ana", "555 0101"), ("Ada", "555 0102")):
        a_patient(record, family_name="Rivera", given_name=given, mobile=mobile)
    palette = opened(qtbot, desk, "@riv")
    before = [row.key for row in palette.rows]
    qtbot.waitUntil(lambda: all(row.mark for row in palette.rows))
    assert [row.key for row in palette.rows] == before
    assert {row.mark for row in palette.rows} == {"similar name"}
    assert "555 0102" in palette.rows[0].note


def test_empty_it_shows_who_was_seen_last_without_the_one_in_sight(
    qtbot: QtBot, desk: Workspace, rivera: Visit, record: RecordFile
) -> None:
    quill = a_patient(record, family_name="Quill")
    desk.open_page(CHART, quill)
    desk.open_page(CHART, rivera.patient_id)
    palette = opened(qtbot, desk)
    assert titles(palette)[0] == "QUILL, Alex"
    assert "RIVERA, Ana" not in titles(palette)


def test_a_command_used_last_stands_first_next_time(qtbot: QtBot, desk: Workspace) -> None:
    palette = opened(qtbot, desk, ">undo")
    assert titles(palette) == [Key.UNDO.words]
    enter(qtbot, palette)
    assert desk.messages.text.text() == "There is nothing to undo."
    commands = [row.title for row in opened(qtbot, desk).rows]
    assert commands[0] == Key.UNDO.words
    assert len(commands) == 5


def test_prefixes_ask_for_one_kind(qtbot: QtBot, desk: Workspace, rivera: Visit, record: RecordFile) -> None:
    a_lot(record, code="R1")
    assert titles(opened(qtbot, desk, "@")) == ["RIVERA, Ana"]
    desk.finder.line.setText("#")
    assert titles(desk.finder) == ["Exo Sample · lot R1"]
    desk.finder.line.setText("/")
    assert titles(desk.finder) == [place.text for place in desk._places.values() if place.glyph]
    desk.finder.line.setText(">")
    assert "New patient" in titles(desk.finder)
    assert "RIVERA, Ana" not in titles(desk.finder)


def test_a_new_page_and_its_acts_are_there_without_being_told(qtbot: QtBot, desk: Workspace) -> None:
    enter(qtbot, opened(qtbot, desk, "workb"))
    page = desk.page
    assert isinstance(page, Bench)
    palette = opened(qtbot, desk, "glass")
    assert (palette.rows[0].title, palette.rows[0].tail) == ("Polish the glass", "Ctrl+N")
    enter(qtbot, palette)
    assert page.pressed == 1


def test_what_a_page_offers_is_gone_with_the_page(qtbot: QtBot, desk: Workspace) -> None:
    desk.open_page("bench")
    desk.open_page(PATIENTS)
    assert "Polish the glass" not in titles(opened(qtbot, desk, ">"))


def test_menus_and_tabs_of_a_page_are_offered(qtbot: QtBot, desk: Workspace, rivera: Visit) -> None:
    desk.open_page(CHART, rivera.patient_id)
    enter(qtbot, opened(qtbot, desk, "start phone"))
    assert isinstance(desk.page, VisitPage)
    desk.open_page(CHART, rivera.patient_id)
    palette = opened(qtbot, desk, "/plans")
    assert [(row.title, row.tail) for row in palette.rows] == [("Plans", "Alt+4")]
    enter(qtbot, palette)
    assert tabs_of(desk).currentIndex() == 3


def tabs_of(desk: Workspace) -> QTabBar:
    assert isinstance(desk.page, ChartPage)
    return desk.page.tabs


def test_new_patient_works_from_everywhere(qtbot: QtBot, desk: Workspace, rivera: Visit) -> None:
    desk.open_page(CHART, rivera.patient_id)
    enter(qtbot, opened(qtbot, desk, "new pat"))
    assert isinstance(desk.page, PatientsPage)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    assert dialog.windowTitle() == "New patient"
    dialog.close()


def test_a_call_is_written_down_over_the_palette_which_is_closed_then(
    qtbot: QtBot, desk: Workspace, rivera: Visit
) -> None:
    palette = opened(qtbot, desk, "riv")
    qtbot.keyClick(palette.line, Qt.Key.Key_F7)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    qtbot.waitUntil(palette.isHidden)
    dialog.close()


def test_a_lot_tells_who_received_it_and_esc_leads_back(
    qtbot: QtBot, desk: Workspace, rivera: Visit, record: RecordFile
) -> None:
    lot = a_lot(record, code="A0101")
    give(record, a_plan(record, rivera.patient_id), lot)
    palette = opened(qtbot, desk, "#a01")
    enter(qtbot, palette)
    assert titles(palette) == ["RIVERA, Ana", "Correct or recall lot A0101…"]
    assert "Right knee" in palette.rows[0].note
    assert captions(palette) == ["Who received Exo Sample lot A0101, the latest first"]
    qtbot.keyClick(palette.line, Qt.Key.Key_Escape)
    assert titles(palette) == ["Exo Sample · lot A0101"]
    enter(qtbot, palette)
    enter(qtbot, palette)
    assert isinstance(desk.page, ChartPage)


def test_a_lot_is_recalled_and_corrected_where_it_is_found(
    qtbot: QtBot, desk: Workspace, rivera: Visit, record: RecordFile
) -> None:
    lot = a_lot(record, code="A0101")
    plan = a_plan(record, rivera.patient_id)
    give(record, plan, lot)
    dialog = lot_dialog(qtbot, desk)
    qtbot.keyClicks(dialog.form.control("recalled_on"), "t")
    press(dialog, "Save")
    assert dialog.isVisible()
    assert dialog.form.problem_at("recall_reason") == "Type why the lot is recalled."
    qtbot.keyClicks(dialog.form.control("recall_reason"), "Letter of the maker")
    product = next(form for form in dialog.findChildren(RecordForm) if form is not dialog.form)
    qtbot.keyClicks(product.control("manufacturer"), "New ")
    press(dialog, "Save")
    assert not dialog.isVisible()
    assert desk.messages.text.text() == "Lot A0101 recalled. Plans with a dose from it ask whether it counts."
    kept = stock.lot(record, lot.id)
    assert kept == replace(lot, recalled_on=record.today(), recall_reason="Letter of the maker")
    assert stock.product(record, lot.product_id).manufacturer == "New Sample Biologics"
    assert forecasts.stored(record, [plan.id])[plan.id].forecast.question_from == record.today()


def test_a_lot_that_nobody_received_can_be_corrected_too(qtbot: QtBot, desk: Workspace, record: RecordFile) -> None:
    a_lot(record, code="A0101")
    palette = opened(qtbot, desk, "#a01")
    enter(qtbot, palette)
    assert captions(palette) == ["Nobody received Exo Sample lot A0101."]
    assert titles(palette) == ["Correct or recall lot A0101…"]


def test_a_figure_of_a_lot_that_its_dose_does_not_rest_on_is_kept(
    qtbot: QtBot, desk: Workspace, record: RecordFile
) -> None:
    lot = a_lot(record, code="A0101", total_particles=50 * BILLION)
    dialog = lot_dialog(qtbot, desk)
    qtbot.keyClicks(dialog.form.control("code"), "A0102")
    press(dialog, "Save")
    assert stock.lot(record, lot.id) == replace(lot, code="A0102")


def lot_dialog(qtbot: QtBot, desk: Workspace) -> EntryDialog:
    """The dialog of the only lot, opened by keys alone."""
    palette = opened(qtbot, desk, "#a01")
    enter(qtbot, palette)
    for _ in palette.rows[1:]:
        qtbot.keyClick(palette.line, Qt.Key.Key_Down)
    enter(qtbot, palette)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, EntryDialog)
    return dialog


def captions(palette: Palette) -> list[str]:
    shown = [label.text() for label in palette.findChildren(QLabel) if label.isVisible()]
    return [text for text in shown if not text.startswith("Only")]


def test_more_than_fit_lead_to_the_page_of_patients(qtbot: QtBot, desk: Workspace, record: RecordFile) -> None:
    for number in range(9):
        a_patient(record, family_name="Rivera", given_name=f"Ana {number}")
    palette = opened(qtbot, desk, "riv")
    assert titles(palette)[-1] == "All patients found by “riv”"
    for _ in range(8):
        qtbot.keyClick(palette.line, Qt.Key.Key_Down)
    enter(qtbot, palette)
    assert isinstance(desk.page, PatientsPage)
    assert desk.page.search.text() == "riv"


def test_nothing_found_says_so_and_how_to_go_on(qtbot: QtBot, desk: Workspace) -> None:
    palette = opened(qtbot, desk, "zzz")
    assert captions(palette) == [NOTHING]
    enter(qtbot, palette)
    assert palette.isVisible()


def test_a_row_is_chosen_by_mouse(qtbot: QtBot, desk: Workspace, rivera: Visit) -> None:
    palette = opened(qtbot, desk, "riv")
    place = palette.list.visualRect(palette.list.model().index(0, 0)).center()
    qtbot.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert isinstance(desk.page, ChartPage)


def test_keys_of_the_window_do_nothing_to_what_it_covers(qtbot: QtBot, desk: Workspace) -> None:
    palette = opened(qtbot, desk)
    for key in (Key.UNDO, Key.GIVEN, Key.SIGN, Key.PAGE_1):
        assert overrides(palette, key)
    assert not overrides(palette, Key.LOCK)


def overrides(palette: Palette, key: Key) -> bool:
    """Whether the line keeps a key to itself."""
    sequence: Any = QKeySequence(key.keys)
    pressed = sequence[0]
    event = QKeyEvent(QEvent.Type.ShortcutOverride, pressed.key().value, pressed.keyboardModifiers())
    event.ignore()
    QApplication.sendEvent(palette.line, event)
    return event.isAccepted()


def test_behind_the_curtain_it_names_nobody(qtbot: QtBot, desk: Workspace, rivera: Visit) -> None:
    opened(qtbot, desk)
    desk.draw_curtain()
    assert desk.finder.isHidden()
    desk.open_palette()
    assert desk.finder.isHidden()


def test_closed_it_holds_no_name(qtbot: QtBot, desk: Workspace, rivera: Visit) -> None:
    palette = opened(qtbot, desk, "riv")
    qtbot.keyClick(palette.line, Qt.Key.Key_Escape)
    assert palette.rows == []
    assert palette.line.text() == ""


def test_it_is_closed_before_the_record_is(qtbot: QtBot, desk: Workspace, rivera: Visit) -> None:
    palette = opened(qtbot, desk, "riv")
    desk.leave()
    assert palette.isHidden()
    assert not palette._telling.isActive()


def test_a_screen_reader_is_told_the_whole_row(qtbot: QtBot, desk: Workspace, rivera: Visit) -> None:
    palette = opened(qtbot, desk, "riv")
    model = palette.list.model()
    assert isinstance(model, PaletteRows)
    spoken = model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "RIVERA, Ana, Born 17-May-1961 (64y) · EX-00001"
    assert palette.accessibleName() == palette.line.accessibleName() == "Search or command"
    assert palette.list.accessibleName()


def test_the_key_pressed_again_keeps_it_open_and_selects_what_is_typed(
    qtbot: QtBot, desk: Workspace, rivera: Visit
) -> None:
    palette = opened(qtbot, desk, "abc")
    qtbot.keyClick(palette.line, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert palette.isVisible()
    qtbot.keyClicks(palette.line, "riv")
    assert palette.line.text() == "riv"
    assert titles(palette)[0] == "RIVERA, Ana"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("duplicate", "Merge two charts"),
        ("deceased", "Died, moved away or no contact…"),
        ("audit", "All that was done to it"),
        ("unsigned", "Patients"),
        ("shortcut", Key.HELP.words),
    ],
)
def test_other_words_find_it_too(qtbot: QtBot, desk: Workspace, rivera: Visit, typed: str, found: str) -> None:
    keys.bind(Key.HELP, desk, desk.telling.undo)
    desk.open_page(CHART, rivera.patient_id)
    assert found in titles(opened(qtbot, desk, typed))


def test_the_own_words_of_something_stand_before_other_words_for_it(qtbot: QtBot, desk: Workspace) -> None:
    found = titles(opened(qtbot, desk, ">book"))
    assert found[0] == Key.BOOK.words


def test_merging_asks_for_both_charts_where_none_is_open(qtbot: QtBot, desk: Workspace, rivera: Visit) -> None:
    other = a_patient(desk.session.record, family_name="Quill")
    desk.open_page(PATIENTS)
    enter(qtbot, opened(qtbot, desk, "merge two"))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, MergeDialog)
    assert not dialog.search.isVisible()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.first.search.hasFocus)
    qtbot.keyClicks(dialog.first.search, "rive")
    qtbot.keyClick(dialog.first.search, Qt.Key.Key_Return)
    assert dialog.search.hasFocus()
    qtbot.keyClicks(dialog.search, "quill")
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    assert dialog.preview
    assert {dialog.preview.kept.id, dialog.preview.other.id} == {rivera.patient_id, other}
    dialog.first.change.click()
    assert not dialog.form.isVisible()  # another first chart: what was shown is no longer meant
    dialog.reject()


def over_dialog(qtbot: QtBot, typed: str) -> Palette:
    """Ctrl+K in the dialog that is open, then what is typed."""
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.waitUntil(lambda: dialog.findChild(QShortcut, Key.PALETTE.name) is not None)
    qtbot.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = dialog.findChild(Palette)
    assert isinstance(palette, Palette)
    assert palette.isVisible()
    assert palette.line.hasFocus()
    qtbot.keyClicks(palette.line, typed)
    return palette


def test_over_a_dialog_it_opens_too_and_what_is_typed_there_is_kept(
    qtbot: QtBot, desk: Workspace, rivera: Visit, record: RecordFile
) -> None:
    quill = a_patient(record, family_name="Quill")
    desk.open_page(CHART, rivera.patient_id)
    assert isinstance(desk.page, ChartPage)
    dialog = new_entry(desk.session, "allergy", desk.page.chart, desk)
    dialog.open()
    qtbot.keyClicks(dialog.form.control("substance"), "Latex")
    enter(qtbot, over_dialog(qtbot, "quil"))
    assert QApplication.activeModalWidget() is None
    assert desk.page.patient_id == quill
    desk.open_page(CHART, rivera.patient_id)
    again = new_entry(desk.session, "allergy", desk.page.chart, desk)
    assert again.form.editor("substance").raw() == "Latex"


def test_a_dialog_that_keeps_no_draft_stays_and_says_what_is_not_saved(
    qtbot: QtBot, desk: Workspace, rivera: Visit
) -> None:
    desk.open_page(CHART, rivera.patient_id)
    form = RecordForm(Reason, ("reason",), today=desk.session.today)
    dialog = EntryDialog("A reason", form, lambda _values: None, parent=desk)
    dialog.open()
    qtbot.keyClicks(form.control("reason"), "One person")
    enter(qtbot, over_dialog(qtbot, "calen"))
    assert QApplication.activeModalWidget() is dialog
    assert dialog.message.text.text() == "What you typed is not saved."
    assert isinstance(desk.page, ChartPage)
    form.mark_saved()
    enter(qtbot, over_dialog(qtbot, "calen"))
    assert QApplication.activeModalWidget() is None
    assert not isinstance(desk.page, ChartPage)


def test_esc_over_a_dialog_closes_only_the_palette(qtbot: QtBot, desk: Workspace, rivera: Visit) -> None:
    desk.open_page(CHART, rivera.patient_id)
    assert isinstance(desk.page, ChartPage)
    dialog = new_entry(desk.session, "allergy", desk.page.chart, desk)
    dialog.open()
    palette = over_dialog(qtbot, "x")
    assert not any(row.note == "On this page" for row in palette._offers())
    qtbot.keyClick(palette.line, Qt.Key.Key_Escape)
    assert palette.isHidden()
    assert dialog.isVisible()
    assert dialog.isAncestorOf(QApplication.focusWidget() or desk)
    dialog.done(0)


def test_behind_the_curtain_it_opens_over_no_dialog_either(qtbot: QtBot, desk: Workspace, rivera: Visit) -> None:
    desk.open_page(CHART, rivera.patient_id)
    desk.draw_curtain()
    note = PhoneDialog(desk.session, desk)
    note.open()
    note.activateWindow()
    qtbot.waitUntil(lambda: note.findChild(QShortcut, Key.PALETTE.name) is not None)
    qtbot.keyClick(QApplication.focusWidget() or note, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert note.findChild(Palette) is None
    note.close_unsaved()


def test_it_opens_over_a_dialog_again_after_another_one_stood_over_that(
    qtbot: QtBot, desk: Workspace, rivera: Visit
) -> None:
    """And what is typed in the one that went does not hold the other one back."""
    desk.open_page(CHART, rivera.patient_id)
    form = RecordForm(Reason, ("reason",), today=desk.session.today)
    below = EntryDialog("A reason", form, lambda _values: None, parent=desk)
    below.open()
    qtbot.waitUntil(lambda: below.findChild(QShortcut, Key.PALETTE.name) is not None)
    note = PhoneDialog(desk.session, below)
    note.open()
    palette = over_dialog(qtbot, "x")
    assert note.isAncestorOf(palette)
    palette.dismiss()
    qtbot.keyClicks(note.form.control("said"), "Sore knee")
    note.put_aside()
    again = over_dialog(qtbot, "calen")
    assert again.parentWidget() is below
    enter(qtbot, again)
    assert QApplication.activeModalWidget() is None
    assert not isinstance(desk.page, ChartPage)
