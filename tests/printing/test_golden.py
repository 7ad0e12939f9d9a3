"""Each page against the one that was looked at: as HTML, as text read from the PDF, as pictures. Never as bytes."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from exodesk.core.records.clinic import Paper
from exodesk.printing.flow import lay_out
from exodesk.ui.look import theme
from tests.documents.made_up import CHART, PATIENT, VISIT, signed, summary
from tests.printing import golden
from tests.printing.pictures import render

TOLERANCE = 40


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    """A dark desktop, which no page may show."""
    theme.apply(qapp, theme.Scheme.DARK)


@pytest.mark.parametrize("name", golden.PAGES)
def test_the_html_is_the_one_that_was_looked_at(name: str) -> None:
    assert golden.PAGES[name]().html == (golden.FOLDER / f"{name}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("name", golden.NAMES)
def test_the_text_read_from_the_pdf_is_the_one_that_was_looked_at(name: str, paper: Paper) -> None:
    assert golden.text_of(name, paper) == (golden.FOLDER / f"{name}-{paper}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("name", golden.NAMES)
def test_every_sheet_looks_as_it_did(name: str, paper: Paper) -> None:
    found = golden.pictures(name, paper)
    for sheet, picture in enumerate(found, start=1):
        kept = QImage(str(golden.picture_path(name, paper, sheet)))
        assert golden.difference(picture, kept) <= TOLERANCE, f"sheet {sheet}"
    assert not golden.picture_path(name, paper, len(found) + 1).exists()


def test_the_comparison_sees_a_missing_line_and_a_changed_word() -> None:
    kept = QImage(str(golden.picture_path("summary", Paper.A4, 1)))
    for changed in (
        summary(signed(visit=replace(VISIT, reason=None))),
        summary(chart=replace(CHART, patient=replace(PATIENT, given_name="Maria"))),
    ):
        picture = golden.grey(render(lay_out(changed, Paper.A4), 1, golden.DPI))
        assert golden.difference(picture, kept) > TOLERANCE
