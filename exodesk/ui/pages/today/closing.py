"""The close of the day on one screen: who came, what is not signed, what is left, the backup. Each is settled here."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import chain
from operator import itemgetter

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from exodesk.core.changes import Change
from exodesk.core.dates import show_time, show_weekday
from exodesk.core.day import NextAct
from exodesk.core.records.appointment import AppointmentStatus
from exodesk.core.records.patient import identity_line
from exodesk.queries.agenda import Booking
from exodesk.queries.to_do import OpenTask, ToDo, ToScore, to_do
from exodesk.queries.today import Today, read_today
from exodesk.queries.unsigned import UnsignedVisit
from exodesk.services.booking import set_status
from exodesk.services.tasks import edit_task
from exodesk.ui import parts
from exodesk.ui.look.tokens import Tone
from exodesk.ui.open_record.aside import Reading
from exodesk.ui.open_record.safety_note import SafetyNote
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.today.to_do import Matter, ToDoCard, lines_of, settle
from exodesk.ui.parts.cards import OVERHANG
from exodesk.ui.parts.layouts import BESIDE_BAR
from exodesk.ui.parts.lines import LineRow
from exodesk.ui.parts.row_list import RowList
from exodesk.ui.work.pieces import Pieces

WIDTH, HEIGHT = 760, 680
ALL = 1000
Unsigned = tuple[str, str, str]
"""A visit's entry, who, and what visit."""


class ClosingDialog(QDialog):
    sign_asked = Signal(str)  # a visit's entry
    not_well = Signal(object)  # a ToAsk
    harmed = Signal(object)  # a WaitingNote
    settings_opened = Signal()

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle("Close of day")
        self.heading = parts.page_heading(f"Close of day, {show_weekday(session.today())}")
        self.came = parts.Card("Did they come?", padding=(16, 10, 8))
        self.unsigned = parts.Card("Not signed", padding=(16, 10, 8))
        self.tomorrow = parts.quiet_button("Move the tasks to tomorrow")
        self.tomorrow.clicked.connect(self.move_tasks)
        self.left = ToDoCard(most=ALL, title="Left to do", acts=(self.tomorrow,))
        self.safety = SafetyNote(session, self, always=True)
        self.safety.settings_asked.connect(self.settings_opened)
        self.safety.settings_asked.connect(self.accept)
        self._came = RowList[Booking](self.came, self._came_row, _appointment_of)
        self._unsigned = RowList[Unsigned](self.unsigned, self._unsigned_row, itemgetter(0))
        self._filling = Pieces(1, self)  # the first rows of one card a turn
        self._today: Today | None = None
        self._is_begun = False
        self._open_tasks: list[OpenTask] = []
        self._reading = Reading(session.aside, self, read_today, to_do)
        self._reading.told.connect(self._take)
        self._lay_out()
        self.left.settled.connect(self.settle)
        self.left.not_well.connect(self.not_well)
        self.left.harmed.connect(self.harmed)
        for card in (self.came, self.unsigned, self.left):
            card.hide()  # nobody has looked yet
        self.tomorrow.hide()
        session.changed.connect(self._read)
        self.finished.connect(self._forget)
        self._read()

    def _lay_out(self) -> None:
        sheet = QWidget()
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(0, 0, BESIDE_BAR, 0)
        inner.setSpacing(12)
        for card in (self.came, self.unsigned, self.left, self.safety):
            inner.addWidget(card)
        inner.addStretch()
        done = parts.primary_button("Close")
        done.clicked.connect(self.accept)
        column = parts.dialog_column(self)
        column.addWidget(self.heading)
        column.addWidget(parts.scrolling(sheet), 1)
        acts = parts.row(1, done)
        acts.setContentsMargins(0, 0, BESIDE_BAR, 0)
        column.addLayout(acts)
        room = QGuiApplication.primaryScreen().availableSize()
        self.resize(WIDTH, min(HEIGHT, room.height() - 60))

    # Reading

    def _read(self, _change: Change | None = None) -> None:
        self._reading.ask()

    def _take(self, found: Today | ToDo) -> None:
        if isinstance(found, Today):
            self._today = found
        elif self._today:
            self._show(self._today, found)

    def _show(self, today: Today, to_do: ToDo) -> None:
        missing = today.unanswered(self._session.record.now())
        unsigned = _unsigned(today)
        lines = lines_of(today, to_do, self._session)
        left = [line for line in lines if not isinstance(line.matter, UnsignedVisit | ToScore)]
        self._filling.begin(
            (
                partial(self._came.show, missing),
                partial(self._unsigned.show, unsigned),
                partial(self.left.show_lines, left),
                self._begin,
            )
        )
        self._open_tasks = list(to_do.tasks)
        for card, shown in ((self.came, missing), (self.unsigned, unsigned), (self.left, left)):
            card.setVisible(bool(shown))
        self.tomorrow.setVisible(bool(self._open_tasks))
        count = len(missing) + len(unsigned) + len(left)
        self.heading.set_note(f"{count} left." if count else "Everything is signed, answered and done.")

    def _begin(self) -> None:
        """At the first thing that is left, once."""
        if self._is_begun:
            return
        self._is_begun = True
        answers = (row.findChild(QAbstractButton) for row in self._came.widgets)
        first = next(chain(answers, self._unsigned.widgets, (each.row for each in self.left.rows)), None)
        if isinstance(first, QWidget):
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _came_row(self, booking: Booking) -> QWidget:
        appointment = booking.appointment
        who = identity_line(booking.patient) if booking.patient else ""
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(OVERHANG, 2, OVERHANG, 2)
        line.addWidget(parts.words(f"{show_time(appointment.starts_at.at)}  {who}"), 1)
        for status, words in ((AppointmentStatus.NO_SHOW, "Did not come"), (AppointmentStatus.DONE, "Came")):
            button = parts.secondary_button(words)
            button.setAccessibleName(f"{words}: {who}")
            button.setProperty("appointment", appointment.id)
            button.setProperty("status", status.value)
            button.clicked.connect(self._answer)
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _unsigned_row(self, unsigned: Unsigned) -> QWidget:
        entry_id, who, about = unsigned
        row = LineRow(who, about, "Sign", Tone.WARNING)
        row.setProperty("visit", entry_id)
        row.clicked.connect(self._open_visit)
        return row

    # Acting

    def settle(self, matter: Matter) -> None:
        """Done, seen or called back, or well."""
        if not self._reading.is_on:
            settle(self._session, matter)

    def move_tasks(self) -> None:
        """What is not done today stands on Today tomorrow."""
        if self._reading.is_on:  # one of them may be done since
            return
        tomorrow = self._session.today() + timedelta(days=1)
        for each in list(self._open_tasks):
            self._session.run(edit_task, replace(each.task, due_on=tomorrow))

    def _answer(self) -> None:
        sender = self.sender()
        if sender and not self._reading.is_on:
            status = AppointmentStatus(sender.property("status"))
            self._session.run(set_status, str(sender.property("appointment")), status)

    def _open_visit(self) -> None:
        sender = self.sender()
        if sender:
            entry_id = str(sender.property("visit"))
            self.accept()
            self.sign_asked.emit(entry_id)

    def _forget(self) -> None:
        self._session.changed.disconnect(self._read)
        self._reading.stop()
        self._filling.stop()


def _appointment_of(booking: Booking) -> str:
    return booking.appointment.id


def _unsigned(today: Today) -> list[Unsigned]:
    """Of today and of any day before."""
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
