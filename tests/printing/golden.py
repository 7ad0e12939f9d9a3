"""The summary as it was last looked at and found good: its HTML, its text, and a small picture of it on each paper.

`QT_QPA_PLATFORM=offscreen python -m tests.printing.golden` writes them anew; look at the pictures before keeping them.
"""

from pathlib import Path

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from exodesk.core.records.clinic import Paper
from exodesk.printing.pdf import render_page, write_pdf
from tests.documents.made_up import summary

FOLDER = Path(__file__).with_name("golden")
DPI = 60
CELL = 4
"""Pictures are compared by the mean of squares of this many pixels: letters may be drawn a little otherwise."""


def text_of(paper: Paper, folder: Path) -> str:
    """What is read from the PDF, a word a line: blanks between words differ from reader to reader."""
    path = folder / f"summary-{paper}.pdf"
    write_pdf(summary(), path, paper)
    return "\n".join(word for page in PdfReader(path).pages for word in page.extract_text().split()) + "\n"


def picture(paper: Paper) -> QImage:
    return render_page(summary(), paper, 1, DPI).convertToFormat(QImage.Format.Format_Grayscale8)


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
    (folder / "summary.html").write_text(summary().html, encoding="utf-8")
    for paper in Paper:
        (folder / f"summary-{paper}.txt").write_text(text_of(paper, folder), encoding="utf-8")
        (folder / f"summary-{paper}.pdf").unlink()
        picture(paper).save(str(folder / f"summary-{paper}.png"))


if __name__ == "__main__":
    write()
