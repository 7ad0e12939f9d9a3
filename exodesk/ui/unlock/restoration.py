"""The way back from a backup: chosen, looked into, confirmed, carried out by the worker; then the record opens."""

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from exodesk.core.errors import ExodeskError
from exodesk.services.safekeeping import found_for
from exodesk.storage import opening, restoring
from exodesk.storage.keys import DatabaseKey, WrongRecoveryCode
from exodesk.storage.restoring import Inside, Losses, OtherRecord
from exodesk.storage.surroundings import Surroundings
from exodesk.storage.tries import Attempts
from exodesk.ui.process.preferences import Folders
from exodesk.ui.unlock.frame import SUFFIX, Sheet
from exodesk.ui.unlock.restore_pages import ChoosePage, ConfirmPage
from exodesk.ui.unlock.way_back import Means, WayBack
from exodesk.ui.unlock.working import WorkingPage
from exodesk.ui.work.jobs import Progress


@dataclass(frozen=True, slots=True)
class _Opened:
    """A backup that was looked into. `losses` None: there is no record whose place it would take."""

    copy: Path
    key: DatabaseKey
    passphrase: str | None = field(repr=False)
    inside: Inside
    losses: Losses | None


class Restoration(WayBack):
    salvage = Signal()

    def __init__(self, means: Means, parent: QObject) -> None:
        super().__init__(means, parent)
        self._target: Path | None = None
        self._missing: Path | None = None
        self._opened: _Opened | None = None
        self.choose, self.confirm = ChoosePage(), ConfirmPage()
        self.working = WorkingPage(
            "Restoring the backup", "Until it is done, the record is as it was. It opens by itself afterwards."
        )
        self.choose.done.connect(self._look)
        self.choose.back.connect(self._leave)
        self.choose.salvage.connect(self.salvage)
        self.confirm.back.connect(self._choose_again)
        self.confirm.done.connect(self._restore)
        self.working.cancelled.connect(self._cancel)

    @property
    def pages(self) -> tuple[Sheet, ...]:
        return self.choose, self.confirm, self.working

    def begin(self, target: Path | None, missing: Path | None = None) -> None:
        """`target`: the record whose place it takes; this window holds its lock. `missing`: one that is not there."""
        self._target, self._missing = target, missing
        known = target or missing
        self.choose.forget()
        found = found_for(known, None, self._second_place()) if known else []
        self.choose.show_found(found, target, self._zone)
        self.shown.emit(self.choose)

    def _look(self, copy: Path, typed: str) -> None:
        job = self._jobs.run(partial(_look_into, copy, typed, self._target, self._folders))
        job.succeeded.connect(self._confirm)
        job.failed.connect(self._refuse)

    def _refuse(self, error: ExodeskError) -> None:
        self.choose.set_busy(busy=False)
        self.choose.say(str(error))
        self.choose.begin()

    def _confirm(self, opened: _Opened) -> None:
        self._opened = opened
        self.choose.set_busy(busy=False)
        place = self._target if opened.losses and self._target else self._free_place(opened.copy)
        self.confirm.show_what(opened.inside, opened.losses, place, self._zone)
        self.shown.emit(self.confirm)

    def _free_place(self, copy: Path) -> Path:
        """Where it was, if nothing is there and the folder is; else beside other records, under a name of its own."""
        if self._missing and self._missing.parent.is_dir() and not self._missing.exists():
            return self._missing
        stem = copy.stem.partition("-0")[0] or copy.stem
        names = (f"{stem}{number}{SUFFIX}" for number in ("", *(f" {each}" for each in range(2, 1000))))
        return next(path for name in names if not (path := self._folders.records / name).exists())

    def _restore(self, place: Path | None) -> None:
        opened, target = self._opened, self._target
        if opened is None:
            return
        if place is None and target:
            work = partial(_take_the_place, opened, target, self._surroundings)
        else:
            work = partial(_make_new, opened, place or self._free_place(opened.copy), self._folders, self._surroundings)
        job = self._carry_on(work, self.working, self._end)
        job.failed.connect(self._fail)
        job.cancelled.connect(self._choose_again)

    def _end(self, done: tuple[Path, str]) -> None:
        opened, self._opened = self._opened, None
        self.choose.forget()
        if opened:
            path, said = done
            self.ended.emit(path, opened.key, said)

    def _fail(self, error: ExodeskError) -> None:
        self.shown.emit(self.confirm)
        self.confirm.say(str(error))

    def _choose_again(self) -> None:
        self._opened = None
        self.shown.emit(self.choose)

    def _leave(self) -> None:
        self._opened = None
        self.choose.forget()
        self.left.emit()


def _look_into(copy: Path, typed: str, target: Path | None, folders: Folders, _: Progress) -> _Opened:
    with Attempts(folders.tries, copy).one():
        try:
            key, passphrase = opening.unlock_with_recovery_code(copy, typed).key, None
        except WrongRecoveryCode:
            key, passphrase = opening.unlock(copy, typed, folders.key_copies).key, typed
    inside = restoring.look_into(copy, key)
    losses = None
    if target:
        try:
            losses = restoring.losses(target, key, inside.contents)
        except OtherRecord:  # it becomes a record of its own, and the one that is there stays
            losses = None
    return _Opened(copy, key, passphrase, inside, losses)


def _take_the_place(opened: _Opened, target: Path, world: Surroundings, progress: Progress) -> tuple[Path, str]:
    aside = restoring.restore_over(
        opened.copy,
        opened.key,
        target,
        passphrase=opened.passphrase,
        surroundings=world,
        step=partial(progress, 0, 0),
    )
    return target, f"The backup is restored. The record that was there is kept as {aside.name}."


def _make_new(
    opened: _Opened, place: Path, folders: Folders, world: Surroundings, progress: Progress
) -> tuple[Path, str]:
    if place.parent == folders.records:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    restoring.restore(
        opened.copy,
        opened.key,
        place,
        passphrase=opened.passphrase,
        surroundings=world,
        step=partial(progress, 0, 0),
    )
    return place, f"The backup is restored as {place.name} in {place.parent}."
