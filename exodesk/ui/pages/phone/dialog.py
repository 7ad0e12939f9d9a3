"""A call from a patient: who, which injection it may belong to, red flags, what was said and done. Written as one."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from exodesk.core.chart import Chart, GivenInjection
from exodesk.core.codes import YesNo
from exodesk.core.dates import show_date
from exodesk.core.errors import InvalidRecord, Problem
from exodesk.core.fields import Field
from exodesk.core.phone import hold_after, last_at, may_belong_to
from exodesk.core.records.contact import PhoneAct, PhoneNote, SafetyAnswer
from exodesk.core.records.patient import Patient, identity_line
from exodesk.core.sentences import ago
from exodesk.queries.chart import read_chart
from exodesk.services.phone_notes import add_phone_note
from exodesk.ui import parts
from exodesk.ui.forms.choices import Choice
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.forms.kept import KeptForm
from exodesk.ui.forms.patient_finder import PatientFinder
from exodesk.ui.forms.tab_order import in_reading_order
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.phone.flags import FlagsAsked

TITLE = "Phone note"
WIDTH, HEIGHT = 720, 700
_WHERE = (("site", "side"),)
_ROWS = ("hold_plan", ("said", "advice"), "act", ("call_back_on", "who_called"))


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteAsked(PhoneNote):
    hold_plan: Annotated[YesNo | None, Field(label="Hold the plan until this is settled?")] = None


class PhoneDialog(EntryDialog):
    """Opened by a key from anywhere. With a `patient` it is about them; else they are found first."""

    def __init__(
        self,
        session: Session,
        parent: QWidget | None,
        *,
        patient: Patient | None = None,
        answer: SafetyAnswer | None = None,
    ) -> None:
        """`answer`: the safety question that was answered with "not well", written together with the note."""
        self.where = RecordForm(NoteAsked, _WHERE, today=session.today)
        form = RecordForm(NoteAsked, _ROWS, today=session.today)
        kept = KeptForm(session, form, "phone_note", "phone_note")
        about = identity_line(patient) if patient else ""
        super().__init__(TITLE, form, self._write, about=about, kept=kept, parent=parent)
        self._session = session
        self._answer = answer
        self._chart: Chart | None = None
        self.finder = PatientFinder(session, "Who called about")
        self.flags = FlagsAsked()
        form.keep_beside("flags", self.flags)
        for name in ("site", "side"):
            form.keep_beside(name, self.where.editor(name))
        self.belongs = Choice([], optional=True)
        self.belongs.setAccessibleName("Injection it may belong to")
        self.belongs.edited.connect(self._take_place)
        form.keep_beside("belongs", self.belongs)
        self._belongs_label = parts.FieldLabel("Injection it may belong to")
        self._belongs_label.setBuddy(self.belongs)
        self._no_injection = parts.hint("No injection is recorded that it could belong to.")
        self._no_injection.hide()  # nobody has looked yet
        self._asked = QWidget()
        about_what = (self.where, self._belongs_label, self.belongs, self._no_injection)
        self._asked.setLayout(parts.column(*about_what, parts.FieldLabel("Red flags"), self.flags, spacing=4))
        self.put_in_head(self.finder)
        self.put_above(self._asked)
        self._connect()
        self.resize(WIDTH, HEIGHT)
        self._show_fields()
        if patient:
            self.finder.take(patient)
            self.finder.hide()
        else:
            self.finder.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.finder.chosen.connect(self._take_patient)
        self.finder.let_go.connect(self._let_go)
        self.form.edited.connect(self._follow)
        self.where.edited.connect(self._find_injection)

    # Whose call, and about what

    def _take_patient(self) -> None:
        patient = self.finder.patient
        if patient is None:
            return
        self._chart = read_chart(self._session.record, patient.id)
        self._offer_injections(self._chart)
        self.follow(patient.id, patient.id)
        self._show_fields()
        in_reading_order(self)
        self._chain()
        self.where.focus_first()

    def _let_go(self) -> None:
        """Somebody else called: what was typed goes with the dialog, and stays with nobody."""
        self.let_go()
        self._show_fields()

    def _chain(self) -> None:
        """Tab goes down: joint, injection, flags, what was said. Qt loses groups of buttons that came late."""
        stops = [self.where.control("site"), *self.where.control("side").findChildren(parts.Button)]
        stops += [self.belongs, *self.flags.stops, *self.form.control("hold_plan").findChildren(parts.Button)]
        for before, after in pairwise([*stops, self.form.control("said")]):
            QWidget.setTabOrder(before, after)

    def _offer_injections(self, chart: Chart) -> None:
        """The last one is chosen: it is the one that a call is mostly about."""
        found = may_belong_to([given.injection for given in chart.injections])
        given = {each.injection.entry_id: each for each in chart.injections}
        self.belongs.fill([(each.entry_id, _told(given[each.entry_id], chart)) for each in found])
        self.belongs.put_raw(found[0].entry_id if found else "")
        for part in (self._belongs_label, self.belongs):
            part.setVisible(bool(found))
        self._no_injection.setVisible(not found)
        self._take_place()

    def _take_place(self) -> None:
        """The joint is that of the injection, until another one is chosen."""
        given = self._chosen()
        self.where.put_value("site", given.injection.site if given else None)
        self.where.put_value("side", given.injection.side if given else None)

    def _find_injection(self, _name: str) -> None:
        """Into another joint: the last one there, or none that is known."""
        site, side = self.where.value("site"), self.where.value("side")
        if self._chart and site and side:
            found = last_at([given.injection for given in self._chart.injections], site, side)
            self.belongs.put_raw(found.entry_id if found else "")

    def _chosen(self) -> GivenInjection | None:
        found = self._chart.injections if self._chart else ()
        return next((each for each in found if each.injection.entry_id == self.belongs.raw()), None)

    # What is asked

    def _follow(self, name: str) -> None:
        """A red flag proposes that the patient is seen, and asks about the plan."""
        if name == "flags" and self.flags.present and self.form.value("act") is None:
            self.form.put_value("act", PhoneAct.SEE_TODAY)
        if name in ("flags", "act"):
            self._show_fields()

    def _show_fields(self) -> None:
        """What will be asked stands there from the beginning; it is answered once it is known of whom."""
        is_settled = self.finder.patient is not None
        self._asked.setEnabled(is_settled)
        self.form.setEnabled(is_settled)
        self.form.show_field("hold_plan", bool(self.flags.present))
        self.form.show_field("call_back_on", self.form.value("act") is PhoneAct.CALL_BACK)

    # Writing

    def _write(self, values: dict[str, Any]) -> None:
        record, patient, given = self._session.record, self.finder.patient, self._chosen()
        if patient is None:
            raise InvalidRecord([Problem("", "Find the patient first.")])
        wants_hold = values.pop("hold_plan")
        note = PhoneNote(
            id=record.new_id(),
            patient_id=patient.id,
            called_at=record.now(),
            called_on=record.today(),
            injection_id=given.injection.entry_id if given else None,
            red_flags=self.flags.present,
            flags_absent=self.flags.absent,
            **values,
            **self.where.values(),
        )
        if note.red_flags and wants_hold is None:
            raise InvalidRecord([Problem("hold_plan", "Answer whether the plan is held.")])
        plan_id = given.injection.plan_id if given else None
        hold = hold_after(note, plan_id, record.new_id()) if wants_hold is YesNo.YES else None
        try:
            self._session.run(add_phone_note, note, hold=hold, answer=self._answer)
        except InvalidRecord as refused:
            self.where.show_problems(refused.problems)
            raise


def _told(given: GivenInjection, chart: Chart) -> str:
    """`12-Nov-2026, 11 days ago · Right knee · 0.5 mL · 5 billion`."""
    day = given.injection.given_on
    when = f"{show_date(day)}, {ago(day, chart.today)}"
    return " · ".join(part for part in (when, given.where, given.amount) if part)
