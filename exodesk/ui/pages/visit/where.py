"""Where an injection goes: the plan it belongs to, the body map, and site and side as typed. All three always agree."""

from PySide6.QtCore import QObject, Signal

from exodesk.core.chart import Chart, PlanView
from exodesk.core.codes import Side
from exodesk.core.records.injection import Injection
from exodesk.core.safety import wrong_place
from exodesk.core.sites import Site, sided
from exodesk.ui import parts
from exodesk.ui.bodymap.widget import BodyMap
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.pages.visit.labelled import Labelled
from exodesk.ui.pages.visit.pickers import NEW_PLAN, NO_PLAN, Picker, plan_entries


class Where(QObject):
    """`form` has the fields of site and side; the pieces are laid out by whoever shows them."""

    planned = Signal()  # another plan was picked, and brought its site and side
    plan_asked = Signal()  # one that is not there yet

    def __init__(self, form: RecordForm) -> None:
        super().__init__(form)
        self._chart: Chart | None = None
        self._may_add, self._picked = False, ""
        self.form = form
        self.plan = Picker("Plan")
        self.labelled_plan = Labelled("Plan", self.plan, required=True)
        self.map = BodyMap()
        self.plan.edited.connect(self._take_plan)
        self.map.picked.connect(self._take_place)

    def offer_new_plan(self) -> None:
        """One can be asked for here, from the list of plans."""
        self._may_add = True

    def show_chart(self, chart: Chart) -> None:
        self._chart = chart
        self.plan.fill(plan_entries(chart.plans, may_add=self._may_add))

    def begin(self, plan_id: str) -> None:
        """A new injection of a plan; "" is none yet."""
        self.plan.put_raw(plan_id)
        self._take_plan()

    def put(self, injection: Injection) -> None:
        """The plan of an injection as written; site and side are put into the form with its other fields."""
        self.plan.put_raw(injection.plan_id or NO_PLAN)

    @property
    def picked_plan(self) -> PlanView | None:
        return self._chart.plan(self.plan.raw()) if self._chart else None

    @property
    def site(self) -> Site | None:
        site = self.form.value("site")
        return site if isinstance(site, Site) else None

    @property
    def side(self) -> Side | None:
        side = self.form.value("side")
        return side if isinstance(side, Side) else None

    @property
    def words(self) -> str:
        """`Right knee`, once both are chosen."""
        return sided(self.site, self.side) if self.site and self.side else ""

    @property
    def wrong(self) -> str:
        """Why it cannot be given there, such as that the plan is for the other side; "" when it can."""
        plan = self.picked_plan
        return wrong_place(self.site, self.side, plan.plan if plan else None) if self.site and self.side else ""

    def agree(self) -> None:
        """Let the map show what the fields say, and the fields say where it comes from."""
        plan, self._picked = self.picked_plan, self.plan.raw()
        self.map.show_place(self.site, self.side, planned=plan.plan.side if plan else None)
        told = f"from the plan: {plan.condition.text}" if plan else "or type “kn l”"
        elsewhere = bool(plan and self.words and plan.where != self.words)
        self.form.hint("site", f"The plan is for: {plan.where}" if plan and elsewhere else told, warning=elsewhere)

    def go_on(self) -> bool:
        """Put the focus on the plan while none is picked; False when one is."""
        if self.plan.raw():
            return False
        self.plan.setFocus()
        return True

    def _take_plan(self) -> None:
        """Site and side come with the plan; one that is not there yet is asked for, and nothing else changes."""
        if self.plan.raw() == NEW_PLAN:
            self.plan.put_raw(self._picked)
            self.plan_asked.emit()
            return
        if plan := self.picked_plan:
            self.form.put_value("site", plan.plan.site)
            self.form.put_value("side", plan.plan.side)
        self.planned.emit()

    def _take_place(self, site: Site, side: Side) -> None:
        """The map was clicked: the fields say the same."""
        self.form.put_value("site", site)
        self._take_side(side)
        parts.announce(self.map, self.words)

    def _take_side(self, side: Side) -> None:
        self.form.put_value("side", side)
        self.form.note("side")
