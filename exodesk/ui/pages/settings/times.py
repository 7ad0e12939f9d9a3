"""When the practice is open and what it books, on the settings page: hours, closed days, types of appointment."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from exodesk.core.changes import Change
from exodesk.core.dates import WEEKDAYS, show_date
from exodesk.core.hours import DAYS, read_hours, show_hours
from exodesk.core.records.appointment import AppointmentType, ClinicHours
from exodesk.queries.agenda import closures_ahead, hours_of, types_offered
from exodesk.services.practice_times import add_type, edit_type, remove_type, save_hours
from exodesk.ui import parts
from exodesk.ui.calendar.words import TONES
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.forms.kept import KeptForm
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.booking.blocks import closure_dialog

HOURS_ROWS = (("monday", "tuesday"), ("wednesday", "thursday"), ("friday", "saturday"), ("sunday", "step_minutes"))
TYPE_ROWS = (("name", "minutes"), ("kind", "colour"))


class HoursCard(parts.Card):
    """Opening hours with their breaks, and the days on which it is closed."""

    def __init__(self, session: Session) -> None:
        self.change = parts.secondary_button("Change the &hours…")
        self.close_days = parts.secondary_button("&Close days…", glyph="plus")
        super().__init__(
            "Opening hours", self.change, self.close_days, note="What lies between two stretches is a break"
        )
        self._session = session
        self._said = parts.words("", wrap=True)
        self.add(self._said)
        self.change.clicked.connect(self.change_hours)
        self.close_days.clicked.connect(self._close)
        session.changed.connect(self._take_change)
        self._show()

    def change_hours(self) -> EntryDialog:
        form = RecordForm(ClinicHours, HOURS_ROWS, today=self._session.today)
        form.put(hours_of(self._session.record))

        def save(values: dict[str, Any]) -> Change:
            return self._session.run(save_hours, ClinicHours(**values))

        kept = KeptForm(self._session, form, "clinic_hours", "clinic_hours")
        dialog = EntryDialog("Opening hours", form, save, kept=kept, parent=self)
        dialog.put_above(parts.muted("What is booked stays where it is, inside the hours or not.", wrap=True))
        dialog.follow("clinic", None)
        dialog.open()
        return dialog

    def _show(self) -> None:
        self._said.setText(_in_words(hours_of(self._session.record)))
        self.clear_rows()
        for closure in closures_ahead(self._session.record):
            first, last = show_date(closure.from_on), show_date(closure.until_on)
            row = parts.ListRow(closure.words, first if first == last else f"{first} to {last}")
            row.clicked.connect(partial(self._open, closure.id))
            self.add_row(row)

    def _take_change(self, change: Change) -> None:
        if change.touches("clinic_hours", "closure"):
            self._show()

    def _close(self) -> None:
        closure_dialog(self._session, None, self, first=self._session.today()).open()

    def _open(self, closure_id: str) -> None:
        closure = next(each for each in closures_ahead(self._session.record) if each.id == closure_id)
        closure_dialog(self._session, closure, self).open()


class TypesCard(parts.Card):
    """What is booked: each type with its usual length, its colour, and the kind of visit it begins."""

    def __init__(self, session: Session) -> None:
        self.add_button = parts.secondary_button("Add type", glyph="plus")
        super().__init__("Types of appointment", self.add_button, note="With their usual length")
        self._session = session
        self.add_button.clicked.connect(self._add)
        session.changed.connect(self._take_change)
        self._show()

    def _show(self) -> None:
        self.clear_rows()
        for kind in types_offered(self._session.record):
            note = f"{kind.minutes} minutes · begins a visit of kind “{kind.kind.label}”"
            row = parts.ListRow(kind.name, note, kind.colour.label, TONES[kind.colour])
            row.clicked.connect(partial(self._edit, kind))
            self.add_row(row)

    def _take_change(self, change: Change) -> None:
        if change.touches("appointment_type"):
            self._show()

    def _add(self) -> None:
        type_dialog(self._session, None, self).open()

    def _edit(self, kind: AppointmentType) -> None:
        type_dialog(self._session, kind, self).open()


def type_dialog(session: Session, kind: AppointmentType | None, parent: QWidget | None) -> EntryDialog:
    form = RecordForm(AppointmentType, TYPE_ROWS, today=session.today)
    if kind:
        form.put(kind)

    def save(values: dict[str, Any]) -> Change:
        if kind:
            return session.run(edit_type, replace(kind, **values))
        return session.run(add_type, AppointmentType(id=session.record.new_id(), **values))

    kept = KeptForm(session, form, "appointment_type", "appointment_type")
    title = "Edit type of appointment" if kind else "New type of appointment"
    dialog = EntryDialog(title, form, save, kept=kept, parent=parent)
    dialog.follow(kind.id if kind else "new", None)
    if kind:
        dialog.put_removal("Remove this type", partial(session.run, remove_type, kind.id))
    return dialog


def _in_words(hours: ClinicHours) -> str:
    """`Mon 08:00-17:00 · Sat closed`, days of the same hours together."""
    told: list[tuple[list[str], str]] = []
    for name, day in zip(DAYS, WEEKDAYS, strict=True):
        words = show_hours(read_hours(getattr(hours, name))) or "closed"
        if told and told[-1][1] == words:
            told[-1][0].append(day)
        else:
            told.append(([day], words))
    spans = (f"{days[0]} to {days[-1]}" if len(days) > 2 else " and ".join(days) for days, _ in told)
    return " · ".join(f"{days} {words}" for days, (_, words) in zip(spans, told, strict=True))
