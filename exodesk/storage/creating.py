"""Making a record: whole or not at all, and never over anything that is there. Nothing else makes one."""

import os
import secrets
from pathlib import Path

from exodesk.core.dates import utc_text
from exodesk.core.errors import StorageError
from exodesk.storage import driver, keys
from exodesk.storage.audit import Trail
from exodesk.storage.connection import settle
from exodesk.storage.driver import in_plain_words
from exodesk.storage.files import sync_file, sync_folder
from exodesk.storage.keys import Cost, DatabaseKey
from exodesk.storage.opening import migrate, open_record
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.surroundings import Surroundings


def create(
    path: Path,
    passphrase: str,
    *,
    copies: Path | None = None,
    cost: Cost | None = None,
    surroundings: Surroundings | None = None,
    made_up: bool = False,
) -> RecordFile:
    """Make a new record and open it. `copies`: the folder for the second copy of its key file."""
    keys.check_passphrase(passphrase)
    refuse_if_taken(path)
    world = surroundings or Surroundings()
    key, db_uuid = DatabaseKey.new(), world.new_id()
    key_paths = [keys.keys_path(path)] + ([keys.copy_path(copies, path, db_uuid)] if copies else [])
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}.partial")
    try:
        with in_plain_words(path):
            _make(partial, key, db_uuid, world, made_up=made_up)
        keys.new_key_file(key, passphrase, db_uuid, cost or Cost()).of_file(partial).write(*key_paths)
        partial.rename(path)
    except BaseException as error:
        for left in (partial, *key_paths):
            left.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise StorageError(f"{path} cannot be made ({error.strerror}). Nothing was left behind.") from error
        raise
    sync_folder(path.parent)
    return open_record(path, key, surroundings=world)


def refuse_if_taken(path: Path) -> None:
    """A record is never made over anything that is there."""
    if not path.parent.is_dir():
        raise StorageError(f"There is no folder {path.parent}. Choose another place for the record.")
    for end in ("", ".keys", "-wal", "-shm", "-journal"):
        taken = path.with_name(path.name + end)
        if os.path.lexists(taken):
            raise StorageError(f"{taken.name} is there already. A record is never overwritten: choose another name.")


def _make(partial: Path, key: DatabaseKey, db_uuid: str, world: Surroundings, *, made_up: bool) -> None:
    """The whole file, in one transaction, under a name that nobody opens."""
    os.close(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    connection = driver.connect(f"{partial.absolute().as_uri()}?mode=rw", busy_seconds=0)
    try:
        driver.set_key(connection, key.hexadecimal)
        settle(connection)
        trail = Trail(connection, world)
        migrate(connection, trail)
        connection.execute("BEGIN IMMEDIATE")
        for name, value in (("db_uuid", db_uuid), ("made_up", str(int(made_up))), ("made_at", utc_text(world.now()))):
            connection.execute("INSERT INTO record_info (name, value) VALUES (?, ?)", [name, value])
        trail.close_unit("create the record", None)
        connection.execute("COMMIT")
        connection.execute("ANALYZE")  # makes the tables for statistics, which the authorizer would refuse later
    finally:
        connection.close()
    sync_file(partial)
