"""The parts of an injection's form as they are laid out, and where in them each field stands. It knows no patient."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from exodesk.core.errors import Problem
from exodesk.core.fields import described
from exodesk.core.records.injection import Injection
from exodesk.ui import parts
from exodesk.ui.forms.editors import choice_editor
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.forms.in_view import bring_into_view
from exodesk.ui.forms.tab_order import first_problem
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.visit.amount import Amount
from exodesk.ui.pages.visit.dose_strip import DoseStrip
from exodesk.ui.pages.visit.fields import Fields
from exodesk.ui.pages.visit.injection_rows import (
    AMOUNT_ROWS,
    HEAD_ROWS,
    OTHER_ROWS,
    PLACE_ROWS,
    RARE_ROWS,
    REASONS,
    STATUSES,
    WHY_ROWS,
)
from exodesk.ui.pages.visit.labelled import Labelled
from exodesk.ui.pages.visit.rare import Rare
from exodesk.ui.pages.visit.route_again import RouteAgain
from exodesk.ui.pages.visit.sources import Sources
from exodesk.ui.pages.visit.times import Times
from exodesk.ui.pages.visit.where import Where


class InjectionSheet(parts.Card):
    """Problems stand at their fields, whichever part has them; one that was answered goes with the next change."""

    def __init__(self, session: Session, *, asks_given: bool) -> None:
        """`asks_given`: whether the time given is asked here, and not by the page around it."""
        self.again = parts.secondary_button("Same as last time", glyph="copy")
        super().__init__("Injection", self.again)
        today, abouts = session.today, described(Injection)
        status = {"status": choice_editor(abouts["status"], [(code.value, code.label) for code in STATUSES])}
        self.head = RecordForm(Injection, HEAD_ROWS, today=today)
        self.where = Where(RecordForm(Injection, PLACE_ROWS, today=today, needed=("site",)))
        self.sources = Sources()
        self.other = RecordForm(Injection, OTHER_ROWS, today=today)
        self.amount = Amount(RecordForm(Injection, AMOUNT_ROWS, today=today, needed=("volume_ul",)), self.sources)
        self.route = RouteAgain()
        self.strip = DoseStrip()
        self.why = RecordForm(Injection, WHY_ROWS, today=today)
        times = Times(session.record.zone, asks_given=asks_given)
        self.rare = Rare(RecordForm(Injection, RARE_ROWS, today=today, overrides=status), times)
        self.fields = Fields(self.head, self.where.form, self.other, self.amount.form, self.why, self.rare.form)
        self._apart: Mapping[str, Labelled] = {
            "volume_again": self.amount.again,
            "wanted_dose": self.amount.wanting,
            "route_again": self.route,
            **self.rare.times.cells,
        }
        self._arrange()

    def go_to(self, field: str) -> None:
        """Put the focus on a field, in whichever part it stands; a consent is lacking until a reason is typed."""
        field = "no_consent_reason" if field == "consent_id" else field
        if self.rare.go_to(field):
            return
        form = self.fields.find(field)
        (form.control(field) if form else self.sources.rows[0].lot).setFocus()

    def show_concerns(self, texts: Mapping[str, str], unusual: str = "") -> None:
        """Ask for the reason of what is unusual, at the field that takes it, and for an unusual amount once more."""
        for name in REASONS:
            form = self.fields.form_of(name)
            form.show_field(name, name in texts or bool(form.editor(name).raw()))
            form.hint(name, texts.get(name, ""))
        if "aspirate_reason" in texts:
            self.rare.unfold()
        self.amount.ask_again(unusual)

    def show_problems(self, problems: Sequence[Problem]) -> list[Problem]:
        """Each problem at its field, the focus at the first as one reads; those that have no field come back."""
        for problem in problems:
            self._open_for(problem)
        left = self._stand(problems)
        if first := first_problem(self):
            bring_into_view(first)
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            parts.announce(self, first.accessibleDescription())
        return left

    @property
    def has_problems(self) -> bool:
        return first_problem(self) is not None

    def look_again(self, problems: Sequence[Problem]) -> None:
        """After a change: what was told and is answered goes, the rest stays. Nothing new is told while one types."""
        self._stand([problem for problem in problems if self._is_told(problem.field)])

    def _open_for(self, problem: Problem) -> None:
        """Bring a field into sight that stands there only when it is asked for."""
        if problem.field in REASONS:
            self.fields.form_of(problem.field).show_field(problem.field, shown=True)
        elif problem.field == "volume_again":
            self.amount.ask_again(problem.text)
        if self.rare.holds(problem.field):
            self.rare.unfold()

    def _is_told(self, field: str) -> bool:
        """Whether something is said to be wrong at a field."""
        if part := self._apart.get(field):
            return bool(part.problem)
        form = self.fields.find(field)
        return bool(form.problem_at(field)) if form else self.sources.is_told(field)

    def _stand(self, problems: Sequence[Problem]) -> list[Problem]:
        told = {problem.field: problem.text for problem in reversed(problems)}
        for name, part in self._apart.items():
            part.show_problem(told.get(name, ""))
        self.sources.stand_problems(told)
        left = self.fields.stand_problems(problems)
        return [problem for problem in left if problem.field not in {*self._apart, *self.sources.FIELDS}]

    def _arrange(self) -> None:
        fields = QVBoxLayout()
        fields.setSpacing(5)
        head = parts.row(self.where.labelled_plan, self.head, spacing=12)
        head.setStretch(0, 1)
        head.setStretch(1, 1)
        fields.addLayout(head)
        lots = (self.sources, self.other, self.amount, self.sources.acts)
        for widget in (self.where.form, *lots, self.route, self.strip, self.why, self.rare):
            fields.addWidget(widget)
        fields.addStretch()
        beside = QVBoxLayout()
        beside.addWidget(self.where.map)
        beside.addStretch()
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addLayout(beside)
        across.addLayout(fields, 1)
        self.body.addLayout(across)
