"""The summaries of all signed visits of some days, saved into a folder: for an archive, or a practice that moves."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QProgressBar

from exodesk.core.changes import Change
from exodesk.core.errors import ExodeskError, InvalidRecord, Problem
from exodesk.core.fields import Field
from exodesk.core.sentences import counted
from exodesk.storage import visits
from exodesk.storage.recordfile import RecordFile
from exodesk.ui import parts
from exodesk.ui.forms.form import RecordForm
from exodesk.ui.forms.in_view import bring_into_view
from exodesk.ui.look.tokens import Tone
from exodesk.ui.open_record.session import Session
from exodesk.ui.work.jobs import Job, Jobs, Progress, Step

SAYS = "One PDF for each signed visit, named by chart number and day. Each is noted in its chart as saved."

Save = Callable[[RecordFile, Sequence[str], Path], Iterator[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Which visits."""

    first: Annotated[date, Field(label="From")]
    last: Annotated[date, Field(label="To")]


class ManySummariesCard(parts.Card):
    saved = Signal()
    """All of them, or as many as were saved before it ended."""

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__("Summaries of many visits")
        self._session, self._jobs = session, jobs
        self._job: Job | None = None
        self.form = RecordForm(Days, (("first", "last"),), today=session.today)
        self.save = parts.secondary_button("Save as PDF into a folder…", glyph="download")
        self.save.clicked.connect(self._choose)
        self.stop = parts.secondary_button("Cancel")
        self.stop.setAccessibleName("Cancel the saving of summaries")
        self.bar = QProgressBar()
        self.bar.setAccessibleName("Summaries saved")
        self.bar.setTextVisible(False)
        self.count = parts.muted("")
        self.message = parts.MessageBar()
        self.message.acted.connect(self._go_on)
        self._left: tuple[list[str], Path] | None = None
        for widget in (parts.muted(SAYS, wrap=True), self.form, self.bar, self.message):
            self.add(widget)
        self.body.addLayout(parts.row(self.count, 1, self.stop, self.save))
        self.stop.clicked.connect(self._stop)
        self._show_running(running=False)

    def _choose(self) -> None:
        """The days are read first: a folder is asked for only when there is something to put into it."""
        try:
            days = Days(**self.form.values())
        except InvalidRecord as refused:
            self.form.show_problems(refused.problems)
            return
        found = visits.signed_between(self._session.record, days.first, days.last)
        if not found:
            self.form.show_problems([Problem("last", "No signed visit lies between these days.")])
            return
        from exodesk.ui.printing.file_field import documents  # noqa: PLC0415 - print code stays out of the start

        usual = self._session.printing.folder or documents()
        chosen = QFileDialog.getExistingDirectory(self, f"Where {len(found):,} summaries go", str(usual))
        if chosen:
            self.begin(found, Path(chosen))

    def begin(self, visit_ids: list[str], folder: Path) -> None:
        """Save them in the worker; the window goes on."""
        from exodesk.printing.batch import save_summaries  # noqa: PLC0415 - print code stays out of the start

        self.message.close_message()
        self._tell_step(Step(0, len(visit_ids), ""))
        saving = _Saving(save_summaries, self._session.record, visit_ids, folder)
        self._job = self._jobs.run(saving)
        self._job.progressed.connect(self._tell_step)
        self._job.succeeded.connect(partial(self._tell_done, saving))
        self._job.cancelled.connect(partial(self._tell_stopped, saving))
        self._job.failed.connect(partial(self._tell_failed, saving))
        self._job.over.connect(self._end)
        self._show_running(running=True)

    def _stop(self) -> None:
        if self._job:
            self._job.cancel()

    def _tell_step(self, step: Step) -> None:
        self.bar.setRange(0, step.of)
        self.bar.setValue(step.done)
        told = f"{step.done:,} of {step.of:,} summaries"
        self.bar.setAccessibleDescription(told)
        self.count.setText(told)

    def _tell_done(self, saving: "_Saving", _result: object) -> None:
        self.message.say(f"{saving.told} saved in {saving.folder}.", Tone.ACCENT)

    def _tell_stopped(self, saving: "_Saving") -> None:
        said = f"Stopped. {saving.told} saved in {saving.folder}, each of them whole."
        self.message.say(said, Tone.WARNING, act=self._rest_of(saving))

    def _tell_failed(self, saving: "_Saving", error: ExodeskError) -> None:
        where = f" in {saving.folder}" if saving.count else ""
        self.message.say(f"{saving.told} saved{where}. {error}", Tone.DANGER, act=self._rest_of(saving))

    def _rest_of(self, saving: "_Saving") -> str:
        """What is left is kept, so that nothing is saved twice by going on; the words of the act."""
        self._left = saving.left, saving.folder
        return f"Save the other {len(saving.left):,}"

    def _go_on(self) -> None:
        if self._left:
            self.begin(*self._left)

    def _end(self) -> None:
        self._job = None
        self._show_running(running=False)
        self._session.run(_noted)
        self.saved.emit()

    def _show_running(self, *, running: bool) -> None:
        """The keys go from the button that rests to the one that answers, and Cancel comes into sight.

        The button has them also while the window waits behind the dialog that chose the folder.
        """
        was_here = self.window().focusWidget() in (self.stop, self.save)
        self.save.setEnabled(True)
        for widget in (self.bar, self.stop, self.count):
            widget.setVisible(running)
        if was_here:
            (self.stop if running else self.save).setFocus()
        self.save.setEnabled(not running)
        if running:
            QTimer.singleShot(0, self._show_stop)  # once it has its place

    def _show_stop(self) -> None:
        bring_into_view(self.stop)


class _Saving:
    """The worker's part. `count` is how many files there are, however it ends.

    What it calls is loaded before: nothing of Qt is loaded in a thread that is not the window's.
    """

    def __init__(self, save: Save, record: RecordFile, visit_ids: list[str], folder: Path) -> None:
        self._save, self._record, self._visit_ids = save, record, visit_ids
        self.folder = folder
        self.count = 0

    @property
    def told(self) -> str:
        return counted(self.count, "summary", "summaries")

    @property
    def left(self) -> list[str]:
        return self._visit_ids[self.count :]

    def __call__(self, progress: Progress) -> None:
        worker = self._record.for_worker()
        try:
            for count in self._save(worker, self._visit_ids, self.folder):
                self.count = count
                progress(count, len(self._visit_ids), "Summaries")
        finally:
            worker.close()


def _noted(_record: RecordFile) -> Change:
    """The worker wrote it; the pages in sight read again."""
    return Change(frozenset({"printed_page"}))
