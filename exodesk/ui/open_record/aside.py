"""Reads for pages beside the window's thread, in a thread and over a connection of their own.

However long a list is and however slow the disk, the window lives on meanwhile. It is not the thread of `jobs`, which
may be at a backup for minutes.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from exodesk.core.errors import ExodeskError
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.work.jobs import Cancelled, Job, Progress

Query = Callable[[RecordFile], object]


class Aside(QObject):
    """Lives until its record closes, which waits for it to end."""

    def __init__(self, record: RecordFile) -> None:
        super().__init__()
        self._record = record
        self._own: RecordFile | None = None
        self._is_closed = False
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="exodesk-reader")
        record.on_close = self.close

    def read(self, query: Query) -> Job:
        """Begin to read; connect to the job's signals before the event loop goes on."""
        job = Job(self)
        job.start(self._pool, partial(self._answer, query))
        return job

    def close(self) -> None:
        """End what is being read, and the thread."""
        self._is_closed = True
        for job in self.findChildren(Job):
            job.drop()
        self._pool.submit(self._let_go)
        self._pool.shutdown(wait=True)

    def _answer(self, query: Query, progress: Progress) -> object:
        """In the thread."""
        progress(0, 0)  # nobody waits for it any more
        try:
            if self._own is None:
                self._own = self._record.for_worker()
                self._own.end_once(self._is_over)
            return query(self._own)
        except Exception as error:
            if self._is_closed:
                raise Cancelled from error
            raise

    def _is_over(self) -> bool:
        return self._is_closed

    def _let_go(self) -> None:
        if self._own:
            self._own.close()


class Reading(QObject):
    """What a page reads, query after query. Asked again it begins anew: no older answer comes after a newer one.

    Each query begins once the answer before it is painted, which the reader would hold up otherwise.
    """

    told = Signal(object)  # what a query found, in the order of the queries
    over = Signal()

    def __init__(self, aside: Aside, parent: QObject, *queries: Query) -> None:
        super().__init__(parent)
        self._aside, self._queries = aside, queries
        self._left: list[Query] = []
        self._job: Job | None = None
        self._number = 0
        self._next = QTimer(self, interval=0, singleShot=True)  # timers come after paints
        self._next.timeout.connect(self._ask_next)

    @property
    def is_on(self) -> bool:
        return bool(self._left)

    def ask(self) -> None:
        self.stop()
        self._left = list(self._queries)
        self._ask_next()

    def stop(self) -> None:
        """Nobody waits any more for what was asked."""
        self._number += 1
        self._next.stop()
        self._left.clear()
        if self._job:
            self._job.cancel()
            self._job = None

    def _ask_next(self) -> None:
        self._job = self._aside.read(partial(_marked, self._number, self._left[0]))
        self._job.succeeded.connect(self._take)
        self._job.failed.connect(self._fail)

    def _take(self, answer: tuple[int, object]) -> None:
        number, found = answer
        if number != self._number:
            return
        self._left.pop(0)
        self._job = None
        self.told.emit(found)
        if number != self._number:
            return
        if self._left:
            self._next.start()
        else:
            self.over.emit()

    def _fail(self, error: ExodeskError) -> None:
        """What stands on the page stays there, and the window says why."""
        self.stop()
        raise error


def _marked(number: int, query: Query, record: RecordFile) -> tuple[int, object]:
    return number, query(record)
