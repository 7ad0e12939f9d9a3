"""What clinicians' pages are made of: sections of labelled lines, and what was given, exactly. English, short dates.

Source of the forms of dates and doses: NHS CUI Date Display 5.0, Medication Line; ISMP.
"""

from collections.abc import Iterable, Iterator, Sequence

from exodesk.core.chart import DrawnSource, GivenInjection
from exodesk.core.codes import Basis, YesNo
from exodesk.core.dates import show_date
from exodesk.core.quantities import NBSP, plain, show_billions, show_concentration, show_ml
from exodesk.core.records.injection import Anaesthetic, Guidance, InjectionKind, InjectionStatus, Reaction
from exodesk.core.records.stock import RegulatoryStatus
from exodesk.core.records.visit import Vitals
from exodesk.core.sentences import mid_sentence
from exodesk.core.vitals import facts_of_vitals
from exodesk.documents.html import Markup, bold, cell, fixed, free, joined, paragraph, row, table
from exodesk.documents.page import Block, section

LABEL_WIDTH = 28
BESIDE_HEADING = 3
SHORT, FEW = 800, 10
"""Letters of a line with its tags, and paragraphs in it: some four lines on paper, which stay together."""
Pair = tuple[str, Markup]
NOT_RECORDED = "Not recorded"


def facts(heading: str, pairs: Iterable[Pair]) -> tuple[Block, ...]:
    """A section of labels and values; nothing without any."""
    lines = [table(_line(label, value), kind="facts") for label, value in pairs if value]
    return of_lines(heading, lines) if lines else ()


def of_lines(heading: str, lines: Sequence[Markup]) -> tuple[Block, ...]:
    """A section that is cut between its lines, or inside a long one: a label never parts from a short value.

    The first few stand together, since a heading may be higher than one.
    """
    blocks = [joined(lines[:BESIDE_HEADING]), *lines[BESIDE_HEADING:]]
    return section(heading, *(Block(each, whole=_is_short(each.html)) for each in blocks if each))


def _is_short(html: str) -> bool:
    return len(html) < SHORT and html.count("<p") <= FEW


def _line(label: str, value: Markup) -> Markup:
    return row(cell(paragraph(fixed(label)), kind="label", width=LABEL_WIDTH), cell(value, width=100 - LABEL_WIDTH))


def said(text: str | None) -> Markup:
    """A note as it was typed, a paragraph a line; nothing when there is none."""
    lines = (text or "").strip().splitlines()
    return joined(paragraph(free(line) or fixed(NBSP)) for line in lines)


def known(typed: str | None, otherwise: str) -> Markup:
    """What was typed, or our words for that nothing was."""
    return free(typed) if typed else fixed(otherwise)


def told(text: str) -> Markup:
    return paragraph(fixed(text)) if text else Markup()


def given_exactly(given: GivenInjection) -> Block:
    """One injection with all that a colleague has to know of it; never cut."""
    injection = given.injection
    level = fixed(", ") + free(injection.spine_level) if injection.spine_level else Markup()
    on = "" if injection.status is InjectionStatus.NOT_DONE else f" · {show_date(injection.given_on)}"
    head = paragraph(bold(fixed(given.where) + level), fixed(f" · {injection.kind.label}{on}"))
    if injection.status is InjectionStatus.NOT_DONE:
        why = fixed("Not given. ") + free(injection.not_done_reason or "")
        return Block(head + paragraph(why), whole=True)
    pairs = [(label, value) for label, value in _given_pairs(given) if value]
    rows = [_line(label, value) for label, value in pairs]
    return Block(head + table(*rows, kind="facts"), whole=True)


def _given_pairs(given: GivenInjection) -> Iterator[Pair]:
    injection = given.injection
    if injection.kind is InjectionKind.EXOSOME:
        yield "DOSE", joined(paragraph(line) for line in _doses(given))
    yield "VOLUME", _volume(given)
    for drawn in given.sources:
        yield "Product", _product(drawn)
    if injection.product_text or injection.lot_text:
        lot = fixed("lot ") + free(injection.lot_text) if injection.lot_text else Markup()
        product = free(injection.product_text) if injection.product_text else Markup()
        yield "Product", paragraph(joined([product, lot], ", "))
    yield "Technique", told(_technique(given))
    yield "Anaesthetic", _anaesthetic(given)
    if injection.status is InjectionStatus.PARTIAL:
        yield "Given", told("Only in part")
    if injection.aspirate_ul:
        look = f", {injection.aspirate_look.label.lower()}" if injection.aspirate_look else ""
        yield "Aspirated", told(f"{show_ml(injection.aspirate_ul)}{look}")


def _doses(given: GivenInjection) -> Iterator[Markup]:
    if not given.sources:
        yield bold(fixed("Not known"))
    for drawn in given.sources:
        if drawn.source.particles is None:
            yield bold(fixed("Not known"))
            continue
        basis = "measured" if drawn.source.basis is Basis.MEASURED else "labelled, maker’s figure"
        per_ml = drawn.source.particles_per_ml
        concentration = f", {show_concentration(per_ml)}" if per_ml else ""
        of_lot = fixed(", lot ") + free(drawn.lot.code) if drawn.lot and len(given.sources) > 1 else Markup()
        particles = bold(fixed(f"{show_billions(drawn.source.particles)} particles"))
        yield particles + fixed(f" ({basis}{concentration})") + of_lot


def _volume(given: GivenInjection) -> Markup:
    injection = given.injection
    if injection.volume_ul is None:
        return paragraph(bold(fixed("Not known")))
    amount = bold(fixed(show_ml(injection.volume_ul)))
    if not injection.diluent_ul:
        return paragraph(amount)
    drawn = show_ml(sum(each.source.drawn_ul for each in given.sources))
    diluent = free(injection.diluent) if injection.diluent else fixed("diluent")
    return paragraph(amount, fixed(f" of {drawn} mixed with {show_ml(injection.diluent_ul)} "), diluent)


def _product(drawn: DrawnSource) -> Markup:
    if drawn.lot is None or drawn.product is None:
        return paragraph(fixed("Lot not known: "), known(drawn.source.no_lot_reason, "no reason recorded"))
    product = drawn.product
    first = joined([bold(free(product.name)), free(product.manufacturer), free(product.manufacturer_place or "")], ", ")
    lot = fixed("lot ") + bold(free(drawn.lot.code)) + fixed(f", expiry {show_date(drawn.lot.expires_on)}")
    recalled = f", recalled {show_date(drawn.lot.recalled_on)}" if drawn.lot.recalled_on else ""
    return paragraph(first) + paragraph(lot + fixed(recalled)) + told(_status(product.regulatory_status))


def _status(status: RegulatoryStatus) -> str:
    words = {
        RegulatoryStatus.UNAPPROVED: "Not FDA-approved.",
        RegulatoryStatus.IND: "Not FDA-approved; under an IND.",
        RegulatoryStatus.IRB_STUDY: "Not FDA-approved; in a study under an IRB.",
        RegulatoryStatus.FOREIGN_APPROVAL: "Not FDA-approved; approved abroad.",
        RegulatoryStatus.UNKNOWN: "Regulatory status not recorded.",
    }
    return words[status]


def _technique(given: GivenInjection) -> str:
    injection = given.injection
    parts = [
        injection.route.label if injection.route else "",
        f"{injection.approach} approach" if injection.approach else "",
        _guidance(injection.guidance),
        f"needle {injection.needle_gauge}{NBSP}G" if injection.needle_gauge else "",
        f"{injection.needle_length_mm}{NBSP}mm" if injection.needle_length_mm else "",
        injection.skin_prep.label if injection.skin_prep else "",
    ]
    return ", ".join(part for part in parts if part)


def _guidance(guidance: Guidance | None) -> str:
    if guidance is None:
        return ""
    return "no guidance" if guidance is Guidance.NONE else f"{guidance.label} guided"


def _anaesthetic(given: GivenInjection) -> Markup:
    injection = given.injection
    if injection.anaesthetic in {None, Anaesthetic.NONE}:
        return Markup()
    parts = [fixed(injection.anaesthetic.label)]
    if injection.anaesthetic_percent is not None:
        parts.append(fixed(f"{plain(injection.anaesthetic_percent)}{NBSP}%"))
    if injection.anaesthetic_ul is not None:
        parts.append(fixed(show_ml(injection.anaesthetic_ul)))
    if injection.epinephrine is YesNo.YES:
        parts.append(fixed("with epinephrine"))
    if injection.anaesthetic_lot:
        parts.append(fixed("lot ") + free(injection.anaesthetic_lot))
    return paragraph(joined(parts, ", "))


def exceptions_of(given: Sequence[GivenInjection]) -> list[Pair]:
    """What was done all the same, for a reason, and checks of the pause that took one."""
    found: list[Pair] = []
    for each in given:
        injection = each.injection
        reasons = {
            "Lot not known": next((d.source.no_lot_reason for d in each.sources if d.source.no_lot_reason), None),
            "Outside the plan": injection.dose_reason,
            "After this aspirate": injection.aspirate_reason,
            "No signed consent": injection.no_consent_reason,
        }
        reasons |= {answer.item.label: answer.reason for answer in each.pause if answer.reason}
        found += [(label, paragraph(fixed(f"{each.where}: "), free(why))) for label, why in reasons.items() if why]
    return found


def reactions_of(given: Sequence[GivenInjection]) -> list[Pair]:
    """The answer of each observation; one that was never given says so."""
    found: list[Pair] = []
    for each in given:
        injection = each.injection
        if injection.status is InjectionStatus.NOT_DONE:
            continue
        answer = _reaction(injection.reaction)
        seen = fixed(": ") + free(injection.reaction_text) if injection.reaction_text else Markup()
        found.append((each.where, paragraph(fixed(answer) + seen)))
    return found


def _reaction(reaction: Reaction | None) -> str:
    if reaction is None:
        return NOT_RECORDED
    return "None while observed" if reaction is Reaction.NONE else reaction.label


def vitals_line(vitals: Vitals) -> str:
    """`before: blood pressure 128/82 mmHg, heart rate 72/min`."""
    told = [f"{mid_sentence(label)} {text}" for label, text in facts_of_vitals(vitals).items()]
    return f"{vitals.measured.label.lower()}: {', '.join(told)}" if told else ""
