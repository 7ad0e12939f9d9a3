"""Time that is not for patients: an hour blocked in a day, whole days closed, and who lies under them."""

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Annotated, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from exodesk.core.changes import Change
from exodesk.core.dates import WallTime, show_date, show_time, show_weekday
from exodesk.core.fields import Field
from exodesk.core.quantities import Unit
from exodesk.core.records.appointment import Appointment, Closure, ClosureKind
from exodesk.core.records.patient import show_chart_no, show_name
from exodesk.queries.away import Under, reached_on, under
from exodesk.services.booking import book
from exodesk.services.practice_times import close_days, edit_closure, open_days
from exodesk.ui import parts
from exodesk.ui.calendar import words
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.booking.asked import put_start, start_of
from exodesk.ui.pages.booking.lists import print_list

HOUR = 60
MOST_SHOWN = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockAsked:
    reason: Annotated[str, Field(label="What for", max_length=300)]
    day: Annotated[date, Field(label="Day", ahead=True)]
    at: Annotated[str, Field(label="Time", max_length=8)]
    minutes: Annotated[int, Field(label="Length", unit=Unit.MINUTES, minimum=5, maximum=720)]
    overlap_reason: Annotated[str | None, Field(label="Why it overlaps", max_length=300)] = None


def block_dialog(session: Session, at: WallTime, parent: QWidget | None) -> EntryDialog:
    """An hour of a day for something else; nobody is offered it."""
    form = RecordForm(BlockAsked, ("reason", ("day", "at", "minutes"), "overlap_reason"), today=session.today)
    put_start(form, at)
    form.put_value("minutes", HOUR)
    form.show_field("overlap_reason", shown=False)

    def save(values: dict[str, Any]) -> Change:
        form.show_field("overlap_reason", shown=True)
        record = session.record
        block = Appointment(
            id=record.new_id(),
            starts_at=start_of(values),
            zone=record.zone.key,
            minutes=values["minutes"],
            reason=values["reason"],
            overlap_reason=values["overlap_reason"],
        )
        return session.run(book, block)

    dialog = EntryDialog("Block time", form, save, act="Block", parent=parent)
    form.focus_first()
    return dialog


class UnderList(QWidget):
    """Who is booked in some days, and whose dose falls due only then. It can be saved as a list to call."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.found = Under((), ())
        self._title = "Call list"
        self._told = parts.strong("")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.save = parts.secondary_button("Print a call list", glyph="printer")
        self.save.clicked.connect(self._print)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._told)
        column.addLayout(self._rows)
        column.addLayout(parts.row(self.save, 1))

    def look(self, first: date | None, last: date | None) -> None:
        """Read what lies in these days; nothing while they cannot be read."""
        is_whole = first is not None and last is not None and first <= last
        self.found = under(self._session.record, first, last) if is_whole and first and last else Under((), ())
        self._title = f"Call list {show_date(first)} to {show_date(last)}" if is_whole and first and last else ""
        parts.clear(self._rows)
        lines = self.lines
        for line in lines[:MOST_SHOWN]:
            self._rows.addWidget(parts.muted(line))
        if len(lines) > MOST_SHOWN:
            self._rows.addWidget(parts.hint(f"{len(lines) - MOST_SHOWN} more, in the call list"))
        self._told.setText(self._summary)
        self.save.setVisible(bool(lines))

    @property
    def lines(self) -> list[str]:
        """What is told, a line each."""
        today = self._session.today()
        booked = [
            " · ".join(
                part
                for part in (
                    f"{show_weekday(each.appointment.starts_at.day)} {show_time(each.appointment.starts_at.at)}",
                    words.whose(each),
                    words.born(each),
                    reached_on(each, today),
                )
                if part
            )
            for each in self.found.bookings
        ]
        due = [
            f"Due {show_date(each.first)} to {show_date(each.last)} · {show_name(each.patient)} · "
            f"{show_chart_no(each.patient.chart_no)} · {each.where} · {each.phone}"
            for each in self.found.plans
        ]
        return booked + due

    @property
    def _summary(self) -> str:
        booked, due = len(self.found.bookings), len(self.found.plans)
        if not self._title:
            return ""
        if not booked and not due:
            return "Nobody is booked in these days, and no dose falls due only in them."
        return f"To call: {booked} booked in these days, {due} due only in them"

    def _print(self) -> None:
        print_list(self._session, self._title, self.found.bookings, self, plans=self.found.plans)


def closure_dialog(
    session: Session, closure: Closure | None, parent: QWidget | None, *, first: date | None = None
) -> EntryDialog:
    """Whole days to close, with who lies under them while the days are typed."""
    form = RecordForm(Closure, ("kind", ("from_on", "until_on"), "note"), today=session.today)
    if closure:
        form.put(closure)
    else:
        form.put_value("kind", ClosureKind.VACATION)
        form.put_value("from_on", first)
        form.put_value("until_on", first)
    below = UnderList(session)

    def save(values: dict[str, Any]) -> Change:
        if closure:
            return session.run(edit_closure, replace(closure, **values))
        return session.run(close_days, Closure(id=session.record.new_id(), **values))

    title = "Closed days" if closure else "Close days"
    dialog = EntryDialog(title, form, save, act="Save" if closure else "Close them", parent=parent)
    look = partial(_look, below, form)
    form.edited.connect(look)
    dialog.put_below(below)
    look()
    if closure:
        again = parts.quiet_button("Open these days again", glyph="undo-2")

        def reopen() -> None:
            session.run(open_days, closure.id)
            form.mark_saved()
            dialog.reject()

        again.clicked.connect(reopen)
        dialog.put_above(again)
    dialog.resize(dialog.width(), 560)
    return dialog


def _look(below: UnderList, form: RecordForm, _name: str = "") -> None:
    below.look(form.value("from_on"), form.value("until_on"))
