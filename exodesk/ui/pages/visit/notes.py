"""The steps of typed text: reason and history, exam with scores, plan. Kept as a draft, saved at a change of step."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exodesk.core.errors import InvalidRecord, Problem
from exodesk.core.records.visit import ConsultOutcome, Visit
from exodesk.queries.visit import VisitPage
from exodesk.services.visits import save_visit
from exodesk.ui import parts
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.forms.kept import KeptForm
from exodesk.ui.forms.phrases import Phrases
from exodesk.ui.forms.rows import Row
from exodesk.ui.keyboard.keys import Key, bind
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.entries import new_entry
from exodesk.ui.pages.visit.beside import Beside
from exodesk.ui.pages.visit.planned import OutcomeCard
from exodesk.ui.pages.visit.scores import DRAFT, ScoresCard
from exodesk.ui.pages.visit.vitals import VitalsCard

REASON_ROWS: Sequence[Row] = ("reason", "since_last", "history")
EXAM_ROWS: Sequence[Row] = ("exam", "assessment")
OUTCOME_ROWS: Sequence[Row] = ("outcome", "outcome_reason", "plan_text", "instructions")
PLAN_ROWS: Sequence[Row] = ("plan_text", "instructions")
CALL_ROWS: Sequence[Row] = ("reason", "since_last", "plan_text", "instructions")
"""A phone visit, in one step."""
OTHER_ROWS: Sequence[Row] = ("reason", "history", "exam", "plan_text", "instructions")
REVIEW_ROWS: Sequence[Row] = ("reason", "since_last")


class NotesStep(QWidget):
    """Fields of the visit in one column, scores above them where they are asked, the last visit beside them."""

    told = Signal(str)
    kept = Signal()
    plan_asked = Signal()

    def __init__(
        self,
        session: Session,
        name: str,
        rows: Sequence[Row],
        *,
        scores: ScoresCard | None = None,
        vitals: VitalsCard | None = None,
    ) -> None:
        super().__init__()
        self._session = session
        self._scores, self._vitals = scores, vitals
        self._page: VisitPage | None = None
        self.form = RecordForm(Visit, rows, today=session.today, needed=("reason",))
        self._kept = KeptForm(session, self.form, f"visit.{name}", "visit")
        self._kept.restored.connect(self.told)
        self._drafts = {f"visit.{name}", *([DRAFT] if scores else []), *(vitals.drafts if vitals else [])}
        self._kept.kept.connect(self.kept)
        self.beside = Beside()
        self.beside.asked.connect(self._add_told)
        self.outcome = OutcomeCard() if self.form.holds("outcome") else None
        card = self.outcome or parts.Card()
        card.add(self.form)
        if self.outcome:
            self.form.edited.connect(self._show_plans)
            self.outcome.new_plan.clicked.connect(self.plan_asked)
            bind(Key.NEW, self.outcome.new_plan, self.outcome.new_plan.click)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        if scores:
            column.addWidget(scores)
        column.addWidget(card)
        if vitals:
            column.addWidget(vitals)
        Phrases(session, self).watch(self.form)
        column.addStretch(1)  # what is over goes below the card, not into it
        both = parts.row(parts.scrolling(left), self.beside, spacing=12)
        both.setStretch(0, 1)
        self.setLayout(both)

    def show_visit(self, page: VisitPage) -> None:
        """Show the visit; what is being typed here and not yet saved stays."""
        is_first = self._page is None
        self._page = page
        if not self.form.is_edited:
            self.form.put(page.view.visit)
            self._kept.rest_on_saved()
        if is_first:
            self._kept.follow(page.view.visit.entry_id, page.chart.patient.id)
        self.beside.show_visit(page)
        self._show_plans()
        for measured in (self._scores, self._vitals):
            if measured:
                measured.show_visit(page)

    def _show_plans(self) -> None:
        if self.outcome and self._page:
            treats = self.form.value("outcome") is ConsultOutcome.TREAT
            self.outcome.show_plans(self._page.chart.plans, treats=treats)

    def _add_told(self, kind: str) -> None:
        """Add to what is told of the patient without leaving the visit."""
        if self._page:
            new_entry(self._session, kind, self._page.chart, self, clinic=self._page.clinic).open()

    def begin(self) -> None:
        """Put the focus where typing begins."""
        if self._scores:
            self._scores.begin()
        else:
            self.form.focus_first()

    def save(self) -> bool:
        """Write what was typed; what cannot be saved stands at its field."""
        scores_saved = self._scores is None or self._scores.save()
        vitals_saved = self._vitals is None or self._vitals.save()
        return self._save_text() and scores_saved and vitals_saved

    def tell_open(self) -> str:
        """What is saved, in words; what signing will ask for stands at its field, with the keys there."""
        lacks_reason = self.form.holds("reason") and not self.form.editor("reason").raw().strip()
        if not lacks_reason:
            return "All that is typed here is saved."
        self.form.show_problems([Problem("reason", "Needed before the visit is signed.")])
        return "What is typed is saved. The reason for the visit is still open."

    def _save_text(self) -> bool:
        self._kept.flush()
        if self._page is None or not self.form.is_edited:
            return True
        try:
            self._session.run(save_visit, replace(self._page.view.visit, **self.form.values()))
        except InvalidRecord as refused:
            self.form.show_problems(refused.problems)
            return False
        self._kept.settle()
        return True

    def go_to(self, field: str, _injection_id: str) -> bool:
        """Put the focus on a field of this step, or on what a draft of it holds; False when it is not here."""
        if field in self._drafts:
            wrong = (each for each in self.findChildren(QWidget) if each.property("problem") and each.isVisibleTo(self))
            if first := next(wrong, None):
                first.setFocus()
            else:
                self.begin()
            return True
        if field not in self.form.raw_texts():
            return False
        self.form.control(field).setFocus()
        return True
