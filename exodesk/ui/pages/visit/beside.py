"""What stands beside the visit one is writing: the last one."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from exodesk.core.chart import VisitView
from exodesk.core.dates import show_date
from exodesk.core.fields import described, show_value
from exodesk.core.records.visit import Visit
from exodesk.ui import parts

WIDTH = 290


class LastVisit(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._shown: VisitView | None = None
        self._card: QWidget | None = None

    def show_visit(self, last: VisitView | None) -> None:
        if self._card and last == self._shown:
            return
        self._shown = last
        if self._card:
            self._card.deleteLater()
        self._card = parts.scrolling(_card(last))
        self._column.addWidget(self._card)


def _card(last: VisitView | None) -> QWidget:
    card = parts.Card("Last visit")
    if last is None:
        card.add(parts.muted("This is the first visit.", wrap=True))
    else:
        card.add(parts.strong(f"{show_date(last.visit.visited_on)} · {last.visit.kind.label}"))
        for about in described(Visit).values():
            if about.type is str and (text := show_value(about, getattr(last.visit, about.name))):
                card.add(parts.hint(about.field.label))
                card.add(parts.words(text, wrap=True))
        for given in last.injections:
            card.add(parts.fact_line(given.where, given.amount))
        for score in last.scores:
            card.add(parts.fact_line(score.instrument.label, str(score.score)))
    sheet = QWidget()
    column = QVBoxLayout(sheet)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(card)
    column.addStretch()
    return sheet
