"""Documents of a chart: what was printed or sent, newest first, and the acts on it."""

from functools import partial

from PySide6.QtWidgets import QWidget

from exodesk.core.chart import Chart
from exodesk.core.dates import show_date
from exodesk.core.records.printed import Disclosure, PrintedPage, PrintedWay
from exodesk.core.records.visit import Visit
from exodesk.core.sentences import counted
from exodesk.ui import parts
from exodesk.ui.look.tokens import Tone
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.chart.disclosures import disclosure_dialog, disclosure_menu
from exodesk.ui.pages.printed import check_page, print_again
from exodesk.ui.parts.lines import LineRow
from exodesk.ui.printing.acts import print_account


class DocumentsTab(QWidget):
    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._chart: Chart | None = None
        check = parts.secondary_button("Check a printed page", glyph="scan-barcode")
        check.clicked.connect(partial(check_page, session, self))
        self.printed = parts.Card("Printed and saved", check)
        self._none = parts.EmptyState("Nothing was printed yet. Ctrl+P in a visit prints its summary.")
        self.printed.add(self._none)
        note = parts.secondary_button("Note a disclosure", glyph="plus")
        note.clicked.connect(self._note_disclosure)
        account = parts.secondary_button("Account for the patient", glyph="printer")
        account.clicked.connect(self._print_account)
        self.disclosed = parts.Card("Left the house", account, note, note="To whom, when and why")
        self._nothing = parts.muted("Nothing that left the house is noted.", wrap=True)
        self.disclosed.add(self._nothing)
        inner = QWidget()
        inner.setLayout(parts.column(self.printed, self.disclosed, 1))
        parts.fill(self, parts.scrolling(inner))

    def show_chart(self, chart: Chart) -> None:
        self._chart = chart
        self.printed.clear_rows()
        self.disclosed.clear_rows()
        self._none.setVisible(not chart.printed)
        self._nothing.setVisible(not chart.disclosures)
        visits = {view.visit.entry_id: view.visit for view in (*chart.visits, *chart.in_error)}
        sent = {each.printed_page_id: each for each in chart.disclosures if each.withdrawn_on is None}
        for page in reversed(chart.printed):
            row = LineRow(
                f"{show_date(page.printed_on)}  {page.kind.label}",
                _about(page, visits.get(page.visit_id or ""), sent.get(page.id)),
                page.way.label,
                Tone.NEUTRAL if page.way is PrintedWay.PRINTER else Tone.INFO,
            )
            row.setProperty("record", page)
            row.setEnabled(page.content_sha256 is not None)  # not every page was kept at first
            row.clicked.connect(self._open)
            self.printed.add_row(row)
        codes = {page.id: _codes(page) for page in chart.printed}
        for told in reversed(chart.disclosures):
            back = told.withdrawn_on is not None
            tail = ("Entered in error", Tone.DANGER) if back else (told.purpose.label, Tone.NEUTRAL)
            what = " · ".join([told.description, *codes.get(told.printed_page_id or "", ())])
            row = LineRow(f"{show_date(told.disclosed_on)}  {_one_line(told.recipient)}", what, *tail, quiet=back)
            row.setProperty("record", told)
            row.setEnabled(not back)
            row.clicked.connect(self._open_disclosure)
            self.disclosed.add_row(row)

    def _open(self) -> None:
        if sender := self.sender():
            print_again(self._session, sender.property("record"), self)

    def _open_disclosure(self) -> None:
        if isinstance(row := self.sender(), LineRow):
            menu = disclosure_menu(self._session, row.property("record"), self)
            menu.popup(row.mapToGlobal(row.rect().bottomLeft()))  # where the keys are, wherever the mouse is

    def _note_disclosure(self) -> None:
        if self._chart:
            disclosure_dialog(self._session, self._chart.patient, self).open()

    def _print_account(self) -> None:
        if self._chart:
            print_account(self._session, self._chart.patient.id, self)


def _about(page: PrintedPage, visit: Visit | None, sent: Disclosure | None) -> str:
    """Of which visit, in which state, and to whom it went."""
    parts_of_it = [
        f"Visit of {show_date(visit.visited_on)}" if visit else "",
        counted(page.pages, "page"),
        page.language.label if page.language.value != "en" else "",
        "draft" if visit and not page.visit_hash else "",
        *_codes(page),
        f"to {_one_line(sent.recipient)}" if sent else "",
    ]
    return " · ".join(part for part in parts_of_it if part)


def _codes(page: PrintedPage) -> list[str]:
    return [f"{label.lower()} {code}" for label, code in page.codes]


def _one_line(text: str) -> str:
    return text.strip().partition("\n")[0]
