"""The card of unsigned visits: how many wait, and on a click which. It is not there while none does."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exodesk.core.changes import Change
from exodesk.core.dates import show_date
from exodesk.core.records.patient import identity_line
from exodesk.queries.unsigned import UnsignedVisit, unsigned_visits
from exodesk.ui import parts
from exodesk.ui.session import Session
from exodesk.ui.tokens import Tone

MOST_HEIGHT = 260


class UnsignedCard(QWidget):
    opened = Signal(str)  # a visit's entry

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.toggle = parts.quiet_button("Show")
        self.toggle.setCheckable(True)
        self.toggle.toggled.connect(self._unfold)
        self._card = parts.Card("Unsigned visits", self.toggle, padding=(16, 8, 8))
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 8, 0)
        self._rows.setSpacing(0)
        inner = QWidget()
        inner.setLayout(self._rows)
        self._list = parts.scrolling(inner)
        self._list.setMaximumHeight(MOST_HEIGHT)
        self._list.hide()
        self._card.add(self._list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)
        self.refresh()

    def refresh(self, change: Change | None = None) -> None:
        if change and not change.touches("visit", "patient"):
            return
        found = unsigned_visits(self._session.record)
        self.setVisible(bool(found))
        if self._card.heading:
            self._card.heading.title.setText(f"Unsigned visits: {len(found)}")
        while item := self._rows.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        for each in found:
            self._rows.addWidget(self._row(each))
        self._list.setMinimumHeight(min(MOST_HEIGHT, parts.ListRow.HEIGHT * len(found)))

    def _row(self, unsigned: UnsignedVisit) -> parts.ListRow:
        visit = unsigned.visit
        about = f"{visit.kind.label} · {visit.reason}" if visit.reason else visit.kind.label
        row = parts.ListRow(identity_line(unsigned.patient), about, show_date(visit.visited_on), Tone.WARNING)
        row.setProperty("record", visit.entry_id)
        row.clicked.connect(self._open)
        return row

    def _unfold(self, unfolded: bool) -> None:
        self._list.setVisible(unfolded)
        self.toggle.setText("Hide" if unfolded else "Show")
        self.toggle.updateGeometry()

    def _open(self) -> None:
        if sender := self.sender():
            self.opened.emit(sender.property("record"))
