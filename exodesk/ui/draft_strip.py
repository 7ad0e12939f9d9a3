"""After unlock, what was typed and not saved: how many drafts wait since when, and the way to each."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from exodesk.core.dates import show_date, show_time
from exodesk.core.records.patient import identity_line
from exodesk.queries.drafts import WaitingDraft, waiting
from exodesk.ui import parts
from exodesk.ui.pages import CHART, PATIENTS, SETTINGS, VISIT
from exodesk.ui.session import Session

_OF_SETTINGS = ("clinic", "phrase", "appointment_type", "usual_figures")
"""Beginnings of the forms that stand in Settings."""


class DraftStrip(QWidget):
    """It names nobody: the screen is looked at over a shoulder. Made after unlock, it stays until it is put away."""

    asked = Signal(str, object)  # a page and what it is about

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._drafts = waiting(session.record)
        self.words = parts.strong(self._summary(), tone="warning")
        self.show_all = parts.quiet_button("Show")
        self.show_all.setAccessibleName("Show the drafts")
        self.show_all.clicked.connect(self._show_all)
        away = parts.icon_button("x", "Put this line away")
        away.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 0, 0)
        for widget in (self.words, self.show_all, away):
            row.addWidget(widget)
        row.addStretch()
        if not self._drafts:
            self.hide()

    def _summary(self) -> str:
        if not self._drafts:
            return ""
        count = "1 draft waits" if len(self._drafts) == 1 else f"{len(self._drafts)} drafts wait"
        return f"{count} to be saved, kept {self._when(self._drafts[0])}"

    def _when(self, found: WaitingDraft) -> str:
        at = self._session.clock(found.draft.at)
        return show_time(at) if at.date() == self._session.today() else f"{show_date(at.date())} {show_time(at)}"

    def _show_all(self) -> None:
        self._drafts = waiting(self._session.record)
        self.words.setText(self._summary())
        dialog = DraftsDialog([(found, self._when(found)) for found in self._drafts], self)
        dialog.chosen.connect(self._open)
        dialog.open()

    def _open(self, found: WaitingDraft) -> None:
        self.asked.emit(*_way_to(found))


class DraftsDialog(QDialog):
    chosen = Signal(object)  # a WaitingDraft

    def __init__(self, found: list[tuple[WaitingDraft, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Drafts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        card = parts.Card("Typed and not saved yet")
        card.add(
            parts.muted(
                "Each comes back into its form when you open it there. It goes when you save or discard it, not by "
                "itself.",
                wrap=True,
            )
        )
        for draft, when in found:
            whose = identity_line(draft.patient) if draft.patient else ""
            row = parts.ListRow(draft.what, whose, when)
            row.clicked.connect(partial(self._choose, draft))
            card.add_row(row)
        column = QVBoxLayout(self)
        column.addWidget(card)
        self.setMinimumWidth(460)

    def _choose(self, found: WaitingDraft) -> None:
        self.accept()
        self.chosen.emit(found)


def _way_to(found: WaitingDraft) -> tuple[str, str | None]:
    """The page on which the form stands."""
    if entry := found.visit_entry:
        return VISIT, entry
    if found.patient:
        return CHART, found.patient.id
    return (SETTINGS if found.draft.form.startswith(_OF_SETTINGS) else PATIENTS), None
