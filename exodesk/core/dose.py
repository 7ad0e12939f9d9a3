"""From volumes and labels to particles given: exact fractions, rounded half to even once. Never a judgement."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from exodesk.core.codes import Basis
from exodesk.core.quantities import is_unusual, show_billions


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What was drawn from one lot or vial, and what its label or a measurement says.

    `particles_per_ml` for a label concentration or a measurement; `total_particles` and `reconstituted_ul` (the volume
    that total is dissolved in) for a label total. `label_particles_per_ml` stands beside a measurement.
    """

    basis: Basis
    drawn_ul: int
    particles_per_ml: int | None = None
    total_particles: int | None = None
    reconstituted_ul: int | None = None
    label_particles_per_ml: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """Particles given, per source and together. None is "not known" and never 0."""

    per_source: tuple[int | None, ...]
    label_per_source: tuple[int | None, ...]
    flags: tuple[str, ...]

    @property
    def particles(self) -> int | None:
        """The sum, when every source has a figure; of mixed bases too, which the flag then says."""
        return sum_if_all_known(self.per_source)


def sum_if_all_known(figures: Iterable[int | None]) -> int | None:
    """The sum of what each source gave; None when one of them is not known, or there is none."""
    total = None
    for figure in figures:
        if figure is None:
            return None
        total = (total or 0) + figure
    return total


def total_in_words(figures: Sequence[tuple[Basis, int]]) -> str:
    """`14.4 billion`; where only some lots were measured, `14.4 billion, 4.4 billion of it measured`."""
    total = show_billions(sum(particles for _, particles in figures))
    measured = [particles for basis, particles in figures if basis is Basis.MEASURED]
    if not measured or len(measured) == len(figures):
        return total
    return f"{total}, {show_billions(sum(measured))} of it measured"


def given_share(sources: Sequence[Source], diluent_ul: int, given_ul: int) -> Fraction:
    """The part of what was mixed that was given: given / (Σ drawn + diluent)."""
    mixed = sum(source.drawn_ul for source in sources) + diluent_ul
    return Fraction(given_ul, mixed) if mixed else Fraction(0)


def dose_of(sources: Sequence[Source], *, given_ul: int, diluent_ul: int = 0) -> Dose:
    """Labelled (or measured) particles given. Source of the arithmetic: concentration × volume, by dilution."""
    share = given_share(sources, diluent_ul, given_ul)
    flags = []
    if any(source.particles_per_ml is not None and is_unusual(source.particles_per_ml) for source in sources):
        flags.append("concentration_unusual")
    if len({source.basis for source in sources}) > 1:
        flags.append("mixed_basis")
    return Dose(
        per_source=tuple(_particles(source, particles_per_ul(source), share) for source in sources),
        label_per_source=tuple(_particles(source, _label_per_ul(source), share) for source in sources),
        flags=tuple(flags),
    )


def volumes_balance(drawn_ul: int, diluent_ul: int, given_ul: int, discarded_ul: int) -> bool:
    """Σ drawn + diluent = given + discarded, to the microlitre."""
    return drawn_ul + diluent_ul == given_ul + discarded_ul


def particles_per_ul(source: Source) -> Fraction | None:
    """What a microlitre holds, exactly; None when the source has no figure."""
    match source.basis:
        case Basis.LABEL_CONCENTRATION | Basis.MEASURED if source.particles_per_ml is not None:
            return Fraction(source.particles_per_ml, 1000)
        case Basis.LABEL_TOTAL if source.total_particles is not None and source.reconstituted_ul:
            return Fraction(source.total_particles, source.reconstituted_ul)
        case _:
            return None


def _label_per_ul(source: Source) -> Fraction | None:
    if source.basis is not Basis.MEASURED:
        return particles_per_ul(source)
    return None if source.label_particles_per_ml is None else Fraction(source.label_particles_per_ml, 1000)


def _particles(source: Source, per_ul: Fraction | None, share: Fraction) -> int | None:
    return None if per_ul is None else round(per_ul * source.drawn_ul * share)
