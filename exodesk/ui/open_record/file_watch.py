"""Whether the file of an open record is still at its place: told by the system at once, and looked at every minute."""

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from exodesk.storage.recordfile import RecordFile

SETTLED_MS = 300
"""A program that saves by renaming, or a disk that hiccups, is over by then."""


class FileWatch(QObject):
    """Lives as long as its session."""

    gone = Signal()

    def __init__(self, record: RecordFile, parent: QObject) -> None:
        super().__init__(parent)
        self._record = record
        self._again = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._again.timeout.connect(self._tell)
        self._watcher = QFileSystemWatcher([str(record.path)], self)
        self._watcher.fileChanged.connect(self.look)

    def look(self, *_: object) -> None:
        if not self._record.is_in_place:
            self._again.start()

    def _tell(self) -> None:
        if not self._record.is_in_place:
            self.gone.emit()
