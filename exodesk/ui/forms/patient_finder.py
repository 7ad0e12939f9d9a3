"""Somebody with a chart, found while typing, inside a dialog about them. It decides nothing."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from exodesk.core.records.patient import Patient, identity_line, show_born, show_chart_no, show_name
from exodesk.queries import patients as queries
from exodesk.ui import parts
from exodesk.ui.look.tokens import Tone
from exodesk.ui.open_record.session import Session
from exodesk.ui.parts import PickList

MOST_OFFERED = 4
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class PatientFinder(QWidget):
    """`chosen` comes when somebody is settled on, `let_go` when it is nobody again.

    With `with_newcomers` the last line stands for somebody new: `newcomer_asked` comes when it is taken.
    """

    chosen = Signal()
    let_go = Signal()
    newcomer_asked = Signal()

    def __init__(self, session: Session, name: str, *, with_newcomers: bool = False) -> None:
        super().__init__()
        self._session = session
        self._with_newcomers = with_newcomers
        self._found: Sequence[Patient] = ()
        self.patient: Patient | None = None
        self.search = parts.SearchField("Name, birth date, phone or chart number", name)
        self.search.textChanged.connect(self._look)
        self.search.installEventFilter(self)
        self.offered = PickList("Patients found", rows=MOST_OFFERED + 1, first_width=230)
        self.offered.picked.connect(self._pick)
        self.offered.clicked.connect(self._pick_by_click)
        self._nobody = parts.hint("Nobody is found by that.")
        self._identity = parts.section_title("")
        self._identity.setWordWrap(True)
        self._about = parts.muted("", wrap=True)
        self.change = parts.quiet_button("Somebody else", glyph="arrow-left")
        self.change.clicked.connect(self.find_again)
        self._settled = QWidget()
        first = parts.row(self._identity, self.change)
        first.setStretch(0, 1)
        inner = QVBoxLayout(self._settled)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(2)
        inner.addLayout(first)
        inner.addWidget(self._about)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self.search, self.offered, self._nobody, self._settled):
            column.addWidget(widget)
        column.addStretch()
        self._look()

    def take(self, patient: Patient) -> None:
        """Settle on somebody."""
        self.patient = patient
        self._identity.setText(identity_line(patient))
        self.tell("")
        self._show()
        parts.announce(self, identity_line(patient))
        self.chosen.emit()

    def tell(self, words: str, tone: Tone | str = "muted") -> None:
        """Something about who was chosen, under the name."""
        self._about.setText(words)
        self._about.setVisible(bool(words))
        parts.set_tone(self._about, tone)
        if words:
            parts.announce(self, words)

    def find_again(self) -> None:
        """Somebody else after all, or nobody."""
        self.patient = None
        self._show()
        self.search.selectAll()
        self.begin()
        self.let_go.emit()

    def begin(self) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down, Up and Enter act on what was found, so that the hands stay in the search field."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if step := _STEPS.get(Qt.Key(event.key())):
                self.offered.step(step)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                if not event.isAutoRepeat():
                    self._pick(self.offered.current)
                return True
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        is_settled = self.patient is not None
        self._settled.setVisible(is_settled)
        self.search.setVisible(not is_settled)
        self.offered.setVisible(not is_settled and bool(self.offered.lines))
        self._nobody.setVisible(not is_settled and bool(self.search.text().strip()) and not self.offered.lines)

    def _look(self) -> None:
        """Where somebody new can be taken too, the last who came are offered before anything is typed.

        Elsewhere nobody is: a name of the list must not be taken by chance.
        """
        record, typed = self._session.record, self.search.text().strip()
        if typed:
            self._found = queries.find(record, typed, MOST_OFFERED)
        else:
            self._found = queries.recent(record, MOST_OFFERED) if self._with_newcomers else []
        lines = [(show_name(row.patient), _told(row)) for row in queries.rows(record, self._found)]
        if self._with_newcomers:
            lines.append(("New patient", f"named “{typed}”" if typed else "not entered yet"))
        self.offered.show_lines(lines)
        if not self._with_newcomers:
            self.offered.fit()
        self._show()

    def _pick(self, row: int) -> None:
        if 0 <= row < len(self._found):
            self.take(self._found[row])
        elif row == len(self._found) and self._with_newcomers:
            self.newcomer_asked.emit()

    def _pick_by_click(self, index: QModelIndex) -> None:
        """The second click of a double one would meet what comes in its place, such as a time: it meets nothing."""
        direct, deaf = Qt.FindChildOption.FindDirectChildrenOnly, Qt.WidgetAttribute.WA_TransparentForMouseEvents
        for part in self.window().findChildren(QWidget, options=direct):
            part.setAttribute(deaf)
            QTimer.singleShot(QApplication.doubleClickInterval(), part, partial(part.setAttribute, deaf, on=False))
        self._pick(index.row())


def _told(row: queries.PatientRow) -> str:
    """`born 02-Jan-1960 · EX-00012 · 555 0142 · similar name`: what tells two patients apart."""
    facts = (
        show_born(row.patient),
        show_chart_no(row.patient.chart_no),
        row.phone,
        "similar name" if row.has_double else "",
    )
    return " · ".join(fact for fact in facts if fact)
