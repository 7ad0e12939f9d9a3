"""The file is packed: the same pages, fewer bytes, and what is read from it is what was written."""

import re
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import StreamObject
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QPdfWriter
from PySide6.QtWidgets import QApplication

from exodesk.core.records.clinic import Paper
from exodesk.core.records.patient import Language
from exodesk.printing.compact import compact
from exodesk.printing.drawing import painting
from exodesk.printing.flow import lay_out
from exodesk.printing.pdf import pdf_of
from exodesk.printing.printable import DPI, Printable, page_layout
from tests.documents.made_up import summary, whole_record
from tests.documents.many import twelve_injections
from tests.window_tools import where

pytestmark = pytest.mark.usefixtures("qapp")
LEAST_SAVED = 0.1


def as_qt_writes_it(printable: Printable) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DPI)
    writer.setPageLayout(page_layout(printable))
    with painting(writer) as painter:
        for page in range(1, len(printable) + 1):
            if page > 1:
                writer.newPage()
            printable.paint(painter, page)
    buffer.close()
    return bytes(content.data())


@pytest.fixture(params=["one sheet", "many sheets"])
def before(request: pytest.FixtureRequest, qapp: QApplication) -> bytes:
    document = summary() if request.param == "one sheet" else twelve_injections(Language.SPANISH)
    return as_qt_writes_it(lay_out(document, Paper.A4))


def test_it_is_smaller_and_draws_the_same(before: bytes) -> None:
    after = compact(before)
    assert len(after) < (1 - LEAST_SAVED) * len(before)
    old, new = PdfReader(BytesIO(before), strict=True), PdfReader(BytesIO(after), strict=True)
    assert [page.get_contents().get_data() for page in new.pages] == [  # type: ignore[union-attr]
        page.get_contents().get_data()  # type: ignore[union-attr]
        for page in old.pages
    ]
    assert [page.mediabox for page in new.pages] == [page.mediabox for page in old.pages]
    assert new.metadata == old.metadata


def test_every_object_is_where_its_table_says(before: bytes) -> None:
    old, new = PdfReader(BytesIO(before), strict=True), PdfReader(BytesIO(compact(before)), strict=True)
    assert len(old.xref[0]) > 20
    for number in old.xref[0]:
        one, other = old.get_object(number), new.get_object(number)
        if not isinstance(one, StreamObject):
            assert plainly(one) == plainly(other)
        elif "beginbfrange" not in str(one.get_data()):
            assert isinstance(other, StreamObject)
            assert one.get_data() == other.get_data()


def plainly(found: object) -> str:
    """Without which reader it was read by."""
    return re.sub(r"IndirectObject\((\d+), 0, \d+\)", r"\1 0 R", str(found))


def test_other_programs_draw_the_same_picture(before: bytes, tmp_path: Path) -> None:
    if not (program := where("pdftoppm")):
        pytest.skip("no pdftoppm here")
    drawn = []
    for name, content in (("before", before), ("after", compact(before))):
        (tmp_path / f"{name}.pdf").write_bytes(content)
        subprocess.run([program, "-r", "50", tmp_path / f"{name}.pdf", tmp_path / name], check=True, timeout=60)
        drawn.append([path.read_bytes() for path in sorted(tmp_path.glob(f"{name}-*.ppm"))])
    assert drawn[0] == drawn[1] != []


@pytest.mark.parametrize(
    "strange",
    [b"", b"not a PDF", b"%PDF-1.4\nstartxref\n9\n%%EOF\n", b"%PDF-1.4\nxref\n0 1\nstartxref\n9\n%%EOF\n"],
)
def test_what_it_does_not_know_it_leaves_as_it_is(strange: bytes) -> None:
    assert compact(strange) == strange


def test_a_packed_file_is_left_as_it_is(before: bytes) -> None:
    once = compact(before)
    assert compact(once) == once


def test_blanks_are_blanks_and_dates_have_plain_hyphens() -> None:
    """Qt tells a reader that a blank is a tab; and what holds a date together are hyphens of another kind."""
    read = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf_of(lay_out(whole_record(), Paper.A4)))).pages)
    assert "04-Dec-2026 by Dana Reyes" in read
    assert not re.search("[\t\u2010\u2011\u2060]", read)
