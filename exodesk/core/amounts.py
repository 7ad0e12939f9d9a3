"""How an amount stands to the plan, to the last dose and to what is usual at a site. It asks to look again, no more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from exodesk.core.chart import GivenInjection
from exodesk.core.dose import particles_per_ul
from exodesk.core.drawing import as_drawn
from exodesk.core.quantities import show_billions, show_ml
from exodesk.core.records.injection import InjectionSource
from exodesk.core.records.plan import Plan
from exodesk.core.sites import FACTS, Site

FACTOR = 2
"""Over twice or under half of what it is compared with is typed again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What an amount is compared with; `of` reads behind a figure: `2 mL of the plan`."""

    of: str
    volume_ul: int | None = None
    particles: int | None = None


def measures(plan: Plan | None, last: GivenInjection | None) -> list[Measure]:
    """What the plan intends, and what its last dose was."""
    found = []
    if plan:
        found.append(Measure(of="of the plan", volume_ul=plan.intended_volume_ul, particles=plan.intended_particles))
    if last:
        found.append(Measure(of="of last time", volume_ul=last.injection.volume_ul, particles=last.particles))
    return found


def unusual_amount(volume_ul: int | None, particles: int | None, against: Iterable[Measure]) -> str:
    """In what an amount is over twice or under half of plan or last dose, in a sentence; "" when in nothing."""
    for measure in against:
        for given, usual, show in (
            (volume_ul, measure.volume_ul, show_ml),
            (particles, measure.particles, show_billions),
        ):
            if not given or not usual:
                continue
            if given > FACTOR * usual:
                return f"{show(given)} is over twice the {show(usual)} {measure.of}."
            if given * FACTOR < usual:
                return f"{show(given)} is under half of the {show(usual)} {measure.of}."
    return ""


def above_usual(site: Site, volume_ul: int | None) -> str:
    """`More than the usual 10 mL here`; "" when it is not, or nothing is usual there."""
    cap = FACTS[site].cap_ul
    return f"More than the usual {show_ml(cap)} here." if cap is not None and (volume_ul or 0) > cap else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Syringe:
    """What goes in and out of a syringe, in microlitres: Σ drawn + diluent = given + discarded."""

    drawn: tuple[int, ...]
    diluent: int
    given: int
    discarded: int

    @property
    def mixed(self) -> int:
        """All that is in it: drawn and diluent."""
        return sum(self.drawn) + self.diluent

    @property
    def is_short(self) -> bool:
        """Whether more is given than is in it, as while the diluent is not typed yet: then no dose can be told."""
        return self.given > self.mixed


def balanced(drawn: Sequence[int | None], *, diluent: int, given: int, discarded: int | None) -> Syringe:
    """Fill in the one figure that is not typed: what was drawn from one source, or else what was discarded.

    With several sources each is typed but one at most. What is left open besides counts as nothing.
    """
    open_ones = [at for at, volume in enumerate(drawn) if volume is None]
    known = sum(volume for volume in drawn if volume is not None)
    filled = [volume or 0 for volume in drawn]
    if len(open_ones) == 1:
        filled[open_ones[0]] = max(given + (discarded or 0) - diluent - known, 0)
    elif discarded is None and drawn:
        discarded = max(known + diluent - given, 0)
    return Syringe(drawn=tuple(filled), diluent=diluent, given=given, discarded=discarded or 0)


def volume_for_dose(
    particles: int, sources: Sequence[InjectionSource], drawn: Sequence[int | None], *, diluent: int
) -> int | None:
    """The volume given that holds a wanted dose, to the nearest microlitre; None when it cannot be told.

    Where one source's drawn volume is open, that is what the dose decides; where all are typed, the part of the
    mixture.
    """
    open_ones = [at for at, volume in enumerate(drawn) if volume is None]
    known = sum(volume for volume in drawn if volume is not None)
    rates = [particles_per_ul(as_drawn(source)) for source in sources]
    if not rates or None in rates or len(open_ones) > 1:
        return None
    inside = sum((rate or 0) * (volume or 0) for rate, volume in zip(rates, drawn, strict=True))
    if open_ones:
        rate = rates[open_ones[0]]
        needed = (particles - inside) / rate if rate else None
        return None if needed is None or needed < 0 else round(known + needed + diluent)
    mixed = known + diluent
    return round(particles * mixed / inside) if inside else None
