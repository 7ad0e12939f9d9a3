"""A file that a window has open, known by its number: whoever comes to it by another path is told.

A bind mount of a single file gives it a second path that `own_file` cannot see: the file has one name. SQLite keeps a
log beside each path, so two windows would write over one another. The number is noted in a folder of the user's own, in
a file that is locked as long as the window is open; what is left of a window that was killed is locked by nobody.
"""

import os
from contextlib import ExitStack, suppress
from pathlib import Path

from exodesk.core.errors import StorageError
from exodesk.storage.lock import taken

_LONGEST_PATH = 4096


class OpenElsewhere(StorageError):
    def __init__(self, path: Path, other: Path) -> None:
        text = f"{path.name} is open in another window of Exodesk under another path, {other}"
        super().__init__(f"{text}. Nothing was changed: go on in that window, or close it and try again.")


def open_files(config: Path) -> Path:
    """Where the notes lie, in the user's configuration folder."""
    return config / "open"


class OneFile:
    """Held while a window may write into a file. Raises OpenElsewhere where another window does.

    Where nothing can be noted or locked, nobody is held up.
    """

    def __init__(self, folder: Path, path: Path) -> None:
        self._number = _number(path)
        self._note = folder / self._number
        self._descriptor: int | None = None
        with suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            while self._descriptor is None:
                self._descriptor = _locked(self._note, path)

    def release(self) -> None:
        """Let go, and leave no note: whoever comes now makes one of their own."""
        if self._descriptor is not None:
            with suppress(OSError):
                self._note.unlink()
            os.close(self._descriptor)
            self._descriptor = None

    def is_of(self, path: Path) -> bool:
        return self._number == _number(path)


def refuse_other_path(folder: Path, path: Path) -> None:
    """For a verb that writes beside a window, which has to come by the window's path. Raises OpenElsewhere."""
    try:
        descriptor = os.open(folder / _number(path), os.O_RDWR)
    except OSError:
        return
    try:
        other = _path_in(descriptor)
        if not taken(descriptor) and not _is_same_path(path, other):
            raise OpenElsewhere(path, other)
    finally:
        os.close(descriptor)


def _locked(note: Path, path: Path) -> int | None:
    """The note, locked, with the path in it; None where its holder has just taken it away: then it is made anew."""
    with ExitStack() as stack:
        descriptor = os.open(note, os.O_RDWR | os.O_CREAT, 0o600)
        stack.callback(os.close, descriptor)
        if not taken(descriptor):
            raise OpenElsewhere(path, _path_in(descriptor))
        if not (note.exists() and os.path.samestat(note.stat(), os.fstat(descriptor))):
            return None
        os.ftruncate(descriptor, 0)
        os.write(descriptor, os.fsencode(path.absolute()))
        stack.pop_all()
        return descriptor


def _number(path: Path) -> str:
    """What the system knows the file by, whatever its path."""
    seen = path.stat()
    return f"{seen.st_dev:x}-{seen.st_ino:x}"


def _path_in(descriptor: int) -> Path:
    os.lseek(descriptor, 0, os.SEEK_SET)
    return Path(os.fsdecode(os.read(descriptor, _LONGEST_PATH)))


def _is_same_path(path: Path, other: Path) -> bool:
    """Of one name in one folder, though the folder may have two paths: then there is one log."""
    return path.name == other.name and other.parent.exists() and path.parent.samefile(other.parent)
