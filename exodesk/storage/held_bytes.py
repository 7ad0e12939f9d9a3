"""The bytes of an open record, held by descriptors of our own: they can be read when the names of the files have gone.

A connection is one thread's and no second one can be opened to a file without a name; a descriptor is everybody's.
"""

import os
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self


@dataclass(frozen=True, slots=True)
class HeldBytes:
    """The descriptors of a file and of its log. `close` them after the connection: closing drops SQLite's locks."""

    file: int
    log: int

    @classmethod
    def of(cls, path: Path, seen: os.stat_result) -> Self | None:
        """None where another file has the name by now, or the system reads none beside SQLite, as Windows."""
        if not hasattr(os, "pread"):
            return None
        with suppress(OSError), ExitStack() as stack:
            file, log = (_open(each, stack) for each in (path, path.with_name(path.name + "-wal")))
            if os.path.samestat(os.fstat(file), seen):
                stack.pop_all()
                return cls(file, log)
        return None

    def again(self) -> Self:
        """The same, for another thread to close."""
        return type(self)(os.dup(self.file), os.dup(self.log))

    def close(self) -> None:
        os.close(self.file)
        os.close(self.log)


def _open(path: Path, stack: ExitStack) -> int:
    descriptor = os.open(path, os.O_RDONLY)
    stack.callback(os.close, descriptor)
    return descriptor
