"""Making, unlocking and opening a record. A record is made by `create` alone, whole or not at all.

Unlocking (slow, by design) and opening (fast) are two steps: the first may run in a thread, the second runs in the
thread that will use the connection.
"""

import os
import secrets
from contextlib import closing, suppress
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from exodesk.core.dates import utc_text
from exodesk.core.errors import StorageError
from exodesk.storage import anchors, driver, forecasts, keys
from exodesk.storage.audit import Trail
from exodesk.storage.connection import WINDOW_PATIENCE, KeyDoesNotFit, ask, connect, look_at, settle
from exodesk.storage.driver import Connection, RecordDamaged, in_plain_words
from exodesk.storage.files import sync_file, sync_folder
from exodesk.storage.finding import Finding
from exodesk.storage.keys import Cost, DatabaseKey, KeyFile, WrongPassphrase, WrongRecoveryCode
from exodesk.storage.lock import RecordLock
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.schema import VERSION
from exodesk.storage.surroundings import Surroundings
from exodesk.storage.swap import finish_what_was_left


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A key that fits the file's first page, and what came to light on the way."""

    key: DatabaseKey
    findings: tuple[Finding, ...] = field(default=())


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
        keys.save_passphrase(key, passphrase, db_uuid, key_paths, cost or Cost())
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


def unlock(path: Path, passphrase: str, copies: Path | None = None) -> Unlocked:
    """Try the passphrase on every copy of the key file: "wrong passphrase" is told from "damaged file"."""
    finish_what_was_left(path)
    look_at(path)
    beside = KeyFile.read(keys.keys_path(path))
    candidates = keys.key_files(path, copies)
    if not candidates:
        raise StorageError(
            f"{keys.keys_path(path).name} is missing or cannot be read. Open the record with its recovery code."
        )
    fits_not: KeyDoesNotFit | None = None
    for candidate in candidates:
        for slot, key in candidate.opened_by(passphrase):
            try:
                db_uuid = _uuid_behind(path, key)
            except KeyDoesNotFit as error:
                fits_not = error
                continue
            if db_uuid != candidate.db_uuid:
                raise StorageError(
                    f"{keys.keys_path(path).name} belongs to another record. "
                    "Put back its own, or use the recovery code."
                )
            return Unlocked(key, _mended(path, KeyFile(db_uuid, (slot,)), beside, copies))
    raise fits_not or WrongPassphrase


def unlock_with_recovery_code(path: Path, code: str) -> Unlocked:
    """The code is the key: it opens the bare file, with no other file beside it."""
    key = DatabaseKey.from_recovery_code(code)
    finish_what_was_left(path)
    look_at(path)
    try:
        _uuid_behind(path, key)
    except KeyDoesNotFit as error:
        raise WrongRecoveryCode("it belongs to another record, or this file is damaged") from error
    return Unlocked(key)


def open_record(
    path: Path,
    key: DatabaseKey,
    *,
    surroundings: Surroundings | None = None,
    exclusive: bool = True,
    read_only: bool = False,
    findings: tuple[Finding, ...] = (),
    why_read_only: str = "",
) -> RecordFile:
    """Open with a key. The window, and verbs that replace the file, are `exclusive`; other verbs are not.

    A record that was moved to another computer opens to be read only, and `why_read_only` says so.
    """
    world = surroundings or Surroundings()
    lock = RecordLock(path) if exclusive and not read_only else None
    try:
        connection = connect(path, key, patience=WINDOW_PATIENCE, read_only=read_only)
        try:
            _bring_up_to_date(path, connection, key, world, read_only=read_only)
            if not read_only and (moved := _retired(connection)):
                connection.close()
                return open_record(
                    path,
                    key,
                    surroundings=world,
                    exclusive=exclusive,
                    read_only=True,
                    findings=findings,
                    why_read_only=moved,
                )
            record = RecordFile(
                path,
                connection,
                key=key,
                surroundings=world,
                lock=lock,
                read_only=read_only,
                why_read_only=why_read_only,
            )
            record.renew = forecasts.renew
            _look_over(record, findings)
        except BaseException:
            connection.close()
            raise
    except BaseException:
        if lock:
            lock.release()
        raise
    return record


def renew(path: Path, key: DatabaseKey, surroundings: Surroundings) -> None:
    """Bring a copy that is no record yet to this format. Nothing of it is kept: it is a copy."""
    with closing(connect(path, key, patience=WINDOW_PATIENCE)) as connection, in_plain_words(path):
        if int(ask(connection, "user_version") or 0) < VERSION:
            _migrate(connection, Trail(connection, surroundings), "A backup is being restored.")


def open_with_passphrase(
    path: Path,
    passphrase: str,
    *,
    copies: Path | None = None,
    surroundings: Surroundings | None = None,
    read_only: bool = False,
) -> RecordFile:
    """Unlock and open in one step, for verbs: without the lock that the window holds."""
    unlocked = unlock(path, passphrase, copies)
    return open_record(
        path,
        unlocked.key,
        surroundings=surroundings,
        exclusive=False,
        read_only=read_only,
        findings=unlocked.findings,
    )


def open_with_recovery_code(
    path: Path, code: str, *, surroundings: Surroundings | None = None, read_only: bool = False
) -> RecordFile:
    """The same with the code, which needs no other file."""
    key = unlock_with_recovery_code(path, code).key
    return open_record(path, key, surroundings=surroundings, exclusive=False, read_only=read_only)


def change_passphrase(path: Path, old: str, new: str, *, copies: Path | None = None, cost: Cost | None = None) -> None:
    """A new slot, proved before it replaces the old one. No data is touched; old backups keep the old passphrase.

    For the worker, while the record is open: whoever calls it puts it into the trail.
    """
    keys.check_passphrase(new)
    key = unlock(path, old, copies).key
    db_uuid = _uuid_behind(path, key)
    second = [keys.copy_path(copies, path, db_uuid)] if copies else []
    keys.save_passphrase(key, new, db_uuid, [*second, keys.keys_path(path)], cost or Cost())


def _retired(connection: Connection) -> str:
    """In words, where the record went; "" while it is the one that counts."""
    found = connection.execute("SELECT value FROM record_info WHERE name = 'retired'").fetchone()
    return str(found[0]) if found else ""


def _make(partial: Path, key: DatabaseKey, db_uuid: str, world: Surroundings, *, made_up: bool) -> None:
    """The whole file, in one transaction, under a name that nobody opens."""
    os.close(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    connection = driver.connect(f"{partial.absolute().as_uri()}?mode=rw", busy_seconds=0)
    try:
        driver.set_key(connection, key.hexadecimal)
        settle(connection)
        trail = Trail(connection, world)
        _migrate(connection, trail)
        connection.execute("BEGIN IMMEDIATE")
        for name, value in (("db_uuid", db_uuid), ("made_up", str(int(made_up))), ("made_at", utc_text(world.now()))):
            connection.execute("INSERT INTO record_info (name, value) VALUES (?, ?)", [name, value])
        trail.close_unit("create the record", None)
        connection.execute("COMMIT")
        connection.execute("ANALYZE")  # makes the tables for statistics, which the authorizer would refuse later
    finally:
        connection.close()
    sync_file(partial)


def _migrate(connection: Connection, trail: Trail, reason: str | None = None) -> None:
    """The runner and the migrations are imported where one is pending, and nowhere else."""
    import_module("exodesk.storage.schema.runner").migrate(connection, trail, reason)


def _bring_up_to_date(
    path: Path, connection: Connection, key: DatabaseKey, world: Surroundings, *, read_only: bool
) -> None:
    found = int(ask(connection, "user_version") or 0)
    if found == VERSION:
        return
    if read_only:
        text = f"{path.name} is of an older format. Open it once in the window of Exodesk"
        raise StorageError(f"{text}, in a folder that can be written.")
    with in_plain_words(path):
        kept: Path = import_module("exodesk.storage.kept_copy").keep(path, connection, key, found, world.now())
        _migrate(connection, Trail(connection, world), f"The record as it was is kept as {kept.name}.")


def _uuid_behind(path: Path, key: DatabaseKey) -> str:
    connection = connect(path, key, patience=WINDOW_PATIENCE, read_only=True, newer_too=True)
    try:
        with in_plain_words(path):
            found = connection.execute("SELECT value FROM record_info WHERE name = 'db_uuid'").fetchone()
    finally:
        connection.close()
    if found is None:
        raise RecordDamaged(path, "it has lost its name")
    return str(found[0])


def _mended(path: Path, good: KeyFile, beside: KeyFile | None, copies: Path | None) -> tuple[Finding, ...]:
    """Let the key file and its second copy say what opened the record. Another record's keys are left alone."""
    name = keys.keys_path(path).name
    if beside is not None and beside.db_uuid != good.db_uuid:
        return (Finding("keys_of_another", f"{name} belongs to another record; the second copy of its own was used."),)
    places = [keys.keys_path(path)] + ([keys.copy_path(copies, path, good.db_uuid)] if copies else [])
    for place in places:
        if KeyFile.read(place) != good:
            with suppress(OSError):  # a folder that cannot be written: the other copy still opens the record
                good.write(place)
    if beside is not None and any(slot in beside.slots for slot in good.slots):
        return ()
    return (Finding("keys_mended", f"{name} was missing or damaged; its copy was used."),)


def _look_over(record: RecordFile, findings: tuple[Finding, ...]) -> None:
    """Keep what was found on opening, and put it into the trail, where a record can be written.

    Damage is a finding here and stops nobody: `check` names the pages, and what can be read is read.
    """
    try:
        record.findings = findings + anchors.findings(record)
        if record.read_only:
            return
        for finding in record.findings:
            record.log(f"found on opening: {finding.code}", finding.text)
        forecasts.mark_outdated(record)
    except RecordDamaged as error:
        record.findings = (*findings, Finding("damaged", str(error)))
