"""One text of the practice: the fields that it may name, what is wrong with it line by line, and the page it is for."""

import re
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from exodesk.core.changes import Change
from exodesk.core.errors import Problem
from exodesk.core.records.patient import Language
from exodesk.core.records.printed import PracticeText, TextPlace
from exodesk.documents.sample import sample_page
from exodesk.documents.texts import OURS, Fault, PracticeTexts, faults_in, fields_of
from exodesk.printing.flow import lay_out
from exodesk.queries.history import of_practice_text
from exodesk.services.practice_texts import reset_text, save_text
from exodesk.storage import clinic, printed
from exodesk.ui import parts
from exodesk.ui.forms.controls import TextBox
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.forms.kept import KeptForm
from exodesk.ui.look.flow import FlowLayout
from exodesk.ui.look.tokens import Tone
from exodesk.ui.open_record.session import Session
from exodesk.ui.parts.record_history import HistoryDialog
from exodesk.ui.printing.sheets_view import SheetsView

PREVIEW_WIDTH, PREVIEW_HEIGHT = 560, 640
LINES = 12
PAUSE = 350
"""Milliseconds without a key before the page is made anew."""

AS_IT_WILL_STAND = "As it will stand on the page of a made-up patient"
NOT_KEPT = "Put right what is told above; until then this is not kept."
OURS_STANDS = "As it stands it cannot be printed. The page has the built-in text."


class TextDialog(EntryDialog):
    def __init__(self, session: Session, place: TextPlace, language: Language, parent: QWidget | None) -> None:
        self._session, self._place, self._language = session, place, language
        self._before = printed.find_text(session.record, place, language)
        in_use = self._before is not None and self._before.removed_on is None
        self._key = self._before.id if self._before else session.record.new_id()
        text = self._before.text if self._before and in_use else OURS.get((place, language), "")
        form = RecordForm(PracticeText, ("text",), today=session.today)
        form.put(PracticeText(id=self._key, place=place, language=language, text=text))
        kept = KeptForm(session, form, "practice_text", "practice_text")
        title = f"{place.label}, {language.label}"
        super().__init__(title, form, self._save_text, kept=kept, parent=parent)
        self._box.take_room(LINES)
        self._clinic = clinic.giving(session.record)
        self._at = session.clock(session.record.now())
        self.faults = parts.words("", tone=Tone.DANGER, wrap=True)
        self.told = parts.muted("", wrap=True)
        self.preview = SheetsView()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.show_page)
        form.edited.connect(self._look_again)
        self.follow(f"{place.value}-{language.value}", None)
        self.put_above(self._field_buttons(), *self._acts(in_use=in_use), self.faults)
        self.put_beside(self.told, self.preview, width=PREVIEW_WIDTH, height=PREVIEW_HEIGHT)
        self.show_page()

    def hideEvent(self, event: QHideEvent) -> None:
        """The record may be closed next."""
        self._pause.stop()
        super().hideEvent(event)

    def show_page(self) -> None:
        """The page with the text as it is typed, or with ours where it cannot be printed, and why."""
        self._pause.stop()
        text = self._box.raw()
        found = faults_in(self._place, text)
        self.faults.setText("\n".join(str(fault) for fault in found))
        self.faults.setVisible(bool(found))
        self.told.setText(OURS_STANDS if found else AS_IT_WILL_STAND)
        typed = PracticeText(id=self._key, place=self._place, language=self._language, text=text)
        texts = PracticeTexts((typed,) if text.strip() else ())
        sheets = lay_out(sample_page(self._place, self._language, texts, self._clinic, self._at), self._clinic.paper)
        self.preview.show_sheets(sheets)
        if place := sheets.place_of(_known_by(texts.text(self._place, self._language))):
            self.preview.show_place(*place)

    @property
    def _box(self) -> TextBox:
        box = self.form.control("text")
        assert isinstance(box, TextBox), "the text is one of several lines"
        return box

    def _look_again(self, _name: str) -> None:
        self._pause.start()

    def _save_text(self, values: dict[str, Any]) -> Change:
        entered = PracticeText(id=self._key, place=self._place, language=self._language, text=values["text"])
        found = faults_in(self._place, self._box.raw())
        if found:
            self._go_to(found[0])
        self.show_page()
        problems = [Problem("text", NOT_KEPT)] if found else []
        return self._session.run(save_text, entered, *problems)

    def _go_to(self, fault: Fault) -> None:
        """Mark the line."""
        cursor = QTextCursor(self._box.document().findBlockByNumber(fault.line - 1))
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        self._box.setTextCursor(cursor)

    def _field_buttons(self) -> QWidget:
        """A press writes the field where the cursor stands."""
        holder = QWidget()
        flow = FlowLayout()
        holder.setLayout(flow)
        for name, words in fields_of(self._place).items():
            button = parts.Button(f"{{{name}}}", "choice")
            button.setAccessibleName(f"Insert {{{name}}}: {words}")
            button.setToolTip(words)
            button.clicked.connect(partial(self._insert, f"{{{name}}}"))
            flow.addWidget(button)
        return holder

    def _insert(self, field: str) -> None:
        self._box.insertPlainText(field)
        self._box.setFocus()

    def _acts(self, *, in_use: bool) -> list[QWidget]:
        """Back to the built-in text, and what stood here before; nothing for a text that was never written."""
        if self._before is None:
            return []
        history = parts.quiet_button("What stood here before", glyph="history")
        history.clicked.connect(self._show_history)
        if not in_use:
            return [history]
        back = parts.quiet_button("Back to the built-in text", glyph="rotate-ccw")
        back.clicked.connect(self._reset)
        return [back, history]

    def _reset(self) -> None:
        self._session.run(reset_text, self._place, self._language)
        self.close_unsaved()

    def _show_history(self) -> None:
        found = of_practice_text(self._session.record, self._key)
        about = f"{self._place.label}, {self._language.label}"
        HistoryDialog("What stood here before", about, found, self).open()


def _known_by(text: str) -> str:
    """What a text is found by on its page: the longest of its words between two fields."""
    return max(re.split(r"\{[^}]*\}|\n", text), key=len).strip()
