"""The account of disclosures that a patient may ask for: what left the house, to whom, when and why. In their language.

Source: 45 CFR 164.528 (b): the date, who received it and where, what it was, and for what purpose; six years back.
"""

from datetime import date, datetime

from exodesk.core.chart import Chart
from exodesk.core.records.clinic import Clinic
from exodesk.core.records.patient import Language
from exodesk.core.records.printed import ACCOUNTED, CODE_DIGITS, Disclosure, PrintedPage
from exodesk.documents import page
from exodesk.documents.html import Markup, bold, cell, fixed, free, head_cell, paragraph, row, table
from exodesk.documents.page import Block, Document, Footer
from exodesk.documents.summary import full_name
from exodesk.documents.wording import Wording, language_of, wording_in

NAME = "Account of disclosures"
WIDTHS = (25, 29, 27, 19)


def account(
    chart: Chart,
    clinic: Clinic,
    *,
    since: date | None = None,
    only_accounted: bool = False,
    language: Language | None = None,
    printed_at: datetime,
    audit_head: str,
    synthetic: bool,
) -> Document:
    """From a day on, or all; all purposes, or those that the law asks an account of. Oldest first.

    What was entered in error is left out. `printed_at` is in the clinic's zone.
    """
    words = wording_in(language or language_of(chart.patient.language))
    marks = (words.sheet.synthetic,) if synthetic else ()
    listed = [
        each
        for each in chart.disclosures
        if each.withdrawn_on is None
        and (since is None or each.disclosed_on >= since)
        and (not only_accounted or each.purpose in ACCOUNTED)
    ]
    lines = _table(listed, chart, words) if listed else paragraph(fixed(words.account.nothing))
    told = words.account.accounted if only_accounted else words.account.everything
    return Document(
        title=words.account.title,
        name=NAME,
        header=page.header(clinic, chart.patient, marks, words),
        blocks=(
            Block(_opening(chart, clinic, words), whole=True),
            Block(_about(since, printed_at.date(), told, words), whole=True),
            Block(lines if listed else table(row(cell(lines)), kind="around")),
            Block(table(row(cell(paragraph(fixed(words.account.ask)))), kind="section"), whole=True),
        ),
        footer=Footer(printed_at=printed_at, visit_hash=None, audit_head=audit_head, words=words),
        marks=marks,
    )


def _opening(chart: Chart, clinic: Clinic, words: Wording) -> Markup:
    patient = chart.patient
    ours = [bold(free(clinic.name)), free(clinic.address), fixed(f"{words.call.phone} ") + free(clinic.phone)]
    theirs = [
        bold(free(full_name(patient))),
        fixed(page.born(patient, words)),
        fixed(page.chart_no(patient, words)),
    ]
    return table(
        row(cell(paragraph(fixed(words.account.title), kind="title"), span=2)),
        row(*(cell(*(paragraph(line) for line in lines), width=50) for lines in (ours, theirs))),
        kind="opening",
    )


def _about(since: date | None, until: date, told: str, words: Wording) -> Markup:
    last = words.long_date(until)
    between = words.account.between.format(first=words.long_date(since), last=last) if since else ""
    lines = [paragraph(bold(fixed(between or words.account.until.format(last=last)))), paragraph(fixed(told))]
    if words.typed_as_written:
        lines.append(paragraph(fixed(words.typed_as_written), kind="small"))
    return table(row(cell(*lines)), kind="around")


def _table(listed: list[Disclosure], chart: Chart, words: Wording) -> Markup:
    labels = words.account
    pages = {each.id: each for each in chart.printed}
    head = row(*(head_cell(label) for label in (labels.on, labels.recipient, labels.what, labels.purpose)))
    rows = [_row(each, pages.get(each.printed_page_id or ""), chart, words) for each in listed]
    return table(head, *rows, kind="account")


def _row(told: Disclosure, printed: PrintedPage | None, chart: Chart, words: Wording) -> Markup:
    what = paragraph(free(told.description)) if printed is None else _page(printed, chart, words)
    cells = (
        paragraph(fixed(words.long_date(told.disclosed_on))),
        paragraph(free(told.recipient)),
        what,
        paragraph(fixed(words.account.purposes[told.purpose])),
    )
    return row(*(cell(content, width=width) for content, width in zip(cells, WIDTHS, strict=True)))


def _page(printed: PrintedPage, chart: Chart, words: Wording) -> Markup:
    """Which page of ours it was, and the codes at its foot."""
    name = words.account.pages[printed.kind]
    views = (*chart.visits, *chart.in_error)
    day = next((view.visit.visited_on for view in views if view.visit.entry_id == printed.visit_id), None)
    about = words.account.of_visit.format(page=name, day=words.long_date(day)) if day else name
    head = printed.audit_head[:CODE_DIGITS]
    codes = words.sheet.head.format(head=head)
    if printed.visit_hash:
        codes = words.sheet.hashes.format(visit=printed.visit_hash[:CODE_DIGITS], head=head)
    return paragraph(fixed(about)) + paragraph(fixed(codes), kind="small")
