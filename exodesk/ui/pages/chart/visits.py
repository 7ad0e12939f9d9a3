"""The visits of a chart, newest first, drafts marked. Given a chart; it asks for nothing."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from exodesk.core.chart import Chart, VisitView
from exodesk.core.dates import show_date
from exodesk.core.instruments import show_score
from exodesk.ui import parts
from exodesk.ui.look.tokens import Tone
from exodesk.ui.parts.lines import LineRow


class VisitsTab(QWidget):
    opened = Signal(str)  # a visit's entry id

    def __init__(self) -> None:
        super().__init__()
        self._card = parts.Card("Visits")
        self._empty = parts.EmptyState("No visit yet. Start visit, above, begins the first.")
        self._card.add(self._empty)
        inner = QWidget()
        inner.setLayout(parts.column(self._card, 1))
        parts.fill(self, parts.scrolling(inner))

    def show_chart(self, chart: Chart) -> None:
        self._card.clear_rows()
        self._empty.setVisible(not (chart.visits or chart.in_error))
        in_error = {view.visit.entry_id for view in chart.in_error}
        seen = sorted((*chart.visits, *chart.in_error), key=lambda view: (view.visit.visited_on, view.visit.started_at))
        for view in reversed(seen):
            state = ("Entered in error", Tone.DANGER) if view.visit.entry_id in in_error else _state(view)
            row = LineRow(_title(view), _note(view), *state)
            row.setProperty("record", view.visit.entry_id)
            row.clicked.connect(self._open)
            self._card.add_row(row)

    def _open(self) -> None:
        sender = self.sender()
        if sender:
            self.opened.emit(sender.property("record"))


def _title(view: VisitView) -> str:
    reason = f" · {view.visit.reason}" if view.visit.reason else ""
    return f"{show_date(view.visit.visited_on)}  {view.visit.kind.label}{reason}"


def _note(view: VisitView) -> str:
    """What was done, or else what was found."""
    done = [f"{given.where}: {given.amount}" for given in view.injections]
    scores = [f"{score.instrument.label.lower()} {show_score(score)}" for score in view.scores]
    return " · ".join(done or scores) or "No injection, no score"


def _state(view: VisitView) -> tuple[str, Tone]:
    if not view.is_signed:
        return "Unsigned draft", Tone.WARNING
    amended = f", amended {len(view.amendments)}×" if view.amendments else ""
    return f"Signed {show_date(view.signatures[0].signed_on)}{amended}", Tone.ACCENT
