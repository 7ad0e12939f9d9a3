"""The card of unsigned visits: how many wait, and on a click which. It is not there while none does."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exodesk.core.changes import Change
from exodesk.core.dates import show_date
from exodesk.core.records.patient import identity_line
from exodesk.queries.unsigned import UnsignedVisit, unsigned_visits
from exodesk.ui import parts
from exodesk.ui.look.tokens import Tone
from exodesk.ui.open_record.session import Session

MOST_SHOWN = 8


class UnsignedCard(QWidget):
    """Its page calls `refresh` once it stands there: a widget of its own would come up as a window."""

    opened = Signal(str)  # a visit's entry

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._found: list[UnsignedVisit] = []
        self._is_unfolded = False
        self.toggle = parts.quiet_button("Show")
        self.toggle.clicked.connect(self._unfold)
        self._card = parts.Card("Unsigned visits", self.toggle, padding=(16, 8, 8))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)
        self.hide()

    def refresh(self, change: Change | None = None) -> None:
        if change and not change.touches("visit", "patient"):
            return
        self._found = unsigned_visits(self._session.record)
        self.setVisible(bool(self._found))
        self._show()

    def _show(self) -> None:
        """The oldest come first, and the others once those are signed."""
        count = len(self._found)
        shown = self._found[:MOST_SHOWN] if self._is_unfolded else []
        self._card.clear_rows()
        for each in shown:
            self._card.add_row(self._row(each))
        if self._card.heading:
            self._card.heading.title.setText(f"Unsigned visits: {count}")
            self._card.heading.set_note(f"The oldest {MOST_SHOWN}" if 0 < len(shown) < count else "")
        self.toggle.setText("Hide" if self._is_unfolded else "Show")
        self.toggle.setAccessibleName(f"{self.toggle.text()} the unsigned visits")

    def _row(self, unsigned: UnsignedVisit) -> parts.ListRow:
        visit = unsigned.visit
        about = f"{visit.kind.label} · {visit.reason}" if visit.reason else visit.kind.label
        row = parts.ListRow(identity_line(unsigned.patient), about, show_date(visit.visited_on), Tone.WARNING)
        row.setProperty("record", visit.entry_id)
        row.clicked.connect(self._open)
        return row

    def _unfold(self) -> None:
        self._is_unfolded = not self._is_unfolded
        self._show()

    def _open(self) -> None:
        if sender := self.sender():
            self.opened.emit(sender.property("record"))
