"""The practice's own texts for printed pages, on the settings page: a row for each place and language."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from exodesk.core.changes import Change
from exodesk.core.errors import Problem
from exodesk.core.records.patient import Language
from exodesk.core.records.printed import PracticeText, TextPlace
from exodesk.documents.texts import OURS, PLACES, fields_of, problems_of
from exodesk.queries.history import of_practice_text
from exodesk.services.practice_texts import reset_text, save_text
from exodesk.storage import printed
from exodesk.ui import parts
from exodesk.ui.controls import TextBox
from exodesk.ui.entry_dialog import EntryDialog
from exodesk.ui.flow import FlowLayout
from exodesk.ui.form import RecordForm
from exodesk.ui.kept import KeptForm
from exodesk.ui.pages.printed import check_page
from exodesk.ui.parts.lines import LineRow
from exodesk.ui.record_history import HistoryDialog
from exodesk.ui.session import Session
from exodesk.ui.tokens import Tone

STANDS_ALWAYS = (
    "Whatever you write, red flags, phones, the regulatory status, “long-term effects are not known” and the line on "
    "blood thinners stand on the page."
)
EMPTY = "Nothing is printed here until you write something."


class TextsCard(parts.Card):
    def __init__(self, session: Session) -> None:
        check = parts.secondary_button("Check a printed page", glyph="scan-barcode")
        super().__init__("Texts on printed pages", check, note="Yours, or the built-in ones")
        self._session = session
        check.clicked.connect(partial(check_page, session, self))
        self.add(parts.muted(STANDS_ALWAYS, wrap=True))
        session.changed.connect(self._take_change)
        self._show()

    def _show(self) -> None:
        self.clear_rows()
        written = {(each.place, each.language): each.text for each in printed.texts(self._session.record)}
        for place, language in PLACES:
            text = written.get((place, language))
            row = LineRow(f"{place.label}, {language.label}", _told(place, language, text), *_state(place, text))
            row.clicked.connect(partial(self._edit, place, language))
            self.add_row(row)

    def _take_change(self, change: Change) -> None:
        if change.touches("practice_text"):
            self._show()

    def _edit(self, place: TextPlace, language: Language) -> None:
        text_dialog(self._session, place, language, self).open()


def _told(place: TextPlace, language: Language, text: str | None) -> str:
    """How it begins."""
    shown = OURS.get((place, language), "") if text is None else text
    return shown.strip().partition("\n")[0] or EMPTY


def _state(place: TextPlace, text: str | None) -> tuple[str, Tone]:
    if text is None:
        return "Built-in", Tone.NEUTRAL
    return ("Cannot be printed", Tone.DANGER) if problems_of(place, text) else ("Yours", Tone.ACCENT)


def text_dialog(session: Session, place: TextPlace, language: Language, parent: QWidget) -> EntryDialog:
    """One text, with the fields that it may name; what is wrong with it is said before it is kept."""
    before = printed.find_text(session.record, place, language)
    in_use = before is not None and before.removed_on is None
    key = before.id if before else session.record.new_id()
    text = before.text if before and in_use else OURS.get((place, language), "")
    form = RecordForm(PracticeText, ("text",), today=session.today)
    form.put(PracticeText(id=key, place=place, language=language, text=text))

    def save(values: dict[str, Any]) -> Change:
        entered = PracticeText(id=key, place=place, language=language, text=values["text"])
        problems = problems_of(place, entered.text or "")
        return session.run(save_text, entered, *([Problem("text", " ".join(problems))] if problems else []))

    title = f"{place.label}, {language.label}"
    kept = KeptForm(session, form, "practice_text", "practice_text")
    dialog = EntryDialog(title, form, save, kept=kept, parent=parent)
    dialog.follow(f"{place.value}-{language.value}", None)
    dialog.put_above(_fields(form, place), *_acts(session, place, language, before, dialog))
    return dialog


def _fields(form: RecordForm, place: TextPlace) -> QWidget:
    """A press writes the field where the cursor stands."""
    holder = QWidget()
    flow = FlowLayout()
    holder.setLayout(flow)
    for name, words in fields_of(place).items():
        button = parts.Button(f"{{{name}}}", "choice")
        button.setAccessibleName(f"Insert {{{name}}}: {words}")
        button.setToolTip(words)
        button.clicked.connect(partial(_insert, form, f"{{{name}}}"))
        flow.addWidget(button)
    return holder


def _insert(form: RecordForm, field: str) -> None:
    box = form.control("text")
    if isinstance(box, TextBox):
        box.insertPlainText(field)
        box.setFocus()


def _acts(
    session: Session, place: TextPlace, language: Language, before: PracticeText | None, dialog: EntryDialog
) -> list[QWidget]:
    """Back to the built-in text, and what stood here before; nothing for a text that was never written."""
    if before is None:
        return []

    def reset() -> None:
        session.run(reset_text, place, language)
        dialog.form.mark_saved()
        dialog.reject()

    def show_history() -> None:
        found = of_practice_text(session.record, before.id)
        HistoryDialog("What stood here before", f"{place.label}, {language.label}", found, dialog).open()

    history = parts.quiet_button("What stood here before", glyph="history")
    history.clicked.connect(show_history)
    if before.removed_on is not None:
        return [history]
    back = parts.quiet_button("Back to the built-in text", glyph="rotate-ccw")
    back.clicked.connect(reset)
    return [back, history]
