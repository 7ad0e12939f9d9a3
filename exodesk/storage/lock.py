"""Locks of the kernel, which no crash leaves behind: that of a record, for its window, and that of a folder.

A free lock is stale whatever its file says.
"""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType
from typing import Self

from exodesk.core.errors import StorageError

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int, *, shared: bool = False) -> None:  # noqa: ARG001  # Windows shares none
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(descriptor: int, *, shared: bool = False) -> None:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)


_HELD = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK}
"""What the systems say of a lock that somebody holds."""

_ASKED_EVERY_S = 0.02


def lock_path(record_path: Path) -> Path:
    """The file of a record's lock. It stays where a record was once opened to be written."""
    return record_path.with_name(record_path.name + ".lock")


class RecordInUse(StorageError):
    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name} is open in another window of Exodesk. Nothing was changed.")


class RecordLock:
    """Held for life by the window, and by verbs that replace the file; the others open without it."""

    def __init__(self, record_path: Path) -> None:
        self.path = lock_path(record_path)
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


@contextmanager
def folder_held(folder: Path, in_the_way: StorageError, *, patience: float, shared: bool = False) -> Iterator[None]:
    """Hold a folder, alone or with others who share it; no file of a lock is left in it.

    `in_the_way` is raised when it is not free within `patience` seconds. Where no folder can be locked, as on Windows
    and on some shares, nobody holds it, and all go on.
    """
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        descriptor = None
    try:
        if descriptor is not None and not taken(descriptor, patience, shared=shared):
            raise in_the_way
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


def taken(descriptor: int, patience: float = 0, *, shared: bool = False) -> bool:
    """Lock an open file or folder; False when somebody is in the way for `patience` seconds. Closing it lets go.

    True too where the system locks none of this kind.
    """
    until = monotonic() + patience
    while True:
        try:
            _take(descriptor, shared=shared)
        except OSError as error:
            if error.errno not in _HELD:
                return True
        else:
            return True
        if monotonic() >= until:
            return False
        sleep(_ASKED_EVERY_S)
