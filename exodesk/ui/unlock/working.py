"""Longer work before a record is open: what is done, how far it has come, and Cancel."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar

from exodesk.ui import parts
from exodesk.ui.unlock.frame import Sheet
from exodesk.ui.work.jobs import Step


class WorkingPage(Sheet):
    cancelled = Signal()

    def __init__(self, title: str, says: str) -> None:
        super().__init__(title, says, width=460)
        self.bar = QProgressBar()
        self.bar.setAccessibleName("Progress")
        self.bar.setTextVisible(False)
        self._words = parts.hint("")
        self._cancel = parts.secondary_button("&Cancel")
        self._cancel.clicked.connect(self._stop)
        self.body.addWidget(self.bar)
        self.body.addWidget(self._words)
        self.acts.addStretch()
        self.acts.addWidget(self._cancel)

    def begin(self) -> None:
        self.bar.setRange(0, 0)
        self._words.setText("")
        self._cancel.setEnabled(True)
        self._cancel.setFocus()

    def show_step(self, step: Step) -> None:
        self.bar.setRange(0, step.of)
        self.bar.setValue(step.done)
        self._words.setText(f"{step.words} {step.done} of {step.of}".strip() if step.of else step.words)

    def _stop(self) -> None:
        self._cancel.setEnabled(False)
        self._words.setText("Stopping…")
        self.cancelled.emit()
