"""The visit summary for the patient: one page, long dates, plain words, in a set order. No claims, no advice of ours.

A signed visit's page is made of what was signed, with what was added or corrected since; a draft says on every sheet
that it is one. Fixed wording is in the patient's language; what was typed stays as written, and the page says so.
"""

from dataclasses import dataclass
from datetime import datetime

from exodesk.core.chart import Chart, VisitView
from exodesk.core.records.clinic import Clinic
from exodesk.core.records.injection import InjectionKind, InjectionStatus
from exodesk.core.records.patient import Language, Patient, show_chart_no
from exodesk.core.records.printed import TextPlace
from exodesk.core.records.stock import Product, RegulatoryStatus
from exodesk.core.records.visit import AmendmentKind
from exodesk.core.sentences import mid_sentence
from exodesk.documents import page
from exodesk.documents.html import Markup, bold, cell, filled, fixed, free, joined, paragraph, row, table, typed_lines
from exodesk.documents.outlook import planned
from exodesk.documents.page import Block, Document, Footer, boxed, section, together
from exodesk.documents.progress import how_you_have_been
from exodesk.documents.sealed import as_signed
from exodesk.documents.texts import BUILT_IN, PracticeTexts, Values
from exodesk.documents.treatment import done
from exodesk.documents.wording import Wording, language_of, wording_in

NAME = "Visit summary"
EMERGENCY_NUMBER = "911"


@dataclass(frozen=True, slots=True)
class _Written:
    """The practice's own texts for this page."""

    texts: PracticeTexts
    values: Values
    words: Wording

    def at(self, place: TextPlace) -> Markup:
        return self.texts.at(place, self.words.language, self.values)


def visit_summary(
    chart: Chart,
    visit: VisitView,
    clinic: Clinic,
    *,
    printed_at: datetime,
    audit_head: str,
    synthetic: bool,
    language: Language | None = None,
    texts: PracticeTexts = BUILT_IN,
) -> Document:
    """`printed_at` is in the clinic's zone; `audit_head` is the hash that the audit trail ends with.

    `language` is the patient's unless another one is asked for.
    """
    chart, visit = as_signed(chart, visit)
    words = wording_in(language or language_of(chart.patient.language))
    written = _Written(texts, values_of(chart.patient, visit, clinic, words), words)
    marks = marks_of(visit, words, synthetic=synthetic)
    headings = words.headings
    return Document(
        title=words.sheet.title,
        name=NAME,
        header=page.header(clinic, chart.patient, marks, words),
        blocks=(
            Block(_opening(chart.patient, visit, clinic, words), whole=True),
            Block(_when_to_call(chart, visit, clinic, words), whole=True),
            *section(headings.done, *done(visit, words)),
            *_about_product(visit, written),
            *section(headings.next_days, *_next_days(visit, written)),
            *section(headings.progress, *how_you_have_been(chart, visit, words)),
            *section(headings.planned, *planned(chart, visit, words)),
            together((headings.questions, _lines(3)), (headings.signature, _signature(visit, written))),
        ),
        footer=Footer(
            printed_at=printed_at,
            visit_hash=visit.signed_hash,
            audit_head=audit_head,
            words=words,
        ),
        marks=marks,
    )


def values_of(patient: Patient, visit: VisitView, clinic: Clinic, words: Wording) -> dict[str, Markup]:
    """What the fields of the practice's texts stand for."""
    sites = dict.fromkeys(
        words.where(given.injection.site, given.injection.side)
        for given in visit.injections
        if given.injection.status is not InjectionStatus.NOT_DONE
    )
    born = words.partial_date(patient.birth_date) if patient.birth_date else words.sheet.not_recorded
    return {
        "patient": free(full_name(patient)),
        "birth_date": fixed(born),
        "chart": fixed(show_chart_no(patient.chart_no)),
        "visit_date": fixed(words.long_date(visit.visit.visited_on)),
        "sites": fixed(", ".join(mid_sentence(site) for site in sites)),
        "practitioner": giver(visit, clinic),
        "practice": free(clinic.name),
        "phone": free(clinic.phone),
        "out_of_hours": free(clinic.out_of_hours_phone),
    }


def full_name(patient: Patient) -> str:
    return f"{patient.given_name} {patient.family_name}"


def marks_of(visit: VisitView, words: Wording, *, synthetic: bool) -> tuple[str, ...]:
    """What stands across every sheet."""
    taken_back = any(
        amendment.kind is AmendmentKind.ENTERED_IN_ERROR and amendment.target_table == "visit"
        for amendment in visit.amendments
    )
    sheet = words.sheet
    marks = {sheet.draft: not visit.is_signed, sheet.entered_in_error: taken_back, sheet.synthetic: synthetic}
    return tuple(mark for mark, stands in marks.items() if stands)


def _opening(patient: Patient, visit: VisitView, clinic: Clinic, words: Wording) -> Markup:
    """The day, and who met whom where."""
    who = bold(giver(visit, clinic))
    about_visit = [filled(words.seen_by, who=who), fixed(words.visit_kinds[visit.visit.kind])]
    if visit.visit.reason:
        about_visit.append(free(visit.visit.reason))
    about_clinic = [bold(free(clinic.name)), free(clinic.address), fixed(f"{words.call.phone} ") + free(clinic.phone)]
    if clinic.letterhead:
        about_clinic.append(free(clinic.letterhead))
    about_patient = [
        bold(free(full_name(patient))),
        fixed(page.born(patient, words)),
        fixed(page.chart_no(patient, words)),
    ]
    columns = ((about_clinic, 34), (about_patient, 34), (about_visit, 32))
    cells = (cell(*(paragraph(line) for line in lines), width=width) for lines, width in columns)
    day = words.long_date(visit.visit.visited_on)
    title = paragraph(fixed(words.visit_on.format(day=day)), kind="title")
    return table(row(cell(title, span=3)), row(*cells), kind="opening")


def giver(visit: VisitView, clinic: Clinic) -> Markup:
    """Who gave the injections; where none were, who signed, or the practitioner."""
    for given in visit.injections:
        if given.injection.giver_name:
            return joined([free(given.injection.giver_name), free(given.injection.giver_title or "")], ", ")
    if visit.is_signed:
        return free(visit.signatures[0].signed_by)
    return joined([free(clinic.giver_name), free(clinic.giver_title)], ", ")


def _when_to_call(chart: Chart, visit: VisitView, clinic: Clinic, words: Wording) -> Markup:
    """The red flags once anything was injected; before that there is nothing yet to watch for."""
    call = words.call
    treated = any(
        given.injection.status is not InjectionStatus.NOT_DONE and given.injection.given_on <= visit.visit.visited_on
        for given in (*chart.injections, *visit.injections)
    )
    phones = table(
        row(
            cell(paragraph(fixed(f"{call.phone} "), bold(free(clinic.phone))), width=35),
            cell(paragraph(fixed(f"{words.sheet.out_of_hours} "), bold(free(clinic.out_of_hours_phone))), width=42),
            cell(paragraph(fixed(f"{call.emergency} "), bold(fixed(EMERGENCY_NUMBER))), width=23),
        ),
        kind="phones",
    )
    if not treated:
        return boxed(paragraph(fixed(call.any_time), kind="lead"), phones)
    flags = [paragraph(fixed(f"•  {flag}")) for flag in call.red_flags]
    thirds = [cell(*flags[2 * n : 2 * n + 2], width=width) for n, width in enumerate((29, 36, 35))]
    return boxed(paragraph(fixed(call.same_day), kind="lead"), table(row(*thirds), kind="flags"), phones)


def _about_product(visit: VisitView, written: _Written) -> tuple[Block, ...]:
    """Status and source of each product, for exosomes always what is not known of them."""
    words = written.words
    exosomes = [given for given in visit.injections if given.injection.kind is InjectionKind.EXOSOME]
    drawn = [each.product for given in visit.injections for each in given.sources]
    products = list({product.id: product for product in drawn if product}.values())
    if not (exosomes or products):
        return ()
    lines = [_status(product, words) for product in products]
    if exosomes and not any(product.regulatory_status is not RegulatoryStatus.UNKNOWN for product in products):
        lines.append(fixed(words.product.exosomes_not_approved))
    lines.append(fixed(f"{words.product.long_term} {words.product.medwatch}"))
    heading = words.headings.about_products if len(products) > 1 else words.headings.about_product
    told = joined(paragraph(line) for line in lines)
    return section(heading, *_blocks(told, written.at(TextPlace.ABOUT_PRODUCT)))


def _status(product: Product, words: Wording) -> Markup:
    reference = product.regulatory_reference
    number = filled(words.product.number, number=free(reference)) if reference else Markup()
    told = filled(words.product.status[product.regulatory_status], number=number)
    return joined([bold(free(product.name)) + fixed("."), _made_from(product, words), told], " ")


def _made_from(product: Product, words: Wording) -> Markup:
    if product.source_tissue is None:
        return Markup()
    pattern = words.product.made_from_donor[product.donor] if product.donor else words.product.made_from
    return fixed(pattern.format(tissue=words.product.tissues[product.source_tissue]))


def _next_days(visit: VisitView, written: _Written) -> list[Block]:
    """What was typed for this visit, then the practice's own text, then what always stands."""
    typed = visit.visit.instructions
    told = [typed_lines(typed) if typed else Markup(), written.at(TextPlace.NEXT_DAYS)]
    if not any(told):
        told = [paragraph(fixed(written.words.product.no_instructions))]
    return _blocks(*told, paragraph(fixed(written.words.product.medicines)))


def _blocks(*content: Markup) -> list[Block]:
    return [Block(each) for each in content if each]


def _lines(count: int) -> Markup:
    """Empty lines to write on."""
    return table(*(row(cell(paragraph(fixed("\N{NO-BREAK SPACE}")))) for _ in range(count)), kind="lines")


def _signature(visit: VisitView, written: _Written) -> Markup:
    words = written.words
    closing = written.at(TextPlace.CLOSING)
    note = paragraph(fixed(words.typed_as_written), kind="small") if words.typed_as_written else Markup()
    if not visit.is_signed:
        return closing + paragraph(fixed(f"{words.sheet.draft}.")) + note
    last = visit.signatures[-1]
    pattern = words.signed_again if last.version > 1 else words.signed
    day = words.long_date(last.signed_on)
    told = filled(pattern, who=bold(free(last.signed_by)), day=day, version=str(last.version))
    return closing + paragraph(told) + note
