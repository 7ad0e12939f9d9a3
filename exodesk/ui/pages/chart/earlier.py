"""An injection from earlier records: entered, mended, or said to be entered in error. It counts and is never signed."""

from dataclasses import dataclass, replace
from typing import Annotated, Any

from PySide6.QtWidgets import QWidget

from exodesk.core.changes import Change
from exodesk.core.chart import Chart, GivenInjection
from exodesk.core.codes import Basis
from exodesk.core.dates import PartialDate
from exodesk.core.errors import InvalidRecord, Problem
from exodesk.core.fields import Field, described
from exodesk.core.records.injection import Injection, InjectionSource, InjectionStatus
from exodesk.core.records.patient import identity_line
from exodesk.queries import history
from exodesk.queries.lots import to_pick
from exodesk.services.earlier_injections import (
    add_earlier_injection,
    edit_earlier_injection,
    take_out_earlier_injection,
)
from exodesk.ui import parts
from exodesk.ui.forms.editors import choice_editor
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.forms.form import Beside, RecordForm
from exodesk.ui.forms.kept import KeptForm
from exodesk.ui.forms.rows import Row
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.visit.labelled import Labelled
from exodesk.ui.pages.visit.pickers import NO_PLAN, UNKNOWN_LOT, Picker, lot_entries
from exodesk.ui.parts.record_history import HistoryDialog

ROWS: tuple[Row, ...] = (
    ("kind", "status"),
    ("site", "side"),
    ("volume_ul", "indication"),
    ("product_text", "lot_text"),
    ("giver_name", "office_address"),
    "note",
)
STATUSES = (InjectionStatus.GIVEN, InjectionStatus.PARTIAL)
NOT_IN_RECORDS = "Not known from the earlier records"


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """When it was given, as precisely as the earlier records say."""

    given: Annotated[PartialDate, Field(label="Given", help="A day, or a month, which counts as its last day")]


@dataclass(frozen=True, slots=True, kw_only=True)
class InError:
    why: Annotated[str, Field(label="Why it was entered in error", max_length=500)]


class EarlierDialog(EntryDialog):
    """With `given` it mends that injection, and offers to take it out; without, it enters a new one."""

    def __init__(self, session: Session, chart: Chart, given: GivenInjection | None, parent: QWidget | None) -> None:
        self._session, self._chart, self._given = session, chart, given
        self.when = RecordForm(When, ("given",), today=session.today)
        self.plan, self.lot = Picker("Plan it counts for"), Picker("Lot")
        status = choice_editor(described(Injection)["status"], [(code.value, code.label) for code in STATUSES])
        form = RecordForm(Injection, ROWS, today=session.today, overrides={"status": status})
        title = "Edit an injection from earlier records" if given else "Injection from earlier records"
        kept = KeptForm(session, form, "earlier_injection", "injection")
        about = identity_line(chart.patient)
        super().__init__(title, form, self._save_values, about=about, kept=kept, parent=parent)
        self._arrange()
        self._begin()

    def _arrange(self) -> None:
        self.plan.edited.connect(self._take_plan)
        beside: dict[str, Beside] = {"given": self.when.editor("given"), "plan": self.plan, "lot": self.lot}
        for name, control in beside.items():
            self.form.keep_beside(name, control)
        self.put_above(self.when, Labelled("Plan it counts for", self.plan), Labelled("Lot", self.lot))
        if self._given:
            take_out = parts.quiet_button("Entered in error…")
            take_out.clicked.connect(self._take_out)
            history = parts.quiet_button("History…", glyph="history")
            history.clicked.connect(self._show_history)
            acts = QWidget()
            acts.setLayout(parts.row(take_out, history, 1))
            self.put_below(acts)

    def _begin(self) -> None:
        plans = [(view.plan.id, f"{view.where} · {view.condition.text}") for view in self._chart.plans]
        self.plan.fill([*plans, (NO_PLAN, "Without a plan")])
        self.lot.fill(lot_entries(to_pick(self._session.record)))
        if given := self._given:
            injection = given.injection
            day = injection.given_on
            month = PartialDate(day.year, day.month)
            self.when.put_value("given", month if injection.given_in_month else PartialDate.of(day))
            self.form.put(injection)
            self.plan.put_raw(injection.plan_id or NO_PLAN)
            self.lot.put_raw(_picked(given))
        self.follow(self._given.injection.id if self._given else self._chart.patient.id, self._chart.patient.id)
        self.when.focus_first()

    def _take_plan(self) -> None:
        """Site and side come with the plan."""
        if view := self._chart.plan(self.plan.raw()):
            self.form.put_value("site", view.plan.site)
            self.form.put_value("side", view.plan.side)

    def _save_values(self, values: dict[str, Any]) -> Change:
        day: PartialDate = self.when.values()["given"]
        if day.month is None:
            problem = Problem("given", "Type a day or a month: the year alone is not enough.")
            self.when.show_problems([problem])
            raise InvalidRecord([problem])
        values |= {
            "plan_id": None if self.plan.raw() in ("", NO_PLAN) else self.plan.raw(),
            "given_on": min(day.latest, self._session.today()),
            "given_in_month": day.exact is None,
        }
        if self._given:
            mended = replace(self._given.injection, **values)
            return self._session.run(edit_earlier_injection, mended, self._sources(mended))
        key = self._session.record.new_id()
        made = Injection(id=key, entry_id=key, visit_id=None, patient_id=self._chart.patient.id, **values)
        return self._session.run(add_earlier_injection, made, self._sources(made))

    def _sources(self, injection: Injection) -> list[InjectionSource]:
        """One lot, or "not known": that is what earlier records mostly say. What nobody touched stays as it is."""
        lot_id, before = self.lot.raw(), self._given
        if before and lot_id == _picked(before) and injection.volume_ul == before.injection.volume_ul:
            return [replace(drawn.source, id=self._session.record.new_id()) for drawn in before.sources]
        if not lot_id:
            return []
        unknown = lot_id == UNKNOWN_LOT
        return [
            InjectionSource(
                id=self._session.record.new_id(),
                injection_id=injection.id,
                lot_id=None if unknown else lot_id,
                no_lot_reason=NOT_IN_RECORDS if unknown else None,
                drawn_ul=injection.volume_ul or 0,
                basis=Basis.UNKNOWN,
            )
        ]

    def _take_out(self) -> None:
        if self._given is None:
            return
        dialog = in_error_dialog(self._session, self._chart, self._given, self)
        dialog.accepted.connect(self.close_unsaved)
        dialog.open()

    def _show_history(self) -> None:
        if self._given:
            show_earlier_history(self._session, self._chart, self._given, self)


def show_earlier_history(session: Session, chart: Chart, given: GivenInjection, parent: QWidget) -> None:
    """Who entered, mended or took it out, when and why."""
    found = history.of_injection(session.record, given.injection.entry_id)
    about = identity_line(chart.patient)
    HistoryDialog(f"History of the injection, {given.where.lower()}", about, found, parent).open()


def in_error_dialog(session: Session, chart: Chart, given: GivenInjection, parent: QWidget | None) -> EntryDialog:
    """It stays readable and counts no more."""
    form = RecordForm(InError, ("why",), today=session.today)

    def save(values: dict[str, Any]) -> Change:
        return session.run(take_out_earlier_injection, given.injection.entry_id, values["why"])

    about, title = identity_line(chart.patient), f"Entered in error: {given.where.lower()}, {given.amount}"
    dialog = EntryDialog(title, form, save, about=about, parent=parent)
    dialog.put_above(parts.muted("It stays readable and counts no more: forecasts are computed anew.", wrap=True))
    return dialog


def _picked(given: GivenInjection) -> str:
    """What stands in the list of lots: the first lot, "not known", or nothing."""
    if not given.sources:
        return ""
    return given.sources[0].source.lot_id or UNKNOWN_LOT
