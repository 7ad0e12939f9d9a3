"""Two charts of one person: the other is found, what merging comes to is shown, then it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from exodesk.core.errors import ExodeskError, InvalidRecord
from exodesk.core.fields import Field
from exodesk.core.records.patient import Patient, identity_line, show_chart_no, show_name
from exodesk.queries import patients as queries
from exodesk.queries.merging import MergePreview, preview_merge
from exodesk.services.patients import merge_patients
from exodesk.ui import parts
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.forms.patient_finder import PatientFinder
from exodesk.ui.forms.tab_order import in_reading_order
from exodesk.ui.look.tokens import Tone
from exodesk.ui.open_record.session import Session
from exodesk.ui.parts.lines import LineRow

MOST_OFFERED = 6
WIDTH, HEIGHT = 720, 620


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    reason: Annotated[str, Field(label="Why these two charts are one person", max_length=500)]


class MergeDialog(QDialog):
    def __init__(self, session: Session, patient: Patient | None, parent: QWidget | None) -> None:
        """`patient`: whose chart one of the two is; None where it has to be found too."""
        super().__init__(parent)
        self.setWindowTitle("Merge charts")
        self._session = session
        self._patient = patient
        self._preview: MergePreview | None = None
        self.first = PatientFinder(session, "One of the two charts")
        self.first.setVisible(patient is None)
        self.first.chosen.connect(self._take_first)
        self.first.let_go.connect(self._take_first)
        self.search = parts.SearchField("The other chart: name, birth date, phone or number", "Find the other chart")
        self.search.textChanged.connect(self._offer)
        self.search.returnPressed.connect(self._choose_first)
        self.search.installEventFilter(self)
        self._rows: list[LineRow] = []
        self._offered = QVBoxLayout()
        self._offered.setSpacing(0)
        self._shown = QVBoxLayout()
        self._shown.setSpacing(8)
        self.form = RecordForm(Reason, ("reason",), today=session.today)
        self.message = parts.MessageBar()
        self.message.acted.connect(self._close)
        self._swap = parts.secondary_button("Keep the other number", glyph="refresh-cw")
        self._swap.clicked.connect(self._exchange)
        self.merge = parts.primary_button("Merge charts")
        self.merge.clicked.connect(self.accept)
        self._lay_out()
        self._take_first()

    def _lay_out(self) -> None:
        cancel = parts.secondary_button("Cancel")
        cancel.clicked.connect(self.reject)
        sheet = QWidget()
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(0, 0, 8, 0)
        inner.setSpacing(10)
        inner.addLayout(self._offered)
        inner.addLayout(self._shown)
        inner.addStretch()
        column = parts.dialog_column(self)
        column.addWidget(parts.section_title("Merge charts"))
        if self._patient:
            column.addWidget(parts.strong(identity_line(self._patient)))
        column.addWidget(self.first)
        column.addWidget(self.search)
        column.addWidget(parts.scrolling(sheet), 1)
        column.addWidget(self.message)
        column.addWidget(self.form)
        column.addLayout(parts.row(self._swap, 1, cancel, self.merge))
        self.resize(WIDTH, HEIGHT)

    def _take_first(self) -> None:
        """The other chart is asked for once the first is known."""
        if self.first.isVisibleTo(self):
            self._patient = self.first.patient
        self._show_preview(None)
        self._offer()
        self.search.setVisible(self._patient is not None)
        (self.search if self._patient else self.first.search).setFocus()

    @property
    def preview(self) -> MergePreview | None:
        return self._preview

    def accept(self) -> None:
        """Merge, and close only when it is done."""
        preview = self._preview
        if preview is None:
            return
        try:
            reason = self.form.values()["reason"]
            self._session.run(merge_patients, preview.kept.id, preview.other.id, reason)
        except InvalidRecord as refused:
            if homeless := self.form.show_problems(refused.problems):
                self.message.say(" ".join(problem.text for problem in homeless), Tone.DANGER)
            return
        except ExodeskError as error:
            self.message.say(str(error), Tone.DANGER)
            return
        super().accept()

    def reject(self) -> None:
        """Esc loses no text: once a reason was typed, closing takes a second, plain act."""
        if self.form.is_edited:
            self.message.say("What you typed is not saved.", Tone.WARNING, act="Close without merging")
            return
        super().reject()

    def _close(self) -> None:
        super().reject()

    def _offer(self) -> None:
        """Who is found by what is typed; while nothing is, who looks like the same person."""
        parts.clear(self._offered)
        self._rows = []
        if self._patient is None:
            return
        patient = self._patient
        typed, record = self.search.text().strip(), self._session.record
        if typed:
            found = [(each, "") for each in queries.find(record, typed, MOST_OFFERED + 1)]
        else:
            found = [(each.patient, each.why) for each in queries.doubles_of(record, patient)]
        offered = [(other, why) for other, why in found if other.id != patient.id][:MOST_OFFERED]
        for other, why in offered:
            row = LineRow(show_name(other), identity_line(other).partition(" · ")[2], why)
            row.setProperty("record", other.id)
            row.clicked.connect(self._choose)
            self._offered.addWidget(row)
            self._rows.append(row)
        if not offered:
            words = "Nobody else is found by that." if typed else "Nobody looks like the same person. Type a name."
            self._offered.addWidget(parts.muted(words, wrap=True))
        in_reading_order(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down leads from the search to who was found."""
        is_down = (
            isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down
        )
        if watched is self.search and is_down and self._rows:
            self._rows[0].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().eventFilter(watched, event)

    def _choose_first(self) -> None:
        """Enter in the search shows what merging with the first who was found comes to; nothing is merged by it."""
        if self._rows:
            self._show(self._rows[0])

    def _choose(self) -> None:
        if isinstance(sender := self.sender(), LineRow):
            self._show(sender)

    def _show(self, row: LineRow) -> None:
        if self._patient:
            self._show_preview(preview_merge(self._session.record, self._patient.id, str(row.property("record"))))
            self.form.focus_first()

    def _exchange(self) -> None:
        if self._preview:
            kept, other = self._preview.other.id, self._preview.kept.id
            self._show_preview(preview_merge(self._session.record, kept, other))

    def _show_preview(self, preview: MergePreview | None) -> None:
        self._preview = preview
        parts.clear(self._shown)
        for button in (self.merge, self._swap):
            button.setEnabled(preview is not None)
        self.form.setVisible(preview is not None)
        if preview is None:
            return
        self.merge.setEnabled(not preview.hindrance)
        kept, other = show_chart_no(preview.kept.chart_no), show_chart_no(preview.other.chart_no)
        title = f"{kept} stays; {other} counts as part of it"
        card = parts.Card(title)
        card.add(parts.muted(identity_line(preview.kept), wrap=True))
        card.add(parts.muted(identity_line(preview.other), wrap=True))
        for text in (preview.hindrance, *preview.conflicts):
            if text:
                card.add(parts.words(text, tone="danger" if text == preview.hindrance else "warning", wrap=True))
        card.body.addLayout(_counts(preview, kept, other))
        if preview.differences:
            card.add(parts.hint(f"Written differently. {kept} is shown; {other} keeps its own.", wrap=True))
            for each in preview.differences:
                card.add(parts.fact_line(each.label, f"{each.kept or 'Not recorded'}  ·  {other}: {each.other}"))
        self._shown.addWidget(card)
        parts.announce(self, title)


def _counts(preview: MergePreview, kept: str, other: str) -> QGridLayout:
    """How many records of each kind: in either chart, and together."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(0, 1)
    heads: Sequence[str] = ("Counts together", kept, other, "Together")
    for column, head in enumerate(heads):
        grid.addWidget(parts.hint(head), 0, column)
    for row, each in enumerate(preview.counted, start=1):
        figures = (str(each.kept), str(each.other), str(each.kept + each.other))
        grid.addWidget(parts.muted(each.what.capitalize()), row, 0)
        for column, figure in enumerate(figures, start=1):
            grid.addWidget(parts.strong(figure), row, column)
    return grid
