"""The file that comes out: fonts, words, names, permissions, and what happens when it cannot be written."""

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from exodesk.core.errors import StorageError
from exodesk.core.quantities import NBSP
from exodesk.core.records.clinic import Paper
from exodesk.core.records.patient import Language
from exodesk.documents.page import Document
from exodesk.printing.flow import lay_out
from exodesk.printing.pdf import save_pdf
from tests.documents.made_up import (
    CHART,
    CLINIC,
    DRAFT,
    GIVEN,
    LEFT_KNEE,
    PATIENT,
    TWO_JOINTS,
    VISIT,
    score,
    signed,
    summary,
)
from tests.printing.pictures import render

pytestmark = pytest.mark.usefixtures("qapp")
POINTS = {Paper.A4: (595, 842), Paper.LETTER: (612, 792)}
THIRTY_LINES = "\n".join(f"Line {number} of the notes" for number in range(1, 31))


def printed(document: Document, folder: Path, paper: Paper = Paper.LETTER) -> PdfReader:
    path = folder / "summary.pdf"
    sheets = lay_out(document, paper)
    save_pdf(sheets, path)
    assert len(sheets) == len(PdfReader(path).pages)
    return PdfReader(path)


def words(reader: PdfReader) -> list[str]:
    """The text of each page, one blank between words."""
    return [" ".join(page.extract_text().replace(NBSP, "\0").split()).replace("\0", NBSP) for page in reader.pages]


@pytest.mark.parametrize("paper", Paper)
def test_an_ordinary_visit_is_one_page_of_its_paper(paper: Paper, tmp_path: Path) -> None:
    [page] = printed(summary(), tmp_path, paper).pages
    assert (round(page.mediabox.width), round(page.mediabox.height)) == POINTS[paper]


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("language", [Language.ENGLISH, Language.SPANISH])
def test_two_joints_are_one_page_too(paper: Paper, language: Language, tmp_path: Path) -> None:
    """Printed on a later day, which takes more words, and with scores of more days than are shown."""
    later = [score(date(2026, 10, 20), 5, plan_id=view.plan.id) for view in TWO_JOINTS.plans]
    chart = replace(TWO_JOINTS, scores=(*TWO_JOINTS.scores, *later), today=date(2027, 3, 1))
    visit = signed(injections=(GIVEN, LEFT_KNEE))
    assert len(printed(summary(visit, chart, language=language), tmp_path, paper).pages) == 1


def test_every_font_is_embedded(tmp_path: Path) -> None:
    reader = printed(summary(DRAFT, synthetic=True), tmp_path)
    fonts = [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]  # type: ignore[index]
    described = [each["/DescendantFonts"][0]["/FontDescriptor"] for each in fonts]
    assert len(described) == 2
    for font in described:
        assert "Inter" in str(font["/FontName"])
        assert "/FontFile2" in font


def test_figures_phones_and_times_are_read_back_as_they_stand(tmp_path: Path) -> None:
    [page] = words(printed(summary(), tmp_path))
    for told in (
        "(760) 555-0199",
        "at 09:30",
        "at 10:30",
        "3–4 month review",
        "XP-2291",
        f"0.5{NBSP}mL",
        f"5{NBSP}billion",
    ):
        assert told in page


def test_names_of_all_kinds_arrive(tmp_path: Path) -> None:
    patient = replace(PATIENT, given_name="Zoë Ñandú", family_name="Łukasiewicz-Bräu")
    [page] = words(printed(summary(chart=replace(CHART, patient=patient)), tmp_path))
    assert "ŁUKASIEWICZ-BRÄU, Zoë Ñandú (Ms)" in page


def test_the_file_and_the_print_job_name_no_patient(tmp_path: Path) -> None:
    about = printed(summary(), tmp_path).metadata
    assert about is not None
    assert (about.title, about.creator) == ("Visit summary", "Exodesk")
    assert "lvarez" not in str(dict(about)).lower()


def test_long_notes_run_over_with_header_and_footer_on_each_sheet(tmp_path: Path) -> None:
    visit = signed(visit=replace(VISIT, instructions=THIRTY_LINES))
    pages = words(printed(summary(visit), tmp_path))
    assert len(pages) == 2
    for number, page in enumerate(pages, start=1):
        assert "Harbor Joint Practice Out of hours (760) 555-0199" in page
        assert "ALVAREZ, Marisol (Ms) Born 14 March 1962 · Chart EX-01482" in page
        assert f"Page {number} of 2" in page
        assert "Visit hash 3fa9d02c61be · Audit head 9b1c77aa03de" in page
    for number in range(1, 31):
        assert " ".join(pages).count(f"Line {number} of the notes") == 1


def test_marks_stand_on_every_sheet(tmp_path: Path) -> None:
    visit = replace(DRAFT, visit=replace(VISIT, instructions=THIRTY_LINES))
    pages = words(printed(summary(visit, synthetic=True), tmp_path))
    assert len(pages) == 2
    for page in pages:
        assert page.count("Draft, not signed") >= 2  # in the header and across the sheet
        assert page.count("SYNTHETIC") == 2


def test_an_unmarked_page_has_no_mark(tmp_path: Path) -> None:
    [page] = words(printed(summary(), tmp_path))
    assert "Draft" not in page
    assert "SYNTHETIC" not in page


def test_hostile_notes_are_printed_as_text(tmp_path: Path) -> None:
    hostile = "<img src=file:///etc/hostname> </td></table> &lt; <!--"
    reader = printed(summary(signed(visit=replace(VISIT, instructions=hostile))), tmp_path)
    assert hostile in words(reader)[0]
    assert list(reader.pages[0].images) == []


def test_the_preview_has_the_pages_of_the_file(tmp_path: Path) -> None:
    document = summary(signed(visit=replace(VISIT, instructions=THIRTY_LINES)))
    sheets = lay_out(document, Paper.A4)
    assert len(sheets) == len(printed(document, tmp_path, Paper.A4).pages)
    size = render(sheets, 2, 100).size()
    assert (size.width(), size.height()) == (826, 1169)


def test_paper_is_white_and_ink_dark_on_a_dark_desktop(qapp: QApplication) -> None:
    before = qapp.palette()
    light = render(lay_out(summary(), Paper.A4), 1, 40)
    dark = QPalette(QColor("#14191e"))
    dark.setColor(QPalette.ColorRole.Text, QColor("#ffffff"))
    try:
        qapp.setPalette(dark)
        assert render(lay_out(summary(), Paper.A4), 1, 40) == light
    finally:
        qapp.setPalette(before)
    assert light.pixelColor(3, 3) == QColor("#ffffff")
    greys = [light.pixelColor(x, y).lightness() for x in range(light.width()) for y in range(light.height())]
    assert sum(grey < 100 for grey in greys) > 1000


def test_only_its_owner_may_read_the_file(tmp_path: Path) -> None:
    printed(summary(), tmp_path)
    assert (tmp_path / "summary.pdf").stat().st_mode & 0o777 == 0o600


def test_a_page_saved_again_replaces_the_old_one(tmp_path: Path) -> None:
    printed(summary(DRAFT), tmp_path)
    assert "Draft" not in words(printed(summary(), tmp_path))[0]
    assert [path.name for path in tmp_path.iterdir()] == ["summary.pdf"]


def test_a_missing_folder_is_said_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="there is no folder"):
        save_pdf(lay_out(summary(), Paper.A4), tmp_path / "gone" / "summary.pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_that_name_is_said(tmp_path: Path) -> None:
    (tmp_path / "summary.pdf").mkdir()
    with pytest.raises(StorageError, match="there is a folder of that name"):
        save_pdf(lay_out(summary(), Paper.A4), tmp_path / "summary.pdf")
    assert [path.name for path in tmp_path.iterdir()] == ["summary.pdf"]


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StorageError, match="the folder may not be written"):
        save_pdf(lay_out(summary(), Paper.A4), tmp_path / "summary.pdf")
    tmp_path.chmod(0o700)
    assert list(tmp_path.iterdir()) == []


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """A disk that takes no more than `size` bytes of a file."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_leaves_the_old_file_and_no_half_one(tmp_path: Path) -> None:
    path = tmp_path / "summary.pdf"
    path.write_bytes(b"the old one")
    with files_of_at_most(4096), pytest.raises(StorageError, match="not saved"):
        save_pdf(lay_out(summary(), Paper.A4), path)
    assert path.read_bytes() == b"the old one"
    assert list(tmp_path.iterdir()) == [path]


def test_it_prints_without_a_screen_and_without_an_application(tmp_path: Path) -> None:
    program = (
        "from pathlib import Path; from exodesk.core.records.clinic import Paper; "
        "from exodesk.printing.drawing import ensure_application; from exodesk.printing.flow import lay_out; "
        "from exodesk.printing.pdf import save_pdf; from tests.documents.made_up import summary; "
        "ensure_application(); sheets = lay_out(summary(), Paper.A4); "
        "save_pdf(sheets, Path('summary.pdf')); print(len(sheets))"
    )
    bare = {
        name: text for name, text in os.environ.items() if name not in {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"}
    }
    root = str(Path(__file__).parents[2])
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=bare | {"PYTHONPATH": root},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.stdout, run.stderr, run.returncode) == ("1\n", "", 0)


def test_a_long_name_of_the_practice_keeps_the_header_on_its_sheet(tmp_path: Path) -> None:
    clinic = replace(CLINIC, name="The Harbor and Hillside Practice for Joints, Tendons and Movement " * 3)
    pages = words(printed(summary(clinic=clinic), tmp_path))
    assert all("Born 14 March 1962 · Chart EX-01482" in page for page in pages)
