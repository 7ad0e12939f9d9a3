"""The patients of the next day to confirm: one key a result, and a list to print."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from exodesk.core.calendar import ONE_DAY
from exodesk.core.changes import Change
from exodesk.core.dates import show_date, show_time, show_weekday
from exodesk.core.errors import ExodeskError
from exodesk.core.records.appointment import AppointmentStatus
from exodesk.core.records.contact import CallAbout, CallAttempt, CallResult
from exodesk.core.records.patient import identity_line
from exodesk.queries import agenda
from exodesk.queries.away import reached_on
from exodesk.services import booking as services
from exodesk.services.contact import log_call_now
from exodesk.ui import parts
from exodesk.ui.calendar import words
from exodesk.ui.keyboard.keys import Key, bind
from exodesk.ui.look.tokens import Tone
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.booking.lists import print_list

LOOKED_AHEAD = timedelta(days=14)
ROWS = 10
WIDTH, HEIGHT = 840, 560
STATUS = AppointmentStatus


class ConfirmDialog(QDialog):
    """Confirmed and cancelled are told of the appointment, every call of the patient."""

    def __init__(self, session: Session, day: date, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._session = session
        self.day = day
        self.setWindowTitle("Patients to confirm")
        self.bookings: list[agenda.Booking] = []
        self.list = parts.PickList("Patients to confirm", rows=ROWS, first_width=270)
        self.list.picked.connect(self._confirm)
        self.message = parts.MessageBar()
        self._title = parts.section_title("")
        self._none = parts.EmptyState("Nobody is left to confirm on this day.")
        self._acts = QWidget()
        self._acts.setLayout(parts.row(*self._buttons(), 1))
        self._lay_out()
        bind(Key.CONFIRMED, self, self._confirm)
        bind(Key.CANCEL, self, self._cancel)
        bind(Key.NO_ANSWER, self, partial(self._call, CallResult.NO_ANSWER))
        bind(Key.LEFT_WORD, self, partial(self._call, CallResult.LEFT_WORD))
        session.changed.connect(self._take_change)
        self._read()
        self.resize(WIDTH, HEIGHT)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        earlier, later = (
            parts.icon_button("chevron-left", "Day before"),
            parts.icon_button("chevron-right", "Day after"),
        )
        earlier.clicked.connect(partial(self._turn, -1))
        later.clicked.connect(partial(self._turn, 1))
        self.save = parts.secondary_button("Print the list", glyph="printer", keys=Key.PRINT.shown)
        self.save.clicked.connect(self.print_list)
        bind(Key.PRINT, self, self.print_list)
        close = parts.primary_button("Close")
        close.clicked.connect(self.accept)
        close.setAutoDefault(False)
        column = parts.dialog_column(self)
        column.addLayout(parts.row(self._title, 1, earlier, later))
        column.addWidget(self.message)
        column.addWidget(self.list)
        column.addWidget(self._none)
        column.addWidget(self._acts)
        column.addStretch()
        column.addLayout(parts.row(self.save, 1, close))

    def _buttons(self) -> list[QWidget]:
        confirmed = parts.secondary_button("Confirmed", glyph="check", keys=Key.CONFIRMED.shown)
        confirmed.clicked.connect(self._confirm)
        no_answer = parts.secondary_button("No answer", keys=Key.NO_ANSWER.shown)
        no_answer.clicked.connect(partial(self._call, CallResult.NO_ANSWER))
        left_word = parts.secondary_button("Left word", keys=Key.LEFT_WORD.shown)
        left_word.clicked.connect(partial(self._call, CallResult.LEFT_WORD))
        cancelled = parts.secondary_button("Cancelled", glyph="ban", keys=Key.CANCEL.shown)
        cancelled.clicked.connect(self._cancel)
        return [confirmed, no_answer, left_word, cancelled]

    @property
    def current(self) -> agenda.Booking | None:
        return self.bookings[self.list.current] if 0 <= self.list.current < len(self.bookings) else None

    def _read(self) -> None:
        record, row = self._session.record, self.list.current
        self.bookings = agenda.to_confirm(record, self.day)
        calls = agenda.confirming_calls(record, self.bookings)
        lines = [(words.title(each), self._told(each, calls)) for each in self.bookings]
        if row < 0:  # from the first who is left; later one stays where one is
            row = next((at for at, each in enumerate(self.bookings) if each.appointment.status is STATUS.BOOKED), 0)
        self.list.show_lines(lines, min(row, len(lines) - 1))
        self._none.setVisible(not lines)
        for part in (self._acts, self.save):
            part.setVisible(bool(lines))
        left = sum(each.appointment.status is STATUS.BOOKED for each in self.bookings)
        self._title.setText(f"{show_weekday(self.day)}: {left} to confirm of {len(self.bookings)}")

    def _told(self, booking: agenda.Booking, calls: Mapping[str, CallAttempt]) -> str:
        """`born 17-May-1961 · 555 0100 · Booked · no answer 16:40`."""
        call = calls.get(booking.patient.id) if booking.patient else None
        tried = call if booking.appointment.status is STATUS.BOOKED else None
        facts = (words.born(booking), reached_on(booking, self._session.today()), booking.status)
        return " · ".join(part for part in (*facts, self._tried(tried) if tried else "") if part)

    def _tried(self, call: CallAttempt) -> str:
        is_today = call.called_on == self._session.today()
        when = show_time(self._session.clock(call.called_at)) if is_today else show_date(call.called_on)
        return f"{call.result.label.lower()} {when}"

    def _take_change(self, change: Change) -> None:
        if change.touches("appointment", "patient", "contact", "call_attempt"):
            self._read()

    def _confirm(self, _row: int = 0) -> None:
        """They were reached, and will come."""
        if (booking := self.current) and self._log(booking, CallResult.REACHED):
            self._run(services.set_status, booking.appointment.id, STATUS.CONFIRMED)
            self.list.step(1)

    def _cancel(self) -> None:
        if booking := self.current:
            self._run(services.cancel, booking.appointment.id, "By telephone")

    def _call(self, result: CallResult) -> None:
        if (booking := self.current) and self._log(booking, result):
            self.message.say(f"{result.label}: {words.title(booking)}.", Tone.ACCENT, seconds=6)
            self.list.step(1)

    def _log(self, booking: agenda.Booking, result: CallResult) -> bool:
        if booking.patient is None:
            return False
        return self._run(log_call_now, booking.patient.id, CallAbout.CONFIRMATION, result)

    def _run(self, service: Callable[..., Change], *arguments: object) -> bool:
        try:
            self._session.run(service, *arguments)
        except ExodeskError as error:
            about = f" {identity_line(self.current.patient)}" if self.current and self.current.patient else ""
            self.message.say(f"{error}{about}", Tone.WARNING)
            return False
        return True

    def _turn(self, by: int) -> None:
        self.day += by * ONE_DAY
        self._read()

    def print_list(self) -> None:
        if self.bookings:
            print_list(self._session, self._name, self.bookings, self)

    @property
    def _name(self) -> str:
        return f"To confirm {show_date(self.day)}"


def confirm_dialog(session: Session, parent: QWidget | None) -> ConfirmDialog:
    """Of the next day on which somebody is booked; of tomorrow, when nobody is."""
    tomorrow = session.today() + ONE_DAY
    ahead = agenda.between(session.record, tomorrow, tomorrow + LOOKED_AHEAD)
    days = [each.appointment.starts_at.day for each in ahead if each.patient and each.appointment.takes_time]
    return ConfirmDialog(session, min(days, default=tomorrow), parent)
