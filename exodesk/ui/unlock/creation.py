"""A new record: the practice, its passphrase and place, then the recovery code, typed back before the record opens."""

from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from exodesk.core.errors import ExodeskError
from exodesk.core.records.clinic import Clinic
from exodesk.storage.surroundings import Surroundings
from exodesk.ui.process.preferences import Folders
from exodesk.ui.unlock.create import PassphrasePage, PracticePage, free_path
from exodesk.ui.unlock.kit import Kit
from exodesk.ui.unlock.making import Made, make_record
from exodesk.ui.unlock.recovery import RecoveryPage
from exodesk.ui.work.jobs import Jobs, Progress


class Creation(QObject):
    """Its pages are each made when they are first seen."""

    shown = Signal(object)  # the page in sight from now on
    left = Signal()
    made = Signal(object)  # the path of the new record, known from now on even if the way in is broken off
    ended = Signal(object, object)  # record and key; it may be opened now

    def __init__(self, jobs: Jobs, folders: Folders, surroundings: Surroundings, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._folders, self._surroundings = jobs, folders, surroundings
        self._clinic: Clinic | None = None
        self._made: Made | None = None

    @cached_property
    def practice(self) -> PracticePage:
        page = PracticePage()
        page.back.connect(self.left)
        page.done.connect(self._take_clinic)
        return page

    @cached_property
    def passphrase(self) -> PassphrasePage:
        page = PassphrasePage(free_path(self._folders.records))
        page.back.connect(self.begin)
        page.done.connect(self._create)
        return page

    @cached_property
    def recovery(self) -> RecoveryPage:
        page = RecoveryPage(
            "Your recovery code",
            "It opens the record when the passphrase or its key file is lost. Keep it on paper, away from this "
            "computer.",
            "&Open my record",
        )
        page.done.connect(self._end)
        page.print_asked.connect(self._print_code)
        page.save_asked.connect(self._save_code)
        return page

    def begin(self) -> None:
        self.shown.emit(self.practice)

    def forget(self) -> None:
        """A record was opened: keep no key."""
        self._made = None

    def _take_clinic(self, clinic: Clinic) -> None:
        self._clinic = clinic
        self.shown.emit(self.passphrase)

    def _create(self, passphrase: str, path: Path) -> None:
        clinic, folders, surroundings = self._clinic, self._folders, self._surroundings
        if clinic is None:
            return

        def work(_: Progress) -> Made:
            return make_record(path, passphrase, clinic, folders, surroundings)

        self.passphrase.set_busy(busy=True)
        job = self._jobs.run(work)
        job.succeeded.connect(self._show_code)
        job.failed.connect(self._say_not_made)
        job.over.connect(self._stop_making)

    def _stop_making(self) -> None:
        self.passphrase.set_busy(busy=False)

    def _say_not_made(self, error: ExodeskError) -> None:
        self.passphrase.say(str(error))

    def _show_code(self, made: Made) -> None:
        self._made = made
        self.made.emit(made.path)
        self.recovery.show_code(made.key.recovery_code)
        self.shown.emit(self.recovery)

    def _end(self) -> None:
        if self._made:
            self.ended.emit(self._made.path, self._made.key)

    def _kit(self, made: Made) -> Kit:
        day = self._surroundings.now().astimezone().date()
        return Kit(made.clinic.name, made.path, made.clinic.paper, day, made.key.recovery_code)

    def _print_code(self) -> None:
        if self._made:
            self._kit(self._made).print_out(self.recovery)

    def _save_code(self) -> None:
        if self._made:
            self.recovery.say(self._kit(self._made).save_as(self.recovery))
