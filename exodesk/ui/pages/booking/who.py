"""Who is booked: found while typing, or somebody new with those who may be entered already."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exodesk.core.dates import show_time, show_weekday
from exodesk.core.newcomer import Newcomer, newcomer_in
from exodesk.core.reaching import no_contact_because
from exodesk.core.records.appointment import Appointment
from exodesk.core.records.patient import NO_BIRTH_DATE, Patient, show_born, show_name
from exodesk.queries import patients as queries
from exodesk.queries.agenda import ahead_of, no_shows_of
from exodesk.ui import parts
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.forms.kept import KeptForm
from exodesk.ui.forms.patient_finder import PatientFinder
from exodesk.ui.look.tokens import Tone
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.patient_dialog import Doubles, focus_open_field, likely_doubles, remind_of_birth_date

NEW_ROWS = (("family_name", "given_name"), ("birth_date", "mobile"))
_MOST_TOLD = 3


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
        self.is_new = False
        self.ahead: list[Appointment] = []
        self.finder = PatientFinder(session, "Who is booked", with_newcomers=True)
        self.finder.chosen.connect(self._settle_on_patient)
        self.finder.let_go.connect(self.unsettled)
        self.finder.newcomer_asked.connect(self.name_newcomer)
        self.form = RecordForm(Newcomer, NEW_ROWS, today=session.today)
        self._kept = KeptForm(session, self.form, "booking", "patient")
        self._kept.restored.connect(self.restored)
        self.doubles = Doubles(takes="Book this patient", makes="Book a new patient")
        self.doubles.opened.connect(self._take_double)
        self.form.edited.connect(self._look_for_doubles)
        back = parts.quiet_button("Find somebody else", glyph="arrow-left")
        back.clicked.connect(self.find_again)
        self._naming = QWidget()
        naming = QVBoxLayout(self._naming)
        naming.setContentsMargins(0, 0, 0, 0)
        naming.addLayout(parts.row(parts.strong("New patient"), 1, back))
        naming.addWidget(self.form)
        naming.addWidget(self.doubles)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.finder)
        column.addWidget(self._naming)
        self._turn(to_newcomer=False)

    @property
    def patient(self) -> Patient | None:
        return self.finder.patient

    def take(self, patient: Patient) -> None:
        """Settle on somebody who has a chart."""
        self._turn(to_newcomer=False)
        self.finder.take(patient)

    @property
    def words(self) -> str:
        """`ROE, Richard, born 02-Jan-1960`; "" while nobody is chosen."""
        if self.patient:
            return f"{show_name(self.patient)}, {show_born(self.patient)}"
        if not self.is_new:
            return ""
        family, given = self.form.value("family_name") or "", self.form.value("given_name") or ""
        born = self.form.value("birth_date")
        name = ", ".join(part for part in (family.upper(), given) if part)
        return f"{name}, {f'born {born.show()}' if born else NO_BIRTH_DATE}" if name else ""

    def newcomer(self) -> Newcomer:
        """Somebody new as typed. Raises InvalidRecord with the problems at their fields."""
        record = self._session.record
        return Newcomer(id=record.new_id(), chart_no=0, entered_on=record.today(), **self.form.values())

    def settle(self) -> None:
        """What was typed of somebody new is saved, or not wanted."""
        self._kept.settle()

    def start_over(self) -> None:
        """It was about somebody else: let go of it, and take what was typed now."""
        self._kept.start_over()
        self._begin_form()
        self.form.focus_first()

    def begin(self) -> None:
        if not self.is_new and self.patient is None:
            self.finder.begin()

    def name_newcomer(self) -> None:
        """Somebody new, with what was typed so far as name, birth date and phone."""
        self.finder.patient = None
        self._kept.follow("new", None)
        if not self.form.is_edited:
            self._begin_form()
        self._turn(to_newcomer=True)
        self._look_for_doubles("")
        focus_open_field(self.form)
        self.chosen.emit()

    def find_again(self) -> None:
        """Somebody else after all."""
        self._turn(to_newcomer=False)
        self.finder.find_again()

    def _begin_form(self) -> None:
        self.form.begin_with(newcomer_in(self.finder.search.text()))

    def _turn(self, *, to_newcomer: bool) -> None:
        """Only what is in use takes room."""
        self.is_new, self.ahead = to_newcomer, []
        self.finder.setVisible(not to_newcomer)
        self._naming.setVisible(to_newcomer)

    def _settle_on_patient(self) -> None:
        """What is worth knowing before a time is chosen stands under the name."""
        if self.patient is None:
            return
        record = self._session.record
        self.ahead = ahead_of(record, self.patient.id)
        told = (
            _booked(self.ahead),
            _missed(no_shows_of(record, self.patient.id)),
            no_contact_because(self.patient, self._session.today()),
        )
        self.finder.tell(" ".join(part for part in told if part), Tone.WARNING if self.ahead else "muted")
        self.chosen.emit()

    def _look_for_doubles(self, _name: str) -> None:
        remind_of_birth_date(self.form)
        self.doubles.show_found(likely_doubles(self._session, self.form))

    def _take_double(self, patient_id: str) -> None:
        """It is somebody who has a chart: what was typed is let go."""
        self._kept.settle()
        self.take(queries.get(self._session.record, patient_id))


def _booked(ahead: Sequence[Appointment]) -> str:
    """`Booked already: Tue 24-Nov-2026 10:30 Review.`."""
    if not ahead:
        return ""
    told = [
        f"{show_weekday(each.starts_at.day)} {show_time(each.starts_at.at)} {each.type or 'appointment'}"
        for each in ahead[:_MOST_TOLD]
    ]
    more = f" and {len(ahead) - _MOST_TOLD} more" if len(ahead) > _MOST_TOLD else ""
    return f"Booked already: {'; '.join(told)}{more}."


def _missed(count: int) -> str:
    if not count:
        return ""
    return f"Did not come {'once' if count == 1 else f'{count} times'} so far."
