"""What stands on the treatment step as one types: a source and its dose, in words. Pure: no widget, no record."""

from dataclasses import dataclass

from exodesk.core.chart import PlanView
from exodesk.core.codes import Basis
from exodesk.core.drawing import dose_drawn, with_figures_of
from exodesk.core.quantities import LABEL_RANGE, is_unusual, show_billions, show_concentration, show_ml
from exodesk.core.records.injection import InjectionSource
from exodesk.core.records.stock import Lot


@dataclass(frozen=True, slots=True)
class DoseLine:
    """`5 billion labelled particles`, `0.5 mL × 10 billion/mL`, and how it stands to the plan."""

    dose: str
    how: str
    against_plan: str
    as_planned: bool
    warning: str


def drawn_ul(given_ul: int, diluent_ul: int, discarded_ul: int) -> int:
    """What was drawn from the lot, so that drawn + diluent = given + discarded."""
    return given_ul + discarded_ul - diluent_ul


def source_of(
    key: str,
    injection_id: str,
    lot: Lot | None,
    *,
    drawn: int,
    reconstituted_ul: int | None = None,
    no_lot_reason: str | None = None,
) -> InjectionSource:
    blank = InjectionSource(
        id=key,
        injection_id=injection_id,
        drawn_ul=drawn,
        basis=Basis.UNKNOWN,
        reconstituted_ul=reconstituted_ul,
        no_lot_reason=no_lot_reason,
    )
    return with_figures_of(lot, blank) if lot else blank


def dose_line(source: InjectionSource, plan: PlanView | None, *, given_ul: int, diluent_ul: int) -> DoseLine:
    """The dose in words while it is typed."""
    dose = dose_drawn([source], given_ul=given_ul, diluent_ul=diluent_ul)
    per_ml = source.particles_per_ml
    if dose.particles is None:
        missing = "type what it was reconstituted in" if source.basis is Basis.LABEL_TOTAL else "the lot has no figure"
        return DoseLine("Dose not known", missing, "", as_planned=False, warning="")
    kind = "measured particles" if source.basis is Basis.MEASURED else "labelled particles"
    how = f"{show_ml(source.drawn_ul)} × {show_concentration(per_ml)}" if per_ml else ""
    if diluent_ul:
        how = f"{how} in {show_ml(source.drawn_ul + diluent_ul)}"
    usual = f"{show_billions(LABEL_RANGE[0])} to {show_billions(LABEL_RANGE[1])}"
    warning = f"Unusual: labels usually say {usual} per mL." if per_ml and is_unusual(per_ml) else ""
    intended = plan.plan.intended_particles if plan else None
    as_planned = dose.particles == intended
    against = "as planned" if as_planned else f"plan asks {show_billions(intended)}" if intended else ""
    return DoseLine(f"{show_billions(dose.particles)} {kind}", how, against, as_planned=as_planned, warning=warning)
