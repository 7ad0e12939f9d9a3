"""Each page against the one that was looked at: as HTML, as text read from the PDF, as a picture. Never as bytes."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from exodesk.core.records.clinic import Paper
from exodesk.printing.pdf import render_page
from tests.documents.made_up import CHART, PATIENT, VISIT, signed, summary
from tests.printing import golden

TOLERANCE = 40


@pytest.mark.parametrize("name", golden.PAGES)
def test_the_html_is_the_one_that_was_looked_at(name: str) -> None:
    assert golden.PAGES[name]().html == (golden.FOLDER / f"{name}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("name", golden.PAGES)
def test_the_text_read_from_the_pdf_is_the_one_that_was_looked_at(
    name: str, paper: Paper, tmp_path: Path, qapp: QApplication
) -> None:
    kept = (golden.FOLDER / f"{name}-{paper}.txt").read_text(encoding="utf-8")
    assert golden.text_of(name, paper, tmp_path) == kept


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("name", golden.PAGES)
def test_the_page_looks_as_it_did(name: str, paper: Paper, qapp: QApplication) -> None:
    kept = QImage(str(golden.FOLDER / f"{name}-{paper}.png"))
    assert golden.difference(golden.picture(name, paper), kept) <= TOLERANCE


def test_the_comparison_sees_a_missing_line_and_a_changed_word(qapp: QApplication) -> None:
    kept = QImage(str(golden.FOLDER / "summary-a4.png"))
    for changed in (
        summary(signed(visit=replace(VISIT, reason=None))),
        summary(chart=replace(CHART, patient=replace(PATIENT, given_name="Maria"))),
    ):
        picture = render_page(changed, Paper.A4, 1, golden.DPI).convertToFormat(QImage.Format.Format_Grayscale8)
        assert golden.difference(picture, kept) > TOLERANCE
