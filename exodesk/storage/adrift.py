"""A file that has gone while it was open, read through the descriptors that this process still holds.

Another thread copies its bytes, while the window lives on. Nothing is written to them meanwhile. Where somebody reads
beside the window, the log cannot come into the file: then it is copied as well, and is played into the copy.
"""

import os
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from exodesk.storage import driver
from exodesk.storage.audit import Head
from exodesk.storage.copying import PARTIAL, give_name, need_room, no_half_copy, prove, sweep
from exodesk.storage.driver import RecordDamaged, in_plain_words
from exodesk.storage.files import sync_file
from exodesk.storage.held_bytes import HeldBytes
from exodesk.storage.keys import DatabaseKey, keys_path
from exodesk.storage.manifest import Contents
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.steps import HowFar, no_step

_AT_ONCE = 4_000_000
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Adrift:
    """`head`: how far the trail had come, which the copy must hold. `with_log`: not all is in the file. `close` it."""

    path: Path
    db_uuid: str
    has_its_folder: bool
    key: DatabaseKey = field(repr=False)
    head: Head
    made_at: datetime
    held: HeldBytes
    with_log: bool

    def save_as(self, to: Path, step: HowFar = no_step) -> None:
        """A proven copy with its manifest, or an error and nothing."""
        partial = to.with_name(f".{to.name}{PARTIAL}")
        with no_half_copy(to, partial):
            to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            need_room(to.parent, 2 * self._size)
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

    def _copy_bytes(self, partial: Path, step: HowFar) -> None:
        """By place, so that whoever else reads through the descriptors is not moved."""
        copied = 0
        for descriptor, to in self._parts(partial):
            done = 0
            with os.fdopen(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                while content := os.pread(descriptor, _AT_ONCE, done):
                    file.write(content)
                    done += len(content)
                    step((copied + done) // _MEGABYTE, self._size // _MEGABYTE, "Megabytes")
            copied += done

    def _parts(self, partial: Path) -> list[tuple[int, Path]]:
        log = [(self.held.log, partial.with_name(partial.name + "-wal"))] if self.with_log else []
        return [(self.held.file, partial), *log]

    @property
    def _size(self) -> int:
        return sum(os.fstat(descriptor).st_size for descriptor, _ in self._parts(self.path))

    def close(self) -> None:
        self.held.close()


def still_held(record: RecordFile) -> Adrift | None:
    """For the thread of the record. None where its connection alone reaches the bytes: then that has to copy them."""
    if record.held_bytes is None:
        return None
    return Adrift(
        path=record.path,
        db_uuid=record.db_uuid,
        has_its_folder=record.has_its_folder,
        key=record.key,
        head=record.head(),
        made_at=record.now(),
        held=record.held_bytes.again(),
        with_log=not record.checkpoint_all(),
    )
