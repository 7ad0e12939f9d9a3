"""Pages as they were last looked at and found good: their HTML, their text, a small picture of the first sheet.

`QT_QPA_PLATFORM=offscreen python -m tests.printing.golden` writes them anew; look at the pictures before keeping them.
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from exodesk.core.records.clinic import Paper
from exodesk.documents.blank_visit import blank_visit
from exodesk.documents.page import Document
from exodesk.printing.pdf import render_page, write_pdf
from tests.documents.made_up import (
    AUDIT_HEAD,
    CLINIC,
    EXAMINED,
    PRINTED,
    in_spanish,
    summary,
    to_physician,
    whole_record,
)

FOLDER = Path(__file__).with_name("golden")
DPI = 60
CELL = 4
"""Pictures are compared by the mean of squares of this many pixels: letters may be drawn a little otherwise."""


PAGES: Mapping[str, Callable[[], Document]] = {
    "summary": summary,
    "summary-es": in_spanish,
    "letter": partial(to_physician, EXAMINED),
    "record": whole_record,
    "blank": partial(blank_visit, CLINIC, printed_at=PRINTED, audit_head=AUDIT_HEAD),
}


def text_of(name: str, paper: Paper, folder: Path) -> str:
    """What is read from the PDF, a word a line: blanks between words differ from reader to reader."""
    path = folder / f"{name}-{paper}.pdf"
    write_pdf(PAGES[name](), path, paper)
    return "\n".join(word for page in PdfReader(path).pages for word in page.extract_text().split()) + "\n"


def picture(name: str, paper: Paper) -> QImage:
    return render_page(PAGES[name](), paper, 1, DPI).convertToFormat(QImage.Format.Format_Grayscale8)


def difference(one: QImage, other: QImage) -> int:
    """The most that any square of two pictures differs by, of 255."""
    assert one.size() == other.size()
    small = (_in_squares(one), _in_squares(other))
    return max(abs(a - b) for a, b in zip(small[0], small[1], strict=True))


def _in_squares(image: QImage) -> list[int]:
    size = image.size() / CELL
    scaled = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    grey = scaled.convertToFormat(QImage.Format.Format_Grayscale8)
    return [grey.pixelColor(x, y).lightness() for y in range(grey.height()) for x in range(grey.width())]


def write(folder: Path = FOLDER) -> None:
    for name, make in PAGES.items():
        (folder / f"{name}.html").write_text(make().html, encoding="utf-8")
        for paper in Paper:
            (folder / f"{name}-{paper}.txt").write_text(text_of(name, paper, folder), encoding="utf-8")
            (folder / f"{name}-{paper}.pdf").unlink()
            picture(name, paper).save(str(folder / f"{name}-{paper}.png"))


if __name__ == "__main__":
    write()
