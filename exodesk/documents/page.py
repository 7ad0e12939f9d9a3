"""A page as every printed document has it: who stands on each sheet, which blocks follow, what says what it is.

Only what is on the paper; how blocks break over sheets is printing's business.
"""

from dataclasses import dataclass
from datetime import datetime

from exodesk.core.dates import LONG_MONTHS, PartialDate, show_long_date, show_time
from exodesk.core.records.clinic import Clinic
from exodesk.core.records.patient import Patient, show_chart_no, show_name
from exodesk.documents.html import Markup, bold, cell, fixed, free, joined, paragraph, row, table

DRAFT = "Draft, not signed"
SYNTHETIC = "SYNTHETIC"
ENTERED_IN_ERROR = "Entered in error"
HASH_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a page, one table. A `whole` one is never cut; any other may be, between two lines."""

    markup: Markup
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Footer:
    """What is told at the foot of each sheet: when it was printed, and the hashes that tell an altered record.

    `printed_at` is in the clinic's zone. `visit_hash` is empty for a visit that is not signed.
    """

    printed_at: datetime
    visit_hash: str
    audit_head: str

    def on(self, page: int, pages: int) -> Markup:
        printed = f"Printed {show_long_date(self.printed_at.date())} at {show_time(self.printed_at)}"
        visit = self.visit_hash[:HASH_DIGITS] or "none, not signed"
        hashes = f"Visit hash {visit} · Audit head {self.audit_head[:HASH_DIGITS]}"
        return table(
            row(
                cell(paragraph(fixed(f"{printed} · {hashes}")), width=84),
                cell(paragraph(fixed(f"Page {page} of {pages}"), kind="end"), width=16),
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


def header(clinic: Clinic, patient: Patient, marks: tuple[str, ...]) -> Markup:
    """Clinic with its out-of-hours phone, and the patient: name, birth date, chart number."""
    about_patient = f"Born {long_date(patient.birth_date)} · Chart {show_chart_no(patient.chart_no)}"
    return table(
        row(
            cell(
                paragraph(bold(free(clinic.name))),
                paragraph(fixed("Out of hours "), free(clinic.out_of_hours_phone)),
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


def long_date(day: PartialDate | None) -> str:
    """`14 March 1962`, `March 1962` or `1962`, as precisely as it is known."""
    if day is None:
        return "not recorded"
    if day.exact:
        return show_long_date(day.exact)
    return str(day.year) if day.month is None else f"{LONG_MONTHS[day.month - 1]} {day.year}"


def section(heading: str, first: Block, *more: Block) -> tuple[Block, ...]:
    """Blocks beside one heading. The heading stands with the first, so it never ends a sheet alone."""
    beside = [_beside(paragraph(fixed(heading), kind="heading"), first, "section")]
    return tuple(beside + [_beside(Markup(), block, "more") for block in more])


def _beside(heading: Markup, block: Block, kind: str) -> Block:
    columns = row(cell(heading, width=18, kind="heading"), cell(block.markup, width=82))
    return Block(table(columns, kind=kind), whole=block.whole)
