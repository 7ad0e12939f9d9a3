"""The timeline on paper: one sheet on its side, in lines and letters, with the words of the screen."""

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given
from pypdf import PageObject, PdfReader
from PySide6.QtWidgets import QApplication

from exodesk.core.chart import Chart
from exodesk.core.records.clinic import Paper
from exodesk.core.timeline import timeline_of
from exodesk.documents.claims import claims_in
from exodesk.printing.pdf import pdf_of
from exodesk.ui.look import theme
from exodesk.ui.timeline.drawn import packed, unpacked
from exodesk.ui.timeline.sheet import TimelinePage
from exodesk.ui.timeline.shot import Shot
from exodesk.ui.timeline.told import drawn_of
from exodesk.ui.timeline.viewport import EVERYTHING
from tests.any_chart import charts
from tests.factories import CLINIC
from tests.ui.timeline.made_up_sheet import NOON, a_page


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    theme.apply(qapp, theme.Scheme.DARK)


def printed(page: TimelinePage, paper: Paper = Paper.A4) -> PageObject:
    (sheet,) = PdfReader(BytesIO(pdf_of(page.on(paper)))).pages
    return sheet


@pytest.mark.parametrize("paper", list(Paper))
def test_it_is_one_sheet_on_its_side_without_a_picture_of_pixels(paper: Paper) -> None:
    sheet = printed(a_page(), paper)
    assert sheet.mediabox.width > sheet.mediabox.height
    assert len(sheet.images) == 0
    fonts = sheet["/Resources"]["/Font"]  # type: ignore[index]  # as it comes
    assert len(fonts) >= 2


def test_what_stands_on_the_screen_stands_on_paper_as_text() -> None:
    text = " ".join(printed(a_page()).extract_text().split())
    for words in (
        "Made-up Practice", "555 0199", "ALVAREZ, Marisol", "EX-01482", "Right knee · osteoarthritis, since 2019",
        "0.5 mL · 5 billion", "3–4 month review", "9 month review", "grade 2", "8 → 2",
        "3–4 month review after 04-Aug-2026: 04-Nov-2026 to 04-Dec-2026.", "Page 1 of 1", "012345678 9ab"[:9],
        "Long-term effects are not known",
    ):  # fmt: skip
        assert words in text.replace("\u00a0", " "), words


def test_it_is_dark_on_light_whatever_the_screen_is() -> None:
    page = a_page()
    assert theme.tokens().base != "#ffffff"
    content = printed(page).get_contents()
    assert content is not None
    assert b"0.105882353 0.133333333 0.160784314 rg" not in content.get_data(), "the dark ground of the screen"


def test_four_joints_fit_one_sheet() -> None:
    text = " ".join(printed(a_page(several=True)).extract_text().split())
    assert all(f"right {where}" in text for where in ("knee", "hip", "ankle", "subacromial space"))


def test_no_word_on_it_claims_anything() -> None:
    drawn = a_page().drawn
    words = (drawn.header + drawn.words + drawn.cards + drawn.footer).wording
    assert claims_in(words) == []


@given(charts())
def test_whatever_is_on_a_sheet_is_kept(chart: Chart) -> None:
    timeline = timeline_of(chart)
    for panel in (timeline.of_all(), timeline.from_first_injection(None)):
        shot = Shot(panel=panel, viewport=EVERYTHING.around(panel), dose=panel.last_dose, cards=())
        drawn = drawn_of(chart, shot, CLINIC, printed_at=NOON, audit_head="0123456789abcdef", synthetic=True)
        assert unpacked(packed(drawn)) == drawn


@pytest.mark.parametrize("several", [False, True])
def test_a_kept_sheet_is_the_one_that_was_printed(several: bool) -> None:
    page = a_page(several=several)
    kept = replace(page, drawn=unpacked(packed(page.drawn)))
    assert kept.drawn == page.drawn
    assert printed(kept).extract_text() == printed(page).extract_text()
    assert len(packed(page.drawn)) < 8_000
