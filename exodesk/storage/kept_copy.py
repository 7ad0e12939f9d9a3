"""The record as it was before a migration: a copy beside it, read through and proved before anything is changed."""

import shutil
from contextlib import closing, suppress
from pathlib import Path

from exodesk.core.errors import StorageError
from exodesk.storage import driver
from exodesk.storage.connection import WINDOW_PATIENCE, ask, connect
from exodesk.storage.driver import Connection
from exodesk.storage.files import sync_file, sync_folder
from exodesk.storage.keys import DatabaseKey, keys_path


def kept_path(path: Path, version: int) -> Path:
    return path.with_name(f"{path.stem}.format-{version}{path.suffix}")


def keep(path: Path, connection: Connection, key: DatabaseKey, version: int) -> Path:
    """Copy the record with its keys, while nobody can write to it. A copy of an earlier attempt is replaced."""
    kept = kept_path(path, version)
    partial = kept.with_name(f".{kept.name}.partial")
    busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise StorageError(f"{path.name} is in use, and its format is older. Close every other window and try again.")
    try:
        _copy(path, partial, connection)
        _prove(partial, key, version)
        if keys_path(path).exists():
            _copy(keys_path(path), keys_path(kept), connection)
        partial.replace(kept)
        sync_folder(kept.parent)
    except OSError as error:
        text = f"{path.name} is of an older format, and no copy of it can be kept before it is renewed"
        raise StorageError(f"{text} ({error.strerror}). Nothing was changed.") from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
    return kept


def _copy(path: Path, to: Path, connection: Connection) -> None:
    """Whole and on the disk, while nobody writes to the record."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        shutil.copyfile(path, to)
    finally:
        connection.execute("ROLLBACK")
    to.chmod(0o600)
    sync_file(to)


def _prove(copied: Path, key: DatabaseKey, version: int) -> None:
    """Every page opens with the key and the whole is sound; otherwise nothing may happen to the original."""
    with closing(connect(copied, key, patience=WINDOW_PATIENCE, read_only=True)) as connection:
        problems = [row[0] for row in connection.execute("PRAGMA cipher_integrity_check")]
        problems += [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        if problems or ask(connection, "user_version") != version:
            raise driver.RecordDamaged(copied, "the copy that is kept before a new format cannot be read whole")
