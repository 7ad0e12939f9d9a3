"""One window for each record: the first holds the kernel lock, and comes to the front when a second one is started."""

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

from exodesk.storage.files import may_write, write_whole
from exodesk.storage.lock import RecordInUse, RecordLock
from exodesk.storage.one_file import OneFile


def raise_path(record_path: Path) -> Path:
    return record_path.with_name(record_path.name + ".raise")


def ask_to_raise(record_path: Path) -> None:
    """Ask the window that has a record open to come to the front."""
    write_whole(raise_path(record_path), b"")


class Claim(QObject):
    """Holds a record for this window from before its passphrase is typed, over every lock, until it is let go."""

    asked_to_raise = Signal()

    def __init__(self, open_files: Path, parent: QObject | None = None) -> None:
        """`open_files`: where it is noted which file is open, for a window that comes to it by another path."""
        super().__init__(parent)
        self._open_files = open_files
        self._path: Path | None = None
        self._lock: RecordLock | None = None
        self._file: OneFile | None = None
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

    def hold_file(self) -> None:
        """Before it is opened, each time: the file at its path may be another one by now. Raises OpenElsewhere."""
        if self._path is None or self._lock is None:
            return
        with suppress(OSError):  # it has gone: opening it says so
            if not (self._file and self._file.is_of(self._path)):
                self._let_go_of_file()
                self._file = OneFile(self._open_files, self._path)

    def _let_go_of_file(self) -> None:
        if self._file:
            self._file.release()
        self._file = None

    def let_go(self) -> None:
        self._let_go_of_file()
        if self._lock:
            self._lock.release()
        if folders := self._watcher.directories():
            self._watcher.removePaths(folders)
        self._lock = self._path = None

    def _look(self) -> None:
        if self._path and raise_path(self._path).exists():
            raise_path(self._path).unlink(missing_ok=True)
            self.asked_to_raise.emit()
