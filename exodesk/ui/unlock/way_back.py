"""What a restore and a salvage have in common: both lead from a record that does not open to one that does."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from exodesk.storage.surroundings import Surroundings
from exodesk.ui.process.preferences import Folders
from exodesk.ui.unlock.frame import Sheet
from exodesk.ui.unlock.working import WorkingPage
from exodesk.ui.work.jobs import Job, Jobs, Work


@dataclass(frozen=True, slots=True)
class Means:
    """`second_place` answers with the folder of further backups, if there is one."""

    jobs: Jobs
    folders: Folders
    surroundings: Surroundings
    second_place: Callable[[], Path | None]


class WayBack(QObject):
    shown = Signal(object)  # the page in sight from now on
    left = Signal()
    ended = Signal(object, object, str)  # the path of the record to go on with, its key, and words

    def __init__(self, means: Means, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._folders, self._surroundings = means.jobs, means.folders, means.surroundings
        self._second_place = means.second_place
        self._job: Job | None = None

    @property
    def pages(self) -> tuple[Sheet, ...]:
        raise NotImplementedError

    @property
    def _zone(self) -> tzinfo | None:
        """Before a record is open there is no clinic's zone: the computer's."""
        return self._surroundings.now().astimezone().tzinfo

    def _carry_on(self, work: Work, working: WorkingPage, then: Callable[[Any], None]) -> Job:
        """Carry it out in the worker, behind a page that tells how far it is and whose Cancel stops it."""
        self.shown.emit(working)
        self._job = job = self._jobs.run(work)
        job.progressed.connect(working.show_step)
        job.succeeded.connect(then)
        return job

    def _cancel(self) -> None:
        if self._job:
            self._job.cancel()
