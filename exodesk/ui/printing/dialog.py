"""A page as it will leave, where it goes, and one button. Enter prints; without a printer it saves the page as PDF."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from exodesk.core.errors import ExodeskError
from exodesk.core.records.clinic import Paper
from exodesk.core.records.patient import identity_line
from exodesk.printing.leaving import Page, free_path, print_page, save_page
from exodesk.printing.naming import BadFileName
from exodesk.printing.printable import Printable
from exodesk.printing.printers import printers
from exodesk.ui import parts
from exodesk.ui.forms.choices import Choice
from exodesk.ui.forms.tab_order import in_reading_order
from exodesk.ui.look.tokens import Tone
from exodesk.ui.printing.file_field import FileField, documents
from exodesk.ui.printing.options import Options
from exodesk.ui.printing.sheets_view import SheetsView
from exodesk.ui.process.preferences import PrintChoice, names

WIDTH, HEIGHT, SIDE = 1080, 820, 340
COPIES = (1, 2, 3)
AS_PDF = ""
"""The choice beside the printers."""


class PrintDialog(QDialog):
    def __init__(self, options: Options, parent: QWidget | None, *, look_first: bool = False) -> None:
        super().__init__(parent)
        self._session = options.session
        self.options = options
        self._page: Page = options.page()
        self._sheets: Printable | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(options.title)
        self.preview = SheetsView()
        self.message = parts.MessageBar()
        found = printers()
        before = self._session.printing
        self._printers = [each.name for each in found]
        self.where = Choice([*((each.name, each.shown) for each in found), (AS_PDF, "Save as PDF")], optional=False)
        self.where.setAccessibleName("Printer")
        self.where.setCurrentIndex(0)
        if before.printer in (*self._printers, AS_PDF):
            self.where.put_raw(before.printer)
        self.where.currentIndexChanged.connect(self._show_where)
        paper = self._page.paper if options.is_as_printed else before.paper or self._page.paper
        self.paper = parts.ChoiceRow([(each.value, each.label) for each in Paper], paper.value, name="Paper")
        self.paper.chosen.connect(self._lay_out_again)
        self.copies = parts.ChoiceRow([(str(count), str(count)) for count in COPIES], "1", name="Copies")
        folder = before.folder if before.folder and before.folder.is_dir() else documents()
        self.file = FileField(free_path(folder, self._page, self._page.on(self._page.paper).name))
        self.file.chosen.connect(self._go_to_leave)
        self.leave = parts.primary_button("Print")
        self.leave.clicked.connect(self.accept)
        self._count = parts.muted("")
        self._no_printer = parts.muted("There is no printer on this computer. The page is saved as a file.", wrap=True)
        self._no_printer.setVisible(not found)
        options.changed.connect(self._make_again)
        self._lay_out()
        self._show_where()
        self._make_again()
        (self.preview if look_first else self.leave).setFocus()

    def _lay_out(self) -> None:
        self._times = QWidget()
        times = QVBoxLayout(self._times)
        times.setContentsMargins(0, 0, 0, 0)
        times.addWidget(parts.FieldLabel("Copies"))
        times.addLayout(parts.row(self.copies, 1))
        cancel = parts.secondary_button("Cancel")
        cancel.clicked.connect(self.reject)
        side = QVBoxLayout()
        side.setSpacing(10)
        about = parts.words(identity_line(self._page.patient) if self._page.patient else "", wrap=True)
        about.setVisible(self._page.patient is not None)
        for widget in (
            parts.section_title(self.options.title),
            about,
            self._count,
            self.message,
            self.options,
            parts.FieldLabel("Paper"),
            _to_the_left(self.paper),
            parts.FieldLabel("Printer"),
            self.where,
            self._no_printer,
            self._times,
            self.file,
        ):
            side.addWidget(widget)
        side.addStretch()
        side.addLayout(parts.row(1, cancel, self.leave))
        holder = QWidget()
        holder.setLayout(side)
        holder.setFixedWidth(SIDE)
        across = QHBoxLayout(self)
        across.setContentsMargins(16, 16, 20, 16)
        across.setSpacing(20)
        across.addWidget(self.preview, 1)
        across.addWidget(holder)
        room = QGuiApplication.primaryScreen().availableSize()
        self.resize(min(WIDTH, room.width() - 40), min(HEIGHT, room.height() - 60))
        in_reading_order(self)

    def accept(self) -> None:
        """Let the page leave, and close only when it has."""
        sent, paper, printer = self.options.sent(), Paper(self.paper.current()), self.where.raw()
        try:
            self._page = self.options.page()
            if printer:
                copies = int(self.copies.current())
                self._session.run(print_page, self._page, printer, paper=paper, copies=copies, sent=sent)
                chosen = self._chosen(printer)
            else:
                path = self.file.file()
                self._session.run(save_page, self._page, path, paper=paper, sent=sent)
                chosen = self._with_folder(self._chosen(printer), path.parent)
        except BadFileName:
            return  # it is told at its field
        except ExodeskError as error:
            self.message.say(str(error), Tone.DANGER)
            return
        self._session.choose_printing(chosen)
        super().accept()

    def _chosen(self, printer: str) -> PrintChoice:
        """What is remembered: no paper that is as the clinic has it."""
        before, page = self._session.printing, self._page
        paper = Paper(self.paper.current())
        return replace(
            before,
            printer=printer if self._printers else before.printer,
            paper=before.paper if self.options.is_as_printed else None if paper is page.paper else paper,
        )

    def _with_folder(self, chosen: PrintChoice, folder: Path) -> PrintChoice:
        """No folder that names the patient is remembered."""
        if self._page.patient and names(folder, self._page.patient):
            return chosen
        return replace(chosen, folder=None if folder == documents() else folder)

    def _make_again(self) -> None:
        """The page as the options now have it."""
        self._page = self.options.page()
        self._lay_out_again()
        for warning in self._page.warnings:
            self.message.say(warning, Tone.WARNING)

    def _lay_out_again(self) -> None:
        sheets = self._page.on(Paper(self.paper.current()))
        self._sheets = sheets
        self._count.setText("1 page" if len(sheets) == 1 else f"{len(sheets)} pages")
        self.preview.show_sheets(sheets)

    def _show_where(self) -> None:
        is_file = not self.where.raw()
        self.file.setVisible(is_file)
        self._times.setVisible(not is_file)
        self.leave.setText("Save as PDF" if is_file else "Print")

    def _go_to_leave(self) -> None:
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)


def _to_the_left(widget: QWidget) -> QWidget:
    holder = QWidget()
    line = parts.row(widget, 1)
    line.setContentsMargins(0, 0, 0, 0)
    holder.setLayout(line)
    return holder
