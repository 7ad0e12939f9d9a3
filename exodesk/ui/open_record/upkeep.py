"""What an open record needs from time to time: its log brought into the file, its mark written, forecasts renewed."""

from contextlib import closing
from functools import partial

from PySide6.QtCore import QObject, QTimer

from exodesk.storage.recordfile import RecordFile
from exodesk.ui.open_record.clock_watch import ClockWatch
from exodesk.ui.open_record.file_watch import FileWatch
from exodesk.ui.open_record.session import Session
from exodesk.ui.work.jobs import Job, Jobs, Progress

AFTER_WRITE_MS, MARK_MS = 1000, 60_000


class Upkeep(QObject):
    """Lives as long as its session. A second after the last write is early enough, and never during one."""

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__(session)
        self._record = session.record
        self._jobs = jobs
        self._renewing: Job | None = None
        self._after_write = QTimer(self, singleShot=True, interval=AFTER_WRITE_MS)
        self._after_write.timeout.connect(self._tidy)
        self._mark = QTimer(self, interval=MARK_MS)
        self._mark.timeout.connect(self._note)
        ClockWatch(self._record, self)
        self._file = FileWatch(self._record, self)
        self._file.gone.connect(session.file_gone)
        if not self._record.read_only:
            self._record.on_written = self._after_write.start
            self._mark.start()
            self._after_write.start()

    @property
    def _is_over(self) -> bool:
        """Whether the record is being let go or saved elsewhere; a timer may have been on its way."""
        return self._record.on_written is None

    def _note(self) -> None:
        if self._is_over:
            return
        if self._record.is_in_place:
            self._record.write_mark()
        else:
            self._file.look()

    def _tidy(self) -> None:
        if self._is_over:
            return
        self._record.checkpoint()
        if self._renewing is None and self._record.has_stale_forecasts:
            self._renewing = self._jobs.run(partial(_renew, self._record))
            self._renewing.over.connect(self._forget_job)

    def _forget_job(self) -> None:
        self._renewing = None


def _renew(record: RecordFile, progress: Progress) -> None:
    """More forecasts than a write renews by itself: the worker's, in short writes over its own connection."""
    with closing(record.for_worker()) as worker:
        while worker.renew_forecasts():
            progress(0, 0)
