"""Is this page what the record holds? The codes at its foot, typed or scanned, and what the record says of them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from exodesk.core.dates import show_date, show_time
from exodesk.core.errors import ExodeskError
from exodesk.core.records.patient import identity_line
from exodesk.core.records.printed import PrintedPage
from exodesk.queries.printed_codes import Known, SignedAs, look_up
from exodesk.ui import parts
from exodesk.ui.forms.controls import Line
from exodesk.ui.look.tokens import Tone
from exodesk.ui.open_record.session import Session
from exodesk.ui.parts.lines import LineRow

WIDTH, HEIGHT = 640, 560
ASKED = "Type or scan the codes at the foot of the page: the visit hash, the audit head, or both."
UNKNOWN = (
    "The record holds nothing with this code. Look for a slip of the keys; else the page comes from another record."
)


class CheckPageDialog(QDialog):
    opened = Signal(object)  # a PrintedPage

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Check a printed page")
        self._session = session
        self.code = Line()
        self.code.setAccessibleName("Codes of the page")
        self.code.setPlaceholderText("3fa9d02c61be 9b1c77aa03de")
        look = parts.primary_button("Look it up")
        look.clicked.connect(self.look_up)
        close = parts.secondary_button("Close")
        close.clicked.connect(self.reject)
        self.message = parts.MessageBar()
        self._found = QVBoxLayout()
        self._found.setSpacing(10)
        found = QWidget()
        column = QVBoxLayout(found)
        column.setContentsMargins(0, 0, 8, 0)
        column.addLayout(self._found)
        column.addStretch()
        outer = parts.dialog_column(self)
        outer.addWidget(parts.section_title("Check a printed page"))
        outer.addWidget(parts.muted(ASKED, wrap=True))
        outer.addLayout(parts.row(self.code, look))
        outer.addWidget(self.message)
        outer.addWidget(parts.scrolling(found), 1)
        outer.addLayout(parts.row(1, close))
        self.resize(WIDTH, HEIGHT)
        self.code.setFocus()

    def look_up(self) -> None:
        """Say what is known of each code; the line is ready for the next one."""
        self._clear()
        try:
            found = look_up(self._session.record, self.code.raw())
        except ExodeskError as error:
            self.message.say(str(error), Tone.WARNING)
            return
        self.message.close_message()
        for known in found:
            self._found.addWidget(self._card(known))
        self.code.selectAll()

    def _clear(self) -> None:
        parts.clear(self._found)

    def _card(self, known: Known) -> QWidget:
        card = parts.Card(f"Code {known.code[:12]}")
        if known.signed:
            self._tell_signed(card, known.signed)
        if known.stood:
            at = f"{show_date(known.stood.at.date())} at {show_time(known.stood.at)}"
            card.add(parts.words(f"Audit head: the record stood so on {at}.", tone=Tone.ACCENT, wrap=True))
        if not (known.signed or known.stood):
            card.add(parts.words(UNKNOWN, tone=Tone.DANGER, wrap=True))
        if known.pages:
            card.add(parts.hint("Printed with this code; open one to lay it beside the paper:", wrap=True))
        for page in known.pages:
            card.add_row(self._row(page))
        return card

    def _row(self, page: PrintedPage) -> LineRow:
        at = self._session.clock(page.printed_at)
        row = LineRow(f"{show_date(at.date())} {show_time(at)}  {page.kind.label}", "", page.way.label)
        row.setEnabled(page.content_sha256 is not None)  # not every page was kept at first
        row.setProperty("record", page)
        row.clicked.connect(self._open)
        return row

    def _tell_signed(self, card: parts.Card, signed: SignedAs) -> None:
        version = f"version {signed.signature.version}, signed {show_date(signed.signature.signed_on)}"
        kind, day = signed.visit.kind.label.lower(), show_date(signed.visit.visited_on)
        card.add(parts.words(identity_line(signed.patient), wrap=True))
        card.add(parts.muted(f"Visit hash: {kind} of {day}, {version}.", wrap=True))
        if signed.is_current:
            card.add(parts.words("This is what the record holds today.", tone=Tone.ACCENT, wrap=True))
            return
        since = f"version {signed.latest.version} of {show_date(signed.latest.signed_on)}"
        text = f"An older version: the visit was amended since, and {since} counts now. Print it anew."
        card.add(parts.words(text, tone=Tone.WARNING, wrap=True))

    def _open(self) -> None:
        if sender := self.sender():
            self.opened.emit(sender.property("record"))
