"""The list of whom to call about a booster, for the desk and never for a patient: in groups, with room to write."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from exodesk.core.dates import show_date
from exodesk.core.records.clinic import Clinic
from exodesk.core.records.list_rules import ListRules
from exodesk.core.records.patient import NO_BIRTH_DATE, show_chart_no, show_name
from exodesk.core.to_book import Group, Listed, due_in_words, need_in_words
from exodesk.documents.blank_visit import BOX
from exodesk.documents.html import Markup, bold, cell, fixed, free, paragraph, row, table
from exodesk.documents.page import Block, Document, Footer, alone, under
from exodesk.documents.wording import CLINICAL

TITLE = "Call list"
_WIDTHS = (3, 32, 38, 27)
"""A box to tick, who, what for, how they are reached: in per cent."""


def call_list(
    listed: Sequence[tuple[Group, Listed]], rules: ListRules, clinic: Clinic, *, printed_at: datetime, audit_head: str
) -> Document:
    """In the order they come. Who asked not to be contacted is left out by whoever makes the list."""
    blocks: list[Block] = []
    for group, found in groupby(listed, key=lambda pair: pair[0]):
        of_group = [Block(table(_line(each, rules), kind="list"), whole=True) for _, each in found]
        blocks += under(bold(fixed(f"{group.label}: {len(of_group)}")), *of_group)
    return Document(
        title=TITLE,
        name=name_of_calls(printed_at),
        header=_header(clinic, len(listed), printed_at),
        blocks=tuple(blocks) or (alone(fixed("Nobody is to be called.")),),
        footer=Footer(printed_at=printed_at, visit_hash=None, audit_head=audit_head, words=CLINICAL),
    )


def name_of_calls(printed_at: datetime) -> str:
    """What its file is called: the list of another day is another one."""
    return f"{TITLE} {show_date(printed_at.date())}"


def _line(listed: Listed, rules: ListRules) -> Markup:
    patient = listed.patient
    born = f"Born {patient.birth_date.show()}" if patient.birth_date else NO_BIRTH_DATE.capitalize()
    need, tried = need_in_words(listed.standing), listed.tries.in_words(rules)
    why = [due_in_words(listed), need.lower()]
    phone = bold(free(listed.phone) if listed.phone else fixed("no phone recorded"))
    cells = (
        [fixed(BOX)],
        [bold(free(show_name(patient))), fixed(f"{born} · {show_chart_no(patient.chart_no)}")],
        [fixed(listed.where), fixed(" · ".join(part for part in why if part))],
        [phone, *(fixed(told) for told in (tried, "no voicemail" if patient.no_voicemail else "") if told)],
    )
    widths = zip(cells, _WIDTHS, strict=True)
    return row(*(cell(*(paragraph(line) for line in lines), width=width) for lines, width in widths))


def _header(clinic: Clinic, count: int, printed_at: datetime) -> Markup:
    return table(
        row(
            cell(paragraph(bold(free(clinic.name))), paragraph(free(clinic.phone)), width=50),
            cell(
                paragraph(bold(fixed(f"{TITLE}, {show_date(printed_at.date())}")), kind="end"),
                paragraph(fixed(f"{count} to call"), kind="end"),
                width=50,
            ),
        ),
        kind="header",
    )
