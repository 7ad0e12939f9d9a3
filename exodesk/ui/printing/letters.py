"""Letters to several patients in one act: whom to write to, a bar, and a way to stop between any two.

Each letter leaves by itself, is noted in its patient's chart and counts as a try to reach them, so that whoever stops
leaves nothing half done.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QProgressBar, QVBoxLayout, QWidget

from exodesk.core.changes import Change
from exodesk.core.errors import ExodeskError
from exodesk.core.records.contact import CallAbout, CallResult
from exodesk.core.records.patient import identity_line
from exodesk.core.sentences import counted
from exodesk.printing.leaving import free_path, print_page, save_page
from exodesk.printing.naming import BadFileName, folder_named
from exodesk.printing.pages import invitation_page
from exodesk.printing.printers import printers
from exodesk.queries.boosters import BoosterRow
from exodesk.services.contact import log_call_now
from exodesk.storage.recordfile import RecordFile
from exodesk.ui import parts
from exodesk.ui.forms.choices import Choice
from exodesk.ui.forms.controls import Line, Tick
from exodesk.ui.forms.tab_order import in_reading_order
from exodesk.ui.look.tokens import Tone
from exodesk.ui.open_record.session import Session
from exodesk.ui.printing.dialog import AS_PDF
from exodesk.ui.printing.file_field import documents
from exodesk.ui.work.pieces import Pieces, Step

WIDTH, HEIGHT = 720, 640
SAYS = (
    "An invitation to a review for each, in the patient's language. Each is noted in its chart, as a try to reach them."
)


class LettersDialog(QDialog):
    def __init__(
        self, session: Session, rows: Sequence[BoosterRow], chosen: Sequence[BoosterRow], parent: QWidget
    ) -> None:
        """`chosen`: those of the rows who are ticked at first. Who is not to be written to stands there with why."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Letters")
        self._session = session
        self._count = 0
        self._of: list[BoosterRow] = []
        self._place: Path | None = None
        self._work = Pieces(1, self)
        self._work.over.connect(self._tell_done)
        self.ticks = {row.listed.plan_id: _tick(row, row in chosen) for row in rows}
        self._rows = {row.listed.plan_id: row for row in rows}
        self.message = parts.MessageBar()
        self.bar = QProgressBar()
        self.bar.setAccessibleName("Letters")
        self.bar.setTextVisible(False)
        self.bar.hide()
        found = printers()
        self.where = Choice(
            [*((each.name, each.shown) for each in found), (AS_PDF, "Save as PDF, a file each")], optional=False
        )
        self.where.setAccessibleName("Printer")
        self.where.setCurrentIndex(0)
        if session.printing.printer in [AS_PDF, *(each.name for each in found)]:
            self.where.put_raw(session.printing.printer)
        self.folder = Line()
        self.folder.setAccessibleName("Folder")
        self.folder.setText(str(session.printing.folder or documents()))
        self.choose = parts.secondary_button("Choose…", glyph="folder-open")
        self.go = parts.primary_button("Print")
        self.stop = parts.secondary_button("Cancel")
        self._lay_out()
        self._connect()
        self._show_what()

    def _lay_out(self) -> None:
        sheet = QWidget()
        lines = QVBoxLayout(sheet)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        for tick in self.ticks.values():
            lines.addWidget(tick)
        lines.addStretch()
        self._file = QWidget()
        place = parts.row(self.folder, self.choose)
        place.setStretch(0, 1)
        place.setContentsMargins(0, 0, 0, 0)
        self._file.setLayout(place)
        column = parts.dialog_column(self)
        everybody, nobody = parts.quiet_button("Tick all"), parts.quiet_button("Tick none")
        everybody.clicked.connect(partial(self._tick_all, ticked=True))
        nobody.clicked.connect(partial(self._tick_all, ticked=False))
        column.addWidget(parts.section_title("Letters"))
        column.addWidget(parts.muted(SAYS, wrap=True))
        column.addWidget(self.message)
        column.addWidget(parts.scrolling(sheet), 1)
        column.addLayout(parts.row(everybody, nobody, 1))
        for widget in (parts.FieldLabel("Printer"), self.where, self._file, self.bar):
            column.addWidget(widget)
        column.addLayout(parts.row(1, self.stop, self.go))
        self.resize(WIDTH, HEIGHT)
        in_reading_order(self)
        self.go.setFocus()

    def _connect(self) -> None:
        for tick in self.ticks.values():
            tick.toggled.connect(self._show_what)
        self.where.currentIndexChanged.connect(self._show_what)
        self.choose.clicked.connect(self._choose_folder)
        self.go.clicked.connect(self.begin)
        self.stop.clicked.connect(self.reject)

    # What is done

    def begin(self) -> None:
        """One letter a turn of the event loop: the window goes on, and Cancel is heard between any two."""
        self.message.close_message()
        try:
            self._place = None if self.where.raw() else folder_named(self.folder.raw(), documents())
        except BadFileName as bad:
            self.message.say(str(bad), Tone.DANGER)
            return
        self._count, self._of = 0, self._wanted()
        self.bar.setRange(0, len(self._of))
        self.bar.setValue(0)
        self._show_running(running=True)
        self._work.begin(self._steps())

    def reject(self) -> None:
        """Stop the letters that are still to come; with none, close."""
        if not self._work.is_on:
            super().reject()
            return
        self._work.stop()
        self._show_running(running=False)
        self.message.say(f"Stopped. {self._told}{self._left}.", Tone.WARNING)

    def hideEvent(self, event: QHideEvent) -> None:
        """A lock takes it away: by the next turn the record may be closed."""
        self._work.stop()
        super().hideEvent(event)

    def _steps(self) -> Iterator[Step]:
        return (partial(self._write, row) for row in self._of)

    def _write(self, row: BoosterRow) -> None:
        """A letter that does not leave ends the act: the next one would not leave either."""
        try:
            page = invitation_page(self._session.record, row.listed.plan_id)
            if self._place:
                self._session.run(save_page, page, free_path(self._place, page, page.numbered))
            else:
                self._session.run(print_page, page, self.where.raw())
            self._session.run(log_call_now, row.patient.id, CallAbout.BOOSTER, CallResult.LETTER)
        except ExodeskError as error:
            self._work.stop()
            self._show_running(running=False)
            self.message.say(f"{self._told}{self._left}. {error}", Tone.DANGER)
            return
        self._count += 1
        self.ticks[row.listed.plan_id].setChecked(False)
        self.bar.setValue(self._count)
        self.bar.setAccessibleDescription(f"{self._count} of {len(self._of)}")

    def _tell_done(self) -> None:
        self._show_running(running=False)
        if self._of and self._count == len(self._of):
            self._session.run(_said, f"{self._told}, each noted in its chart.")
            self.accept()

    # What is shown

    @property
    def _told(self) -> str:
        """What left, and where it went."""
        where = f"saved in {self._place}" if self._place else f"printed on {self.where.currentText()}"
        return f"{counted(self._count, 'letter')} {where}"

    @property
    def _left(self) -> str:
        """Of whom it is not true yet."""
        left = len(self._of) - self._count
        return f"; the other {left:,} {'is' if left == 1 else 'are'} still ticked" if left else ""

    def _wanted(self) -> list[BoosterRow]:
        return [self._rows[key] for key, tick in self.ticks.items() if tick.isChecked()]

    def _show_what(self) -> None:
        if self._work.is_on:
            return
        count, is_file = len(self._wanted()), not self.where.raw()
        letters = counted(count, "letter")
        self._file.setVisible(is_file)
        self.go.setText(f"Save {letters}" if is_file else f"Print {letters}")
        self.go.setEnabled(bool(count))

    def _show_running(self, *, running: bool) -> None:
        self.bar.setVisible(running)
        for widget in (self.where, self._file, self.go, *self.ticks.values()):
            widget.setDisabled(running)
        for row in self._rows.values():
            self.ticks[row.listed.plan_id].setDisabled(running or bool(row.no_contact))
        if not running:
            self._show_what()
        self.stop.setFocus()

    def _tick_all(self, *, ticked: bool) -> None:
        for tick in self.ticks.values():
            tick.setChecked(ticked and tick.isEnabled())

    def _choose_folder(self) -> None:
        if chosen := QFileDialog.getExistingDirectory(self, "Where the letters go", self.folder.raw()):
            self.folder.setText(chosen)


def _tick(row: BoosterRow, is_chosen: bool) -> Tick:
    why = f" · {row.no_contact}" if row.no_contact else f" · {row.where}, {row.due}"
    tick = Tick(f"{identity_line(row.patient)}{why}")
    tick.setChecked(is_chosen and not row.no_contact)
    tick.setEnabled(not row.no_contact)
    return tick


def _said(_record: RecordFile, said: str) -> Change:
    """What was written is noted already; the bar says how many."""
    return Change(frozenset(), said=said)
