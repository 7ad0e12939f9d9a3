"""Unlocking and opening a record. One is made by `creating.create` alone.

Unlocking (slow, by design) and opening (fast) are two steps: the first may run in a thread, the second runs in the
thread that will use the connection.
"""

from collections.abc import Callable
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from exodesk.core.errors import StorageError
from exodesk.storage import anchors, forecasts, keys
from exodesk.storage.audit import Trail
from exodesk.storage.connection import WINDOW_PATIENCE, KeyDoesNotFit, ask, connect, look_at
from exodesk.storage.driver import Connection, RecordDamaged, in_plain_words
from exodesk.storage.finding import Finding
from exodesk.storage.keys import Cost, DatabaseKey, KeyFile, WrongPassphrase, WrongRecoveryCode
from exodesk.storage.lock import RecordLock
from exodesk.storage.own_file import make_own, refuse_second_name
from exodesk.storage.pages import any_opens
from exodesk.storage.recordfile import RecordFile
from exodesk.storage.schema import VERSION
from exodesk.storage.surroundings import Surroundings
from exodesk.storage.swap import finish_what_was_left
from exodesk.storage.tries import Tries


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A key that fits the file's first page, and what came to light on the way."""

    key: DatabaseKey
    findings: tuple[Finding, ...] = field(default=())


class NoKeyFile(StorageError):
    def __init__(self, path: Path) -> None:
        text = f"{keys.keys_path(path).name} is missing or damaged, and so is its second copy. Nothing was changed"
        super().__init__(f"{text}: open the record with its recovery code.")


class KeysOfAnother(StorageError):
    """The passphrase opens the key file, and what is in it opens no page of the record."""

    def __init__(self, path: Path) -> None:
        text = f"{keys.keys_path(path).name} belongs to another record, though the passphrase opens it"
        super().__init__(f"{text}. Nothing was changed. Put back its own key file, or use the recovery code.")


def unlock(path: Path, passphrase: str, copies: Path | None = None) -> Unlocked:
    """Try the passphrase on every copy of the key file: "wrong passphrase" is told from "damaged file"."""
    finish_what_was_left(path)
    look_at(path)
    beside = KeyFile.read(keys.keys_path(path))
    candidates = keys.key_files(path, copies)
    if not candidates:
        raise NoKeyFile(path)
    fits_not: StorageError | None = None
    for candidate in candidates:
        for slot, key in candidate.opened_by(passphrase):
            try:
                db_uuid = _uuid_behind(path, key)
            except KeyDoesNotFit as error:
                fits_not = error if any_opens(path, key, copies) else fits_not or KeysOfAnother(path)
                continue
            if db_uuid != candidate.db_uuid:
                raise KeysOfAnother(path)
            return Unlocked(key, _mended(path, KeyFile(db_uuid, (slot,)).of_file(path), beside, copies))
    raise fits_not or WrongPassphrase


def unlock_with_recovery_code(path: Path, code: str) -> Unlocked:
    """The code is the key: it opens the bare file, with no other file beside it."""
    key = DatabaseKey.from_recovery_code(code)
    finish_what_was_left(path)
    look_at(path)
    try:
        _uuid_behind(path, key)
    except KeyDoesNotFit as error:
        if any_opens(path, key):
            raise
        raise WrongRecoveryCode("it is whole, but it belongs to another record") from error
    return Unlocked(key)


def open_record(
    path: Path,
    key: DatabaseKey,
    *,
    surroundings: Surroundings | None = None,
    exclusive: bool = True,
    read_only: bool = False,
    findings: tuple[Finding, ...] = (),
    tries: Tries | None = None,
    why_read_only: str = "",
) -> RecordFile:
    """Open with a key. The window, and verbs that replace the file, are `exclusive`; other verbs are not.

    A record that was moved to another computer opens to be read only, and `why_read_only` says so. `tries`: those in
    vain since it was last unlocked, for it to tell and to write down.
    """
    world = surroundings or Surroundings()
    lock = RecordLock(path) if exclusive and not read_only else None
    with ExitStack() as if_it_fails:
        if lock:
            if_it_fails.callback(lock.release)
            findings += make_own(path, key, world)
        elif not read_only:
            refuse_second_name(path)
        connection = connect(path, key, patience=WINDOW_PATIENCE, read_only=read_only)
        if_it_fails.callback(connection.close)
        _bring_up_to_date(path, connection, key, world, read_only=read_only)
        if not read_only and (moved := _retired(connection)):
            if_it_fails.close()
            return open_record(
                path,
                key,
                surroundings=world,
                exclusive=exclusive,
                read_only=True,
                findings=findings,
                tries=tries,
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
        if record.held_bytes:
            if_it_fails.callback(record.held_bytes.close)
        record.renew = forecasts.renew
        _look_over(record, findings, tries or Tries())
        if_it_fails.pop_all()
    return record


def bring_up_to_date(
    path: Path, key: DatabaseKey, surroundings: Surroundings, begun: Callable[[], object] = lambda: None
) -> None:
    """What opening does with a record of an older format. In a large one it takes minutes, so a thread may do it first.

    `begun` is called before anything is written, and not at all for a record of this format.
    """
    with closing(connect(path, key, patience=WINDOW_PATIENCE)) as connection:
        if int(ask(connection, "user_version") or 0) < VERSION:
            begun()
            _bring_up_to_date(path, connection, key, surroundings, read_only=False)


def renew(path: Path, key: DatabaseKey, surroundings: Surroundings, reason: str) -> None:
    """Bring a copy that is no record yet to this format. Nothing of it is kept: it is a copy."""
    with closing(connect(path, key, patience=WINDOW_PATIENCE)) as connection, in_plain_words(path):
        if int(ask(connection, "user_version") or 0) < VERSION:
            migrate(connection, Trail(connection, surroundings), reason)


def change_passphrase(path: Path, old: str, new: str, *, copies: Path | None = None, cost: Cost | None = None) -> None:
    """A new slot, proved before it replaces the old one. No data is touched; old backups keep the old passphrase.

    For the worker, while the record is open: whoever calls it puts it into the trail.
    """
    keys.check_passphrase(new)
    key = unlock(path, old, copies).key
    db_uuid = _uuid_behind(path, key)
    second = [keys.copy_path(copies, path, db_uuid)] if copies else []
    made = keys.new_key_file(key, new, db_uuid, cost or Cost()).of_file(path)
    try:
        made.write(*second, keys.keys_path(path))
    except OSError as error:
        text = f"The new passphrase could not be written beside {path.name} ({error.strerror})"
        raise StorageError(f"{text}. The one until now opens the record as before; try again.") from error


def _retired(connection: Connection) -> str:
    """In words, where the record went; "" while it is the one that counts."""
    found = connection.execute("SELECT value FROM record_info WHERE name = 'retired'").fetchone()
    return str(found[0]) if found else ""


def migrate(connection: Connection, trail: Trail, reason: str | None = None) -> None:
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
        migrate(connection, Trail(connection, world), f"The record as it was is kept as {kept.name}.")


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


def _look_over(record: RecordFile, findings: tuple[Finding, ...], tries: Tries) -> None:
    """Keep what was found on opening and tried in vain before it, and put it into the trail if it can be written.

    Damage is a finding here and stops nobody: `check` names the pages, and what can be read is read.
    """
    try:
        record.findings = findings + tries.finding(record.zone) + anchors.findings(record)
        if record.read_only:
            return
        for finding in record.findings:
            record.log(f"found on opening: {finding.code}", finding.text)
        forecasts.mark_outdated(record)
    except RecordDamaged as error:
        record.findings = (*findings, Finding("damaged", str(error)))
