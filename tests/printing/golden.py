"""Pages as they were last looked at and found good: their HTML, their text, a small picture of every sheet.

`QT_QPA_PLATFORM=offscreen python -m tests.printing.golden` writes them anew; look at the pictures before keeping them.
"""

from collections.abc import Callable, Mapping
from functools import partial
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from exodesk.core.records.clinic import Paper
from exodesk.core.records.patient import Language
from exodesk.documents.blank_visit import blank_visit
from exodesk.documents.page import Document
from exodesk.printing.flow import lay_out
from exodesk.printing.pdf import pdf_of
from exodesk.printing.printable import Printable
from exodesk.ui.look import theme
from tests.documents import lists, made_up, test_account, test_invitation
from tests.documents.made_up import AUDIT_HEAD, CLINIC, EXAMINED, PRINTED
from tests.documents.many import three_joints, twelve_injections
from tests.printing.pictures import render
from tests.ui.timeline.made_up_sheet import a_page

FOLDER = Path(__file__).with_name("golden")
DPI = 60
CELL = 4
"""Pictures are compared by the mean of squares of this many pixels: letters may be drawn a little otherwise."""

disclosed = partial(test_account.page_of, test_account.REPORTED, test_account.SENT)
PAGES: Mapping[str, Callable[[], Document]] = {
    "summary": made_up.summary,
    "summary-es": made_up.in_spanish,
    "three-joints": partial(three_joints, Language.ENGLISH),
    "three-joints-es": partial(three_joints, Language.SPANISH),
    "twelve-injections": partial(twelve_injections, Language.ENGLISH),
    "twelve-injections-es": partial(twelve_injections, Language.SPANISH),
    "letter": partial(made_up.to_physician, EXAMINED),
    "record": made_up.whole_record,
    "invitation": partial(test_invitation.letter, Language.ENGLISH),
    "invitation-es": partial(test_invitation.letter, Language.SPANISH),
    "account": partial(disclosed, language=Language.ENGLISH),
    "account-es": partial(disclosed, language=Language.SPANISH),
    "week-sheet": lists.week_sheet,
    "call-list": lists.calls,
    "blank": partial(blank_visit, CLINIC, printed_at=PRINTED, audit_head=AUDIT_HEAD),
}
DRAWINGS: Mapping[str, Callable[[Paper], Printable]] = {
    "timeline": lambda paper: a_page().on(paper),
    "timeline-of-four": lambda paper: a_page(several=True).on(paper),
}
"""Pages that are no HTML."""

NAMES = (*PAGES, *DRAWINGS)


def sheets(name: str, paper: Paper) -> Printable:
    return DRAWINGS[name](paper) if name in DRAWINGS else lay_out(PAGES[name](), paper)


def text_of(name: str, paper: Paper) -> str:
    """What is read from the PDF, a word a line: blanks between words differ from reader to reader."""
    found = PdfReader(BytesIO(pdf_of(sheets(name, paper)))).pages
    return "\n".join(word for page in found for word in page.extract_text().split()) + "\n"


def pictures(name: str, paper: Paper) -> list[QImage]:
    """A picture of every sheet."""
    found = sheets(name, paper)
    return [grey(render(found, page, DPI)) for page in range(1, len(found) + 1)]


def picture_path(name: str, paper: Paper, sheet: int, folder: Path = FOLDER) -> Path:
    """`summary-a4.png`, and `record-a4-2.png` of a second sheet."""
    return folder / (f"{name}-{paper}.png" if sheet == 1 else f"{name}-{paper}-{sheet}.png")


def grey(image: QImage) -> QImage:
    return image.convertToFormat(QImage.Format.Format_Grayscale8)


def difference(one: QImage, other: QImage) -> int:
    """The most that any square of two pictures differs by, of 255."""
    assert one.size() == other.size()
    small = (_in_squares(one), _in_squares(other))
    return max(abs(a - b) for a, b in zip(small[0], small[1], strict=True))


def _in_squares(image: QImage) -> list[int]:
    size = image.size() / CELL
    scaled = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    small = grey(scaled)
    return [small.pixelColor(x, y).lightness() for y in range(small.height()) for x in range(small.width())]


def write(folder: Path = FOLDER) -> None:
    for name in NAMES:
        if name in PAGES:
            (folder / f"{name}.html").write_text(PAGES[name]().html, encoding="utf-8")
        for paper in Paper:
            (folder / f"{name}-{paper}.txt").write_text(text_of(name, paper), encoding="utf-8")
            for sheet, picture in enumerate(pictures(name, paper), start=1):
                picture.save(str(picture_path(name, paper, sheet, folder)))


if __name__ == "__main__":
    theme.apply(QApplication([]), theme.Scheme.DARK)
    write()
