"""A visit form to fill in by hand, for a day without power. It names nobody; afterwards it is entered late."""

from collections.abc import Sequence
from datetime import datetime

from exodesk.core.fields import described
from exodesk.core.quantities import NBSP
from exodesk.core.records.clinic import Clinic
from exodesk.core.records.injection import Injection
from exodesk.core.records.visit import Visit, Vitals
from exodesk.documents.html import Markup, bold, cell, fixed, free, joined, paragraph, row, table
from exodesk.documents.page import Block, Document, Footer, section
from exodesk.documents.wording import CLINICAL

TITLE = "Visit form"
OF_TEN = f"0{NBSP}to{NBSP}10"
BOX = "\N{WHITE SQUARE}"
"""The only box to tick that the print font has."""

_WHO = (("Name", 50), ("Birth date", 22), ("Chart", 18))
"""On each sheet, for sheets part; and how long the line to write on is."""
_WORDS = ("reason", "since_last", "exam", "assessment", "plan_text", "instructions")
_INJECTION = (
    "site", "side", "route", "guidance", "volume_ul", "discarded_ul", "diluent", "diluent_ul",
    "needle_gauge", "anaesthetic", "aspirate_ul", "reaction",
)  # fmt: skip
_LOT = ("Product", "Lot", "Expiry", "Drawn, mL", "Time given", "Observed until")
_ASKED = ("Who is here: name and birth date", "Site and side", "Allergies", "Consent", "Lot and expiry")


def blank_visit(clinic: Clinic, *, printed_at: datetime, audit_head: str) -> Document:
    """Who, why, what was measured, the pause, two injections and the plan, in the order of the visit."""
    injections = [block for number in (1, 2) for block in section(f"Injection {number}", *_injection())]
    blocks = (
        *section("Visit", _pairs(("Date of the visit",))),
        *section(
            "Scores", _pairs((f"Pain of 7 days, {OF_TEN}", f"Pain now, {OF_TEN}", f"Global change, 1{NBSP}to{NBSP}7"))
        ),
        *section("Vitals", _pairs(_labels(Vitals, [name for name in described(Vitals) if name != "measured"]))),
        *section("Notes", _lines(_labels(Visit, _WORDS))),
        *section("The pause", _ticks(_ASKED)),
        *injections,
        *section("By", _pairs(("Name", "Signature"))),
    )
    return Document(
        title=TITLE,
        name="Visit form",
        header=_header(clinic),
        blocks=blocks,
        footer=Footer(printed_at=printed_at, visit_hash=None, audit_head=audit_head, words=CLINICAL),
    )


def _header(clinic: Clinic) -> Markup:
    return table(
        row(
            cell(paragraph(bold(free(clinic.name))), paragraph(free(clinic.phone)), width=58),
            cell(paragraph(bold(fixed(TITLE)), kind="end"), width=42),
        ),
        row(cell(paragraph(fixed("   ".join(f"{label} {'_' * long}" for label, long in _WHO))), kind="who", span=2)),
        kind="header",
    )


def _labels(record: type, names: Sequence[str]) -> list[str]:
    """As the fields say, so that paper and form ask for the same; with the unit that is written."""
    abouts = [described(record)[name] for name in names]
    return [
        f"{each.field.label}, {each.field.unit.symbol}"
        if each.field.unit and each.field.unit.symbol
        else each.field.label
        for each in abouts
    ]


def _injection() -> list[Block]:
    return [_pairs([*_labels(Injection, _INJECTION), *_LOT])]


def _pairs(labels: Sequence[str]) -> Block:
    """Two to a row: what is asked, and a line to write on."""
    rows = []
    for at in range(0, len(labels), 2):
        kinds = zip(labels[at : at + 2], ("label", "second"), strict=False)
        cells = [piece for label, kind in kinds for piece in _to_fill_in(label, kind)]
        rows.append(row(*cells))
    return Block(table(*rows, kind="blank"), whole=True)


def _to_fill_in(label: str, kind: str) -> tuple[Markup, Markup]:
    empty = paragraph(fixed("\N{NO-BREAK SPACE}"))
    return cell(paragraph(fixed(label)), kind=kind, width=25), cell(empty, kind="line", width=25)


def _lines(labels: Sequence[str]) -> Block:
    """Two lines to write on for each."""
    empty = row(cell(paragraph(fixed("\N{NO-BREAK SPACE}"))))
    return Block(joined(paragraph(fixed(label)) + table(empty, empty, kind="lines") for label in labels))


def _ticks(labels: Sequence[str]) -> Block:
    return Block(table(*(row(cell(paragraph(fixed(f"{BOX}  {label}")))) for label in labels), kind="ticks"), whole=True)
