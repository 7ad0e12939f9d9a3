"""The record as it was before a migration: a copy beside it, read through and proved before anything is changed."""

from datetime import datetime
from pathlib import Path

from exodesk.core.errors import StorageError
from exodesk.storage.copying import from_connection, write_copy
from exodesk.storage.driver import Connection
from exodesk.storage.keys import DatabaseKey


def kept_path(path: Path, version: int) -> Path:
    return path.with_name(f"{path.stem}.format-{version}{path.suffix}")


def keep(path: Path, connection: Connection, key: DatabaseKey, version: int, now: datetime) -> Path:
    """Copy the record with its keys, as of one moment. A copy of an earlier attempt is replaced."""
    kept = kept_path(path, version)
    try:
        write_copy(from_connection(connection), path, kept, key, made_at=now, replaces=True)
    except StorageError as error:
        text = f"{path.name} is of an older format, and no copy of it can be kept before it is renewed"
        raise StorageError(f"{text}. Nothing was changed. {error}") from error
    return kept
