"""The form of one injection: plan and lot to pick, then its fields; the dose stands below as one types. No rules."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Signal

from exodesk.core.chart import GivenInjection, PlanView
from exodesk.core.codes import Basis, Side
from exodesk.core.errors import InvalidRecord, Problem
from exodesk.core.quantities import show_ml
from exodesk.core.records.injection import Injection, InjectionSource
from exodesk.core.sites import FACTS, Site, sided, usual_route
from exodesk.queries.lots import LotChoice
from exodesk.queries.visit import VisitPage
from exodesk.ui import parts
from exodesk.ui.cell import WORDS_HEIGHT
from exodesk.ui.form import RecordForm, Row
from exodesk.ui.kept import KeptForm
from exodesk.ui.pages.visit.dose import dose_line, drawn_ul, source_of
from exodesk.ui.pages.visit.dose_strip import DoseStrip
from exodesk.ui.pages.visit.pickers import (
    NO_PLAN,
    UNKNOWN_LOT,
    Picker,
    figures_of,
    labelled,
    likely_plan,
    lot_entries,
    plan_entries,
)
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
    ("sheet_edition", "sheet_given_on"),
    ("note",),
)
SOURCE_ROWS: Sequence[Row] = (("no_lot_reason",), ("reconstituted_ul",))
REASONS = ("dose_reason", "no_consent_reason")


class _Editing(QObject):
    """Which injection is edited, as text that a draft can hold; "" is a new one."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._entry_id = ""

    def raw(self) -> str:
        return self._entry_id

    def put_raw(self, text: str) -> None:
        self._entry_id = text


class InjectionForm(parts.Card):
    """Sends `changed` at every edit; `filled` builds the record and its source when Given is pressed."""

    changed = Signal()
    new_lot = Signal()
    restored = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__("Injection")
        self._session = session
        self._page: VisitPage | None = None
        self._editing = _Editing()
        self.plan = Picker("Plan")
        self.lot = Picker("Lot")
        self.source = RecordForm(InjectionSource, SOURCE_ROWS, today=session.today, needed=("no_lot_reason",))
        self.form = RecordForm(Injection, ROWS, today=session.today, needed=("volume_ul",))
        self.rare = RecordForm(Injection, RARE_ROWS, today=session.today)
        self._forms = (self.source, self.form, self.rare)
        self.dose = DoseStrip()
        self._kept = KeptForm(session, self.form, "visit.injection", "injection")
        self._kept.restored.connect(self._take_back)
        self._arrange()
        self._keep_beside()
        self.plan.edited.connect(self._take_plan)
        self.lot.edited.connect(self._show_lot)
        for form in self._forms:
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
        self._editing.put_raw("")
        for form in self._forms:
            form.clear()
        self.more.setChecked(False)
        self.lot.put_raw("")
        self.plan.put_raw(likely_plan(self._page) if self._page else "")
        self._take_plan()
        self._show_lot()

    def mend(self, given: GivenInjection) -> None:
        """An injection of this unsigned visit, to be mended."""
        self._editing.put_raw(given.injection.entry_id)
        self.plan.put_raw(given.injection.plan_id or NO_PLAN)
        self.form.put(given.injection)
        self.rare.put(given.injection)
        self.source.clear()
        self.lot.put_raw("")
        if given.sources:
            source = given.sources[0].source
            self.source.put(source)
            self.lot.put_raw(source.lot_id or UNKNOWN_LOT)
        self._fit_plan()
        self._show_lot()

    @property
    def is_begun(self) -> bool:
        """Whether something was typed that is not given yet."""
        return self.form.is_edited

    @property
    def editing(self) -> GivenInjection | None:
        """The injection of this visit that is edited, as it stands now; None for a new one."""
        injections = self._page.view.injections if self._page else ()
        return next((given for given in injections if given.injection.entry_id == self._editing.raw()), None)

    def show_concerns(self, texts: dict[str, str]) -> None:
        """Ask for the reason of what is unusual, at the field that takes it."""
        for name in REASONS:
            wanted = name in texts or bool(self.form.editor(name).raw())
            self.form.show_field(name, wanted)
            self.form.hint(name, texts.get(name, ""))

    def show_problems(self, problems: Sequence[Problem]) -> list[Problem]:
        """Stand each problem at its field, and the focus on the first; returns those that belong to no field here."""
        left = list(problems)
        if any(problem.field in self.rare.raw_texts() for problem in problems):
            self.more.setChecked(True)
        for form in reversed(self._forms):
            left = form.show_problems(left)
        return self._show_lot_problem(left)

    def go_on(self) -> None:
        """Put the focus on the first thing that is still asked: the plan, the lot, the volume."""
        open_picker = next((picker for picker in (self.plan, self.lot) if not picker.raw()), None)
        (open_picker or self.form.control("volume_ul")).setFocus()

    def go_to(self, field: str) -> None:
        """Put the focus on a field, in whichever part it stands."""
        form = next((form for form in self._forms if field in form.raw_texts()), None)
        if form is None:
            self.lot.setFocus()
            return
        self.more.setChecked(form is self.rare)
        form.control(field).setFocus()

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
        problems: list[Problem] = []
        values: dict[str, Any] = {}
        for form in self._forms:
            try:
                values |= form.read_values()
            except InvalidRecord as unread:
                problems += unread.problems
        if problems:
            raise InvalidRecord(problems)
        of_source = {name: values.pop(name) for name in self.source.raw_texts()}
        return self._build(values, of_source, given_at)

    def _build(
        self, values: dict[str, Any], of_source: dict[str, Any], given_at: datetime
    ) -> tuple[Injection, list[InjectionSource]]:
        page = self._page
        if page is None:
            raise RuntimeError("no visit is shown")
        before = self.editing.injection if self.editing else None
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
        drawn = drawn_ul(values["volume_ul"] or 0, values["diluent_ul"] or 0, values["discarded_ul"] or 0)
        return injection, [self._source(key, drawn, of_source)] if self.lot.raw() else []

    def _source(self, injection_id: str, drawn: int, typed: dict[str, Any]) -> InjectionSource:
        choice = self.picked_lot
        lot = choice.lot if choice else None
        return source_of(self._session.record.new_id(), injection_id, lot, drawn=drawn, **typed)

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
        is_total = choice is not None and choice.lot.basis is Basis.LABEL_TOTAL
        self.source.show_field("no_lot_reason", picked == UNKNOWN_LOT)
        self.source.show_field("reconstituted_ul", is_total)
        self.source.setVisible(picked == UNKNOWN_LOT or is_total)
        self._say_of_lot(figures_of(choice.lot) if choice else "")
        self._tell()

    def _say_of_lot(self, text: str, *, wrong: bool = False) -> None:
        self._lot_words.setText(text)
        parts.set_tone(self._lot_words, "danger" if wrong else "faint")
        parts.set_problem(self.lot, wrong=wrong)

    def _show_lot_problem(self, problems: Sequence[Problem]) -> list[Problem]:
        """The list of lots is no field of the form, and has its problem all the same."""
        if text := " ".join(problem.text for problem in problems if problem.field == "lot_id"):
            self._say_of_lot(text, wrong=True)
            self.lot.setFocus()
        return [problem for problem in problems if problem.field != "lot_id"]

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
        typed = {name: self.source.value(name) for name in self.source.raw_texts()}
        source = self._source("", drawn, typed)
        self.dose.say(dose_line(source, self.picked_plan, given_ul=given, diluent_ul=diluent))

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
        self._lot_words = parts.hint("", wrap=True)
        self._lot_words.setMinimumHeight(WORDS_HEIGHT)
        add_lot = parts.secondary_button("New lot", glyph="plus")
        add_lot.clicked.connect(self.new_lot)
        self.more = parts.quiet_button("More fields")
        self.more.setCheckable(True)
        self.more.toggled.connect(self.rare.setVisible)
        self.rare.hide()
        self.add(labelled("Plan", self.plan))
        self.add(labelled("Product and lot", self.lot, add_lot))
        for widget in (self._lot_words, self.source, self.form, self.dose, self.more, self.rare):
            self.add(widget)

    def _keep_beside(self) -> None:
        """One draft holds all that is typed and picked here."""
        for name, control in (("plan", self.plan), ("lot", self.lot), ("editing", self._editing)):
            self.form.keep_beside(name, control)
        for form in (self.source, self.rare):
            for name in form.raw_texts():
                self.form.keep_beside(name, form.editor(name))

    def _take_back(self, said: str) -> None:
        """A draft came back: show what belongs to it."""
        if self._page and self._page.view.is_signed:
            self._editing.put_raw("")
        self.more.setChecked(any(text.strip("0") for text in self.rare.raw_texts().values()))
        self._fit_plan()
        self._show_lot()
        self.restored.emit(said)
