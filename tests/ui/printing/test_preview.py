"""What the preview shows is what leaves: the very file where QtPdf draws it, else the same sheets painted."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from exodesk.core.records.clinic import Paper
from exodesk.printing.drawing import painting
from exodesk.printing.flow import lay_out
from exodesk.printing.pdf import pdf_of
from exodesk.printing.printable import Printable
from exodesk.printing.shown import FileSheets, PaintedSheets, Shown, qtpdf, shown
from exodesk.ui.printing.sheets_view import GAP, SheetsView, places
from tests.documents.made_up import VISIT, in_spanish, signed, summary
from tests.printing import golden
from tests.printing.pictures import render
from tests.ui.timeline.made_up_sheet import a_page

DPI, SMALLER = 192, 3
DRAWN_OTHERWISE = 60
"""QtPdf sets the edges of letters a little otherwise: seen from some way off, that is gone."""

needs_qtpdf = pytest.mark.skipif(qtpdf() is None, reason="no QtPdf here")


def long_page() -> Printable:
    visit = signed(visit=replace(VISIT, instructions="\n".join(f"Line {number}" for number in range(60))))
    return lay_out(summary(visit), Paper.LETTER)


PAGES: list[Callable[[], Printable]] = [
    long_page,
    lambda: lay_out(in_spanish(), Paper.A4),
    lambda: a_page().on(Paper.A4),
]


def seen(sheets: Shown, page: int, like: QImage) -> QImage:
    image = QImage(like.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    with painting(image) as painter:
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        sheets.paint(painter, page, QRectF(image.rect()))
    return golden.grey(image)


def from_afar(image: QImage) -> QImage:
    return image.scaled(image.size() / SMALLER, mode=Qt.TransformationMode.SmoothTransformation)


@pytest.mark.parametrize("make", PAGES)
@pytest.mark.parametrize("kind", [PaintedSheets, pytest.param(shown, marks=needs_qtpdf)])
def test_every_sheet_is_the_one_that_leaves(kind: Callable[[Printable], Shown], make: Callable[[], Printable]) -> None:
    leaving = make()
    sheets = kind(leaving)
    assert len(sheets) == len(leaving)
    for page in range(1, len(leaving) + 1):
        rendered = golden.grey(render(leaving, page, DPI))
        looked_at = seen(sheets, page, rendered)
        assert golden.difference(from_afar(looked_at), from_afar(rendered)) <= DRAWN_OTHERWISE


@needs_qtpdf
def test_where_qtpdf_is_to_be_had_the_preview_is_the_saved_file(tmp_path: Path) -> None:
    from PySide6.QtPdf import QPdfDocument  # noqa: PLC0415 - there is none for Python 3.11

    leaving = long_page()
    assert isinstance(shown(leaving), FileSheets)
    path = tmp_path / "page.pdf"
    path.write_bytes(pdf_of(leaving))
    document = QPdfDocument()
    document.load(str(path))
    size = golden.grey(render(leaving, 1, DPI)).size()
    for page in range(document.pageCount()):
        white = QImage(size, QImage.Format.Format_RGB32)
        white.fill(Qt.GlobalColor.white)
        with painting(white) as painter:
            painter.drawImage(0, 0, document.render(page, size))
        assert seen(shown(leaving), page + 1, white) == golden.grey(white)


def test_a_page_that_fits_needs_no_scroll_bar_and_one_that_does_not_has_one(qtbot: QtBot) -> None:
    view = SheetsView()
    qtbot.addWidget(view)
    view.resize(400, 700)
    view.show()
    view.show_sheets(lay_out(summary(), Paper.LETTER))
    widths = [places(view._sheets.size_of_sheet, 1, view._sheets.width())[0].width()]
    assert view.verticalScrollBar().maximum() == 0
    view.show_sheets(long_page())
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 0)
    widths.append(places(view._sheets.size_of_sheet, 1, view._sheets.width())[0].width())
    assert widths[0] == widths[1]
    view.show_place(2, 0.5)
    assert view.verticalScrollBar().value() > GAP
