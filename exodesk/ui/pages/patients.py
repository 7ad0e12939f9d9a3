"""Patients: found while typing, opened with Enter, added. It decides nothing: queries find, the chart shows."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHeaderView, QStackedWidget, QTableView

from exodesk.core.changes import Change
from exodesk.queries import patients as queries
from exodesk.ui import parts
from exodesk.ui.keyboard.keys import Key, bind
from exodesk.ui.models.patients import PatientRows
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages import MERGE, Page
from exodesk.ui.pages.patient_dialog import NewPatientDialog
from exodesk.ui.pages.unsigned import UnsignedCard

TOLD_AFTER_MS = 40
_WIDTHS = (170, 120, 200)


class PatientsPage(Page):
    finds_patients = True
    opened = Signal(str)  # a patient's id
    sign_asked = Signal(str)  # a visit's entry

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.unsigned = UnsignedCard(session)
        self.unsigned.opened.connect(self.sign_asked)
        self.search = parts.SearchField("Name, birth date, phone or chart number", "Find a patient")
        self.search.setFixedWidth(420)
        self.search.textChanged.connect(self._read)
        self.search.returnPressed.connect(self._open_chosen)
        self.search.installEventFilter(self)
        self.new = parts.primary_button("New patient", glyph="user-plus", keys=Key.NEW_PATIENT.shown)
        self.new.clicked.connect(self.new_patient)
        self._telling = QTimer(self, singleShot=True, interval=TOLD_AFTER_MS)
        self._telling.timeout.connect(self._tell_more)
        self.table = QTableView()
        self._rows = PatientRows(self.table)
        self._dress()
        self._caption = parts.muted("")
        self._bodies = self._make_bodies()
        card = parts.Card()
        card.add(self._caption)
        card.add(self._bodies, 1)
        whole = parts.column(parts.row(self.search, 1, self.new), parts.page_title("Patients"), self.unsigned, card)
        whole.setStretchFactor(card, 1)
        self.setLayout(whole)
        self.unsigned.refresh()
        bind(Key.NEW, self, self.new_patient)
        self._read()
        self._caption.setFixedSize(self.search.width(), self._caption.sizeHint().height())  # no letter lays out anew

    def _dress(self) -> None:
        self.table.setModel(self._rows)
        parts.dress_table(self.table, "Patients found")
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # no letter moves the columns
        columns = self.table.horizontalHeader()
        columns.setStretchLastSection(False)
        columns.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)  # names are not cut
        for column, width in enumerate(_WIDTHS, start=1):
            self.table.setColumnWidth(column, width)
        self.table.activated.connect(self._open)

    def refresh(self, change: Change | None = None) -> None:
        """Read again after a change of patients; the choice stays on the same patient."""
        self.unsigned.refresh(change)
        if change and not change.touches("patient", "contact"):
            return
        chosen = self._rows.line(self.table.currentIndex().row())
        self._read()
        if chosen and (row := self._rows.row_of(chosen.id)) >= 0:
            self.table.selectRow(row)

    def begin(self) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def reach(self, part: str) -> None:
        """Merging two charts, of which neither is open."""
        from exodesk.ui.pages.chart.merge_dialog import MergeDialog  # noqa: PLC0415 - not before it is asked for

        if part == MERGE:
            MergeDialog(self._session, None, self).open()

    def search_for(self, text: str) -> None:
        self.search.setText(text)
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._telling.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight it asks for nothing more: by then the record may be closed."""
        self._telling.stop()
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Up in the search field move through what was found, so that the hands stay where they are."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step:
                row = self.table.currentIndex().row() + step
                if self._rows.line(row):
                    self.table.selectRow(row)
                return True
        return super().eventFilter(watched, event)

    def new_patient(self) -> None:
        """Add a patient in a dialog, then open the chart. Who was searched for and not found is the one meant."""
        typed = "" if self._rows.lines else self.search.text()
        dialog = NewPatientDialog(self._session, self, typed=typed)
        dialog.saved.connect(self._open_added)
        dialog.patient_opened.connect(self.opened)
        dialog.open()

    def _open_added(self, change: Change) -> None:
        self.opened.emit(str(change.record_id))

    def _make_bodies(self) -> QStackedWidget:
        first = parts.secondary_button("New patient", glyph="user-plus")
        first.clicked.connect(self.new_patient)
        self._nobody = parts.EmptyState("Patients stand here once you add the first.", first)
        self._none_found = parts.EmptyState("Nobody is found by that. Check the spelling, or add a new patient.")
        bodies = QStackedWidget()
        for body in (self.table, self._nobody, self._none_found):
            bodies.addWidget(body)
        return bodies

    def _read(self) -> None:
        record = self._session.record
        typed = self.search.text().strip()
        found = queries.find(record, typed) if typed else queries.recent(record)
        self._rows.show(found, record.today())
        self._telling.start()
        self._caption.setText(_caption(typed, len(found)))
        self._caption.setVisible(bool(found))
        empty = self._none_found if typed else self._nobody
        self._bodies.setCurrentWidget(self.table if found else empty)
        if found:
            self.table.selectRow(0)

    def _tell_more(self) -> None:
        """Phones, and who may be taken for whom: once typing pauses, so that no key waits for it."""
        self._rows.tell(queries.rows(self._session.record, self._rows.lines))

    def _open_chosen(self) -> None:
        self._open(self.table.currentIndex())

    def _open(self, index: QModelIndex) -> None:
        if patient := self._rows.line(index.row()):
            self.opened.emit(patient.id)


def _caption(typed: str, count: int) -> str:
    if not typed:
        return "Last changed"
    return f"{count} found" if count < queries.MOST_FOUND else f"The first {count}. Type more of the name."
