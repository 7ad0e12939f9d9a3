"""A page as every printed document has it: who stands on each sheet, which blocks follow, what says what it is.

Only what is on the paper; how blocks break over sheets is printing's business.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from exodesk.core.dates import show_time
from exodesk.core.records.clinic import Clinic
from exodesk.core.records.patient import Patient, show_chart_no, show_name
from exodesk.core.records.printed import CODE_DIGITS
from exodesk.documents.html import Markup, bold, cell, fixed, free, joined, paragraph, row, table
from exodesk.documents.wording import ENGLISH, Wording

BESIDE = 82
"""How much of the width, in per cent, what stands beside a heading has."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a page, one table. A `whole` one is never cut; any other may be, between two lines.

    Where a table in it has a head, as `head_cell` makes it, a sheet that goes on with it begins with that head. So does
    one that goes on with a section: `heading` is that of its section, which a block that `continues` does not begin.
    """

    markup: Markup
    whole: bool = False
    heading: str = ""
    continues: bool = False


Cells = tuple[Markup, ...]
"""A row of a grid."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells that stand beside a heading as rows of its own table: Qt lays a table in a table out twice.

    Their widths are in per cent of the page, `BESIDE` in all. Cut and headed as a `Block` is.
    """

    rows: tuple[Cells, ...]
    kind: str
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Footer:
    """What is told at the foot of each sheet: when it was printed, and the hashes that tell an altered record.

    `printed_at` is in the clinic's zone. `visit_hash` is empty for a visit that is not signed, None beside no visit.
    """

    printed_at: datetime
    visit_hash: str | None
    audit_head: str
    words: Wording = ENGLISH

    @property
    def code(self) -> str:
        """Both hashes as a scanner types them: `3fa9d02c61be-9b1c77aa03de`, or the audit head alone."""
        return "-".join(part[:CODE_DIGITS] for part in (self.visit_hash, self.audit_head) if part)

    def on(self, page: int, pages: int) -> Markup:
        sheet = self.words.sheet
        printed = sheet.printed.format(
            day=self.words.long_date(self.printed_at.date()), time=show_time(self.printed_at)
        )
        head = self.audit_head[:CODE_DIGITS]
        if self.visit_hash is None:
            hashes = sheet.head.format(head=head)
        else:
            hashes = sheet.hashes.format(visit=self.visit_hash[:CODE_DIGITS] or sheet.no_hash, head=head)
        return table(
            row(
                cell(paragraph(fixed(f"{printed} · {hashes}")), width=84),
                cell(paragraph(fixed(sheet.page.format(page=page, pages=pages)), kind="end"), width=16),
            ),
            kind="footer",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document to print. `name` names files and print jobs, so no patient is in it.

    `marks` stand on every sheet, in its header and across it.
    """

    title: str
    name: str
    header: Markup
    blocks: tuple[Block, ...]
    footer: Footer
    marks: tuple[str, ...] = ()

    @property
    def body(self) -> Markup:
        return joined(block.markup for block in self.blocks)

    @property
    def html(self) -> str:
        """The document on one endless sheet."""
        return (self.header + self.body + self.footer.on(1, 1)).html

    @property
    def wording(self) -> str:
        """All of it that is our own, for claims.py."""
        return "\n".join([self.title, *self.marks, (self.header + self.body + self.footer.on(1, 1)).wording])


def header(clinic: Clinic, patient: Patient, marks: tuple[str, ...], words: Wording = ENGLISH) -> Markup:
    """Clinic with its out-of-hours phone, and the patient: name, birth date, chart number."""
    about_patient = f"{born(patient, words)} · {chart_no(patient, words)}"
    return table(
        row(
            cell(
                paragraph(bold(free(clinic.name))),
                paragraph(fixed(f"{words.sheet.out_of_hours} "), free(clinic.out_of_hours_phone)),
                width=40,
            ),
            cell(*(paragraph(fixed(mark), kind="mark") for mark in marks), width=18),
            cell(
                paragraph(bold(free(show_name(patient))), kind="end"),
                paragraph(fixed(about_patient), kind="end"),
                width=42,
            ),
        ),
        kind="header",
    )


def born(patient: Patient, words: Wording) -> str:
    """`Born 14 March 1962`, as precisely as it is known."""
    known = words.partial_date(patient.birth_date) if patient.birth_date else words.sheet.not_recorded
    return words.sheet.born.format(day=known)


def chart_no(patient: Patient, words: Wording) -> str:
    return words.sheet.chart.format(number=show_chart_no(patient.chart_no))


def section(heading: str, first: Block | Grid, *more: Block | Grid) -> tuple[Block, ...]:
    """Blocks beside one heading. The heading stands with the first, so it never ends a sheet alone."""
    lead = Block(_beside(paragraph(fixed(heading), kind="heading"), first), first.whole, heading)
    return (lead, *(Block(_beside(Markup(), each), each.whole, heading, continues=True) for each in more))


def under(heading: Markup, first: Block, *more: Block, again: str = "") -> tuple[Block, ...]:
    """Blocks over the whole width below one heading, which never ends a sheet alone either.

    `again`: the heading as it is told once more where a sheet goes on with them; its own words unless given.
    """
    head = row(cell(paragraph(heading), first.markup, width=100))
    words = again or heading.wording
    return (
        Block(table(head, kind="under"), first.whole, words),
        *(replace(block, heading=words, continues=True) for block in more),
    )


def alone(heading: Markup) -> Block:
    """A heading that nothing stands below."""
    return Block(table(row(cell(paragraph(heading))), kind="under"), whole=True)


def together(*parts: tuple[str, Markup]) -> Block:
    """Headings with what stands beside them, never cut and never apart."""
    rows = [_row(paragraph(fixed(heading), kind="heading"), content) for heading, content in parts]
    return Block(table(*rows, kind="section kept"), whole=True)


def boxed(*content: Markup) -> Markup:
    """In a frame, with room below it."""
    return table(row(cell(*content)), kind="box")


def _beside(heading: Markup, part: Block | Grid) -> Markup:
    if isinstance(part, Block):
        return table(_row(heading, part.markup), kind="section" if heading else "more")
    first, *rest = part.rows
    lead = row(_heading(heading, rows=len(part.rows)), *first)
    return table(lead, *(row(*cells) for cells in rest), kind=f"{'grid' if heading else 'more'} {part.kind}")


def _row(heading: Markup, content: Markup) -> Markup:
    return row(_heading(heading), cell(content, width=BESIDE))


def _heading(content: Markup, rows: int = 1) -> Markup:
    return cell(content, width=100 - BESIDE, rows=rows, kind="heading")
