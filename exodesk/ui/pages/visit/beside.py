"""What stands beside the visit one is writing: the last visit, or what is told of the patient. Read only."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from exodesk.core.chart import VisitView
from exodesk.core.dates import show_date
from exodesk.core.fields import described, show_value
from exodesk.core.records.visit import Visit
from exodesk.queries.visit import VisitPage
from exodesk.ui import parts
from exodesk.ui.pages.told import Group, Line, groups_of
from exodesk.ui.parts.cards import TIGHT

WIDTH = 300
LAST_VISIT, HISTORY = "last_visit", "history"


class Beside(QWidget):
    """Two views in one narrow column. `asked` names the kind of record that one wants to add: allergy, contact."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self._page: VisitPage | None = None
        self.choice = parts.ChoiceRow(
            [(LAST_VISIT, "Last visit"), (HISTORY, "History")], LAST_VISIT, name="Beside the visit"
        )
        self.choice.chosen.connect(self._choose)
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(parts.row(self.choice, 1))
        column.addWidget(self._stack, 1)

    def show_visit(self, page: VisitPage) -> None:
        """Show what came before; on a first visit, the history."""
        before, self._page = self._page, page
        if before is None and page.last_visit is None:
            self.choice.choose(HISTORY)
        if before is None or (before.last_visit, before.chart) != (page.last_visit, page.chart):
            self._fill(page)
        self._choose(self.choice.current())

    def _fill(self, page: VisitPage) -> None:
        while found := self._stack.widget(0):
            self._stack.removeWidget(found)
            found.deleteLater()
        self._stack.addWidget(parts.scrolling(_sheet(_last_visit(page.last_visit))))
        self._stack.addWidget(parts.scrolling(_sheet(*(self._group(group) for group in groups_of(page.chart)))))

    def _choose(self, view: str) -> None:
        self._stack.setCurrentIndex((LAST_VISIT, HISTORY).index(view))

    def _group(self, group: Group) -> QWidget:
        add = parts.icon_button("plus", f"New in {group.title.lower()}")
        add.setProperty("kind_of_record", group.kind)
        add.clicked.connect(self._ask)
        card = parts.Card(group.title, add, padding=TIGHT)
        card.body.setSpacing(2)
        if group.summary:
            card.add(parts.muted(group.summary))
        for line in group.lines:
            if line.stands:
                for label in _words(line):
                    card.add(label)
        return card

    def _ask(self) -> None:
        if sender := self.sender():
            self.asked.emit(str(sender.property("kind_of_record")))


def _words(line: Line) -> list[QWidget]:
    title = parts.strong(line.title)
    title.setWordWrap(True)
    note = " · ".join(part for part in (line.note, line.tail) if part)
    return [title, parts.hint(note, wrap=True)] if note else [title]


def _last_visit(last: VisitView | None) -> QWidget:
    card = parts.Card("Last visit")
    if last is None:
        card.add(parts.muted("This is the first visit.", wrap=True))
        return card
    card.add(parts.strong(f"{show_date(last.visit.visited_on)} · {last.visit.kind.label}"))
    for about in described(Visit).values():
        if about.type is str and (text := show_value(about, getattr(last.visit, about.name))):
            card.add(parts.hint(about.field.label))
            card.add(parts.words(text, wrap=True))
    for given in last.injections:
        card.add(parts.fact_line(given.where, given.amount))
    for score in last.scores:
        card.add(parts.fact_line(score.instrument.label, str(score.score)))
    return card


def _sheet(*cards: QWidget) -> QWidget:
    sheet = QWidget()
    column = QVBoxLayout(sheet)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    for card in cards:
        column.addWidget(card)
    column.addStretch()
    return sheet
