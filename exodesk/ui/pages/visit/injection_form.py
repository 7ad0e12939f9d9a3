"""The form of one injection: where, from what, how much; the dose stands below as one types. It holds no rule.

What is typed is one draft, whichever part of the form it stands in.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exodesk.core.amounts import above_usual
from exodesk.core.chart import GivenInjection, PlanView
from exodesk.core.codes import Route, Side
from exodesk.core.errors import InvalidRecord, Problem
from exodesk.core.fields import described
from exodesk.core.quantities import show_ml
from exodesk.core.records.injection import (
    Injection,
    InjectionKind,
    InjectionSource,
    PauseAnswer,
    PauseAnswerCode,
    PauseItem,
)
from exodesk.core.safety import needs_second_confirmation
from exodesk.core.same_again import same_as
from exodesk.core.sites import Site, sided, usual_route
from exodesk.queries.visit import VisitPage
from exodesk.ui import parts
from exodesk.ui.bodymap.widget import BodyMap
from exodesk.ui.controls import Tick
from exodesk.ui.editors import choice_editor
from exodesk.ui.form import Beside, RecordForm
from exodesk.ui.kept import KeptForm
from exodesk.ui.pages.visit.amount import Amount
from exodesk.ui.pages.visit.dose import dose_line
from exodesk.ui.pages.visit.dose_strip import DoseStrip
from exodesk.ui.pages.visit.editing import Editing, mended
from exodesk.ui.pages.visit.injection_rows import (
    AMOUNT_ROWS,
    HEAD_ROWS,
    OTHER_ROWS,
    PLACE_ROWS,
    RARE_ROWS,
    REASONS,
    STATUSES,
    WHY_ROWS,
)
from exodesk.ui.pages.visit.labelled import Labelled
from exodesk.ui.pages.visit.pickers import NO_PLAN, Picker, likely_plan, plan_entries
from exodesk.ui.pages.visit.sources import Sources
from exodesk.ui.pages.visit.times import Times
from exodesk.ui.session import Session
from exodesk.ui.site_choice import SiteChoice, site_editor


class InjectionForm(parts.Card):
    """Sends `changed` at every edit; `filled` builds the record and its sources when Given is pressed."""

    changed = Signal()
    new_lot = Signal()
    restored = Signal(str)

    def __init__(self, session: Session) -> None:
        self.again = parts.secondary_button("Same as last time", glyph="copy")
        super().__init__("Injection", self.again)
        self._session = session
        self._page: VisitPage | None = None
        self._editing = Editing()
        today, abouts = session.today, described(Injection)
        self.map = BodyMap()
        self.plan = Picker("Plan")
        self.head = RecordForm(Injection, HEAD_ROWS, today=today)
        self.place = RecordForm(
            Injection, PLACE_ROWS, today=today, overrides={"site": site_editor(abouts["site"])}, needed=("site",)
        )
        self.sources = Sources()
        self.other = RecordForm(Injection, OTHER_ROWS, today=today)
        self.amount = Amount(RecordForm(Injection, AMOUNT_ROWS, today=today, needed=("volume_ul",)), self.sources)
        self.route_again = Tick("")
        self.strip = DoseStrip()
        self.times = Times(session.record.zone)
        self.why = RecordForm(Injection, WHY_ROWS, today=today)
        status = choice_editor(abouts["status"], [(code.value, code.label) for code in STATUSES])
        self.rare = RecordForm(Injection, RARE_ROWS, today=today, overrides={"status": status})
        self.again.clicked.connect(self.same_again)
        self.more = parts.quiet_button("More fields")
        self._arrange()
        self._connect()
        self._kept = KeptForm(session, self.place, "visit.injection", "injection")
        self._kept.restored.connect(self._take_back)

    # Showing

    def show_visit(self, page: VisitPage) -> None:
        is_first = self._page is None
        self._page = page
        self.plan.fill(plan_entries(page.chart.plans))
        self.sources.fill(page.lots)
        if is_first:
            self.begin()
            self._kept.follow(page.view.visit.entry_id, page.chart.patient.id)
        self._tell()

    def begin(self) -> None:
        """An empty form for the next injection: the plan that is due comes with its site and side."""
        self._editing.put_raw("")
        for form in self._forms():
            form.clear()
        for part in (self.sources, self.amount, self.times):
            part.clear()
        self.route_again.setChecked(False)
        self.more.setChecked(False)
        self.plan.put_raw(likely_plan(self._page) if self._page else "")
        self.times.begin(self.is_late)
        self._take_plan()

    def mend(self, given: GivenInjection) -> None:
        """An injection of this unsigned visit, to be mended."""
        self.begin()
        self._editing.put_raw(given.injection.entry_id)
        self.plan.put_raw(given.injection.plan_id or NO_PLAN)
        for form in self._forms():
            form.put(given.injection)
        self.sources.put(given.sources)
        self.amount.take_written()
        self.times.put(given.injection)
        self._fit()
        self._tell()

    def same_again(self) -> None:
        """Take over where and how much from this plan's last dose; its product's lots stand first. Never the lot."""
        last = self._last
        if last is None:
            return
        for name, value in same_as(last.injection).items():
            self._form_of(name).put_value(name, value)
        product = next((drawn.product for drawn in last.sources if drawn.product), None)
        if product and self._page:
            self.sources.fill(self._page.lots, product.id)
            self.sources.rows[0].pick.say(f"Last time {product.name}: pick its lot")
        self.amount.take_volume()
        self.place.note("volume_ul")

    def go_on(self) -> None:
        """Put the focus on the first thing that is still asked: the plan, the lot, the volume."""
        lot = self.sources.rows[0].lot
        asked = [self.plan] if self.kind is not InjectionKind.EXOSOME else [self.plan, lot]
        open_picker = next((picker for picker in asked if not picker.raw()), None)
        (open_picker or self.amount.form.control("volume_ul")).setFocus()

    def go_to(self, field: str) -> None:
        """Put the focus on a field, in whichever part it stands."""
        if field in self.times.lines:
            self.more.setChecked(True)
            self.times.lines[field].setFocus()
            return
        form = next((form for form in self._forms() if form.holds(field)), None)
        if form is None:
            self.sources.rows[0].lot.setFocus()
            return
        if form is self.rare:
            self.more.setChecked(True)
        form.control(field).setFocus()

    @property
    def editing(self) -> GivenInjection | None:
        """The injection of this visit that is edited, as it stands now; None for a new one."""
        injections = self._page.view.injections if self._page else ()
        return next((given for given in injections if given.injection.entry_id == self._editing.raw()), None)

    def show_concerns(self, texts: Mapping[str, str], unusual: str = "") -> None:
        """Ask for the reason of what is unusual, at the field that takes it, and for an unusual amount once more."""
        for name in REASONS:
            form = self._form_of(name)
            form.show_field(name, name in texts or bool(form.editor(name).raw()))
            form.hint(name, texts.get(name, ""))
        if "aspirate_reason" in texts:
            self.more.setChecked(True)
        self.amount.ask_again(unusual)

    def show_problems(self, problems: Sequence[Problem]) -> list[Problem]:
        """Each problem at its field; those that have no field here come back."""
        left = list(problems)
        for problem in problems:
            if problem.field in ("lot_id", "no_lot_reason", "drawn_ul"):
                self.sources.show_problem(problem.field, problem.text)
            elif problem.field == "volume_again":
                self.amount.again.show_problem(problem.text)
            elif problem.field in self.times.cells:
                self.times.cells[problem.field].show_problem(problem.text)
                self.more.setChecked(True)
            elif problem.field == "route_again":
                self._route.show_problem(problem.text)
            else:
                continue
            left.remove(problem)
        if any(self.rare.holds(problem.field) for problem in left):
            self.more.setChecked(True)
        for form in reversed(list(self._forms())):
            left = form.show_problems(left)
        return left

    def flush(self) -> None:
        self._kept.flush()

    def settle(self) -> None:
        self._kept.settle()

    # Values

    @property
    def picked_plan(self) -> PlanView | None:
        return self._page.chart.plan(self.plan.raw()) if self._page else None

    @property
    def kind(self) -> InjectionKind:
        kind = self.head.value("kind")
        return kind if isinstance(kind, InjectionKind) else InjectionKind.EXOSOME

    @property
    def where(self) -> str:
        """`Right knee`, once both are chosen."""
        site, side = self.place.value("site"), self.place.value("side")
        return sided(site, side) if isinstance(site, Site) and isinstance(side, Side) else ""

    @property
    def volume(self) -> str:
        return show_ml(self.amount.given_ul) if self.amount.given_ul else ""

    @property
    def is_ready_to_look_at(self) -> bool:
        """Whether enough is typed to say what is unusual about it."""
        return bool(self.where and self.volume and (self.kind is not InjectionKind.EXOSOME or self.sources.is_picked))

    @property
    def is_late(self) -> bool:
        """Whether the visit is of another day, which the clock cannot time."""
        return self._page is not None and self._page.view.visit.visited_on != self._page.chart.today

    def confirmations(self, injection_id: str) -> list[PauseAnswer]:
        """What the form asked a second time and was told: the route, an unusual amount."""
        asked = {
            PauseItem.ROUTE: self.route_again.isVisibleTo(self) and self.route_again.isChecked(),
            PauseItem.AMOUNT: self.amount.is_typed_again,
        }
        record = self._session.record
        return [
            PauseAnswer(
                id=record.new_id(),
                injection_id=injection_id,
                item=item,
                answer=PauseAnswerCode.YES,
                answered_at=record.now(),
            )
            for item, is_confirmed in asked.items()
            if is_confirmed
        ]

    def filled(self, given_at: datetime | None = None) -> tuple[Injection, list[InjectionSource]]:
        """The injection as it stands, given when typed, else at `given_at`.

        Raises InvalidRecord, and says nothing at the fields: it is asked while one types, too.
        """
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        self.amount.settle(self.rare.value("diluent_ul") or 0)
        for form in self._forms():
            try:
                values |= form.read_values()
            except InvalidRecord as unread:
                problems += unread.problems
        problems += self.times.problems()
        if problems:
            raise InvalidRecord(problems)
        return self._build(values, given_at)

    def _build(self, values: dict[str, Any], given_at: datetime | None) -> tuple[Injection, list[InjectionSource]]:
        page = self._page
        if page is None:
            raise RuntimeError("no visit is shown")
        key, day = self._session.record.new_id(), page.view.visit.visited_on
        values |= self.times.read(day, given_at)
        if values["kind"] is InjectionKind.EXOSOME:
            values |= dict.fromkeys(self.other.raw_texts())
        injection = Injection(
            id=key,
            entry_id=key,
            visit_id=page.view.visit.entry_id,
            patient_id=page.view.visit.patient_id,
            plan_id=self.picked_plan.plan.id if self.picked_plan else None,
            given_on=day,
            **values,
        )
        if editing := self.editing:
            injection = mended(editing.injection, injection, values)
        return injection, self._drawn(injection)

    def _drawn(self, injection: Injection) -> list[InjectionSource]:
        if injection.kind is not InjectionKind.EXOSOME:
            return []
        drawn = self.amount.syringe.drawn
        return self.sources.sources([self._session.record.new_id() for _ in drawn], injection.id, drawn)

    # The draft

    @property
    def is_edited(self) -> bool:
        """Whether something was typed that is not given yet."""
        return self.place.is_edited

    def _keep_beside(self) -> None:
        """One draft holds all that is typed and picked here."""
        beside: dict[str, Beside] = {"plan": self.plan, "editing": self._editing, "sources": self.sources}
        beside |= self.times.lines | self.amount.lines
        for form in self._forms():
            if form is not self.place:
                beside |= {name: form.editor(name) for name in form.raw_texts()}
        for name, control in beside.items():
            self.place.keep_beside(name, control)

    def _take_back(self, said: str) -> None:
        """A draft came back: show what belongs to it."""
        if self._page and self._page.view.is_signed:
            self._editing.put_raw("")
        self.more.setChecked(any(text.strip("0") for text in self.rare.raw_texts().values()))
        self._fit()
        self._tell()
        self.restored.emit(said)

    # Reacting

    @property
    def _last(self) -> GivenInjection | None:
        plan = self.picked_plan
        return self._page.last_doses.get(plan.plan.id) if plan and self._page else None

    def _forms(self) -> Iterator[RecordForm]:
        yield from (self.head, self.place, self.other, self.amount.form, self.why, self.rare)

    def _form_of(self, name: str) -> RecordForm:
        return next(form for form in self._forms() if form.holds(name))

    def _note(self) -> None:
        """Something was changed by hand."""
        self._fit()
        self._tell()

    def _take_plan(self) -> None:
        """Site, side and indication come with the plan; an injection without one types its indication."""
        if plan := self.picked_plan:
            self.place.put_value("site", plan.plan.site)
            self.place.put_value("side", plan.plan.side)
        self._fit()
        self._tell()

    def _pick_place(self, site: Site, side: Side) -> None:
        """The body map was clicked: the fields say the same."""
        self.place.put_value("site", site)
        self._take_side(side)

    def _take_side(self, side: Side) -> None:
        self.place.put_value("side", side)
        self.place.note("side")

    def _fit(self) -> None:
        """Show the fields that this injection needs."""
        plan, is_exosome = self.picked_plan, self.kind is InjectionKind.EXOSOME
        for name in ("indication", "condition_months", "severity_grade"):
            self.why.show_field(name, plan is None)
        self.place.hint("site", f"from the plan: {plan.condition.text}" if plan else "or type “kn l”")
        self.again.setEnabled(self._last is not None)
        self.sources.setVisible(is_exosome)
        self.strip.setVisible(is_exosome)
        self.other.setVisible(not is_exosome)
        self.amount.show_dose(is_exosome)
        route = self._route_taken
        self._route.setVisible(route is not None and needs_second_confirmation(route))
        if route:
            self.route_again.setText(f"Once more: it goes {_INTO.get(route, route.label.lower())}")

    @property
    def _route_taken(self) -> Route | None:
        route, site = self.rare.value("route"), self.place.value("site")
        if isinstance(route, Route):
            return route
        return usual_route(site) if isinstance(site, Site) else None

    def _tell(self) -> None:
        site, side = self.place.value("site"), self.place.value("side")
        plan = self.picked_plan.plan if self.picked_plan else None
        at, by = site if isinstance(site, Site) else None, side if isinstance(side, Side) else None
        self.map.show_place(at, by, planned=plan.side if plan else None)
        route = usual_route(at) if at else None
        self.rare.hint("route", f"{route.label} unless chosen" if route else "")
        self.amount.work_out(self.rare.value("diluent_ul") or 0)
        self.amount.warn(above_usual(at, self.amount.given_ul) if at else "")
        self._show_dose()
        self.changed.emit()

    def _show_dose(self) -> None:
        syringe = self.amount.syringe
        if not syringe.given or not self.sources.is_picked:
            self.strip.say(None)
            return
        drawn = self.sources.sources([""] * len(syringe.drawn), "", syringe.drawn)
        self.strip.say(dose_line(drawn, self.picked_plan, given_ul=syringe.given, diluent_ul=syringe.diluent))

    def _connect(self) -> None:
        self._keep_beside()
        self.plan.edited.connect(self._take_plan)
        self.map.picked.connect(self._pick_place)
        self.sources.new_lot.connect(self.new_lot)
        site = self.place.control("site")
        if isinstance(site, SiteChoice):
            site.sided.connect(self._take_side)
        self.place.edited.connect(self._note)
        for signal in (self.route_again.edited, self.amount.typed_again.edited):
            signal.connect(self._note)
        self.more.toggled.connect(self._fold.setVisible)

    def _arrange(self) -> None:
        self._route = Labelled("Confirm the route", self.route_again)
        self._fold = QWidget()
        fold = QVBoxLayout(self._fold)
        fold.setContentsMargins(0, 0, 0, 0)
        fold.addWidget(self.times)
        fold.addWidget(self.rare)
        self._fold.hide()
        self.more.setCheckable(True)
        fields = QVBoxLayout()
        fields.setSpacing(5)
        head = parts.row(Labelled("Plan", self.plan, required=True), self.head, spacing=12)
        head.setStretch(0, 1)
        head.setStretch(1, 1)
        fields.addLayout(head)
        for widget in (
            self.place,
            self.sources,
            self.other,
            self.amount,
            self._route,
            self.strip,
            self.why,
        ):
            fields.addWidget(widget)
        fields.addLayout(parts.row(self.more, 1))
        fields.addWidget(self._fold)
        fields.addStretch()
        across = QHBoxLayout()
        across.setSpacing(16)
        beside = QVBoxLayout()
        beside.addWidget(self.map)
        beside.addStretch()
        across.addLayout(beside)
        across.addLayout(fields, 1)
        self.body.addLayout(across)


_INTO = {
    Route.INTRAVENOUS: "into a vein",
    Route.INTRATHECAL: "into the spinal canal",
    Route.EPIDURAL: "into the epidural space",
    Route.INTRADISCAL: "into a disc",
}
