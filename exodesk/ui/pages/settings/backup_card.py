"""Settings of the backups: where they lie, how old the last is, a second place, and the way back."""

from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from exodesk.core.errors import ExodeskError
from exodesk.core.safekeeping import Care, Said
from exodesk.services.moving import move_record
from exodesk.storage import opening
from exodesk.ui import parts
from exodesk.ui.open_record.safekeeper import Safekeeper
from exodesk.ui.open_record.safety_note import TONES
from exodesk.ui.open_record.session import Session
from exodesk.ui.pages.settings.keys_card import WhoDialog
from exodesk.ui.work.jobs import Jobs, Progress

HOW = (
    "Made by itself after unlock, every hour while something changes, and at the lock. It opens with the passphrase "
    "of the day it was made, and with the recovery code."
)
MOVE = (
    "A proven copy of the record, with its keys, is made for the other computer, where “Restore a backup” takes it in. "
    "From then on the record here is retired and can only be read."
)


class BackupCard(parts.Card):
    second_place_chosen = Signal(object)  # a Path, or None for none
    restore_asked = Signal()
    moved = Signal()

    def __init__(self, session: Session, keeper: Safekeeper, jobs: Jobs, copies: Path) -> None:
        """`copies`: the folder of the second key file, for proving who asks."""
        super().__init__("Backup")
        self._session, self._keeper, self._jobs, self._copies = session, keeper, jobs, copies
        self._line = parts.strong("")
        self._line.setWordWrap(True)
        self._advice = parts.words("", wrap=True)
        self._places = parts.muted("", wrap=True)
        self.says = parts.MessageBar()
        self.now = parts.primary_button("&Back up now", glyph="save")
        self.prove = parts.secondary_button("Prove one by restoring it")
        self.stop = parts.quiet_button("Stop")
        self.stop.hide()
        self.second = parts.secondary_button("&Second place…", glyph="folder-open")
        self.no_second = parts.quiet_button("No second place")
        self.restore = parts.secondary_button("&Restore a backup…")
        self.to_other = parts.secondary_button("&Move to another computer…")
        for button, act in (
            (self.to_other, self._choose_move),
            (self.now, partial(self._begin, "Backing up…", keeper.back_up)),
            (self.prove, partial(self._begin, "Restoring the newest backup and comparing it…", keeper.prove)),
            (self.stop, keeper.stop),
            (self.second, self._choose_second),
            (self.no_second, partial(self._set_second, None)),
            (self.restore, self.restore_asked.emit),
        ):
            button.clicked.connect(act)
        for widget in (self._line, self._advice, self._places):
            self.add(widget)
        self.body.addLayout(parts.row(self.now, self.prove, self.stop, 1))
        self.body.addLayout(parts.row(self.second, self.no_second, 1))
        self.body.addLayout(parts.row(self.restore, self.to_other, 1))
        self.add(self.says)
        keeper.told.connect(self._tell)
        session.safety_told.connect(self._show)
        if session.record.read_only:
            for button in (self.now, self.prove, self.second, self.no_second, self.to_other):
                button.setEnabled(False)
        self._show(session.safety or Said(Care.NONE, ""))

    def _show(self, said: Said) -> None:
        self._line.setText(f"{said.line}." if said.line else "")
        self._advice.setText("\n".join(said.advice))
        self._advice.setVisible(bool(said.advice))
        parts.set_tone(self._advice, TONES[said.care])
        places = self._keeper.places
        lines = [HOW, f"Folder: {places.own}"]
        if self._session.record.is_made_up:
            lines.append("A made-up practice has no second place.")
        elif places.second:
            lines.append(f"Second place: {places.second}" + ("" if places.second_at_hand else " (not at hand now)"))
        self._places.setText("\n".join(lines))
        self.no_second.setVisible(places.second is not None)
        self.second.setVisible(not self._session.record.is_made_up)

    def _begin(self, words: str, act: Callable[[], None]) -> None:
        self.says.say(words)
        act()
        self.stop.setVisible(self._keeper.is_busy)

    def _tell(self, text: str) -> None:
        self.stop.hide()
        self.says.say(text or "Done.")

    def _choose_second(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "A second place for the backups", str(Path.home()))
        if chosen:
            self._set_second(Path(chosen))

    def _set_second(self, folder: Path | None) -> None:
        """The same disk is allowed, and said to be no second one; the place of the backups themselves is not."""
        path = self._session.record.path
        if folder and folder.resolve() == path.parent.resolve():
            self.says.say("The backups lie there already. Choose another place.")
            return
        self.second_place_chosen.emit(folder)
        if folder and folder.stat().st_dev == path.stat().st_dev:
            self.says.say("This place lies on the same disk as the record. If that disk dies, both are gone.")
        self._keeper.go_to_second_place()

    def _choose_move(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Where the record goes, such as a USB stick", str(Path.home()))
        if chosen:
            self.ask_move(Path(chosen))

    def ask_move(self, place: Path) -> None:
        """Who moves the record proves it; then the worker copies it and retires this one."""
        text = f"{MOVE} It goes to {place}."
        dialog = WhoDialog("Move to another computer", text, "Move it", self._jobs, self._prove, parent=self)
        dialog.proved.connect(partial(self._move, place))
        dialog.open()

    def _prove(self, passphrase: str, _: str) -> None:
        opening.unlock(self._session.record.path, passphrase, self._copies)

    def _move(self, place: Path, _: str) -> None:
        self.says.say("Copying the record and reading the copy…")
        record = self._session.record

        def work(progress: Progress) -> Path:
            with closing(record.for_worker()) as worker:
                return move_record(worker, place, partial(progress, 0, 0))

        job = self._jobs.run(work)
        job.succeeded.connect(self._tell_moved)
        job.failed.connect(self._tell_error)

    def _tell_moved(self, _: Path) -> None:
        self.moved.emit()

    def _tell_error(self, error: ExodeskError) -> None:
        self.says.say(str(error))
