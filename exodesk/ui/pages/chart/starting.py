"""What the chart's Start button offers: each kind of visit, one of another day, an injection from earlier records."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from PySide6.QtWidgets import QWidget

from exodesk.core.changes import Change
from exodesk.core.codes import Basis
from exodesk.core.dates import PartialDate
from exodesk.core.errors import InvalidRecord, Problem
from exodesk.core.fields import Field, described
from exodesk.core.records.injection import Injection, InjectionSource
from exodesk.core.records.patient import Patient, identity_line
from exodesk.core.records.visit import VisitKind
from exodesk.queries.lots import to_pick
from exodesk.services.earlier_injections import add_earlier_injection
from exodesk.services.visits import start_visit
from exodesk.ui.entry_dialog import EntryDialog
from exodesk.ui.form import RecordForm, Row
from exodesk.ui.kept import KeptForm
from exodesk.ui.pages.visit.labelled import Labelled
from exodesk.ui.pages.visit.pickers import NO_PLAN, UNKNOWN_LOT, Picker, lot_entries
from exodesk.ui.session import Session
from exodesk.ui.site_choice import SiteChoice, site_editor

EARLIER_ROWS: tuple[Row, ...] = (
    ("kind", "status"),
    ("site", "side"),
    ("volume_ul", "indication"),
    ("product_text", "lot_text"),
    ("giver_name", "office_address"),
    "note",
)
NOT_IN_RECORDS = "Not known from the earlier records"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnotherDay:
    """What is asked of a visit that is entered late."""

    visited_on: Annotated[date, Field(label="Date of the visit", help="It is marked as entered late")]
    kind: Annotated[VisitKind, Field(label="Kind")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """When an injection from earlier records was given, as precisely as they say."""

    given: Annotated[PartialDate, Field(label="Given", help="A day, or a month, which counts as its last day")]


def late_visit_dialog(session: Session, patient: Patient, parent: QWidget | None) -> EntryDialog:
    form = RecordForm(AnotherDay, ("visited_on", "kind"), today=session.today)

    def save(values: dict[str, Any]) -> Change:
        return session.run(start_visit, patient.id, values["kind"], visited_on=values["visited_on"])

    return EntryDialog("Visit on another date", form, save, about=identity_line(patient), parent=parent)


def earlier_dialog(
    session: Session, patient: Patient, plans: list[tuple[str, str]], parent: QWidget | None
) -> EntryDialog:
    """`plans`: id and words of each that it may count for."""
    when = RecordForm(Earlier, ("given",), today=session.today)
    site = site_editor(described(Injection)["site"])
    form = RecordForm(Injection, EARLIER_ROWS, today=session.today, overrides={"site": site})
    if isinstance(site.widget, SiteChoice):
        site.widget.sided.connect(lambda side: form.put_value("side", side))
    plan, lot = Picker("Plan"), Picker("Lot")
    plan.fill([*plans, (NO_PLAN, "Without a plan")])
    lot.fill(lot_entries(to_pick(session.record)))

    def save(values: dict[str, Any]) -> Change:
        day: PartialDate = when.values()["given"]
        if day.month is None:
            problem = Problem("given", "Type a day or a month: the year alone is not enough.")
            when.show_problems([problem])
            raise InvalidRecord([problem])
        key = session.record.new_id()
        injection = Injection(
            id=key,
            entry_id=key,
            visit_id=None,
            patient_id=patient.id,
            plan_id=None if plan.raw() in ("", NO_PLAN) else plan.raw(),
            given_on=min(day.latest, session.today()),
            given_in_month=day.exact is None,
            **values,
        )
        return session.run(add_earlier_injection, injection, _source(session, injection, lot.raw()))

    kept = KeptForm(session, form, "earlier_injection", "injection")
    title = "Injection from earlier records"
    dialog = EntryDialog(title, form, save, about=identity_line(patient), kept=kept, parent=parent)
    dialog.put_above(when, Labelled("Plan it counts for", plan), Labelled("Lot", lot))
    dialog.follow(patient.id, patient.id)
    when.focus_first()
    return dialog


def _source(session: Session, injection: Injection, lot_id: str) -> list[InjectionSource]:
    """One lot, or "not known": that is what earlier records mostly say."""
    if not lot_id:
        return []
    unknown = lot_id == UNKNOWN_LOT
    return [
        InjectionSource(
            id=session.record.new_id(),
            injection_id=injection.id,
            lot_id=None if unknown else lot_id,
            no_lot_reason=NOT_IN_RECORDS if unknown else None,
            drawn_ul=injection.volume_ul or 0,
            basis=Basis.UNKNOWN,
        )
    ]
