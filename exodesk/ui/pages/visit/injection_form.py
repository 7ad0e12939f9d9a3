"""The form of one injection: where, from what, how much; the dose stands below as one types. It holds no rule.

What is typed is one draft, whichever part of the form it stands in.
"""

from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal

from exodesk.core.amounts import above_usual
from exodesk.core.before_needle import ReadBack, read_back
from exodesk.core.chart import GivenInjection
from exodesk.core.errors import InvalidRecord
from exodesk.core.quantities import show_ml
from exodesk.core.records.injection import Injection, InjectionKind, InjectionSource, PauseAnswer, PauseItem
from exodesk.core.same_again import same_as
from exodesk.queries.visit import VisitPage
from exodesk.ui.forms.form import Beside
from exodesk.ui.forms.kept import KeptForm
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.visit.answers import yes_to
from exodesk.ui.pages.visit.dose import dose_line
from exodesk.ui.pages.visit.editing import Editing, mended, typed
from exodesk.ui.pages.visit.injection_sheet import InjectionSheet
from exodesk.ui.pages.visit.pickers import likely_plan


class InjectionForm(InjectionSheet):
    """Sends `changed` at every edit; `filled` builds the record and its sources when Given is pressed."""

    changed = Signal()
    new_lot = Signal()
    plan_asked = Signal()
    restored = Signal(str)

    def __init__(self, session: Session, *, draft: str = "visit.injection", asks_given: bool = True) -> None:
        """`draft`: under which name what is typed is kept. `asks_given`: whether the time given is asked here."""
        super().__init__(session, asks_given=asks_given)
        self._session = session
        self._page: VisitPage | None = None
        self._corrected: GivenInjection | None = None
        self._editing = Editing()
        self._awaits_plan = False
        self._connect()
        self._kept = KeptForm(session, self.where.form, draft, "injection")
        self._kept.restored.connect(self._take_back)

    # Showing

    def show_visit(self, page: VisitPage, corrected: GivenInjection | None = None) -> None:
        """`corrected`: the injection of a signed visit that this form is about; else the next one is typed."""
        before, self._page = self._page, page
        self.where.show_chart(page.chart)
        self.sources.fill(page.lots)
        self.rare.times.begin(self.is_late)
        if before is None:
            self._corrected = corrected
            if corrected:
                self.mend(corrected)
            else:
                self.begin()
            about = corrected.injection.entry_id if corrected else page.view.visit.entry_id
            self._kept.follow(about, page.chart.patient.id)
        elif added := {plan.plan.id for plan in page.chart.plans} - {plan.plan.id for plan in before.chart.plans}:
            self._take_new_plan(min(added))
        self._tell()

    def begin(self) -> None:
        """An empty form for the next injection: the plan that is due comes with its site and side."""
        self._editing.put_raw("")
        self.fields.clear()
        for part in (self.sources, self.amount, self.route):
            part.clear()
        self.rare.begin(is_late=self.is_late)
        self.where.begin(likely_plan(self._page) if self._page else "")

    def mend(self, given: GivenInjection) -> None:
        """An injection of this unsigned visit, to be mended."""
        self.begin()
        self._editing.put_raw(given.injection.entry_id)
        self.where.put(given.injection)
        self.fields.put(given.injection)
        self.sources.put(given.sources)
        self.amount.take_written()
        self.rare.times.put(given.injection)
        if given.injection.diluent_ul:
            self.rare.unfold()  # the dose leans on it
        self._note()

    def same_again(self) -> None:
        """Take over where and how much from this plan's last dose; its product's lots stand first. Never the lot."""
        last = self._last
        if last is None:
            return
        for name, value in same_as(last.injection).items():
            self.fields.form_of(name).put_value(name, value)
        product = next((drawn.product for drawn in last.sources if drawn.product), None)
        if product and self._page:
            self.sources.fill(self._page.lots, product.id)
            self.sources.rows[0].pick.say(f"Last time {product.name}: pick its lot")
        self.amount.take_volume()
        self.where.form.note("volume_ul")
        self.go_on()

    def go_on(self) -> None:
        """Put the focus on the first thing that is still asked: the plan, the lot, the volume."""
        if self.where.go_on():
            return
        lot = self.sources.rows[0].lot
        asks_lot = self.kind is InjectionKind.EXOSOME and not lot.raw()
        (lot if asks_lot else self.amount.form.control("volume_ul")).setFocus()

    # Values

    @property
    def editing(self) -> GivenInjection | None:
        """The injection of this visit that is edited, as it stands now; None for a new one."""
        injections = self._page.view.injections if self._page else ()
        return next((given for given in injections if given.injection.entry_id == self._editing.raw()), None)

    @property
    def kind(self) -> InjectionKind:
        kind = self.head.value("kind")
        return kind if isinstance(kind, InjectionKind) else InjectionKind.EXOSOME

    @property
    def volume(self) -> str:
        return show_ml(self.amount.given_ul) if self.amount.given_ul else ""

    @property
    def read_back(self) -> str:
        """What is said aloud before the needle: `0.5 mL · 5 billion labelled particles`."""
        dose = self.strip.dose if self.kind is InjectionKind.EXOSOME else ""
        return " · ".join(words for words in (self.volume, dose) if words) if self.volume else ""

    @property
    def known(self) -> list[ReadBack]:
        """What is recorded and is read aloud with it."""
        if self._page is None:
            return []
        day = self._page.view.visit.visited_on
        return read_back(self._page.chart, day, self.sources.lots if self.sources.isVisibleTo(self) else (), self._last)

    @property
    def is_ready_to_look_at(self) -> bool:
        """Whether enough is typed to say what is unusual about it."""
        has_source = self.kind is not InjectionKind.EXOSOME or self.sources.is_picked
        return bool(self.where.words and self.volume and has_source)

    @property
    def is_late(self) -> bool:
        """Whether the visit is of another day, which the clock cannot time."""
        return self._page is not None and self._page.view.visit.visited_on != self._session.today()

    def confirmations(self, injection_id: str) -> list[PauseAnswer]:
        """What the form asked a second time and was told: the route, an unusual amount."""
        asked = {PauseItem.ROUTE: self.route.is_confirmed, PauseItem.AMOUNT: self.amount.is_typed_again}
        confirmed = (item for item, is_confirmed in asked.items() if is_confirmed)
        return yes_to(confirmed, injection_id, self._session.record)

    def filled(self, given_at: datetime | None = None) -> tuple[Injection, list[InjectionSource]]:
        """The injection as it stands, given when typed, else at `given_at`.

        Raises InvalidRecord, and says nothing at the fields: it is asked while one types, too.
        """
        self.amount.settle(self.rare.diluent_ul)
        problems = [*self.rare.times.problems(), *self.amount.problems]
        if self.kind is InjectionKind.EXOSOME:
            problems += self.sources.unread
        try:
            values = self.fields.values()
        except InvalidRecord as unread:
            raise InvalidRecord([*unread.problems, *problems]) from None
        if problems:
            raise InvalidRecord(problems)
        return self._build(values, given_at)

    def _build(self, values: dict[str, Any], given_at: datetime | None) -> tuple[Injection, list[InjectionSource]]:
        page = self._page
        if page is None:
            raise RuntimeError("no visit is shown")
        new_id, plan, before = self._session.record.new_id, self.where.picked_plan, self.editing
        values |= self.rare.times.read(page.view.visit.visited_on, given_at)
        if values["kind"] is InjectionKind.EXOSOME:
            values |= dict.fromkeys(self.other.raw_texts())
        injection = typed(page.view.visit, new_id(), plan.plan.id if plan else None, values)
        if before:
            injection = mended(before.injection, injection, values)
        if injection.kind is not InjectionKind.EXOSOME:
            return injection, []
        drawn = self.amount.syringe.drawn
        return injection, self.sources.sources([new_id() for _ in drawn], injection.id, drawn)

    # The draft

    @property
    def is_edited(self) -> bool:
        """Whether something was typed that is not given yet."""
        return self.where.form.is_edited

    def flush(self) -> None:
        self._kept.flush()

    def settle(self) -> None:
        self._kept.settle()

    def _keep_beside(self) -> None:
        """One draft holds all that is typed and picked here."""
        main = self.where.form
        beside: dict[str, Beside] = {"plan": self.where.plan, "editing": self._editing, "sources": self.sources}
        for name, control in (beside | self.rare.times.lines | self.amount.lines | self.fields.beside(main)).items():
            main.keep_beside(name, control)

    def _take_back(self, said: str) -> None:
        """A draft came back: show what belongs to it."""
        if self._page and self._page.view.is_signed:
            self._editing.put_raw(self._corrected.injection.entry_id if self._corrected else "")
        self.rare.unfold_if_used()
        self._note()
        self.restored.emit(said)

    # Reacting

    def _ask_plan(self) -> None:
        self._awaits_plan = True
        self.plan_asked.emit()

    def _take_new_plan(self, plan_id: str) -> None:
        """A plan was made meanwhile: it is the one where none is picked yet, or where it was asked for here."""
        if self._awaits_plan or not self.where.plan.raw():
            self._awaits_plan = False
            self.where.begin(plan_id)

    @property
    def _last(self) -> GivenInjection | None:
        plan = self.where.picked_plan
        return self._page.last_doses.get(plan.plan.id) if plan and self._page else None

    def _note(self) -> None:
        """Something was changed by hand."""
        self._fit()
        self._tell()

    def _fit(self) -> None:
        """Show the fields that this injection needs; one without a plan types its indication."""
        plan, is_exosome = self.where.picked_plan, self.kind is InjectionKind.EXOSOME
        for name in ("indication", "icd10cm", "condition_months", "severity_grade"):
            self.why.show_field(name, plan is None)
        self.again.setEnabled(self._last is not None)
        for widget in (self.sources, self.sources.acts):
            widget.setVisible(is_exosome)
        self.strip.setVisible(is_exosome)
        self.other.setVisible(not is_exosome)
        self.amount.show_dose(is_exosome)

    def _tell(self) -> None:
        self.where.agree()
        site = self.where.site
        self.route.show_route(self.rare.route_for(site))
        self.amount.work_out(self.rare.diluent_ul)
        self.amount.warn(above_usual(site, self.amount.given_ul) if site else "")
        self._show_dose()
        self.changed.emit()

    def _show_dose(self) -> None:
        syringe = self.amount.syringe
        open_acts = [] if self.sources.is_picked else ["pick a lot"]
        open_acts += [] if syringe.given else ["type the volume"]
        if syringe.is_short and not open_acts:
            open_acts = [f"{show_ml(syringe.given)} given, but {show_ml(syringe.mixed)} drawn and mixed: type the rest"]
        if open_acts:
            self.strip.say(None, missing=" and ".join(open_acts))
            return
        drawn = self.sources.sources([""] * len(syringe.drawn), "", syringe.drawn)
        self.strip.say(dose_line(drawn, self.where.picked_plan, given_ul=syringe.given, diluent_ul=syringe.diluent))

    def _connect(self) -> None:
        self._keep_beside()
        self.again.clicked.connect(self.same_again)
        self.where.planned.connect(self._note)
        self.where.plan_asked.connect(self._ask_plan)
        self.sources.new_lot.connect(self.new_lot)
        for signal in (self.where.form.edited, self.route.tick.edited, self.amount.typed_again.edited):
            signal.connect(self._note)
