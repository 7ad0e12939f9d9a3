"""A page on its way out: printed or saved, and noted in the record when it has left.

The trail notes first that it is about to: a page that nobody knows of is worse than a line of a page that never was.
"""

from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path
from typing import Protocol, Self

from exodesk.core.changes import Change
from exodesk.core.records.clinic import Paper
from exodesk.core.records.patient import Patient
from exodesk.core.records.printed import PrintedKind, PrintedWay
from exodesk.core.sentences import counted
from exodesk.printing.drawing import ensure_application
from exodesk.printing.pdf import save_pdf
from exodesk.printing.printable import Printable
from exodesk.printing.printers import print_on
from exodesk.services.printed import Sent, Sheet, check_sent, note_printed
from exodesk.storage.recordfile import RecordFile


class Page(Protocol):
    """A page about one patient, or about nobody, such as an empty form.

    `warnings` are for the practitioner; `when` is a day or "" and goes into file names.
    """

    @property
    def kind(self) -> PrintedKind: ...

    @property
    def patient(self) -> Patient | None: ...

    @property
    def visit_id(self) -> str | None: ...

    @property
    def paper(self) -> Paper: ...

    @property
    def when(self) -> str: ...

    @property
    def warnings(self) -> tuple[str, ...]: ...

    def on(self, paper: Paper, /) -> Printable:
        """Its sheets on a paper."""

    def sheet(self, paper: Paper, pages: int, /) -> Sheet | None:
        """What is noted of it in its patient's chart once it has left."""


def print_page(
    record: RecordFile,
    page: Page,
    printer: str,
    *,
    paper: Paper | None = None,
    copies: int = 1,
    sent: Sent | None = None,
) -> Change:
    """Print it, and note it and to whom it goes. Raises in words what stands in the way."""
    leaving = _Leaving.begin(record, page, paper, sent, "print")
    print_on(leaving.sheets, printer, copies)
    return leaving.noted(PrintedWay.PRINTER, f"Printed on {printer}: {leaving.pages}.")


def save_page(
    record: RecordFile, page: Page, path: Path, *, paper: Paper | None = None, sent: Sent | None = None
) -> Change:
    """Save it as a PDF, whole or not at all, and note it as `print_page` does."""
    leaving = _Leaving.begin(record, page, paper, sent, "save as PDF")
    save_pdf(leaving.sheets, path)
    return leaving.noted(PrintedWay.FILE, f"Saved {path.name}, {leaving.pages}, in {path.parent}.")


def free_path(folder: Path, page: Page, name: str) -> Path:
    """A place in a folder that no file has yet, however many there are; nobody's name is in it."""
    stem = f"{name} {page.when}".rstrip()
    paths = chain([folder / f"{stem}.pdf"], (folder / f"{stem} ({number}).pdf" for number in count(2)))
    return next(path for path in paths if not path.exists())


@dataclass(frozen=True, slots=True)
class _Leaving:
    record: RecordFile
    page: Page
    paper: Paper
    sent: Sent | None
    sheets: Printable

    @classmethod
    def begin(cls, record: RecordFile, page: Page, paper: Paper | None, sent: Sent | None, what: str) -> Self:
        if page.patient:
            check_sent(record, page.patient.id, sent)
        ensure_application()
        sheets = page.on(paper or page.paper)
        record.log(f"{what}: {sheets.name.lower()}", f"visit {page.visit_id}" if page.visit_id else None)
        return cls(record, page, paper or page.paper, sent, sheets)

    @property
    def pages(self) -> str:
        return counted(len(self.sheets), "page")

    def noted(self, way: PrintedWay, said: str) -> Change:
        sheet = self.page.sheet(self.paper, len(self.sheets))
        noted = note_printed(self.record, [sheet], way, self.sent) if sheet else Change(frozenset())
        return replace(noted, said=said)
