"""The plans of a chart, one card each, independent of each other. Given a chart; acts go through services."""

from PySide6.QtWidgets import QWidget

from exodesk.core.chart import Chart
from exodesk.core.timeline import timeline_of
from exodesk.ui import parts
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.chart.plan_acts import PlanActs
from exodesk.ui.pages.chart.plan_card import PlanCard
from exodesk.ui.pages.chart.plan_dialog import PlanDialog
from exodesk.ui.pages.entries import condition_first, standing_conditions


class PlansTab(QWidget):
    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._chart: Chart | None = None
        self.cards: dict[str, PlanCard] = {}
        add = parts.secondary_button("New plan", glyph="plus")
        add.clicked.connect(self.new_plan)
        inner = QWidget()
        heading = parts.section_heading("Plans", "One for each condition, site and side", add)
        self._list = parts.column()
        inner.setLayout(parts.column(heading, self._list, 1))
        self._area = parts.scrolling(inner)
        parts.fill(self, self._area)

    def show_chart(self, chart: Chart) -> None:
        """Open plans first; closed ones stay readable below."""
        self._chart = chart
        parts.clear(self._list)
        self.cards = {}
        headings = {heading.id: heading for heading in timeline_of(chart).plans}
        for view in sorted(chart.plans, key=lambda view: view.plan.closed_on is not None):
            heading = headings[view.plan.id]
            card = PlanCard(PlanActs(self._session, chart, view, self), heading.title, heading.terms)
            self.cards[view.plan.id] = card
            self._list.addWidget(card)
        if not chart.plans:
            empty = parts.Card()
            empty.add(parts.EmptyState("No plan yet. A plan says what is intended for one condition, site and side."))
            self._list.addWidget(empty)

    def go_to(self, plan_id: str) -> None:
        if card := self.cards.get(plan_id):
            self._area.ensureWidgetVisible(card)

    def new_plan(self) -> None:
        """A plan needs its condition; the first one asks for it."""
        if self._chart is None:
            return
        if not standing_conditions(self._chart):
            dialog = condition_first(self._session, self._chart.patient, self, then="plan")
            dialog.accepted.connect(self._plan_after_condition)
            dialog.open()
            return
        PlanDialog(self._session, self._chart, None, self).open()

    def _plan_after_condition(self) -> None:
        if self._chart and standing_conditions(self._chart):
            PlanDialog(self._session, self._chart, None, self).open()
