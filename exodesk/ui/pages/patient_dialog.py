"""A patient in a form: somebody new, with who that may already be, or what is written of somebody."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exodesk.core.changes import Change
from exodesk.core.dates import PartialDate
from exodesk.core.errors import InvalidRecord, Problem
from exodesk.core.likeness import Typed
from exodesk.core.newcomer import Newcomer, newcomer_in
from exodesk.core.records.patient import Patient, identity_line, show_born, show_chart_no, show_name
from exodesk.queries.patients import Duplicate, duplicates
from exodesk.services.patients import add_patient, edit_patient
from exodesk.ui import parts
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.forms.in_view import bring_into_view
from exodesk.ui.forms.kept import KeptForm
from exodesk.ui.forms.tab_order import in_reading_order
from exodesk.ui.keyboard.keys import Key, bind
from exodesk.ui.open_record.session import Session

NEW_ROWS = (
    ("family_name", "given_name"),
    ("birth_date", "sex"),
    ("mobile", "home", "email"),
    ("title", "middle_name", "preferred_name"),
    ("language", "pronouns"),
    ("referred_by", "occupation"),
    "notes",
    "no_voicemail",
)
EDIT_ROWS = (
    ("family_name", "given_name"),
    ("title", "middle_name", "preferred_name"),
    ("birth_date", "sex"),
    ("language", "pronouns"),
    ("weight_g", "weighed_on", "height_cm", "measured_on"),
    ("referred_by", "occupation"),
    "notes",
    "no_voicemail",
)
_TELLING = frozenset({"family_name", "given_name", "birth_date", "mobile", "home"})


class Doubles(QWidget):
    """Who the person being typed in may already be. Saving leads to them first; an act of its own saves a new one."""

    opened = Signal(str)  # a patient's id
    new_asked = Signal()  # somebody new all the same

    def __init__(self, *, takes: str, makes: str) -> None:
        """`takes`: what is done with somebody alike, in a word or two; `makes`: the act that makes a new chart."""
        super().__init__()
        self._takes, self._makes = takes, makes
        self.setAccessibleName("May be entered already")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(parts.hint("May be entered already"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column.addLayout(self._rows)
        self.anyway = parts.quiet_button(makes, keys=Key.AS_NEW.shown)
        self.anyway.clicked.connect(self._ask_for_new)
        column.addWidget(self.anyway)
        self._shown: list[Duplicate] = []
        self._lines: list[parts.ListRow] = []
        self.hide()

    @property
    def rows(self) -> list[str]:
        """What is told, one line a patient."""
        return [_told(found) for found in self._shown]

    def show_found(self, found: list[Duplicate]) -> None:
        if found == self._shown:
            return
        self._shown = found
        parts.clear(self._rows)
        self._lines = []
        for each in found:
            row = parts.ListRow(show_name(each.patient), _told(each), self._takes)
            row.setProperty("record", each.patient.id)
            row.clicked.connect(self._open)
            self._rows.addWidget(row)
            self._lines.append(row)
        self.setVisible(bool(found))
        if found:
            in_reading_order(self.window())
            parts.announce(self, f"{len(found)} may be entered already")

    def lead(self) -> None:
        """Go to the first who is alike. Raises InvalidRecord, that says so, where there is one; nothing is saved."""
        if not self._shown:
            return
        self._lines[0].setFocus(Qt.FocusReason.TabFocusReason)
        bring_into_view(self._lines[0])
        name, keys = show_name(self._shown[0].patient), f"{Key.AS_NEW.shown}: {self._makes.lower()}"
        raise InvalidRecord(
            [Problem("", f"Nothing is saved yet. {name} may be the same person. Enter: {self._takes.lower()}. {keys}.")]
        )

    def _ask_for_new(self) -> None:
        if self._shown:
            self.new_asked.emit()

    def _open(self) -> None:
        if sender := self.sender():
            self.opened.emit(str(sender.property("record")))


class NewPatientDialog(EntryDialog):
    """Adds somebody, and asks for a patient who is there already to be opened instead."""

    patient_opened = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None, *, typed: str = "") -> None:
        """`typed`: what was typed to find somebody, who turned out to be new."""
        form = RecordForm(Newcomer, NEW_ROWS, today=session.today)
        kept = KeptForm(session, form, "patient", "patient")
        super().__init__("New patient", form, self._add, kept=kept, parent=parent)
        self._session = session
        self._is_new = False
        self.doubles = Doubles(takes="Open this chart", makes="Add a new chart")
        self.doubles.opened.connect(self._open_instead)
        self.doubles.new_asked.connect(self._add_anyway)
        bind(Key.AS_NEW, self, self.doubles.anyway.click)
        self.put_below(self.doubles)
        form.edited.connect(self._look)
        self.follow("new", None)
        if not form.is_edited:
            form.begin_with(newcomer_in(typed))
            focus_open_field(form)
        self._look("family_name")

    def _add_anyway(self) -> None:
        self._is_new = True
        self.accept()
        self._is_new = False

    def _add(self, values: dict[str, Any]) -> Change:
        if not self._is_new:
            self.doubles.lead()
        record = self._session.record
        typed = Newcomer(id=record.new_id(), chart_no=0, entered_on=record.today(), **values)
        return self._session.run(add_patient, typed.patient(), typed.contacts(record.new_id))

    def _look(self, name: str) -> None:
        remind_of_birth_date(self.form)
        if name in _TELLING:
            self.doubles.show_found(likely_doubles(self._session, self.form))

    def _open_instead(self, patient_id: str) -> None:
        self.put_aside()
        self.patient_opened.emit(patient_id)


def edit_patient_dialog(session: Session, patient: Patient, parent: QWidget | None) -> EntryDialog:
    """What is written of a patient. Leaving, merging and contacts have acts of their own."""
    form = RecordForm(Patient, EDIT_ROWS, today=session.today)
    form.put(patient)

    def save(values: dict[str, Any]) -> Change:
        return session.run(edit_patient, replace(patient, **values))

    kept = KeptForm(session, form, "patient", "patient")
    dialog = EntryDialog("Edit patient", form, save, about=identity_line(patient), kept=kept, parent=parent)
    dialog.follow(patient.id, patient.id)
    return dialog


def birth_date_dialog(session: Session, patient: Patient, parent: QWidget | None) -> EntryDialog:
    """The same, with the keys on the birth date that is missing."""
    dialog = edit_patient_dialog(session, patient, parent)
    dialog.form.control("birth_date").setFocus(Qt.FocusReason.OtherFocusReason)
    return dialog


def remind_of_birth_date(form: RecordForm) -> None:
    """While somebody new is typed in without one; a year alone counts, and so does its absence, but not unseen."""
    lacks = bool(form.editor("family_name").raw().strip()) and not form.editor("birth_date").raw().strip()
    about = form.editor("birth_date").about.field.help
    form.hint("birth_date", f"Ask for it. {about}" if lacks else about, warning=lacks)


def likely_doubles(session: Session, form: RecordForm) -> list[Duplicate]:
    """Who may already be the person that is typed into a form of a newcomer."""
    return duplicates(session.record, _typed(form))


def focus_open_field(form: RecordForm) -> None:
    """Go on where nothing is typed yet: a name that was brought along is not typed twice."""
    open_fields = [name for name, text in form.raw_texts().items() if not text.strip()]
    if open_fields:
        form.control(open_fields[0]).setFocus(Qt.FocusReason.OtherFocusReason)


def _typed(form: RecordForm) -> Typed:
    born = form.value("birth_date")
    phones = [form.value(name) for name in ("mobile", "home") if form.holds(name)]
    return Typed(
        family_name=form.value("family_name") or "",
        given_name=form.value("given_name") or "",
        birth_date=born if isinstance(born, PartialDate) else None,
        phones=tuple(number for number in phones if number),
    )


def _told(found: Duplicate) -> str:
    """`born 17-May-1961 · EX-00001 · 555 0100 · same name and phone`."""
    patient = found.patient
    facts = (show_born(patient), show_chart_no(patient.chart_no), found.phone, found.why)
    return " · ".join(fact for fact in facts if fact)
