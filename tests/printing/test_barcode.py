"""The bars at the foot of a page, read back from its picture as a scanner reads them."""

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from exodesk.core.records.clinic import Paper
from exodesk.printing import barcode
from exodesk.printing.barcode import MODULE, bars, widths
from exodesk.printing.flow import MARGIN, lay_out
from exodesk.printing.printable import DPI
from exodesk.queries.printed_codes import codes_in
from tests.documents.made_up import AUDIT_HEAD, DRAFT, VISIT_HASH, summary
from tests.printing.pictures import render

CODES = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=40)


def read_back(drawn: str) -> str:
    """What widths of bars and blanks say; the check digit and the ends are proved on the way."""
    symbols = [drawn[at : at + 6] for at in range(0, len(drawn) - 7, 6)]
    values = [barcode._SYMBOLS.index(symbol) for symbol in symbols]  # the table is the standard's
    assert values[0] == 104
    assert drawn.endswith("2331112")
    assert (values[0] + sum(at * value for at, value in enumerate(values[1:-1], start=1))) % 103 == values[-1]
    return "".join(chr(value + 32) for value in values[1:-1])


def test_every_symbol_is_eleven_modules_and_unlike_the_others() -> None:
    """Bars of a symbol are an even number of modules together, as the standard has it."""
    table = barcode._SYMBOLS  # as above
    assert len(table) == len(set(table)) == 106
    assert {sum(map(int, symbol)) for symbol in table} == {11}
    assert all(sum(map(int, symbol[::2])) % 2 == 0 for symbol in table)


def test_the_check_digit_of_the_standards_own_example() -> None:
    assert widths("PJJ123C")[-13:-7] == barcode._SYMBOLS[55]  # as above


@given(CODES)
def test_what_is_drawn_reads_back(text: str) -> None:
    assert read_back(widths(text)) == text
    assert [width for _, width in bars(text)] == [int(width) for width in widths(text)[::2]]


@pytest.mark.parametrize("text", ["", "ñ", "a\nb"])
def test_what_cannot_be_drawn_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="No bars for"):
        widths(text)


@pytest.mark.parametrize("paper", Paper)
def test_the_foot_of_a_page_is_read_from_its_picture(paper: Paper, qapp: QApplication) -> None:
    for document, codes in (
        (summary(), [VISIT_HASH[:12], AUDIT_HEAD[:12]]),
        (summary(DRAFT), [AUDIT_HEAD[:12]]),
    ):
        sheets = lay_out(document, paper)
        picture = render(sheets, 1, DPI)
        row = round(sheets.size.height() - MARGIN + 90)
        line = [picture.pixelColor(x, row).lightness() < 128 for x in range(picture.width())]
        runs = [(dark, len(list(run))) for dark, run in groupby(line)]
        inside = runs[1:-1] if not runs[0][0] else runs[:-1]
        drawn = "".join(str(round(length / MODULE)) for _, length in inside)
        assert codes_in(read_back(drawn)) == codes
