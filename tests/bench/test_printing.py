"""The floor of a page is drawn as the page is: with other fonts the ratio would tell nothing."""

from io import BytesIO

import pypdf
import pytest

from exodesk.core.records.clinic import Paper
from exodesk.printing.flow import lay_out
from exodesk.printing.pdf import pdf_of
from tests.bench.printing import lines_of, painted
from tests.documents.made_up import summary

pytestmark = pytest.mark.usefixtures("qapp")


def fonts_of(content: bytes) -> set[str]:
    [page] = pypdf.PdfReader(BytesIO(content)).pages
    fonts = page["/Resources"]["/Font"].values()  # type: ignore[index]  # as it comes
    return {str(font.get_object()["/BaseFont"]).lstrip("/") for font in fonts}


def test_the_floor_holds_the_fonts_of_the_page() -> None:
    sheets = lay_out(summary(), Paper.LETTER)
    of_floor = fonts_of(painted(sheets, lines_of(sheets)))
    assert of_floor == fonts_of(pdf_of(sheets)) == {"Inter-Regular", "Inter-SemiBold"}
