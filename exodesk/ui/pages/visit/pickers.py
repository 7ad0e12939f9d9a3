"""Lists to pick from on the treatment step: the plan that an injection belongs to, and the lot it is drawn from."""

from collections.abc import Sequence

from exodesk.core.booster import State
from exodesk.core.chart import PlanView
from exodesk.core.dates import show_date
from exodesk.core.quantities import show_billions, show_concentration
from exodesk.core.records.stock import Lot
from exodesk.queries.lots import LotChoice
from exodesk.queries.visit import VisitPage
from exodesk.ui.forms.choices import Choice

NO_PLAN, NEW_PLAN = "none", "new"
UNKNOWN_LOT = "unknown"


class Picker(Choice):
    """A list that is filled later, and anew whenever its entries change."""

    def __init__(self, name: str) -> None:
        super().__init__([], optional=False)
        self.setAccessibleName(name)


def plan_entries(plans: Sequence[PlanView], *, may_add: bool) -> list[tuple[str, str]]:
    going_on = [plan for plan in plans if not plan.plan.closed_on]
    entries = [(plan.plan.id, f"{plan.where} · {plan.condition.text}") for plan in going_on]
    if may_add:
        entries.append((NEW_PLAN, "A new plan…"))
    return [*entries, (NO_PLAN, "Without a plan")]


def lot_entries(lots: Sequence[LotChoice]) -> list[tuple[str, str]]:
    """Usable lots by expiry, then those with a reason against them, then "not known"."""
    return [*((choice.lot.id, _lot_label(choice)) for choice in lots), (UNKNOWN_LOT, "Lot not known")]


def lot_line(lot: Lot) -> str:
    """`lot A0101 · exp 12-Dec-2027`."""
    return f"lot {lot.code} · exp {show_date(lot.expires_on)}"


def figures_of(lot: Lot) -> str:
    """`10 billion/mL by the label`."""
    if lot.measured_particles_per_ml:
        return f"{show_concentration(lot.measured_particles_per_ml)} measured"
    if lot.particles_per_ml:
        return f"{show_concentration(lot.particles_per_ml)} by the label"
    if lot.total_particles:
        return f"{show_billions(lot.total_particles)} in the vial by the label"
    return "concentration not known"


def _lot_label(choice: LotChoice) -> str:
    against = f" · {choice.unusable}" if choice.unusable else ""
    return f"{choice.product.name} · {lot_line(choice.lot)}{against}"


_NEXT_FIRST = (State.OVERDUE, State.DUE, State.AVAILABLE, State.NOT_YET, State.MONITORING)


def likely_plan(page: VisitPage) -> str:
    """The plan that stands next in line; the practitioner sees and may change it."""
    done = {given.injection.plan_id for given in page.view.injections}
    waiting = [p for p in page.chart.plans if not p.plan.closed_on and p.plan.id not in done]
    return min(waiting, key=_urgency).plan.id if waiting else ""


def _urgency(plan: PlanView) -> int:
    state = plan.standing.state
    return _NEXT_FIRST.index(state) if state in _NEXT_FIRST else len(_NEXT_FIRST)
