"""What was in the syringe, in words: lot by lot what each gave and how that was counted, and what it was mixed with."""

from exodesk.core.chart import DrawnSource, GivenInjection
from exodesk.core.codes import Basis
from exodesk.core.drawing import dose_drawn
from exodesk.core.quantities import show_billions, show_ml
from exodesk.core.records.injection import Injection


def lots_in_words(given: GivenInjection) -> str:
    """`Exovela · lot A0101`, or why there is none.

    `Exovela · lot A0101 (1 mL, 10 billion labelled) + Exovela · lot M7 (0.5 mL, 4.4 billion measured)`: what was drawn
    stands there where it is not what was given, the dose where the sum does not tell it.
    """
    told = zip(given.sources, doses_in_words(given), strict=True)
    return " + ".join(_lot(drawn, dose, given) for drawn, dose in told)


def doses_in_words(given: GivenInjection) -> list[str]:
    """What each lot gave: `10 billion labelled`, or `4.4 billion measured, 5 billion by its label`."""
    sources = [drawn.source for drawn in given.sources]
    dose = dose_drawn(sources, given_ul=given.injection.volume_ul or 0, diluent_ul=given.injection.diluent_ul)
    return [
        _dose(source.basis, source.particles, label)
        for source, label in zip(sources, dose.label_per_source, strict=True)
    ]


def diluent_in_words(injection: Injection) -> str:
    """`2 mL saline, lot S1`; "" where there was none."""
    volume = show_ml(injection.diluent_ul) if injection.diluent_ul else ""
    if not volume and not injection.diluent:
        return ""
    what = " ".join(part for part in (volume, injection.diluent or "diluent") if part)
    return f"{what}, lot {injection.diluent_lot}" if injection.diluent_lot else what


def _lot(drawn: DrawnSource, dose: str, given: GivenInjection) -> str:
    if drawn.lot is None or drawn.product is None:
        said = f"Lot not known: {drawn.source.no_lot_reason}"
    else:
        said = f"{drawn.product.name} · lot {drawn.lot.code}"
    several, measured = len(given.sources) > 1, drawn.source.basis is Basis.MEASURED
    beside = [show_ml(drawn.source.drawn_ul)] if several or given.injection.diluent_ul else []
    beside += [dose] if several or measured else []
    return f"{said} ({', '.join(beside)})" if beside else said


def _dose(basis: Basis, particles: int | None, label: int | None) -> str:
    if particles is None:
        return "dose not known"
    if basis is not Basis.MEASURED:
        return f"{show_billions(particles)} labelled"
    by_label = f", {show_billions(label)} by its label" if label is not None else ""
    return f"{show_billions(particles)} measured{by_label}"
