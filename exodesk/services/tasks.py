"""Tasks: written down from any page, done, taken back."""

from dataclasses import replace
from functools import partial

from exodesk.core.changes import Change
from exodesk.core.dates import show_date
from exodesk.core.records.task import Task
from exodesk.services.checks import check
from exodesk.storage import tasks
from exodesk.storage.recordfile import RecordFile


def add_task(record: RecordFile, task: Task) -> Change:
    """Something to be done, on Today from its day until it is."""
    check(record, task)
    with record.write("add task") as rows:
        rows.insert(task)
    undo = partial(_put, task=replace(task, withdrawn_on=record.today()), said="Task taken back.")
    return Change(frozenset({"task"}), task.patient_id, task.id, f"Task for {show_date(task.due_on)} added.", undo)


def edit_task(record: RecordFile, task: Task) -> Change:
    """Say it otherwise, about somebody else, or for another day. What was done with it meanwhile stands."""
    check(record, task)
    before = tasks.get(record, task.id)
    after = replace(before, text=task.text, due_on=task.due_on, patient_id=task.patient_id)
    return _put(record, after, f"Task for {show_date(task.due_on)} saved.")


def finish_task(record: RecordFile, task_id: str) -> Change:
    """It is done."""
    return _put(record, replace(tasks.get(record, task_id), done_on=record.today()), "Task done.")


def _put(record: RecordFile, task: Task, said: str) -> Change:
    before = tasks.get(record, task.id)
    with record.write("change task") as rows:
        rows.update(task)
    undo = partial(_put, task=before, said="Task as it was.")
    return Change(frozenset({"task"}), task.patient_id, task.id, said, undo)
