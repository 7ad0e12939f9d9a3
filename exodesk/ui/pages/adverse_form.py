"""The dialogs of adverse events: recorded, amended with a reason, taken back with one. Evidence stays."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Annotated, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exodesk.core.adverse_events import named
from exodesk.core.changes import Change
from exodesk.core.chart import Chart, EventView, GivenInjection
from exodesk.core.dates import show_date
from exodesk.core.fields import Field
from exodesk.core.records.adverse_event import AdverseEvent, AdverseTerm
from exodesk.core.records.injection import InjectionStatus, Reaction
from exodesk.core.records.patient import identity_line
from exodesk.queries.history import of_adverse_event
from exodesk.services.adverse_events import amend_adverse_event, record_adverse_event, withdraw_adverse_event
from exodesk.ui import parts
from exodesk.ui.forms.controls import YES, Tick
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.forms.kept import KeptForm
from exodesk.ui.forms.rows import Row
from exodesk.ui.open_record.session import Session
from exodesk.ui.parts.record_history import HistoryDialog

ROWS: tuple[Row, ...] = (
    ("term", "term_text"),
    ("began_on", "began_at"),
    ("ended_on", "ended_at"),
    "grade",
    ("death", "life_threatening"),
    ("hospitalised", "disability"),
    ("congenital", "needed_intervention"),
    "other_important",
    ("by_product", "by_procedure"),
    ("expected", "action"),
    "outcome",
    "text",
    "tests",
    ("reported_on", "report_no"),
    ("maker_told_on", "state_told_on"),
)
LATEST = 6
"""Injections offered at once; older ones behind a button."""
SAID = {Reaction.VASOVAGAL: AdverseTerm.VASOVAGAL}
"""What the answer of an observation names by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended(AdverseEvent):
    reason: Annotated[str, Field(label="Why it is amended", max_length=500)]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    reason: Annotated[str, Field(label="Why it was entered in error", max_length=500)]


class Suspects(QWidget):
    """The injections that an event may come from, the latest first, each with a tick. None is ticked by itself."""

    edited = Signal()

    def __init__(self, given: list[GivenInjection], ticked: Collection[str]) -> None:
        super().__init__()
        self._ticks: dict[str, Tick] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(parts.FieldLabel("May come from"))
        for number, each in enumerate(reversed(given)):
            entry_id = each.injection.entry_id
            tick = Tick(f"{show_date(each.injection.given_on)} \u00b7 {each.where} \u00b7 {each.amount}")
            tick.setChecked(entry_id in ticked)
            tick.edited.connect(self.edited)
            tick.setVisible(number < LATEST or entry_id in ticked)
            self._ticks[entry_id] = tick
            column.addWidget(tick)
        self.older = parts.quiet_button("Older injections")
        self.older.setVisible(len(given) > LATEST)
        self.older.clicked.connect(self._show_older)
        column.addWidget(self.older)
        if not given:
            column.addWidget(parts.muted("No injection is recorded."))

    def ticked(self) -> list[str]:
        return [entry_id for entry_id, tick in self._ticks.items() if tick.isChecked()]

    def raw(self) -> str:
        return " ".join(self.ticked())

    def put_raw(self, text: str) -> None:
        wanted = set(text.split())
        for entry_id, tick in self._ticks.items():
            tick.put_raw(YES if entry_id in wanted else "")
            if entry_id in wanted:
                tick.show()

    def _show_older(self) -> None:
        for tick in self._ticks.values():
            tick.show()
        self.older.hide()


def record_dialog(session: Session, chart: Chart, injection_id: str | None, parent: QWidget | None) -> EntryDialog:
    """`injection_id`: the injection that it is told of; what was seen while observing it stands in the form."""
    form = RecordForm(AdverseEvent, ROWS, today=session.today)
    suspects = Suspects(_done(chart), [injection_id] if injection_id else [])
    form.keep_beside("suspects", suspects)

    def save(values: dict[str, Any]) -> Change:
        event = AdverseEvent(
            id=session.record.new_id(),
            patient_id=chart.patient.id,
            entered_at=session.record.now(),
            **values,
        )
        return session.run(record_adverse_event, event, suspects.ticked())

    kept = KeptForm(session, form, "adverse_event", "adverse_event")
    about = identity_line(chart.patient)
    dialog = EntryDialog("Adverse event", form, save, about=about, kept=kept, parent=parent)
    dialog.put_above(suspects)
    given = next((each for each in chart.injections if each.injection.entry_id == injection_id), None)
    if given and given.injection.reaction not in (None, Reaction.NONE):
        injection = given.injection
        form.put_value("term", SAID.get(injection.reaction) if injection.reaction else None)
        form.put_value("term_text", injection.reaction_text)
        form.put_value("began_on", injection.given_on)
    dialog.follow(injection_id or chart.patient.id, chart.patient.id)
    return dialog


def amend_dialog(session: Session, chart: Chart, view: EventView, parent: QWidget | None) -> EntryDialog:
    form = RecordForm(Amended, ("reason", *ROWS), today=session.today)
    suspects = Suspects(_done(chart), view.injection_ids)
    form.keep_beside("suspects", suspects)
    form.put(Amended(reason="", **{name: getattr(view.event, name) for name in AdverseEvent.__dataclass_fields__}))

    def save(values: dict[str, Any]) -> Change:
        reason = values.pop("reason")
        return session.run(amend_adverse_event, replace(view.event, **values), suspects.ticked(), reason)

    title = f"Amend: {named(view.event)}"
    dialog = EntryDialog(title, form, save, about=identity_line(chart.patient), parent=parent)
    dialog.put_above(suspects)
    return dialog


def withdraw_dialog(session: Session, chart: Chart, view: EventView, parent: QWidget | None) -> EntryDialog:
    form = RecordForm(TakenBack, ("reason",), today=session.today)

    def save(values: dict[str, Any]) -> Change:
        return session.run(withdraw_adverse_event, view.event.id, values["reason"])

    title = f"Entered in error: {named(view.event)}, {show_date(view.event.began_on)}"
    return EntryDialog(title, form, save, about=identity_line(chart.patient), parent=parent)


def history_dialog(session: Session, chart: Chart, view: EventView, parent: QWidget | None) -> HistoryDialog:
    found = of_adverse_event(session.record, view.event.id)
    return HistoryDialog(f"History: {named(view.event)}", identity_line(chart.patient), found, parent)


def event_view(chart: Chart, event_id: str) -> EventView:
    return next(view for view in chart.adverse_events if view.event.id == event_id)


def _done(chart: Chart) -> list[GivenInjection]:
    return [each for each in chart.injections if each.injection.status is not InjectionStatus.NOT_DONE]
