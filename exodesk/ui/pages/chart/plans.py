"""The plans of a chart: what is intended, where each stands and why. Adds and edits them through services."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from exodesk.core.booster import State
from exodesk.core.changes import Change
from exodesk.core.chart import Chart, PlanView
from exodesk.core.dates import show_date
from exodesk.core.quantities import show_billions, show_ml
from exodesk.core.records.patient import Condition, identity_line
from exodesk.core.records.plan import BoosterRule, Plan, PlanKind
from exodesk.core.timeline import timeline_of
from exodesk.services.plan_acts import ask_for_booster, review_plan
from exodesk.services.plans import add_plan, edit_plan
from exodesk.ui import parts
from exodesk.ui.entry_dialog import EntryDialog
from exodesk.ui.form import RecordForm
from exodesk.ui.kept import KeptForm
from exodesk.ui.pages.chart.dialogs import condition_dialog
from exodesk.ui.session import Session
from exodesk.ui.tokens import Tone

PLAN_ROWS = (
    ("site", "side"),
    "goal",
    ("kind", "planned_on"),
    ("doses", "interval_weeks"),
    ("intended_particles", "intended_volume_ul"),
    "intended_reason",
    "booster",
    ("booster_months", "lockout_months", "booster_max"),
    ("valid_until", "deciding_measure"),
    "other_therapies",
)
TONES = {
    State.DUE: Tone.WARNING,
    State.OVERDUE: Tone.DANGER,
    State.LOST: Tone.DANGER,
    State.SUSPENDED: Tone.WARNING,
    State.CONTRAINDICATED: Tone.DANGER,
    State.EXPIRED: Tone.WARNING,
    State.AVAILABLE: Tone.INFO,
}


class PlanForm(RecordForm):
    """Shows of a plan only what its kind and its boosters need."""

    def __init__(self, session: Session) -> None:
        super().__init__(Plan, PLAN_ROWS, today=session.today)
        self.edited.connect(self.fit)

    def begin(self, plan: Plan | None, condition: Condition) -> None:
        if plan:
            self.put(plan)
        else:
            self.put_value("site", condition.site)
            self.put_value("side", condition.side)
        self.fit()

    def fit(self) -> None:
        is_series = self.value("kind") is PlanKind.SERIES
        booster = self.value("booster")
        for name, shown in (
            ("doses", is_series),
            ("interval_weeks", is_series),
            ("booster_months", booster is BoosterRule.FIXED),
            ("lockout_months", booster is BoosterRule.AS_NEEDED),
            ("booster_max", booster in (BoosterRule.FIXED, BoosterRule.AS_NEEDED)),
        ):
            self.show_field(name, shown)


class PlansTab(QWidget):
    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._chart: Chart | None = None
        self._cards: dict[str, parts.Card] = {}
        add = parts.secondary_button("New plan", glyph="plus")
        add.clicked.connect(self.new_plan)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.addWidget(parts.section_heading("Plans", "One for each condition, site and side", add))
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self._column.addLayout(self._list)
        self._column.addStretch()
        self._area = parts.scrolling(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)

    def show_chart(self, chart: Chart) -> None:
        self._chart = chart
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self._cards = {}
        headings = {heading.id: heading for heading in timeline_of(chart).plans}
        for view in chart.plans:
            heading = headings[view.plan.id]
            card = self._cards[view.plan.id] = self._card(view, heading.title, heading.terms)
            self._list.addWidget(card)
        if not chart.plans:
            card = parts.Card()
            card.add(parts.EmptyState("No plan yet. A plan says what is intended for one condition, site and side."))
            self._list.addWidget(card)

    def go_to(self, plan_id: str) -> None:
        if card := self._cards.get(plan_id):
            self._area.ensureWidgetVisible(card)

    def new_plan(self) -> None:
        """A plan needs its condition; the first one asks for it."""
        if self._chart is None:
            return
        if not self._chart.conditions:
            dialog = condition_dialog(self._session, self._chart.patient, None, self)
            dialog.accepted.connect(self._plan_after_condition)
            dialog.open()
            return
        plan_dialog(self._session, self._chart, None, self).open()

    def _plan_after_condition(self) -> None:
        if self._chart and self._chart.conditions:
            plan_dialog(self._session, self._chart, None, self).open()

    def _card(self, view: PlanView, title: str, terms: str) -> parts.Card:
        edit = parts.quiet_button("Edit")
        edit.setAccessibleName(f"Edit the plan: {title}")
        edit.setProperty("record", view.plan.id)
        edit.clicked.connect(self._edit)
        card = parts.Card(title, edit)
        state = parts.Chip(view.standing.state.label, TONES.get(view.standing.state, Tone.NEUTRAL))
        chips = [state, parts.Chip(terms, Tone.NEUTRAL)]
        if view.standing.booked:
            chips.append(parts.Chip("Booked", Tone.INFO))
        card.body.addLayout(parts.row(*chips, 1))
        card.add(parts.words(view.why, wrap=True))
        if view.why_needed:
            card.add(parts.muted(f"Need: {view.why_needed}", wrap=True))
        for name, value in _facts(view.plan):
            card.add(parts.fact_line(name, value))
        if view.plan.goal:
            card.add(parts.muted(f"Goal: {view.plan.goal}", wrap=True))
        card.body.addLayout(self._acts(view))
        return card

    def _acts(self, view: PlanView) -> Any:
        """What can be noted of a plan by one key: a booster asked for, a review."""
        buttons: list[QWidget] = []
        if view.plan.booster is BoosterRule.AS_NEEDED and view.standing.next and not view.plan.closed_on:
            asked = parts.secondary_button("Booster asked for today")
            asked.setProperty("record", view.plan.id)
            asked.clicked.connect(self._ask)
            buttons.append(asked)
        if view.standing.review_on:
            review = parts.secondary_button("Reviewed today")
            review.setProperty("record", view.plan.id)
            review.clicked.connect(self._review)
            buttons.append(review)
        return parts.row(*buttons, 1)

    def _sender_plan(self) -> str:
        sender = self.sender()
        return str(sender.property("record")) if sender else ""

    def _edit(self) -> None:
        if self._chart and (view := self._chart.plan(self._sender_plan())):
            plan_dialog(self._session, self._chart, view, self).open()

    def _ask(self) -> None:
        self._session.run(ask_for_booster, self._sender_plan(), self._session.today())

    def _review(self) -> None:
        self._session.run(review_plan, self._sender_plan(), self._session.today())


def plan_dialog(session: Session, chart: Chart, view: PlanView | None, parent: QWidget | None) -> EntryDialog:
    """A new plan for one of the patient's conditions, or one to edit."""
    form = PlanForm(session)
    condition = view.condition if view else chart.conditions[-1]
    form.begin(view.plan if view else None, condition)

    def save(values: dict[str, Any]) -> Change:
        if values["doses"] is None or values["kind"] is PlanKind.SINGLE:
            values["doses"] = 1
        if view:
            return session.run(edit_plan, replace(view.plan, **values))
        patient_id = condition.patient_id
        plan = Plan(id=session.record.new_id(), patient_id=patient_id, condition_id=condition.id, **values)
        return session.run(add_plan, plan)

    title = f"{'Edit plan' if view else 'New plan'}: {condition.text}"
    kept = KeptForm(session, form, "plan", "plan")
    dialog = EntryDialog(title, form, save, about=identity_line(chart.patient), kept=kept, parent=parent)
    dialog.follow(view.plan.id if view else condition.id, chart.patient.id)
    form.fit()
    return dialog


def _facts(plan: Plan) -> Sequence[tuple[str, str]]:
    intended = [
        show_billions(plan.intended_particles) if plan.intended_particles else "",
        show_ml(plan.intended_volume_ul) if plan.intended_volume_ul else "",
    ]
    facts = [
        ("First dose planned on", show_date(plan.planned_on)),
        ("Intended dose", " in ".join(part for part in intended if part)),
        ("Valid until", show_date(plan.valid_until) if plan.valid_until else ""),
        ("Closed", f"{show_date(plan.closed_on)}: {plan.closed_reason}" if plan.closed_on else ""),
    ]
    return [(name, value) for name, value in facts if value]
