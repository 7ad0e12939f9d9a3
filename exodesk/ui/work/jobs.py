"""The one worker thread: work that would hold the window up runs there, and its outcome comes back to the window's.

Work is a plain function that takes a `Progress`; it touches no widget and opens its own connection.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import partial
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from exodesk.core.errors import ExodeskError


class Cancelled(Exception):
    """The person asked for it to stop. Work lets it pass, and leaves nothing half done."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far a job has come; `of` 0 while nobody knows."""

    done: int
    of: int
    words: str = ""


class Progress:
    """What work calls as it goes: `progress(3, 60, "Patients")`. It raises Cancelled once the person asked to stop."""

    def __init__(self, tell: Callable[[Step], None]) -> None:
        self._tell = tell
        self._stop = Event()

    def __call__(self, done: int, of: int, words: str = "") -> None:
        if self._stop.is_set():
            raise Cancelled
        self._tell(Step(done, of, words))

    def cancel(self) -> None:
        self._stop.set()


Work = Callable[[Progress], Any]


class Job(QObject):
    """One piece of work. Its signals arrive in the window's thread; `over` comes last, however it ended."""

    progressed = Signal(object)  # a Step
    succeeded = Signal(object)  # what the work returned
    failed = Signal(object)  # an ExodeskError
    cancelled = Signal()
    over = Signal()
    _stepped = Signal(object)
    _ended = Signal()

    def __init__(self, parent: QObject, *, outlasts: bool = False) -> None:
        super().__init__(parent)
        self.outlasts = outlasts
        self.future: Future[Any] | None = None
        self._progress = Progress(self._stepped.emit)
        self._stepped.connect(self.progressed, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._progress.cancel()

    def drop(self) -> None:
        """Ask it to stop, or not to begin."""
        self.cancel()
        if self.future:
            self.future.cancel()

    def start(self, pool: ThreadPoolExecutor, work: Work) -> None:
        self.future = pool.submit(work, self._progress)
        self.future.add_done_callback(self._leave_thread)

    def _leave_thread(self, _: Future[Any]) -> None:
        self._ended.emit()

    def _end(self) -> None:
        if self.future is None or self.future.cancelled():
            return
        try:
            result = self.future.result()
        except Cancelled:
            self.cancelled.emit()
        except ExodeskError as error:
            self.failed.emit(error)
        else:
            self.succeeded.emit(result)
        finally:  # a bug in the work goes on to the excepthook of the window's thread
            self.over.emit()
            self.deleteLater()


class Jobs(QObject):
    """Runs work one after the other, in one thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="exodesk-worker")
        self._running: list[Job] = []

    def run(self, work: Work, *, outlasts: bool = False) -> Job:
        """Begin `work`; connect to the job's signals before the event loop goes on.

        `outlasts`: when the program ends it may still come to its end, such as the last backup.
        """
        job = Job(self, outlasts=outlasts)
        self._running.append(job)
        job.over.connect(partial(self._running.remove, job))
        job.start(self._pool, work)
        return job

    def when_over(self, act: Callable[[], object], patience_ms: int) -> None:
        """Call `act` once the work of this moment is over; what still runs after `patience_ms` is asked to stop."""
        left = list(self._running)
        if not left:
            act()
            return
        patience = QTimer(self, singleShot=True, interval=patience_ms)

        def count(job: Job) -> None:
            left.remove(job)
            if not left:
                patience.stop()
                patience.deleteLater()
                act()

        for job in self._running:
            job.over.connect(partial(count, job))
            patience.timeout.connect(job.cancel)
        patience.start()

    def close(self, patience_s: float = 0) -> None:
        """Ask the work to stop and wait for the thread to end; what outlasts the program has so long to finish."""
        jobs = self.findChildren(Job)
        for job in jobs:
            if not job.outlasts:
                job.drop()
        wait([job.future for job in jobs if job.outlasts and job.future], patience_s)
        for job in jobs:
            job.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)
