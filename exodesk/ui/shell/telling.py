"""What the window says of what was done: the message with its Undo, when it was saved, how safe the record is."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject

from exodesk.core.changes import Change
from exodesk.core.dates import show_time
from exodesk.core.errors import ExodeskError
from exodesk.core.safekeeping import Said
from exodesk.ui.look.tokens import Tone
from exodesk.ui.open_record.safety_note import TONES
from exodesk.ui.open_record.session import Session
from exodesk.ui.parts import MessageBar, NavRail

SAID_SECONDS = 10


class Telling(QObject):
    """`is_covered`: whether nobody may be named now."""

    def __init__(
        self, session: Session, messages: MessageBar, rail: NavRail, *, is_covered: Callable[[], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._messages, self._rail = session, messages, rail
        self._is_covered = is_covered
        messages.acted.connect(self._undo_told)
        self._told: Change | None = None
        self._saved = ""
        session.draft_kept.connect(self._tell_draft)
        session.draft_gone.connect(self._tell_saved)
        session.safety_told.connect(self._tell_safety)

    def tell(self, change: Change) -> None:
        if change.said and not self._is_covered():
            self._told, act = change, "Undo" if change.undo else ""
            self._messages.say(change.said, Tone.ACCENT, act=act, seconds=SAID_SECONDS)
        self._saved = f"Saved {show_time(self._session.clock(self._session.record.now()))}"
        self._tell_saved()

    def undo(self) -> None:
        """Take back the last act that can be; says why where it cannot."""
        self._undo(None)

    def _undo_told(self) -> None:
        """What the message says, whatever was done since without a word."""
        self._undo(self._told)

    def _undo(self, told: Change | None) -> None:
        try:
            change = self._session.undo(told)
        except ExodeskError as error:
            self._messages.say(str(error), Tone.WARNING)
            return
        if change is None:
            self._messages.say("There is nothing to undo.", seconds=SAID_SECONDS)

    def _tell_safety(self, said: Said) -> None:
        self._rail.set_safety(said.line, TONES[said.care] or "faint")

    def _tell_saved(self) -> None:
        """Nothing typed is kept any more: when something was saved last, if it was."""
        self._rail.set_status(self._saved)

    def _tell_draft(self, at: datetime) -> None:
        self._rail.set_status(f"Draft kept {show_time(at)}:{at.second:02}")
