"""G18: how long the window stands still at most while the worker backs the record up, and while it checks it whole."""

import gc
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from statistics import median

from PySide6.QtCore import QEventLoop, QTimer

from exodesk.queries.soundness import findings
from exodesk.storage.backup import back_up
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.work.jobs import Jobs, Progress
from tests.bench import goals
from tests.bench.archives import Archive
from tests.bench.desk import application
from tests.bench.goals import Measured
from tests.bench.stalls import Stalls

_IDLE_MS = 500


def measure(_small: Archive, large: Archive, pairs: int) -> Iterator[Measured]:
    application()
    gc.collect()
    gc.freeze()  # as the program does before a record opens: Python looks for garbage among what came since
    jobs = Jobs()
    try:
        with closing(large.open()) as record, tempfile.TemporaryDirectory(prefix="exodesk-bench-") as folder:
            idle = _idle_ms()
            backups = [_stall_ms(jobs, record, lambda worker: back_up(worker, Path(folder))) for _ in range(pairs)]
            check = _stall_ms(jobs, record, findings)
    finally:
        jobs.close()
        gc.unfreeze()
    backup = median(backups)
    yield Measured(goals.STALL_OF_BACKUP, backup, idle, backup / idle)
    yield Measured(goals.STALL_OF_CHECK, check, idle, check / idle)


def _idle_ms() -> float:
    stalls, loop = Stalls(), QEventLoop()
    QTimer.singleShot(_IDLE_MS, loop.quit)
    loop.exec()
    return stalls.longest * 1000


def _stall_ms(jobs: Jobs, record: RecordFile, work: Callable[[RecordFile], object]) -> float:
    """The longest that the event loop was away while the worker was at it."""

    def carry_out(_: Progress) -> None:
        with closing(record.for_worker()) as worker:
            work(worker)

    stalls, loop = Stalls(), QEventLoop()
    job = jobs.run(carry_out)
    job.over.connect(loop.quit)
    loop.exec()
    return stalls.longest * 1000
