"""The visit summary for the patient: one page, long dates, plain words, in a set order. No claims, no advice of ours.

A signed visit's page is made of what was signed, with what was added or corrected since; a draft says on every sheet
that it is one.
"""

from datetime import datetime

from exodesk.core.chart import Chart, VisitView
from exodesk.core.dates import show_long_date
from exodesk.core.records.clinic import Clinic
from exodesk.core.records.injection import InjectionKind, InjectionStatus
from exodesk.core.records.patient import Patient, show_chart_no
from exodesk.core.records.stock import Product, RegulatoryStatus
from exodesk.core.records.visit import AmendmentKind
from exodesk.documents import page, wording
from exodesk.documents.html import Markup, bold, cell, fixed, free, joined, paragraph, row, table, typed_lines
from exodesk.documents.outlook import planned
from exodesk.documents.page import Block, Document, Footer, section
from exodesk.documents.progress import how_you_have_been
from exodesk.documents.sealed import as_signed
from exodesk.documents.treatment import done

TITLE = "Visit summary"


def visit_summary(
    chart: Chart, visit: VisitView, clinic: Clinic, *, printed_at: datetime, audit_head: str, synthetic: bool
) -> Document:
    """`printed_at` is in the clinic's zone; `audit_head` is the hash that the audit trail ends with."""
    chart, visit = as_signed(chart, visit)
    marks = _marks(visit, synthetic=synthetic)
    return Document(
        title=TITLE,
        name=TITLE,
        header=page.header(clinic, chart.patient, marks),
        blocks=(
            Block(_opening(chart.patient, visit, clinic), whole=True),
            Block(_when_to_call(chart, visit, clinic), whole=True),
            *section("What was done", *done(visit)),
            *_about_product(visit),
            *section("The next days", *_next_days(visit)),
            *section("How you have been", *how_you_have_been(chart, visit)),
            *section("What is planned", *planned(chart, visit)),
            *section(wording.QUESTIONS, Block(_lines(3), whole=True)),
            *section("Signature", Block(_signature(visit), whole=True)),
        ),
        footer=Footer(
            printed_at=printed_at,
            visit_hash=visit.signatures[-1].sha256 if visit.is_signed else "",
            audit_head=audit_head,
        ),
        marks=marks,
    )


def _marks(visit: VisitView, *, synthetic: bool) -> tuple[str, ...]:
    taken_back = any(
        amendment.kind is AmendmentKind.ENTERED_IN_ERROR and amendment.target_table == "visit"
        for amendment in visit.amendments
    )
    marks = {page.DRAFT: not visit.is_signed, page.ENTERED_IN_ERROR: taken_back, page.SYNTHETIC: synthetic}
    return tuple(mark for mark, stands in marks.items() if stands)


def _opening(patient: Patient, visit: VisitView, clinic: Clinic) -> Markup:
    """The day, and who met whom where."""
    about_visit = [fixed("Seen by ") + bold(_giver(visit, clinic)), fixed(f"{visit.visit.kind.label} visit")]
    if visit.visit.reason:
        about_visit.append(free(visit.visit.reason))
    about_clinic = [bold(free(clinic.name)), free(clinic.address), fixed("Phone ") + free(clinic.phone)]
    if clinic.letterhead:
        about_clinic.append(free(clinic.letterhead))
    name = f"{patient.given_name} {patient.family_name}"
    about_patient = [
        bold(free(name)),
        fixed(f"Born {page.long_date(patient.birth_date)}"),
        fixed(f"Chart {show_chart_no(patient.chart_no)}"),
    ]
    columns = ((about_clinic, 38), (about_patient, 27), (about_visit, 35))
    cells = (cell(*(paragraph(line) for line in lines), width=width) for lines, width in columns)
    title = paragraph(fixed(f"Your visit on {show_long_date(visit.visit.visited_on)}"), kind="title")
    return table(row(cell(title, span=3)), row(*cells), kind="opening")


def _giver(visit: VisitView, clinic: Clinic) -> Markup:
    """Who gave the injections; where none were, who signed, or the practitioner."""
    for given in visit.injections:
        if given.injection.giver_name:
            return joined([free(given.injection.giver_name), free(given.injection.giver_title or "")], ", ")
    if visit.is_signed:
        return free(visit.signatures[0].signed_by)
    return joined([free(clinic.giver_name), free(clinic.giver_title)], ", ")


def _when_to_call(chart: Chart, visit: VisitView, clinic: Clinic) -> Markup:
    """The red flags once anything was injected; before that there is nothing yet to watch for."""
    treated = any(
        given.injection.status is not InjectionStatus.NOT_DONE and given.injection.given_on <= visit.visit.visited_on
        for given in (*chart.injections, *visit.injections)
    )
    phones = table(
        row(
            cell(paragraph(fixed("Phone "), bold(free(clinic.phone))), width=35),
            cell(paragraph(fixed("Out of hours "), bold(free(clinic.out_of_hours_phone))), width=42),
            cell(paragraph(fixed(f"{wording.EMERGENCY} "), bold(fixed(wording.EMERGENCY_NUMBER))), width=23),
        ),
        kind="phones",
    )
    if not treated:
        return _boxed(paragraph(fixed(wording.CALL_ANY_TIME), kind="lead"), phones)
    flags = [paragraph(fixed(f"•  {flag}")) for flag in wording.RED_FLAGS]
    thirds = [cell(*flags[2 * n : 2 * n + 2], width=width) for n, width in enumerate((29, 36, 35))]
    return _boxed(paragraph(fixed(wording.CALL_SAME_DAY), kind="lead"), table(row(*thirds), kind="flags"), phones)


def _boxed(*content: Markup) -> Markup:
    """In a frame, with room below it."""
    return table(row(cell(table(row(cell(*content)), kind="box"))), kind="around")


def _about_product(visit: VisitView) -> tuple[Block, ...]:
    """Status and source of each product, for exosomes always what is not known of them."""
    exosomes = [given for given in visit.injections if given.injection.kind is InjectionKind.EXOSOME]
    drawn = [each.product for given in visit.injections for each in given.sources]
    products = list({product.id: product for product in drawn if product}.values())
    if not (exosomes or products):
        return ()
    lines = [_status(product) for product in products]
    if exosomes and not any(product.regulatory_status is not RegulatoryStatus.UNKNOWN for product in products):
        lines.append(fixed(wording.EXOSOMES_NOT_APPROVED))
    lines.append(fixed(f"{wording.LONG_TERM} {wording.MEDWATCH}"))
    heading = "About these products" if len(products) > 1 else "About this product"
    return section(heading, Block(joined(paragraph(line) for line in lines)))


def _status(product: Product) -> Markup:
    told = fixed(wording.REGULATORY[product.regulatory_status])
    if product.regulatory_status in {RegulatoryStatus.IND, RegulatoryStatus.IRB_STUDY}:
        number = fixed(", number ") + free(product.regulatory_reference) if product.regulatory_reference else Markup()
        told = told + number + fixed(".")
    return joined([bold(free(product.name)) + fixed("."), _made_from(product), told], " ")


def _made_from(product: Product) -> Markup:
    if product.source_tissue is None:
        return Markup()
    whose = f"{wording.DONORS[product.donor]} " if product.donor else ""
    return fixed(f"Made from {whose}{product.source_tissue.label.lower()}.")


def _next_days(visit: VisitView) -> list[Block]:
    typed = visit.visit.instructions
    instructions = typed_lines(typed) if typed else paragraph(fixed(wording.NO_INSTRUCTIONS))
    return [Block(instructions), Block(paragraph(fixed(wording.MEDICINES)))]


def _lines(count: int) -> Markup:
    """Empty lines to write on."""
    return table(*(row(cell(paragraph(fixed("\N{NO-BREAK SPACE}")))) for _ in range(count)), kind="lines")


def _signature(visit: VisitView) -> Markup:
    if not visit.is_signed:
        return paragraph(fixed(f"{page.DRAFT}."))
    last = visit.signatures[-1]
    version = f", version {last.version}" if last.version > 1 else ""
    told = fixed("Signed by ") + bold(free(last.signed_by)) + fixed(f" on {show_long_date(last.signed_on)}{version}.")
    return paragraph(told)
