"""A new recovery code for a record that is closed: shown, typed back, then the record is written anew under it."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from exodesk.core.errors import ExodeskError
from exodesk.ui.unlock.frame import Sheet
from exodesk.ui.unlock.key_change import KeyChange
from exodesk.ui.unlock.recovery import RecoveryPage
from exodesk.ui.unlock.working import WorkingPage
from exodesk.ui.work.jobs import Job, Jobs


class Renewal(QObject):
    """However it ends, the record opens again: `ended` carries the key that it opens with now."""

    shown = Signal(object)  # the page in sight from now on
    ended = Signal(object, object, str, str)  # record, key, a reason for the trail where it succeeded, and words

    def __init__(self, jobs: Jobs, copies: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._copies = jobs, copies
        self._change: KeyChange | None = None
        self._job: Job | None = None
        self.code = RecoveryPage(
            "Your new recovery code",
            "It counts from now on. Keep it on paper, away from this computer. Keep the old one too: it opens the "
            "backups that were made before.",
            "&Write the record anew",
        )
        self.code.done.connect(self._write)
        self.code.left.connect(self._leave)
        self.code.print_asked.connect(self._print)
        self.code.save_asked.connect(self._save)
        self.working = WorkingPage(
            "Writing the record anew", "Under its new key. Until it is done, the record is as it was."
        )
        self.working.cancelled.connect(self._cancel)

    @property
    def pages(self) -> tuple[Sheet, Sheet]:
        return self.code, self.working

    def begin(self, change: KeyChange) -> None:
        self._change = change
        self.code.show_code(change.kit.code, can_leave=True)
        self.shown.emit(self.code)

    def _write(self) -> None:
        if self._change is None:
            return
        self.shown.emit(self.working)
        self._job = self._jobs.run(partial(self._change.carry_out, self._change.kit.day, self._copies))
        self._job.progressed.connect(self.working.show_step)
        self._job.succeeded.connect(self._tell_kept)
        self._job.failed.connect(self._refuse)
        self._job.cancelled.connect(self._leave)

    def _tell_kept(self, kept: Path) -> None:
        reason = f"The record as it was is kept as {kept.name}."
        said = f"The new recovery code counts from now on. {reason} That file and older backups open with the old code."
        self._end(reason, said)

    def _refuse(self, error: ExodeskError) -> None:
        self._end("", str(error))

    def _leave(self) -> None:
        self._end("", "The recovery code is the one it was.")

    def _end(self, reason: str, said: str) -> None:
        change, self._change = self._change, None
        if change:
            self.code.forget()
            self.ended.emit(change.kit.record, change.new if reason else change.old, reason, said)

    def _cancel(self) -> None:
        if self._job:
            self._job.cancel()

    def _print(self) -> None:
        if self._change:
            self._change.kit.print_out(self.code)

    def _save(self) -> None:
        if self._change:
            self.code.say(self._change.kit.save_as(self.code))
