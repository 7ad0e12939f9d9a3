"""Printing to a real queue: what arrives is the page, whole and with its words; and a printer that cannot says so.

Each attempt is a program of its own: the system's printing remembers its server for as long as a program runs.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from exodesk.core.records.clinic import Paper
from exodesk.printing.flow import lay_out
from exodesk.printing.pdf import save_pdf
from tests.documents.made_up import VISIT, signed, summary
from tests.printing import golden, print_server
from tests.printing.pictures import render
from tests.printing.print_server import QUEUE, PrintServer
from tests.window_tools import where

pytestmark = pytest.mark.window
FINE = 150
DRAWN_OTHERWISE = 80
"""Of 255: two programs thicken the same letters differently."""
ROOT = Path(__file__).parents[2]
PROGRAM = """
import json, sys
from exodesk.core.errors import ExodeskError
from exodesk.core.records.clinic import Paper
from exodesk.printing.drawing import ensure_application
from exodesk.printing.flow import lay_out
from exodesk.printing.printers import print_on, printers
from tests.printing.golden import PAGES
ensure_application()
said = ""
try:
    print_on(lay_out(PAGES[sys.argv[3]](), Paper.LETTER), sys.argv[1], int(sys.argv[2]))
except ExodeskError as error:
    said = str(error)
print(json.dumps({"printers": [each.name for each in printers()], "said": said}))
"""


DIALOG = """
import json, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from exodesk.storage import printed
from exodesk.ui.look import theme
from exodesk.ui.printing.dialog import PrintDialog
from exodesk.ui.printing.options import SummaryOptions
from exodesk.ui.open_record.session import Session
from tests.factories import Clock, a_consent, a_lot, a_patient, a_plan, give, new_record
app = QApplication([])
theme.apply(app, theme.Scheme.LIGHT)
record = new_record(Path(sys.argv[1]), Clock())
patient = a_patient(record)
a_consent(record, patient)
visit = give(record, a_plan(record, patient), a_lot(record), sign=True).visit_id
session, said = Session(record), []
session.changed.connect(lambda change: said.append(change.said))
dialog = PrintDialog(SummaryOptions(session, visit), None)
dialog.show()
button = dialog.leave.text()
dialog.leave.click()
told = [] if dialog.isHidden() else [dialog.message.text.text()]
ways = [page.way.value for page in printed.pages_of_patients(record, [patient])]
print(json.dumps({"button": button, "said": said + told, "ways": ways, "kept": session.printing.printer}))
record.close()
"""


def attempt(server: PrintServer | None, queue: str, copies: int = 1, page: str = "summary") -> tuple[list[str], str]:
    """Print a page, and list the printers: what there is, and what was said."""
    address = server.address if server else "127.0.0.1:9"  # where nobody listens
    environment = os.environ | {"CUPS_SERVER": address, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, queue, str(copies), page],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    told = json.loads(done.stdout)
    return told["printers"], told["said"]


@pytest.fixture(scope="module")
def server() -> Iterator[PrintServer]:
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("a print server of one's own needs root")
    home = Path(tempfile.mkdtemp(prefix="exodesk-printing-"))
    home.chmod(0o755)  # its user must be able to enter
    try:
        with print_server.running(home) as running:
            yield running
    finally:
        shutil.rmtree(home)


def test_without_a_printer_none_is_found_and_none_is_made_up() -> None:
    printers, said = attempt(None, "Nobody")
    assert printers == []
    assert said == "Nobody is not there any more. Nothing was printed. Choose another printer, or save the page as PDF."


def words_of(spooled: Path) -> str:
    """One to a line. What holds a date together is sent as the hyphen that it is; a saved file says a plain one."""
    words = [word for page in PdfReader(spooled).pages for word in page.extract_text().split()]
    return "\n".join(words).replace("\N{NON-BREAKING HYPHEN}", "-") + "\n"


@pytest.mark.parametrize("page", ["summary", "summary-es", "letter", "record"])
def test_what_arrives_is_the_page_and_its_job_names_nobody(server: PrintServer, page: str) -> None:
    before = server.spooled()
    assert attempt(server, QUEUE, page=page) == ([QUEUE], "")
    [spooled] = [each for each in server.spooled() if each not in before]
    assert words_of(spooled) == (golden.FOLDER / f"{page}-letter.txt").read_text(encoding="utf-8")
    assert QUEUE in server.jobs()
    ticket = server.ticket_of(spooled)
    assert golden.PAGES[page]().name.encode() in ticket
    assert b"lvarez" not in ticket.lower()


def test_two_copies_are_one_job(server: PrintServer) -> None:
    before = server.spooled()
    assert attempt(server, QUEUE, copies=2) == ([QUEUE], "")
    assert len(server.spooled()) == len(before) + 1


def test_a_paused_printer_is_told_and_gets_nothing(server: PrintServer) -> None:
    before = server.spooled()
    server.pause()
    try:
        _, said = attempt(server, QUEUE)
    finally:
        server.resume()
    assert said.startswith(f"{QUEUE} is paused or needs attention. Nothing was printed.")
    assert server.spooled() == before


def from_the_window(server: PrintServer, folder: Path) -> dict[str, object]:
    """A person opens the print window and presses its button: what it is called, what is said, what is noted."""
    environment = os.environ | {"CUPS_SERVER": server.address, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", DIALOG, str(folder)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_the_window_prints_on_the_printer_and_notes_it(server: PrintServer, tmp_path: Path) -> None:
    before = server.spooled()
    found = from_the_window(server, tmp_path)
    said = [f"SAMPLE, Alex: Printed on {QUEUE}: 1 page."]
    assert found == {"button": "Print", "said": said, "ways": ["printer"], "kept": QUEUE}
    [spooled] = [each for each in server.spooled() if each not in before]
    assert "Call us the same day" in " ".join(PdfReader(spooled).pages[0].extract_text().split())


def test_the_window_says_that_the_printer_is_paused_and_notes_no_page(server: PrintServer, tmp_path: Path) -> None:
    server.pause()
    try:
        found = from_the_window(server, tmp_path)
    finally:
        server.resume()
    assert found["ways"] == []
    assert str(found["said"]).startswith(f"['{QUEUE} is paused or needs attention. Nothing was printed.")


def test_the_file_looks_like_the_preview_sheet_by_sheet(tmp_path: Path, qapp: QApplication) -> None:
    """Drawn by another program, which knows only the file."""
    document = summary(signed(visit=replace(VISIT, instructions="\n".join(f"Line {n}" for n in range(60)))))
    path = tmp_path / "page.pdf"
    sheets = lay_out(document, Paper.LETTER)
    save_pdf(sheets, path)
    assert len(sheets) > 1
    program = where("pdftoppm")
    assert program
    subprocess.run([program, "-r", str(FINE), "-png", path, tmp_path / "sheet"], check=True, timeout=60)
    for page in range(1, len(sheets) + 1):
        drawn = QImage(str(tmp_path / f"sheet-{page}.png")).convertToFormat(QImage.Format.Format_Grayscale8)
        preview = render(sheets, page, FINE)
        assert golden.difference(drawn, preview.convertToFormat(QImage.Format.Format_Grayscale8)) <= DRAWN_OTHERWISE
