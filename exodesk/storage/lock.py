"""The kernel lock that keeps a record to one window. A free lock is stale whatever the file says."""

import errno
import os
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from exodesk.core.errors import StorageError

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


_HELD = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK}
"""What the systems say of a lock that somebody holds."""


class RecordInUse(StorageError):
    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name} is open in another window of Exodesk. Nothing was changed.")


class RecordLock:
    """Held for life by the window, and by verbs that replace the file; the others open without it."""

    def __init__(self, record_path: Path) -> None:
        self.path = record_path.with_name(record_path.name + ".lock")
        try:
            self._descriptor: int | None = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise StorageError(f"{self.path.parent} cannot be written ({error.strerror}).") from error
        try:
            _take(self._descriptor)
        except OSError as error:
            self.release()
            if error.errno in _HELD:
                raise RecordInUse(record_path) from None
            text = (
                f"The disk that holds {record_path.name} does not know locks ({error.strerror}), so nothing would keep"
            )
            raise StorageError(
                f"{text} two windows from writing into it. Copy the record to a disk of this computer."
            ) from error

    def release(self) -> None:
        """Let go. The file stays: deleting it would let two holders lock two files of one name."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.release()
