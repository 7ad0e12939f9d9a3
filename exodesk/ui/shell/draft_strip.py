"""After unlock, what was typed and not saved: how many drafts wait since when, and the way to each."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from exodesk.core.changes import Change
from exodesk.core.errors import ExodeskError
from exodesk.core.records.patient import identity_line
from exodesk.queries.drafts import WaitingDraft, waiting
from exodesk.services.drafts import let_draft_go
from exodesk.ui import parts
from exodesk.ui.look.tokens import Tone
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages import BOOSTERS, CHART, PATIENTS, SETTINGS, TODAY, VISIT

_PAGES = {
    "appointment_type": SETTINGS,
    "clinic": SETTINGS,
    "clinic_hours": SETTINGS,
    "clinic_rules": SETTINGS,
    "phrase": SETTINGS,
    "practice_text": SETTINGS,
    "usual_figures": SETTINGS,
    "list_rules": BOOSTERS,
    "booking": TODAY,
    "task": TODAY,
}
"""Where forms stand that are about nobody; the others are met on the page of patients."""


class DraftStrip(QWidget):
    """It names nobody: the screen is looked at over a shoulder. Made after unlock, it stays until it is put away."""

    asked = Signal(str, object)  # a page and what it is about

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._drafts = waiting(session.record)
        self._is_away = False
        self.words = parts.strong(self._summary(), tone="warning")
        self.show_all = parts.quiet_button("Show")
        self.show_all.setAccessibleName("Show the drafts")
        self.show_all.clicked.connect(self._show_all)
        away = parts.icon_button("x", "Put this line away")
        away.clicked.connect(self._put_away)
        session.draft_gone.connect(self._drop_gone)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 0, 0)
        for widget in (self.words, self.show_all, away):
            row.addWidget(widget)
        row.addStretch()
        if not self._drafts:
            self.hide()

    def cover(self, *, covered: bool) -> None:
        """Behind the curtain it is out of sight, and then where it was before."""
        self.setVisible(not covered and not self._is_away and bool(self._drafts))

    def _put_away(self) -> None:
        self._is_away = True
        self.hide()

    def _summary(self) -> str:
        if not self._drafts:
            return ""
        count = "1 draft waits" if len(self._drafts) == 1 else f"{len(self._drafts)} drafts wait"
        return f"{count} to be saved, kept {self._session.moment(self._drafts[0].draft.at)}"

    def _show_all(self) -> None:
        dialog = DraftsDialog(self._session, self)
        dialog.chosen.connect(self._open)
        dialog.changed.connect(self._count_again)
        self._count()
        dialog.open()

    def _count(self) -> None:
        self._drafts = waiting(self._session.record)
        self.words.setText(self._summary())

    def _count_again(self) -> None:
        self._count()
        self.setVisible(bool(self._drafts))

    def _drop_gone(self) -> None:
        """Of those it counts, what is saved by now or not wanted; what is being typed meanwhile is not told of."""
        if not self._drafts:
            return
        waits = {_form_of(each) for each in waiting(self._session.record)}
        self._drafts = [each for each in self._drafts if _form_of(each) in waits]
        self.words.setText(self._summary())
        if not self._drafts:
            self.hide()

    def _open(self, found: WaitingDraft) -> None:
        self.asked.emit(*_way_to(found))


class DraftsDialog(QDialog):
    chosen = Signal(object)  # a WaitingDraft
    changed = Signal()  # one was discarded, or put back

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._discarded: Change | None = None
        self._rows: list[QWidget] = []
        self.setWindowTitle("Drafts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._card = parts.Card("Typed and not saved yet")
        self._card.add(
            parts.muted(
                "Each comes back into its form when you open it there. It goes when you save or discard it, not by "
                "itself.",
                wrap=True,
            )
        )
        self.says = parts.MessageBar()
        self.says.acted.connect(self._put_back)
        column = QVBoxLayout(self)
        column.addWidget(self._card)
        column.addWidget(self.says)
        self.setMinimumWidth(500)
        self._show()

    def _show(self) -> None:
        for row in self._rows:
            self._card.drop_row(row)
        self._rows = [self._row(found) for found in waiting(self._session.record)]
        for row in self._rows:
            self._card.add_row(row)

    def _row(self, found: WaitingDraft) -> QWidget:
        whose = identity_line(found.patient) if found.patient else ""
        opens = parts.ListRow(found.what, whose, self._session.moment(found.draft.at))
        opens.clicked.connect(partial(self._choose, found))
        away = parts.icon_button("trash-2", f"Discard the draft: {opens.accessibleName()}")
        away.clicked.connect(partial(self._discard, found))
        line = QWidget()
        line.setLayout(parts.row(opens, away, spacing=4))
        return line

    def _choose(self, found: WaitingDraft) -> None:
        self.accept()
        self.chosen.emit(found)

    def _discard(self, found: WaitingDraft) -> None:
        change = self._session.run(let_draft_go, found.draft, found.what)
        self._discarded = change
        self._show()
        self.says.say(change.said, act="Undo")
        self.changed.emit()

    def _put_back(self) -> None:
        """That draft, whatever was done over this window since."""
        try:
            self._session.undo(self._discarded)
        except ExodeskError as refused:
            self.says.say(str(refused), Tone.WARNING)
        else:
            self.says.say("The draft is back.")
        self._show()
        self.changed.emit()


def _form_of(found: WaitingDraft) -> tuple[str, str]:
    return found.draft.form, found.draft.target_id


def _way_to(found: WaitingDraft) -> tuple[str, str | None]:
    """The page on which the form stands."""
    if entry := found.visit_entry:
        return VISIT, entry
    if found.patient:
        return CHART, found.patient.id
    return _PAGES.get(found.draft.form, PATIENTS), None
