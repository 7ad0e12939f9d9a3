"""From a lot's label to the source of an injection: the figures as they stand today, and the particles given.

Pure, so that the form shows while one types what the service later stores. Never a judgement of a dose.
"""

from collections.abc import Sequence
from dataclasses import replace

from exodesk.core.codes import Basis
from exodesk.core.dose import Dose, Source, dose_of
from exodesk.core.records.injection import Injection, InjectionSource
from exodesk.core.records.stock import Lot


def with_figures_of(lot: Lot, source: InjectionSource) -> InjectionSource:
    """The source with the figures of its lot; what it was reconstituted in is the source's own."""
    measured = lot.basis == Basis.MEASURED
    return replace(
        source,
        lot_id=lot.id,
        no_lot_reason=None,
        basis=lot.basis,
        particles_per_ml=lot.measured_particles_per_ml if measured else lot.particles_per_ml,
        total_particles=lot.total_particles,
        label_particles_per_ml=lot.particles_per_ml if measured else None,
    )


def dose_drawn(sources: Sequence[InjectionSource], *, given_ul: int, diluent_ul: int = 0) -> Dose:
    """The dose that these sources make."""
    return dose_of([as_drawn(source) for source in sources], given_ul=given_ul, diluent_ul=diluent_ul)


def with_particles(injection: Injection, sources: Sequence[InjectionSource]) -> list[InjectionSource]:
    """Each source with the particles that were given of it; where no volume is known, neither is the dose."""
    if injection.volume_ul is None:
        return [replace(source, injection_id=injection.id, particles=None) for source in sources]
    dose = dose_drawn(sources, given_ul=injection.volume_ul, diluent_ul=injection.diluent_ul)
    return [
        replace(source, injection_id=injection.id, particles=particles)
        for source, particles in zip(sources, dose.per_source, strict=True)
    ]


def as_drawn(source: InjectionSource) -> Source:
    """A stored source as the arithmetic takes it."""
    return Source(
        basis=source.basis,
        drawn_ul=source.drawn_ul,
        particles_per_ml=source.particles_per_ml,
        total_particles=source.total_particles,
        reconstituted_ul=source.reconstituted_ul,
        label_particles_per_ml=source.label_particles_per_ml,
    )
