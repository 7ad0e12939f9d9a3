"""A record whose file has a second name on its disk gets a file of its own before anybody writes into it.

SQLite keeps a log beside each name, so two windows that open one file by two names write over one another and damage
it; and whoever made the second name, such as a program for backups, takes it for a copy that stays as it was.

A program that makes one every day leaves one every day: those that hold nothing more than the record are thinned as
backups are.
"""

from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from glob import escape
from pathlib import Path
from typing import NamedTuple

from exodesk.core.errors import StorageError
from exodesk.core.sentences import counted
from exodesk.core.thinning import Kept, superfluous
from exodesk.storage import swap
from exodesk.storage.connection import WINDOW_PATIENCE, WORKER_PATIENCE, connect
from exodesk.storage.copying import PARTIAL, copy_whole, from_connection, need_room, no_half_copy
from exodesk.storage.driver import in_plain_words
from exodesk.storage.finding import Finding
from exodesk.storage.keys import DatabaseKey, KeyFile, keys_path
from exodesk.storage.lock import lock_path
from exodesk.storage.mark import mark_path
from exodesk.storage.surroundings import Surroundings

_ASIDE, _STAMP = " with two names ", "%Y%m%dT%H%M%SZ"
_LAST_UNIT = """SELECT value, unit, sha256, last_seq FROM record_info, audit_unit WHERE name = 'db_uuid'
    ORDER BY unit DESC LIMIT 1"""
_SAME_UNIT = """SELECT 1 FROM record_info, audit_unit WHERE name = 'db_uuid' AND value = ?
    AND unit = ? AND sha256 = ?"""


class SecondName(StorageError):
    def __init__(self, path: Path) -> None:
        text = f"{path.name} has a second name on this disk, by which another program could write into it as well"
        super().__init__(f"{text}. Open it once in the window of Exodesk, which makes it a file of its own.")


def has_second_name(path: Path) -> bool:
    return path.stat().st_nlink > 1


def refuse_second_name(path: Path) -> None:
    """For who holds no lock."""
    if has_second_name(path):
        raise SecondName(path)


def make_own(path: Path, key: DatabaseKey, world: Surroundings) -> tuple[Finding, ...]:
    """Put a proven copy in the place of a file with two names, which keeps the others and gets one more.

    The caller holds the record's lock. Whoever writes by another name meanwhile is either not seen, or makes the copy
    fail, which is told.
    """
    if not has_second_name(path):
        return ()
    partial, aside = path.with_name(f".{path.name}.own{PARTIAL}"), _aside_path(path, world.now())
    with swap.changing_place(path), no_half_copy(path, partial):
        need_room(path.parent, 2 * path.stat().st_size)
        with closing(connect(path, key, patience=WORKER_PATIENCE, read_only=True, newer_too=True)) as source:
            copy_whole(from_connection(source), partial, key)
        if keys := KeyFile.read(keys_path(path)):
            keys.of_file(partial).write(keys_path(partial))
        swap.begin(path, partial, aside)
    text = f"{path.name} had a second name on this disk. It is a file of its own now"
    text = f"{text}; as it was it is kept as {aside.name}."
    if gone := _thin(path, key):
        text = f"{text} {counted(gone, 'earlier one')} went: the record holds all that stood there."
    return (Finding("second_name", text),)


def _aside_path(path: Path, now: datetime) -> Path:
    """Not named as what a restore sets aside: nothing deletes that."""
    return path.with_name(f"{path.stem}{_ASIDE}{now.strftime(_STAMP)}{path.suffix}")


def _thin(path: Path, key: DatabaseKey) -> int:
    """Delete those that `core.thinning` lets go, of those that hold nothing more than the record; how many went."""
    held: list[_Held] = []
    with suppress(StorageError, OSError):
        held = sorted(_held_by(path, key))
    kept = {
        Kept(number=number, day=each.at.date(), last_seq=each.last_seq, proven=True): each.path
        for number, each in enumerate(held)
    }
    gone = [kept[each] for each in superfluous(kept)]
    for aside in gone:
        logs = (aside.with_name(aside.name + end) for end in ("-wal", "-shm"))
        for each in (aside, *logs, keys_path(aside), mark_path(aside)):  # the name first
            with suppress(OSError):
                each.unlink(missing_ok=True)
    return len(gone)


class _Held(NamedTuple):
    """In the order of what they hold, whatever the clock said."""

    last_seq: int
    at: datetime
    path: Path


def _held_by(path: Path, key: DatabaseKey) -> Iterator[_Held]:
    """Each whose trail is the beginning of the record's.

    One that was opened as a record since, has another key or cannot be read is nobody's to delete.
    """
    begins = path.stem + _ASIDE
    with closing(connect(path, key, patience=WORKER_PATIENCE, read_only=True)) as record:
        for aside in path.parent.glob(f"{escape(begins)}*{escape(path.suffix)}"):
            with suppress(StorageError, ValueError), in_plain_words(aside):
                at = datetime.strptime(aside.stem.removeprefix(begins), _STAMP).replace(tzinfo=UTC)
                if lock_path(aside).exists():
                    continue
                with closing(connect(aside, key, patience=WINDOW_PATIENCE, read_only=True, lies_still=True)) as one:
                    *last, last_seq = one.execute(_LAST_UNIT).fetchone()
                if record.execute(_SAME_UNIT, last).fetchone():
                    yield _Held(last_seq, at, aside)
