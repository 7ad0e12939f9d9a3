"""What is typed and not yet saved: kept in the record within two seconds, and brought back after a kill or a lock.

A draft holds the text of every field as typed, readable or not. It is never saved over anything by itself: where the
entry changed meanwhile, both are shown.
"""

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exodesk.core.dates import show_date, show_time
from exodesk.services.drafts import discard_draft, keep_draft
from exodesk.storage import drafts
from exodesk.storage.drafts import Draft
from exodesk.ui import parts
from exodesk.ui.form import RecordForm
from exodesk.ui.session import Session

PAUSE_MS, LONGEST_MS = 1000, 2000
"""A draft is kept this long after the last key, and at least this often while keys keep coming."""


class DraftKeeper(QObject):
    """Keeps the draft of one form. `notice` stands above the form and tells what was brought back.

    `name` is the form's in the draft table, `table` the one whose rows it edits. A page calls `open` when it has filled
    the form, and `saved` when what was typed is written.
    """

    def __init__(self, session: Session, form: RecordForm, *, name: str, table: str) -> None:
        super().__init__(form)
        self.notice = DraftNotice()
        self._session, self._form = session, form
        self._name, self._table = name, table
        self._target_id = ""
        self._patient_id: str | None = None
        self._base_unit = 0
        self._as_saved: dict[str, str] = {}
        self._draft: Draft | None = None
        self._is_waiting = False
        self._pause = _timer(self, PAUSE_MS)
        self._longest = _timer(self, LONGEST_MS)
        for signal in (self._pause.timeout, self._longest.timeout, form.left, session.keeping):
            signal.connect(self.flush)
        form.edited.connect(self._note)
        self.notice.use.clicked.connect(self._use)
        self.notice.discard.clicked.connect(self._discard)

    def open(self, target_id: str, *, patient_id: str | None = None) -> None:
        """The form was filled from the record: bring back what was typed over it, if anything was.

        `target_id` is the row that is edited, or what a new one is made for.
        """
        self._forget()
        self.notice.hide()
        self._target_id, self._patient_id = target_id, patient_id
        record = self._session.record
        self._base_unit = record.head().unit
        self._as_saved = self._form.raw_texts()
        draft = self._draft = drafts.find(record, self._name, target_id)
        if draft is None:
            return
        typed = {name: text for name, text in draft.typed.items() if self._as_saved.get(name, text) != text}
        if not typed:
            self._discard()
        elif drafts.changed_since(record, self._table, target_id, draft.base_unit):
            self.notice.ask(self._when(draft), self._both(typed))
        else:
            self._form.put_raw(typed)
            self.notice.tell(self._when(draft))

    def saved(self) -> None:
        """What was typed is written, or let go by its page."""
        self._forget()
        self.notice.hide()
        self._form.mark_saved()
        discard_draft(self._session.record, self._name, self._target_id)

    def flush(self) -> None:
        """Keep what waits, now: at a change of step, at lock, at quit. If it fails, it is tried again in a second."""
        if not self._is_waiting:
            return
        self._pause.start()
        record = self._session.record
        typed = self._form.raw_texts()
        keep_draft(record, self._name, self._target_id, typed, patient_id=self._patient_id, base_unit=self._base_unit)
        self._forget()
        self._session.draft_kept.emit(self._session.clock(record.now()))

    def _note(self) -> None:
        self._is_waiting = True
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def _forget(self) -> None:
        self._is_waiting = False
        self._pause.stop()
        self._longest.stop()

    def _use(self) -> None:
        if self._draft:
            self._form.put_raw(self._draft.typed)
            self.notice.hide()
            self._note()

    def _discard(self) -> None:
        self._form.put_raw(self._as_saved)
        self.saved()

    def _when(self, draft: Draft) -> str:
        kept = self._session.clock(draft.at)
        is_today = kept.date() == self._session.today()
        return show_time(kept) if is_today else f"{show_date(kept.date())} {show_time(kept)}"

    def _both(self, typed: Mapping[str, str]) -> list[tuple[str, str, str]]:
        return [(self._form.label(name), text, self._as_saved[name]) for name, text in typed.items()]


class DraftNotice(parts.Card):
    """Tells that a draft was brought back, or asks which of two to keep. Hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__(padding=(16, 10, 10))
        self.words = parts.strong("")
        self.words.setWordWrap(True)
        self.use = parts.secondary_button("Use my draft")
        self.discard = parts.secondary_button("Discard the draft")
        line = parts.row(spacing=8)
        line.addWidget(self.words, 1)
        line.addWidget(self.use)
        line.addWidget(self.discard)
        self.body.addLayout(line)
        self._both = QWidget()
        self._lines = QVBoxLayout(self._both)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(2)
        self.add(self._both)
        self.hide()

    def tell(self, when: str) -> None:
        self._show(f"Draft from {when} restored. It is not saved yet.", [])
        self.use.hide()

    def ask(self, when: str, both: list[tuple[str, str, str]]) -> None:
        """`both`: label, text of the draft, text as saved, for each field in which they differ."""
        self._show(f"This was changed after your draft of {when}. The form shows what is saved.", both)
        self.use.show()

    def _show(self, text: str, both: list[tuple[str, str, str]]) -> None:
        while item := self._lines.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        for label, draft, saved in both:
            line = f"{label}: your draft says “{draft or 'nothing'}”, saved is “{saved or 'nothing'}”."
            self._lines.addWidget(parts.muted(line, wrap=True))
        self._both.setVisible(bool(both))
        self.words.setText(text)
        self.show()
        parts.announce(self, text)


def _timer(parent: QObject, milliseconds: int) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    return timer
