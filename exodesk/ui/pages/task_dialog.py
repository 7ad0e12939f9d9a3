"""A task, from any page by one key: what, for whom if anybody, and from which day on it stands on Today."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from exodesk.core.records.patient import Patient
from exodesk.core.records.task import Task
from exodesk.services.tasks import add_task, edit_task
from exodesk.ui import parts
from exodesk.ui.forms.entry_dialog import EntryDialog
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.forms.kept import KeptForm
from exodesk.ui.forms.patient_finder import PatientFinder
from exodesk.ui.open_record.session import Session

_ROWS = ("text", "due_on")


class TaskDialog(EntryDialog):
    def __init__(
        self, session: Session, parent: QWidget | None, *, patient: Patient | None = None, task: Task | None = None
    ) -> None:
        """A new task, of `patient` unless somebody else is chosen; or `task`, to be said otherwise."""
        form = RecordForm(Task, _ROWS, today=session.today)
        kept = KeptForm(session, form, "task", "task")
        super().__init__("Edit the task" if task else "Task", form, self._write, kept=kept, parent=parent)
        self._session = session
        self._task = task
        self.finder = PatientFinder(session, "Patient, if it is about one")
        self.put_below(parts.FieldLabel("Patient, if it is about one"))
        self.put_below(self.finder)
        if task:
            form.put(task)
        else:
            form.put_value("due_on", session.today())
        if patient:
            self.finder.take(patient)
        self._follow_whom()
        self.finder.chosen.connect(self._take_whom)
        self.finder.let_go.connect(self._take_whom)
        self.resize(self.width(), 420)
        form.focus_first()

    def _follow_whom(self) -> None:
        """A new task is kept for whom it is about; one that is edited, for itself."""
        patient = self.finder.patient
        about = patient.id if patient else None
        self.follow(self._task.id if self._task else about or "new", about)

    def _take_whom(self) -> None:
        """It is about somebody else: what is typed goes along."""
        self.let_go()
        self._follow_whom()

    def _write(self, values: dict[str, Any]) -> None:
        record, patient = self._session.record, self.finder.patient
        values["patient_id"] = patient.id if patient else None
        if self._task:
            self._session.run(edit_task, replace(self._task, **values))
        else:
            self._session.run(add_task, Task(id=record.new_id(), entered_on=record.today(), **values))
