"""The file has gone from under an open record: all that is still held is saved elsewhere, and work goes on there."""

from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout, QWidget

from exodesk.core.errors import ExodeskError, StorageError
from exodesk.storage.recordfile import RecordFile
from exodesk.ui import parts
from exodesk.ui.open_record.session import Session
from exodesk.ui.process.preferences import Folders
from exodesk.ui.shell.lock import Lock
from exodesk.ui.unlock.entrance import Entrance
from exodesk.ui.work.jobs import Job, Jobs, Progress, Step

if TYPE_CHECKING:
    from exodesk.services.safekeeping import Places


class Rescue(QObject):
    told = Signal(str)
    moved = Signal(object)  # the path of the record that is asked for at the next start

    def __init__(
        self,
        lock: Lock,
        entrance: Entrance,
        jobs: Jobs,
        folders: Folders,
        *,
        second_place: Callable[[], Path | None],
        window: QWidget,
    ) -> None:
        """`jobs`: not those of the session, which may be at something long."""
        super().__init__(window)
        self._lock, self._entrance, self._jobs = lock, entrance, jobs
        self._folders, self._second_place, self._window = folders, second_place, window
        self._job: Job | None = None
        lock.may_let_go = self._may_let_go

    def carry_out(self) -> None:
        """Drafts first; then a proven copy, which opens in the same place. Where it fails it is tried every minute."""
        session = self._lock.session
        if session is None or self._job or session.record.is_in_place:
            return
        from exodesk.services.safekeeping import rescue  # noqa: PLC0415 - a start waits for no backup
        from exodesk.storage.adrift import still_held  # noqa: PLC0415

        self._keep_drafts(session)
        held = still_held(session.record)
        written, session.record.on_written = session.record.on_written, None  # no log is brought in while it is copied
        if held is None:  # only the connection reaches it, as on Windows, and that is this thread's
            self._go_on(session, self._save(session.record))
            return
        records, copies, places = self._folders.records, self._folders.key_copies, self._places(session.record)

        def save(progress: Progress) -> Path:
            with closing(held):
                return rescue(held, places, records, copies, progress)

        saving = SavingDialog(self._window)
        job = self._job = self._jobs.run(save, outlasts=True)
        job.progressed.connect(saving.show_step)
        job.succeeded.connect(partial(self._go_on, session))
        job.failed.connect(partial(self._fail, session))
        job.over.connect(partial(self._leave, session, written))
        job.over.connect(saving.accept)
        saving.open()

    def _go_on(self, session: Session, to: Path) -> None:
        """In the same place of the copy; one that was locked meanwhile asks for its passphrase."""
        session.record.is_rescued = True
        if self._lock.session is session:
            key = session.record.key
            self._lock.lock("its file was gone")
            self._entrance.go_on_with(to, key, f"{_saved_as(session.record, to)}, open now.")
        else:
            self._tell_saved(session.record, to)

    def _tell_saved(self, record: RecordFile, to: Path) -> None:
        """Of one that is locked: at the door, unless another one is open by now."""
        if self._lock.session:
            self.told.emit(f"{_saved_as(record, to)}.")
            return
        self.moved.emit(to)
        self._entrance.show_record(to)
        self._entrance.say(f"{_saved_as(record, to)}.")

    def _fail(self, session: Session, error: ExodeskError) -> None:
        raise _not_saved(session.record, error) from error

    def _leave(self, session: Session, written: Callable[[], None] | None) -> None:
        """However it ended: where the record was not saved, nothing goes into nowhere from now on."""
        self._job = None
        if self._lock.session is session:
            session.record.is_adrift, session.record.on_written = False, written
        self._lock.let_go_of_held()

    def may_close(self) -> bool:
        """Whether the window may close. Not while it alone holds what could be saved nowhere: that is told."""
        session = self._lock.session
        if session is None or not session.record.needs_rescue:
            return all(self._may_let_go(record) for record in self._lock.leaving_records)
        if self._job:
            self._tell_it_is_being_saved(session.record)
            return False
        try:
            self._keep_drafts(session)
            self.moved.emit(self._save(session.record))
        except StorageError as error:
            self.told.emit(str(error))
            return False
        return True

    def _may_let_go(self, record: RecordFile) -> bool:
        """Whether a locked record may be closed. One whose file has gone is saved before; where it cannot be, told."""
        if not record.needs_rescue:
            return True
        if self._job:
            self._tell_it_is_being_saved(record)
            return False
        try:
            to = self._save(record)
        except StorageError as error:
            self.told.emit(str(error))
            return False
        self._tell_saved(record, to)
        return True

    def _tell_it_is_being_saved(self, record: RecordFile) -> None:
        self.told.emit(f"{_gone(record)} All of it is being saved elsewhere: close Exodesk in a moment.")

    def _places(self, record: RecordFile) -> "Places":
        from exodesk.services.safekeeping import Places  # noqa: PLC0415

        return Places.of(record.path, self._second_place())

    def _keep_drafts(self, session: Session) -> None:
        """Into the file that has gone, from which they are saved with the rest."""
        session.record.is_adrift = True
        try:
            session.keep_drafts()
        except BaseException:
            session.record.is_adrift = False
            raise

    def _save(self, record: RecordFile) -> Path:
        """In this thread, with the connection that is open."""
        from exodesk.services.safekeeping import rescue  # noqa: PLC0415

        saved = None
        try:
            saved = rescue(record, self._places(record), self._folders.records, self._folders.key_copies)
        except StorageError as error:
            raise _not_saved(record, error) from error
        finally:
            record.is_adrift = saved is not None  # whatever went wrong, nothing is saved into nowhere
        record.is_rescued = True
        return saved


class SavingDialog(QDialog):
    """Nothing can be typed while it is saved: it could be saved nowhere. It goes by itself."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Saving the record elsewhere")
        self.setModal(True)
        self.finished.connect(self.deleteLater)
        self.bar = QProgressBar()
        self.bar.setAccessibleName("Progress")
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.words = parts.hint("")
        column = QVBoxLayout(self)
        column.addWidget(
            parts.words(
                "The file of the record has gone. All of it is saved elsewhere, and opens again here.", wrap=True
            )
        )
        column.addWidget(self.bar)
        column.addWidget(self.words)
        self.setMinimumWidth(420)

    def show_step(self, step: Step) -> None:
        self.bar.setRange(0, step.of)
        self.bar.setValue(step.done)
        self.words.setText(f"{step.done} of {step.of} {step.words.lower()}" if step.of else step.words)

    def reject(self) -> None:
        """Escape does not end it."""


def _not_saved(record: RecordFile, error: ExodeskError) -> StorageError:
    text = "Leave Exodesk open: it still holds all of it, and tries every minute to save it elsewhere."
    return StorageError(f"{_gone(record)} {text} {error}")


def _saved_as(record: RecordFile, to: Path) -> str:
    return f"{_gone(record)} Nothing is lost: all of it is saved as {to.name} in {to.parent}"


def _gone(record: RecordFile) -> str:
    return f"{record.path.name} was deleted, moved or replaced while it was open."
