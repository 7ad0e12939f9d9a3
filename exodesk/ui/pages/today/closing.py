"""The close of the day on one screen: who came, what is not signed, what is left, the backup. Each is settled here."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from exodesk.core.changes import Change
from exodesk.core.dates import show_time, show_weekday
from exodesk.core.day import NextAct
from exodesk.core.records.appointment import AppointmentStatus
from exodesk.core.records.patient import identity_line
from exodesk.queries.agenda import Booking
from exodesk.queries.to_do import OpenTask, ToScore
from exodesk.queries.today import Today, read_today
from exodesk.queries.unsigned import UnsignedVisit
from exodesk.services.booking import set_status
from exodesk.services.tasks import edit_task
from exodesk.ui import parts
from exodesk.ui.pages.today.to_do import Matter, ToDoCard, lines_of, settle
from exodesk.ui.parts.lines import LineRow
from exodesk.ui.safety_note import SafetyNote
from exodesk.ui.session import Session
from exodesk.ui.tokens import Tone

WIDTH, HEIGHT = 760, 680
ALL = 1000


class ClosingDialog(QDialog):
    visit_opened = Signal(str)  # a visit's entry
    not_well = Signal(object)  # a ToAsk
    harmed = Signal(object)  # a WaitingNote
    settings_opened = Signal()

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle("Close of day")
        self.title = parts.page_title("")
        self.said = parts.muted("", wrap=True)
        self.came = parts.Card("Did they come?", padding=(16, 10, 8))
        self.unsigned = parts.Card("Not signed", padding=(16, 10, 8))
        self.tomorrow = parts.quiet_button("Move the tasks to tomorrow")
        self.tomorrow.clicked.connect(self.move_tasks)
        self.left = ToDoCard(most=ALL, title="Left to do")
        self.safety = SafetyNote(session, self, always=True)
        self.safety.settings_asked.connect(self.settings_opened)
        self.safety.settings_asked.connect(self.accept)
        self._came_rows: list[QWidget] = []
        self._open_tasks: list[OpenTask] = []
        self._lay_out()
        self.left.settled.connect(self.settle)
        self.left.not_well.connect(self.not_well)
        self.left.harmed.connect(self.harmed)
        session.changed.connect(self._read)
        self.finished.connect(self._forget)
        self._read()

    def _lay_out(self) -> None:
        sheet = QWidget()
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(0, 0, 8, 0)
        inner.setSpacing(12)
        for card in (self.came, self.unsigned, self.left, self.safety):
            inner.addWidget(card)
        inner.addLayout(parts.row(1, self.tomorrow))
        inner.addStretch()
        done = parts.primary_button("Close")
        done.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addWidget(self.title)
        column.addWidget(self.said)
        column.addWidget(parts.scrolling(sheet), 1)
        column.addLayout(parts.row(1, done))
        room = QGuiApplication.primaryScreen().availableSize()
        self.resize(WIDTH, min(HEIGHT, room.height() - 60))

    # Reading

    def _read(self, _change: Change | None = None) -> None:
        record = self._session.record
        today = read_today(record)
        self.title.setText(f"Close of day, {show_weekday(today.day)}")
        missing = today.unanswered(record.now())
        unsigned = _unsigned(today)
        left = [line for line in lines_of(today, self._session) if not isinstance(line.matter, UnsignedVisit | ToScore)]
        self._show_came(missing)
        self._show_unsigned(unsigned)
        self.left.show_lines(left)
        self._open_tasks = list(today.to_do.tasks)
        for card, shown in ((self.came, missing), (self.unsigned, unsigned), (self.left, left)):
            card.setVisible(bool(shown))
        self.tomorrow.setVisible(bool(self._open_tasks))
        count = len(missing) + len(unsigned) + len(left)
        self.said.setText(f"{count} left." if count else "Everything is signed, answered and done.")

    def _show_came(self, missing: list[Booking]) -> None:
        for row in self._came_rows:
            self.came.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._came_rows = [self._came_row(each) for each in missing]
        for row in self._came_rows:
            self.came.body.addWidget(row)

    def _came_row(self, booking: Booking) -> QWidget:
        appointment = booking.appointment
        who = identity_line(booking.patient) if booking.patient else ""
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 2, 0, 2)
        line.addWidget(parts.words(f"{show_time(appointment.starts_at.at)}  {who}"), 1)
        for status, words in ((AppointmentStatus.NO_SHOW, "Did not come"), (AppointmentStatus.DONE, "Came")):
            button = parts.secondary_button(words)
            button.setAccessibleName(f"{words}: {who}")
            button.setProperty("appointment", appointment.id)
            button.setProperty("status", status.value)
            button.clicked.connect(self._answer)
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _show_unsigned(self, unsigned: list[tuple[str, str, str]]) -> None:
        self.unsigned.clear_rows()
        for entry_id, who, about in unsigned:
            row = LineRow(who, about, "Sign", Tone.WARNING)
            row.setProperty("visit", entry_id)
            row.clicked.connect(self._open_visit)
            self.unsigned.add_row(row)

    # Acting

    def settle(self, matter: Matter) -> None:
        """Done, seen or called back, or well."""
        settle(self._session, matter)

    def move_tasks(self) -> None:
        """What is not done today stands on Today tomorrow."""
        tomorrow = self._session.today() + timedelta(days=1)
        for each in list(self._open_tasks):
            self._session.run(edit_task, replace(each.task, due_on=tomorrow))

    def _answer(self) -> None:
        sender = self.sender()
        if sender:
            status = AppointmentStatus(sender.property("status"))
            self._session.run(set_status, str(sender.property("appointment")), status)

    def _open_visit(self) -> None:
        sender = self.sender()
        if sender:
            entry_id = str(sender.property("visit"))
            self.accept()
            self.visit_opened.emit(entry_id)

    def _forget(self) -> None:
        self._session.changed.disconnect(self._read)


def _unsigned(today: Today) -> list[tuple[str, str, str]]:
    """Entry, who, and what visit, of today and of any day before."""
    begun = [
        (each.booking.visit_id, identity_line(each.booking.patient), "Today")
        for each in today.coming
        if each.booking.visit_id and each.booking.patient and each.act in (NextAct.SIGN, NextAct.CONTINUE)
    ]
    others = [
        (each.visit.entry_id, identity_line(each.patient), show_weekday(each.visit.visited_on))
        for each in today.unsigned
    ]
    return [*others, *begun]
