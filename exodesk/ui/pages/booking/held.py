"""One booked appointment: whose it is, when and what for, and what is done with it. Writes through services."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from exodesk.core.changes import Change
from exodesk.core.errors import ExodeskError
from exodesk.core.records.appointment import STILL_TO_COME, AppointmentStatus
from exodesk.core.records.patient import identity_line
from exodesk.core.schedule import status_problems
from exodesk.queries import agenda
from exodesk.queries.history import of_appointment
from exodesk.services import booking as services
from exodesk.ui import parts
from exodesk.ui.calendar import words
from exodesk.ui.forms.choices import Choice
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.look.flow import FlowLayout
from exodesk.ui.look.tokens import Tone
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.booking.asked import TIME_ROWS, TimeAsked, put_start, start_of
from exodesk.ui.pages.visit.labelled import Labelled
from exodesk.ui.parts.record_history import HistoryDialog

STATUS = AppointmentStatus
ACTS = (
    (STATUS.CONFIRMED, "Confirmed"),
    (STATUS.ARRIVED, "Arrived"),
    (STATUS.NO_SHOW, "Did not come"),
    (STATUS.CANCELLED, "Cancel it"),
    (STATUS.BOOKED, "Booked again"),
)
WIDTH = 680


class HeldDialog(EntryDialog):
    """Its fields are edited and saved; each act is done at once and closes it."""

    chart_opened = Signal(str)
    visit_opened = Signal(str)

    def __init__(self, session: Session, appointment_id: str, parent: QWidget | None) -> None:
        self._session = session
        self._booking = agenda.get(session.record, appointment_id)
        booking, appointment = self._booking, self._booking.appointment
        form = RecordForm(TimeAsked, TIME_ROWS, today=session.today)
        about = identity_line(booking.patient) if booking.patient else ""
        title = "Blocked time" if appointment.is_block else "Appointment"
        super().__init__(title, form, self._keep, about=about, parent=parent)
        put_start(form, appointment.starts_at)
        for name in ("minutes", "reason", "room_note", "overlap_reason"):
            form.put_value(name, getattr(appointment, name))
        form.show_field("overlap_reason", bool(appointment.overlap_reason))
        form.show_field("room_note", not appointment.is_block)
        self._types = {each.id: each for each in agenda.types_offered(session.record)}
        if booking.type:
            self._types.setdefault(booking.type.id, booking.type)
        self.type = Choice([(each.id, each.name) for each in self._types.values()], optional=False)
        self.type.put_raw(appointment.type_id or "")
        self.status = parts.Chip(booking.status, words.tone_of(booking), glyph=words.glyph_of(booking))
        facts = (booking.phone, words.missed(booking), self._serves())
        told = parts.muted(" · ".join(fact for fact in facts if fact), wrap=True)
        told.setVisible(bool(told.text()))
        line = QWidget()
        beside = parts.row(self.status, told, spacing=12)
        beside.setStretch(1, 1)
        line.setLayout(beside)
        self.put_above(line, self._acts())
        if not appointment.is_block:
            self.put_above(Labelled("Type", self.type))
        self.resize(WIDTH, self.height())

    @property
    def booking(self) -> agenda.Booking:
        return self._booking

    def _serves(self) -> str:
        appointment = self._booking.appointment
        if appointment.serves is None:
            return ""
        return f"For a {appointment.serves.label.lower()}" + (f", {appointment.point}" if appointment.point else "")

    def _acts(self) -> QWidget:
        booking, status = self._booking, self._booking.appointment.status
        buttons: list[QWidget] = []
        for act, label in acts_on(booking, self._session.record.now()):
            button = parts.secondary_button(label, glyph=words.GLYPHS[act])
            button.clicked.connect(partial(self._do, partial(services.set_status, status=act)))
            buttons.append(button)
        is_ahead = booking.appointment.starts_at.day > self._session.today()
        if booking.patient and status not in (STATUS.CANCELLED, STATUS.NO_SHOW) and not is_ahead:
            visit = parts.secondary_button("Open visit" if booking.visit_id else "Start visit", glyph="clipboard-list")
            visit.clicked.connect(self._open_visit)
            buttons.append(visit)
        if booking.patient:
            chart = parts.secondary_button("Chart", glyph="user")
            chart.clicked.connect(self._open_chart)
            buttons.append(chart)
        history = parts.icon_button("history", "History of the appointment")
        history.clicked.connect(self.show_history)
        buttons.append(history)
        flow, sheet = FlowLayout(), QWidget()
        for each in buttons:
            flow.addWidget(each)
        sheet.setLayout(flow)
        return sheet

    def _do(self, act: Callable[..., Change]) -> None:
        try:
            self._session.run(act, self._booking.appointment.id)
        except ExodeskError as error:
            self.message.say(str(error), Tone.WARNING)
            return
        self.put_aside()

    def _open_visit(self) -> None:
        try:
            change = self._session.run(services.start_booked, self._booking.appointment.id)
        except ExodeskError as error:
            self.message.say(str(error), Tone.WARNING)
            return
        self.put_aside()
        self.visit_opened.emit(str(change.record_id))

    def _open_chart(self) -> None:
        self.put_aside()
        if self._booking.patient:
            self.chart_opened.emit(self._booking.patient.id)

    def show_history(self) -> None:
        """When it was, what became of it, and who changed it why."""
        booking = self._booking
        about = identity_line(booking.patient) if booking.patient else words.whose(booking)
        found = of_appointment(self._session.record, booking.appointment.id)
        HistoryDialog("History of the appointment", about, found, self).open()

    def _keep(self, values: dict[str, Any]) -> Change:
        before, starts_at = self._booking.appointment, start_of(values)
        self.form.show_field("overlap_reason", True)
        kind = self._types.get(self.type.raw())
        after = replace(
            before,
            starts_at=starts_at,
            minutes=values["minutes"],
            reason=values["reason"],
            room_note=values["room_note"],
            overlap_reason=values["overlap_reason"],
            type_id=kind.id if kind else before.type_id,
            type=kind.name if kind and kind.id != before.type_id else before.type,
        )
        return self._session.run(services.edit_appointment, after)


_OF_PATIENTS = frozenset({STATUS.CONFIRMED, STATUS.ARRIVED, STATUS.NO_SHOW})


def acts_on(booking: agenda.Booking, now: datetime) -> list[tuple[AppointmentStatus, str]]:
    """What may become of it by hand at this time, and how that is called."""
    appointment = booking.appointment
    offered = _offered(appointment.status)
    if booking.patient is None:
        offered -= _OF_PATIENTS
    return [
        (status, label) for status, label in ACTS if status in offered and not status_problems(appointment, status, now)
    ]


def _offered(status: AppointmentStatus) -> frozenset[AppointmentStatus]:
    """What may follow a status, by hand."""
    if status in STILL_TO_COME:
        return frozenset({STATUS.CONFIRMED, STATUS.ARRIVED, STATUS.NO_SHOW, STATUS.CANCELLED}) - {status}
    if status is STATUS.ARRIVED:
        return frozenset({STATUS.BOOKED, STATUS.CANCELLED})
    if status in (STATUS.NO_SHOW, STATUS.CANCELLED):
        return frozenset({STATUS.BOOKED})
    return frozenset()
