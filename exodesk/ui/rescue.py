"""The file has gone from under an open record: all that is still seen is saved elsewhere, and work goes on there."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from exodesk.core.errors import StorageError
from exodesk.ui.lock import Lock
from exodesk.ui.preferences import Folders
from exodesk.ui.session import Session
from exodesk.ui.unlock.entrance import Entrance


class Rescue(QObject):
    told = Signal(str)
    moved = Signal(object)  # the path of the record that is asked for at the next start

    def __init__(
        self, lock: Lock, entrance: Entrance, folders: Folders, second_place: Callable[[], Path | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._lock, self._entrance, self._folders, self._second_place = lock, entrance, folders, second_place

    def carry_out(self) -> None:
        """Drafts first; then a proven copy, which opens in the same place. Where it fails it is tried every minute."""
        session = self._lock.session
        if session is None:
            return
        to, key = self._save(session), session.record.key
        self._lock.lock("its file was gone")
        said = f"{_gone(session)} Nothing is lost: all of it is saved as {to.name} in {to.parent}, open now."
        self._entrance.go_on_with(to, key, said)

    def may_close(self) -> bool:
        """Whether the window may close. Not while it alone holds what could be saved nowhere: that is told."""
        session = self._lock.session
        if session is None or session.record.read_only or session.record.is_in_place:
            return True
        try:
            self.moved.emit(self._save(session))
        except StorageError as error:
            self.told.emit(str(error))
            return False
        return True

    def _save(self, session: Session) -> Path:
        from exodesk.services.safekeeping import Places, rescue  # noqa: PLC0415 - a start waits for no backup

        record, saved = session.record, None
        record.is_adrift = True
        try:
            session.keep_drafts()
            places = Places.of(record.path, self._second_place())
            saved = rescue(record, places, self._folders.records, self._folders.key_copies)
        except StorageError as error:
            text = "Leave Exodesk open: it still holds all of it, and tries every minute to save it elsewhere."
            raise StorageError(f"{_gone(session)} {text} {error}") from error
        finally:
            record.is_adrift = saved is not None  # whatever went wrong, nothing is saved into nowhere
        return saved


def _gone(session: Session) -> str:
    return f"{session.record.path.name} was deleted, moved or replaced while it was open."
