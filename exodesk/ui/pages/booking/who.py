"""Who is booked: found while typing, or somebody new with those who may be entered already."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exodesk.core.newcomer import Newcomer
from exodesk.core.reaching import no_contact_because
from exodesk.core.records.patient import Patient, identity_line, show_chart_no, show_name
from exodesk.queries import patients as queries
from exodesk.queries.agenda import no_shows_of
from exodesk.ui import parts
from exodesk.ui.form import RecordForm
from exodesk.ui.kept import KeptForm
from exodesk.ui.pages.patient_dialog import Doubles, likely_doubles
from exodesk.ui.parts import PickList
from exodesk.ui.session import Session

MOST_OFFERED = 4
NEW_ROWS = (("family_name", "given_name"), ("birth_date", "mobile"))


class Who(QWidget):
    """`chosen` comes when it is settled who is booked, and `unsettled` when it no longer is.

    `restored` says that what stands in the fields of somebody new was typed before.
    """

    chosen = Signal()
    unsettled = Signal()
    restored = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._found: list[Patient] = []
        self._number = 0
        self.patient: Patient | None = None
        self.search = parts.SearchField("Name, birth date, phone or chart number", "Who is booked")
        self.search.textChanged.connect(self._look)
        self.search.installEventFilter(self)
        self.offered = PickList("Patients found", rows=MOST_OFFERED + 1, first_width=230)
        self.offered.picked.connect(self._pick)
        self.form = RecordForm(Newcomer, NEW_ROWS, today=session.today)
        self._kept = KeptForm(session, self.form, "booking", "patient")
        self._kept.restored.connect(self.restored)
        self.doubles = Doubles()
        self.doubles.opened.connect(self._take_double)
        self.form.edited.connect(self._look_for_doubles)
        self._identity = parts.section_title("")
        self._identity.setWordWrap(True)
        self._about = parts.muted("", wrap=True)
        self._pages = (self._finding(), self._naming(), self._settled())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for page in self._pages:
            column.addWidget(page)
        self._look()
        self._turn_to(0)

    def take(self, patient: Patient) -> None:
        """Settle on somebody who has a chart."""
        self.patient = patient
        self._identity.setText(identity_line(patient))
        told = [_missed(no_shows_of(self._session.record, patient.id))]
        told.append(no_contact_because(patient, self._session.today()))
        self._about.setText(" ".join(part for part in told if part))
        self._turn_to(2)
        parts.announce(self, identity_line(patient))
        self.chosen.emit()

    @property
    def is_new(self) -> bool:
        return self._number == 1

    @property
    def words(self) -> str:
        """`ROE, Richard, born 02-Jan-1960`; "" while nobody is chosen."""
        if self.patient:
            born = self.patient.birth_date
            told = f"born {born.show()}" if born else "birth date not known"
            return f"{show_name(self.patient)}, {told}"
        if not self.is_new:
            return ""
        family, given = self.form.value("family_name") or "", self.form.value("given_name") or ""
        born = self.form.value("birth_date")
        name = ", ".join(part for part in (family.upper(), given) if part)
        return f"{name}, born {born.show()}" if name and born else name

    def newcomer(self) -> Newcomer:
        """Somebody new as typed. Raises InvalidRecord with the problems at their fields."""
        record = self._session.record
        return Newcomer(id=record.new_id(), chart_no=0, entered_on=record.today(), **self.form.values())

    def settle(self) -> None:
        """What was typed of somebody new is saved, or not wanted."""
        self._kept.settle()

    def start_over(self) -> None:
        """It was about somebody else: let go of it, and take the name that was typed now."""
        self._kept.start_over()
        self._put_name()
        self.form.focus_first()

    def begin(self) -> None:
        if self._number == 0:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down, Up and Enter act on what was found, so that the hands stay in the search field."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step:
                self.offered.step(step)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                self._pick(self.offered.current)
                return True
        return super().eventFilter(watched, event)

    def name_newcomer(self) -> None:
        """Somebody new, with what was typed so far as their name."""
        self.patient = None
        self._kept.follow("new", None)
        if not self.form.is_edited:
            self._put_name()
        self._turn_to(1)
        self._look_for_doubles("")
        self.form.focus_first()
        self.chosen.emit()

    def find_again(self) -> None:
        """Somebody else after all."""
        self.patient = None
        self._turn_to(0)
        self.search.selectAll()
        self.begin()
        self.unsettled.emit()

    def _put_name(self) -> None:
        family, given = names_in(self.search.text())
        if family or given:
            self.form.put_value("family_name", family or None)
            self.form.put_value("given_name", given or None)

    def _finding(self) -> QWidget:
        return _column(self.search, self.offered)

    def _naming(self) -> QWidget:
        back = parts.quiet_button("Find somebody else", glyph="arrow-left")
        back.clicked.connect(self.find_again)
        page = _column(self.form, self.doubles)
        layout = page.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertLayout(0, parts.row(parts.strong("New patient"), 1, back))
        return page

    def _settled(self) -> QWidget:
        change = parts.quiet_button("Somebody else", glyph="arrow-left")
        change.clicked.connect(self.find_again)
        page = _column(self._identity)
        layout = page.layout()
        if isinstance(layout, QVBoxLayout):
            beside = parts.row(self._about, change)
            beside.setStretch(0, 1)
            layout.addLayout(beside)
        return page

    def _turn_to(self, number: int) -> None:
        """Only the page in sight takes room."""
        self._number = number
        for index, page in enumerate(self._pages):
            page.setVisible(index == number)

    def _look(self) -> None:
        record, typed = self._session.record, self.search.text().strip()
        found = queries.find(record, typed, MOST_OFFERED) if typed else queries.recent(record, MOST_OFFERED)
        self._found = found
        lines = [(show_name(row.patient), _told(row)) for row in queries.rows(record, found)]
        self.offered.show_lines([*lines, ("New patient", f"named “{typed}”" if typed else "not entered yet")])

    def _pick(self, row: int) -> None:
        if 0 <= row < len(self._found):
            self.take(self._found[row])
        elif row == len(self._found):
            self.name_newcomer()

    def _look_for_doubles(self, _name: str) -> None:
        self.doubles.show_found(likely_doubles(self._session, self.form))

    def _take_double(self, patient_id: str) -> None:
        """It is somebody who has a chart: what was typed is let go."""
        self._kept.settle()
        self.take(queries.get(self._session.record, patient_id))


def names_in(typed: str) -> tuple[str, str]:
    """Family and given names in what was typed to find somebody: what stands before a comma, else the first word.

    Numbers and dates are no names. What was typed all small gets its capitals; any other spelling stays.
    """
    before, comma, after = (typed.title() if typed.islower() else typed).partition(",")
    family, given = _names(before), _names(after)
    if not comma:
        family, given = family[:1], family[1:]
    return " ".join(family), " ".join(given)


def _names(typed: str) -> list[str]:
    return [word for word in typed.split() if word[0].isalpha() and not any(sign.isdigit() for sign in word)]


def _column(*widgets: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    for widget in widgets:
        column.addWidget(widget)
    return page


def _told(row: queries.PatientRow) -> str:
    """`born 02-Jan-1960 · EX-00012 · 555 0142 · similar name`: what tells two patients apart."""
    born = row.patient.birth_date
    facts = (
        f"born {born.show()}" if born else "birth date not known",
        show_chart_no(row.patient.chart_no),
        row.phone,
        "similar name" if row.has_double else "",
    )
    return " · ".join(fact for fact in facts if fact)


def _missed(count: int) -> str:
    if not count:
        return ""
    return f"Did not come {'once' if count == 1 else f'{count} times'} so far."
