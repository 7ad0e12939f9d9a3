"""Today, the first page after unlock: who comes, who is to be booked, what is to be done. It decides nothing.

It reads aside and shows each part as it comes, appointments first.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exodesk.core.dates import show_date, show_weekday
from exodesk.core.day import NextAct
from exodesk.core.records.appointment import STILL_TO_COME, AppointmentStatus
from exodesk.core.records.contact import SafetyAnswerCode
from exodesk.core.records.printed import PrintedKind
from exodesk.queries.boosters import BoosterRow, overdue_and_due
from exodesk.queries.chart import read_chart
from exodesk.queries.to_do import OpenTask, ToAsk, ToDo, ToScore, WaitingNote, to_do
from exodesk.queries.today import Coming, Today, read_today
from exodesk.queries.unsigned import UnsignedVisit
from exodesk.services.booking import set_status, start_booked
from exodesk.services.safety_questions import new_answer
from exodesk.ui import parts
from exodesk.ui.keyboard.keys import Key, bind
from exodesk.ui.open_record.safety_note import SafetyNote
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.reading_page import ReadingPage
from exodesk.ui.pages.today.appointments import AppointmentsCard
from exodesk.ui.pages.today.boosters import BoostersCard
from exodesk.ui.pages.today.next_patient import NextPatientCard
from exodesk.ui.pages.today.to_do import Matter, ToDoCard, lines_of, settle
from exodesk.ui.printing.acts import print_visit

SIDE = 350


class TodayPage(ReadingPage):
    chart_opened = Signal(str)  # a patient's id
    visit_opened = Signal(str)  # a visit's entry
    sign_asked = Signal(str)  # a visit's entry
    boosters_opened = Signal()
    settings_opened = Signal()
    counted = Signal(int)  # how many boosters are overdue or due

    def __init__(self, session: Session) -> None:
        super().__init__(session, read_today, to_do, overdue_and_due)
        self._seeks_next = False
        self._put_on = ""  # the appointment whose act the keys were put on
        self._awaited: set[type] = set()
        self.today: Today | None = None
        self.close_day = parts.secondary_button("Close of day", glyph="clipboard-list")
        self.close_day.clicked.connect(self.close_the_day)
        self.book = parts.primary_button("Book", glyph="calendar-plus", keys=Key.BOOK.shown)
        self.book.clicked.connect(self.book_somebody)
        self.heading = parts.page_heading(show_weekday(session.today()), "", self.close_day, self.book)
        first = parts.secondary_button("Book an appointment", glyph="calendar-plus")
        first.clicked.connect(self.book_somebody)
        self.appointments = AppointmentsCard(session, parts.EmptyState("No appointments today.", first))
        self.appointments.day_sheet.clicked.connect(self.print_day)
        bind(Key.PRINT, self, self.print_day)
        self.next = NextPatientCard()
        self.boosters = BoostersCard()
        self.call = parts.icon_button("phone", "Phone note: a patient calls", keys=Key.PHONE_NOTE.shown)
        self.task = parts.icon_button("plus", "Write down a task", keys=Key.TASK.shown)
        self.to_do = ToDoCard(acts=(self.call, self.task))
        self.safety = SafetyNote(session, self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        side = QWidget()
        side.setLayout(parts.column(self.next, self.to_do, self.safety, self.boosters, 1))
        scrolled = parts.scrolling(side)
        scrolled.setFixedWidth(SIDE)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(self.appointments, 1)
        across.addWidget(scrolled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.heading)
        column.addLayout(across, 1)

    def _connect(self) -> None:
        self.appointments.acted.connect(self.act)
        self.appointments.opened.connect(self.open_appointment)
        self.appointments.missed.connect(self.miss)
        self.next.acted.connect(self.act)
        self.next.chart_opened.connect(self.chart_opened)
        self.safety.settings_asked.connect(self.settings_opened)
        self.boosters.see_all.clicked.connect(self.boosters_opened)
        self.boosters.booked.connect(self._book_booster)
        self.call.clicked.connect(self.note_call)
        self.task.clicked.connect(self.add_task)
        self.to_do.opened.connect(self.open_matter)
        self.to_do.settled.connect(self.settle)
        self.to_do.not_well.connect(self.note_not_well)
        self.to_do.harmed.connect(self.record_harm)
        self._reading.told.connect(self._show)
        for said in (self._reading.over, self.appointments.filled, self.to_do.filled):
            said.connect(self._look_whole)

    # Reading

    def begin(self) -> None:
        """With the act of who comes next, once it is known; until then with the booking of somebody."""
        self.book.setFocus(Qt.FocusReason.OtherFocusReason)
        self._seeks_next, self._put_on = True, ""
        if self._is_read:
            self._look_whole()
        elif not self._reading.is_on:
            self._read()

    @property
    def is_whole(self) -> bool:
        return super().is_whole and not (self.appointments.is_filling or self.to_do.is_filling)

    def _read(self) -> None:
        self._awaited = {Today, ToDo}
        super()._read()

    def _waits_for(self, part: type) -> bool:
        return self._reading.is_on and part in self._awaited

    def _show(self, found: Today | ToDo | list[BoosterRow]) -> None:
        """One part of what was read."""
        self._awaited.discard(type(found))
        match found:
            case Today():
                self._show_day(found)
            case ToDo():
                if self.today:
                    self.to_do.show_lines(lines_of(self.today, found, self._session))
            case _:
                self.boosters.show_boosters(found)
                self.counted.emit(len(found))

    def _show_day(self, today: Today) -> None:
        self.today = today
        self.heading.title.setText(show_weekday(today.day))
        self.heading.set_note(today.in_words())
        self.next.show_next(today)
        self.appointments.show_day(today)

    def _look_whole(self) -> None:
        """The focus goes to who comes next, unless it was put elsewhere meanwhile."""
        if self._seeks_next and self.today and not self.appointments.is_filling:
            self._seeks_next = self._waits_for(Today)  # what is still read may name somebody else
            if self.book.hasFocus() or (self._put_on and self.appointments.held == self._put_on):
                self.appointments.focus_next(self.today)
                self._put_on = self.appointments.held
        if self.is_whole:
            self.made_whole.emit()

    # Acts on appointments: each once, so not before the page shows what came of the one before

    def act(self, coming: Coming) -> None:
        """The one next act."""
        if self._waits_for(Today):
            return
        appointment, visit_id = coming.booking.appointment, coming.booking.visit_id
        match coming.act:
            case NextAct.ARRIVE:
                self._session.run(set_status, appointment.id, AppointmentStatus.ARRIVED)
            case NextAct.START:
                change = self._session.run(start_booked, appointment.id)
                self.visit_opened.emit(str(change.record_id))
            case NextAct.BOOK_AGAIN:
                self._book(appointment.patient_id, appointment.plan_id)
            case NextAct.PRINT if visit_id:
                print_visit(self._session, visit_id, PrintedKind.SUMMARY, self)
            case NextAct.CONTINUE if visit_id:
                self.visit_opened.emit(visit_id)
            case NextAct.SIGN if visit_id:
                self.sign_asked.emit(visit_id)

    def miss(self, coming: Coming) -> None:
        """They did not come: back on the list of who is to be booked."""
        if not self._waits_for(Today) and coming.booking.appointment.status in STILL_TO_COME:
            self._session.run(set_status, coming.booking.appointment.id, AppointmentStatus.NO_SHOW)

    def open_appointment(self, coming: Coming) -> None:
        from exodesk.ui.pages.booking.held import HeldDialog  # noqa: PLC0415 - not before it is asked for

        dialog = HeldDialog(self._session, coming.booking.appointment.id, self)
        dialog.chart_opened.connect(self.chart_opened)
        dialog.visit_opened.connect(self.visit_opened)
        dialog.open()

    def print_day(self) -> None:
        """The day sheet, as the day stands now."""
        from exodesk.ui.pages.booking.lists import print_list  # noqa: PLC0415 - not before it is asked for

        if self.today:
            bookings = [each.booking for each in self.today.coming]
            name = f"Day sheet {show_date(self.today.day)}"
            print_list(self._session, name, bookings, self, days=(self.today.day,))

    def book_somebody(self) -> None:
        self._book(None, None)

    def _book_booster(self, row: BoosterRow) -> None:
        self._book(row.patient.id, row.listed.plan_id)

    def _book(self, patient_id: str | None, plan_id: str | None) -> None:
        from exodesk.ui.pages.booking.dialog import BookingDialog  # noqa: PLC0415 - not before it is asked for

        BookingDialog(self._session, self, patient_id=patient_id, plan_id=plan_id).open()

    # Acts on what is to be done

    def open_matter(self, matter: Matter) -> None:
        """A visit to sign, a task to say otherwise, a score to ask for, or the chart of whom it is about."""
        match matter:
            case UnsignedVisit():
                self.sign_asked.emit(matter.visit.entry_id)
            case OpenTask():
                from exodesk.ui.pages.task_dialog import TaskDialog  # noqa: PLC0415 - not before it is asked for

                TaskDialog(self._session, self, patient=matter.patient, task=matter.task).open()
            case ToScore():
                from exodesk.ui.pages.score_dialog import ScoreDialog  # noqa: PLC0415 - not before it is asked for

                ScoreDialog(self._session, matter, self).open()
            case WaitingNote() | ToAsk():
                self.chart_opened.emit(matter.patient.id)

    def note_call(self) -> None:
        from exodesk.ui.pages.phone.dialog import PhoneDialog  # noqa: PLC0415 - not before it is asked for

        PhoneDialog(self._session, self, patient=None).open()

    def add_task(self) -> None:
        from exodesk.ui.pages.task_dialog import TaskDialog  # noqa: PLC0415 - not before it is asked for

        TaskDialog(self._session, self, patient=None).open()

    def settle(self, matter: Matter) -> None:
        """Seen, called back, done, or well."""
        if not self._waits_for(ToDo):
            settle(self._session, matter)

    def note_not_well(self, asked: ToAsk) -> None:
        """Not well leads to a phone note, which is the answer."""
        from exodesk.ui.pages.phone.dialog import PhoneDialog  # noqa: PLC0415 - not before it is asked for

        answer = new_answer(
            self._session.record,
            asked.patient.id,
            asked.injected_on,
            asked.question.point,
            SafetyAnswerCode.NOT_WELL,
        )
        PhoneDialog(self._session, self, patient=asked.patient, answer=answer).open()

    def record_harm(self, waiting: WaitingNote) -> None:
        """What somebody calls about is an adverse event, of the injection that the call belongs to."""
        from exodesk.ui.pages.adverse_form import record_dialog  # noqa: PLC0415 - not before it is asked for

        chart = read_chart(self._session.record, waiting.patient.id)
        record_dialog(self._session, chart, waiting.note.injection_id, self).open()

    def close_the_day(self) -> None:
        from exodesk.ui.pages.today.closing import ClosingDialog  # noqa: PLC0415 - not before it is asked for

        dialog = ClosingDialog(self._session, self)
        dialog.sign_asked.connect(self.sign_asked)
        dialog.not_well.connect(self.note_not_well)
        dialog.harmed.connect(self.record_harm)
        dialog.settings_opened.connect(self.settings_opened)
        dialog.open()
