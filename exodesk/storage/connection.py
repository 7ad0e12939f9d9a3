"""The one way to a connection: file looked at first, key given, settings made, identity proved. Makes no file."""

import os
import stat
import sys
from pathlib import Path

from exodesk.core.errors import NewerRecordFile, StorageError
from exodesk.storage import driver
from exodesk.storage.driver import Connection, DatabaseError, RecordDamaged, in_plain_words
from exodesk.storage.keys import DatabaseKey
from exodesk.storage.schema import APPLICATION_ID, VERSION

WINDOW_PATIENCE, WORKER_PATIENCE = 0.25, 10.0
"""Seconds that a connection waits for another one's write."""

_PAGE = 4096
_LOG_PAGES = 250
"""One megabyte of log goes into the file, and is written over: to sync a log that grows takes half as long again."""
_CACHE_KIB = 32 * 1024
"""At most, of decrypted pages: what Today, a week or the boosters of a large record read again after every act."""
_SETTINGS = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",  # otherwise REPLACE deletes past the triggers
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA synchronous=FULL",
    f"PRAGMA wal_autocheckpoint={_LOG_PAGES}",
    f"PRAGMA cache_size=-{_CACHE_KIB}",
    "PRAGMA secure_delete=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA mmap_size=0",
    "PRAGMA hard_heap_limit=1073741824",
)
_SETTINGS_OF_MAC = ("PRAGMA fullfsync=ON", "PRAGMA checkpoint_fullfsync=ON")


class KeyDoesNotFit(RecordDamaged):
    """The first page cannot be read with this key."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "the key is right, but the first page of the file cannot be read")


class LogWaits(StorageError):
    """Without its log it would be read as it was before: SQLite reads one only where it can write beside it."""

    def __init__(self, path: Path) -> None:
        text = f"The newest entries of {path.name} stand in {path.name}-wal, and nothing can be written in this folder"
        super().__init__(f"{text}. Copy both, with the keys, to a disk of this computer, and open the record there.")


def connect(
    path: Path,
    key: DatabaseKey,
    *,
    patience: float,
    read_only: bool = False,
    newer_too: bool = False,
    lies_still: bool = False,
) -> Connection:
    """A proven connection, before its authorizer: the caller migrates first, if it has to.

    `newer_too`: a record of a later format as well, for who only copies it. `lies_still`: nobody has it open, so that
    reading it leaves no log beside it.
    """
    look_at(path)
    connection = _keyed(path, key, patience=patience, read_only=read_only, lies_still=lies_still)
    try:
        with in_plain_words(path):
            settle(connection)
            _prove(connection, path, newer_too=newer_too)
            if not read_only:
                connection.execute("PRAGMA journal_mode=WAL")
    except BaseException:
        connection.close()
        raise
    return connection


def settle(connection: Connection) -> None:
    for setting in _SETTINGS + (_SETTINGS_OF_MAC if sys.platform == "darwin" else ()):
        connection.execute(setting)
    connection.row_factory = driver.Row


def look_for(path: Path) -> os.stat_result:
    """Refuse what is no file at all; one that is damaged is there."""
    try:
        seen = path.lstat()
    except OSError as error:
        raise StorageError(f"There is no record at {path}. It was moved or renamed, or its disk is away.") from error
    if not stat.S_ISREG(seen.st_mode):
        raise StorageError(f"{path.name} is a link or a folder, not a record. Open the file itself.")
    return seen


def look_at(path: Path) -> None:
    """Refuse what SQLite would take: nothing at all, a link, an empty file, a plain database, a cut one."""
    seen = look_for(path)
    for beside in (path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal")):
        if beside.is_symlink():  # SQLite would write to wherever it leads
            raise StorageError(f"{beside.name} is a link, not a log of Exodesk. Take it away; nothing was changed.")
    if seen.st_size == 0:
        raise RecordDamaged(path, "it is empty")
    try:
        with path.open("rb") as file:
            begins = file.read(15)
    except OSError as error:
        raise StorageError(f"{path.name} may not be read ({error.strerror}).") from error
    if begins == b"SQLite format 3":
        raise StorageError(f"{path.name} is not encrypted, so it is no record of Exodesk. Nothing was changed.")
    waiting = any(path.with_name(path.name + end).exists() for end in ("-wal", "-journal"))
    if seen.st_size < _PAGE or (seen.st_size % _PAGE and not waiting):
        raise RecordDamaged(path, "a part of it is missing, or it is no record at all")


def _keyed(path: Path, key: DatabaseKey, *, patience: float, read_only: bool, lies_still: bool) -> Connection:
    """A connection that has read the first page; from a folder that cannot be written if nothing waits beside it."""
    modes = ["mode=ro", "mode=ro&immutable=1"] if read_only else ["mode=rw"]
    wal = path.with_name(path.name + "-wal")
    if _waits(wal):
        modes = modes[:1]
    elif lies_still:
        modes = modes[1:]
    while True:
        mode = modes.pop(0)
        with in_plain_words(path):
            connection = driver.connect(f"{path.absolute().as_uri()}?{mode}", busy_seconds=patience)
            try:
                driver.set_key(connection, key.hexadecimal)
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            except DatabaseError as error:
                connection.close()
                if driver.error_name(error) == "SQLITE_NOTADB":
                    raise KeyDoesNotFit(path) from error
                if not modes and driver.error_name(error).startswith("SQLITE_CANTOPEN") and read_only and _waits(wal):
                    raise LogWaits(path) from error
                if not modes:
                    raise
            else:
                return connection


def _waits(wal: Path) -> bool:
    return wal.exists() and wal.stat().st_size > 0


def _prove(connection: Connection, path: Path, *, newer_too: bool) -> None:
    if not ask(connection, "cipher_version") or driver.sqlite_version() < driver.OLDEST_SQLITE:
        raise RuntimeError("This is not the SQLCipher library that Exodesk was built with.")
    if ask(connection, "application_id") != APPLICATION_ID:
        raise StorageError(f"{path.name} opens, but it is no record of Exodesk. Nothing was changed.")
    if (found := int(ask(connection, "user_version") or 0)) > VERSION and not newer_too:
        raise NewerRecordFile(path, found, VERSION)


def ask(connection: Connection, pragma: str) -> str | int | None:
    row = connection.execute(f"PRAGMA {pragma}").fetchone()
    value: str | int | None = row[0] if row else None
    return value
