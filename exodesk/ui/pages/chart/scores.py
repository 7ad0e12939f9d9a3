"""Every score of a chart, by plan: a card each with its table, and the way to add what was told beside a visit."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exodesk.core.chart import Chart, PlanView
from exodesk.core.occasions import Occasion, by_plan
from exodesk.ui import parts
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.chart.score_acts import add_dialog, menu_of
from exodesk.ui.pages.chart.score_table import ScoreTable
from exodesk.ui.parts.tables import ROW

NONE_YET = "No score yet. Pain and change are added by digits, here or in a visit."


class ScoresTab(QWidget):
    visit_opened = Signal(str)  # a visit's entry

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.cards: dict[str | None, PlanScores] = {}
        self._inner = QWidget()
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._list)
        column.addStretch()
        self._area = parts.scrolling(self._inner)
        parts.fill(self, self._area)

    def show_chart(self, chart: Chart) -> None:
        """A card that is there stays, and so do the focus and the row in it."""
        found = by_plan(chart)
        for plan_id in [each for each in self.cards if each not in found]:
            card = self.cards.pop(plan_id)
            card.hide()
            card.deleteLater()
        for place, (plan_id, occasions) in enumerate(found.items()):
            if plan_id not in self.cards:
                self.cards[plan_id] = card = PlanScores(self._session)
                card.visit_opened.connect(self.visit_opened)
                card.table.moved.connect(self._bring_into_view)
            self._list.insertWidget(place, self.cards[plan_id])
            self.cards[plan_id].show_scores(chart, chart.plan(plan_id), occasions)

    def go_to(self, entry_id: str) -> None:
        """Put the focus on the row of a score."""
        for card in self.cards.values():
            if (row := card.table.row_of(entry_id)) is not None:
                card.table.setFocus()
                card.table.selectRow(row)
                self._bring(card.table, row)

    def _bring_into_view(self, row: int) -> None:
        if isinstance(table := self.sender(), ScoreTable):
            self._bring(table, row)

    def _bring(self, table: ScoreTable, row: int) -> None:
        """The table is as high as its rows: it is the page that scrolls."""
        corner = table.mapTo(self._inner, QPoint(0, ROW * (row + 1)))
        self._area.ensureVisible(0, corner.y() + ROW // 2, 0, ROW)


class PlanScores(parts.Card):
    """What was told of one plan, or of the whole body."""

    visit_opened = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.add_scores = parts.secondary_button("Add scores", glyph="plus")
        self._head = parts.section_heading("", "", self.add_scores)
        self.add(self._head)
        self._session = session
        self._chart: Chart | None = None
        self._plan: PlanView | None = None
        self.table = ScoreTable()
        self._empty = parts.EmptyState(NONE_YET)
        self.add_scores.clicked.connect(self._add)
        self.table.asked.connect(self._offer)
        self.add(self._empty)
        self.add(self.table)

    def show_scores(self, chart: Chart, plan: PlanView | None, occasions: list[Occasion]) -> None:
        self._chart, self._plan = chart, plan
        where = plan.where if plan else "Whole body"
        is_closed = plan is not None and plan.plan.closed_on is not None
        closed = " · plan closed" if is_closed else ""
        self._head.title.setText(where)
        self._head.set_note(f"{plan.condition.text}{closed}" if plan else "Of no plan")
        self.add_scores.setAccessibleName(f"Add scores: {where}")
        self.add_scores.setVisible(not is_closed)
        self.table.show_occasions(f"Scores, {where}", occasions, chart)
        self.table.setVisible(bool(occasions))
        self._empty.setVisible(not occasions)

    def _add(self) -> None:
        if self._chart:
            add_dialog(self._session, self._chart, self._plan, self).open()

    def _offer(self, occasion: Occasion) -> None:
        """The menu of one row, at that row."""
        if self._chart:
            menu = menu_of(self._session, self._chart, occasion, self.visit_opened.emit, self)
            at = self.table.visualRect(self.table.currentIndex()).bottomLeft()
            menu.popup(self.table.viewport().mapToGlobal(at))
