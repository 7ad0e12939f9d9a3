"""What stands beside the visit one is writing: the last visit, or what is told of the patient. Read only."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from exodesk.core.chart import VisitView
from exodesk.core.dates import show_date
from exodesk.core.fields import described, show_value
from exodesk.core.instruments import show_score
from exodesk.core.records.visit import Visit
from exodesk.queries.visit import VisitPage
from exodesk.ui import parts
from exodesk.ui.forms.tab_order import in_reading_order
from exodesk.ui.pages.told import Group, Line, groups_of
from exodesk.ui.parts.cards import TIGHT

WIDTH = 300
LAST_VISIT, HISTORY = "last_visit", "history"
_KIND = "kind_of_record"


class Beside(QWidget):
    """Two views in one narrow column. `asked` names the kind of record that one wants to add: allergy, contact.

    A view is filled once it has come into sight, and a turn later than the step that it stands beside: what one writes
    in does not wait for it.
    """

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
        self._views = {view: _blank(self._stack) for view in (LAST_VISIT, HISTORY)}
        self._filled: set[str] = set()
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._fill_in_sight)
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
            self._filled.clear()
        self._choose(self.choice.current())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._soon.stop()
        super().hideEvent(event)

    def _choose(self, view: str) -> None:
        self._stack.setCurrentWidget(self._views[view])
        if self.isVisible():
            self._fill_in_sight()

    def _fill_in_sight(self) -> None:
        view = self.choice.current()
        if self._page and view not in self._filled:
            self._fill(view, self._page)

    def _fill(self, view: str, page: VisitPage) -> None:
        self._filled.add(view)
        groups = groups_of(page.chart) if view == HISTORY else ()
        cards = [self._group(group) for group in groups] or [_last_visit(page.last_visit)]
        area, held = self._views[view], self._held()
        at = area.verticalScrollBar().value()
        if before := area.takeWidget():
            before.deleteLater()
        area.setWidget(_sheet(*cards))
        in_reading_order(self)
        for add in self.findChildren(parts.Button):
            if held and add.property(_KIND) == held and area.isAncestorOf(add):
                add.setFocus()  # else they go to the first control of the window
        area.verticalScrollBar().setValue(at)

    def _held(self) -> str:
        """The kind of record whose plus holds the keys, or will once its dialog has closed; "" if none does."""
        focus = self.window().focusWidget()
        return str(focus.property(_KIND) or "") if focus and self.isAncestorOf(focus) else ""

    def _group(self, group: Group) -> QWidget:
        add = parts.icon_button("plus", f"New in {group.title.lower()}")
        add.setProperty(_KIND, group.kind)
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
            self.asked.emit(str(sender.property(_KIND)))


def _blank(stack: QStackedWidget) -> QScrollArea:
    view = parts.scrolling(QWidget())
    stack.addWidget(view)
    return view


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
        card.add(parts.fact_line(score.instrument.label, show_score(score)))
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
