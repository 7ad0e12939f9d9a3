"""What was done in a visit, in words for the patient: each injection with its product, lot, volume and dose.

Figures as they were recorded. An unknown dose is told as not known, and figures of different kinds are never added.
"""

from exodesk.core.chart import DrawnSource, GivenInjection, VisitView
from exodesk.core.codes import Basis, YesNo
from exodesk.core.dates import show_long_date
from exodesk.core.quantities import NBSP, plain, show_billions, show_ml
from exodesk.core.records.injection import Anaesthetic, InjectionKind, InjectionStatus, Reaction
from exodesk.core.records.visit import Amendment, AmendmentKind
from exodesk.documents import wording
from exodesk.documents.html import Markup, bold, cell, fixed, free, joined, paragraph, row, sentence, table
from exodesk.documents.page import Block


def done(visit: VisitView) -> list[Block]:
    """Exosomes first, one table each that is never cut, then other things given, then what changed after signing."""
    exosomes = [given for given in visit.injections if given.injection.kind is InjectionKind.EXOSOME]
    others = [given for given in visit.injections if given.injection.kind is not InjectionKind.EXOSOME]
    blocks = [Block(_injection(given), whole=True) for given in exosomes]
    blocks += [Block(_also_given(given), whole=True) for given in others]
    return (blocks or [_no_injection(visit)]) + [Block(_amendment(amendment)) for amendment in visit.amendments]


def _injection(given: GivenInjection) -> Markup:
    if given.injection.status is InjectionStatus.NOT_DONE:
        return _not_given(given)
    doses = joined(paragraph(dose) for dose in _doses(given))
    rows = [
        row(cell(paragraph(bold(_where(given)), fixed(_how(given))), span=4, kind="site")),
        _pairs(("DOSE", doses)),
        _pairs(("VOLUME", _volume(given)), ("Reaction", paragraph(_reaction(given)))),
        *(line for drawn in given.sources for line in _source_rows(drawn)),
        *_beside(given),
        *(_pairs((label, paragraph(text))) for label, text in _exceptions(given)),
    ]
    return table(*rows, kind="dose")


def _not_given(given: GivenInjection) -> Markup:
    reason = sentence(given.injection.not_done_reason) if given.injection.not_done_reason else Markup()
    told = joined([fixed(f", {wording.KINDS[given.injection.kind]}: not given."), reason], " ")
    return paragraph(bold(_where(given)), told)


def _also_given(given: GivenInjection) -> Markup:
    """PRP, an anaesthetic and the like: no particles."""
    if given.injection.status is InjectionStatus.NOT_DONE:
        return _not_given(given)
    kind = wording.KINDS[given.injection.kind]
    parts = [bold(fixed(kind[0].upper() + kind[1:])) + fixed(", ") + _where(given, inside=True)]
    if given.injection.volume_ul is not None:
        parts.append(fixed("VOLUME ") + bold(fixed(show_ml(given.injection.volume_ul))))
    parts += [_product(drawn) for drawn in given.sources if drawn.product]
    if given.injection.product_text:
        parts.append(bold(free(given.injection.product_text)))
    if given.injection.lot_text:
        parts.append(fixed("lot ") + free(given.injection.lot_text))
    for drawn in given.sources:
        if drawn.lot:
            parts.append(fixed("lot ") + free(drawn.lot.code))
            parts.append(fixed(f"expiry {show_long_date(drawn.lot.expires_on)}"))
    if given.injection.reaction not in {None, Reaction.NONE}:
        parts.append(fixed("reaction: ") + _reaction(given))
    told = [joined(parts, " · "), *(fixed(f"{label}: ") + text for label, text in _exceptions(given))]
    return joined(paragraph(line) for line in told)


def _where(given: GivenInjection, *, inside: bool = False) -> Markup:
    """`Right knee`, or `right knee` inside a sentence; with the level of the spine."""
    where = given.where
    if inside and where[1].islower():
        where = where[0].lower() + where[1:]
    level = given.injection.spine_level
    return fixed(f"{where}, ") + free(level) if level else fixed(where)


def _how(given: GivenInjection) -> str:
    injection = given.injection
    route = wording.ROUTES[injection.route] if injection.route else ""
    guidance = wording.GUIDANCE[injection.guidance] if injection.guidance else ""
    partly = "only partly given" if injection.status is InjectionStatus.PARTIAL else ""
    return "".join(f", {part}" for part in (route, guidance, partly) if part)


def _volume(given: GivenInjection) -> Markup:
    injection = given.injection
    if injection.volume_ul is None:
        return paragraph(bold(fixed(wording.NOT_KNOWN)))
    told = paragraph(bold(fixed(show_ml(injection.volume_ul))))
    if not injection.diluent_ul:
        return told
    drawn = sum(each.source.drawn_ul for each in given.sources)
    diluent = free(injection.diluent) if injection.diluent else fixed("diluent")
    return told + paragraph(fixed(f"of {show_ml(drawn)} mixed with {show_ml(injection.diluent_ul)} "), diluent)


def _doses(given: GivenInjection) -> list[Markup]:
    """One line when all is counted in one way; else a line for each lot, and that they are not added up."""
    if given.particles is not None and not given.is_mixed:
        return [_dose(given.particles, given.bases[0])]
    lines = [
        joined([_dose(drawn.source.particles, drawn.source.basis), _of_lot(drawn, given)], " ")
        for drawn in given.sources
    ]
    if given.particles is not None:
        lines.append(fixed(wording.COUNTED_APART))
    return lines or [_dose(None, Basis.UNKNOWN)]


def _dose(particles: int | None, basis: Basis) -> Markup:
    if particles is None:
        return bold(fixed(wording.NOT_KNOWN))
    words = wording.MEASURED if basis is Basis.MEASURED else wording.LABELLED
    return bold(fixed(show_billions(particles))) + fixed(f" {words}")


def _of_lot(drawn: DrawnSource, given: GivenInjection) -> Markup:
    several = len(given.sources) > 1
    return fixed("(lot ") + free(drawn.lot.code) + fixed(")") if several and drawn.lot else Markup()


def _source_rows(drawn: DrawnSource) -> list[Markup]:
    lot = bold(free(drawn.lot.code)) if drawn.lot else bold(fixed(wording.NOT_KNOWN))
    product = _product(drawn) if drawn.product else fixed(wording.NOT_KNOWN)
    expiry = show_long_date(drawn.lot.expires_on) if drawn.lot else wording.NOT_KNOWN
    maker = _maker(drawn) if drawn.product else fixed(wording.NOT_KNOWN)
    return [
        _pairs(("Lot", paragraph(lot)), ("Product", paragraph(product))),
        _pairs(("Expiry", paragraph(fixed(expiry))), ("Maker", paragraph(maker))),
    ]


def _beside(given: GivenInjection) -> list[Markup]:
    """A numbing medicine that went with it."""
    injection = given.injection
    if injection.anaesthetic in {None, Anaesthetic.NONE}:
        return []
    told = [fixed(wording.ANAESTHETICS[injection.anaesthetic])]
    if injection.anaesthetic_percent is not None:
        told.append(fixed(f"{plain(injection.anaesthetic_percent)}{NBSP}%"))
    if injection.anaesthetic_ul is not None:
        told.append(fixed(show_ml(injection.anaesthetic_ul)))
    if injection.epinephrine is YesNo.YES:
        told.append(fixed("with epinephrine"))
    if injection.anaesthetic_lot:
        told.append(fixed("lot ") + free(injection.anaesthetic_lot))
    return [_pairs(("Numbed with", paragraph(joined(told, ", "))))]


def _product(drawn: DrawnSource) -> Markup:
    return bold(free(drawn.product.name)) if drawn.product else Markup()


def _maker(drawn: DrawnSource) -> Markup:
    if not drawn.product:
        return Markup()
    place = drawn.product.manufacturer_place
    return joined([free(drawn.product.manufacturer), free(place) if place else Markup()], ", ")


def _reaction(given: GivenInjection) -> Markup:
    seen = free(given.injection.reaction_text) if given.injection.reaction_text else Markup()
    return joined([fixed(wording.REACTIONS[given.injection.reaction]), seen], ": ")


def _exceptions(given: GivenInjection) -> list[tuple[str, Markup]]:
    """What was done all the same, for a reason: listed, as everywhere."""
    lots = [drawn.source.no_lot_reason for drawn in given.sources]
    reasons = {
        "Lot not known": next((reason for reason in lots if reason), None),
        "Outside the plan": given.injection.dose_reason,
        "After this aspirate": given.injection.aspirate_reason,
        "No signed consent": given.injection.no_consent_reason,
    }
    return [(label, free(reason)) for label, reason in reasons.items() if reason]


def _pairs(*pairs: tuple[str, Markup]) -> Markup:
    """Labels with their values, two to a row; a single pair has the whole row."""
    widths = (14, 28, 13, 45)
    cells = []
    for place, (label, value) in enumerate(pairs):
        cells.append(cell(paragraph(fixed(label)), kind="label", width=widths[2 * place]))
        cells.append(
            cell(value, span=3) if len(pairs) == 1 else cell(value, width=widths[2 * place + 1]),
        )
    return row(*cells)


def _no_injection(visit: VisitView) -> Block:
    outcome, why = visit.visit.outcome, visit.visit.outcome_reason
    told = [fixed(wording.OUTCOMES[outcome])] if outcome else []
    told += [sentence(why)] if why else []
    return Block(paragraph(joined([fixed(wording.NO_INJECTION), *told], " ")))


def _amendment(amendment: Amendment) -> Markup:
    """What was added or changed after signing, when, why and by whom."""
    lead = bold(fixed(f"{wording.AMENDED[amendment.kind]} {show_long_date(amendment.amended_on)}"))
    told = [
        lead + fixed(" by ") + free(amendment.amended_by) + fixed(":" if amendment.text else "."),
        sentence(amendment.text) if amendment.text else Markup(),
        fixed("Reason: ") + sentence(amendment.reason),
        fixed(wording.CORRECTED_HERE) if amendment.kind is AmendmentKind.CORRECTION else Markup(),
    ]
    return paragraph(joined(told, " "))
