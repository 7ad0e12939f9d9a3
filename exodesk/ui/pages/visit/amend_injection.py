"""An injection of a signed visit: corrected by a new version, or entered late, in the form of every injection."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from exodesk.core.chart import GivenInjection
from exodesk.core.dates import read_time, show_time
from exodesk.core.errors import ExodeskError, InvalidRecord, Problem
from exodesk.core.records.injection import Injection, InjectionSource, PauseAnswer, PauseItem
from exodesk.core.records.patient import identity_line
from exodesk.queries.visit import VisitPage
from exodesk.services.amend import add_late_injection, correct_injection
from exodesk.services.injections import problems_with
from exodesk.ui import parts
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.forms.kept import KeptForm
from exodesk.ui.keyboard.keys import Key, bind
from exodesk.ui.look.tokens import Tone
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.visit.amended import AmendedInjection
from exodesk.ui.pages.visit.answers import yes_to
from exodesk.ui.pages.visit.editing import with_observation
from exodesk.ui.pages.visit.injection_form import InjectionForm
from exodesk.ui.pages.visit.pause import IDENTITY, Check

WIDTH, HEIGHT = 920, 700
_OF_PLAN = ("indication", "icd10cm")
_FILL_THEMSELVES = (*_OF_PLAN, "office_address", "consent_id")
"""What nobody types again in a correction: as it was signed."""
FILLED = ("giver_name", "giver_title", "reaction", "reaction_text")


class InjectionAmendment(QDialog):
    """With `given` it corrects that injection; without, it adds one that the visit left out."""

    def __init__(self, session: Session, page: VisitPage, given: GivenInjection | None, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._session, self._page, self._given = session, page, given
        title = f"Correct the injection: {given.where}" if given else "Late entry of an injection"
        self.setWindowTitle(title)
        self.injection = InjectionForm(session, draft="amend.injection_given", asks_given=False)
        self.more = RecordForm(
            AmendedInjection,
            (("day", "clock"), ("giver_name", "giver_title"), ("reaction", "reaction_text"), "why"),
            today=session.today,
            needed=("reaction",),
        )
        self.identity = Check("Who was here: name and birth date", asked=True)
        self._kept = KeptForm(session, self.more, "amend.injection", "injection")
        self._message = parts.MessageBeside()
        self._lay_out(title)
        self.injection.changed.connect(self._follow)
        self.identity.answered.connect(self._follow)
        self._begin()

    def accept(self) -> None:
        """Amend and sign anew, and close only when that is done."""
        try:
            values = self.more.values()
            injection, sources = self.injection.filled(self._given_at(values))
            amended = self._amended(injection, values)
            if self._given:
                self._correct(self._given, amended, sources, values["why"])
            else:
                self._session.run(add_late_injection, amended, sources, self._answers(amended.id), values["why"])
        except InvalidRecord as refused:
            self._refuse(list(refused.problems))
            return
        except ExodeskError as error:
            self._message.say(str(error), Tone.DANGER)
            return
        self._settle()
        super().accept()

    def reject(self) -> None:
        """Esc loses no text: once something was typed, closing takes a second, plain act."""
        if self.more.is_edited or self.injection.is_edited:
            self._message.say("What you typed is not saved.", Tone.WARNING, act="Close without saving")
            return
        super().reject()

    @property
    def is_kept(self) -> bool:
        """What is typed here comes back with the form."""
        return True

    def put_aside(self) -> None:
        """Close for something else; what was typed is kept as a draft and comes back with the form."""
        self._kept.flush()
        self.injection.flush()
        super().reject()

    def _correct(self, given: GivenInjection, amended: Injection, sources: list[InjectionSource], why: str) -> None:
        is_same = amended == given.injection and _drawn(sources) == _drawn([each.source for each in given.sources])
        if is_same:
            raise InvalidRecord([Problem("", "Nothing is corrected yet: change what is wrong.")])
        confirmed = self.injection.confirmations(amended.id)
        self._session.run(correct_injection, amended, sources, why, confirmed)

    def _amended(self, injection: Injection, values: dict[str, Any]) -> Injection:
        """The form's injection with what is asked beside it; the rest of a corrected one stays as it was signed."""
        filled = {name: values[name] for name in FILLED}
        if self._given:
            before = self._given.injection
            same_plan = before.plan_id == injection.plan_id
            filled |= {name: getattr(before, name) for name in _FILL_THEMSELVES if same_plan or name not in _OF_PLAN}
        given_at = self._given_at(values) if values["clock"] else None
        amended = replace(injection, given_at=given_at, given_on=values["day"], **filled)
        return with_observation(self._given.injection, amended) if self._given else amended

    def _given_at(self, values: dict[str, Any]) -> datetime:
        """The instant in the clinic's zone; an unchanged time stays to the second."""
        before = self._given.injection.given_at if self._given else None
        clock = values["clock"] or "00:00"
        try:
            at = datetime.combine(values["day"], read_time(clock), self._session.record.zone)
        except ValueError as unread:
            raise InvalidRecord([Problem("clock", str(unread))]) from None
        same = before and self._session.clock(before).replace(second=0, microsecond=0) == at
        return before if before and same else at

    def _answers(self, injection_id: str) -> list[PauseAnswer]:
        confirmed = self.injection.confirmations(injection_id)
        asked = [PauseItem.IDENTITY] if self.identity.is_yes else []
        return yes_to(asked, injection_id, self._session.record) + confirmed

    def _begin(self) -> None:
        self.injection.restored.connect(self._message.say)
        self.injection.show_visit(self._page, corrected=self._given)
        injection = self._given.injection if self._given else None
        if injection:
            for name in FILLED:
                self.more.put_value(name, getattr(injection, name))
            if injection.given_at:
                self.more.put_value("clock", show_time(self._session.clock(injection.given_at)))
        else:
            clinic = self._page.clinic
            self.more.put_value("giver_name", clinic.giver_name)
            self.more.put_value("giver_title", clinic.giver_title)
        self.more.put_value("day", injection.given_on if injection else self._page.view.visit.visited_on)
        target = injection.id if injection else self._page.view.visit.entry_id
        self._kept.restored.connect(self._message.say)
        self._kept.follow(target, self._page.chart.patient.id)
        self.injection.show_concerns({})  # reasons are asked for once something asks for them
        self.injection.again.setVisible(injection is None)  # a correction is of this one, not of the last
        self.injection.go_on()

    def _refuse(self, problems: list[Problem]) -> None:
        """Each problem at its field, in whichever form has it; the rest in the bar."""
        self._message.close_message()
        told = {problem.field: problem.text for problem in problems}
        left = self.injection.show_problems(problems)
        self.identity.show_problem(told.get(IDENTITY, ""))
        left = [_renamed(problem) for problem in left if problem.field != IDENTITY]
        if self.injection.has_problems:
            left = self.more.stand_problems(left)
        elif IDENTITY in told:
            left = self.more.stand_problems(left)
            self.identity.setFocus()
        else:
            left = self.more.show_problems(left)
        if left:
            self._message.say(" ".join(problem.text for problem in left), Tone.DANGER)

    def _follow(self) -> None:
        """Something changed: what was refused and is answered now is told no more."""
        self._message.close_message()
        if not self.injection.has_problems:
            return
        try:
            values = self.more.read_values()
            injection, sources = self.injection.filled(self._given_at(values))
        except InvalidRecord:
            return  # still being typed
        amended = self._amended(injection, values)
        problems = problems_with(self._session.record, amended, sources, self._answers(amended.id))
        self.injection.look_again(problems)

    def _discard(self) -> None:
        self._settle()
        super().reject()

    def _settle(self) -> None:
        self._kept.settle()
        self.injection.settle()

    def _lay_out(self, title: str) -> None:
        column = parts.dialog_column(self)
        column.addWidget(parts.section_title(title))
        column.addWidget(parts.strong(identity_line(self._page.chart.patient)))
        sheet = QWidget()
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(0, 0, 8, 0)
        inner.addWidget(self.injection)
        inner.addWidget(self.identity)
        inner.addWidget(self.more)
        self.identity.setVisible(self._given is None)
        column.addWidget(parts.scrolling(sheet), 1)
        save = parts.primary_button("Save and sign", keys=Key.SAVE.shown)
        save.clicked.connect(self.accept)
        cancel = parts.secondary_button("Cancel")
        cancel.clicked.connect(self.reject)
        column.addLayout(self._message.row(cancel, save))
        self._message.acted.connect(self._discard)
        for key in (Key.SAVE, Key.NEXT_STEP):
            bind(key, self, self.accept)
        self.resize(WIDTH, HEIGHT)


def _renamed(problem: Problem) -> Problem:
    """The record's own names for what is asked here under others."""
    names = {"reason": "why", "given_at": "clock", "given_on": "day"}
    return Problem(names.get(problem.field, problem.field), problem.text)


def _drawn(sources: list[InjectionSource]) -> list[InjectionSource]:
    """What was drawn, whatever its row is called; the figures of the lot are put in as it is saved."""
    return [
        replace(source, id="", injection_id="", particles=None, particles_per_ml=None, total_particles=None,
                label_particles_per_ml=None)
        for source in sources
    ]  # fmt: skip
