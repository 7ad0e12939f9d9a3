"""The phrases of the practice, on the settings page: a row each, opened to be edited or removed."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from exodesk.core.changes import Change
from exodesk.core.records.phrase import Phrase
from exodesk.services.phrases import add_phrase, edit_phrase, remove_phrase
from exodesk.storage import phrases
from exodesk.ui import parts
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.forms.kept import KeptForm
from exodesk.ui.open_record.session import Session

ROWS = ("shortcut", "text")


class PhrasesCard(parts.Card):
    def __init__(self, session: Session) -> None:
        self.add_button = parts.secondary_button("Add phrase", glyph="plus")
        super().__init__("Phrases", self.add_button, note="Type ; and the letters and a space in any text")
        self._session = session
        self._empty = parts.muted("No phrase yet: give a few letters to a text that you write often.", wrap=True)
        self.add(self._empty)
        self.add_button.clicked.connect(self._add)
        session.changed.connect(self._take_change)
        self._show()

    def _show(self) -> None:
        self.clear_rows()
        found = phrases.standing(self._session.record)
        self._empty.setVisible(not found)
        for phrase in found:
            row = parts.ListRow(f";{phrase.shortcut}", phrase.text.partition("\n")[0][:80])
            row.clicked.connect(partial(self._edit, phrase))
            self.add_row(row)

    def _take_change(self, change: Change) -> None:
        if change.touches("phrase"):
            self._show()

    def _add(self) -> None:
        phrase_dialog(self._session, None, self).open()

    def _edit(self, phrase: Phrase) -> None:
        phrase_dialog(self._session, phrase, self).open()


def phrase_dialog(session: Session, phrase: Phrase | None, parent: QWidget | None) -> EntryDialog:
    form = RecordForm(Phrase, ROWS, today=session.today)
    if phrase:
        form.put(phrase)

    def save(values: dict[str, Any]) -> Change:
        if phrase:
            return session.run(edit_phrase, replace(phrase, **values))
        return session.run(add_phrase, Phrase(id=session.record.new_id(), **values))

    kept = KeptForm(session, form, "phrase", "phrase")
    dialog = EntryDialog("Edit phrase" if phrase else "New phrase", form, save, kept=kept, parent=parent)
    dialog.follow(phrase.id if phrase else "new", None)
    if phrase:
        dialog.put_removal("Remove this phrase", partial(session.run, remove_phrase, phrase.id))
    return dialog
