"""What is told of a patient, a card for each kind of record. Adds and edits through services."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from exodesk.core.chart import Chart
from exodesk.core.errors import InvalidRecord
from exodesk.core.records.patient import AllergyState
from exodesk.queries.clinic import clinic_of
from exodesk.services.background import state_allergies
from exodesk.ui import parts
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.entries import KINDS, entry_dialog, new_entry, standing_conditions
from exodesk.ui.pages.told import TITLES, Group, Told, groups_of
from exodesk.ui.parts.lines import LineRow

COLUMNS = (
    ("allergy", "medication", "history_item", "consent"),
    ("condition", "earlier_treatment", "contact"),
)


class HistoryTab(QWidget):
    """Two columns of cards; a line opens its form."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._chart: Chart | None = None
        self._records: dict[str, tuple[str, Told]] = {}
        self.cards: dict[str, parts.Card] = {}
        inner = QWidget()
        both = parts.row(spacing=12)
        inner.setLayout(both)
        for kinds in COLUMNS:
            column = QVBoxLayout()
            column.setSpacing(12)
            for kind in kinds:
                card = self.cards[kind] = self._make_card(kind)
                column.addWidget(card)
            column.addStretch()
            both.addLayout(column, 1)
        self._state = parts.ChoiceRow(
            [(state.value, state.label) for state in AllergyState],
            AllergyState.NOT_RECORDED.value,
            name="Allergies as a whole",
        )
        self._state.chosen.connect(self._state_allergies)
        self._problem = parts.words("", tone="danger", wrap=True)
        self._problem.hide()
        self.cards["allergy"].body.addLayout(parts.row(self._state, 1))
        self.cards["allergy"].add(self._problem)
        parts.fill(self, parts.scrolling(inner))

    def show_chart(self, chart: Chart) -> None:
        self._chart = chart
        self._state.choose(chart.allergy_state.value)
        self._problem.hide()
        self._records = {}
        for group in groups_of(chart):
            self._show_group(group)

    def new(self, kind: str) -> None:
        """Ask for a new record of a kind."""
        chart = self._chart
        if chart is None:
            return
        dialog = new_entry(self._session, kind, chart, self, clinic=clinic_of(self._session.record))
        if kind == "earlier_treatment" and not standing_conditions(chart):
            dialog.accepted.connect(self._new_treatment)
        dialog.open()

    def _new_treatment(self) -> None:
        """The condition that it asked for is there now."""
        self.new("earlier_treatment")

    def _new_of_sender(self) -> None:
        if sender := self.sender():
            self.new(str(sender.property("kind_of_record")))

    def _open(self) -> None:
        sender, chart = self.sender(), self._chart
        if sender and chart:
            kind, record = self._records[str(sender.property("record"))]
            entry_dialog(self._session, KINDS[kind], chart.patient, record, self).open()

    def _make_card(self, kind: str) -> parts.Card:
        add = parts.secondary_button("New", glyph="plus")
        add.setAccessibleName(f"New {KINDS[kind].called}")
        add.setProperty("kind_of_record", kind)
        add.clicked.connect(self._new_of_sender)
        return parts.Card(TITLES[kind], add)

    def _show_group(self, group: Group) -> None:
        card = self.cards[group.kind]
        card.clear_rows()
        for line in group.lines:
            row = LineRow(line.title, line.note, line.tail, line.tone, quiet=not line.stands)
            row.setProperty("record", line.record.id)
            row.clicked.connect(self._open)
            self._records[line.record.id] = (group.kind, line.record)
            card.add_row(row)
        if card.heading:
            card.heading.set_note("" if group.kind == "allergy" else group.summary)

    def _state_allergies(self, state: str) -> None:
        """Say what is known as a whole; known allergies are named one by one."""
        chart = self._chart
        if chart is None:
            return
        if state == AllergyState.KNOWN and chart.allergy_state is not AllergyState.KNOWN:
            self._state.choose(chart.allergy_state.value)
            self.new("allergy")
            return
        try:
            self._session.run(state_allergies, chart.patient.id, AllergyState(state))
        except InvalidRecord as refused:
            self._state.choose(chart.allergy_state.value)
            self._problem.setText(" ".join(problem.text for problem in refused.problems))
            self._problem.show()
