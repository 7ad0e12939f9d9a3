"""The file has gone from under an open record: all that is still seen is saved elsewhere, and work goes on there."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from exodesk.core.errors import StorageError
from exodesk.services.safekeeping import Places, rescue
from exodesk.ui.lock import Lock
from exodesk.ui.preferences import Folders
from exodesk.ui.unlock.entrance import Entrance


class Rescue(QObject):
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
        record = session.record
        places = Places.of(record.path, self._second_place())
        gone = f"{record.path.name} was deleted, moved or replaced while it was open."
        record.is_adrift = True
        try:
            session.keep_drafts()
            to = rescue(record, places, self._folders.records, self._folders.key_copies)
        except StorageError as error:
            record.is_adrift = False
            text = f"{gone} Leave Exodesk open: it still holds all of it, and tries every minute to save it elsewhere."
            raise StorageError(f"{text} {error}") from error
        key = record.key
        self._lock.lock("its file was gone")
        said = f"{gone} Nothing is lost: all of it, with what was being typed, is saved as {to.name} in {to.parent}"
        self._entrance.go_on_with(to, key, f"{said}, which is open now.")
