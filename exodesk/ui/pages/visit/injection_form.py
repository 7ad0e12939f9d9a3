"""The form of one injection: plan and lot to pick, then its fields; the dose stands below as one types. No rules."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exodesk.core.booster import State
from exodesk.core.chart import GivenInjection, PlanView
from exodesk.core.codes import Basis, Side
from exodesk.core.errors import InvalidRecord
from exodesk.core.quantities import Unit, show_ml
from exodesk.core.records.injection import Injection, InjectionSource
from exodesk.core.records.stock import Lot
from exodesk.core.sites import FACTS, Site, sided, usual_route
from exodesk.queries.lots import LotChoice
from exodesk.queries.visit import VisitPage
from exodesk.ui import parts
from exodesk.ui.controls import Line
from exodesk.ui.form import RecordForm, Row
from exodesk.ui.kept import KeptForm
from exodesk.ui.pages.visit.dose import DoseLine, dose_line, drawn_ul, source_of
from exodesk.ui.pages.visit.pickers import NO_PLAN, UNKNOWN_LOT, Picker, figures_of, lot_entries, plan_entries
from exodesk.ui.session import Session

ROWS: Sequence[Row] = (
    ("site", "side"),
    ("volume_ul", "discarded_ul", "guidance"),
    ("indication",),
    ("dose_reason",),
    ("no_consent_reason",),
)
RARE_ROWS: Sequence[Row] = (
    ("route", "approach", "spine_level"),
    ("diluent", "diluent_ul"),
    ("needle_gauge", "needle_length_mm"),
    ("note",),
)
REASONS = ("dose_reason", "no_consent_reason")


class InjectionForm(parts.Card):
    """Sends `changed` at every edit; `filled` builds the record and its source when Given is pressed."""

    changed = Signal()
    new_lot = Signal()
    restored = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__("Injection")
        self._session = session
        self._page: VisitPage | None = None
        self._editing: GivenInjection | None = None
        self.plan = Picker("Plan")
        self.lot = Picker("Lot")
        self.no_lot_reason = Line()
        self.no_lot_reason.setAccessibleName("Why the lot is not known")
        self.reconstituted = Line(behind=lambda _: "mL")
        self.reconstituted.setAccessibleName("Reconstituted in")
        self.form = RecordForm(Injection, ROWS, today=session.today, needed=("volume_ul",))
        self.rare = RecordForm(Injection, RARE_ROWS, today=session.today)
        self.dose = _DoseStrip()
        self._kept = KeptForm(session, self.form, "visit.injection", "visit")
        self._kept.restored.connect(self.restored)
        self._arrange()
        self.plan.edited.connect(self._take_plan)
        self.lot.edited.connect(self._show_lot)
        for line in (self.no_lot_reason, self.reconstituted):
            line.edited.connect(self._tell)
        for form in (self.form, self.rare):
            form.edited.connect(self._tell)

    # Showing

    def show_visit(self, page: VisitPage) -> None:
        is_first = self._page is None
        self._page = page
        self.plan.fill(plan_entries(page.chart.plans))
        self.lot.fill(lot_entries(page.lots))
        if is_first:
            self.begin()
            self._kept.follow(page.view.visit.entry_id, page.chart.patient.id)
        self._tell()

    def begin(self) -> None:
        """An empty form for the next injection: the plan that is due comes with its site and side."""
        self._editing = None
        self.form.clear()
        self.rare.clear()
        for line in (self.no_lot_reason, self.reconstituted):
            line.put_raw("")
        self.lot.put_raw("")
        self.plan.put_raw(_likely_plan(self._page) if self._page else "")
        self._take_plan()
        self._show_lot()

    def mend(self, given: GivenInjection) -> None:
        """An injection of this unsigned visit, to be mended."""
        self._editing = given
        self.plan.put_raw(given.injection.plan_id or NO_PLAN)
        self.form.put(given.injection)
        self.rare.put(given.injection)
        source = given.sources[0].source if given.sources else None
        self.lot.put_raw((source.lot_id or UNKNOWN_LOT) if source else "")
        self.no_lot_reason.put_raw((source.no_lot_reason or "") if source else "")
        volume = source.reconstituted_ul if source else None
        self.reconstituted.put_raw(Unit.ML.edit(volume) if volume else "")
        self._fit_plan()
        self._show_lot()

    @property
    def is_begun(self) -> bool:
        """Whether something was typed that is not given yet."""
        return self.form.is_edited

    @property
    def editing(self) -> GivenInjection | None:
        return self._editing

    def show_concerns(self, texts: dict[str, str]) -> None:
        """Ask for the reason of what is unusual, at the field that takes it."""
        for name in REASONS:
            wanted = name in texts or bool(self.form.editor(name).raw())
            self.form.show_field(name, wanted)
            self.form.hint(name, texts.get(name, ""))

    def flush(self) -> None:
        self._kept.flush()

    def settle(self) -> None:
        self._kept.settle()

    # Values

    @property
    def picked_plan(self) -> PlanView | None:
        return self._page.chart.plan(self.plan.raw()) if self._page else None

    @property
    def picked_lot(self) -> LotChoice | None:
        lots = self._page.lots if self._page else ()
        return next((choice for choice in lots if choice.lot.id == self.lot.raw()), None)

    @property
    def place(self) -> str:
        """`Right knee`, once both are chosen."""
        site, side = self.form.value("site"), self.form.value("side")
        return sided(site, side) if isinstance(site, Site) and isinstance(side, Side) else ""

    @property
    def volume(self) -> str:
        volume = self.form.value("volume_ul")
        return show_ml(volume) if volume else ""

    def filled(self, given_at: datetime) -> tuple[Injection, list[InjectionSource]]:
        """The injection as it stands. Raises InvalidRecord with the problems at their fields."""
        return self._build(self.form.values() | self.rare.values(), given_at)

    def _build(self, values: dict[str, Any], given_at: datetime) -> tuple[Injection, list[InjectionSource]]:
        page = self._page
        if page is None:
            raise RuntimeError("no visit is shown")
        before = self._editing.injection if self._editing else None
        key = before.id if before else self._session.record.new_id()
        plan = self.picked_plan
        injection = Injection(
            id=key,
            entry_id=before.entry_id if before else key,
            visit_id=page.view.visit.entry_id,
            patient_id=page.view.visit.patient_id,
            plan_id=plan.plan.id if plan else None,
            given_at=before.given_at if before else given_at,
            given_on=before.given_on if before else page.view.visit.visited_on,
            consent_id=before.consent_id if before else None,
            reaction=before.reaction if before else None,
            reaction_text=before.reaction_text if before else None,
            **values,
        )
        return injection, self._sources(key, values)

    def peek(self, given_at: datetime) -> tuple[Injection, list[InjectionSource]]:
        """The same while it is being typed: ValueError, and no word at any field, when it cannot be read yet."""
        try:
            values = self.form.read_values() | self.rare.read_values()
        except InvalidRecord as unread:
            raise ValueError from unread
        return self._build(values, given_at)

    def _sources(self, key: str, values: dict[str, Any]) -> list[InjectionSource]:
        if not self.lot.raw():
            return []
        drawn = drawn_ul(values["volume_ul"] or 0, values["diluent_ul"] or 0, values["discarded_ul"] or 0)
        return [self._source(key, drawn)]

    def _source(self, key: str, drawn: int) -> InjectionSource:
        choice = self.picked_lot
        return source_of(
            self._session.record.new_id(),
            key,
            choice.lot if choice else None,
            drawn=drawn,
            reconstituted_ul=self._reconstituted_ul(),
            no_lot_reason=self.no_lot_reason.raw().strip() or None,
        )

    def _reconstituted_ul(self) -> int | None:
        try:
            return Unit.ML.read(self.reconstituted.raw()) if self.reconstituted.raw().strip() else None
        except ValueError:
            return None

    # Reacting

    def _take_plan(self) -> None:
        """Site, side and indication come with the plan; an injection without one types its indication."""
        if plan := self.picked_plan:
            self.form.put_value("site", plan.plan.site)
            self.form.put_value("side", plan.plan.side)
        self._fit_plan()
        self._tell()

    def _fit_plan(self) -> None:
        self.form.show_field("indication", self.picked_plan is None)
        plan = self.picked_plan
        self.form.hint("site", f"from the plan: {plan.condition.text}" if plan else "")

    def _show_lot(self) -> None:
        choice, picked = self.picked_lot, self.lot.raw()
        self._no_lot.setVisible(picked == UNKNOWN_LOT)
        self._recon.setVisible(choice is not None and choice.lot.basis is Basis.LABEL_TOTAL)
        self._lot_hint.setText(_lot_words(choice.lot) if choice else "")
        self._tell()

    def _tell(self) -> None:
        self._show_dose()
        self._show_route()
        self.changed.emit()

    def _show_dose(self) -> None:
        values = {name: self._number(name) for name in ("volume_ul", "diluent_ul", "discarded_ul")}
        given, diluent, discarded = values["volume_ul"], values["diluent_ul"], values["discarded_ul"]
        drawn = drawn_ul(given, diluent, discarded)
        if not given or drawn <= 0 or not self.lot.raw():
            self.dose.say(None)
            return
        self.dose.say(dose_line(self._source("", drawn), self.picked_plan, given_ul=given, diluent_ul=diluent))

    def _number(self, name: str) -> int:
        form = self.form if name in ("volume_ul", "discarded_ul") else self.rare
        value = form.value(name)
        return value if isinstance(value, int) else 0

    def _show_route(self) -> None:
        site = self.form.value("site")
        if isinstance(site, Site):
            route, cap = usual_route(site), FACTS[site].cap_ul
            volume = self._number("volume_ul")
            self.rare.hint("route", f"{route.label} unless chosen" if route else "")
            above = cap is not None and volume > cap
            self.form.hint("volume_ul", f"More than the usual {show_ml(cap)} here" if above and cap else "")

    def _arrange(self) -> None:
        self._lot_hint = parts.hint("", wrap=True)
        add_lot = parts.secondary_button("New lot", glyph="plus")
        add_lot.clicked.connect(self.new_lot)
        lot_row = parts.row(self.lot, add_lot)
        lot_row.setStretch(0, 1)
        self._no_lot = _labelled("Why the lot is not known", self.no_lot_reason)
        self._recon = _labelled("Reconstituted in", self.reconstituted)
        more = parts.quiet_button("More fields")
        more.setCheckable(True)
        more.toggled.connect(self.rare.setVisible)
        self.rare.hide()
        self.add(_labelled("Plan", self.plan, required=True))
        self.add(_labelled("Product and lot", lot_row, required=True, buddy=self.lot))
        for widget in (self._lot_hint, self._no_lot, self._recon, self.form, self.dose, more, self.rare):
            self.add(widget)


class _DoseStrip(parts.Card):
    """The dose in large words, how it comes about, and how it stands to the plan."""

    def __init__(self) -> None:
        super().__init__(padding=(14, 8, 8))
        self.setProperty("strip", True)
        self._dose = parts.section_title("")
        self._how = parts.muted("")
        self._plan = parts.strong("", tone="accent")
        self._warning = parts.words("", tone="warning", wrap=True)
        self.body.addLayout(parts.row(parts.muted("Dose"), self._dose, self._how, 1, self._plan, spacing=10))
        self.add(self._warning)
        self.setAccessibleName("Dose")
        self.say(None)

    def say(self, line: DoseLine | None) -> None:
        self._dose.setText(line.dose if line else "—")
        self._how.setText(line.how if line else "pick a lot and type the volume")
        self._plan.setText(line.against_plan if line else "")
        parts.set_tone(self._plan, "accent" if line and line.as_planned else "warning")
        self._warning.setText(line.warning if line else "")
        self._warning.setVisible(bool(line and line.warning))
        self.setAccessibleDescription(f"{line.dose}, {line.how}, {line.against_plan}" if line else "not known yet")


def _labelled(label: str, inside: QWidget | Any, *, required: bool = False, buddy: QWidget | None = None) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    name = parts.FieldLabel(label, required=required)
    column.addWidget(name)
    if isinstance(inside, QWidget):
        name.setBuddy(inside)
        column.addWidget(inside)
    else:
        if buddy:
            name.setBuddy(buddy)
        column.addLayout(inside)
    return holder


_FIRST = (State.OVERDUE, State.DUE, State.AVAILABLE, State.NOT_YET, State.MONITORING)


def _likely_plan(page: VisitPage) -> str:
    """The plan that stands next in line; the practitioner sees and may change it."""
    done = {given.injection.plan_id for given in page.view.injections}
    waiting = [p for p in page.chart.plans if not p.plan.closed_on and p.plan.id not in done]
    ordered = sorted(
        waiting, key=lambda p: _FIRST.index(p.standing.state) if p.standing.state in _FIRST else len(_FIRST)
    )
    return ordered[0].plan.id if ordered else ""


def _lot_words(lot: Lot) -> str:
    return figures_of(lot)
