"""Acts on a patient as a whole, behind one button of the chart: leaving and coming back, merging and parting."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from exodesk.core.chart import Chart
from exodesk.core.leaving import Why
from exodesk.core.records.patient import Patient, show_chart_no
from exodesk.services.leaving import take_back
from exodesk.services.patients import unmerge_patient
from exodesk.ui import parts
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.adverse_form import record_dialog
from exodesk.ui.pages.chart.leaving_dialog import LeavingDialog
from exodesk.ui.pages.chart.merge_dialog import MergeDialog

TAKEN_BACK = {
    Why.DIED: "Has not died: take it back",
    Why.MOVED: "Has not moved away: take it back",
    Why.DO_NOT_CONTACT: "May be contacted again",
}


class PatientMenu(parts.Menu):
    """Made for one chart; what it offers follows from how the patient is marked."""

    history_asked = Signal()
    past_asked = Signal()
    trail_asked = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._chart: Chart | None = None
        self._parts: list[QAction] = []
        self.addAction("Adverse event…").triggered.connect(self._record_harm)
        self.addSeparator()
        self.addAction("Died, moved away or no contact…").triggered.connect(self._leave)
        self._marks = {why: self._add(text, why.value, self._take_back) for why, text in TAKEN_BACK.items()}
        for action in self._marks.values():
            action.setVisible(False)
        self.addSeparator()
        self.addAction("History of the patient’s data…").triggered.connect(self.history_asked)
        self.addAction("As it stood on a day…").triggered.connect(self.past_asked)
        self.addAction("All that was done to it").triggered.connect(self.trail_asked)
        self.addSeparator()
        self.addAction("Merge with another chart…").triggered.connect(self._merge)

    def show_chart(self, chart: Chart) -> None:
        self._chart = chart
        marked = _marks(chart.patient)
        for why, action in self._marks.items():
            action.setVisible(why in marked)
        for action in self._parts:
            self.removeAction(action)
        self._parts = [
            self._add(f"Part {show_chart_no(other.chart_no)} again", other.id, self._part) for other in chart.merged
        ]

    def _add(self, text: str, about: str, act: Callable[[], None]) -> QAction:
        action = self.addAction(text)
        action.setData(about)
        action.triggered.connect(act)
        return action

    def _record_harm(self) -> None:
        if self._chart:
            record_dialog(self._session, self._chart, None, self.parentWidget()).open()

    def _leave(self) -> None:
        if self._chart:
            LeavingDialog(self._session, self._chart, self.parentWidget()).open()

    def _merge(self) -> None:
        if self._chart:
            MergeDialog(self._session, self._chart.patient, self.parentWidget()).open()

    def _take_back(self) -> None:
        sender = self.sender()
        if self._chart and isinstance(sender, QAction):
            self._session.run(take_back, self._chart.patient.id, Why(sender.data()))

    def _part(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self._session.run(unmerge_patient, str(sender.data()))


def _marks(patient: Patient) -> list[Why]:
    marked = {Why.DIED: patient.died_on, Why.MOVED: patient.moved_on, Why.DO_NOT_CONTACT: patient.do_not_contact}
    return [why for why, is_so in marked.items() if is_so]
