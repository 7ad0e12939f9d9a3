"""One window for each record: the first holds the kernel lock, and comes to the front when a second one is started."""

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

from exodesk.storage.files import may_write, write_whole
from exodesk.storage.lock import RecordInUse, RecordLock


def raise_path(record_path: Path) -> Path:
    return record_path.with_name(record_path.name + ".raise")


def ask_to_raise(record_path: Path) -> None:
    """Ask the window that has a record open to come to the front."""
    write_whole(raise_path(record_path), b"")


class Claim(QObject):
    """Holds a record for this window from before its passphrase is typed, over every lock, until it is let go."""

    asked_to_raise = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._lock: RecordLock | None = None
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._look)

    def take(self, record_path: Path) -> bool:
        """Whether this window has the record now; if another one has it, that one is asked to come to the front."""
        if record_path == self._path:
            return True
        try:
            lock = RecordLock(record_path) if may_write(record_path) else None  # one that is only read needs none
        except RecordInUse:
            ask_to_raise(record_path)
            return False
        self.let_go()
        self._lock, self._path = lock, record_path
        if lock:
            raise_path(record_path).unlink(missing_ok=True)  # asked of a window that is gone
        self._watcher.addPath(str(record_path.parent))
        return True

    def let_go(self) -> None:
        if self._lock:
            self._lock.release()
        if folders := self._watcher.directories():
            self._watcher.removePaths(folders)
        self._lock = self._path = None

    def _look(self) -> None:
        if self._path and raise_path(self._path).exists():
            raise_path(self._path).unlink(missing_ok=True)
            self.asked_to_raise.emit()
