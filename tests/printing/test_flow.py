"""How a document breaks over sheets, as laws over pages of many lengths."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from PySide6.QtGui import QColor, QImage, QPainter, QTextDocument

from exodesk.core.chart import VisitView
from exodesk.core.codes import Side
from exodesk.core.records.clinic import Paper
from exodesk.core.records.patient import Language
from exodesk.core.sites import Site, takes_side
from exodesk.documents.html import HEAD, LEADS, Markup, cell, fixed, head_cell, joined, leading, paragraph, row, table
from exodesk.documents.page import Block, Document, Grid, section
from exodesk.printing.flow import CLOSER_POINTS, MARGIN, Top, lay_out
from exodesk.printing.pdf import pdf_of
from exodesk.printing.text import BODY_POINTS, LaidOut, Span
from tests.documents.made_up import (
    ADDENDUM,
    CHART,
    CLINIC,
    DRAWN,
    GIVEN,
    LEFT_KNEE,
    PATIENT,
    TWO_JOINTS,
    VISIT,
    injected,
    signed,
    summary,
    to_physician,
    whole_record,
)

pytestmark = pytest.mark.usefixtures("qapp")
Make = Callable[[VisitView], Document]
SITES = [site for site in Site if takes_side(site, Side.RIGHT)]


def pages_of(lines: int, injections: int, plan_lines: int = 1, make: Make = summary) -> Document:
    """A page of so many lines of notes and so many injections."""
    given_here = tuple(
        injected(DRAWN, id=f"i{number}", entry_id=f"i{number}", site=site, side=Side.RIGHT)
        for number, site in enumerate(SITES[:injections])
    )
    visit = replace(VISIT, instructions="line\n" * lines + "end", plan_text="line\n" * plan_lines + "end")
    return make(signed(visit=visit, injections=given_here))


def holds(span: Span, inner: Span) -> bool:
    return span.top - 1 <= inner.top and inner.bottom <= span.bottom + 1


def record_of(visit: VisitView) -> Document:
    return whole_record(visit, ())


documents = st.builds(
    pages_of,
    st.integers(0, 120),
    st.integers(0, 14),
    st.integers(0, 60),
    st.sampled_from([summary, to_physician, record_of]),
)


@given(documents, st.sampled_from(Paper))
@settings(max_examples=40)
def test_every_line_is_on_one_sheet_whole_and_in_order(document: Document, paper: Paper) -> None:
    sheets = lay_out(document, paper)
    assert sheets.spans[0].top == 0
    assert all(one.bottom == other.top for one, other in zip(sheets.spans, sheets.spans[1:], strict=False))
    assert sheets.spans[-1].bottom == sheets.body.span.bottom
    for line in sheets.body.lines(sheets.body.span):
        assert sum(holds(span, line) for span in sheets.spans) == 1


@example(pages_of(49, 0, 0, record_of), Paper.LETTER)  # letters are few, lines are many
@given(documents, st.sampled_from(Paper))
@settings(max_examples=40)
def test_whole_blocks_are_never_cut(document: Document, paper: Paper) -> None:
    sheets = lay_out(document, paper)
    for box, block in zip(sheets.body.tables, document.blocks, strict=True):
        if block.whole:
            assert any(holds(span, box) for span in sheets.spans)


@given(documents, st.sampled_from(Paper))
@settings(max_examples=40)
def test_a_cut_block_leaves_two_lines_on_either_side(document: Document, paper: Paper) -> None:
    sheets = lay_out(document, paper)
    for box in sheets.body.tables:
        lines = {round(line.top): line for line in sheets.body.lines(sheets.body.span) if holds(box, line)}
        on_sheets = [sum(holds(span, line) for line in lines.values()) for span in sheets.spans]
        assert len(lines) == 1 or 1 not in on_sheets


@given(documents, st.sampled_from(Paper))
@settings(max_examples=20)
def test_no_sheet_is_overfull_or_empty(document: Document, paper: Paper) -> None:
    sheets = lay_out(document, paper)
    room = sheets.size.height() - 2 * MARGIN - sheets.header.span.height
    assert all(0 < span.height <= room - top.height for span, top in zip(sheets.spans, sheets.tops, strict=True))


@given(st.lists(st.integers(1, 6), min_size=20, max_size=60), st.sampled_from(Paper))
@settings(max_examples=30)
def test_a_low_row_of_a_table_is_never_cut_nor_parted_from_what_leads_it(heights: list[int], paper: Paper) -> None:
    rows = []
    for height in heights:
        rows.append(row(cell(leading(fixed("what leads it")), span=2)))
        rows.append(row(cell(paragraph(fixed("one line"))), cell(*[paragraph(fixed("line"))] * height)))
    sheets = lay_out(replace(summary(), blocks=(Block(table(*rows, kind="sizes")),)), paper)
    lines, low = sheets.body.lines(sheets.body.span), sheets.body.rows(sheets.body.span)
    assert len(low) == len(rows)
    assert all(any(holds(span, each) for span in sheets.spans) for each in low)
    for leader in sheets.body.named(LEADS, sheets.body.span):
        below = next(line for line in lines if line.top >= leader.bottom - 1)
        assert any(holds(span, leader) and holds(span, below) for span in sheets.spans)


@pytest.mark.parametrize("paper", Paper)
def test_rows_beside_a_heading_are_kept_whole_too(paper: Paper) -> None:
    """The heading stands beside all of them, and begins in the first alone."""
    told = (cell(paragraph(fixed("one line"))), cell(*[paragraph(fixed("line"))] * 4))
    sheets = lay_out(replace(summary(), blocks=section("Heading", Grid((told,) * 40, kind="dose"))), paper)
    rows = sheets.body.rows(sheets.body.span)
    assert len(sheets) > 2
    assert len(rows) == 40
    assert all(any(holds(span, each) for span in sheets.spans) for each in rows)


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("language", [Language.ENGLISH, Language.SPANISH])
def test_two_joints_with_an_addendum_are_one_sheet(language: Language, paper: Paper) -> None:
    """It overflows Letter by a line or two: letters half a point smaller hold it, and nobody sees them."""
    both = signed(injections=(GIVEN, LEFT_KNEE), amendments=(ADDENDUM,))
    sheets = lay_out(summary(both, TWO_JOINTS, language=language), paper)
    assert len(sheets) == 1
    assert sheets.body.defaultFont().pointSizeF() in (BODY_POINTS, CLOSER_POINTS)


@pytest.mark.parametrize("paper", Paper)
def test_letters_are_smaller_only_where_that_spares_a_sheet(paper: Paper) -> None:
    for lines in range(60):
        sheets = lay_out(pages_of(lines, 1), paper)
        if (points := sheets.body.defaultFont().pointSizeF()) != BODY_POINTS:
            usual = LaidOut(sheets.document.body, sheets.body.textWidth())
            assert points == CLOSER_POINTS
            assert usual.span.height > sum(span.height for span in sheets.spans)
            assert len(sheets) < len(lay_out(pages_of(lines + 6, 1), paper))


@given(documents, st.sampled_from(Paper))
@settings(max_examples=60)
def test_no_few_lines_stand_alone_on_the_last_sheet(document: Document, paper: Paper) -> None:
    """Such as the signature: what stands before them goes along, unless it is long and cannot be parted."""
    sheets = lay_out(document, paper)
    if len(sheets) == 1:
        return
    room = sheets.size.height() - 2 * MARGIN - sheets.header.span.height - sheets.foot.span.height
    last, tables = sheets.spans[-1], sheets.body.tables
    begins = next(number for number, box in enumerate(tables) if box.bottom > last.top + 1)
    if last.height < 0.15 * room and tables[begins].top >= last.top - 1:
        before = tables[begins - 1]
        assert last.bottom - before.top > 0.45 * room or before.top <= sheets.spans[-2].top + 1


def test_a_signature_takes_the_section_before_it_along() -> None:
    """A second sheet with nothing but room for questions and a name would be thrown away."""
    document = next(page for lines in range(60) if len(lay_out(page := pages_of(lines, 0), Paper.A4)) > 1)
    sheets = lay_out(document, Paper.A4)
    planned = next(
        box for box, each in zip(sheets.body.tables, document.blocks, strict=True) if "planned" in each.heading
    )
    assert sheets.spans[1].top == planned.top
    assert sheets.tops[1] == Top()


@pytest.mark.parametrize("titles", range(16))
def test_lines_of_two_sizes_side_by_side_are_not_cut_through(titles: int) -> None:
    before = joined(paragraph(fixed("before"), kind="title") for _ in range(titles))
    small = joined(paragraph(fixed("small"), kind="small") for _ in range(3))
    usual = joined(paragraph(fixed("usual")) for _ in range(3))
    rows = [row(cell(before)), *[row(cell(small), cell(usual))] * 40]
    sheets = lay_out(replace(summary(), blocks=(Block(table(*rows, kind="sizes")),)), Paper.A4)
    assert len(sheets) == 3
    for line in sheets.body.lines(sheets.body.span):
        assert sum(holds(span, line) for span in sheets.spans) == 1


@pytest.mark.parametrize("paper", Paper)
def test_words_are_found_on_their_sheet(paper: Paper) -> None:
    sheets = lay_out(pages_of(90, 2), paper)
    assert sheets.place_of("none of these words") is None
    first, last = sheets.place_of("Call us the same day"), sheets.place_of("For your questions")
    assert first is not None
    assert last is not None
    assert first[0] == 1
    assert 0.15 < first[1] < 0.3
    assert last[0] == len(sheets)


def test_a_block_taller_than_a_sheet_is_cut_all_the_same() -> None:
    lines = Markup("".join(paragraph(fixed(f"line {number}")).html for number in range(200)))
    document = replace(summary(), blocks=section("Notes", Block(lines, whole=True)))
    assert len(lay_out(document, Paper.A4)) == 4


def test_the_head_of_a_table_stands_on_every_sheet_that_it_goes_on_to() -> None:
    rows = [row(cell(paragraph(fixed(f"row {number}"))), cell(paragraph(fixed("said")))) for number in range(150)]
    lead = paragraph(fixed("Before the table"))
    long = table(row(head_cell("Number"), head_cell("What was said")), *rows, kind="scores")
    blocks = (*section("Scores", Block(lead + long)), *section("After", Block(paragraph(fixed("the end")))))
    sheets = lay_out(replace(summary(), blocks=blocks), Paper.A4)
    [head, again] = sheets.body.named(HEAD, sheets.body.span)
    heads = tuple(top.head for top in sheets.tops)
    assert heads == (None, *[Span(min(head.top, again.top), max(head.bottom, again.bottom))] * (len(sheets) - 1))
    assert len(sheets) > 2
    room = sheets.size.height() - 2 * MARGIN - sheets.header.span.height
    assert all(span.height + top.height < room for span, top in zip(sheets.spans, sheets.tops, strict=True))


@given(documents, st.sampled_from(Paper))
@settings(max_examples=20)
def test_a_sheet_that_goes_on_with_a_section_says_which(document: Document, paper: Paper) -> None:
    """And one that begins with a section does not: its heading stands there."""
    sheets = lay_out(document, paper)
    placed = list(zip(sheets.body.tables, document.blocks, strict=True))
    assert sheets.tops[0] == Top()
    for span, top in zip(sheets.spans[1:], sheets.tops[1:], strict=True):
        box, first = next((box, block) for box, block in placed if span.top < box.bottom - 1)
        goes_on = first.heading and (first.continues or box.top < span.top - 1)
        told = top.section.toPlainText().strip() if top.section else ""
        assert told == (f"{first.heading} (continued)" if goes_on else "")


def test_what_goes_on_is_painted_above_it() -> None:
    sheets = lay_out(pages_of(90, 0), Paper.A4)
    read = [page.extract_text() for page in PdfReader(BytesIO(pdf_of(sheets))).pages]
    assert len(read) > 2
    assert "The next days (continued)" in read[1]
    assert read[1].index("(continued)") < read[1].index("line")


@pytest.mark.parametrize("paper", Paper)
def test_text_without_blanks_stays_inside_the_margins(paper: Paper) -> None:
    endless = "Xy" * 100
    document = summary(
        signed(
            visit=replace(VISIT, reason=endless, instructions=endless),
            injections=(injected(replace(DRAWN, lot=replace(DRAWN.lot, code="W" * 20) if DRAWN.lot else None)),),
        ),
        replace(CHART, patient=replace(PATIENT, family_name="W" * 100, given_name="m" * 100)),
        replace(CLINIC, name=endless, out_of_hours_phone="0" * 40),
    )
    sheets = lay_out(document, paper)
    for text in (sheets.header, sheets.body):
        assert text.size().width() <= sheets.size.width() - 2 * MARGIN + 1


def test_nothing_is_loaded_even_by_html_that_asks_for_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    red = QImage(60, 60, QImage.Format.Format_RGB32)
    red.fill(QColor("red"))
    path = tmp_path_factory.mktemp("pictures") / "red.png"
    red.save(str(path))
    asking = Markup(f'<p><img src="file://{path}" width="60" height="60"/></p>')
    loose = QTextDocument()
    loose.setHtml(asking.html)
    assert has_red(loose)
    assert not has_red(LaidOut(asking, 600))


def has_red(text: QTextDocument) -> bool:
    image = QImage(600, 600, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    with QPainter(image) as painter:
        text.drawContents(painter)
    return any(image.pixelColor(x, y) == QColor("red") for x in range(0, 600, 5) for y in range(0, 600, 5))
