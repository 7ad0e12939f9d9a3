"""The steps of typed text: reason and history, exam, plan. Kept as a draft while typed, saved at a change of step."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exodesk.core.errors import InvalidRecord
from exodesk.core.records.visit import Visit
from exodesk.queries.visit import VisitPage
from exodesk.services.visits import save_visit
from exodesk.ui import parts
from exodesk.ui.form import RecordForm, Row
from exodesk.ui.kept import KeptForm
from exodesk.ui.pages.visit.beside import LastVisit
from exodesk.ui.session import Session

REASON_ROWS: Sequence[Row] = ("reason", "since_last", "history")
EXAM_ROWS: Sequence[Row] = ("exam", "assessment")
OUTCOME_ROWS: Sequence[Row] = ("outcome", "outcome_reason", "plan_text", "instructions")
PLAN_ROWS: Sequence[Row] = ("plan_text", "instructions")


class NotesStep(QWidget):
    """Fields of the visit in one column, with the last visit beside them. `above` are cards of a further kind."""

    told = Signal(str)
    kept = Signal()

    def __init__(self, session: Session, name: str, rows: Sequence[Row], *, above: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self._session = session
        self._page: VisitPage | None = None
        self.form = RecordForm(Visit, rows, today=session.today, needed=("reason",))
        self._kept = KeptForm(session, self.form, f"visit.{name}", "visit")
        self._kept.restored.connect(self.told)
        self._kept.kept.connect(self.kept)
        self._beside = LastVisit()
        card = parts.Card()
        card.add(self.form)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (*above, card):
            column.addWidget(widget)
        column.addStretch()
        both = parts.row(parts.scrolling(left), self._beside, spacing=12)
        both.setStretch(0, 1)
        self.setLayout(both)

    def show_visit(self, page: VisitPage) -> None:
        """Show the visit; what is being typed here and not yet saved stays."""
        is_first = self._page is None
        self._page = page
        if not self.form.is_edited:
            self.form.put(page.view.visit)
        if is_first:
            self._kept.follow(page.view.visit.entry_id, page.chart.patient.id)
        self._beside.show_visit(page.last_visit)

    def save(self) -> bool:
        """Write what was typed; what cannot be saved stands at its field."""
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

    def go_to(self, field: str) -> bool:
        """Put the focus on a field of this step."""
        if field not in self.form.raw_texts():
            return False
        self.form.control(field).setFocus()
        return True
