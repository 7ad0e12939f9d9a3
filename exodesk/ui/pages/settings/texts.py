"""The practice's own texts for printed pages, on the settings page: a row for each place and language."""

from functools import partial

from exodesk.core.changes import Change
from exodesk.core.records.patient import Language
from exodesk.core.records.printed import TextPlace
from exodesk.documents.texts import OURS, PLACES, faults_in
from exodesk.storage import printed
from exodesk.ui import parts
from exodesk.ui.look.tokens import Tone
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.printed import check_page
from exodesk.ui.pages.settings.text_dialog import TextDialog
from exodesk.ui.parts.lines import LineRow

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
        TextDialog(self._session, place, language, self).open()


def _told(place: TextPlace, language: Language, text: str | None) -> str:
    """How it begins."""
    shown = OURS.get((place, language), "") if text is None else text
    return shown.strip().partition("\n")[0] or EMPTY


def _state(place: TextPlace, text: str | None) -> tuple[str, Tone]:
    if text is None:
        return "Built-in", Tone.NEUTRAL
    return ("Cannot be printed", Tone.DANGER) if faults_in(place, text) else ("Yours", Tone.ACCENT)
