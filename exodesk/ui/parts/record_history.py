"""The history of a record in a window of its own: who, when, why, and each field before and after, side by side."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from exodesk.core.dates import show_date, show_time
from exodesk.queries.history import ChangedRecord, Happening
from exodesk.ui import parts
from exodesk.ui.look.theme import Text
from exodesk.ui.parts.read_dialog import ReadDialog

NOTHING = "—"
_NOTE = "From the audit trail, the latest first. Nothing here can be changed."


class HistoryDialog(ReadDialog):
    """The latest first, a card a change."""

    row_asked = Signal(object)  # the key of a record whose own history is wanted

    def __init__(
        self,
        title: str,
        about: str,
        happenings: Sequence[Happening],
        parent: QWidget | None,
        *,
        leads_on: bool = False,
    ) -> None:
        """`leads_on`: each record shown offers its own history."""
        sheet = QWidget()
        super().__init__(title, about, sheet, parent, note=_NOTE)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        for happening in happenings:
            card = _card(happening)
            if leads_on:
                card.body.addLayout(parts.row(*(self._way_on(record) for record in happening.records), 1))
            column.addWidget(card)
        if not happenings:
            column.addWidget(parts.EmptyState("Nothing was written yet."))
        column.addStretch()

    def _way_on(self, record: ChangedRecord) -> QWidget:
        button = parts.quiet_button(f"History of this {record.what.lower()}…")
        button.clicked.connect(partial(self.row_asked.emit, record.key))
        return button


def _card(happening: Happening) -> parts.Card:
    at = happening.at
    card = parts.Card(happening.operation, note=f"{show_date(at.date())} {show_time(at)} · {happening.by}")
    if happening.reason:
        card.add(parts.words(f"Reason: {happening.reason}", wrap=True))
    for record in happening.records:
        card.add(_table(record))
    return card


def _table(record: ChangedRecord) -> QWidget:
    """Field, before and after. What was added has nothing before, what was taken back nothing after."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    for column, stretch in enumerate((3, 4, 4)):
        grid.setColumnStretch(column, stretch)
    is_new = not any(field.before for field in record.fields)
    heads = (record.what, "" if is_new else "Before", "As entered" if is_new else "After")
    for column, head in enumerate(heads):
        grid.addWidget(parts.words(head, Text.HINT_STRONG, "muted"), 0, column)
    for row, field in enumerate(record.fields, start=1):
        grid.addWidget(parts.hint(field.label, wrap=True), row, 0)
        if not is_new:
            grid.addWidget(_value(field.before, f"{field.label}, before"), row, 1)
        grid.addWidget(_value(field.after, f"{field.label}, after"), row, 2)
    return holder


def _value(text: str, name: str) -> QLabel:
    label = parts.words(text or NOTHING, wrap=True)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    label.setAccessibleName(name)
    label.setAccessibleDescription(text or "nothing recorded")
    return label
