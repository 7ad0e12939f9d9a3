"""A file that has gone while it was open, read through the descriptor that this process still holds.

No second connection can be opened to a file without a name, and a connection is one thread's. Its bytes are
everybody's: so another thread copies them, while the window lives on. Nothing is written to them meanwhile.
"""

import os
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from exodesk.storage import driver
from exodesk.storage.audit import Head
from exodesk.storage.copying import PARTIAL, give_name, need_room, no_half_copy, prove, sweep
from exodesk.storage.driver import RecordDamaged, in_plain_words
from exodesk.storage.files import sync_file
from exodesk.storage.keys import DatabaseKey, keys_path
from exodesk.storage.manifest import Contents
from exodesk.storage.recordfile import RecordFile

Step = Callable[[int, int, str], object]
"""Told how far it has come, in megabytes where that is known; it may raise to stop."""

_AT_ONCE = 4_000_000
_DESCRIPTORS = Path("/dev/fd")


@dataclass(frozen=True, slots=True)
class Adrift:
    """`head`: how far the trail had come, which the copy must hold. `close` it."""

    path: Path
    db_uuid: str
    has_its_folder: bool
    key: DatabaseKey = field(repr=False)
    head: Head
    made_at: datetime
    descriptor: int

    def save_as(self, to: Path, step: Step = lambda *_: None) -> None:
        """A proven copy with its manifest, or an error and nothing."""
        partial = to.with_name(f".{to.name}{PARTIAL}")
        with no_half_copy(to, partial):
            to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            need_room(to.parent, 2 * os.fstat(self.descriptor).st_size)
            sweep(partial)
            self._copy_bytes(partial, step)
            with in_plain_words(partial), closing(driver.new_database(partial, self.key.hexadecimal)) as copy:
                copy.execute("PRAGMA journal_mode=DELETE")
                held = Contents.of(copy.execute)
            if (held.unit, held.head) != (self.head.unit, self.head.sha256.hex()):
                raise RecordDamaged(to, "it does not hold what the record held")
            prove(partial, self.key, held, lambda: step(0, 0, "Reading the copy"))
            sync_file(partial)
            give_name(partial, to, held, keys_path(self.path), self.made_at)

    def _copy_bytes(self, partial: Path, step: Step) -> None:
        """By place, so that whoever else reads through the descriptor is not moved."""
        size, done = os.fstat(self.descriptor).st_size, 0
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            while content := os.pread(self.descriptor, _AT_ONCE, done):
                file.write(content)
                done += len(content)
                step(done // 1_000_000, size // 1_000_000, "Megabytes")

    def close(self) -> None:
        os.close(self.descriptor)


def still_held(record: RecordFile) -> Adrift | None:
    """For the thread of the record. None where its connection alone reaches the bytes: then that has to copy them."""
    try:
        descriptor = _descriptor_of(record.seen)
    except OSError:
        return None
    if descriptor is None or not record.checkpoint_all():
        return None
    return Adrift(
        path=record.path,
        db_uuid=record.db_uuid,
        has_its_folder=record.has_its_folder,
        key=record.key,
        head=record.head(),
        made_at=record.now(),
        descriptor=os.dup(descriptor),
    )


def _descriptor_of(seen: os.stat_result) -> int | None:
    for number in [int(each.name) for each in _DESCRIPTORS.iterdir()]:
        with suppress(OSError):  # that of the listing itself is closed by now
            found = os.fstat(number)
            if (found.st_dev, found.st_ino) == (seen.st_dev, seen.st_ino):
                return number
    return None
