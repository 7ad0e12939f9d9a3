"""What stands on the treatment step as one types: a source and its dose, in words. Pure: no widget, no record."""

from collections.abc import Sequence
from dataclasses import dataclass

from exodesk.core.chart import PlanView
from exodesk.core.codes import Basis
from exodesk.core.dose import Dose, total_in_words
from exodesk.core.drawing import dose_drawn, with_figures_of
from exodesk.core.quantities import LABEL_RANGE, show_billions, show_concentration, show_ml
from exodesk.core.records.injection import InjectionSource
from exodesk.core.records.stock import Lot

_COUNTED = {
    Basis.LABEL_CONCENTRATION: "labelled",
    Basis.LABEL_TOTAL: "labelled as a total",
    Basis.MEASURED: "measured",
    Basis.UNKNOWN: "not known",
}


@dataclass(frozen=True, slots=True)
class DoseLine:
    """`5 billion labelled particles`, `0.5 mL × 10 billion/mL`, and how it stands to the plan."""

    dose: str
    how: str
    against_plan: str
    as_planned: bool
    warning: str


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


def dose_line(sources: Sequence[InjectionSource], plan: PlanView | None, *, given_ul: int, diluent_ul: int) -> DoseLine:
    """The dose in words while it is typed."""
    dose = dose_drawn(sources, given_ul=given_ul, diluent_ul=diluent_ul)
    if dose.particles is None:
        dry = any(source.basis is Basis.LABEL_TOTAL and not source.reconstituted_ul for source in sources)
        missing = "type what it was reconstituted in" if dry else "a lot has no figure"
        return DoseLine("Dose not known", missing, "", as_planned=False, warning="")
    given = [(source.basis, particles or 0) for source, particles in zip(sources, dose.per_source, strict=True)]
    intended = plan.plan.intended_particles if plan else None
    as_planned = dose.particles == intended
    against = "as planned" if as_planned else f"the plan asks for {show_billions(intended)}" if intended else ""
    return DoseLine(
        _told(given),
        _how(sources, diluent_ul),
        against,
        as_planned=as_planned,
        warning=_warning(dose, given),
    )


def _told(given: Sequence[tuple[Basis, int]]) -> str:
    measured = [basis is Basis.MEASURED for basis, _ in given]
    if any(measured) and not all(measured):
        return total_in_words(given)  # and how much of it was measured
    return f"{total_in_words(given)} {'measured' if any(measured) else 'labelled'} particles"


def _how(sources: Sequence[InjectionSource], diluent_ul: int) -> str:
    """`0.5 mL × 10 billion/mL + 1 mL × 5 billion/mL in 4 mL`."""
    drawn = sum(source.drawn_ul for source in sources)
    said = [
        f"{show_ml(source.drawn_ul)} × {show_concentration(source.particles_per_ml)}"
        for source in sources
        if source.particles_per_ml
    ]
    mixed = f" in {show_ml(drawn + diluent_ul)}" if diluent_ul else ""
    return " + ".join(said) + mixed


def _warning(dose: Dose, given: Sequence[tuple[Basis, int]]) -> str:
    usual = f"{show_billions(LABEL_RANGE[0])} to {show_billions(LABEL_RANGE[1])}"
    said = [f"Unusual: labels usually say {usual} per mL."] if "concentration_unusual" in dose.flags else []
    if "mixed_basis" in dose.flags:
        parts = (f"{show_billions(particles)} {_COUNTED[basis]}" for basis, particles in given)
        said.append(f"Counted in different ways: {', '.join(parts)}.")
    return " ".join(said)
