"""What keeps an open record safe by itself: a backup after unlock, every hour and at the lock; its age told to all.

It decides when; what is done is `services.safekeeping`'s, in the worker, over a connection of its own.
"""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from exodesk.core.errors import ExodeskError
from exodesk.core.safekeeping import Safekeeping, say
from exodesk.queries.soundness import findings
from exodesk.services import safekeeping
from exodesk.services.safekeeping import Places
from exodesk.storage.recordfile import RecordFile
from exodesk.ui.open_record.place import unsafe_place
from exodesk.ui.open_record.session import Session
from exodesk.ui.work.jobs import Job, Jobs, Progress

AFTER_UNLOCK_MS, HOUR_MS = 4000, 3_600_000
"""Not at once: the first page comes first."""

Part = Callable[[RecordFile, Places, Callable[[str], None]], str]
"""A piece of the worker's work; returns what stood in its way, in words."""


class Safekeeper(QObject):
    """Lives as long as its session; one piece of work at a time."""

    told = Signal(str)  # what a person asked for has come to this

    def __init__(self, session: Session, jobs: Jobs, picked: Callable[[], Path | None]) -> None:
        """`picked` answers with the second place of this moment."""
        super().__init__(session)
        self._session, self._jobs, self._picked = session, jobs, picked
        self._job: Job | None = None
        self._failed = ""
        record = session.record
        self._unsafe_place = "" if record.is_made_up else unsafe_place(record.path)
        self._hourly = QTimer(self, interval=HOUR_MS)
        self._hourly.timeout.connect(partial(self._work, _every_hour))
        self._first = QTimer(self, singleShot=True, interval=AFTER_UNLOCK_MS)
        self._first.timeout.connect(partial(self._work, _after_unlock))
        session.back_up_asked.connect(self.back_up)
        if not record.read_only:  # one that is only read is not this computer's to keep safe
            self._show_what_is_known()
            self._hourly.start()
            self._first.start()

    @property
    def places(self) -> Places:
        record = self._session.record
        return Places.of(record.path, None if record.is_made_up else self._picked())

    def back_up(self) -> None:
        """Now, whatever was changed."""
        self._work(_at_once, said="Backed up.")

    def prove(self) -> None:
        """Restore the newest backup for proof, now."""
        self._work(_for_proof, said="")

    def stop(self) -> None:
        """End what is being done, within a second: what was begun leaves nothing behind."""
        if self._job:
            self._job.cancel()

    def go_to_second_place(self) -> None:
        """Another second place was picked: it gets the newest backup."""
        self._show_what_is_known()
        self._work(_after_unlock, said="")

    def leave(self) -> None:
        """The record is about to be locked: what was changed goes into a last backup, behind the cover."""
        for timer in (self._hourly, self._first):
            timer.stop()
        record, places = self._session.record, self.places
        if not record.read_only and record.is_in_place and safekeeping.is_changed(record, places):
            self._jobs.run(partial(_carry_out, record, places, _at_once), outlasts=True)

    @property
    def is_busy(self) -> bool:
        return self._job is not None

    def _work(self, part: Part, said: str | None = None) -> None:
        if self._session.record.read_only:
            return
        if self._job is not None:
            if said is not None:
                self.told.emit("A backup is being made or proven already. Try again in a moment.")
            return
        job = self._jobs.run(partial(_carry_out, self._session.record, self.places, part))
        job.succeeded.connect(self._take)
        job.failed.connect(self._fail)
        job.over.connect(self._forget_job)
        if said is not None:
            job.cancelled.connect(partial(self.told.emit, "Stopped. Nothing was changed."))
            job.succeeded.connect(partial(self._tell, said))
            job.failed.connect(self._tell_failed)
        self._job = job

    def _forget_job(self) -> None:
        self._job = None

    def _take(self, found: Safekeeping) -> None:
        self._failed = found.failed
        self._show(found)

    def _fail(self, error: ExodeskError) -> None:
        self._failed = str(error)
        self._show_what_is_known()

    def _show_what_is_known(self) -> None:
        self._show(safekeeping.standing(self._session.record, self.places, self._failed, look_there=False))

    def _show(self, found: Safekeeping) -> None:
        record = self._session.record
        found = replace(found, unsafe_place=self._unsafe_place)
        self._session.tell_safety(say(found, record.now().astimezone(record.zone)))

    def _tell(self, said: str, found: Safekeeping) -> None:
        proof = found.proof
        if not said and proof:
            said = f"Restored for proof and compared: {proof.problem or f'{proof.matched}.'}"
        self.told.emit(f"{said} {found.failed}".strip())

    def _tell_failed(self, error: ExodeskError) -> None:
        self.told.emit(str(error))


def _carry_out(record: RecordFile, places: Places, part: Part, progress: Progress) -> Safekeeping:
    with closing(record.for_worker()) as worker:
        failed = part(worker, places, partial(progress, 0, 0))
        return safekeeping.standing(worker, places, failed)


def _at_once(record: RecordFile, places: Places, step: Callable[[str], None]) -> str:
    return safekeeping.back_up(record, places, step)


def _every_hour(record: RecordFile, places: Places, step: Callable[[str], None]) -> str:
    """What was changed; and, in a window that stays open, the day's backup though nothing was."""
    if safekeeping.is_changed(record, places) or safekeeping.is_due(record, places):
        return safekeeping.back_up(record, places, step)
    return safekeeping.catch_up_second_place(record, places, step)


def _after_unlock(record: RecordFile, places: Places, step: Callable[[str], None]) -> str:
    """The day's first backup, if it is still to be made; then what is done once a day and once a month."""
    if safekeeping.is_due(record, places):
        failed = safekeeping.back_up(record, places, step)
    else:
        failed = safekeeping.catch_up_second_place(record, places, step)
    damaged = safekeeping.read_bytes_of_all(record, places, step)
    safekeeping.prove(record, places, findings, step)
    names = ", ".join(each.path.name for each in damaged)
    return f"{failed} {names} is damaged and no longer counted.".strip() if damaged else failed


def _for_proof(record: RecordFile, places: Places, step: Callable[[str], None]) -> str:
    safekeeping.prove(record, places, findings, step, now=True)
    return ""
