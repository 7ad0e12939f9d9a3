"""A look around without a record of one's own: a practice is made up, once a day, and opened."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from exodesk.core.errors import ExodeskError
from exodesk.storage.surroundings import Surroundings
from exodesk.ui.unlock.frame import SUFFIX
from exodesk.ui.unlock.working import WorkingPage
from exodesk.ui.work.jobs import Job, Jobs, Progress

MakeDemo = Callable[[Path, Progress], str]
"""Makes a made-up practice at a path and returns its passphrase; it calls the progress as it goes."""


class LookAround(QObject):
    shown = Signal(object)  # the page in sight from now on
    left = Signal()
    failed = Signal(str)
    ended = Signal(object, str)  # the record's path and its passphrase

    def __init__(self, jobs: Jobs, folder: Path, surroundings: Surroundings, make: MakeDemo, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._folder, self._surroundings, self._make = jobs, folder, surroundings, make
        self._job: Job | None = None
        self.working = WorkingPage("Making up a practice", "Invented patients with visits, injections and scores.")
        self.working.cancelled.connect(self._cancel)

    def begin(self) -> None:
        day = self._surroundings.now().astimezone().date()
        path = self._folder / f"made-up practice {day.isoformat()}{SUFFIX}"
        make = self._make

        def work(progress: Progress) -> tuple[Path, str]:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            return path, make(path, progress)

        self.shown.emit(self.working)
        self._job = self._jobs.run(work)
        self._job.progressed.connect(self.working.show_step)
        self._job.succeeded.connect(self._end)
        self._job.failed.connect(self._fail)
        self._job.cancelled.connect(self.left)

    def _end(self, made: tuple[Path, str]) -> None:
        self.ended.emit(*made)

    def _fail(self, error: ExodeskError) -> None:
        self.failed.emit(str(error))

    def _cancel(self) -> None:
        if self._job:
            self._job.cancel()
