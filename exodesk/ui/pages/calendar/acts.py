"""What is done with appointments from a page: opened, booked, moved, marked. It shows dialogs and calls services."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from exodesk.core.changes import Change
from exodesk.core.dates import WallTime
from exodesk.core.errors import ExodeskError, InvalidRecord
from exodesk.core.records.appointment import AppointmentStatus
from exodesk.core.records.patient import identity_line
from exodesk.queries import agenda
from exodesk.queries.patients import told_of
from exodesk.services import booking as services
from exodesk.ui.calendar import words
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.booking.blocks import block_dialog, closure_dialog
from exodesk.ui.pages.booking.call_list import confirm_dialog
from exodesk.ui.pages.booking.dialog import BookingDialog
from exodesk.ui.pages.booking.held import HeldDialog
from exodesk.ui.pages.booking.overlap import overlap_dialog


class CalendarActs(QObject):
    """Belongs to a page, over which its dialogs open. `refused` tells why something was not done."""

    chart_opened = Signal(str)
    visit_opened = Signal(str)
    refused = Signal(str)

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._page = session, page

    def open_booking(self, appointment_id: str) -> None:
        dialog = HeldDialog(self._session, appointment_id, self._page)
        dialog.chart_opened.connect(self.chart_opened)
        dialog.visit_opened.connect(self.visit_opened)
        dialog.open()

    def book_from(self, day: date | None) -> None:
        """Wherever there is room, from a day on; from today on without one."""
        BookingDialog(self._session, self._page, since=day).open()

    def book_at(self, starts_at: WallTime, minutes: int) -> None:
        """`minutes`: a length that was drawn; 0 for the usual one."""
        BookingDialog(self._session, self._page, starts_at=starts_at, minutes=minutes or None).open()

    def block_time(self, at: WallTime) -> None:
        block_dialog(self._session, at, self._page).open()

    def close_days(self, first: date) -> None:
        closure_dialog(self._session, None, self._page, first=first).open()

    def confirm_next_day(self) -> None:
        confirm_dialog(self._session, self._page).open()

    def move_booking(self, appointment_id: str, starts_at: WallTime, minutes: int) -> None:
        """To a time and length; where somebody else is booked, why is asked."""
        act = partial(self._session.run, services.move, appointment_id, starts_at, minutes=minutes)
        try:
            act()
        except InvalidRecord as refused:
            if any(problem.field == "overlap_reason" for problem in refused.problems):
                self._ask_why(appointment_id, refused.problems[0].text, lambda reason: act(overlap_reason=reason))
            else:
                self._refuse(appointment_id, refused)
        except ExodeskError as error:
            self._refuse(appointment_id, error)

    def mark(self, appointment_id: str, status: AppointmentStatus) -> None:
        """Set its status; the bar offers to undo it."""
        try:
            self._session.run(services.set_status, appointment_id, status)
        except ExodeskError as error:
            self._refuse(appointment_id, error)

    def _refuse(self, appointment_id: str, error: ExodeskError) -> None:
        """Whose it is stands before it: by the time it is read another one may be current."""
        patient = agenda.get(self._session.record, appointment_id).patient
        self.refused.emit(told_of(self._session.record, patient.id, str(error)) if patient else str(error))

    def _ask_why(self, appointment_id: str, told: str, act: Callable[[str], Change]) -> None:
        booking = agenda.get(self._session.record, appointment_id)
        about = identity_line(booking.patient) if booking.patient else words.whose(booking)
        overlap_dialog(self._session, about, told, act, self._page).open()
