"""Pain and global change, per plan, by digits: type 0 to 10, Enter goes on. Each answer is saved as it is given.

What cannot be read, or is not yet left, is kept as a draft and comes back with the visit.
"""

from decimal import Decimal
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit

from exodesk.core.chart import PlanView
from exodesk.core.errors import InvalidRecord
from exodesk.core.instruments import CHANGES, SCALES
from exodesk.core.quantities import plain, read_decimal
from exodesk.core.records.visit import Instrument, Score
from exodesk.queries.drafts import find_draft
from exodesk.queries.visit import VisitPage
from exodesk.services.drafts import discard_draft, keep_draft
from exodesk.services.scores import record_scores, withdraw_scores
from exodesk.ui import parts
from exodesk.ui.forms.drafts import PAUSE_MS
from exodesk.ui.open_record.session import Session

DRAFT = "visit.scores"
ASKED = (Instrument.PAIN_AVERAGE, Instrument.PAIN_NOW, Instrument.PGIC)


class ScoreLine(QLineEdit):
    """One answer in digits. Enter goes to the next."""

    answered = Signal()

    def __init__(self, instrument: Instrument, where: str) -> None:
        super().__init__()
        self.instrument = instrument
        self.saved = ""
        scale = SCALES[instrument]
        self.setAccessibleName(f"{instrument.label}, {where}")
        self.setAccessibleDescription(scale.meaning)
        self.setPlaceholderText(f"{scale.lowest}–{scale.highest}")
        self.setFixedWidth(84)
        self.editingFinished.connect(self._tell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.focusNextChild()
            return
        super().keyPressEvent(event)

    def put(self, text: str) -> None:
        """Show what is saved, unless something else is being typed."""
        if self.text() == self.saved:
            self.setText(text)
        self.saved = text

    def _tell(self) -> None:
        if self.text().strip() != self.saved:
            self.answered.emit()


class ScoresCard(parts.Card):
    """One row a plan; a visit without a plan asks for the whole body."""

    def __init__(self, session: Session) -> None:
        super().__init__("Pain and change", note="0 no pain, 10 the worst imaginable · Enter goes on")
        self._session = session
        self._page: VisitPage | None = None
        self._lines: dict[tuple[str | None, Instrument], ScoreLine] = {}
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        session.keeping.connect(self.keep)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(len(ASKED) + 1, 1)
        self.body.addLayout(self._grid)
        self._problem = parts.words("", tone="danger", wrap=True)
        self._problem.hide()
        self.add(self._problem)

    def show_visit(self, page: VisitPage) -> None:
        is_first, self._page = self._page is None, page
        rows = _rows(page)
        if {plan_id for plan_id, _ in self._lines} != {plan_id for plan_id, _ in rows}:
            self._build(rows)
        answers = {(score.plan_id, score.instrument): score for score in page.view.scores}
        for key, line in self._lines.items():
            line.put(_text(answers.get(key)))
        if is_first:
            self._bring_back(page)

    def begin(self) -> None:
        """Go to the first answer that is open; before a visit is shown there is none."""
        lines = list(self._lines.values())
        for line in [*(line for line in lines if not line.text()), *lines][:1]:
            line.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> bool:
        """Save an answer that is typed and not yet left; False while one cannot be read."""
        refused = {line: said for (plan_id, _), line in self._lines.items() if (said := self._save_line(plan_id, line))}
        for line in self._lines.values():
            parts.set_problem(line, wrong=line in refused)
        self._problem.setText(" ".join(dict.fromkeys(refused.values())))
        self._problem.setVisible(bool(refused))
        for line, said in refused.items():
            parts.announce(line, said, at_once=True)
        self.keep()
        return not refused

    def keep(self) -> None:
        """Keep what is typed and not saved; let go what was kept once everything is."""
        self._pause.stop()
        record = self._session.record
        if self._page is None or record.read_only:
            return
        visit = self._page.view.visit
        typed = {_name(*key): line.text() for key, line in self._lines.items() if line.text().strip() != line.saved}
        if typed:
            unit = record.head().unit
            keep_draft(record, DRAFT, visit.entry_id, typed, patient_id=visit.patient_id, base_unit=unit)
        else:
            discard_draft(record, DRAFT, visit.entry_id)

    def _wait(self, _: str) -> None:
        self._pause.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight nothing waits: by then the record may be closed."""
        self._pause.stop()
        super().hideEvent(event)

    def _bring_back(self, page: VisitPage) -> None:
        """Put what was typed and not saved into its fields, where the next step or key saves it or says why not."""
        if found := find_draft(self._session.record, DRAFT, page.view.visit.entry_id, "visit"):
            for key, line in self._lines.items():
                line.setText(found.draft.typed.get(_name(*key), line.text()))

    def _build(self, rows: list[tuple[str | None, str]]) -> None:
        parts.clear(self._grid)
        self._lines = {}
        for column, instrument in enumerate(ASKED, start=1):
            self._grid.addWidget(parts.hint(instrument.label), 0, column)
        for number, (plan_id, where) in enumerate(rows, start=1):
            self._grid.addWidget(parts.strong(where), number, 0)
            for column, instrument in enumerate(ASKED, start=1):
                line = self._lines[plan_id, instrument] = ScoreLine(instrument, where)
                line.answered.connect(self.save)
                line.textEdited.connect(self._wait)
                self._grid.addWidget(line, number, column)
            change, in_words = self._lines[plan_id, Instrument.PGIC], parts.hint("", wrap=True)
            change.textChanged.connect(partial(_say_change, in_words))
            _say_change(in_words, change.text())
            self._grid.addWidget(in_words, number, len(ASKED) + 1)

    def _save_line(self, plan_id: str | None, line: ScoreLine) -> str:
        """Save one answer; the sentence that says why it cannot be, or nothing."""
        typed = line.text().strip()
        if self._page is None or typed == line.saved:
            return ""
        try:
            self._write(self._page, plan_id, line.instrument, typed)
        except InvalidRecord as wrong:
            return " ".join(problem.text for problem in wrong.problems)
        except ValueError as wrong:
            return str(wrong)
        line.saved = typed
        return ""

    def _write(self, page: VisitPage, plan_id: str | None, instrument: Instrument, typed: str) -> None:
        """Save an answer, or take it back where the field was emptied."""
        visit = page.view.visit
        if typed:
            answers = {instrument: _read(typed, instrument)}
            self._session.run(record_scores, visit.patient_id, answers, plan_id=plan_id, visit_id=visit.entry_id)
            return
        held = [s for s in page.view.scores if (s.plan_id, s.instrument) == (plan_id, instrument)]
        self._session.run(withdraw_scores, [score.entry_id for score in held])


def _say_change(label: QLabel, typed: str) -> None:
    """The answer in words as it is typed: of a change the low figure is the good one."""
    said = {str(answer): words.capitalize() for answer, words in CHANGES.items()}
    label.setText(said.get(typed.strip(), SCALES[Instrument.PGIC].meaning))


def _rows(page: VisitPage) -> list[tuple[str | None, str]]:
    going_on: list[PlanView] = [plan for plan in page.chart.plans if not plan.plan.closed_on]
    return [(plan.plan.id, plan.where) for plan in going_on] or [(None, "Whole body")]


def _name(plan_id: str | None, instrument: Instrument) -> str:
    return f"{plan_id or ''}/{instrument.value}"


def _text(score: Score | None) -> str:
    return "" if score is None else plain(score.score)


def _read(typed: str, instrument: Instrument) -> Decimal:
    scale = SCALES[instrument]
    try:
        return read_decimal(typed)
    except ValueError:
        raise ValueError(f"{instrument.label} is a number from {scale.lowest} to {scale.highest}.") from None
