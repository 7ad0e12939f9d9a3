"""What was done in a visit, in words for the patient: each injection with its product, lot, volume and dose.

Figures as they were recorded. An unknown dose is told as not known, and figures of different kinds are never added.
"""

from collections.abc import Iterator

from exodesk.core.chart import DrawnSource, GivenInjection, VisitView
from exodesk.core.codes import Basis, YesNo
from exodesk.core.quantities import NBSP, plain, show_ml
from exodesk.core.records.injection import Anaesthetic, InjectionKind, InjectionStatus, Reaction
from exodesk.core.records.visit import Amendment, AmendmentKind
from exodesk.core.sentences import mid_sentence
from exodesk.documents.html import Markup, bold, cell, filled, fixed, free, joined, paragraph, sentence
from exodesk.documents.page import Block, Cells, Grid
from exodesk.documents.wording.shape import Wording


def done(visit: VisitView, words: Wording) -> list[Block | Grid]:
    """Exosomes first, one grid each that is never cut, then other things given, then what changed after signing."""
    exosomes = [given for given in visit.injections if given.injection.kind is InjectionKind.EXOSOME]
    others = [given for given in visit.injections if given.injection.kind is not InjectionKind.EXOSOME]
    told: set[str] = set()
    blocks: list[Block | Grid] = [_injection(given, words, told) for given in exosomes]
    blocks += [Block(_also_given(given, words), whole=True) for given in others]
    changed = [Block(_amendment(amendment, words)) for amendment in visit.amendments]
    return [*(blocks or [_no_injection(visit, words)]), *changed]


def _injection(given: GivenInjection, words: Wording, told: set[str]) -> Block | Grid:
    """`told`: the lots whose expiry and maker stand on the page already. Those of this one are added."""
    if given.injection.status is InjectionStatus.NOT_DONE:
        return Block(_not_given(given, words), whole=True)
    labels = words.treatment
    doses = joined(paragraph(dose) for dose in _doses(given, words))
    site = cell(paragraph(bold(_where(given, words)), fixed(_how(given, words))), span=4)
    rows = (
        (site,),
        _pairs((labels.dose, doses)),
        _pairs((labels.volume, _volume(given, words)), (labels.reaction, paragraph(_reaction(given, words)))),
        *(line for drawn in given.sources for line in _source_rows(drawn, words, told)),
        *_beside(given, words),
        *(_pairs((label, paragraph(text))) for label, text in _exceptions(given, words)),
    )
    return Grid(rows, kind="dose", whole=True)


def _not_given(given: GivenInjection, words: Wording) -> Markup:
    reason = sentence(given.injection.not_done_reason) if given.injection.not_done_reason else Markup()
    told = words.treatment.not_given.format(kind=words.treatment.kinds[given.injection.kind])
    return paragraph(bold(_where(given, words)), joined([fixed(told), reason], " "))


def _also_given(given: GivenInjection, words: Wording) -> Markup:
    """PRP, an anaesthetic and the like: no particles."""
    if given.injection.status is InjectionStatus.NOT_DONE:
        return _not_given(given, words)
    told = [joined(_parts(given, words), " · ")]
    told += [fixed(f"{label}: ") + text for label, text in _exceptions(given, words)]
    return joined(paragraph(line) for line in told)


def _parts(given: GivenInjection, words: Wording) -> Iterator[Markup]:
    labels, injection = words.treatment, given.injection
    kind = labels.kinds[injection.kind]
    yield bold(fixed(kind[0].upper() + kind[1:])) + fixed(", ") + _where(given, words, within=True)
    if injection.volume_ul is not None:
        yield fixed(f"{labels.volume} ") + bold(fixed(show_ml(injection.volume_ul)))
    yield from (_product(drawn) for drawn in given.sources if drawn.product)
    if injection.product_text:
        yield bold(free(injection.product_text))
    if injection.lot_text:
        yield filled(labels.lot_is, lot=free(injection.lot_text))
    for drawn in given.sources:
        if drawn.lot:
            yield filled(labels.lot_is, lot=free(drawn.lot.code))
            yield filled(labels.expiry_is, day=words.long_date(drawn.lot.expires_on))
    if injection.reaction not in {None, Reaction.NONE}:
        yield filled(labels.reaction_is, reaction=_reaction(given, words))


def _where(given: GivenInjection, words: Wording, *, within: bool = False) -> Markup:
    """`Right knee`, or `right knee` inside a sentence; with the level of the spine."""
    where = words.where(given.injection.site, given.injection.side)
    where = mid_sentence(where) if within else where
    level = given.injection.spine_level
    return fixed(f"{where}, ") + free(level) if level else fixed(where)


def _how(given: GivenInjection, words: Wording) -> str:
    injection, labels = given.injection, words.treatment
    route = labels.routes[injection.route] if injection.route else ""
    guidance = labels.guidance[injection.guidance] if injection.guidance else ""
    partly = labels.partly if injection.status is InjectionStatus.PARTIAL else ""
    return "".join(f", {part}" for part in (route, guidance, partly) if part)


def _volume(given: GivenInjection, words: Wording) -> Markup:
    injection, labels = given.injection, words.treatment
    if injection.volume_ul is None:
        return paragraph(bold(fixed(labels.not_known)))
    told = paragraph(bold(fixed(show_ml(injection.volume_ul))))
    if not injection.diluent_ul:
        return told
    drawn = show_ml(sum(each.source.drawn_ul for each in given.sources))
    diluent = free(injection.diluent) if injection.diluent else fixed(labels.diluent)
    return told + paragraph(filled(labels.mixed, drawn=drawn, volume=show_ml(injection.diluent_ul), diluent=diluent))


def _doses(given: GivenInjection, words: Wording) -> list[Markup]:
    """One line when all is counted in one way; else a line for each lot, and that they are not added up."""
    if given.particles is not None and not given.is_mixed:
        return [_dose(given.particles, given.bases[0], words)]
    lines = [
        joined([_dose(drawn.source.particles, drawn.source.basis, words), _of_lot(drawn, given, words)], " ")
        for drawn in given.sources
    ]
    if given.particles is not None:
        lines.append(fixed(words.treatment.counted_apart))
    return lines or [_dose(None, Basis.UNKNOWN, words)]


def _dose(particles: int | None, basis: Basis, words: Wording) -> Markup:
    labels = words.treatment
    if particles is None:
        return bold(fixed(labels.not_known))
    counted = labels.measured if basis is Basis.MEASURED else labels.labelled
    return bold(fixed(words.billions(particles))) + fixed(f" {counted}")


def _of_lot(drawn: DrawnSource, given: GivenInjection, words: Wording) -> Markup:
    if len(given.sources) < 2 or not drawn.lot:
        return Markup()
    return filled(words.treatment.of_lot, lot=free(drawn.lot.code))


def _source_rows(drawn: DrawnSource, words: Wording, told: set[str]) -> list[Cells]:
    """Lot and product with each injection; expiry and maker once for a lot, which may go into several joints."""
    labels = words.treatment
    lot = bold(free(drawn.lot.code)) if drawn.lot else bold(fixed(labels.not_known))
    product = _product(drawn) if drawn.product else fixed(labels.not_known)
    expiry = words.long_date(drawn.lot.expires_on) if drawn.lot else labels.not_known
    maker = _maker(drawn) if drawn.product else fixed(labels.not_known)
    if drawn.lot and drawn.lot.id in told:
        above = filled(labels.as_above, product=product)
        return [_pairs((labels.lot, paragraph(lot)), (labels.product, paragraph(above)))]
    told.update([drawn.lot.id] if drawn.lot else [])
    return [
        _pairs((labels.lot, paragraph(lot)), (labels.product, paragraph(product))),
        _pairs((labels.expiry, paragraph(fixed(expiry))), (labels.maker, paragraph(maker))),
    ]


def _beside(given: GivenInjection, words: Wording) -> list[Cells]:
    """A numbing medicine that went with it."""
    injection, labels = given.injection, words.treatment
    if injection.anaesthetic in {None, Anaesthetic.NONE}:
        return []
    told = [fixed(labels.anaesthetics[injection.anaesthetic])]
    if injection.anaesthetic_percent is not None:
        told.append(fixed(f"{plain(injection.anaesthetic_percent)}{NBSP}%"))
    if injection.anaesthetic_ul is not None:
        told.append(fixed(show_ml(injection.anaesthetic_ul)))
    if injection.epinephrine is YesNo.YES:
        told.append(fixed(labels.with_epinephrine))
    if injection.anaesthetic_lot:
        told.append(filled(labels.lot_is, lot=free(injection.anaesthetic_lot)))
    return [_pairs((labels.numbed, paragraph(joined(told, ", "))))]


def _product(drawn: DrawnSource) -> Markup:
    return bold(free(drawn.product.name)) if drawn.product else Markup()


def _maker(drawn: DrawnSource) -> Markup:
    if not drawn.product:
        return Markup()
    place = drawn.product.manufacturer_place
    return joined([free(drawn.product.manufacturer), free(place) if place else Markup()], ", ")


def _reaction(given: GivenInjection, words: Wording) -> Markup:
    seen = free(given.injection.reaction_text) if given.injection.reaction_text else Markup()
    return joined([fixed(words.treatment.reactions[given.injection.reaction]), seen], ": ")


def _exceptions(given: GivenInjection, words: Wording) -> list[tuple[str, Markup]]:
    """What was done all the same, for a reason: listed, as everywhere."""
    labels = words.treatment
    lots = [drawn.source.no_lot_reason for drawn in given.sources]
    reasons = {
        labels.lot_reason: next((reason for reason in lots if reason), None),
        labels.dose_reason: given.injection.dose_reason,
        labels.aspirate_reason: given.injection.aspirate_reason,
        labels.consent_reason: given.injection.no_consent_reason,
    }
    return [(label, free(reason)) for label, reason in reasons.items() if reason]


def _pairs(*pairs: tuple[str, Markup]) -> Cells:
    """Labels with their values, two to a row; a single pair has the whole row."""
    widths = (12, 22, 13, 35)
    cells = []
    for place, (label, value) in enumerate(pairs):
        cells.append(cell(paragraph(fixed(label)), kind="label", width=widths[2 * place]))
        cells.append(
            cell(value, span=3) if len(pairs) == 1 else cell(value, width=widths[2 * place + 1]),
        )
    return tuple(cells)


def _no_injection(visit: VisitView, words: Wording) -> Block:
    outcome, why = visit.visit.outcome, visit.visit.outcome_reason
    told = [fixed(words.treatment.outcomes[outcome])] if outcome else []
    told += [sentence(why)] if why else []
    return Block(paragraph(joined([fixed(words.treatment.no_injection), *told], " ")))


def _amendment(amendment: Amendment, words: Wording) -> Markup:
    """What was added or changed after signing, when, why and by whom."""
    labels = words.treatment
    lead = bold(filled(labels.amended[amendment.kind], day=words.long_date(amendment.amended_on)))
    told = [
        filled(labels.added, lead=lead, who=free(amendment.amended_by), end=":" if amendment.text else "."),
        sentence(amendment.text) if amendment.text else Markup(),
        filled(labels.reason, reason=sentence(amendment.reason)),
        fixed(labels.corrected_here) if amendment.kind is AmendmentKind.CORRECTION else Markup(),
    ]
    return paragraph(joined(told, " "))
