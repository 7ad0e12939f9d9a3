"""A few letters become the text they stand for, in any text box of a visit; Ctrl+Z gives the letters back."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from exodesk.core.records.phrase import Phrase
from exodesk.queries.drafts import waiting
from exodesk.services.phrases import add_phrase, remove_phrase
from exodesk.ui.forms.controls import TextBox
from exodesk.ui.forms.phrases import Phrases
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.settings.phrases import PhrasesCard, phrase_dialog
from exodesk.ui.parts import ListRow
from tests.ui.program import press

TEXT = "No warmth, no effusion."


@pytest.fixture
def phrase(session: Session) -> Phrase:
    made = Phrase(id=session.record.new_id(), shortcut="kn", text=TEXT)
    session.run(add_phrase, made)
    return made


@pytest.fixture
def box(qtbot: QtBot, session: Session) -> Iterator[TextBox]:
    page = QWidget()
    qtbot.addWidget(page)
    made = TextBox()
    QVBoxLayout(page).addWidget(made)
    Phrases(session, page).watch(page)
    page.show()
    yield made
    page.close()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (";kn ", TEXT),
        ("Knee: ;KN ", f"Knee: {TEXT}"),
        (";kn", ";kn"),
        (";knee ", ";knee "),
        ("kn ", "kn "),
        ("a; kn ", "a; kn "),
    ],
)
def test_letters_and_a_space_become_the_text(qtbot: QtBot, phrase: Phrase, box: TextBox, typed: str, read: str) -> None:
    qtbot.keyClicks(box, typed)
    assert box.raw() == read


def test_it_is_undone_like_typing(qtbot: QtBot, phrase: Phrase, box: TextBox) -> None:
    qtbot.keyClicks(box, ";kn ")
    qtbot.keyClick(box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert box.raw() == ";kn"


def test_a_change_of_phrases_is_taken_at_once(qtbot: QtBot, session: Session, phrase: Phrase, box: TextBox) -> None:
    session.run(remove_phrase, phrase.id)
    qtbot.keyClicks(box, ";kn ")
    assert box.raw() == ";kn "


def test_the_settings_card_adds_one(qtbot: QtBot, session: Session) -> None:
    card = PhrasesCard(session)
    qtbot.addWidget(card)
    dialog = phrase_dialog(session, None, card)
    dialog.form.editor("shortcut").put_raw("ex")
    dialog.form.editor("text").put_raw("Home exercises shown.")
    dialog.accept()
    assert [row.text() for row in card.findChildren(ListRow)] == [";ex"]


def test_what_was_typed_of_a_phrase_goes_with_it(session: Session, phrase: Phrase, qtbot: QtBot) -> None:
    card = PhrasesCard(session)
    qtbot.addWidget(card)
    dialog = phrase_dialog(session, phrase, card)
    dialog.form.editor("text").put_raw("Knee, but otherwise")
    dialog.form.note("text")
    session.keep_drafts()
    assert len(waiting(session.record)) == 1
    press(dialog, "Remove this phrase")
    assert waiting(session.record) == []
