"""What differs from the last visit, field by field: then beside now, before one signs."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from exodesk.core.chart import VisitView
from exodesk.core.comparison import Difference
from exodesk.core.dates import show_date
from exodesk.ui import parts
from exodesk.ui.look.theme import Text

NOTHING = "—"


def changes_card(last: VisitView, changes: Sequence[Difference]) -> parts.Card:
    card = parts.Card("Since the last visit", note=f"{show_date(last.visit.visited_on)} · {last.visit.kind.label}")
    if not changes:
        card.add(parts.muted("Nothing differs from it."))
        return card
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    for column, (head, stretch) in enumerate((("", 3), ("Then", 4), ("Now", 4))):
        grid.setColumnStretch(column, stretch)
        grid.addWidget(parts.words(head, Text.HINT_STRONG, "muted"), 0, column)
    for row, change in enumerate(changes, start=1):
        name = " · ".join(part for part in (change.place, change.label) if part)
        grid.addWidget(_cell(name, name, "muted"), row, 0)
        grid.addWidget(_cell(change.then or NOTHING, f"{name}, then: {change.then or 'nothing'}"), row, 1)
        grid.addWidget(_cell(change.now or NOTHING, f"{name}, now: {change.now or 'nothing'}"), row, 2)
    card.add(holder)
    return card


def _cell(text: str, name: str, tone: str = "") -> QLabel:
    label = parts.words(text, tone=tone, wrap=True)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    label.setAccessibleName(name)
    return label
