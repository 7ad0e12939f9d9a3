"""Texts of the practice on the settings page: written, checked, put back, and printed."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from exodesk.core.records.patient import Language
from exodesk.core.records.printed import PracticeText, TextPlace
from exodesk.services.practice_texts import save_text
from exodesk.storage import printed
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.forms.controls import TextBox
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.settings.text_dialog import AS_IT_WILL_STAND, NOT_KEPT, OURS_STANDS, TextDialog
from exodesk.ui.pages.settings.texts import TextsCard
from exodesk.ui.parts.lines import LineRow
from exodesk.ui.parts.record_history import HistoryDialog
from tests.ui.pages.person import seen
from tests.ui.program import press

NEXT_DAYS = "Visit summary: the next days, English"
OPENING = "Letter: opening, English"


@pytest.fixture
def card(qtbot: QtBot, session: Session) -> Iterator[TextsCard]:
    page = QWidget()
    column = QVBoxLayout(page)
    made = TextsCard(session)
    column.addWidget(made)
    qtbot.addWidget(page)
    page.show()
    yield made
    page.hide()


def row(card: TextsCard, title: str) -> LineRow:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # rows that others took the place of
    QApplication.processEvents()
    [found] = [each for each in card.findChildren(LineRow) if each.text() == title and each.isVisible()]
    return found


def opened(qtbot: QtBot, card: TextsCard, title: str) -> EntryDialog:
    qtbot.mouseClick(row(card, title), Qt.MouseButton.LeftButton)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, EntryDialog)
    return dialog


def in_use(session: Session) -> dict[TextPlace, str]:
    return {each.place: each.text for each in printed.texts(session.record)}


def test_each_place_says_what_is_printed_there(card: TextsCard) -> None:
    assert (
        row(card, NEXT_DAYS).accessibleName().endswith("Nothing is printed here until you write something., Built-in")
    )
    assert "Thank you for referring {patient}" in row(card, OPENING).accessibleName()
    assert any("red flags, phones" in text for text in seen(card))


def test_a_text_is_written_with_a_field_and_kept(qtbot: QtBot, card: TextsCard, session: Session) -> None:
    dialog = opened(qtbot, card, NEXT_DAYS)
    qtbot.keyClicks(dialog.form.control("text"), "Rest today, ")
    press(dialog, "{patient}")
    qtbot.keyClicks(dialog.form.control("text"), ".")
    dialog.accept()
    assert in_use(session) == {TextPlace.NEXT_DAYS: "Rest today, {patient}."}
    assert row(card, NEXT_DAYS).accessibleName().endswith("Rest today, {patient}., Yours")


def test_a_field_that_is_none_and_a_claim_are_said_and_not_kept(
    qtbot: QtBot, card: TextsCard, session: Session
) -> None:
    dialog = opened(qtbot, card, NEXT_DAYS)
    dialog.form.editor("text").put_raw("It will heal, {pateint}.")
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.form.problem_at("text") == NOT_KEPT
    assert isinstance(dialog, TextDialog)
    problem = dialog.faults.text()
    assert "Line 1: There is no field {pateint}. Did you mean {patient}?" in problem
    assert "Line 1: “heal”: no page may claim this." in problem
    assert in_use(session) == {}
    dialog.form.mark_saved()
    dialog.reject()


def test_the_page_is_seen_while_the_text_is_typed_and_the_line_at_fault_is_named(
    qtbot: QtBot, card: TextsCard, session: Session
) -> None:
    dialog = opened(qtbot, card, "Invitation to a review: the letter, English")
    assert isinstance(dialog, TextDialog)
    assert "We would like to hear how your {joint} is" in dialog.form.value("text")
    assert dialog.told.text() == AS_IT_WILL_STAND
    before = dialog.preview.grab().toImage()
    box = dialog.form.control("text")
    assert isinstance(box, TextBox)
    box.selectAll()
    qtbot.keyClicks(box, "Come and see us, {patient}.")
    qtbot.waitUntil(lambda: dialog.preview.grab().toImage() != before)
    assert not dialog.faults.isVisible()
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.keyClicks(box, "On {vist_date}.")
    qtbot.waitUntil(dialog.faults.isVisible)
    assert dialog.faults.text().startswith("Line 2: There is no field {vist_date}.")
    assert dialog.told.text() == OURS_STANDS
    box.moveCursor(QTextCursor.MoveOperation.Start)
    dialog.accept()
    assert dialog.isVisible()
    assert box.textCursor().selectedText() == "On {vist_date}."
    box.insertPlainText("Call {phone}.")
    dialog.accept()
    assert in_use(session) == {TextPlace.INVITATION: "Come and see us, {patient}.\nCall {phone}."}


def test_a_text_at_the_foot_of_the_page_is_scrolled_to(qtbot: QtBot, card: TextsCard, session: Session) -> None:
    dialog = opened(qtbot, card, "Visit summary: last line, English")
    assert isinstance(dialog, TextDialog)
    dialog.resize(1200, 500)
    bar = dialog.preview.verticalScrollBar()
    assert bar.value() == 0
    qtbot.keyClicks(dialog.form.control("text"), "See you soon")
    qtbot.waitUntil(lambda: bar.value() > 0)
    dialog.form.mark_saved()
    dialog.reject()


def test_the_built_in_text_comes_back_and_ours_stays_in_the_history(
    qtbot: QtBot, card: TextsCard, session: Session, record: RecordFile
) -> None:
    text = PracticeText(
        id=record.new_id(), place=TextPlace.LETTER_OPENING, language=Language.ENGLISH, text="Dear {recipient},"
    )
    session.run(save_text, text)
    dialog = opened(qtbot, card, OPENING)
    assert dialog.form.value("text") == "Dear {recipient},"
    press(dialog, "Back to the built-in text")
    assert in_use(session) == {}
    assert "Thank you for referring" in row(card, OPENING).accessibleName()
    again = opened(qtbot, card, OPENING)
    press(again, "What stood here before")
    history = QApplication.activeModalWidget()
    assert isinstance(history, HistoryDialog)
    assert any("Dear {recipient}," in text for text in seen(history))
    history.accept()
    again.reject()


def test_a_text_that_can_no_longer_be_printed_is_marked(card: TextsCard, session: Session, record: RecordFile) -> None:
    text = PracticeText(id=record.new_id(), place=TextPlace.CLOSING, language=Language.ENGLISH, text="{gone}")
    session.run(save_text, text)
    assert row(card, "Visit summary: last line, English").accessibleName().endswith("Cannot be printed")
